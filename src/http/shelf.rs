//! The shelf: answers kept ready by address and version, each with its tags and compressed forms.
//!
//! An answer is compressed when somebody first asks for a form of it. Answers about today are asked for by everybody and
//! compressed well; answers about some other day are one person's and compressed fast.

use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::civil::Date;
use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::compress::{compress, is_packed};
use super::face::Face;
use super::flow::Flow;
use super::headers::{Encoding, knows};
use super::range;
use crate::domain::names;
use crate::geo::Crs;
use crate::world::Edition;

/// Bytes that all kept answers may take together.
const SHELF_BYTES: u64 = 24 << 20;
const USUAL_ANSWERS: usize = 512;

/// What decides between the faces of a resource and their forms.
pub(super) const VARY: &str = "accept, accept-language, accept-encoding";

/// An answer before it is kept.
#[derive(Debug)]
pub struct Answer {
    bytes: Vec<u8>,
    /// In place of the bytes: what writes them while they are sent.
    flow: Option<Flow>,
    /// What it says of itself, its type first.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Its format compresses already: it is sent as it is.
    packed: bool,
}

impl Answer {
    pub fn new(bytes: Vec<u8>, content_type: &'static str) -> Self {
        Self {
            bytes,
            flow: None,
            headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static(content_type))],
            packed: is_packed(content_type),
        }
    }

    /// Too large to be kept.
    pub fn flowing(flow: Flow, content_type: &'static str) -> Self {
        Self {
            flow: Some(flow),
            ..Self::new(Vec::new(), content_type)
        }
    }

    /// What writes it and what it says of itself; the answer as it was if it is there already.
    pub fn into_flow(self) -> Result<(Flow, Vec<(HeaderName, HeaderValue)>), Self> {
        match self.flow {
            Some(flow) => Ok((flow, self.headers)),
            None => Err(self),
        }
    }

    /// Offered as a file of this name instead of being shown.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        let disposition = disposition(name);
        self.headers
            .extend(disposition.map(|value| (header::CONTENT_DISPOSITION, value)));
        self
    }

    #[must_use]
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With coordinates in this system (OGC API – Features, Part 2, `Content-Crs`).
    #[must_use]
    pub fn in_crs(mut self, crs: Crs) -> Self {
        let value = HeaderValue::try_from(format!("<{}>", crs.uri())).ok();
        let name = HeaderName::from_static("content-crs");
        self.headers.extend(value.map(|value| (name, value)));
        self
    }

    /// As it is, once: neither kept nor compressed.
    pub fn into_file(self) -> Response {
        let mut response = Response::new(Body::from(self.bytes));
        response.headers_mut().extend(self.headers);
        response
    }
}

/// Answers by address and version. Those of past versions fall off the end.
#[derive(Debug)]
pub struct Shelf(Cache<KeptAddress, Arc<Ready>, BySize>);

impl Shelf {
    pub fn new() -> Self {
        Self(Cache::with_weighter(USUAL_ANSWERS, SHELF_BYTES, BySize))
    }

    pub fn get(&self, address: &Address<'_>) -> Option<Arc<Ready>> {
        self.0.get(address)
    }

    pub fn keep(&self, address: &Address<'_>, ready: Arc<Ready>) {
        self.0.insert(address.kept(), ready);
    }
}

/// Everything an answer depends on. Looked up as it lies in the request, without copying.
#[derive(Debug, Hash, PartialEq, Eq)]
pub struct Address<'a> {
    pub edition: Edition,
    pub today: Date,
    pub face: Face,
    pub host: &'a str,
    pub path: &'a str,
    pub query: &'a str,
}

/// The same, owned; its hash must equal that of [`Address`], so the fields stand in the same order.
#[derive(Debug, Clone, Hash, PartialEq, Eq)]
struct KeptAddress {
    edition: Edition,
    today: Date,
    face: Face,
    host: String,
    path: String,
    query: String,
}

impl Address<'_> {
    /// Stands for an answer that was not made yet: whatever it depends on, and the program that makes it.
    pub fn tag(&self, version: i64) -> String {
        let mut hasher = Xxh3::new();
        (self, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
        format!("{version}-{:016x}", hasher.digest())
    }

    fn kept(&self) -> KeptAddress {
        KeptAddress {
            edition: self.edition,
            today: self.today,
            face: self.face,
            host: self.host.to_owned(),
            path: self.path.to_owned(),
            query: self.query.to_owned(),
        }
    }
}

