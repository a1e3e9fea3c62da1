//! Whether a word could be a Vietnamese syllable: an onset, a rhyme and at most one tone, as the language combines them.
//!
//! Only good enough to tell a right reading of bytes from a wrong one.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Vowels that end a syllable, and those that want or may have a consonant behind.
const OPEN: [&str; 48] = [
    "a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo",
    "êu", "ia", "iu", "oa", "oe", "oi", "ôi", "ơi", "ua", "uê", "ui", "uơ", "uy", "ưa", "ưi", "ưu",
    "iêu", "yêu", "oai", "oay", "oeo", "uây", "uôi", "uya", "ươi", "ươu", "uyu", "uao", "iê", "ya",
    "uâ",
];
const CLOSED: [&str; 22] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê", "oa", "oă", "oe", "uâ",
    "uô", "ươ", "uê", "uyê",
];
const CODAS: [&str; 8] = ["c", "ch", "m", "n", "ng", "nh", "p", "t"];

pub(in crate::exchange::import) fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut bare = String::with_capacity(word.len());
    let small = word.chars().flat_map(char::to_lowercase);
    // Tones off, letters composed again: `ế` to `ê` and an acute.
    for c in small.nfd() {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if tone.replace(c).is_some() {
                    return false;
                }
            }
            _ => bare.push(c),
        }
    }
    let bare: String = bare.nfc().collect();
    ONSETS.iter().any(|onset| {
        bare.strip_prefix(onset)
            .is_some_and(|rhyme| is_rhyme(rhyme, tone))
    })
}

fn is_rhyme(rhyme: &str, tone: Option<char>) -> bool {
    if OPEN.contains(&rhyme) {
        return true;
    }
    CODAS.iter().any(|coda| {
        let stop = matches!(*coda, "c" | "ch" | "p" | "t");
        // A syllable that stops short rises or falls, it has no other tone.
        let tone_fits = !stop || matches!(tone, Some('\u{301}' | '\u{323}'));
        let vowel = rhyme.strip_suffix(coda);
        tone_fits && vowel.is_some_and(|vowel| CLOSED.contains(&vowel) || vowel == "uy")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_syllables_from_mojibake() {
        for word in [
            "Nậm",
            "Mường",
            "Tè",
            "tuyên",
            "truyền",
            "đường",
            "dây",
            "nóng",
            "NGƯỜI",
            "xã",
            "Ủ",
            "khuyết",
            "quý",
            "giữ",
            "nghiêng",
            "hoà",
            "hòa",
            "thuỷ",
            "Phìn",
            "biên",
            "giới",
            "Chà",
            "được",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "chaøo",
            "caùc",
            "hµnh",
            "Nậm\u{301}",
            "été",
            "Ã¡",
            "tuyªn",
            "naïve",
            "bÀO1",
            "ñöôøng",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
