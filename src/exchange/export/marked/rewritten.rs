//! The table written anew, as a workbook: the same cells in the same places, and nothing else of the file.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, Formula, Note, Workbook, Worksheet, XlsxError};

use super::{AUTHOR, FAULTS, Marks, RED, Shade, YELLOW, list};
use crate::exchange::export::template::{on_paper, properties};
use crate::exchange::import::table::{Kind, Row, Table, TextId};
use crate::exchange::import::{self, Field, File, Report};

const DATA: &str = "Hoạt động";
/// A cell of Excel's holds no more characters.
const MOST_IN_CELL: usize = 32_767;

pub(super) fn rewritten(
    table: &Table,
    file: &File,
    report: &Report,
    marks: &Marks<'_>,
) -> Result<Vec<u8>, XlsxError> {
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
        table,
        days: days(report),
        formats: HashMap::new(),
    };
    writer.write(marks)?;
    on_paper(sheet);
    for column in &report.columns {
        let at = u16::try_from(column.position).unwrap_or(u16::MAX);
        let texts = std::iter::once(&column.header).chain(&column.samples);
        let wide = texts.map(|text| text.chars().count() + 2).max();
        let wide = wide.unwrap_or_default().max(12);
        sheet.set_column_width(at, u32::try_from(wide.min(50)).unwrap_or(12))?;
    }
    list_sheet(workbook.add_worksheet(), report)?;
    workbook.save_to_buffer()
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

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    table: &'a Table,
    days: Vec<u16>,
    formats: HashMap<Look, Format>,
}

impl Writer<'_> {
    fn write(&mut self, marks: &Marks<'_>) -> Result<(), XlsxError> {
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
                    .map_or(Shade::None, super::Mark::shade);
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
                    shade: mark.shade(),
                };
                let format = self.format(look);
                self.sheet.write_blank(row - 1, column, &format)?;
            }
            let note = Note::new(mark.words())
                .set_author(AUTHOR)
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
                Shade::Notice => Format::new().set_background_color(Color::RGB(YELLOW)),
                Shade::Fault => Format::new()
                    .set_background_color(Color::RGB(RED))
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

fn list_sheet(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_name(FAULTS)?;
    on_paper(sheet);
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in (0..).zip([7, 20, 30, 8, 60, 60, 60]) {
        sheet.set_column_width(column, width)?;
    }
    for (row, cells) in (0..).zip(list(report)) {
        for (column, text) in (0..).zip(&cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<u32>() {
                Ok(number) if column == 0 => drop(sheet.write_number(row, column, number)?),
                _ => drop(sheet.write_string(row, column, text)?),
            }
        }
    }
    Ok(())
}
