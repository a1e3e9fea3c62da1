//! Files in: activity tables become drafts, outlines become shapes, or either becomes a list of faults. Nothing here
//! writes anything.
//!
//! For tables, `kind` says what the file is; `csv` (with `encoding`) or `xlsx` reads its cells into a `table`; `legacy`
//! reads what was typed before Unicode; `columns` finds the header and its fields; `values` and `cells` read single
//! cells; `activities` puts the rows together and `checks` compares them with each other and with what is recorded.
//! Another table format is one more reader beside `csv` and `xlsx`.

mod activities;
pub mod boundaries;
mod cells;
mod checks;
mod columns;
mod csv;
mod encoding;
mod fields;
mod kind;
mod legacy;
mod options;
mod report;
pub(in crate::exchange) mod table;
mod values;
pub(in crate::exchange) mod xlsx;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use fields::Field;
pub use options::Options;
pub(in crate::exchange) use values::{day_serial, serial as serial_day};

pub use report::{Column, File, MOST_LISTED, Read, Report, StatusChange};

use crate::domain::fault::FaultKind;
use crate::domain::{DistrictIx, Fault, LineIx, Place, Quantity, Reference};
use kind::FileKind;
use table::Table;

/// More rows than this are a mistake or an attack.
pub const MOST_ROWS: usize = 200_000;
/// And more columns.
pub const MOST_COLUMNS: usize = 200;
/// Bytes of a file: a hundred thousand rows have about 20 MB as CSV.
pub const MOST_BYTES: usize = 40 << 20;
/// Bytes that a workbook may unpack to.
pub const MOST_UNPACKED: u64 = 400 << 20;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Reading,
    Matching,
    Recording,
}

impl Stage {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Matching => "matching",
            Self::Recording => "recording",
        }
    }
}

/// What a file is held against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    pub reference: &'a Reference,
    /// The last day that can be reported.
    pub today: Date,
    /// The record that an activity of this line, place and start day may repeat, as it should be called.
    pub known: &'a dyn Fn(LineIx, Place, Date) -> Option<String>,
    /// What a line has achieved so far.
    pub achieved: &'a dyn Fn(LineIx) -> Quantity,
    /// The districts that may be recorded; `None` is all, and the province.
    pub allowed: Option<&'a [DistrictIx]>,
    /// Told now and then how many rows are done.
    pub progress: &'a dyn Fn(Stage, usize),
}

impl<'a> Against<'a> {
    /// The reference alone: nothing recorded so far, everything allowed.
    pub fn reference(reference: &'a Reference, today: Date) -> Self {
        Self {
            reference,
            today,
            known: &|_, _, _| None,
            achieved: &|_| Quantity::ZERO,
            allowed: None,
            progress: &|_, _| {},
        }
    }
}

impl std::fmt::Debug for Against<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Against")
            .field("today", &self.today)
            .field("allowed", &self.allowed)
            .finish_non_exhaustive()
    }
}

/// Reads a table of activities, CSV or XLSX by its content, and holds it against the reference.
///
/// Whatever is wrong is a fault in the report; the drafts are there only if nothing is.
pub fn read(bytes: &[u8], file_name: &str, options: &Options, against: &Against<'_>) -> Read {
    let mut file = File {
        name: file_name.to_owned(),
        ..File::default()
    };
    (against.progress)(Stage::Reading, 0);
    match table(bytes, options, against.progress, &mut file) {
        Ok(table) => activities::read(&table, file, options, against),
        Err(fault) => Read {
            report: Report {
                faults_total: 1,
                faults: vec![fault],
                file,
                ..Report::default()
            },
            drafts: Vec::new(),
        },
    }
}

/// The cells of a file, whichever kind it is.
pub(in crate::exchange) fn table(
    bytes: &[u8],
    options: &Options,
    progress: &dyn Fn(Stage, usize),
    file: &mut File,
) -> Result<Table, Fault> {
    let kind =
        kind::recognise(bytes).map_err(|what| Fault::of_file(0, FaultKind::NotATable { what }))?;
    let mut table = match kind {
        FileKind::Csv => {
            file.kind = "csv";
            let (table, encoding) = csv::read(bytes, options, progress)?;
            file.encoding = encoding;
            table
        }
        FileKind::Xlsx => {
            file.kind = "xlsx";
            file.encoding = "UTF-8";
            xlsx::read(bytes, options, progress, file)?
        }
    };
    if let Some(legacy) = legacy::convert(&mut table) {
        file.encoding = legacy.name();
    }
    Ok(table)
}
