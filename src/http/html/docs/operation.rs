//! An operation of the service as the page of documentation shows it.

use serde_json::Value;
use uuid::Uuid;

use super::kind::{Kind, plain, reference, resolved};
use crate::domain::Language;
use crate::http::html::marked;

#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub title: String,
    /// Safe HTML, in English.
    pub about: String,
    /// Who may; empty for everybody who may read.
    pub roles: Vec<String>,
    /// Where to try it, if that only reads.
    pub attempt: Option<String>,
    pub parameters: Vec<Parameter>,
    /// Parameters of many operations, which are described once.
    pub shared: Vec<Parameter>,
    /// Properties that are parameters, too.
    pub queryables: Vec<Parameter>,
    pub body: Option<Body>,
    pub responses: Vec<Response>,
    /// Answers of many operations: problems, mostly.
    pub refusals: Vec<Response>,
}

#[derive(Debug)]
pub struct Parameter {
    /// As which component it is shared; empty if it is not.
    pub id: String,
    pub name: String,
    /// Where it goes: `query`, `path`, `header`.
    pub place: String,
    pub required: bool,
    pub title: String,
    pub about: String,
    pub kind: Kind,
    pub example: String,
}

#[derive(Debug)]
pub struct Body {
    pub contents: Vec<Content>,
    /// JSON, laid out.
    pub example: String,
}

#[derive(Debug)]
pub struct Response {
    /// As which component it is shared; empty if it is not.
    pub id: String,
    /// Empty if it comes with several.
    pub status: String,
    pub about: String,
    pub contents: Vec<Content>,
    pub headers: Vec<String>,
}

#[derive(Debug)]
pub struct Content {
    pub media_type: String,
    pub schema: Option<String>,
}

/// What operations are read from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub document: &'a Value,
    pub language: Language,
}

impl Source<'_> {
    /// All operations under a tag, in the document's order.
    pub fn operations(&self, tag: &str) -> Vec<Operation> {
        let paths = self.document["paths"].as_object();
        let mut found = Vec::new();
        for (path, item) in paths.into_iter().flatten() {
            // Operations are those members that have answers.
            let methods = item.as_object().into_iter().flatten();
            let methods = methods.filter(|(_, value)| value["responses"].is_object());
            for (method, value) in methods.filter(|(_, value)| value["tags"][0] == tag) {
                found.push(self.operation(method, self.address(path, item), value));
            }
        }
        found
    }

    /// The whole path, from the root of the service.
    fn address(&self, path: &str, item: &Value) -> String {
        let server = |of: &Value| of["servers"][0]["url"].as_str().map(str::to_owned);
        let server = server(item)
            .or_else(|| server(self.document))
            .unwrap_or_default();
        let host = server.find("://").map_or(0, |at| at + 3);
        let below = server[host..]
            .find('/')
            .map_or("", |at| &server[host + at..]);
        // The landing page stands without a slash.
        format!("{below}{}", if path == "/" { "" } else { path })
    }

    fn operation(&self, method: &str, path: String, value: &Value) -> Operation {
        let text = |name: &str| value[name].as_str().unwrap_or_default();
        let list = |name: &str| value[name].as_array().into_iter().flatten();
        let (mut parameters, mut shared, mut queryables) = (Vec::new(), Vec::new(), Vec::new());
        for given in list("parameters") {
            let parameter = self.parameter(given);
            if resolved(given, self.document)["x-queryable"].is_string() {
                queryables.push(parameter);
            } else if parameter.id.is_empty() {
                parameters.push(parameter);
            } else {
                shared.push(parameter);
            }
        }
        let responses = value["responses"].as_object().into_iter().flatten();
        let responses = responses.map(|(status, given)| self.response(status, given));
        let (responses, refusals) = responses.partition(|response| response.id.is_empty());
        let title = self.language.choose("x-title-vi", "summary");
        let mut operation = Operation {
            id: text("operationId").to_owned(),
            method: method.to_uppercase(),
            title: text(title).to_owned(),
            about: marked::blocks(text("description")),
            roles: list("x-roles").map(plain).collect(),
            attempt: None,
            body: value.get("requestBody").map(body),
            responses,
            refusals,
            parameters,
            shared,
            queryables,
            path,
        };
        operation.attempt = attempt(&operation);
        operation
    }

    /// The components of a kind, by name.
    fn components(&self, kind: &str) -> impl Iterator<Item = (&String, &Value)> {
        let all = self.document["components"][kind].as_object();
        all.into_iter().flatten()
    }

    /// Parameters of many operations.
    pub fn shared_parameters(&self) -> Vec<Parameter> {
        let named = |(name, given): (&String, &Value)| Parameter {
            id: name.clone(),
            ..self.parameter(given)
        };
        self.components("parameters").map(named).collect()
    }

    /// Answers of many operations.
    pub fn shared_responses(&self) -> Vec<Response> {
        let named = |(name, given): (&String, &Value)| Response {
            id: name.clone(),
            ..self.response("", given)
        };
        self.components("responses").map(named).collect()
    }

    fn parameter(&self, given: &Value) -> Parameter {
        let id = reference(given).unwrap_or_default().to_owned();
        let given = resolved(given, self.document);
        let text = |name: &str| given[name].as_str().unwrap_or_default().to_owned();
        let json = &given["content"]["application/json"];
        let schema = given.get("schema").unwrap_or(&json["schema"]);
        let example = [&given["example"], &json["example"], &schema["example"]];
        let example = example.into_iter().find(|e| !e.is_null());
        Parameter {
            id,
            name: text("name"),
            place: text("in"),
            required: given["required"] == true,
            title: match self.language {
                Language::Vi => text("x-title-vi"),
                Language::En => String::new(),
            },
            about: marked::inline(&text("description")),
            kind: Kind::of(schema, self.language),
            example: example.map(plain).unwrap_or_default(),
        }
    }

    fn response(&self, status: &str, given: &Value) -> Response {
        let id = reference(given).unwrap_or_default().to_owned();
        let given = resolved(given, self.document);
        let headers = given["headers"].as_object().into_iter().flatten();
        Response {
            id,
            status: status.to_owned(),
            about: marked::inline(given["description"].as_str().unwrap_or_default()),
            contents: contents(&given["content"]),
            headers: headers.map(|(name, _)| name.clone()).collect(),
        }
    }
}

/// An address that shows what a reading operation gives everybody. Records have ids that no example can know.
fn attempt(operation: &Operation) -> Option<String> {
    if operation.method != "GET" || !operation.roles.is_empty() {
        return None;
    }
    let mut path = operation.path.clone();
    let all = operation.parameters.iter().chain(&operation.shared);
    for parameter in all.filter(|parameter| parameter.required) {
        let place = format!("{{{}}}", parameter.name);
        if parameter.place != "path" || Uuid::try_parse(&parameter.example).is_ok() {
            return None;
        }
        path = path.replace(&place, &parameter.example);
    }
    (!path.contains('{')).then_some(path)
}

fn body(given: &Value) -> Body {
    let example = &given["content"]["application/json"]["example"];
    let example = Some(example).filter(|example| !example.is_null());
    let laid_out = example.and_then(|example| serde_json::to_string_pretty(example).ok());
    Body {
        contents: contents(&given["content"]),
        example: laid_out.unwrap_or_default(),
    }
}

fn contents(given: &Value) -> Vec<Content> {
    let given = given.as_object().into_iter().flatten();
    let content = |(media_type, value): (&String, &Value)| Content {
        media_type: media_type.clone(),
        schema: reference(&value["schema"]).map(str::to_owned),
    };
    given.map(content).collect()
}
