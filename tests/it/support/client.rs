//! Somebody who asks the server: what each of their requests carries, and what they send.

use serde_json::Value;

use super::Reply;

/// Cheap to copy with one header more.
#[derive(Clone, Debug)]
pub struct Client<'a> {
    base: &'a str,
    agent: &'a ureq::Agent,
    headers: Vec<(String, String)>,
}

impl<'a> Client<'a> {
    pub const fn new(base: &'a str, agent: &'a ureq::Agent) -> Self {
        Self {
            base,
            agent,
            headers: Vec::new(),
        }
    }

    /// The same with a header more.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut more = self.clone();
        more.headers.push((name.to_owned(), value.to_owned()));
        more
    }

    /// The same, for changing the record that has this tag.
    pub fn if_match(&self, tag: &str) -> Self {
        self.with("if-match", tag)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.raw("GET", path, None)
    }

    /// The JSON of a path that must be there.
    pub fn json(&self, path: &str) -> Value {
        self.get(path).ok().json()
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, Some(body))
    }

    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.send("PUT", path, Some(body))
    }

    pub fn delete(&self, path: &str) -> Reply {
        self.raw("DELETE", path, None)
    }

    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let Some(body) = body else {
            return self.raw(method, path, None);
        };
        let typed = self.with("content-type", "application/json");
        typed.raw(method, path, Some(body.to_string().as_bytes()))
    }

    /// Bytes as they are, of the type that the headers say.
    pub fn raw(&self, method: &str, path: &str, body: Option<&[u8]>) -> Reply {
        let mut answer = self.open(method, path, body);
        Reply {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.body_mut().read_to_vec().unwrap(),
        }
    }

    /// An answer whose body is still to be read.
    pub fn open(
        &self,
        method: &str,
        path: &str,
        body: Option<&[u8]>,
    ) -> ureq::http::Response<ureq::Body> {
        self.attempt(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The same, where the server may be gone.
    pub fn attempt(
        &self,
        method: &str,
        path: &str,
        body: Option<&[u8]>,
    ) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        match body {
            Some(bytes) => self.agent.run(request.body(bytes).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        }
    }
}
