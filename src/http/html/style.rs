//! The style sheet of the pages, at an address with its hash. It is put together once: the web app's fonts (if the program
//! holds the app) and colours, and the pages' own rules.

use std::sync::{LazyLock, OnceLock};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use xxhash_rust::xxh3::xxh3_64;

use crate::http::assets::{self, GUARD};
use crate::http::compress::compress;
use crate::http::headers::{Encoding, encoding};
use crate::http::path::Path;
use crate::http::problem::Problem;

const FONTS: &str = include_str!("../../../static/src/styles/fonts.css");
const COLOURS: &str = include_str!("../../../static/src/styles/tokens.css");
const RULES: &str = include_str!("style.css");

/// Where the app's sources find the fonts.
const FONT_FILES: &str = "@fontsource/be-vietnam-pro/files/";

static SHEET: LazyLock<Sheet> = LazyLock::new(|| {
    let css = format!("{}{COLOURS}{RULES}", fonts(FONTS).unwrap_or_default());
    Sheet {
        path: format!("/pages/{:016x}.css", xxh3_64(css.as_bytes())),
        css,
        brotli: OnceLock::new(),
        gzip: OnceLock::new(),
    }
});

struct Sheet {
    path: String,
    css: String,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

pub fn path() -> &'static str {
    &SHEET.path
}

pub async fn sheet(Path(file): Path<String>, asked: HeaderMap) -> Result<Response, Problem> {
    let sheet = &*SHEET;
    if sheet.path.strip_prefix("/pages/") != Some(&file) {
        return Err(Problem::NoSuchPage);
    }
    let coding = encoding(&asked, &[Encoding::Brotli, Encoding::Gzip]);
    let kept = match coding {
        Encoding::Brotli => Some(&sheet.brotli),
        Encoding::Gzip => Some(&sheet.gzip),
        Encoding::Identity | Encoding::Zstd => None,
    };
    let packed = || {
        let packed = compress(sheet.css.as_bytes(), coding, true);
        packed.map_or_else(|_| Bytes::new(), Bytes::from)
    };
    let packed = kept.map(|kept| kept.get_or_init(packed).clone());
    // A form that could not be made is empty: the plain one then goes out.
    let packed = packed.filter(|bytes| !bytes.is_empty());
    let mut headers = vec![
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    headers.extend(GUARD);
    if packed.is_some() {
        headers.push((header::CONTENT_ENCODING, coding.token()));
    }
    let body = packed.unwrap_or(Bytes::from_static(sheet.css.as_bytes()));
    let mut response = Response::new(Body::from(body));
    let headers = headers.into_iter();
    response.headers_mut().extend(
        headers.map(|(name, value): (HeaderName, &'static str)| {
            (name, HeaderValue::from_static(value))
        }),
    );
    Ok(response)
}

/// The app's font rules with the addresses that its build gave the files; `None` if there is a file missing.
fn fonts(rules: &str) -> Option<String> {
    let mut parts = rules.split(FONT_FILES);
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (file, rest) = part.split_once('\'')?;
        let (name, extension) = file.rsplit_once('.')?;
        // The rule opened its address before the cut.
        out.push_str(&assets::hashed(name, extension)?);
        out.push('\'');
        out.push_str(rest);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_app_there_are_no_font_rules() {
        assert_eq!(
            fonts("src: url('@fontsource/be-vietnam-pro/files/none-400.woff2')"),
            None
        );
        assert_eq!(fonts("a { b: c }").as_deref(), Some("a { b: c }"));
        assert!(FONTS.matches(FONT_FILES).count() == 6);
    }

    #[test]
    fn loads_nothing_from_elsewhere() {
        for word in ["@import", "http:", "https:", "//"] {
            assert!(!SHEET.css.contains(word), "{word}");
        }
    }
}
