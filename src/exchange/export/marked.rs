//! The table that somebody handed in, with what is wrong marked in its cells: to be corrected and handed in again.
//!
//! Rows and columns stay where they were, so that the report and the workbook speak of the same cells; faulty cells are
//! red and odd ones yellow, with a note in Vietnamese and English, and a second sheet lists everything.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, Formula, Note, Workbook, Worksheet, XlsxError};

use super::template::properties;
use crate::domain::Fault;
use crate::exchange::import::table::{Kind, Row, Table, TextId};
use crate::exchange::import::{self, Field, File, Options, Report};

const FAULTS: &str = "Lỗi nhập liệu";
const DATA: &str = "Hoạt động";
/// A cell of Excel's holds no more characters.
const MOST_IN_CELL: usize = 32_767;

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

/// The file as a workbook (XLSX) with the report's faults and notices marked in it.
///
/// # Errors
/// If the file is no table, or cannot be written as a workbook.
pub fn marked(bytes: &[u8], options: &Options, report: &Report) -> Result<Vec<u8>, MarkError> {
    let mut file = File::default();
    let table = import::table(bytes, options, &|_, _| {}, &mut file)
        .map_err(|fault| MarkError::Unreadable(Box::new(fault)))?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("Bảng đã đánh dấu lỗi")?);
    let sheet = workbook.add_worksheet();
    if sheet
        .set_name(file.sheet.as_deref().unwrap_or(DATA))
        .is_err()
    {
        sheet.set_name(DATA)?;
    }
    let mut writer = Writer {
        sheet,
        table: &table,
        days: days(report),
        formats: HashMap::new(),
    };
    writer.write(&marks(report))?;
    for column in &report.columns {
        let at = u16::try_from(column.position).unwrap_or(u16::MAX);
        let wide = column.header.chars().count().max(12);
        sheet.set_column_width(at, u32::try_from(wide.min(50)).unwrap_or(12))?;
    }
    list(workbook.add_worksheet(), report)?;
    Ok(workbook.save_to_buffer()?)
}

/// By row number and column.
fn marks(report: &Report) -> HashMap<(u32, u16), Mark<'_>> {
    let mut marks: HashMap<(u32, u16), Mark<'_>> = HashMap::new();
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

