//! What a collection says of its properties (queryables, schema, sortables), and whether its features are so.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::support::{Server, features};

const COLLECTIONS: [&str; 6] = [
    "communes",
    "border-communes",
    "districts",
    "pano-sites",
    "coverage",
    "activities",
];

fn schema(server: &Server, collection: &str, kind: &str) -> Value {
    let path = format!("/api/collections/{collection}/{kind}");
    let reply = server.get_with(&path, &[("accept", "application/schema+json")]);
    assert_eq!(
        reply.header("content-type"),
        "application/schema+json",
        "{path}"
    );
    reply.ok().json()
}

fn properties(schema: &Value) -> &Map<String, Value> {
    schema["properties"].as_object().unwrap()
}

fn names(schema: &Value) -> BTreeSet<&str> {
    properties(schema).keys().map(String::as_str).collect()
}

#[test]
fn each_is_a_schema_at_its_own_address_to_which_the_collection_leads() {
    let server = Server::empty();
    for collection in COLLECTIONS {
        let about = server.json(&format!("/api/collections/{collection}"));
        for kind in ["queryables", "schema", "sortables"] {
            let path = format!("/api/collections/{collection}/{kind}");
            let schema = schema(&server, collection, kind);
            assert_eq!(
                schema["$schema"],
                "https://json-schema.org/draft/2020-12/schema"
            );
            assert_eq!(schema["$id"], format!("{}{path}", server.base));
            assert_eq!(schema["type"], "object");
            assert_eq!(schema["additionalProperties"], false);
            let rel = format!("http://www.opengis.net/def/rel/ogc/1.0/{kind}");
            let links = about["links"].as_array().unwrap();
            let link = links.iter().find(|link| link["rel"] == *rel).unwrap();
            assert_eq!(link["href"], schema["$id"]);
            assert_eq!(link["type"], "application/schema+json");
            // The address names the schema, whatever else is asked.
            let asked = server.json(&format!("{path}?f=json"));
            assert_eq!(asked, schema);
        }
        let nothing = server.get(&format!("/api/collections/{collection}/schema?limit=1"));
        assert_eq!(nothing.status, 400);
    }
    let nowhere = server.get("/api/collections/towns/queryables");
    assert_eq!(nowhere.json()["code"], "no_such_collection");
}

#[test]
fn items_lead_to_the_properties_to_filter_by() {
    let server = Server::empty();
    let reply = server.get("/api/collections/communes/items?limit=1").ok();
    let rel = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
    let address = format!("{}/api/collections/communes/queryables", server.base);
    let link = format!("<{address}>; rel=\"{rel}\"; type=\"application/schema+json\"");
    assert_eq!(reply.header("link"), link);
}

#[test]
fn every_property_has_a_title_a_type_and_its_place() {
    let server = Server::empty();
    for collection in COLLECTIONS {
        for kind in ["queryables", "schema", "sortables"] {
            let schema = schema(&server, collection, kind);
            let mut ids = 0;
            for (ix, (name, property)) in properties(&schema).iter().enumerate() {
                let about = format!("{collection}/{kind}: {name}");
                assert!(
                    property["title"].as_str().is_some_and(|t| !t.is_empty()),
                    "{about}"
                );
                assert_eq!(property["x-ogc-propertySeq"], ix + 1, "{about}");
                assert!(property.get("$ref").is_none(), "{about}");
                let format = property["format"].as_str().unwrap_or_default();
                let spatial = format.starts_with("geometry-");
                assert_ne!(spatial, property["type"].is_string(), "{about}");
                assert_eq!(spatial, name == "geometry", "{about}");
                if property["x-ogc-role"] == "id" {
                    assert_eq!(property["type"], "string", "{about}");
                    ids += 1;
                }
                if let Some(unit) = property["x-ogc-unit"].as_str() {
                    assert!(["km2", "km", "m", "deg"].contains(&unit), "{about}");
                    let kind = property["type"].as_str().unwrap();
                    assert!(["number", "integer"].contains(&kind), "{about}");
                }
            }
            assert_eq!(ids, 1, "{collection}/{kind}");
        }
    }
}

#[test]
fn lists_are_no_properties_to_filter_or_sort_by_and_geometry_is_none_to_sort_by() {
    let server = Server::empty();
    for collection in COLLECTIONS {
        let [all, to_filter, to_sort] =
            ["schema", "queryables", "sortables"].map(|kind| schema(&server, collection, kind));
        let (all, to_filter, to_sort) = (names(&all), names(&to_filter), names(&to_sort));
        let without = |left_out: &[&str]| -> BTreeSet<&str> {
            all.iter()
                .copied()
                .filter(|name| !left_out.contains(name))
                .collect()
        };
        assert_eq!(to_filter, without(&["shares"]), "{collection}");
        assert_eq!(to_sort, without(&["shares", "geometry"]), "{collection}");
    }
}

