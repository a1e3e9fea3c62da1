//! What the user answers to what a file leaves open.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fields::Field;

/// `{sheet?: "name", columns?: {"Header as in file": "field"|null}, places?: {"cell text": "unit code"}}`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The sheet of a workbook; without it, the first visible one that has a table of activities.
    pub sheet: Option<String>,
    /// What a column is, by its header as it stands in the file; `None` leaves the column out.
    pub columns: BTreeMap<String, Option<Field>>,
    /// Which unit is meant by the text of a cell (case and accents do not matter) that fits several places or none.
    pub places: BTreeMap<String, String>,
}
