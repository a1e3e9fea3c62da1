//! OGC API – Features Part 3: queryables, queryables as parameters, filter, and filters on features.

use serde_json::Value;

use super::{COLLECTIONS, array, items, link, parameter};
use crate::support::{Reply, Server, address, features, ids};

fn queryables(server: &Server, id: &str) -> Value {
    server.json(&format!("/api/collections/{id}/queryables"))
}

/// The names of a collection's queryables; without the geometry.
fn names(server: &Server, id: &str) -> Vec<String> {
    let document = queryables(server, id);
    let properties = document["properties"].as_object().unwrap();
    let plain = properties
        .iter()
        .filter(|(_, schema)| schema["type"].is_string());
    plain.map(|(name, _)| name.clone()).collect()
}

fn asked(server: &Server, id: &str, filter: &str) -> Reply {
    let query = [("filter", filter), ("limit", "10000")];
    server.get(&address(&items(id), &query))
}

fn found(server: &Server, id: &str, filter: &str) -> Vec<String> {
    ids(&asked(server, id, filter).ok().json())
}

fn all(server: &Server, id: &str) -> Value {
    server.items(id, &[("limit", "10000")])
}

/// The ids of the features for which a property's value is as it should be.
fn expected(server: &Server, id: &str, name: &str, fits: impl Fn(&Value) -> bool) -> Vec<String> {
    let all = all(server, id);
    let fitting = features(&all)
        .iter()
        .filter(|f| fits(&f["properties"][name]));
    fitting
        .map(|f| f["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn get_queryables_op() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let path = format!("/api/collections/{id}/queryables");
        let client = server.anybody().with("accept", "application/schema+json");
        let reply = client.get(&path).ok();
        assert_eq!(reply.header("content-type"), "application/schema+json");
    }
}

#[test]
fn get_queryables_response() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let document = queryables(&server, id);
        assert_eq!(
            document["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        let address = format!("{}/api/collections/{id}/queryables", server.base);
        assert_eq!(document["$id"], address);
        assert_eq!(document["type"], "object");
        assert!(document["properties"]["geometry"].is_object(), "{id}");
        for (name, schema) in document["properties"].as_object().unwrap() {
            assert!(schema["title"].is_string(), "{id}.{name} has no title");
        }
    }
}

#[test]
fn queryables_link() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        let rel = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
        let found = link(&collection, rel, "application/schema+json");
        server.get(found["href"].as_str().unwrap()).ok();
    }
}

#[test]
fn expression_construction() {
    let server = Server::demo();
    for id in COLLECTIONS {
        // Every queryable may be asked about, the geometry too; nothing else may.
        let mut queryables = names(&server, id);
        queryables.push("geometry".to_owned());
        for name in queryables {
            asked(&server, id, &format!("{name} IS NULL")).ok();
        }
        assert_eq!(queryables_closed(&server, id), Value::Bool(false), "{id}");
        let reply = asked(&server, id, "this_is_not_a_queryable IS NULL");
        assert_eq!(reply.status, 400, "{id}");
    }
}

fn queryables_closed(server: &Server, id: &str) -> Value {
    queryables(server, id)["additionalProperties"].clone()
}

#[test]
fn parameters() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    for id in COLLECTIONS {
        let page = all(&server, id);
        for name in names(&server, id) {
            let defined = parameter(&document, &format!("/collections/{id}/items"), &name);
            assert_eq!(defined["in"], "query", "{id} {name}");
            // A value that occurs selects what has it; a comma would part two values.
            let mut values = features(&page).iter().map(|f| &f["properties"][&name]);
            let Some(value) = values.find(|v| !v.is_null() && !v.to_string().contains(',')) else {
                continue;
            };
            let text = value.as_str().map_or(value.to_string(), str::to_owned);
            if ["as_of", "line"].contains(&name.as_str()) {
                continue;
            }
            let query = [(&*name, &*text), ("limit", "10000")];
            let found = server.get(&address(&items(id), &query)).ok().json();
            let expected = expected(&server, id, &name, |v| v == value);
            assert_eq!(ids(&found), expected, "{id} {name}={text}");
        }
    }
}

#[test]
fn filter_param() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    for id in COLLECTIONS {
        let defined = parameter(&document, &format!("/collections/{id}/items"), "filter");
        assert_eq!(defined["in"], "query");
        assert_ne!(defined["required"], true);
        assert_eq!(defined["schema"]["type"], "string");
        for name in names(&server, id) {
            let null = expected(&server, id, &name, Value::is_null);
            assert_eq!(found(&server, id, &format!("{name} IS NULL")), null, "{id}");
        }
        let reply = asked(&server, id, "THIS IS NOT A FILTER");
        assert_eq!(reply.status, 400);
        assert_eq!(reply.json()["parameter"], "filter");
    }
}

