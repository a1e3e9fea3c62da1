//! What bodies and answers are made of: the `components/schemas`.

mod accounts;
mod features;
mod figures;
mod imports;
mod ogc;
mod records;
mod reports;

use serde_json::{Map, Value, json};

use super::parts::{count, object, text};
use super::problems;
use crate::world::Snapshot;

pub use features::{feature_name, page_name};

pub fn schemas(snapshot: &Snapshot) -> Value {
    let reference = &snapshot.atlas.reference;
    let mut all = Map::new();
    for part in [
        shared(),
        problems::faults(),
        ogc::schemas(),
        features::schemas(),
        figures::schemas(reference),
        reports::schemas(),
        records::schemas(reference),
        imports::schemas(),
        accounts::schemas(),
    ] {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    all.insert("Problem".into(), problems::problem());
    all.into()
}

fn shared() -> Value {
    json!({
        "DistrictRef": object(&json!({"code": text(), "name": text()})),
        // Null has no type of its own in OpenAPI 3.0.
        "Null": {"type": "object", "nullable": true, "enum": [null]},
        "Version": {
            "type": "integer",
            "minimum": 0,
            "description": "Number of the last revision that is counted in: every answer of the same version is the same",
        },
        "Ready": object(&json!({
            "ready": {"type": "boolean"},
            "version": super::parts::schema("Version"),
            "recorded": super::parts::told(count(), "The last revision in the ledger"),
        })),
    })
}
