//! What a request's headers ask for: language, encoding, a known tag.

use axum::http::{HeaderMap, HeaderName, header};

use crate::domain::Language;

/// The preferred one of the two; English for those who do not say, which are programs.
pub fn language(headers: &HeaderMap) -> Language {
    language_of(headers, Language::En)
}

/// The preferred one of the two, or `otherwise` where neither is.
pub fn language_of(headers: &HeaderMap, otherwise: Language) -> Language {
    let (mut vi, mut en) = (0.0, 0.0);
    for (tag, quality) in weighted(headers, header::ACCEPT_LANGUAGE) {
        let primary = tag.split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "vi" => vi = f32::max(vi, quality),
            "en" => en = f32::max(en, quality),
            _ => {}
        }
    }
    if vi > en {
        Language::Vi
    } else if en > vi {
        Language::En
    } else {
        otherwise
    }
}

/// A content coding that answers are kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
    Zstd,
}

impl Encoding {
    pub const fn token(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }
}

/// The first of the offered codings that the asker takes.
pub fn encoding(headers: &HeaderMap, offered: &[Encoding]) -> Encoding {
    let mut any = 0.0;
    let mut listed: Vec<(&str, f32)> = Vec::with_capacity(4);
    for (token, quality) in weighted(headers, header::ACCEPT_ENCODING) {
        if token == "*" {
            any = quality;
        } else {
            listed.push((token, quality));
        }
    }
    let takes = |coding: &&Encoding| {
        let given = listed
            .iter()
            .find(|(token, _)| coding.token().eq_ignore_ascii_case(token));
        given.map_or(any, |(_, quality)| *quality) > 0.0
    };
    offered
        .iter()
        .find(takes)
        .copied()
        .unwrap_or(Encoding::Identity)
}

/// Whether the asker names a media type (a mere `*/*` does not).
pub fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    weighted(headers, header::ACCEPT)
        .any(|(token, quality)| quality > 0.0 && token.eq_ignore_ascii_case(media_type))
}

/// Whether the asker has what stands under `tag` already (weak comparison, RFC 9110 13.1.2).
pub fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// The items of a list header with their quality, 1 where none is given and 0 where it cannot be read.
pub fn weighted(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = (&str, f32)> {
    let values = headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|item| {
        let (token, parameters) = item.split_once(';').unwrap_or((item, ""));
        let quality = parameters
            .split(';')
            .find_map(|p| p.trim().strip_prefix("q="))
            .map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        (token.trim(), quality)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn chooses_the_language() {
        let of = |value| language(&with(header::ACCEPT_LANGUAGE, value));
        assert_eq!(of("vi-VN,vi;q=0.9,en;q=0.8"), Language::Vi);
        assert_eq!(of("en-US,en;q=0.9,vi;q=0.5"), Language::En);
        assert_eq!(of("fr"), Language::En);
        assert_eq!(language(&HeaderMap::new()), Language::En);
    }

    #[test]
    fn chooses_the_encoding() {
        let all = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip];
        let of = |value| encoding(&with(header::ACCEPT_ENCODING, value), &all);
        assert_eq!(of("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(of("gzip;q=1.0, br;q=0"), Encoding::Gzip);
        assert_eq!(of("*"), Encoding::Brotli);
        assert_eq!(of("deflate"), Encoding::Identity);
        assert_eq!(encoding(&HeaderMap::new(), &all), Encoding::Identity);
        let offered = [Encoding::Gzip];
        assert_eq!(
            encoding(&with(header::ACCEPT_ENCODING, "br, gzip"), &offered),
            Encoding::Gzip
        );
    }

    #[test]
    fn compares_tags_weakly() {
        let of = |value| knows(&with(header::IF_NONE_MATCH, value), "\"7-a\"");
        assert!(of("\"7-a\"") && of("W/\"7-a\"") && of("\"x\", \"7-a\"") && of("*"));
        assert!(!of("\"7-b\""));
    }
}
