//! The description of the service by itself: whole, sound, and of the very routes that there are.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Described, Description, Server, routes};

/// No parts of the API: the web app, to which the landing page leads, and what its pages look like.
const PAGES: [(&str, &str); 2] = [("GET", "/"), ("GET", "/pages/{file}")];

/// Whether a described address is of a route: `/api/collections/communes/items` of `/api/collections/{id}/items`.
fn is_of(path: &str, route: &str) -> bool {
    let (path, route): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), route.split('/').collect());
    let fits = |(part, of): (&&str, &&str)| part == of || of.starts_with('{');
    path.len() == route.len() && path.iter().zip(&route).all(fits)
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let server = Server::empty();
    let described = Description::of(&server).operations();
    let routes = routes();
    for operation in &described {
        let Described { method, path, .. } = operation;
        assert!(
            routes
                .iter()
                .any(|(m, route)| m == method && is_of(path, route)),
            "there is no {method} {path}"
        );
    }
    for (method, route) in &routes {
        // The landing page is described with the slash behind it, since it stands at the server's own address.
        let slashed = format!("{route}/");
        let there =
            |o: &&Described| o.method == *method && (is_of(&o.path, route) || o.path == slashed);
        assert!(
            described.iter().any(|o| there(&o)) || PAGES.contains(&(method, route)),
            "{method} {route} is not described"
        );
    }
}

#[test]
fn every_collection_has_its_own_addresses() {
    let server = Server::empty();
    let api = Description::of(&server);
    let collections = server.json("/api/collections");
    for collection in collections["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        for path in [
            format!("/api/collections/{id}"),
            format!("/api/collections/{id}/queryables"),
            format!("/api/collections/{id}/schema"),
            format!("/api/collections/{id}/sortables"),
            format!("/api/collections/{id}/items"),
            format!("/api/collections/{id}/items/{{featureId}}"),
            format!("/data/{id}.geojson"),
        ] {
            api.operation("GET", &path);
        }
    }
}

/// Every `$ref` in a document.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref") {
                found.insert(reference.as_str().unwrap().to_owned());
            }
            members
                .values()
                .for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn references_lead_somewhere_and_nothing_lies_unused() {
    let api = Description::of(&Server::empty());
    let mut found = BTreeSet::new();
    references(&api.document, &mut found);
    for reference in &found {
        api.resolve(&json!({"$ref": reference}));
    }
    for (part, members) in api.document["components"].as_object().unwrap() {
        // Named by operations, not referred to.
        if part == "securitySchemes" {
            continue;
        }
        for name in members.as_object().unwrap().keys() {
            let reference = format!("#/components/{part}/{name}");
            assert!(found.contains(&reference), "{reference} is not used");
        }
    }
}

#[test]
fn everything_is_told_in_both_languages_and_has_its_limits() {
    let api = Description::of(&Server::empty());
    let mut ids = BTreeSet::new();
    for operation in api.operations() {
        let about = format!("{} {}", operation.method, operation.path);
        let value = &operation.value;
        for name in ["summary", "x-title-vi", "description"] {
            assert!(
                value[name].as_str().is_some_and(|t| !t.is_empty()),
                "{about}: {name}"
            );
        }
        assert!(
            ids.insert(value["operationId"].to_string()),
            "{about}: its id is taken"
        );
        assert!(value["security"].is_array(), "{about}: who may do it?");
        let mut names = BTreeSet::new();
        for parameter in api.parameters(&operation) {
            let name = parameter["name"].as_str().unwrap();
            assert!(
                names.insert((name.to_owned(), parameter["in"].clone().to_string())),
                "{about}: {name} twice"
            );
            assert!(
                parameter["description"]
                    .as_str()
                    .is_some_and(|t| !t.is_empty()),
                "{about}: {name}"
            );
            if parameter["in"] != "header" {
                assert!(parameter["x-title-vi"].is_string(), "{about}: {name}");
            }
            if parameter["in"] == "query" && parameter["content"].is_null() {
                assert_eq!(parameter["style"], "form", "{about}: {name}");
                assert_eq!(parameter["explode"], false, "{about}: {name}");
            }
        }
        let in_path: BTreeSet<String> = operation
            .path
            .split(['{', '}'])
            .skip(1)
            .step_by(2)
            .map(|name| (name.to_owned(), "\"path\"".to_owned()))
            .map(|(name, _)| name)
            .collect();
        let declared: BTreeSet<String> = names
            .iter()
            .filter(|(_, place)| place == "\"path\"")
            .map(|(name, _)| name.clone())
            .collect();
        assert_eq!(in_path, declared, "{about}");
    }
}

