//! The texts that a workbook's cells share.

use quick_xml::events::Event;

use super::package::{Xml, add_text};
use crate::domain::fault::FaultKind;
use crate::exchange::import::table::{Kind, Table, TextId};

/// More than a table within its limits can use, and less than memory has.
const MOST_STRINGS: usize = 5_000_000;

pub(super) fn read(xml: &mut Xml<'_>, table: &mut Table) -> Result<Vec<TextId>, FaultKind> {
    let mut strings = Vec::new();
    let mut text = String::new();
    let (mut taken, mut phonetic) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" => text.clear(),
                "t" => taken = !phonetic,
                // How a text is spoken stands beside it in East Asian workbooks.
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "si" if strings.len() >= MOST_STRINGS => return Err(FaultKind::TooLarge),
                "si" => strings.push(table.texts.id(Kind::Text, &unescaped(&text))),
                "t" => taken = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Event::Eof => return Ok(strings),
            event if taken => add_text(&event, &mut text),
            _ => {}
        }
    }
}

/// Excel writes characters that XML cannot hold as `_x000D_`.
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let known = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match known {
            Some(c) => {
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_back() {
        for (text, want) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x", "_x"),
            ("_x00", "_x00"),
            ("_xĂĂĂĂ_", "_xĂĂĂĂ_"),
            ("_xD800_", "_xD800_"),
            ("tên_xã", "tên_xã"),
        ] {
            assert_eq!(unescaped(text), want, "{text}");
        }
    }
}
