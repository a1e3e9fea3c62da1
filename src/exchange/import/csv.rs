//! CSV as spreadsheet programs write it: comma, semicolon or tab, in any encoding that Vietnamese offices have used.

use super::columns;
use super::encoding::{self, Decoded};
use super::table::{Kind, Table};
use super::{MOST_COLUMNS, MOST_ROWS, Options, Stage};
use crate::domain::Fault;
use crate::domain::fault::FaultKind;

/// The table, and the name of its encoding.
pub(super) fn read(
    bytes: &[u8],
    options: &Options,
    progress: &dyn Fn(Stage, usize),
) -> Result<(Table, &'static str), Fault> {
    let Decoded { text, encoding } = encoding::decode(bytes).map_err(|(at, kind)| {
        let row = match kind {
            FaultKind::NotUtf8 => 1 + breaks(&bytes[..at.min(bytes.len())]),
            _ => 0,
        };
        Fault::of_file(row, kind)
    })?;
    // Excel takes a first line `sep=;` for itself and does not show it.
    let (said, text) = match said_separator(&text) {
        Some((separator, rest)) => (Some(separator), rest),
        None => (None, &*text),
    };
    let separator = said.unwrap_or_else(|| separator(text, options));
    Ok((table(text, separator, usize::MAX, progress)?, encoding))
}

fn table(
    text: &str,
    separator: u8,
    most: usize,
    progress: &dyn Fn(Stage, usize),
) -> Result<Table, Fault> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::new();
    let mut record = ::csv::StringRecord::new();
    let mut breaks_in_cells = 0;
    while table.rows.len() < most {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) => {
                let row = e.position().map_or(0, ::csv::Position::line);
                return Err(Fault::of_file(
                    row,
                    FaultKind::NotCsv { why: e.to_string() },
                ));
            }
        }
        let number = record
            .position()
            .map_or(0, |at| line_of(at, text).saturating_sub(breaks_in_cells));
        for (column, cell) in record.iter().enumerate() {
            breaks_in_cells += breaks(cell.as_bytes());
            let id = table.texts.id(Kind::Text, cell);
            if id == 0 {
                continue;
            }
            if column >= MOST_COLUMNS {
                let most = MOST_COLUMNS;
                return Err(Fault::of_file(number, FaultKind::TooManyColumns { most }));
            }
            table.put(u16::try_from(column).unwrap_or(u16::MAX), id);
        }
        table.end_row(u32::try_from(number).unwrap_or(u32::MAX));
        if table.rows.len().is_multiple_of(5000) {
            progress(Stage::Reading, table.rows.len());
        }
        if table.rows.len() > MOST_ROWS + columns::MOST_ABOVE {
            let most = MOST_ROWS;
            return Err(Fault::of_file(number, FaultKind::TooManyRows { most }));
        }
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

fn said_separator(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end_matches('\r').trim_matches('"').as_bytes() {
        [
            b's' | b'S',
            b'e' | b'E',
            b'p' | b'P',
            b'=',
            separator @ (b',' | b';' | b'\t' | b'|'),
        ] => Some((*separator, rest)),
        _ => None,
    }
}

/// The separator by which the first rows have a header; if none does, the one that the first line has most of:
/// Vietnamese spreadsheets write semicolons.
fn separator(text: &str, options: &Options) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|b| *b == separator).count();
    let known = |separator: u8| {
        table(text, separator, columns::MOST_ABOVE, &|_, _| {}).map_or(0, |head| {
            columns::best_header(&head, options).map_or(0, |(_, known)| known)
        })
    };
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|separator| (known(*separator), count(*separator)))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table, Fault> {
        super::read(text.as_bytes(), &Options::default(), &|_, _| {}).map(|(table, _)| table)
    }

    fn rows(text: &str) -> Vec<u32> {
        read(text)
            .map(|t| t.rows.iter().map(|r| r.number).collect())
            .unwrap_or_default()
    }

    #[test]
    fn counts_rows_as_spreadsheet_programs_do() {
        assert_eq!(rows("a,b\n1,2\n3,4\n"), [1, 2, 3]);
        assert_eq!(rows("a,b\r\n\r\n1,2\r\n,,\r\n3,4"), [1, 3, 5]);
        assert_eq!(rows("a,b\n\"one\ntwo\",2\n3,4\n"), [1, 2, 3]);
        assert_eq!(rows("sep=;\r\na;b\n1;2\n"), [1, 2]);
    }

    #[test]
    fn finds_the_separator() {
        for (text, want) in [
            ("\u{feff}a,b\n1,\"2;3\"\n", 2),
            ("a;b\n1;2,5\n", 2),
            ("a\tb\n1\t2\n", 2),
            // A title with commas above a table with semicolons.
            (
                "Báo cáo, quý I, năm 2018, huyện A\nMã nhiệm vụ;Nội dung;Địa bàn\nx;y;z\n",
                3,
            ),
            ("sep=;\na;b;1,5,7\n", 3),
        ] {
            let table = read(text).unwrap();
            let last = table.rows.last().unwrap();
            assert_eq!(table.cells(last).len(), want, "{text}");
        }
    }

    #[test]
    fn a_row_of_any_width_is_refused() {
        let wide = format!("a,b\n{}\n", "x,".repeat(MOST_COLUMNS + 1));
        assert_eq!(read(&wide).unwrap_err().kind.code(), "too_many_columns");
        let empty = format!("a,b\n{}\n", ",".repeat(10_000));
        assert!(read(&empty).is_ok());
    }
}
