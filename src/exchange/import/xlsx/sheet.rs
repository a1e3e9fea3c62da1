//! The cells of one sheet, as they stream by.

use quick_xml::events::{BytesStart, Event};

use super::package::{Xml, add_text, attribute, damaged};
use crate::domain::fault::FaultKind;
use crate::exchange::import::columns::MOST_ABOVE;
use crate::exchange::import::table::{Kind, Merged, Table, TextId};
use crate::exchange::import::{MOST_COLUMNS, MOST_ROWS, Stage, values};

/// As many as a sheet can have.
const LAST_ROW: u32 = 1_048_576;
const MOST_MERGED: usize = 200_000;

/// What the cells refer to.
pub(super) struct Book {
    /// The workbook's shared texts.
    pub(super) strings: Vec<TextId>,
    /// By style: whether it shows days.
    pub(super) dates: Vec<bool>,
}

/// Reads the cells into the table, at most so many rows. The row and the fault, if one ends it.
pub(super) fn read(
    xml: &mut Xml<'_>,
    book: &Book,
    most: usize,
    progress: &dyn Fn(Stage, usize),
    table: &mut Table,
) -> Result<(), (u32, FaultKind)> {
    let mut at = At { row: 0, column: 0 };
    let mut merged = Vec::new();
    let mut in_row = false;
    let no_row = |kind| (0, kind);
    loop {
        match xml.next().map_err(|kind| (at.row, kind))? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    in_row = true;
                    let number = attribute(&start, "r").and_then(|r| r.parse().ok());
                    at = At {
                        row: number.unwrap_or(at.row + 1),
                        column: 0,
                    };
                    if at.row > LAST_ROW {
                        return Err(no_row(damaged(format!("row {}", at.row))));
                    }
                }
                "c" if in_row => {
                    let cell = Start::new(&start);
                    if let Some(column) = cell.column {
                        at.column = column;
                    }
                    let text = value(xml, &cell, book, table).map_err(|kind| (at.row, kind))?;
                    if text != 0 {
                        let column = u16::try_from(at.column).unwrap_or(u16::MAX);
                        if usize::from(column) >= MOST_COLUMNS {
                            let most = MOST_COLUMNS;
                            return Err((at.row, FaultKind::TooManyColumns { most }));
                        }
                        table.put(column, text);
                    }
                    at.column = at.column.saturating_add(1);
                }
                "mergeCell" if merged.len() < MOST_MERGED => {
                    let block = attribute(&start, "ref").and_then(|text| block(&text));
                    merged.extend(block.filter(|block| block.rows.0 < block.rows.1));
                }
                _ => {}
            },
            Event::End(end) if in_row && end.local_name().as_ref() == "row" => {
                in_row = false;
                table.end_row(at.row);
                if table.rows.len() > MOST_ROWS + MOST_ABOVE {
                    let most = MOST_ROWS;
                    return Err((at.row, FaultKind::TooManyRows { most }));
                }
                if table.rows.len() >= most {
                    return Ok(());
                }
                if table.rows.len().is_multiple_of(5000) {
                    progress(Stage::Reading, table.rows.len());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    table.end_row(at.row);
    table.sort();
    table.set_merged(merged);
    Ok(())
}

struct At {
    /// From 1.
    row: u32,
    /// From 0.
    column: u32,
}

/// What the tag of a cell says.
struct Start {
    column: Option<u32>,
    date: usize,
    kind: CellType,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellType {
    Shared,
    Number,
    Text,
    Bool,
    Error,
}

impl Start {
    fn new(start: &BytesStart<'_>) -> Self {
        let mut cell = Self {
            column: None,
            date: 0,
            kind: CellType::Number,
        };
        let mut attributes = start.attributes();
        attributes.with_checks(false);
        for attribute in attributes.filter_map(Result::ok) {
            let value = &*attribute.value;
            match attribute.key.local_name().as_ref() {
                "r" => cell.column = place(value).map(|(column, _)| column),
                "s" => cell.date = value.parse().unwrap_or(0),
                "t" => {
                    cell.kind = match value {
                        "s" => CellType::Shared,
                        "b" => CellType::Bool,
                        "e" => CellType::Error,
                        "str" | "inlineStr" | "d" => CellType::Text,
                        _ => CellType::Number,
                    }
                }
                _ => {}
            }
        }
        cell
    }
}

/// Reads a cell to its end.
fn value(
    xml: &mut Xml<'_>,
    cell: &Start,
    book: &Book,
    table: &mut Table,
) -> Result<TextId, FaultKind> {
    let mut text = String::new();
    let (mut taken, mut phonetic) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                // `t` is the text of an inline string, in pieces where letters are formatted apart.
                "v" | "t" => taken = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "c" => break,
                "v" | "t" => taken = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Event::Eof => break,
            event if taken => add_text(&event, &mut text),
            _ => {}
        }
    }
    let texts = &mut table.texts;
    Ok(match cell.kind {
        CellType::Shared => {
            let known = text
                .trim()
                .parse()
                .ok()
                .and_then(|ix: usize| book.strings.get(ix));
            match known {
                Some(id) => *id,
                None if text.trim().is_empty() => 0,
                None => texts.id(Kind::Error, &format!("#{}", text.trim())),
            }
        }
        CellType::Text => texts.id(Kind::Text, &super::strings::unescaped(&text)),
        CellType::Error => texts.id(Kind::Error, &text),
        CellType::Bool => texts.id(
            Kind::Text,
            if text.trim() == "1" { "TRUE" } else { "FALSE" },
        ),
        CellType::Number => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let is_date = book.dates.get(cell.date).copied().unwrap_or(false);
                let day = is_date
                    .then(|| values::serial(number, table.from_1904))
                    .flatten();
                match day {
                    Some(day) => texts.id(Kind::Date, &day.to_string()),
                    None => texts.id(Kind::Number, &number.to_string()),
                }
            }
            _ => texts.id(Kind::Text, &text),
        },
    })
}

/// `B3` is column 1, row 3.
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let (letters, row) = text.split_at(letters);
    let digit = |b: u8| u32::from(b.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |n, b| n * 26 + digit(b));
    let row: u32 = row.parse().ok()?;
    (1..=LAST_ROW).contains(&row).then_some((column - 1, row))
}

/// The first column of a merged block: what stands above counts for all its rows, not for the columns beside.
fn block(text: &str) -> Option<Merged> {
    let (first, last) = text.split_once(':')?;
    let ((column, first), (_, last)) = (place(first)?, place(last)?);
    Some(Merged {
        column: u16::try_from(column).ok()?,
        rows: (first, last),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_places() {
        assert_eq!(place("A1"), Some((0, 1)));
        assert_eq!(place("xfd1048576"), Some((16383, 1_048_576)));
        for bad in [
            "",
            "A",
            "1",
            "A0",
            "A1048577",
            "AAAA1",
            "Ă1",
            "A-1",
            "A99999999999",
        ] {
            assert_eq!(place(bad), None, "{bad}");
        }
        assert!(block("A2:B9").is_some_and(|b| (b.column, b.rows) == (0, (2, 9))));
    }
}
