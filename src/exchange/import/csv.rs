//! CSV as spreadsheet programs write it: comma, semicolon or tab, with or without a byte order mark.

use super::{MOST_ROWS, Row, Table};
use crate::domain::Fault;
use crate::domain::fault::FaultKind;

pub(super) fn read(bytes: &[u8]) -> Result<Table, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let row = 1 + breaks(&bytes[..e.valid_up_to()]);
        fault(row, FaultKind::NotUtf8)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut breaks_in_cells = 0;
    for record in reader.records() {
        let record = record.map_err(|e| {
            let row = e.position().map_or(0, ::csv::Position::line);
            fault(row, FaultKind::NotCsv { why: e.to_string() })
        })?;
        let number = record
            .position()
            .map_or(0, |at| line_of(at, text) - breaks_in_cells);
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        breaks_in_cells += record
            .iter()
            .map(|cell| breaks(cell.as_bytes()))
            .sum::<u64>();
        if table.header.is_empty() {
            table.header = cells;
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            table.rows.push(Row { number, cells });
        }
        if table.rows.len() > MOST_ROWS {
            return Err(fault(number, FaultKind::TooManyRows { most: MOST_ROWS }));
        }
    }
    if table.rows.is_empty() {
        return Err(fault(0, FaultKind::EmptyFile));
    }
    Ok(table)
}

/// The line on which a record stands. The reader gives the line on which it began to look, before any empty ones; a
/// spreadsheet program shows those as rows, but a line break inside a cell it does not.
fn line_of(at: &::csv::Position, text: &str) -> u64 {
    let behind = text
        .get(usize::try_from(at.byte()).unwrap_or(usize::MAX)..)
        .unwrap_or_default();
    let empty = &behind[..behind.len() - behind.trim_start_matches(['\r', '\n']).len()];
    at.line() + breaks(empty.as_bytes())
}

fn breaks(text: &[u8]) -> u64 {
    text.iter().map(|b| u64::from(*b == b'\n')).sum()
}

/// The separator that the first line has most of: Vietnamese spreadsheets write semicolons.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|b| *b == separator).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

fn fault(row: u64, kind: FaultKind) -> Fault {
    Fault {
        row,
        column: String::new(),
        value: String::new(),
        kind,
        candidates: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<u64> {
        read(text.as_bytes())
            .map(|t| t.rows.iter().map(|r| r.number).collect())
            .unwrap_or_default()
    }

    #[test]
    fn counts_rows_as_spreadsheet_programs_do() {
        assert_eq!(rows("a,b\n1,2\n3,4\n"), [2, 3]);
        assert_eq!(rows("a,b\r\n\r\n1,2\r\n,,\r\n3,4"), [3, 5]);
        assert_eq!(rows("a,b\n\"one\ntwo\",2\n3,4\n"), [2, 3]);
    }

    #[test]
    fn takes_semicolons_tabs_and_byte_order_marks() {
        for text in ["\u{feff}a,b\n1,\"2;3\"\n", "a;b\n1;2,5\n", "a\tb\n1\t2\n"] {
            assert_eq!(
                read(text.as_bytes())
                    .map(|t| (t.header.join("|"), t.rows[0].cells.len()))
                    .ok(),
                Some(("a|b".into(), 2))
            );
        }
        assert_eq!(
            read(b"a,b\n1,\xff\n")
                .map_err(|f| (f.row, f.kind.code()))
                .err(),
            Some((2, "not_utf8"))
        );
        assert_eq!(
            read(b"a,b\n").map_err(|f| f.kind.code()).err(),
            Some("empty_file")
        );
    }
}
