//! The table that somebody handed in, with what is wrong marked in its cells: to be corrected and handed in again.
//!
//! A workbook stays the user's own: their other sheets, formats, widths and lists (`kept` changes only the cells that
//! something is said of). A CSV file, and a workbook that cannot be changed so, is written anew with the same cells in
//! the same places (`rewritten`). Either way faulty cells are red and odd ones yellow, with a note in Vietnamese and
//! English, and a sheet of its own lists everything.
//!
//! Not by `umya-spreadsheet`, which would bring second versions of `zip` and `quick-xml`, and a stack of cryptography.

mod comments;
mod kept;
mod rewritten;
mod styles;

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use crate::domain::Fault;
use crate::exchange::import::{self, File, Options, Report};

/// The sheet that lists everything.
const FAULTS: &str = "Lỗi nhập liệu";
/// Who writes the notes.
const AUTHOR: &str = "Vùng phủ";
/// Fills of our own, a shade beside those that Excel offers, so that they can be told from a user's and taken off again.
const RED: u32 = 0x00FF_C7CD;
const YELLOW: u32 = 0x00FF_EB9B;

#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// There is no table in which anything could be marked.
    #[error("the file cannot be read as a table")]
    Unreadable(Box<Fault>),
    #[error("cannot write the workbook: {0}")]
    Write(#[from] XlsxError),
}

/// What is to be said of a cell.
#[derive(Default)]
struct Mark<'a> {
    faults: Vec<&'a Fault>,
    notices: Vec<&'a Fault>,
}

/// By row number (from 1) and column (from 0).
type Marks<'a> = BTreeMap<(u32, u16), Mark<'a>>;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shade {
    None,
    Notice,
    Fault,
}

impl Mark<'_> {
    fn shade(&self) -> Shade {
        if self.faults.is_empty() {
            Shade::Notice
        } else {
            Shade::Fault
        }
    }

    /// Everything about a cell, in Vietnamese and then in English.
    fn words(&self) -> String {
        let all = || self.faults.iter().chain(&self.notices);
        let mut lines: Vec<String> = all().map(|fault| fault.kind.vi()).collect();
        for fault in all().filter(|fault| !fault.candidates.is_empty()) {
            lines.push(format!("Có phải: {}?", suggestions(fault)));
        }
        lines.push(String::from("—"));
        lines.extend(all().map(|fault| fault.kind.en()));
        lines.join("\n")
    }
}

/// The file as a workbook (XLSX) with the report's faults and notices marked in it.
///
/// # Errors
/// If the file is no table, or cannot be written as a workbook.
pub fn marked(bytes: &[u8], options: &Options, report: &Report) -> Result<Vec<u8>, MarkError> {
    let marks = marks(report);
    if let Some(sheet) = &report.file.sheet
        && let Some(workbook) = kept::kept(bytes, sheet, report, &marks)
    {
        return Ok(workbook);
    }
    let mut file = File::default();
    let table = import::table(bytes, options, &|_, _| {}, &mut file)
        .map_err(|fault| MarkError::Unreadable(Box::new(fault)))?;
    Ok(rewritten::rewritten(&table, &file, report, &marks)?)
}

fn marks(report: &Report) -> Marks<'_> {
    let mut marks = Marks::new();
    let place = |fault: &Fault| {
        let column = report.columns.iter().find(|c| c.header == fault.column)?;
        let row = u32::try_from(fault.row).ok().filter(|row| *row > 0)?;
        Some((row, u16::try_from(column.position).ok()?))
    };
    for fault in &report.faults {
        if let Some(at) = place(fault) {
            marks.entry(at).or_default().faults.push(fault);
        }
    }
    for notice in &report.notices {
        if let Some(at) = place(notice) {
            marks.entry(at).or_default().notices.push(notice);
        }
    }
    marks
}

/// The places that may have been meant.
fn suggestions(fault: &Fault) -> String {
    let named = fault.candidates.iter().map(|c| match c.district.as_str() {
        "" => c.code.clone(),
        district => format!("{} ({}, {district})", c.name, c.code),
    });
    named.collect::<Vec<_>>().join("; ")
}

/// The list of everything, row by row: the headers, then row, column, value, level, Vietnamese, English, suggestions.
fn list(report: &Report) -> Vec<[String; 7]> {
    let headers = ["Dòng", "Cột", "Giá trị", "Mức", "Lỗi", "Error", "Gợi ý"];
    let mut rows = vec![headers.map(str::to_owned)];
    let faults = report.faults.iter().map(|fault| (fault, "lỗi"));
    let notices = report.notices.iter().map(|notice| (notice, "lưu ý"));
    for (fault, level) in faults.chain(notices) {
        let row = if fault.row > 0 {
            fault.row.to_string()
        } else {
            String::new()
        };
        rows.push([
            row,
            fault.column.clone(),
            fault.value.clone(),
            level.to_owned(),
            fault.kind.vi(),
            fault.kind.en(),
            suggestions(fault),
        ]);
    }
    let more = report.faults_total - report.faults.len();
    if more > 0 {
        let mut last = [const { String::new() }; 7];
        last[4] = format!("và {more} lỗi khác");
        last[5] = format!("and {more} more");
        rows.push(last);
    }
    rows
}
