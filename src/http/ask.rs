//! A request for something that can be read: address, parameters, and the base of its links.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};

use super::access::Guarded;
use super::face::Face;
use super::problem::Problem;
use crate::domain::Language;
use crate::exchange::export::Format;
use crate::service::parameter::{ParameterFault, Parameters};

#[derive(Debug)]
pub struct Ask {
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    /// Only the head of the answer is wanted.
    pub(super) is_head: bool,
    public_url: Option<String>,
}

impl FromRequestParts<Guarded> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, guarded: &Guarded) -> Result<Self, Infallible> {
        Ok(Self {
            uri: parts.uri.clone(),
            // Who only reads does not need them any more: taken, not copied.
            headers: if parts.method == Method::GET {
                std::mem::take(&mut parts.headers)
            } else {
                let mut headers = parts.headers.clone();
                // Parts are for those who read.
                headers.remove(header::RANGE);
                headers
            },
            is_head: parts.method == Method::HEAD,
            public_url: guarded.public_url().map(str::to_owned),
        })
    }
}

impl Ask {
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// Scheme and host of links, without a slash at the end.
    pub fn base(&self) -> String {
        let asked = || format!("http://{}", asked_host(&self.headers));
        self.public_url.clone().unwrap_or_else(asked)
    }

    /// # Errors
    /// If a parameter stands twice.
    pub fn parameters(&self) -> Result<Parameters, Problem> {
        Ok(Parameters::new(self.pairs())?)
    }

    /// Takes `f` and `lang`, which say how the answer is to look.
    ///
    /// # Errors
    /// If there is no such format or language.
    pub fn face(&self, parameters: &mut Parameters) -> Result<Face, ParameterFault> {
        one_of(parameters, "f", ["json", "html"])?;
        self.face_of_file(parameters)
    }

    /// Takes `lang` of a file, whose format its name says.
    ///
    /// # Errors
    /// If there is no such language.
    pub fn face_of_file(&self, parameters: &mut Parameters) -> Result<Face, ParameterFault> {
        one_of(parameters, "lang", ["vi", "en"])?;
        Ok(Face::asked(&self.uri, &self.headers))
    }

    /// The same of features, which come in all formats.
    ///
    /// # Errors
    /// If there is no such format or language.
    pub fn face_of_features(&self, parameters: &mut Parameters) -> Result<Face, ParameterFault> {
        one_of(parameters, "f", Format::names().chain(["html"]))?;
        self.face_of_file(parameters)
    }

    /// Takes `f` and `lang` of what is a page and nothing else; says in which language it is to be.
    ///
    /// # Errors
    /// If another format, or another language, is wanted.
    pub fn page(&self, parameters: &mut Parameters) -> Result<Language, ParameterFault> {
        if let Some(other) = parameters.take("f").filter(|f| f != "html") {
            return Err(ParameterFault::not_among("f", &other, ["html"]));
        }
        match self.face(parameters)? {
            Face::Page(language) => Ok(language),
            Face::Data | Face::File(..) => Ok(Language::Vi),
        }
    }

    /// The parameters as given, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query().as_bytes())
            .into_owned()
            .collect()
    }
}

/// Takes a parameter that has few values.
fn one_of(
    parameters: &mut Parameters,
    name: &'static str,
    known: impl IntoIterator<Item = &'static str>,
) -> Result<(), ParameterFault> {
    let known: Vec<&str> = known.into_iter().collect();
    match parameters.take(name) {
        Some(other) if !known.contains(&other.as_str()) => {
            Err(ParameterFault::not_among(name, &other, known))
        }
        _ => Ok(()),
    }
}

/// Host by which the service was asked; links are made with it unless a public address is set.
pub(super) fn asked_host(headers: &HeaderMap) -> &str {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    host.filter(|host| host.chars().all(plain))
        .unwrap_or("localhost")
}
