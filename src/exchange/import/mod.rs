//! Files in: activity tables become drafts, outlines become shapes, or either becomes a list of faults. Nothing here
//! writes anything.
//!
//! For tables, `csv` reads the cells, `columns` finds the fields in the header, `values` and `cells` read single cells, `activities` puts the
//! rows together. Another table format is one more reader beside `csv`.

mod activities;
pub mod boundaries;
mod cells;
mod columns;
mod csv;
mod values;

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::{Draft, Fault, Reference};

/// More than this is a mistake or an attack.
pub const MOST_ROWS: usize = 200_000;

/// A table's cells as text, as its reader found them.
#[derive(Debug, Default)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug)]
pub struct Row {
    /// As the spreadsheet program counts: the header is row 1.
    pub number: u64,
    pub cells: Vec<String>,
}

/// What came of reading a file. Drafts are only there if there is no fault.
#[derive(Debug, Default)]
pub struct Read {
    pub report: Report,
    pub drafts: Vec<Draft>,
}

/// The import report.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Rows of data.
    pub rows: usize,
    /// Rows without a fault.
    pub accepted: usize,
    /// Rows with one or more.
    pub faulty: usize,
    /// Oddities that do not stop the import; listed in `notices`.
    pub warnings: usize,
    /// Activities the rows make together.
    pub activities: usize,
    pub faults: Vec<Fault>,
    pub notices: Vec<Fault>,
}

/// Reads a CSV file of activities and holds it against the reference. `today` is the last day that can be reported.
pub fn read_csv(bytes: &[u8], reference: &Reference, today: Date) -> Read {
    match csv::read(bytes) {
        Ok(table) => activities::read(&table, reference, today),
        Err(fault) => Read {
            report: Report {
                faults: vec![fault],
                ..Report::default()
            },
            drafts: Vec::new(),
        },
    }
}
