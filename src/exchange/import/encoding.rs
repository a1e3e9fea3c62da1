//! Bytes of a text file as text: UTF-8, UTF-16, Windows-1258, and what else there was before Unicode.
//!
//! UTF-8 is tried first and believed; a file that is valid UTF-8 is nothing else. The legacy encodings of one byte
//! (TCVN3, VNI) come out as the Latin-1 characters that they borrow; [`super::legacy`] reads those.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::legacy::{Legacy, Score};
use crate::domain::fault::FaultKind;
use crate::domain::not_a_table::NotATable;

/// How much is read to tell one encoding from another.
const SAMPLE: usize = 256 * 1024;

#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static str,
}

/// # Errors
/// What kind of fault, and at which byte.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, (usize, FaultKind)> {
    let wide = wide(bytes);
    if let Some((encoding, behind_mark)) = wide {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[behind_mark..]);
        return checked(Decoded {
            text,
            encoding: encoding.name(),
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => checked(Decoded {
            text: Cow::Borrowed(text.trim_start_matches('\u{feff}')),
            encoding: "UTF-8",
        }),
        Err(error) => {
            let at = error.valid_up_to();
            match single_byte(bytes) {
                Some(decoded) => checked(decoded),
                None if bytes.contains(&0) => Err(binary()),
                None => Err((at, FaultKind::NotUtf8)),
            }
        }
    }
}

/// UTF-16, by its mark or by the zero bytes that ASCII leaves in it.
fn wide(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => return Some((UTF_16LE, 2)),
        [0xfe, 0xff, ..] => return Some((UTF_16BE, 2)),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |odd: usize| {
        let side = sample.iter().skip(odd).step_by(2);
        side.filter(|b| **b == 0).count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    // Vietnamese has about one letter in four beyond Latin-1.
    match pairs {
        4.. if odd * 2 > pairs && even * 20 < pairs => Some((UTF_16LE, 0)),
        4.. if even * 2 > pairs && odd * 20 < pairs => Some((UTF_16BE, 0)),
        _ => None,
    }
}

/// The reading in which most words are Vietnamese, if it is a convincing one.
fn single_byte(bytes: &[u8]) -> Option<Decoded<'_>> {
    if bytes.contains(&0) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let windows: String = WINDOWS_1258
        .decode_without_bom_handling(sample)
        .0
        .nfc()
        .collect();
    let latin = latin(sample);
    let tcvn3 = Score::of(&Legacy::Tcvn3.decode(&latin));
    let vni = Score::of(&Legacy::Vni.decode(&latin));
    let windows = Score::of(&windows);
    let legacy = tcvn3.good.max(vni.good);
    if windows.plausible() && windows.good >= legacy {
        let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
        return Some(Decoded {
            text: Cow::Owned(text.nfc().collect()),
            encoding: "windows-1258",
        });
    }
    let (found, score) = if tcvn3.good >= vni.good {
        (Legacy::Tcvn3, tcvn3)
    } else {
        (Legacy::Vni, vni)
    };
    score.plausible().then(|| Decoded {
        text: Cow::Owned(self::latin(bytes)),
        encoding: found.name(),
    })
}

/// Latin-1: every byte is the character of its number.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

fn checked(decoded: Decoded<'_>) -> Result<Decoded<'_>, (usize, FaultKind)> {
    if decoded.text.contains('\0') {
        return Err(binary());
    }
    Ok(decoded)
}

fn binary() -> (usize, FaultKind) {
    let what = NotATable::Binary;
    (0, FaultKind::NotATable { what })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Mã nhiệm vụ;Nội dung\n2017-leaflets;Phát tờ rơi ở xã Pa Ủ, đường dây nóng 18001567\n";

    fn name(bytes: &[u8]) -> Result<(String, &'static str), &'static str> {
        decode(bytes)
            .map(|d| (d.text.into_owned(), d.encoding))
            .map_err(|(_, kind)| kind.code())
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let pair = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        text.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn unicode_in_all_its_forms() {
        let marked = format!("\u{feff}{TEXT}");
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (marked.as_bytes().to_vec(), "UTF-8"),
            (utf16(TEXT, true), "UTF-16LE"),
            (utf16(&marked, true), "UTF-16LE"),
            (utf16(TEXT, false), "UTF-16BE"),
            (utf16(&marked, false), "UTF-16BE"),
        ] {
            assert_eq!(name(&bytes), Ok((TEXT.to_owned(), encoding)), "{encoding}");
        }
    }

    #[test]
    fn windows_1258_has_marks_of_its_own() {
        // Circumflex, breve and horn belong to the letter; a tone follows as a character of its own.
        let mut bytes = Vec::new();
        for c in TEXT.chars() {
            let tone = |c: &char| {
                matches!(
                    *c,
                    '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
                )
            };
            let (tones, letter): (Vec<char>, Vec<char>) = std::iter::once(c).nfd().partition(tone);
            let letter: String = letter.into_iter().nfc().chain(tones).collect();
            let (code, _, lost) = WINDOWS_1258.encode(&letter);
            assert!(!lost, "{c}");
            bytes.extend_from_slice(&code);
        }
        assert_eq!(name(&bytes), Ok((TEXT.to_owned(), "windows-1258")));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(name(b"a,b\n\x00\x01\x02\xff"), Err("wrong_file_type"));
        assert_eq!(name(b"a,b\n1,\xff\n"), Err("not_utf8"));
        // UTF-8 with one broken character is not taken for something else.
        let mut broken = TEXT.as_bytes().to_vec();
        broken.extend(b"\xe1\xba\n");
        assert_eq!(name(&broken), Err("not_utf8"));
    }
}
