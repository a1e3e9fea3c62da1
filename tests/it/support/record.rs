//! Activities as JSON.

use serde_json::{Value, json};

/// Something that was done, with its places and quantities.
pub fn activity(line: &str, start: &str, shares: &[(&str, f64)]) -> Value {
    let shares: Vec<Value> = shares.iter().map(|(unit, q)| share(unit, *q)).collect();
    json!({"plan_line": line, "title": "Hoạt động thử", "start": start, "shares": shares})
}

pub fn share(unit: &str, quantity: f64) -> Value {
    json!({"unit": unit, "quantity": quantity})
}

/// The same with other or more fields.
pub fn changed(record: &Value, fields: &Value) -> Value {
    let mut record = record.clone();
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}
