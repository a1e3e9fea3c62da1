//! The typeface of maps, and how wide a text in it is.
//!
//! Be Vietnam Pro in two weights (`data/build/map_fonts.py`): as files for the renderer, and as a style that an SVG
//! carries with it, so that it looks the same wherever it is opened.

use std::collections::HashMap;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use ttf_parser::Face;

pub const FAMILY: &str = "Be Vietnam Pro";

const REGULAR: &[u8] = include_bytes!("../../../data/fonts/BeVietnamPro-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../../../data/fonts/BeVietnamPro-SemiBold.ttf");
const REGULAR_WEB: &[u8] = include_bytes!("../../../data/fonts/BeVietnamPro-Regular.woff2");
const SEMIBOLD_WEB: &[u8] = include_bytes!("../../../data/fonts/BeVietnamPro-SemiBold.woff2");

/// For programs that draw with the files themselves.
pub const FILES: [&[u8]; 2] = [REGULAR, SEMIBOLD];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    #[default]
    Regular,
    SemiBold,
}

impl Weight {
    pub const fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
        }
    }
}

/// The style sheet of every map: its typeface, and nothing else.
pub static STYLE: LazyLock<String> = LazyLock::new(|| {
    let face = |weight: Weight, file: &[u8]| {
        format!(
            "@font-face{{font-family:'{FAMILY}';font-weight:{};src:url(data:font/woff2;base64,{}) format('woff2')}}",
            weight.number(),
            STANDARD.encode(file)
        )
    };
    face(Weight::Regular, REGULAR_WEB) + &face(Weight::SemiBold, SEMIBOLD_WEB)
});

/// What a content security policy calls that style sheet.
pub static STYLE_HASH: LazyLock<String> = LazyLock::new(|| {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(STYLE.as_bytes()))
    )
});

/// Widths of characters, in parts of the size of type.
struct Widths {
    of: HashMap<char, f64>,
    other: f64,
}

static WIDTHS: LazyLock<[Widths; 2]> = LazyLock::new(|| FILES.map(widths));

fn widths(file: &[u8]) -> Widths {
    let mut widths = Widths {
        of: HashMap::new(),
        other: 0.6,
    };
    // A file of ours that cannot be read is found by the tests below.
    let Ok(face) = Face::parse(file, 0) else {
        return widths;
    };
    let em = f64::from(face.units_per_em());
    let characters = face.tables().cmap.into_iter().flat_map(|c| c.subtables);
    for table in characters.filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|code| {
            let glyph = table.glyph_index(code);
            let advance = glyph.and_then(|glyph| face.glyph_hor_advance(glyph));
            if let (Some(character), Some(advance)) = (char::from_u32(code), advance) {
                widths.of.insert(character, f64::from(advance) / em);
            }
        });
    }
    widths
}

/// How wide a text is in this size of type. Pairs that are set closer are not counted: it is never wider.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let widths = &WIDTHS[weight as usize];
    let of = |character| widths.of.get(&character).copied().unwrap_or(widths.other);
    text.chars().map(of).sum::<f64>() * size
}

/// A text in lines of at most this width, broken at spaces; a word that is wider has a line of its own.
pub fn lines(text: &str, most: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(&longer, size, weight) <= most {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_every_letter_of_vietnamese() {
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ";
        let both = letters.to_owned() + &letters.to_uppercase();
        for weight in [Weight::Regular, Weight::SemiBold] {
            let known = &WIDTHS[weight as usize].of;
            let signs = " 0123456789.,:;()/–—·•×©°²’“”%";
            let missing: String = both
                .chars()
                .chain(signs.chars())
                .filter(|c| !known.contains_key(c))
                .collect();
            assert_eq!(missing, "");
        }
    }

    #[test]
    fn measures_by_the_letters() {
        // Of the file: V 0.702, i 0.262 em and so on would say nothing here; the order of widths does.
        let of = |text| width(text, 10.0, Weight::Regular);
        assert!(of("W") > of("n") && of("n") > of("i") && of("ii") > of("i"));
        assert!(width("Nậm Nhùn", 10.0, Weight::SemiBold) > of("Nậm Nhùn"));
        assert!((of("mm") - 2.0 * of("m")).abs() < 1e-9);
    }

    #[test]
    fn breaks_lines_at_spaces() {
        let most = width("Vàng Ma", 10.0, Weight::Regular) + 0.1;
        let broken = lines("Vàng Ma Chải", most, 10.0, Weight::Regular);
        assert_eq!(broken, ["Vàng Ma", "Chải"]);
        assert_eq!(lines("Chải", 1.0, 10.0, Weight::Regular), ["Chải"]);
    }
}
