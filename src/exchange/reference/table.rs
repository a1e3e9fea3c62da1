//! Reference tables as CSV: cells by column name, and faults that say which one.

use super::ReferenceError;

/// A CSV table whose header must name every wanted column.
pub(super) struct Table<'a> {
    file: &'a str,
    rows: Vec<csv::StringRecord>,
    columns: Vec<(&'static str, usize)>,
}

/// One row of it.
pub(super) struct Row<'a> {
    table: &'a Table<'a>,
    record: &'a csv::StringRecord,
    number: u64,
}

impl<'a> Table<'a> {
    pub(super) fn read(
        file: &'a str,
        text: &str,
        wanted: &[&'static str],
    ) -> Result<Self, ReferenceError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|e| ReferenceError::file(file, e))?
            .clone();
        let find = |name: &'static str| {
            let position = header.iter().position(|h| h == name);
            position
                .map(|ix| (name, ix))
                .ok_or_else(|| ReferenceError::file(file, format!("column `{name}` is missing")))
        };
        let columns = wanted
            .iter()
            .map(|name| find(name))
            .collect::<Result<_, _>>()?;
        let rows = reader
            .records()
            .collect::<Result<_, _>>()
            .map_err(|e| ReferenceError::file(file, e))?;
        Ok(Self {
            file,
            rows,
            columns,
        })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let number = |record: &csv::StringRecord| record.position().map_or(0, csv::Position::line);
        self.rows.iter().map(move |record| Row {
            table: self,
            record,
            number: number(record),
        })
    }
}

impl Row<'_> {
    /// The cell's text; empty if there is none.
    pub(super) fn text(&self, column: &'static str) -> &str {
        let position = self
            .table
            .columns
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, ix)| *ix);
        position
            .and_then(|ix| self.record.get(ix))
            .unwrap_or_default()
    }

    /// The cell read by `read`, or a fault that says `want`.
    pub(super) fn get<T>(
        &self,
        column: &'static str,
        want: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReferenceError> {
        let value = self.text(column);
        read(value).ok_or_else(|| self.fault(column, want))
    }

    pub(super) fn number<T: std::str::FromStr>(
        &self,
        column: &'static str,
    ) -> Result<T, ReferenceError> {
        self.get(column, "want a number", |value| value.parse().ok())
    }

    pub(super) fn filled(&self, column: &'static str) -> Result<String, ReferenceError> {
        self.get(column, "must not be empty", |value| {
            (!value.is_empty()).then(|| value.to_owned())
        })
    }

    pub(super) fn fault(&self, column: &'static str, want: &str) -> ReferenceError {
        ReferenceError::Cell {
            file: self.table.file.to_owned(),
            row: self.number,
            column,
            value: self.text(column).to_owned(),
            want: want.to_owned(),
        }
    }
}
