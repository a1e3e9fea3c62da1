//! A schema of the description as the page of documentation shows it: its properties in one table, nested ones by path.

use serde_json::Value;

use super::kind::Kind;
use crate::domain::Language;
use crate::http::html::marked;

/// How deep objects within objects are looked into.
const DEPTH: usize = 4;

#[derive(Debug)]
pub struct Schema {
    pub name: String,
    pub about: String,
    pub kind: Kind,
    pub properties: Vec<Property>,
}

#[derive(Debug)]
pub struct Property {
    /// `shares[].unit`
    pub path: String,
    pub required: bool,
    pub about: String,
    pub kind: Kind,
}

impl Schema {
    pub fn of(name: &str, schema: &Value, language: Language) -> Self {
        let mut properties = Vec::new();
        collect(schema, "", DEPTH, language, &mut properties);
        Self {
            name: name.to_owned(),
            about: marked::inline(schema["description"].as_str().unwrap_or_default()),
            kind: Kind::of(schema, language),
            properties,
        }
    }
}

fn collect(
    schema: &Value,
    before: &str,
    depth: usize,
    language: Language,
    found: &mut Vec<Property>,
) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if schema["type"] == "array" {
        return collect(
            &schema["items"],
            &format!("{before}[]"),
            depth + 1,
            language,
            found,
        );
    }
    let required = schema["required"].as_array();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let dot = if before.is_empty() { "" } else { "." };
        let path = format!("{before}{dot}{name}");
        let title = language.choose("x-title-vi", "title");
        let words = [title, "description"].map(|m| property[m].as_str().unwrap_or_default());
        let words: Vec<_> = words.into_iter().filter(|w| !w.is_empty()).collect();
        found.push(Property {
            required: required.is_some_and(|names| names.iter().any(|n| n == name)),
            about: marked::inline(&words.join(". ")),
            kind: Kind::of(property, language),
            path: path.clone(),
        });
        collect(property, &path, depth, language, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn looks_into_lists_and_objects() {
        let schema = json!({"type": "object", "required": ["shares"], "properties": {
            "shares": {"type": "array", "items": {"type": "object", "properties": {
                "unit": {"type": "string"},
            }}},
            "counts": {"type": "object", "properties": {"total": {"type": "integer"}}},
        }});
        let schema = Schema::of("Record", &schema, Language::En);
        let paths: Vec<_> = schema.properties.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["shares", "shares[].unit", "counts", "counts.total"]);
        assert!(schema.properties[0].required && !schema.properties[2].required);
    }
}