/// The traps of others, and what conformance tests look for.
#[test]
fn the_standards_parameters_are_as_the_standards_have_them() {
    let api = Description::of(&Server::empty());
    let document = &api.document;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.0."));
    let server = document["servers"][0]["url"].as_str().unwrap();
    assert!(server.ends_with("/api"), "{server}");
    for path in [
        "/",
        "/conformance",
        "/collections",
        "/collections/communes/items",
    ] {
        assert!(document["paths"][path]["get"].is_object(), "{path}");
    }
    let items = api.operation("GET", "/api/collections/coverage/items");
    let parameters = api.parameters(&items);
    let of = |name: &str| {
        let found = parameters.iter().find(|p| p["name"] == name);
        let found = found.unwrap_or_else(|| panic!("no {name}"));
        assert_eq!(found["in"], "query", "{name}");
        assert_eq!(found["required"], false, "{name}");
        &found["schema"]
    };
    let limit = of("limit");
    assert_eq!(
        (&limit["type"], &limit["minimum"]),
        (&json!("integer"), &json!(1))
    );
    assert!(
        limit["maximum"].as_u64().unwrap() >= 108 && limit["default"].is_u64(),
        "{limit}"
    );
    let bbox = of("bbox");
    assert_eq!(
        bbox["oneOf"],
        json!([{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}])
    );
    assert_eq!(
        (&bbox["minItems"], &bbox["maxItems"]),
        (&json!(4), &json!(6))
    );
    assert_eq!(*of("datetime"), json!({"type": "string"}));
    for name in ["crs", "bbox-crs", "filter-crs"] {
        let system = of(name);
        assert_eq!(
            system["default"], "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "{name}"
        );
        assert_eq!(system["enum"].as_array().map(Vec::len), Some(6), "{name}");
    }
    assert_eq!(*of("filter"), json!({"type": "string"}));
    let lang = of("filter-lang");
    assert_eq!(
        (&lang["enum"], &lang["default"]),
        (&json!(["cql2-text"]), &json!("cql2-text"))
    );
}

/// Every queryable with a simple value is a parameter of the items, with its schema (Part 3,
/// /req/queryables-query-parameters/parameters).
#[test]
fn queryables_are_parameters_with_the_same_schema() {
    let server = Server::empty();
    let api = Description::of(&server);
    for collection in [
        "communes",
        "border-communes",
        "districts",
        "pano-sites",
        "coverage",
        "activities",
    ] {
        let schema = server.json(&format!("/api/collections/{collection}/queryables"));
        let items = api.operation("GET", &format!("/api/collections/{collection}/items"));
        let parameters = api.parameters(&items);
        for (name, property) in schema["properties"].as_object().unwrap() {
            if name == "geometry" {
                continue;
            }
            let found = parameters.iter().find(|p| p["name"] == **name);
            let found = found.unwrap_or_else(|| panic!("{collection}: no {name}"));
            let own = api.resolve(&found["schema"]);
            let own = if own["type"] == "array" {
                &own["items"]
            } else {
                own
            };
            assert_eq!(own["type"], property["type"], "{collection}: {name}");
            // What is looked at has the ids of the plan's lines.
            if name != "line" {
                assert_eq!(own["enum"], property["enum"], "{collection}: {name}");
            }
        }
    }
}

#[test]
fn all_problems_are_listed_with_their_words() {
    let api = Description::of(&Server::empty());
    let listed = api.document["x-problems"].as_array().unwrap();
    let codes: BTreeSet<&str> = listed.iter().map(|p| p["code"].as_str().unwrap()).collect();
    let known = &api.document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"];
    let known: BTreeSet<&str> = known
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c.as_str().unwrap())
        .collect();
    assert_eq!(codes, known);
    assert!(
        codes.len() > 30 && codes.contains("changed_meanwhile"),
        "{codes:?}"
    );
}

/// The document word for word, a file for each part.
#[test]
fn the_document() {
    let server = Server::empty();
    let text = server
        .get("/api/openapi.json")
        .text()
        .replace(&server.base, "[base]");
    assert!(!text.contains("127.0.0.1"), "an address is left");
    let mut document: Value = serde_json::from_str(&text).unwrap();
    // When the plan was made known to this database is the clock's affair.
    let mut paths = document["paths"].take();
    hide_times(&mut paths);
    let mut components = document["components"].take();
    let mut parts = vec![("frame".to_owned(), document.clone())];
    for part in ["parameters", "schemas"] {
        parts.push((part.to_owned(), components[part].take()));
    }
    parts.push(("components".to_owned(), components));
    for tag in document["tags"].as_array().unwrap() {
        let of = |(_, item): &(&String, &Value)| {
            let mut operations = item.as_object().unwrap().values();
            operations.any(|o| o["tags"][0] == tag["name"])
        };
        let chosen = paths.as_object().unwrap().iter().filter(of);
        let chosen = chosen
            .map(|(path, item)| (path.clone(), item.clone()))
            .collect();
        let name = tag["name"].as_str().unwrap().to_lowercase();
        parts.push((format!("paths_{name}"), Value::Object(chosen)));
    }
    for (name, part) in parts {
        insta::assert_snapshot!(format!("openapi_{name}"), compact(&part, 0));
    }
}

fn hide_times(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "timeStamp" && member.is_string() {
                    *member = "[time]".into();
                } else {
                    hide_times(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(hide_times),
        _ => {}
    }
}

/// JSON in which what fits on a line stands on one.
fn compact(value: &Value, indent: usize) -> String {
    let plain = value.to_string();
    let parts: Vec<String> = match value {
        _ if plain.chars().count() + indent <= 110 => return plain,
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| format!("{}: {}", json!(name), compact(member, indent + 2)))
            .collect(),
        Value::Array(items) => items.iter().map(|item| compact(item, indent + 2)).collect(),
        _ => return plain,
    };
    let (open, close) = if value.is_object() {
        ('{', '}')
    } else {
        ('[', ']')
    };
    let margin = " ".repeat(indent);
    let parts = parts.iter().map(|part| format!("{margin}  {part}"));
    let parts = parts.collect::<Vec<_>>().join(",\n");
    format!("{open}\n{parts}\n{margin}{close}")
}
