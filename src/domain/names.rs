//! Vietnamese place names as people write them: folding away what does not tell two places apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::unit::{CommuneKind, DistrictKind};

/// Folds a name to the letters and digits that tell it apart: no case, no diacritics (hence no tone position), `đ` as
/// `d`, `y` as `i`, no hyphens, no spacing. `Ma Ly Pho`, `MA LI PHO` and `Ma-li-pho` fold to `malipho`.
pub fn fold(name: &str) -> String {
    plain(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| if c == 'y' { 'i' } else { c })
        .collect()
}

/// Lower case without diacritics; everything else stays. The Icelandic `ð`, which many keyboards give for `đ`, is one.
pub fn plain(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, 'đ' | 'ð') { 'd' } else { c })
        .collect()
}

/// Without diacritics, in the case it has: what is left for those who only take ASCII.
pub fn unaccented(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .collect()
}

/// The same letters in one form: NFC, lower case, single spaces.
pub fn exact(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a prefix says a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Commune(CommuneKind),
    District(DistrictKind),
    Province,
}

/// Prefixes without diacritics; those that end in a letter want a space or a dot behind them. Longer ones first.
const PREFIXES: [(&str, Kind); 13] = [
    ("thanh pho", Kind::District(DistrictKind::ThanhPho)),
    ("thi tran", Kind::Commune(CommuneKind::ThiTran)),
    ("phuong", Kind::Commune(CommuneKind::Phuong)),
    ("huyen", Kind::District(DistrictKind::Huyen)),
    ("t.p", Kind::District(DistrictKind::ThanhPho)),
    ("t.t", Kind::Commune(CommuneKind::ThiTran)),
    ("tinh", Kind::Province),
    ("xa", Kind::Commune(CommuneKind::Xa)),
    ("tt", Kind::Commune(CommuneKind::ThiTran)),
    ("tp", Kind::District(DistrictKind::ThanhPho)),
    ("p", Kind::Commune(CommuneKind::Phuong)),
    ("h", Kind::District(DistrictKind::Huyen)),
    ("x", Kind::Commune(CommuneKind::Xa)),
];

/// Splits a kind prefix off: `TT. Mường Tè` is a thị trấn called `Mường Tè`. `None` if there is no prefix or nothing
/// behind it.
///
/// A place may begin with what looks like a prefix (`Xà Dề Phìn` without its marks), so a caller tries the whole too.
pub fn split_kind(text: &str) -> Option<(Kind, String)> {
    let text: String = text.trim().nfc().collect();
    // One plain character per character, so that positions agree.
    let plain_chars: Vec<char> = text
        .chars()
        .map(|c| plain(&c.to_string()).chars().next().unwrap_or(c))
        .collect();
    let plain_text: String = plain_chars.iter().collect();
    PREFIXES.iter().find_map(|(prefix, kind)| {
        let rest = plain_text.strip_prefix(prefix)?;
        let next = rest.chars().next()?;
        let apart = next == '.' || next.is_whitespace();
        let behind: String = text.chars().skip(prefix.chars().count()).collect();
        let behind = behind.trim_start_matches(|c: char| c == '.' || c == ':' || c.is_whitespace());
        (apart && !behind.is_empty()).then(|| (*kind, behind.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_does_not_tell_places_apart() {
        for (a, b) in [
            ("Dào San", "ĐÀO SAN"),
            ("Ma Ly Pho", "Ma-li-pho"),
            ("Pa Khoá", "Pa Khóa"),
            ("Sì Lờ Lầu", "si lo lau"),
            ("Pa Ủ", "Pa U\u{309}"),
            ("Mồ Sì San", "Mồ  Sì\u{a0}San"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
        assert_ne!(fold("Nậm Ban"), fold("Nậm Pì"));
    }

    #[test]
    fn splits_the_kind_off() {
        let town = Kind::Commune(CommuneKind::ThiTran);
        for text in [
            "TT. Mường Tè",
            "tt Mường Tè",
            "Thị trấn Mường Tè",
            "THI TRAN Mường Tè",
            "T.T. Mường Tè",
            "TT.Mường Tè",
        ] {
            assert_eq!(
                split_kind(text),
                Some((town, "Mường Tè".to_owned())),
                "{text}"
            );
        }
        assert_eq!(
            split_kind("X. Pa Ủ"),
            Some((Kind::Commune(CommuneKind::Xa), "Pa Ủ".to_owned()))
        );
        assert_eq!(
            split_kind("tỉnh Lai Châu"),
            Some((Kind::Province, "Lai Châu".to_owned()))
        );
        for text in [
            "Pa Ủ",
            "Phong Thổ",
            "Hua Bun",
            "xã",
            "Tả Phìn",
            "Thèn Sin",
            "",
        ] {
            assert_eq!(split_kind(text), None, "{text}");
        }
    }

    #[test]
    fn exact_keeps_diacritics() {
        assert_eq!(exact(" NẬM  CHÀ "), exact("Nậm Cha\u{300}"));
        assert_ne!(exact("Nậm Cha"), exact("Nậm Chà"));
    }
}
