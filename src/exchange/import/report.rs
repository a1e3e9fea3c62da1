//! What came of reading a file, said so that a person or a program can act on it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::fields::Field;
use crate::domain::fault::FaultKind;
use crate::domain::{Draft, Fault};

/// So many faults and so many notices are listed; the totals say all.
pub const MOST_LISTED: usize = 10_000;

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
    /// How many faults there are; at most [`MOST_LISTED`] are listed.
    pub faults_total: usize,
    pub faults: Vec<Fault>,
    pub notices: Vec<Fault>,
    pub file: File,
    pub columns: Vec<Column>,
    pub fields: Fields,
    /// Statuses that the import would change, by commune and line.
    pub changes: Vec<StatusChange>,
    pub changes_total: usize,
}

impl Report {
    /// The same file once more: nothing changes, and nothing is wrong.
    pub fn only_repeated(&self) -> bool {
        self.faults
            .iter()
            .all(|fault| matches!(fault.kind, FaultKind::AlreadyImported { .. }))
    }
}

/// What the file is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct File {
    pub name: String,
    /// `csv` or `xlsx`; empty if it is neither.
    pub kind: &'static str,
    /// Of a CSV file's bytes, or of a workbook's texts: `UTF-8`, `TCVN3`, …
    pub encoding: &'static str,
    /// The sheet that was read, and all there are; of a workbook only.
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    /// Row number of the header; 0 if none was looked for.
    pub header_row: u32,
}

/// A column that has a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// As it stands in the file.
    pub header: String,
    pub field: Option<Field>,
    /// Up to three different values.
    pub samples: Vec<String>,
    /// From 0.
    #[serde(skip)]
    pub position: usize,
}

/// The fields that a column can hold: `[{field, vi, en, required}]`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fields;

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(Field::all().map(OneField))
    }
}

struct OneField(Field);

impl Serialize for OneField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("field", &self.0)?;
        map.serialize_entry("vi", self.0.vi())?;
        map.serialize_entry("en", self.0.name())?;
        map.serialize_entry("required", &self.0.required())?;
        map.end()
    }
}

/// A commune whose status for a line the import would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusChange {
    /// Of the commune.
    pub code: String,
    pub name: String,
    pub district: String,
    pub border: bool,
    pub line: String,
    pub before: &'static str,
    pub after: &'static str,
}
