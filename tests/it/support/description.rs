//! The service's own description of itself (OpenAPI 3.0), and answers held against it. Stricter than it asks for: an
//! object may not have properties that are not described, unless the description says that it may.

use serde_json::{Map, Value};

use super::{Reply, Server};

pub struct Description {
    pub document: Value,
    /// `http://127.0.0.1:PORT`
    base: String,
}

/// One operation of it.
#[derive(Clone, Debug)]
pub struct Described {
    pub method: String,
    /// Below the address of the server, with its placeholders: `/api/activities/{activityId}`.
    pub path: String,
    pub value: Value,
}

impl Description {
    pub fn of(server: &Server) -> Self {
        Self {
            document: server.json("/api/openapi.json"),
            base: server.base.clone(),
        }
    }

    pub fn operations(&self) -> Vec<Described> {
        let below = |server: &Value| {
            let url = server["url"].as_str().unwrap();
            url.strip_prefix(&self.base).unwrap().to_owned()
        };
        let mut all = Vec::new();
        for (path, item) in self.document["paths"].as_object().unwrap() {
            let start = item["servers"]
                .get(0)
                .unwrap_or(&self.document["servers"][0]);
            let path = format!("{}{path}", below(start));
            for (method, value) in item.as_object().unwrap() {
                if method != "servers" {
                    all.push(Described {
                        method: method.to_uppercase(),
                        path: path.clone(),
                        value: value.clone(),
                    });
                }
            }
        }
        all
    }

    /// The operation of an address without its placeholders filled in.
    pub fn operation(&self, method: &str, path: &str) -> Described {
        let all = self.operations().into_iter();
        let mut found = all.filter(|o| o.method == method && o.path == path);
        found
            .next()
            .unwrap_or_else(|| panic!("{method} {path} is not described"))
    }

    /// What a reference leads to; anything else as it is.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(reference) = value["$ref"].as_str() else {
            return value;
        };
        let pointer = reference.strip_prefix('#').unwrap();
        let found = self.document.pointer(pointer);
        self.resolve(found.unwrap_or_else(|| panic!("{reference} leads nowhere")))
    }

    pub fn parameters(&self, operation: &Described) -> Vec<Value> {
        let all = operation.value["parameters"].as_array().unwrap().iter();
        all.map(|p| self.resolve(p).clone()).collect()
    }

    /// The status, type, headers and content of an answer, held against the description.
    pub fn check(&self, operation: &Described, reply: &Reply, about: &str) {
        let responses = operation.value["responses"].as_object().unwrap();
        let response = responses.get(&reply.status.to_string());
        let Some(response) = response.map(|r| self.resolve(r)) else {
            panic!(
                "{about}: {} is not described: {}",
                reply.status,
                reply.text()
            );
        };
        for (name, header) in response["headers"].as_object().unwrap_or(&Map::new()) {
            let required = self.resolve(header)["required"] == true;
            let there = reply.headers.contains_key(name.as_str());
            assert!(
                there || !required,
                "{about}: {} without {name}",
                reply.status
            );
        }
        let media_type = reply.header("content-type");
        let Some(content) = response["content"].as_object() else {
            assert!(reply.body.is_empty(), "{about}: {}", reply.text());
            return;
        };
        let plain = media_type.split("; charset").next().unwrap_or_default();
        let Some(content) = content.get(plain) else {
            panic!(
                "{about}: `{media_type}` is not described for {}",
                reply.status
            );
        };
        if plain.contains("json") && !plain.contains("ndjson") {
            let faults = self.faults(&content["schema"], &reply.json());
            assert_eq!(faults, Vec::<String>::new(), "{about}");
        }
    }

    /// Where a value is not as a schema has it.
    pub fn faults(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.hold(schema, value, "", &mut faults);
        faults.truncate(5);
        faults
    }

    fn hold(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let schema = self.resolve(schema);
        if value.is_null() && schema["nullable"] == true {
            return;
        }
        if let Some(wanted) = schema["type"].as_str()
            && !is(value, wanted)
        {
            faults.push(format!("{at}: want {wanted}, not {value}"));
            return;
        }
        if let Some(values) = schema["enum"].as_array()
            && !values.contains(value)
        {
            faults.push(format!("{at}: {value} is none of {values:?}"));
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.hold(part, value, at, faults);
        }
        if let Some(ways) = schema["anyOf"].as_array() {
            let tried = ways.iter().map(|way| self.faults(way, value));
            let tried: Vec<_> = tried.collect();
            if !tried.iter().any(Vec::is_empty) {
                faults.push(format!("{at}: fits none of {tried:?}"));
            }
        }
        match value {
            Value::Number(number) => bounds(schema, number.as_f64().unwrap(), at, faults),
            Value::String(text) => written(schema, text, at, faults),
            Value::Array(items) => {
                let count = u64::try_from(items.len()).unwrap();
                let least = schema["minItems"].as_u64().unwrap_or(0);
                if count < least || schema["maxItems"].as_u64().is_some_and(|most| count > most) {
                    faults.push(format!("{at}: {count} items"));
                }
                for (ix, item) in items.iter().enumerate() {
                    self.hold(&schema["items"], item, &format!("{at}/{ix}"), faults);
                }
            }
            Value::Object(members) => self.members(schema, members, at, faults),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn members(
        &self,
        schema: &Value,
        members: &Map<String, Value>,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        for name in schema["required"].as_array().into_iter().flatten() {
            let name = name.as_str().unwrap();
            if !members.contains_key(name) {
                faults.push(format!("{at}: no `{name}`"));
            }
        }
        let Some(properties) = schema["properties"].as_object() else {
            for (name, value) in members {
                self.hold(
                    &schema["additionalProperties"],
                    value,
                    &format!("{at}/{name}"),
                    faults,
                );
            }
            return;
        };
        for (name, value) in members {
            match properties.get(name) {
                Some(property) => self.hold(property, value, &format!("{at}/{name}"), faults),
                None if schema["additionalProperties"] == true => {}
                None => faults.push(format!("{at}: `{name}` is not described")),
            }
        }
    }
}

fn is(value: &Value, wanted: &str) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => panic!("there is no type `{wanted}`"),
    }
}

fn bounds(schema: &Value, number: f64, at: &str, faults: &mut Vec<String>) {
    let least = schema["minimum"]
        .as_f64()
        .is_some_and(|least| number < least);
    let most = schema["maximum"].as_f64().is_some_and(|most| number > most);
    if least || most {
        faults.push(format!("{at}: {number} is out of bounds"));
    }
}

fn written(schema: &Value, text: &str, at: &str, faults: &mut Vec<String>) {
    let right = match schema["format"].as_str() {
        Some("date") => text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10,
        Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
        Some("uuid") => text.parse::<uuid::Uuid>().is_ok(),
        Some("uri") => text.contains("://"),
        _ => true,
    };
    if !right {
        faults.push(format!("{at}: `{text}` is no {}", schema["format"]));
    }
}
