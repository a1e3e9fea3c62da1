//! Which face of a resource is asked for: data for programs or a page for people, by `f=` or else by `Accept`.

use axum::http::{HeaderMap, Uri, header};

use super::headers::{language_of, weighted};
use crate::domain::Language;

/// Data is the same in every language; a page is in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    Data,
    Page(Language),
}

impl Face {
    /// Of anything under `/api`; everything else has one face only.
    pub fn asked(uri: &Uri, headers: &HeaderMap) -> Self {
        if !uri.path().starts_with("/api") {
            return Self::Data;
        }
        let query = uri.query().unwrap_or_default();
        // What explains the service is nothing but pages.
        let page = match value(query, "f") {
            _ if uri.path().starts_with("/api/docs") => true,
            Some(format) => format == "html",
            None => prefers_page(headers),
        };
        if !page {
            return Self::Data;
        }
        Self::Page(match value(query, "lang") {
            Some("en") => Language::En,
            Some("vi") => Language::Vi,
            _ => language_of(headers, Language::Vi),
        })
    }
}

/// The value of a parameter as it stands in the address; the values looked for need no escapes.
fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, v)| v)
}

/// Browsers name HTML and take anything else with less pleasure; programs name JSON, or nothing.
fn prefers_page(headers: &HeaderMap) -> bool {
    let (mut page, mut data) = (0.0, 0.0);
    for (media_type, quality) in weighted(headers, header::ACCEPT) {
        match media_type {
            "text/html" | "application/xhtml+xml" => page = f32::max(page, quality),
            _ if media_type.ends_with("json") || media_type == "*/*" => {
                data = f32::max(data, quality);
            }
            _ => {}
        }
    }
    page > data
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn face(uri: &'static str, accept: &'static str, languages: &'static str) -> Face {
        let headers = HeaderMap::from_iter([
            (header::ACCEPT, HeaderValue::from_static(accept)),
            (header::ACCEPT_LANGUAGE, HeaderValue::from_static(languages)),
        ]);
        Face::asked(&Uri::from_static(uri), &headers)
    }

    #[test]
    fn programs_get_data_and_browsers_pages() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(face("/api", browser, "vi"), Face::Page(Language::Vi));
        assert_eq!(face("/api", browser, ""), Face::Page(Language::Vi));
        assert_eq!(face("/api", browser, "en-GB"), Face::Page(Language::En));
        for program in [
            "",
            "*/*",
            "application/json",
            "application/geo+json, text/html;q=0.5",
        ] {
            assert_eq!(face("/api", program, "vi"), Face::Data, "{program}");
        }
        assert_eq!(face("/data/x.geojson", browser, "vi"), Face::Data);
        assert_eq!(face("/api/docs", "*/*", "en"), Face::Page(Language::En));
    }

    #[test]
    fn the_address_goes_before_the_headers() {
        assert_eq!(face("/api?f=json", "text/html", "vi"), Face::Data);
        assert_eq!(
            face("/api?lang=en&f=html", "application/json", "vi"),
            Face::Page(Language::En)
        );
        assert_eq!(
            face("/api?f=html&lang=vi", "*/*", "en"),
            Face::Page(Language::Vi)
        );
    }
}
