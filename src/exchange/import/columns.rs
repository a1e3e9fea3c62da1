//! Which row is the header, and which column holds which field: Vietnamese or English headers, in any order, below any
//! title.

use std::ops::Range;

use super::Options;
use super::fields::Field;
use super::report::Column;
use super::table::{Row, Table};
use crate::domain::Fault;
use crate::domain::fault::FaultKind;
use crate::domain::names;

/// Rows that are searched for the header.
pub(super) const MOST_ABOVE: usize = 30;

/// Whether a column only counts rows: nothing is said about it.
fn counts_rows(header: &str) -> bool {
    matches!(
        names::fold(header).as_str(),
        "stt" | "tt" | "sott" | "sothutu" | "no" | "thutu"
    )
}

/// What a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Field(Field),
    /// The user leaves the column out, or it only counts rows.
    Nothing,
    Unknown,
}

impl Meaning {
    fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            _ => None,
        }
    }
}

/// What the user says of a column, by its header.
fn answer<'o>(header: &str, options: &'o Options) -> Option<&'o Option<Field>> {
    options.columns.get(header).or_else(|| {
        let same =
            |(name, _): &(&String, &Option<Field>)| names::exact(name) == names::exact(header);
        options.columns.iter().find(same).map(|(_, field)| field)
    })
}

/// By the user's answer, else by its words.
fn meaning(header: &str, options: &Options) -> Meaning {
    match (answer(header, options), Field::of_header(header)) {
        (Some(Some(field)), _) => Meaning::Field(*field),
        (None, Some(field)) => Meaning::Field(field),
        (Some(None), _) => Meaning::Nothing,
        (None, None) if counts_rows(header) => Meaning::Nothing,
        (None, None) => Meaning::Unknown,
    }
}

/// The row among the first ones that names most fields: its position, and how many. At least two are wanted.
pub(super) fn best_header(table: &Table, options: &Options) -> Option<(usize, usize)> {
    let known = |row: &Row| {
        let mut fields: Vec<Field> = table
            .cells(row)
            .iter()
            .filter_map(|cell| meaning(table.texts.text(cell.text), options).field())
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    };
    let rows = table.rows.iter().take(MOST_ABOVE).enumerate();
    rows.map(|(ix, row)| (ix, known(row)))
        .filter(|(_, known)| *known >= 2)
        .max_by_key(|(ix, known)| (*known, std::cmp::Reverse(*ix)))
}

/// The header, understood.
#[derive(Debug)]
pub(super) struct Columns {
    /// Row number of the header, as the spreadsheet program shows it.
    pub(super) row: u32,
    /// Every column with a header, from left to right.
    pub(super) all: Vec<Column>,
    /// Which rows of the table are data.
    pub(super) data: Range<usize>,
    found: Vec<(Field, usize, String)>,
}

impl Columns {
    /// Finds the fields; unknown columns are notices, missing or double ones faults.
    pub(super) fn find(
        table: &Table,
        options: &Options,
        faults: &mut Vec<Fault>,
        notices: &mut Vec<Fault>,
    ) -> Self {
        let header = best_header(table, options).map_or(0, |(ix, _)| ix);
        let number = table.rows.get(header).map_or(1, |row| row.number);
        let mut columns = Self {
            row: number,
            all: Vec::new(),
            data: header + 1..table.rows.len(),
            found: Vec::new(),
        };
        let headers = columns.headers(table, header, options);
        let data = &table.rows[columns.data.start.min(table.rows.len())..];
        let asked: Vec<Option<Field>> = headers
            .iter()
            .map(|(_, text)| answer(text, options).copied().flatten())
            .collect();
        for (position, text) in headers {
            let known = meaning(&text, options);
            let mut field = known.field();
            let at_header = |kind| Fault::of_cell(u64::from(number), &text, &text, kind);
            match field {
                None if known == Meaning::Unknown => {
                    notices.push(at_header(FaultKind::UnknownColumn));
                }
                None => {}
                // The user's answer goes before what the words say.
                Some(f) if asked.contains(&Some(f)) && answer(&text, options) != Some(&Some(f)) => {
                    field = None;
                }
                Some(f) if columns.position(f).is_some() => {
                    faults.push(at_header(FaultKind::DuplicateColumn));
                    field = None;
                }
                Some(f) => columns.found.push((f, position, text.clone())),
            }
            let samples = table.samples(data, position);
            columns.all.push(Column {
                header: text,
                field,
                samples,
                position,
            });
        }
        for (field, wanted) in Field::REQUIRED {
            if columns.position(field).is_none() {
                let there: Vec<&str> = columns.all.iter().map(|c| c.header.as_str()).collect();
                let kind = FaultKind::NoHeader { wanted };
                faults.push(Fault::of_cell(
                    u64::from(number),
                    field.name(),
                    &there.join(", "),
                    kind,
                ));
            }
        }
        columns
    }

