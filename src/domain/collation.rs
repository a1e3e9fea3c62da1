//! Vietnamese order of text: a ă â b c d đ e ê … o ô ơ … u ư, then the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case.
//!
//! As CLDR orders Vietnamese, in three levels over the whole text. The crate `icu_collator` does so for every language, with
//! some megabytes of tables that this program has no other use for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A key whose order as bytes is the order of the texts. Equal for the same text in any Unicode form.
pub fn key(text: &str) -> Vec<u8> {
    let mut letters: Vec<Letter> = Vec::new();
    for c in text.nfd() {
        match (mark(c), letters.last_mut()) {
            (Some(Mark::Quality(quality)), Some(letter)) if letter.takes(quality) => {
                letter.quality = quality;
            }
            (Some(Mark::Tone(tone)), Some(letter)) => letter.tone = tone,
            (_, Some(letter)) if is_combining_mark(c) => {
                // Foreign marks are told apart by their code, wherever that is not much to ask.
                let code = u32::from(c).to_be_bytes()[3] & 0x7F;
                letter.other = letter.other.saturating_add(code).min(MOST_OTHER);
            }
            _ => letters.extend(Letter::of(c)),
        }
    }
    // Each level ends with a zero, below all that may stand in it, so that a shorter text comes before a longer one.
    let mut key = Vec::with_capacity(letters.len() * 6 + 3);
    for letter in &letters {
        key.extend([letter.class]);
        key.extend(&letter.base.to_be_bytes()[1..]);
        key.extend([1 + letter.quality]);
    }
    key.push(0);
    key.extend(letters.iter().flat_map(|l| [1 + l.tone, 1 + l.other]));
    key.push(0);
    key.extend(letters.iter().map(|l| 1 + u8::from(l.upper)));
    key
}

/// A base character with what its marks make of it.
struct Letter {
    /// Spaces and signs before digits before letters.
    class: u8,
    /// Its code in lower case; for đ that of d.
    base: u32,
    /// None, breve, circumflex, horn, stroke: letters of their own in Vietnamese.
    quality: u8,
    tone: u8,
    /// Marks that Vietnamese does not have.
    other: u8,
    upper: bool,
}

const BREVE: u8 = 1;
const CIRCUMFLEX: u8 = 2;
const HORN: u8 = 3;
const STROKE: u8 = 4;

/// So that one more still fits.
const MOST_OTHER: u8 = 254;

enum Mark {
    Quality(u8),
    Tone(u8),
}

/// In the order of the tones.
const fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '\u{306}' => Mark::Quality(BREVE),
        '\u{302}' => Mark::Quality(CIRCUMFLEX),
        '\u{31B}' => Mark::Quality(HORN),
        '\u{300}' => Mark::Tone(1),
        '\u{309}' => Mark::Tone(2),
        '\u{303}' => Mark::Tone(3),
        '\u{301}' => Mark::Tone(4),
        '\u{323}' => Mark::Tone(5),
        _ => return None,
    })
}

impl Letter {
    fn of(c: char) -> impl Iterator<Item = Self> {
        let upper = c.is_uppercase();
        c.to_lowercase().map(move |c| {
            let (base, quality) = match c {
                'đ' => ('d', STROKE),
                c => (c, 0),
            };
            let class = if base.is_alphabetic() {
                4
            } else if base.is_numeric() {
                3
            } else if base.is_whitespace() {
                1
            } else {
                2
            };
            Self {
                class,
                base: u32::from(base),
                quality,
                tone: 0,
                other: 0,
                upper,
            }
        })
    }

    fn takes(&self, quality: u8) -> bool {
        let base = char::from_u32(self.base).unwrap_or_default();
        self.quality == 0
            && match quality {
                BREVE => base == 'a',
                CIRCUMFLEX => matches!(base, 'a' | 'e' | 'o'),
                HORN => matches!(base, 'o' | 'u'),
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ascending(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn letters_in_the_order_of_the_alphabet() {
        let alphabet = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z";
        ascending(&alphabet.split(' ').collect::<Vec<_>>());
        ascending(&alphabet.to_uppercase().split(' ').collect::<Vec<_>>());
    }

    #[test]
    fn tones_come_after_all_letters() {
        ascending(&[
            "ma", "mà", "mả", "mã", "má", "mạ", "mă", "mằ", "mâ", "mấ", "me",
        ]);
        // A later letter decides before an earlier tone.
        ascending(&["Mù Sang", "Mụ Sang", "Mu Sao"]);
        ascending(&[
            "Bản Bo",
            "Bản Giang",
            "Bản Hon",
            "Bình Lư",
            "Bum Nưa",
            "Bum Tở",
        ]);
        ascending(&["Dào San", "Đào San", "Hồng Thu"]);
        ascending(&["Nậm Cha", "Nậm Chà", "Nậm Cuổi"]);
        ascending(&["Tà Gia", "Tả Lèng", "Tà Mít", "Tân Uyên", "Thân Thuộc"]);
    }

    #[test]
    fn case_comes_last_and_short_before_long() {
        ascending(&["pa", "Pa", "PA", "pà"]);
        ascending(&["", "Pa", "Pa Ủ", "Pa Vây", "Paa"]);
        ascending(&[" a", "-a", "1", "2", "a", "б"]);
    }

    #[test]
    fn unicode_forms_are_the_same() {
        for (composed, apart) in [
            ("Mường Tè", "Mu\u{31B}o\u{31B}\u{300}ng Te\u{300}"),
            ("ệ", "e\u{323}\u{302}"),
            ("Ấ", "A\u{302}\u{301}"),
        ] {
            assert_eq!(key(composed), key(apart), "{composed}");
        }
        // Marks of other languages tell texts apart, but only after the tones.
        ascending(&["sa", "ša", "sb"]);
        ascending(&["n", "n\u{302}", "o"]);
        key(&format!("a{}", "\u{30C}".repeat(1000)));
    }
}
