//! OGC API – Features Part 5: sortables.

use serde_json::Value;

use super::{COLLECTIONS, items};
use crate::support::{Server, address};

#[test]
fn link() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        let rel = "http://www.opengis.net/def/rel/ogc/1.0/sortables";
        let found = super::link(&collection, rel, "application/schema+json");
        server.get(found["href"].as_str().unwrap()).ok();
    }
}

#[test]
fn op() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let client = server.anybody().with("accept", "application/schema+json");
        let reply = client.get(&format!("/api/collections/{id}/sortables")).ok();
        assert_eq!(reply.header("content-type"), "application/schema+json");
    }
}

#[test]
fn response() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let document = server.json(&format!("/api/collections/{id}/sortables"));
        for (name, schema) in document["properties"].as_object().unwrap() {
            let format = schema["format"].as_str().unwrap_or_default();
            assert!(!format.starts_with("geometry"), "{id}.{name}");
            let plain = ["string", "number", "integer", "boolean"];
            assert!(
                plain.contains(&schema["type"].as_str().unwrap()),
                "{id}.{name}"
            );
            for key in [name.clone(), format!("-{name}"), format!("+{name}")] {
                server.get(&address(&items(id), &[("sortby", &key)])).ok();
            }
        }
        assert_eq!(document["additionalProperties"], Value::Bool(false));
        let unknown = server.get(&address(&items(id), &[("sortby", "geometry")]));
        assert_eq!(unknown.status, 400, "{id}");
        assert_eq!(unknown.json()["parameter"], "sortby");
    }
}
