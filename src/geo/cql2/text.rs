//! Text as it is compared: in one Unicode form, and without its case or accents where that was asked for.

use std::borrow::Cow;

use caseless::Caseless;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What is not looked at: `CASEI` and `ACCENTI`, in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Folding {
    pub case: bool,
    pub accents: bool,
}

impl Folding {
    pub const fn and(self, other: Self) -> Self {
        Self {
            case: self.case || other.case,
            accents: self.accents || other.accents,
        }
    }
}

/// In NFC, so that one letter is one character whatever its marks; folded fully (`ß` as `ss`), not only to lower case.
pub(super) fn folded(text: &str, folding: Folding) -> Cow<'_, str> {
    if text.is_ascii() {
        return if folding.case && text.bytes().any(|b| b.is_ascii_uppercase()) {
            text.to_ascii_lowercase().into()
        } else {
            text.into()
        };
    }
    match (folding.case, folding.accents) {
        (false, false) if is_nfc_quick(text.chars()) == IsNormalized::Yes => text.into(),
        (false, false) => text.nfc().collect(),
        (true, false) => text.nfd().default_case_fold().nfc().collect(),
        (false, true) => plain(text).nfc().collect(),
        (true, true) => plain(text).default_case_fold().nfc().collect(),
    }
}

fn plain(text: &str) -> impl Iterator<Item = char> {
    text.nfd().filter(|c| !is_combining_mark(*c)).map(letter)
}

/// Letters whose stroke is no mark of its own in Unicode. The Icelandic `ð`, which many keyboards give for `đ`, is one.
const fn letter(c: char) -> char {
    match c {
        'đ' | 'ð' => 'd',
        'Đ' | 'Ð' => 'D',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'ħ' => 'h',
        'Ħ' => 'H',
        'ŧ' => 't',
        'Ŧ' => 'T',
        other => other,
    }
}

/// What a literal stands for: doubled quotes and backslashes resolved (requirement /req/cql2-text/escaping).
pub(super) fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        match c {
            '\'' => {
                text.push(c);
                rest.next();
            }
            '\\' => match rest.next() {
                Some(escaped) => match control(escaped) {
                    Some(meant) => text.push(meant),
                    // Left for LIKE, which has escapes of its own.
                    None => text.extend(['\\', escaped]),
                },
                None => text.push(c),
            },
            _ => text.push(c),
        }
    }
    text
}

/// What a character means behind a backslash.
pub(super) const fn control(escaped: char) -> Option<char> {
    Some(match escaped {
        '\'' => '\'',
        '\\' => '\\',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Folding = Folding {
        case: false,
        accents: false,
    };
    const CASE: Folding = Folding { case: true, ..NONE };
    const ACCENTS: Folding = Folding {
        accents: true,
        ..NONE
    };

    #[test]
    fn unicode_forms_are_equal_always() {
        for folding in [NONE, CASE, ACCENTS, CASE.and(ACCENTS)] {
            for (composed, apart) in [
                ("Mường Tè", "Mu\u{31B}o\u{31B}\u{300}ng Te\u{300}"),
                ("Pa Ủ", "Pa U\u{309}"),
                // The two marks of one letter in either order.
                ("ệ", "e\u{302}\u{323}"),
                ("ệ", "e\u{323}\u{302}"),
            ] {
                assert_eq!(
                    folded(composed, folding),
                    folded(apart, folding),
                    "{composed} {folding:?}"
                );
            }
        }
    }

    #[test]
    fn case_keeps_accents_and_accents_keep_case() {
        assert_eq!(folded("ĐÀO SAN", CASE), "đào san");
        assert_eq!(folded("Đào San", ACCENTS), "Dao San");
        assert_eq!(folded("ĐÀO SAN", CASE.and(ACCENTS)), "dao san");
        assert_eq!(folded("Sì Lờ Lầu", CASE.and(ACCENTS)), "si lo lau");
        assert_eq!(folded("TX. Lai Chau", CASE), "tx. lai chau");
        assert_eq!(folded("Đào San", NONE), "Đào San");
    }

    #[test]
    fn folds_case_fully() {
        for (a, b) in [
            ("Straße", "STRASSE"),
            ("ẞ", "ss"),
            ("Οδος", "ΟΔΟΣ"),
            ("ﬀ", "FF"),
        ] {
            assert_eq!(folded(a, CASE), folded(b, CASE), "{a} {b}");
        }
        for (a, b) in [
            ("København", "Kobenhavn"),
            ("Łódź", "Lodz"),
            ("äöüéáí", "aoueai"),
        ] {
            assert_eq!(folded(a, ACCENTS), folded(b, ACCENTS), "{a} {b}");
        }
    }

    #[test]
    fn resolves_escapes() {
        for (raw, text) in [
            ("Via dell''Avvento", "Via dell'Avvento"),
            ("Via dell\\'Avvento", "Via dell'Avvento"),
            ("a\\tb\\\\n", "a\tb\\n"),
            ("\\a\\b\\n\\v\\f\\r", "\u{7}\u{8}\n\u{B}\u{C}\r"),
            ("100\\%", "100\\%"),
            ("''''", "''"),
        ] {
            assert_eq!(unescaped(raw), text, "{raw}");
        }
    }
}
