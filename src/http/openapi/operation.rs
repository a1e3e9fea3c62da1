//! One operation, put together from what it takes, what it answers and what it refuses.

use serde_json::{Map, Value, json};

use super::parts::{header, parameter};
use super::problems::{self, Refusal};
use crate::domain::access::{Action, Role};
use crate::exchange::export::FORMATS;

/// A heading under which operations stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Service,
    Features,
    Files,
    Figures,
    Reports,
    Activities,
    Imports,
    Session,
    Accounts,
}

impl Tag {
    pub const ALL: [Self; 9] = [
        Self::Service,
        Self::Features,
        Self::Files,
        Self::Figures,
        Self::Reports,
        Self::Activities,
        Self::Imports,
        Self::Session,
        Self::Accounts,
    ];

    /// Its name, its Vietnamese one, and what stands under it.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Service => (
                "Service",
                "Dịch vụ",
                "What there is, which standards hold, and whether the service runs",
            ),
            Self::Features => (
                "Features",
                "Lớp dữ liệu",
                "The collections by OGC API – Features: communes, districts, pano sites, coverage and activities",
            ),
            Self::Files => (
                "Files",
                "Tệp",
                "Short stable addresses of whole collections, for programs that open a file",
            ),
            Self::Figures => (
                "Figures",
                "Số liệu",
                "The plan, the leadership's figures, the matrix, and what changed",
            ),
            Self::Reports => (
                "Reports",
                "Báo cáo",
                "Half-year and yearly reports in administrative form (IV.3 of the plan)",
            ),
            Self::Activities => (
                "Activities",
                "Hoạt động",
                "Recording what was done, its history, and its verification",
            ),
            Self::Imports => (
                "Imports",
                "Nhập bảng",
                "Tables of activities, tried and recorded",
            ),
            Self::Session => ("Session", "Phiên đăng nhập", "Signing in and out"),
            Self::Accounts => (
                "Accounts",
                "Tài khoản",
                "Accounts, tokens for programs, and the audit log",
            ),
        }
    }

    pub fn describe(self) -> Value {
        let (name, vi, about) = self.words();
        json!({"name": name, "x-title-vi": vi, "description": about})
    }
}

/// An answer that is no problem.
#[derive(Debug)]
pub struct Answer(Value);

impl Answer {
    pub fn new(about: &str) -> Self {
        Self(json!({"description": about}))
    }

    /// May come as this type.
    pub fn content(mut self, media_type: &str, schema: &Value) -> Self {
        self.0["content"][media_type] = json!({"schema": schema});
        self
    }

    /// May come as any format but GeoJSON, which has schemas of its own.
    pub fn files(self) -> Self {
        let others = FORMATS.iter().filter(|format| format.id != "json");
        others.fold(self, |answer, format| {
            let text = format.media_type.starts_with("text/");
            let schema = if text {
                json!({"type": "string"})
            } else {
                json!({"type": "string", "format": "binary"})
            };
            answer.content(format.essence(), &schema)
        })
    }

    pub fn json(self, schema: &Value) -> Self {
        self.content("application/json", schema)
    }

    /// May come as a page for people, too.
    pub fn page(self) -> Self {
        self.content("text/html", &json!({"type": "string"}))
    }

    /// What it looks like as one of its types.
    pub fn example(mut self, media_type: &str, summary: &str, value: &Value) -> Self {
        self.0["content"][media_type]["examples"]["example"] =
            json!({"summary": summary, "value": value});
        self
    }

    pub fn header(self, name: &str) -> Self {
        self.header_as(name, name)
    }

    /// A header that is described under another name, since it means something else there.
    pub fn header_as(mut self, name: &str, described: &str) -> Self {
        self.0["headers"][name] = header(described);
        self
    }

    /// What can be done next with something in the answer: an operation, its parameter, and where that is taken from.
    pub fn leads_to(mut self, operation: &str, parameter: &str, from: &str) -> Self {
        self.0["links"][operation] = json!({
            "operationId": operation,
            "parameters": {parameter: format!("$response.body#{from}")},
        });
        self
    }
}

#[derive(Debug)]
pub struct Operation {
    method: &'static str,
    value: Map<String, Value>,
}

impl Operation {
    /// Of a method (`get`, `post`, …), with the name that programs give it and its titles.
    pub fn new(method: &'static str, id: &str, tag: Tag, en: &str, vi: &str) -> Self {
        let mut value = Map::new();
        value.insert("tags".into(), json!([tag.words().0]));
        value.insert("operationId".into(), json!(id));
        value.insert("summary".into(), json!(en));
        value.insert("x-title-vi".into(), json!(vi));
        value.insert("description".into(), json!(format!("{en}.")));
        value.insert("parameters".into(), json!([]));
        value.insert("responses".into(), json!({}));
        Self { method, value }
    }

