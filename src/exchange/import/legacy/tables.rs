//! The letters of TCVN3 and VNI. No well-kept library has them (`encoding_rs` stops at Windows-1258; what converts TCVN3
//! and VNI is GPL or JavaScript), so they stand here, and a test goes around with all 134 letters.

use unicode_normalization::UnicodeNormalization;

/// TCVN 5712 VN3 ("ABC"): one character a letter. Capital letters with a tone do not exist; fonts whose names end in `H`
/// show the small ones as capitals.
pub(super) const TCVN3: &str = "\
¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư¨ă©â®đªê«ô¬ơ\u{ad}ư\
µà¸á¶ả·ã¹ạ»ằ¾ắ¼ẳ½ẵÆặÇầÊấÈẩÉẫËậ\
ÌèÐéÎẻÏẽÑẹÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞị\
ßòãóáỏâõäọåồèốæổçỗéộêờíớëởìỡîợ\
ïùóúñủòũôụõừøứöử÷ữùựúỳýýûỷüỹþỵ";

pub(super) fn from_tcvn3(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut pairs = TCVN3.chars();
            while let (Some(legacy), Some(meant)) = (pairs.next(), pairs.next()) {
                if legacy == c {
                    return meant;
                }
            }
            c
        })
        .collect()
}

/// VNI for Windows: letters of one character, whatever stands before them.
const VNI_LETTERS: [(char, &str); 14] = [
    ('ñ', "đ"),
    ('Ñ', "Đ"),
    ('í', "í"),
    ('Í', "Í"),
    ('ì', "ì"),
    ('Ì', "Ì"),
    ('æ', "ỉ"),
    ('Æ', "Ỉ"),
    ('ó', "ĩ"),
    ('Ó', "Ĩ"),
    ('ò', "ị"),
    ('Ò', "Ị"),
    ('î', "ỵ"),
    ('Î', "Ỵ"),
];

/// Marks that VNI writes behind a vowel, by the small one: the combining characters they stand for.
const VNI_MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

pub(super) fn from_vni(text: &str) -> String {
    let mut decomposed = String::with_capacity(text.len() + 8);
    // The vowel that a mark may follow.
    let mut vowel: Option<char> = None;
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        let mark = VNI_MARKS.iter().find(|(mark, _)| *mark == small);
        if let (Some(base), Some((_, marks))) = (vowel, mark)
            && takes(base, marks)
        {
            decomposed.push_str(marks);
            vowel = None;
            continue;
        }
        let letter = VNI_LETTERS.iter().find(|(vni, _)| *vni == c);
        let (text, base) = match (c, letter) {
            ('ô', _) => ("ơ", Some('ơ')),
            ('Ô', _) => ("Ơ", Some('ơ')),
            ('ö', _) => ("ư", Some('ư')),
            ('Ö', _) => ("Ư", Some('ư')),
            (_, Some((_, meant))) => (*meant, None),
            _ => {
                decomposed.push(c);
                vowel = "aeiouy".contains(small).then_some(small);
                continue;
            }
        };
        decomposed.push_str(text);
        vowel = base;
    }
    decomposed.nfc().collect()
}

/// A breve stands on `a` only, a circumflex on `a`, `e` and `o`; tones on all.
fn takes(vowel: char, marks: &str) -> bool {
    match marks.chars().next() {
        Some('\u{306}') => vowel == 'a',
        Some('\u{302}') => matches!(vowel, 'a' | 'e' | 'o'),
        _ => true,
    }
}
