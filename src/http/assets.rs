//! The web app's files, in the binary, with the compressed forms that its build made beside them.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use xxhash_rust::xxh3::xxh3_64;

use super::headers::{Encoding, encoding, knows};
use super::problem::Problem;

#[derive(RustEmbed)]
#[folder = "static/dist/"]
#[allow_missing = true]
struct Dist;

/// Scripts, styles, fonts and data of our own only; map images from memory.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What guards every page, beside `nosniff`, which everything has.
pub const GUARD: [(HeaderName, &str); 2] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// Shown when the program was built without its web app.
pub const NOT_BUILT: &str = include_str!("not_built.html");

/// The web app's page as it was built, with the compressed forms beside it.
pub fn index(headers: &HeaderMap) -> Response {
    match Dist::get("index.html") {
        Some(_) => serve("index.html", headers).into_response(),
        None => not_built(),
    }
}

/// Its text.
pub fn page() -> String {
    let file = Dist::get("index.html");
    let text = file.and_then(|file| String::from_utf8(file.data.into_owned()).ok());
    text.unwrap_or_else(|| NOT_BUILT.to_owned())
}

/// Where a file lies whose name the build has given a hash: `name-HASH.extension` of `name` and `extension`.
pub fn hashed(name: &str, extension: &str) -> Option<String> {
    let wanted = |path: &str| {
        let hash = path
            .strip_prefix("assets/")?
            .strip_suffix(extension)?
            .strip_suffix('.')?
            .strip_prefix(name)?
            .strip_prefix('-')?;
        // The build writes eight characters.
        (hash.len() == 8).then_some(())
    };
    Dist::iter()
        .find(|path| wanted(path).is_some())
        .map(|path| format!("/{path}"))
}

/// The one-file map as the web app's build leaves it: its contents are still to be put in.
const BLANK_MAP: &str = "offline.html";
const CONTENTS: &str = "<script type=\"application/json\" id=\"contents\">";
const POLICY_OF_PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

#[derive(Debug)]
pub struct BlankMap {
    pub before: String,
    pub after: String,
    /// What the page itself says, with the hashes of its script and style, and what only a header can say.
    pub policy: String,
}

/// `None` if the program was built without its web app.
pub fn blank_map() -> Option<BlankMap> {
    let file = Dist::get(BLANK_MAP)?;
    let page = String::from_utf8(file.data.into_owned()).ok()?;
    let (_, policy) = page.split_once(POLICY_OF_PAGE)?;
    let policy = format!("{}; frame-ancestors 'none'", policy.split('"').next()?);
    let (before, after) = page.split_once(CONTENTS)?;
    Some(BlankMap {
        before: format!("{before}{CONTENTS}"),
        after: after.to_owned(),
        policy,
    })
}

pub async fn asset(uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let path = uri.path().trim_start_matches('/');
    // The compressed forms are reached by content negotiation only.
    let form = matches!(path.rsplit_once('.'), Some((_, "br" | "gz")));
    if form || path == "index.html" || path == BLANK_MAP {
        Err(Problem::NoSuchPage)
    } else {
        serve(path, &headers)
    }
}

fn serve(path: &str, asked: &HeaderMap) -> Result<Response, Problem> {
    let plain = Dist::get(path).ok_or(Problem::NoSuchPage)?;
    // Fonts and images are compressed already: the build makes no further forms of them.
    let form = |coding: Encoding, extension: &str| {
        Dist::get(&format!("{path}.{extension}")).map(|file| (file, coding))
    };
    let (file, coding) = match encoding(asked, &[Encoding::Brotli, Encoding::Gzip]) {
        Encoding::Brotli => form(Encoding::Brotli, "br"),
        Encoding::Gzip => form(Encoding::Gzip, "gz"),
        Encoding::Zstd | Encoding::Identity => None,
    }
    .unwrap_or((plain, Encoding::Identity));
    let hash = xxh3_64(&file.metadata.sha256_hash());
    let tag = format!("\"{hash:016x}-{}\"", coding.token());
    let known = knows(asked, &tag);
    let mut response = Response::new(if known {
        Body::empty()
    } else {
        Body::from(file.data.into_owned())
    });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let text = mime.type_() == "text" || mime.subtype() == "javascript";
    let mime = if text {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_string()
    };
    let hashed = path.starts_with("assets/");
    let caching = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let dynamic = [(header::CONTENT_TYPE, mime), (header::ETAG, tag)];
    headers.extend(
        dynamic
            .into_iter()
            .filter_map(|(name, value)| Some((name, HeaderValue::try_from(value).ok()?))),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if coding != Encoding::Identity {
        headers.insert(
            header::CONTENT_ENCODING,
            HeaderValue::from_static(coding.token()),
        );
    }
    guard(headers);
    Ok(response)
}

fn not_built() -> Response {
    let mut response = Response::new(Body::from(NOT_BUILT));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    guard(headers);
    response
}

fn guard(headers: &mut HeaderMap) {
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    for (name, value) in GUARD {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
