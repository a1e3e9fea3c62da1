//! What a JSON Schema allows, in a few words.

use serde_json::Value;

use crate::domain::{Language, words};

/// The type of a value.
#[derive(Debug, Default)]
pub struct Kind {
    pub words: String,
    /// The schema that describes it, by name.
    pub schema: Option<String>,
    pub values: Vec<String>,
    pub range: String,
    pub default: String,
    pub nullable: bool,
}

impl Kind {
    pub fn of(schema: &Value, language: Language) -> Self {
        let mut kind = Self::bare(schema, language);
        if kind.default.is_empty() {
            kind.default = plain(&schema["default"]);
        }
        kind.nullable |= schema["nullable"] == true;
        kind
    }

    fn bare(schema: &Value, language: Language) -> Self {
        if let Some(name) = reference(schema) {
            return Self {
                schema: Some(name.to_owned()),
                ..Self::default()
            };
        }
        let choices = ["allOf", "anyOf", "oneOf"];
        // Beside a type they only narrow it.
        let choices = choices.into_iter().find_map(|of| schema[of].as_array());
        let choices = choices.filter(|_| schema["type"].is_null());
        if let Some([only]) = choices.map(Vec::as_slice) {
            return Self::bare(only, language);
        }
        if let Some(choices) = choices {
            let words = choices.iter().map(|c| Self::of(c, language).alone());
            let words: Vec<_> = words.collect();
            return Self {
                words: words.join(language.choose(" hoặc ", " or ")),
                ..Self::default()
            };
        }
        let kind = schema["type"].as_str().unwrap_or_default();
        if kind == "array" {
            let inner = Self::of(&schema["items"], language);
            let list = language.choose("danh sách", "list of");
            let many = match (&schema["minItems"], &schema["maxItems"]) {
                (Value::Number(least), Value::Number(most)) => format!(" {least}–{most}"),
                _ => String::new(),
            };
            let words = format!("{list}{many} {}", inner.words);
            return Self {
                words: words.trim_end().to_owned(),
                ..inner
            };
        }
        let format = schema["format"].as_str();
        Self {
            words: word(kind, format, language).to_owned(),
            values: once(&list(&schema["enum"])),
            range: range(schema, language),
            ..Self::default()
        }
    }

    /// All of it as text.
    fn alone(self) -> String {
        let schema = self.schema.unwrap_or_default();
        format!("{} {schema}", self.words).trim().to_owned()
    }
}

/// The name of the component that a `$ref` points to.
pub fn reference(value: &Value) -> Option<&str> {
    value["$ref"].as_str()?.rsplit('/').next()
}

/// What a `$ref` stands for, or the value itself.
pub fn resolved<'a>(value: &'a Value, document: &'a Value) -> &'a Value {
    let path = value["$ref"].as_str().and_then(|r| r.strip_prefix('#'));
    path.and_then(|path| document.pointer(path))
        .unwrap_or(value)
}

/// A value as it stands in an address; nothing for null.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => list_of(items).join(","),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|items| list_of(items))
        .unwrap_or_default()
}

/// Without those that are others with a sign before them: the description says what the sign means.
fn once(values: &[String]) -> Vec<String> {
    let known = |value: &String| {
        let plain = value.strip_prefix('-');
        plain.is_some_and(|plain| values.iter().any(|other| other == plain))
    };
    values.iter().filter(|v| !known(v)).cloned().collect()
}

fn list_of(items: &[Value]) -> Vec<String> {
    items.iter().map(plain).collect()
}

fn word(kind: &str, format: Option<&str>, language: Language) -> &'static str {
    match (kind, format) {
        (_, Some("date")) => language.choose("ngày", "date"),
        (_, Some("date-time")) => language.choose("thời điểm", "time"),
        (_, Some("uri")) => "URI",
        (_, Some("uuid")) => "UUID",
        (_, Some("binary")) => language.choose("tệp", "file"),
        ("string", _) => language.choose("chữ", "text"),
        ("integer", _) => language.choose("số nguyên", "whole number"),
        ("number", _) => language.choose("số", "number"),
        ("boolean", _) => language.choose("true hoặc false", "true or false"),
        ("object", _) => language.choose("đối tượng JSON", "JSON object"),
        _ => language.choose("giá trị bất kỳ", "any value"),
    }
}

/// `1 – 10.000`, `≥ 0`, or how long a text may be.
fn range(schema: &Value, language: Language) -> String {
    let number = |name: &str| schema[name].as_f64().map(|n| words::number(n, language));
    let above = if schema["exclusiveMinimum"] == true {
        ">"
    } else {
        "≥"
    };
    let bounds = match (number("minimum"), number("maximum")) {
        (Some(least), Some(most)) => format!("{least} – {most}"),
        (Some(least), None) => format!("{above} {least}"),
        (None, Some(most)) => format!("≤ {most}"),
        (None, None) => String::new(),
    };
    let letters = language.choose("ký tự", "characters");
    match (number("minLength"), number("maxLength")) {
        (_, Some(most)) => format!("≤ {most} {letters}"),
        (Some(least), None) => format!("≥ {least} {letters}"),
        (None, None) => bounds,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn says_what_a_schema_allows() {
        let of = |schema| Kind::of(&schema, Language::En);
        let whole =
            of(json!({"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1000}));
        assert_eq!(
            (whole.words.as_str(), whole.range.as_str()),
            ("whole number", "1 – 10,000")
        );
        assert_eq!(whole.default, "1000");
        let list = of(json!({"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}));
        assert_eq!(
            (list.words.as_str(), list.values.len()),
            ("list of text", 2)
        );
        let named = of(json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/Role"}]}));
        assert_eq!(named.schema.as_deref(), Some("Role"));
        assert!(named.nullable && named.words.is_empty());
        let six = json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"},
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]});
        assert_eq!(of(six).words, "list of 4–6 number");
        let either =
            of(json!({"oneOf": [{"type": "string", "format": "date"}, {"type": "number"}]}));
        assert_eq!(either.words, "date or number");
        let sorted = of(json!({"type": "string", "enum": ["a", "-a", "-b"]}));
        assert_eq!(sorted.values, ["a", "-b"]);
        let long = of(json!({"type": "string", "minLength": 1, "maxLength": 2000}));
        assert_eq!(long.range, "≤ 2,000 characters");
    }

    #[test]
    fn finds_what_is_referred_to() {
        let document = json!({"components": {"parameters": {"f": {"name": "f"}}}});
        let named = json!({"$ref": "#/components/parameters/f"});
        assert_eq!(resolved(&named, &document)["name"], "f");
        let lost = json!({"$ref": "#/components/parameters/x"});
        assert_eq!(resolved(&lost, &document), &lost);
    }
}