impl Equivalent<KeptAddress> for Address<'_> {
    fn equivalent(&self, kept: &KeptAddress) -> bool {
        let KeptAddress {
            edition,
            today,
            face,
            host,
            path,
            query,
        } = kept;
        *self
            == Address {
                edition: *edition,
                today: *today,
                face: *face,
                host,
                path,
                query,
            }
    }
}

#[derive(Clone, Debug)]
struct BySize;

impl Weighter<KeptAddress, Arc<Ready>> for BySize {
    fn weight(&self, address: &KeptAddress, ready: &Arc<Ready>) -> u64 {
        // The compressed forms come later; together they are about as large as this allows for.
        let bytes = address.path.len()
            + address.query.len()
            + ready.forms[0].get().map_or(0, |f| f.bytes.len() * 2);
        u64::try_from(bytes).unwrap_or(u64::MAX).max(1)
    }
}

/// A kept answer.
#[derive(Debug)]
pub struct Ready {
    /// By [`Encoding`]; the first, identity, is always there.
    forms: [OnceLock<Form>; 4],
    /// Version and content.
    tag: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Asked for again and again.
    standing: bool,
    packed: bool,
}

/// One representation of it, with a strong tag of its own.
#[derive(Debug)]
struct Form {
    bytes: Bytes,
    tag: HeaderValue,
}

impl Ready {
    pub fn new(answer: Answer, version: i64, standing: bool) -> Self {
        let ready = Self {
            forms: Default::default(),
            tag: format!("{version}-{:016x}", xxh3_64(&answer.bytes)),
            headers: answer.headers,
            standing,
            packed: answer.packed,
        };
        let _ = ready.forms[0].set(ready.form_of(answer.bytes, Encoding::Identity));
        ready
    }

    pub fn has(&self, coding: Encoding) -> bool {
        self.packed || self.forms[coding as usize].get().is_some()
    }

    pub fn respond(&self, coding: Encoding, asked: &HeaderMap) -> Response {
        let (form, coding) = self.form(coding);
        let known = knows(asked, form.tag.to_str().unwrap_or_default());
        let length = form.bytes.len();
        let part = range::asked(asked, length, &form.tag);
        let body = if known {
            Body::empty()
        } else {
            Body::from(form.bytes.slice(part.clone().unwrap_or(0..length)))
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.reserve(8);
        headers.insert(header::ETAG, form.tag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static(VARY));
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.extend(self.headers.iter().cloned());
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        if coding != Encoding::Identity {
            headers.insert(
                header::CONTENT_ENCODING,
                HeaderValue::from_static(coding.token()),
            );
        }
        if let Some(part) = part {
            let told = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            headers.extend(HeaderValue::try_from(told).map(|told| (header::CONTENT_RANGE, told)));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        }
        response
    }

    /// The answer in a coding; in the plain one if it cannot be had.
    fn form(&self, coding: Encoding) -> (&Form, Encoding) {
        let plain = self.forms[0].get_or_init(|| self.form_of(Vec::new(), Encoding::Identity));
        if self.packed {
            return (plain, Encoding::Identity);
        }
        let kept = &self.forms[coding as usize];
        if kept.get().is_none() {
            match compress(&plain.bytes, coding, self.standing) {
                Ok(bytes) => _ = kept.set(self.form_of(bytes, coding)),
                Err(error) => tracing::error!(%error, "cannot compress an answer"),
            }
        }
        kept.get()
            .map_or((plain, Encoding::Identity), |form| (form, coding))
    }

    fn form_of(&self, bytes: Vec<u8>, coding: Encoding) -> Form {
        let tag = HeaderValue::try_from(format!("\"{}-{}\"", self.tag, coding.token()));
        Form {
            bytes: bytes.into(),
            tag: tag.unwrap_or(HeaderValue::from_static("\"\"")),
        }
    }
}

/// `attachment` with the name in UTF-8 (RFC 8187) and a plain one for old clients.
fn disposition(name: &str) -> Option<HeaderValue> {
    let plain: String = names::unaccented(name)
        .chars()
        .map(|c| match c {
            '–' => '-',
            c if c.is_ascii() && !c.is_control() && c != '"' && c != '\\' => c,
            _ => '_',
        })
        .collect();
    let utf8: String = form_urlencoded::byte_serialize(name.as_bytes())
        .collect::<String>()
        .replace('+', "%20");
    HeaderValue::try_from(format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{utf8}"
    ))
    .ok()
}
