//! A part of an answer (RFC 9110, 14): what GDAL and QGIS ask for when a file is added by its address.

use std::ops::Range;

use axum::http::{HeaderMap, HeaderValue, header};

/// The bytes that a request wants, at least one, of an answer of `length` bytes with a strong tag; `None` is all of them.
/// That also answers several ranges, another unit, what cannot be read, what lies beyond the end, and a range of an answer
/// that changed since: a server may always give the whole.
pub fn asked(headers: &HeaderMap, length: usize, tag: &HeaderValue) -> Option<Range<usize>> {
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    let changed = headers.get(header::IF_RANGE).is_some_and(|of| of != tag);
    if changed {
        return None;
    }
    let range = read(range.strip_prefix("bytes=")?, length)?;
    (!range.is_empty()).then_some(range)
}

/// `first-last`, `first-` or `-how many at the end`.
fn read(range: &str, length: usize) -> Option<Range<usize>> {
    let (first, last) = range.split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // More digits than fit are more bytes than there are.
        digits.then(|| text.parse().unwrap_or(usize::MAX))
    };
    if first.is_empty() {
        return Some(length.saturating_sub(number(last)?)..length);
    }
    let end = if last.is_empty() {
        length
    } else {
        number(last)?.saturating_add(1).min(length)
    };
    Some(number(first)?..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: HeaderValue = HeaderValue::from_static("\"tag\"");

    fn of_hundred(range: &'static str) -> Option<Range<usize>> {
        let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(range))]);
        asked(&headers, 100, &TAG)
    }

    #[test]
    fn reads_one_range() {
        for (range, bytes) in [
            ("bytes=0-0", 0..1),
            ("bytes=10-19", 10..20),
            ("bytes=90-16383", 90..100),
            ("bytes=99-", 99..100),
            ("bytes=-10", 90..100),
            ("bytes=-1000", 0..100),
            ("bytes=5-99999999999999999999999", 5..100),
        ] {
            assert_eq!(of_hundred(range), Some(bytes), "{range}");
        }
    }

    #[test]
    fn gives_the_whole_where_it_cannot_read_or_has_nothing() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=5",
            "bytes=20-10",
            "bytes=+1-2",
            "bytes=0-1,5-6",
            "lines=0-1",
            "bytes=100-",
            "bytes=100-200",
            "bytes=-0",
            "bytes=99999999999999999999999-",
        ] {
            assert_eq!(of_hundred(range), None, "{range}");
        }
        assert_eq!(asked(&HeaderMap::new(), 100, &TAG), None);
    }

    #[test]
    fn gives_the_whole_of_what_changed() {
        let of = |tag| {
            let headers = HeaderMap::from_iter([
                (header::RANGE, HeaderValue::from_static("bytes=0-9")),
                (header::IF_RANGE, HeaderValue::from_static(tag)),
            ]);
            asked(&headers, 100, &TAG)
        };
        assert_eq!(of("\"tag\""), Some(0..10));
        assert_eq!(of("\"other\""), None);
        assert_eq!(of("W/\"tag\""), None);
        assert_eq!(of("Tue, 24 Nov 2026 00:00:00 GMT"), None);
    }
}
