//! The first sheet: what the file is, and how many of which status. The counts are formulas over the data.

use rust_xlsxwriter::{Format, FormatBorder, Formula, Worksheet, XlsxError};

use super::cells::{self, Formats};
use super::table::Table;
use super::{Names, on_paper};
use crate::domain::words;
use crate::exchange::export::layer::Layer;

/// Notes that the counts below say better.
const COUNTED: [&str; 2] = ["by_status", "by_status_border"];

/// Characters of a line in the column of the notes' text, and points of a line's height.
const LINE: usize = 92;
const LINE_HEIGHT: u16 = 16;

pub fn sheet(
    layer: &Layer<'_>,
    formats: &Formats,
    data: &Table<'_>,
    names: &Names,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&names.cover)?;
    sheet.set_column_width(0, 30)?;
    sheet.set_column_width(1, 22)?;
    sheet.set_column_width(2, 22)?;
    sheet.set_column_width(3, 52)?;
    sheet.set_screen_gridlines(false);
    let title = layer.about.title(layer.language);
    sheet.merge_range(0, 0, 0, 3, title, &formats.title)?;
    sheet.set_row_height(0, 48)?;
    let row = counts(&mut sheet, layer, formats, data, names)?;
    notes(&mut sheet, layer, formats, row)?;
    on_paper(&mut sheet, layer)?;
    Ok(sheet)
}

fn notes(
    sheet: &mut Worksheet,
    layer: &Layer<'_>,
    formats: &Formats,
    mut row: u32,
) -> Result<(), XlsxError> {
    for note in &layer.about.notes {
        if COUNTED.contains(&note.key) {
            continue;
        }
        let (label, text) = note.in_language(layer.language);
        let (label_format, format) = match note.key {
            "notice" => (&formats.notice, &formats.notice),
            _ => (&formats.label, &formats.words),
        };
        sheet.write_string_with_format(row, 0, label, label_format)?;
        sheet.merge_range(row, 1, row, 3, text, format)?;
        let lines = text.chars().count().div_ceil(LINE).max(1);
        let lines = u16::try_from(lines).unwrap_or(u16::MAX);
        sheet.set_row_height(row, lines.saturating_mul(LINE_HEIGHT))?;
        row += 1;
    }
    Ok(())
}

/// A row for each status; gives the first row that is free.
fn counts(
    sheet: &mut Worksheet,
    layer: &Layer<'_>,
    formats: &Formats,
    data: &Table<'_>,
    names: &Names,
) -> Result<u32, XlsxError> {
    const FIRST: u32 = 2;
    let column = layer.columns.iter().find(|(_, c)| c.name == "status");
    let (Some((_, column)), Some(letter)) = (column, data.letter("status")) else {
        return Ok(FIRST);
    };
    let l = layer.language;
    let border = data.letter("border");
    let all = if border.is_some() {
        l.choose("Xã, phường, thị trấn", "Communes")
    } else {
        l.choose("Số lượng", "Number")
    };
    let mut headers = vec![l.choose("Tình trạng", "Status"), all];
    if border.is_some() {
        headers.push(l.choose("Xã biên giới", "Border communes"));
    }
    for (header, ix) in headers.into_iter().zip(0..) {
        sheet.write_string_with_format(FIRST, ix, header, &formats.header)?;
    }
    sheet.set_row_height(FIRST, 20)?;
    let cells = |letter: &str| {
        let last = data.rows() + 1;
        format!("'{}'!${letter}$2:${letter}${last}", names.data)
    };
    let yes = words::yes(true, l);
    let mut row = FIRST;
    let mut totals = (0, 0);
    for value in column.values {
        row += 1;
        let words = layer.meaning(column, value).unwrap_or(value);
        let format = cells::status(value).unwrap_or_else(|| formats.text.clone());
        sheet.write_string_with_format(row, 0, words, &format)?;
        let (all, at_border) = data.count(value);
        let one = format!("=COUNTIF({},$A{})", cells(&letter), row + 1);
        count(sheet, (row, 1), &one, all, &formats.whole)?;
        if let Some(border) = &border {
            let both = format!(
                "=COUNTIFS({},$A{},{},\"{yes}\")",
                cells(&letter),
                row + 1,
                cells(border)
            );
            count(sheet, (row, 2), &both, at_border, &formats.whole)?;
        }
        totals = (totals.0 + all, totals.1 + at_border);
    }
    let bold = |format: &Format| {
        format
            .clone()
            .set_bold()
            .set_border_top(FormatBorder::Medium)
    };
    sheet.write_string_with_format(row + 1, 0, l.choose("Tổng", "Total"), &bold(&formats.words))?;
    let sum = |letter: char| format!("=SUM({letter}{}:{letter}{})", FIRST + 2, row + 1);
    count(
        sheet,
        (row + 1, 1),
        &sum('B'),
        totals.0,
        &bold(&formats.whole),
    )?;
    if border.is_some() {
        count(
            sheet,
            (row + 1, 2),
            &sum('C'),
            totals.1,
            &bold(&formats.whole),
        )?;
    }
    Ok(row + 3)
}

fn count(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    formula: &str,
    result: usize,
    format: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula).set_result(result.to_string());
    sheet.write_formula_with_format(row, column, formula, format)?;
    Ok(())
}
