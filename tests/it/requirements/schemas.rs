//! OGC API – Features Part 5: schemas, core roles for features, returnables and receivables.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::COLLECTIONS;
use crate::support::{Server, features};

fn schema(server: &Server, id: &str) -> Value {
    server.json(&format!("/api/collections/{id}/schema"))
}

fn members(schema: &Value) -> &Map<String, Value> {
    schema["properties"].as_object().unwrap()
}

fn with_role<'a>(schema: &'a Value, role: &str) -> Vec<(&'a str, &'a Value)> {
    members(schema)
        .iter()
        .filter(|(_, property)| property["x-ogc-role"] == role)
        .map(|(name, property)| (name.as_str(), property))
        .collect()
}

fn is_spatial(property: &Value) -> bool {
    let format = property["format"].as_str().unwrap_or_default();
    format.starts_with("geometry-")
}

fn is_temporal(property: &Value) -> bool {
    ["date", "date-time"].contains(&property["format"].as_str().unwrap_or_default())
}

#[test]
fn json_schema() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        let address = format!("{}/api/collections/{id}/schema", server.base);
        assert_eq!(schema["$id"], address);
        assert_eq!(schema["type"], "object");
        let client = server.anybody().with("accept", "application/schema+json");
        assert_eq!(client.get(&address).ok().json(), schema);
    }
}

#[test]
fn properties() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        for (name, property) in members(&schema) {
            if is_spatial(property) {
                assert!(property["type"].is_null() && property["$ref"].is_null());
            } else {
                assert!(property["type"].is_string(), "{id}.{name}");
            }
            if is_temporal(property) {
                assert_eq!(property["type"], "string", "{id}.{name}");
            }
        }
        // They are the properties that features have, no more and no fewer.
        let page = server.items(id, &[("limit", "1")]);
        let given = features(&page)[0]["properties"].as_object().unwrap();
        let given: BTreeSet<&String> = given.keys().collect();
        let said = members(&schema).iter().filter(|(_, p)| !is_spatial(p));
        let said: BTreeSet<&String> = said.map(|(name, _)| name).collect();
        assert_eq!(said, given, "{id}");
    }
}

#[test]
fn additional_keywords() {
    let server = Server::empty();
    let plain = [
        "title",
        "description",
        "type",
        "format",
        "enum",
        "minimum",
        "maximum",
        "multipleOf",
        "readOnly",
        "writeOnly",
        "items",
        "properties",
        "required",
        "pattern",
        "minLength",
        "maxLength",
        "examples",
        "minItems",
    ];
    for id in COLLECTIONS {
        for (name, property) in members(&schema(&server, id)) {
            for keyword in property.as_object().unwrap().keys() {
                let fine = plain.contains(&keyword.as_str())
                    || keyword.starts_with("x-ogc-")
                    || keyword.starts_with("x-title-");
                assert!(fine, "{id}.{name}: {keyword}");
            }
        }
    }
}

#[test]
fn role() {
    let server = Server::empty();
    for id in COLLECTIONS {
        for (_, property) in members(&schema(&server, id)) {
            let role = &property["x-ogc-role"];
            assert!(role.is_null() || role.is_string());
        }
    }
}

#[test]
fn role_id() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        let [(name, property)] = with_role(&schema, "id")[..] else {
            panic!("{id}: {:?}", with_role(&schema, "id"));
        };
        assert_eq!(property["type"], "string");
        for feature in features(&server.items(id, &[("limit", "5")])) {
            assert_eq!(feature["properties"][name], feature["id"], "{id}");
        }
    }
}

#[test]
fn property_seq() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        let numbers: Vec<i64> = members(&schema)
            .values()
            .map(|p| p["x-ogc-propertySeq"].as_i64().unwrap())
            .collect();
        let different: BTreeSet<&i64> = numbers.iter().collect();
        assert_eq!(different.len(), numbers.len(), "{id}");
    }
}

#[test]
fn unit() {
    let server = Server::empty();
    let area = &schema(&server, "communes")["properties"]["area_km2"];
    assert_eq!(area["x-ogc-unit"], "km2");
    let distance = &schema(&server, "coverage")["properties"]["nearest_pano_km"];
    assert_eq!(distance["x-ogc-unit"], "km");
    let accuracy = &schema(&server, "pano-sites")["properties"]["accuracy_m"];
    assert_eq!(accuracy["x-ogc-unit"], "m");
}

#[test]
fn role_primary_geometry() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        let [(_, property)] = with_role(&schema, "primary-geometry")[..] else {
            panic!("{id}");
        };
        assert!(is_spatial(property), "{id}");
    }
}

#[test]
fn role_primary_instant() {
    let server = Server::empty();
    for (id, name) in [("coverage", "as_of"), ("pano-sites", "built_on")] {
        let schema = schema(&server, id);
        let [(found, property)] = with_role(&schema, "primary-instant")[..] else {
            panic!("{id}");
        };
        assert_eq!(found, name);
        assert!(is_temporal(property));
    }
}

#[test]
fn role_primary_interval_start() {
    let schema = schema(&Server::empty(), "activities");
    let [(name, property)] = with_role(&schema, "primary-interval-start")[..] else {
        panic!();
    };
    assert!(name == "start" && is_temporal(property));
}

#[test]
fn role_primary_interval_end() {
    let schema = schema(&Server::empty(), "activities");
    let [(name, property)] = with_role(&schema, "primary-interval-end")[..] else {
        panic!();
    };
    assert!(name == "end" && is_temporal(property));
}

#[test]
fn primary_temporal_constraints() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        let instant = with_role(&schema, "primary-instant");
        let start = with_role(&schema, "primary-interval-start");
        let end = with_role(&schema, "primary-interval-end");
        assert!(
            instant.is_empty() || start.is_empty() && end.is_empty(),
            "{id}"
        );
        if let ([(_, start)], [(_, end)]) = (&start[..], &end[..]) {
            assert_eq!(start["format"], end["format"]);
        }
    }
}

#[test]
fn role_type() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        let types = with_role(&schema, "type");
        assert!(types.len() <= 1, "{id}");
        assert!(types.iter().all(|(_, p)| p["type"] == "string"), "{id}");
    }
}

#[test]
fn link() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        let rel = "http://www.opengis.net/def/rel/ogc/1.0/schema";
        let found = super::link(&collection, rel, "application/schema+json");
        server.get(found["href"].as_str().unwrap()).ok();
    }
}

#[test]
fn op() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let client = server.anybody().with("accept", "application/schema+json");
        let reply = client.get(&format!("/api/collections/{id}/schema")).ok();
        assert_eq!(reply.header("content-type"), "application/schema+json");
    }
}

#[test]
fn response() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let schema = schema(&server, id);
        assert_eq!(schema["additionalProperties"], false, "{id}");
        for feature in features(&server.items(id, &[("limit", "50")])) {
            for (name, value) in feature["properties"].as_object().unwrap() {
                let wanted = schema["properties"][name]["type"].as_str().unwrap();
                let fits = match value {
                    Value::Null => true,
                    Value::Bool(_) => wanted == "boolean",
                    Value::Number(n) => wanted == "number" || wanted == "integer" && n.is_i64(),
                    Value::String(_) => wanted == "string",
                    Value::Array(_) => wanted == "array",
                    Value::Object(_) => wanted == "object",
                };
                assert!(fits, "{id}.{name}: {value} is no {wanted}");
            }
        }
    }
}