/// The columns that hold days.
fn days(report: &Report) -> Vec<u16> {
    let is_day = |field| matches!(field, Some(Field::Start | Field::End));
    let columns = report.columns.iter().filter(|column| is_day(column.field));
    columns
        .filter_map(|column| u16::try_from(column.position).ok())
        .collect()
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    day: bool,
    shade: Shade,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shade {
    None,
    Notice,
    Fault,
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    table: &'a Table,
    days: Vec<u16>,
    formats: HashMap<Look, Format>,
}

impl Writer<'_> {
    fn write(&mut self, marks: &HashMap<(u32, u16), Mark<'_>>) -> Result<(), XlsxError> {
        for block in self.table.merged() {
            let (first, last) = block.rows;
            let plain = Format::new();
            // Blocks that overlap are no blocks; the values stand in their first cells anyway.
            let column = block.column;
            let _ = self
                .sheet
                .merge_range(first - 1, column, last - 1, column, "", &plain);
        }
        let table = self.table;
        for row in &table.rows {
            for cell in table.cells(row) {
                let shade = marks
                    .get(&(row.number, cell.column))
                    .map_or(Shade::None, shade);
                self.cell(row, cell.column, cell.text, shade)?;
            }
        }
        for (&(row, column), mark) in marks {
            let empty = table
                .rows
                .binary_search_by_key(&row, |r| r.number)
                .map_or(true, |ix| table.at(&table.rows[ix], column.into()) == 0);
            if empty {
                let look = Look {
                    day: false,
                    shade: shade(mark),
                };
                let format = self.format(look);
                self.sheet.write_blank(row - 1, column, &format)?;
            }
            let note = Note::new(words(mark))
                .set_author("Vùng phủ")
                .add_author_prefix(false)
                .set_width(300)
                .set_height(110);
            self.sheet.insert_note(row - 1, column, &note)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: &Row, column: u16, id: TextId, shade: Shade) -> Result<(), XlsxError> {
        let (kind, text) = (self.table.texts.kind(id), self.table.texts.text(id));
        let at = row.number - 1;
        // Days counted from 1904 are no days in a workbook that counts from 1900.
        let counted = kind == Kind::Number && self.table.from_1904 && self.days.contains(&column);
        let day = match kind {
            Kind::Date => text.parse().ok(),
            Kind::Number if counted => text
                .parse()
                .ok()
                .and_then(|number| import::serial_day(number, true)),
            _ => None,
        };
        let look = Look {
            day: day.is_some(),
            shade,
        };
        let format = self.format(look);
        match (day, kind, text.parse::<f64>()) {
            (Some(day), ..) => {
                let number = import::day_serial(day);
                self.sheet
                    .write_number_with_format(at, column, number, &format)?;
            }
            (None, Kind::Number, Ok(number)) => {
                self.sheet
                    .write_number_with_format(at, column, number, &format)?;
            }
            (None, Kind::Error, _) => {
                let error = Formula::new("=NA()").set_result(text);
                self.sheet
                    .write_formula_with_format(at, column, error, &format)?;
            }
            _ => {
                let text: String = text.chars().take(MOST_IN_CELL).collect();
                self.sheet
                    .write_string_with_format(at, column, text, &format)?;
            }
        }
        Ok(())
    }

    fn format(&mut self, look: Look) -> Format {
        let make = || {
            let format = match look.shade {
                Shade::None => Format::new(),
                Shade::Notice => Format::new().set_background_color(Color::RGB(0x00FF_EB9C)),
                Shade::Fault => Format::new()
                    .set_background_color(Color::RGB(0x00FF_C7CE))
                    .set_font_color(Color::RGB(0x009C_0006)),
            };
            if look.day {
                format.set_num_format("dd/mm/yyyy")
            } else {
                format
            }
        };
        self.formats.entry(look).or_insert_with(make).clone()
    }
}

fn shade(mark: &Mark<'_>) -> Shade {
    if mark.faults.is_empty() {
        Shade::Notice
    } else {
        Shade::Fault
    }
}

/// Everything about a cell, in Vietnamese and then in English.
fn words(mark: &Mark<'_>) -> String {
    let all = || mark.faults.iter().chain(&mark.notices);
    let mut lines: Vec<String> = all().map(|fault| fault.kind.vi()).collect();
    for fault in all().filter(|fault| !fault.candidates.is_empty()) {
        lines.push(format!("Có phải: {}?", suggestions(fault)));
    }
    lines.push(String::from("—"));
    lines.extend(all().map(|fault| fault.kind.en()));
    lines.join("\n")
}

fn suggestions(fault: &Fault) -> String {
    let named = fault.candidates.iter().map(|c| match c.district.as_str() {
        "" => c.code.clone(),
        district => format!("{} ({}, {district})", c.name, c.code),
    });
    named.collect::<Vec<_>>().join("; ")
}

fn list(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_name(FAULTS)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    let headers = ["Dòng", "Cột", "Giá trị", "Mức", "Lỗi", "Error", "Gợi ý"];
    for (header, (column, width)) in headers
        .into_iter()
        .zip((0..).zip([7, 20, 30, 8, 60, 60, 60]))
    {
        sheet.write_string_with_format(0, column, header, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    let faults = report.faults.iter().map(|fault| (fault, "lỗi"));
    let notices = report.notices.iter().map(|notice| (notice, "lưu ý"));
    let mut at = 0;
    for (fault, level) in faults.chain(notices) {
        at += 1;
        if fault.row > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a sheet has a million rows")]
            sheet.write_number(at, 0, fault.row as f64)?;
        }
        let texts = [
            fault.column.clone(),
            fault.value.clone(),
            level.to_owned(),
            fault.kind.vi(),
            fault.kind.en(),
            suggestions(fault),
        ];
        for (text, column) in texts.iter().zip(1..) {
            if !text.is_empty() {
                let text: String = text.chars().take(MOST_IN_CELL).collect();
                sheet.write_string(at, column, text)?;
            }
        }
    }
    let more = report.faults_total - report.faults.len();
    if more > 0 {
        sheet.write_string(at + 1, 4, format!("và {more} lỗi khác / and {more} more"))?;
    }
    Ok(())
}
