//! The small pieces that the description is put together from.

use serde_json::{Value, json};

pub fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

pub fn parameter(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

pub fn header(name: &str) -> Value {
    json!({"$ref": format!("#/components/headers/{name}")})
}

/// An object that always has all of these properties. It may get more with time.
pub fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flatten()
        .map(|p| p.0)
        .collect();
    json!({"type": "object", "required": names, "properties": properties})
}

/// An object that has some of these properties.
pub fn object_with(required: &[&str], properties: &Value) -> Value {
    let mut object = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// An object as it is sent to the service: what is not listed is refused.
pub fn body(required: &[&str], properties: &Value) -> Value {
    let mut body = object_with(required, properties);
    body["additionalProperties"] = json!(false);
    body
}

pub fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

pub fn text() -> Value {
    json!({"type": "string"})
}

pub fn flag() -> Value {
    json!({"type": "boolean"})
}

/// How many.
pub fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

/// An amount in a plan line's unit, to a thousandth.
pub fn quantity() -> Value {
    json!({"type": "number", "minimum": 0})
}

pub fn date() -> Value {
    json!({"type": "string", "format": "date"})
}

pub fn moment() -> Value {
    json!({"type": "string", "format": "date-time"})
}

pub fn one_of<'a>(values: impl IntoIterator<Item = &'a str>) -> Value {
    let values: Vec<&str> = values.into_iter().collect();
    json!({"type": "string", "enum": values})
}

/// The same, or null.
pub fn maybe(schema: Value) -> Value {
    if schema.get("$ref").is_some() {
        // What is not null by its own type is not made so from outside.
        return json!({"anyOf": [schema, {"$ref": "#/components/schemas/Null"}]});
    }
    let mut schema = schema;
    schema["nullable"] = json!(true);
    schema
}

/// The same with a word on what it is.
pub fn told(schema: Value, about: &str) -> Value {
    if schema.get("$ref").is_some() {
        return json!({"description": about, "allOf": [schema]});
    }
    let mut schema = schema;
    schema["description"] = json!(about);
    schema
}

/// `border-communes` → `BorderCommunes`
pub fn pascal(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    id.split('-').map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_beside_a_reference() {
        assert_eq!(
            maybe(schema("Link")),
            json!({"anyOf": [{"$ref": "#/components/schemas/Link"}, {"$ref": "#/components/schemas/Null"}]})
        );
        assert_eq!(
            told(schema("Link"), "a link"),
            json!({"description": "a link", "allOf": [{"$ref": "#/components/schemas/Link"}]})
        );
        assert_eq!(maybe(text()), json!({"type": "string", "nullable": true}));
    }

    #[test]
    fn all_properties_of_an_object_are_required_but_more_may_come() {
        let object = object(&json!({"a": text(), "b": flag()}));
        assert_eq!(object["required"], json!(["a", "b"]));
        assert_eq!(object.get("additionalProperties"), None);
        assert_eq!(
            body(&["a"], &json!({"a": text()}))["additionalProperties"],
            false
        );
    }

    #[test]
    fn names_are_made_of_ids() {
        assert_eq!(pascal("border-communes"), "BorderCommunes");
        assert_eq!(pascal("coverage"), "Coverage");
    }
}