#[test]
fn roles_and_units_are_those_of_the_data() {
    let server = Server::empty();
    for (collection, name, key, value) in [
        ("communes", "code", "x-ogc-role", "id"),
        ("communes", "area_km2", "x-ogc-unit", "km2"),
        (
            "communes",
            "geometry",
            "format",
            "geometry-polygon-or-multipolygon",
        ),
        ("pano-sites", "slug", "x-ogc-role", "id"),
        ("pano-sites", "built_on", "x-ogc-role", "primary-instant"),
        ("pano-sites", "geometry", "format", "geometry-point"),
        ("coverage", "as_of", "x-ogc-role", "primary-instant"),
        ("coverage", "nearest_pano_km", "x-ogc-unit", "km"),
        (
            "activities",
            "start",
            "x-ogc-role",
            "primary-interval-start",
        ),
        ("activities", "end", "x-ogc-role", "primary-interval-end"),
        ("activities", "recorded_at", "format", "date-time"),
        ("activities", "geometry", "format", "geometry-multipoint"),
        ("activities", "geometry", "x-ogc-role", "primary-geometry"),
    ] {
        let schema = schema(&server, collection, "schema");
        assert_eq!(
            schema["properties"][name][key], value,
            "{collection}: {name}"
        );
    }
    let activities = schema(&server, "activities", "schema");
    let handed_in: Vec<&str> = properties(&activities)
        .iter()
        .filter(|(_, property)| property.get("readOnly").is_none())
        .map(|(name, _)| name.as_str())
        .collect();
    // What `POST /api/activities` takes.
    let taken = [
        "code",
        "plan_line",
        "title",
        "start",
        "end",
        "shares",
        "participants",
        "women",
        "reference",
        "note",
    ];
    assert_eq!(handed_in, taken);
    let communes = schema(&server, "communes", "schema");
    let mut all = properties(&communes).values();
    assert!(all.all(|property| property["readOnly"] == true));
}

/// Whether a value is as a property's schema has it.
fn fits(value: &Value, property: &Value) -> bool {
    let typed = match property["type"].as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("array") => value.is_array(),
        _ => false,
    };
    let among = property["enum"]
        .as_array()
        .is_none_or(|all| all.contains(value));
    let number = value.as_f64().unwrap_or_default();
    let least = property["minimum"]
        .as_f64()
        .is_none_or(|least| number >= least);
    let most = property["maximum"]
        .as_f64()
        .is_none_or(|most| number <= most);
    typed && among && least && most
}

#[test]
fn features_are_as_their_schema_says() {
    let server = Server::demo();
    for collection in COLLECTIONS {
        let schema = schema(&server, collection, "schema");
        let required: BTreeSet<&str> = schema["required"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        let known = properties(&schema);
        let id = known
            .iter()
            .find(|(_, p)| p["x-ogc-role"] == "id")
            .unwrap()
            .0;
        // Overall, and of one line, where there is a choice.
        let queries: &[&str] = if collection == "coverage" {
            &[
                "",
                "?line=2018-leaflets",
                "?line=2018-pano&as_of=2017-01-01",
            ]
        } else {
            &[""]
        };
        for query in queries {
            let items = server.json(&format!("/api/collections/{collection}/items{query}"));
            for feature in features(&items) {
                let values = feature["properties"].as_object().unwrap();
                let about = format!("{collection}{query}: {}", feature["id"]);
                assert_eq!(values.len() + 1, known.len(), "{about}");
                for (name, value) in values {
                    let may_be_null = !required.contains(name.as_str());
                    let right = fits(value, &known[name]) || (value.is_null() && may_be_null);
                    assert!(right, "{about}: {name} is {value}");
                }
                assert_eq!(feature["id"], values[id], "{about}");
                let kind = feature["geometry"]["type"].as_str().unwrap().to_lowercase();
                let format = known["geometry"]["format"].as_str().unwrap();
                let mut kinds = format.trim_start_matches("geometry-").split("-or-");
                assert!(kinds.any(|known| known == kind), "{about}: {kind}");
            }
        }
    }
}

#[test]
fn conformance_is_declared_once_for_each_class() {
    let server = Server::empty();
    let json = [("accept", "application/json")];
    let reply = server.get_with("/api/conformance", &json).ok();
    assert_eq!(reply.header("content-type"), "application/json");
    let declared = reply.json();
    let declared = declared["conformsTo"].as_array().unwrap();
    let once: BTreeSet<&str> = declared.iter().map(|uri| uri.as_str().unwrap()).collect();
    assert_eq!(once.len(), declared.len());
    for class in ["core", "geojson", "oas30"] {
        let uri = format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{class}");
        assert!(once.contains(&*uri), "{class}");
    }
}

#[test]
fn the_landing_page_leads_to_what_clients_look_for() {
    let server = Server::empty();
    let landing = server.json("/api");
    let leads = |rel: &str| {
        let links = landing["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == rel).unwrap();
        let text = |name: &str| link[name].as_str().unwrap().to_owned();
        (text("href"), text("type"))
    };
    for (rel, path, media_type) in [
        ("conformance", "/api/conformance", "application/json"),
        ("data", "/api/collections", "application/json"),
        (
            "service-desc",
            "/api/openapi.json",
            "application/vnd.oai.openapi+json;version=3.0",
        ),
    ] {
        let address = format!("{}{path}", server.base);
        assert_eq!(leads(rel), (address.clone(), media_type.to_owned()));
        assert_eq!(server.get(&address).ok().header("content-type"), media_type);
    }
    assert_eq!(
        leads("service-doc"),
        (format!("{}/api/docs", server.base), "text/html".to_owned())
    );
}