    /// The headers by column, of one row or of two where the second says what the first leaves open (`Số người tham gia`
    /// above `Tổng số` and `Nữ`). Steps over the second row, and over one that only numbers the columns.
    fn headers(&mut self, table: &Table, header: usize, options: &Options) -> Vec<(usize, String)> {
        let row_texts = |ix: usize| -> Vec<(usize, String)> {
            let Some(row) = table.rows.get(ix) else {
                return Vec::new();
            };
            let cells = table.cells(row).iter();
            cells
                .map(|cell| {
                    (
                        usize::from(cell.column),
                        table.texts.text(cell.text).to_owned(),
                    )
                })
                .collect()
        };
        let field = |text: &str| meaning(text, options).field();
        let mut headers = row_texts(header);
        let below = row_texts(header + 1);
        let line = headers
            .iter()
            .find(|(_, text)| field(text) == Some(Field::PlanLine));
        let line_below = line.is_none_or(|(at, _)| below.iter().any(|(b, _)| b == at));
        let top: Vec<Field> = headers.iter().filter_map(|(_, text)| field(text)).collect();
        let says_more = below
            .iter()
            .any(|(_, text)| field(text).is_some_and(|f| !top.contains(&f)));
        if says_more && !line_below {
            for (at, text) in below {
                match headers.iter_mut().find(|(there, _)| *there == at) {
                    None => headers.push((at, text)),
                    Some(above) if field(&above.1).is_none() => above.1 = text,
                    Some(_) => {}
                }
            }
            headers.sort_by_key(|(at, _)| *at);
            self.data.start += 1;
        }
        if numbers_columns(&row_texts(self.data.start)) {
            self.data.start += 1;
        }
        self.data.start = self.data.start.min(self.data.end);
        headers
    }

    pub(super) fn position(&self, field: Field) -> Option<usize> {
        self.found
            .iter()
            .find(|(f, ..)| *f == field)
            .map(|(_, at, _)| *at)
    }

    /// The column's header as it stands in the file, or the field's name where there is no such column.
    pub(super) fn header(&self, field: Field) -> &str {
        self.found
            .iter()
            .find(|(f, ..)| *f == field)
            .map_or(field.name(), |(.., header)| header)
    }
}

/// `(1) (2) (3)` or `1 2 3` below the header, as administrative tables have it.
fn numbers_columns(cells: &[(usize, String)]) -> bool {
    let mut last = 0;
    let mut numbers = 0;
    for (_, text) in cells {
        let bare = text.trim_matches(['(', ')', '[', ']']);
        match bare.parse::<u32>() {
            Ok(n) if n == last + 1 => {
                last = n;
                numbers += 1;
            }
            Err(_) if matches!(bare, "A" | "B" | "C") && last == 0 => {}
            _ => return false,
        }
    }
    numbers >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_numbers_are_no_data() {
        let row = |texts: &[&str]| -> Vec<(usize, String)> {
            texts.iter().map(|t| (*t).to_owned()).enumerate().collect()
        };
        assert!(numbers_columns(&row(&["(1)", "(2)", "(3)", "(4)"])));
        assert!(numbers_columns(&row(&["A", "B", "1", "2", "3"])));
        for other in [
            &["1", "2017-leaflets", "3"][..],
            &["1", "2"],
            &["1", "1", "1"],
            &[],
        ] {
            assert!(!numbers_columns(&row(other)), "{other:?}");
        }
    }
}