    pub fn about(mut self, about: &str) -> Self {
        self.value.insert("description".into(), json!(about));
        self
    }

    /// Shared parameters by name.
    pub fn takes(self, names: &[&str]) -> Self {
        self.takes_all(names.iter().map(|name| parameter(name)))
    }

    pub fn takes_all(mut self, parameters: impl IntoIterator<Item = Value>) -> Self {
        if let Some(Value::Array(list)) = self.value.get_mut("parameters") {
            list.extend(parameters);
        }
        self
    }

    /// A JSON body, with an example.
    pub fn body(self, schema: &Value, required: bool, example: &Value) -> Self {
        self.content(json!({
            "required": required,
            "content": {"application/json": {"schema": schema, "example": example}},
        }))
    }

    pub fn content(mut self, body: Value) -> Self {
        self.value.insert("requestBody".into(), body);
        self
    }

    pub fn answers(mut self, status: u16, answer: Answer) -> Self {
        self.respond(status, answer.0);
        self
    }

    /// An answer that is made once per version of the data and kept by whoever asked: `If-None-Match` is understood.
    pub fn kept(self, answer: Answer) -> Self {
        let unchanged = Answer::new("What the asker has is still so").header("ETag");
        self.takes(&["ifNoneMatch"])
            .answers(200, answer.header("ETag"))
            .answers(304, unchanged)
            .refuses(&[&problems::INTERNAL])
    }

    /// Everybody may do this, signed in or not.
    pub fn open(mut self) -> Self {
        self.value.insert("security".into(), json!([]));
        self.checked_for_origin()
    }

    /// Whoever may do this; who may not is refused.
    pub fn needs(mut self, action: Action) -> Self {
        let (cookie, token) = (json!({"session": []}), json!({"token": []}));
        let signed_in = [cookie, token];
        if action == Action::Read {
            // A private service lets nobody read who has not signed in.
            let mut ways = vec![json!({})];
            ways.extend(signed_in);
            self.value.insert("security".into(), json!(ways));
        } else {
            self.value.insert("security".into(), json!(signed_in));
            let roles = Role::ALL.into_iter().filter(|role| role.may(action));
            let roles: Vec<&str> = roles.map(Role::as_str).collect();
            self.value.insert("x-roles".into(), json!(roles));
        }
        self = self.refuses(&[&problems::SIGN_IN]);
        if Role::ALL.iter().all(|role| role.may(action)) {
            return self.checked_for_origin();
        }
        match (self.method, action) {
            ("get", _) => self.refuses(&[&problems::ROLE]),
            (_, Action::Record) => self.refuses(&[&problems::PLACE]),
            _ => self.refuses(&[&problems::ROLE_OR_ORIGIN]),
        }
    }

    /// Changes must not come from other sites.
    fn checked_for_origin(self) -> Self {
        if self.method == "get" {
            self
        } else {
            self.refuses(&[&problems::ORIGIN])
        }
    }

    /// Writes to the ledger: there may be no room, or too many before it.
    pub fn writes(self) -> Self {
        self.refuses(&[&problems::INTERNAL, &problems::BUSY, &problems::DISK_FULL])
    }

    pub fn refuses(mut self, refusals: &[&Refusal]) -> Self {
        for refusal in refusals {
            let response = json!({"$ref": format!("#/components/responses/{}", refusal.name)});
            self.respond(refusal.status, response);
        }
        self
    }

    fn respond(&mut self, status: u16, response: Value) {
        if let Some(Value::Object(responses)) = self.value.get_mut("responses") {
            responses.insert(status.to_string(), response);
        }
    }

    /// Under its method, with its answers in the order of their statuses.
    fn entry(mut self) -> (String, Value) {
        if let Some(Value::Object(responses)) = self.value.get_mut("responses") {
            responses.sort_keys();
        }
        (self.method.to_owned(), self.value.into())
    }
}

/// A path below the server's address.
pub fn path<const N: usize>(at: &str, operations: [Operation; N]) -> (String, Value) {
    let operations: Map<String, Value> = operations.into_iter().map(Operation::entry).collect();
    (at.to_owned(), operations.into())
}

/// The same outside of `/api`, where the service has another base.
pub fn path_outside<const N: usize>(
    base: &str,
    at: &str,
    operations: [Operation; N],
) -> (String, Value) {
    let (at, mut value) = path(at, operations);
    value["servers"] = json!([{"url": base}]);
    (at, value)
}
