//! Which face of a resource is asked for: data for programs, a page for people, or a file; by the address or else by
//! `Accept`.

use axum::http::{HeaderMap, Uri, header};

use super::headers::{language_of, weighted};
use crate::domain::Language;
use crate::exchange::export::format::GEOJSON;
use crate::exchange::export::{FORMATS, Format};

/// Data is the same in every language; a page is in one, and so are some files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    Data,
    Page(Language),
    /// Features in another format than GeoJSON.
    File(&'static Format, Language),
}

impl Face {
    /// Of anything under `/api` and `/data`; everything else has one face only.
    pub fn asked(uri: &Uri, headers: &HeaderMap) -> Self {
        let path = uri.path();
        let query = uri.query().unwrap_or_default();
        if !path.starts_with("/api") {
            let file = path.starts_with("/data/").then(|| Format::of_file(path));
            return file
                .flatten()
                .map_or(Self::Data, |(_, format)| Self::file(format, query, headers));
        }
        // What explains the service is nothing but pages.
        if path.starts_with("/api/docs") {
            return Self::Page(language(query, headers));
        }
        let of_features = path.ends_with("/items");
        match value(query, "f") {
            Some("html") => Self::Page(language(query, headers)),
            Some(other) if of_features => {
                Format::find(other).map_or(Self::Data, |format| Self::file(format, query, headers))
            }
            Some(_) => Self::Data,
            None => Self::accepted(query, headers, of_features),
        }
    }

    /// Browsers name HTML and take anything else with less pleasure; programs name JSON, or nothing. Who names the type of a
    /// file wants that file.
    fn accepted(query: &str, headers: &HeaderMap, of_features: bool) -> Self {
        let (mut page, mut data) = (0.0, 0.0);
        let mut file: Option<(&'static Format, f32)> = None;
        for (media_type, quality) in weighted(headers, header::ACCEPT) {
            match media_type {
                "text/html" | "application/xhtml+xml" => page = f32::max(page, quality),
                _ if media_type.ends_with("json") || media_type == "*/*" => {
                    data = f32::max(data, quality);
                }
                _ if of_features => {
                    let found = FORMATS.iter().find(|f| f.essence() == media_type);
                    let better = file.is_none_or(|(_, best)| quality > best) && quality > 0.0;
                    file = found.filter(|_| better).map(|f| (*f, quality)).or(file);
                }
                _ => {}
            }
        }
        match file {
            Some((format, quality)) if quality > data && quality > page => {
                Self::file(format, query, headers)
            }
            _ if page > data => Self::Page(language(query, headers)),
            _ => Self::Data,
        }
    }

    fn file(format: &'static Format, query: &str, headers: &HeaderMap) -> Self {
        if *format == GEOJSON {
            return Self::Data;
        }
        // What has no language is the same file for everybody.
        let language = if format.in_a_language {
            language(query, headers)
        } else {
            Language::Vi
        };
        Self::File(format, language)
    }
}

fn language(query: &str, headers: &HeaderMap) -> Language {
    match value(query, "lang") {
        Some("en") => Language::En,
        Some("vi") => Language::Vi,
        _ => language_of(headers, Language::Vi),
    }
}

/// The value of a parameter as it stands in the address; the values looked for need no escapes.
fn value<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, v)| v)
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
        assert_eq!(face("/data/x.json", "text/csv", "vi"), Face::Data);
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

    #[test]
    fn features_come_as_files() {
        let csv = Face::File(Format::find("csv").unwrap(), Language::Vi);
        let items = "/api/collections/coverage/items";
        for (uri, accept) in [
            ("/data/coverage.csv", "text/html"),
            ("/api/collections/coverage/items?f=csv", "text/html"),
            (items, "text/csv"),
            (items, "text/csv, application/json;q=0.9, */*;q=0.1"),
        ] {
            assert_eq!(face(uri, accept, "en"), csv, "{uri} {accept}");
        }
        for accept in [
            "text/csv;q=0.5, */*",
            "text/csv;q=0",
            "application/geo+json, text/csv;q=0.8",
        ] {
            assert_eq!(face(items, accept, "en"), Face::Data, "{accept}");
        }
        // Nothing else comes in these formats.
        assert_eq!(face("/api/collections", "text/csv", "vi"), Face::Data);
        assert_eq!(face("/api/plan?f=csv", "", "vi"), Face::Data);
    }
}
