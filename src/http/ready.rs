//! Ready answers: made once for an address and a version, then sent as they are.
//!
//! An answer is kept with its tag and, once somebody asked for them, its compressed forms. Answers about today are asked
//! for by everybody and compressed well; answers about some other day are one person's and compressed fast.

use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::civil::Date;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use xxhash_rust::xxh3::xxh3_64;

use super::headers::{Encoding, encoding, knows};
use super::problem::Problem;
use super::state::App;
use crate::service::clock;
use crate::service::parameter::Parameters;
use crate::world::Snapshot;

/// Bytes that all kept answers may take together.
const SHELF_BYTES: u64 = 24 << 20;
const USUAL_ANSWERS: usize = 512;

/// Smallest first.
const OFFERED: [Encoding; 3] = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip];

/// A request for something that can be read.
#[derive(Debug)]
pub struct Ask {
    pub path: String,
    query: String,
    /// Scheme and host of links.
    pub base: String,
    headers: HeaderMap,
}

impl FromRequestParts<App> for Ask {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let base = app
            .public_url
            .clone()
            .unwrap_or_else(|| asked_host(&parts.headers));
        let query = parts.uri.query().unwrap_or_default().to_owned();
        Ok(Self {
            path: parts.uri.path().to_owned(),
            query,
            base,
            headers: parts.headers.clone(),
        })
    }
}

impl Ask {
    /// # Errors
    /// If a parameter stands twice.
    pub fn parameters(&self) -> Result<Parameters, Problem> {
        Ok(Parameters::new(self.pairs())?)
    }

    /// The parameters as given, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes())
            .into_owned()
            .collect()
    }
}

/// The host by which the service was asked, as a base of links.
fn asked_host(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let plain = |host: &&str| {
        host.chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c))
    };
    format!("http://{}", host.filter(plain).unwrap_or("localhost"))
}

/// An answer before it is kept.
#[derive(Debug)]
pub struct Answer {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    /// Offered as a file of this name instead of being shown.
    pub file_name: Option<String>,
}

impl Answer {
    /// A JSON document.
    ///
    /// # Errors
    /// If the value cannot be written, which none of ours can.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, Problem> {
        let bytes = serde_json::to_vec(value).map_err(|error| {
            tracing::error!(%error, "cannot write an answer");
            Problem::Internal
        })?;
        Ok(Self {
            bytes,
            content_type: "application/json",
            file_name: None,
        })
    }
}

/// Answers by address and version. Those of past versions fall off the end.
#[derive(Debug)]
pub struct Shelf(Cache<String, Arc<Ready>, BySize>);

#[derive(Clone, Debug)]
struct BySize;

impl Weighter<String, Arc<Ready>> for BySize {
    fn weight(&self, key: &String, ready: &Arc<Ready>) -> u64 {
        // The compressed forms come later; together they are about as large as this allows for.
        (key.len() + ready.identity.len() * 2) as u64
    }
}

impl Shelf {
    pub fn new() -> Self {
        Self(Cache::with_weighter(USUAL_ANSWERS, SHELF_BYTES, BySize))
    }
}

/// What a handler makes its answer from.
pub struct Now {
    pub snapshot: Arc<Snapshot>,
    pub today: Date,
}

impl App {
    /// Answers from the shelf, or makes the answer and keeps it.
    ///
    /// # Errors
    /// What `make` fails with; problems are not kept.
    pub fn answer(
        &self,
        ask: &Ask,
        make: impl FnOnce(&Now) -> Result<Answer, Problem>,
    ) -> Result<Response, Problem> {
        let now = Now {
            snapshot: self.world.now(),
            today: clock::today(),
        };
        let version = now.snapshot.version;
        let key = format!(
            "{version} {} {} {}?{}",
            now.today, ask.base, ask.path, ask.query
        );
        let ready = match self.shelf.0.get(&key) {
            Some(ready) => ready,
            None => {
                // Making an answer may read the database; other requests go on meanwhile.
                let answer = tokio::task::block_in_place(|| make(&now))?;
                let ready = Arc::new(Ready::new(answer, version, !ask.query.contains("as_of")));
                self.shelf.0.insert(key, Arc::clone(&ready));
                ready
            }
        };
        Ok(ready.respond(&ask.headers))
    }
}

/// A kept answer.
#[derive(Debug)]
struct Ready {
    identity: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    zstd: OnceLock<Bytes>,
    /// Version and content, without quotes.
    tag: String,
    content_type: &'static str,
    disposition: Option<HeaderValue>,
    /// Asked for again and again.
    standing: bool,
}

impl Ready {
    fn new(answer: Answer, version: i64, standing: bool) -> Self {
        Self {
            tag: format!("{version}-{:016x}", xxh3_64(&answer.bytes)),
            identity: answer.bytes.into(),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            zstd: OnceLock::new(),
            content_type: answer.content_type,
            disposition: answer.file_name.as_deref().and_then(disposition),
            standing,
        }
    }

    fn respond(&self, asked: &HeaderMap) -> Response {
        let encoding = encoding(asked, &OFFERED);
        // Each coding is a representation of its own, with a strong tag of its own.
        let tag = format!("\"{}-{}\"", self.tag, encoding.token());
        let known = knows(asked, &tag);
        let body = if known {
            Body::empty()
        } else {
            Body::from(self.encoded(encoding))
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.reserve(8);
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(self.content_type),
        );
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        if encoding != Encoding::Identity {
            headers.insert(
                header::CONTENT_ENCODING,
                HeaderValue::from_static(encoding.token()),
            );
        }
        if let Some(disposition) = &self.disposition {
            headers.insert(header::CONTENT_DISPOSITION, disposition.clone());
        }
        response
    }

    fn encoded(&self, encoding: Encoding) -> Bytes {
        let form = |kept: &OnceLock<Bytes>,
                    compress: fn(&[u8], bool) -> std::io::Result<Vec<u8>>| {
            // Compressing into memory fails only without memory.
            kept.get_or_init(|| {
                compress(&self.identity, self.standing)
                    .map_or_else(|_| self.identity.clone(), Bytes::from)
            })
            .clone()
        };
        match encoding {
            Encoding::Identity => self.identity.clone(),
            Encoding::Gzip => form(&self.gzip, compress::gzip),
            Encoding::Brotli => form(&self.brotli, compress::brotli),
            Encoding::Zstd => form(&self.zstd, compress::zstd),
        }
    }
}

/// Compression into memory; `well` for answers that many ask for, else as fast as it goes.
mod compress {
    use std::io::{Result, Write};

    pub(super) fn gzip(bytes: &[u8], well: bool) -> Result<Vec<u8>> {
        let level = flate2::Compression::new(if well { 7 } else { 1 });
        let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
        encoder.write_all(bytes)?;
        encoder.finish()
    }

    pub(super) fn brotli(bytes: &[u8], well: bool) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(bytes.len() / 3);
        let quality = if well { 7 } else { 1 };
        let mut encoder = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
        encoder.write_all(bytes)?;
        encoder.flush()?;
        drop(encoder);
        Ok(out)
    }

    pub(super) fn zstd(bytes: &[u8], well: bool) -> Result<Vec<u8>> {
        zstd::bulk::compress(bytes, if well { 9 } else { 1 })
    }
}

/// `attachment` with the name in UTF-8 (RFC 8187) and a plain one for old clients.
fn disposition(name: &str) -> Option<HeaderValue> {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii() && c != '"' && c != '\\' {
                c
            } else {
                '_'
            }
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
