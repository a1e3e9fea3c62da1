//! Which cell styles show a number as a day.

use quick_xml::events::Event;

use super::package::{Xml, attribute};
use crate::domain::fault::FaultKind;

const MOST_STYLES: usize = 70_000;

/// By style number: whether it is a date's.
pub(super) fn dates(xml: &mut Xml<'_>) -> Result<Vec<bool>, FaultKind> {
    let mut own: Vec<(u32, bool)> = Vec::new();
    let mut styles = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "numFmt" if own.len() < MOST_STYLES => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(&start, "formatCode");
                    if let (Some(id), Some(code)) = (id, code) {
                        own.push((id, is_date(&code)));
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside && styles.len() < MOST_STYLES => {
                    let id: u32 = attribute(&start, "numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    let own = own.iter().find(|(known, _)| *known == id);
                    // The numbers that Excel has dates under by itself, those of East Asia among them.
                    let built_in = matches!(id, 14..=17 | 22 | 27..=36 | 50..=58);
                    styles.push(own.map_or(built_in, |(_, date)| *date));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => inside = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Whether a format code shows a day, a month or a year. What stands in quotes, brackets or behind a backslash is text.
fn is_date(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '[' => drop(characters.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(characters.next()),
            ';' => return false,
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_formats_of_days() {
        for code in [
            "dd/mm/yyyy",
            "yyyy-mm-dd",
            "d.m.yy",
            "[$-42A]dd mmmm yyyy",
            "mm/yyyy;@",
            "D/M/YYYY h:mm",
        ] {
            assert!(is_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\" đ\"",
            "[Red]0",
            "h:mm",
            "0\"d\"",
            "\\d0",
            "@",
            "0;d",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }
}
