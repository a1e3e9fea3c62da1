//! Parameters: those that many operations share, and those of each collection.

mod collections;
mod people;
mod records;
mod reports;
mod shared;

use serde_json::{Map, Value, json};

use crate::domain::Reference;
use crate::service::collection::COLLECTIONS;
pub use collections::{At, feature_id, of_collection, of_feature};

/// A parameter of the address's end.
struct Query {
    name: &'static str,
    vi: &'static str,
    about: String,
    schema: Value,
    example: Value,
}

impl Query {
    fn new(name: &'static str, vi: &'static str, about: &str, schema: Value) -> Self {
        Self {
            name,
            vi,
            about: about.to_owned(),
            schema,
            example: Value::Null,
        }
    }

    fn example(mut self, example: impl Into<Value>) -> Self {
        self.example = example.into();
        self
    }

    /// Under the key of a part.
    fn at(self, key: &'static str) -> (&'static str, Value) {
        (key, self.value())
    }

    fn value(self) -> Value {
        let mut value = json!({
            "name": self.name,
            "in": "query",
            "required": false,
            "description": self.about,
            "x-title-vi": self.vi,
            "schema": self.schema,
            "style": "form",
            "explode": false,
        });
        if !self.example.is_null() {
            value["example"] = self.example;
        }
        value
    }
}

/// Parameters by their keys.
type Part = Vec<(&'static str, Value)>;

/// The `components/parameters`.
pub fn parameters(reference: &Reference) -> Value {
    let mut all = Map::new();
    for part in [
        shared::looks(),
        shared::pages(),
        shared::places(),
        shared::times(),
        shared::promises(reference),
        shared::pictures(),
        shared::conditions(),
        reports::reports(reference),
        records::found_by(reference),
        records::uploads(),
        people::accounts(),
        people::audit(),
        people::addresses(),
        people::headers(),
    ] {
        all.extend(part.into_iter().map(|(key, value)| (key.to_owned(), value)));
    }
    all.insert("extension".to_owned(), collections::extension());
    all.extend(COLLECTIONS.into_iter().flat_map(collections::own));
    all.into()
}

fn number(least: u8) -> Value {
    json!({"type": "integer", "format": "int64", "minimum": least})
}

fn flag() -> Value {
    json!({"type": "boolean", "default": false})
}

/// A line that reaches communes.
fn first_line(reference: &Reference) -> Option<&str> {
    let lines = &reference.plan.lines;
    let first = lines.iter().find(|line| line.kind.counts_overall());
    first.map(|line| line.id.as_str())
}