#[test]
fn filter_lang_param() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    for id in COLLECTIONS {
        let path = format!("/collections/{id}/items");
        let defined = parameter(&document, &path, "filter-lang");
        assert_eq!(defined["schema"]["enum"][0], "cql2-text");
        assert_eq!(defined["schema"]["default"], "cql2-text");
        let name = &names(&server, id)[0];
        let filter = format!("{name} IS NOT NULL");
        let query = [("filter", &*filter), ("filter-lang", "cql2-text")];
        let explicit = server.get(&address(&items(id), &query)).ok().json();
        let implicit = server.get(&address(&items(id), &query[..1])).ok().json();
        assert_eq!(ids(&explicit), ids(&implicit));
        let query = [("filter", &*filter), ("filter-lang", "cql2-json")];
        assert_eq!(server.get(&address(&items(id), &query)).status, 400);
    }
}

#[test]
fn filter_crs_wgs84() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        let bbox: Vec<f64> =
            serde_json::from_value(collection["extent"]["spatial"]["bbox"][0].clone()).unwrap();
        let [w, s, e, n] = bbox[..] else { panic!() };
        let whole = format!("S_INTERSECTS(geometry, BBOX({w}, {s}, {e}, {n}))");
        assert_eq!(found(&server, id, &whole), ids(&all(&server, id)), "{id}");
        let beyond = "S_INTERSECTS(geometry, BBOX(1000000, 1000000, 2000000, 2000000))";
        assert_eq!(asked(&server, id, beyond).status, 400, "{id}");
    }
}

#[test]
fn filter_crs_param() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    for id in COLLECTIONS {
        let path = format!("/collections/{id}/items");
        let defined = parameter(&document, &path, "filter-crs");
        assert_eq!(defined["schema"]["type"], "string");
        let in_crs = |filter: &str, crs: &str| {
            let query = [("filter", filter), ("filter-crs", crs), ("limit", "10000")];
            server.get(&address(&items(id), &query))
        };
        let usual = found(
            &server,
            id,
            "S_INTERSECTS(geometry, BBOX(103, 22.2, 103.4, 22.6))",
        );
        assert!(!usual.is_empty());
        let turned = "S_INTERSECTS(geometry, POLYGON((22.2 103, 22.2 103.4, 22.6 103.4, 22.6 103, 22.2 103)))";
        let epsg = "http://www.opengis.net/def/crs/EPSG/0/4326";
        assert_eq!(ids(&in_crs(turned, epsg).ok().json()), usual, "{id}");
        let unknown = "http://www.opengis.net/def/crs/EPSG/0/32748";
        let reply = in_crs(turned, unknown);
        assert_eq!(reply.status, 400);
        assert_eq!(reply.json()["parameter"], "filter-crs");
    }
}

#[test]
fn mixing_expressions() {
    let server = Server::demo();
    let filter = ("filter", "area_km2 > 100");
    let bbox = ("bbox", "103.0,22.2,103.4,22.6");
    let district = ("district", "Sìn Hồ");
    let of = |query: &[(&str, &str)]| ids(&server.items("communes", query));
    let all = of(&[filter, bbox, district]);
    let each = [of(&[filter]), of(&[bbox]), of(&[district])];
    let both: Vec<String> = each[0]
        .iter()
        .filter(|id| each[1].contains(id) && each[2].contains(id))
        .cloned()
        .collect();
    assert!(!both.is_empty() && each.iter().all(|ids| ids.len() > both.len()));
    assert_eq!(all, both);
}

#[test]
fn response() {
    let server = Server::demo();
    for (id, name, filter, fits) in [
        (
            "communes",
            "border",
            "border = true",
            (|v: &Value| v == true) as fn(&Value) -> bool,
        ),
        ("coverage", "status", "status = 'overdue'", |v| {
            v == "overdue"
        }),
        ("pano-sites", "year", "year > 2017", |v| {
            v.as_i64().unwrap() > 2017
        }),
        ("activities", "start", "start >= DATE('2018-01-01')", |v| {
            v.as_str().unwrap() >= "2018-01-01"
        }),
        ("activities", "participants", "participants < 50", |v| {
            v.as_i64().is_some_and(|n| n < 50)
        }),
        ("districts", "communes", "communes <= 12", |v| {
            v.as_i64().unwrap() <= 12
        }),
    ] {
        let expected = expected(&server, id, name, fits);
        assert!(!expected.is_empty(), "{filter}");
        let page = asked(&server, id, filter).ok().json();
        assert_eq!(ids(&page), expected, "{filter}");
        assert_eq!(page["numberMatched"], array(&page["features"]).len());
    }
}
