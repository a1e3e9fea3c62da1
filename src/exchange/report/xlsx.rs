//! The tables of a document as sheets of a workbook: numbers are numbers, totals are formulas, and it prints as it looks.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};

use super::document::{Align, Block, Cell, Document, Style, Table, Value};
use crate::domain::Language;

/// A4, as Excel numbers it.
const A4: u8 = 9;
/// Rows above a table's head: the caption and an empty one.
const ABOVE: u32 = 2;
/// Characters in a line of the sheet that has the text.
const ABOUT_WIDTH: f64 = 100.0;

/// # Errors
/// If a text does not fit into a cell.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    about(workbook.add_worksheet(), document)?;
    for section in &document.sections {
        for block in &section.blocks {
            if let Block::Table(table) = block {
                sheet(workbook.add_worksheet(), table, document.language)?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let time = ExcelDateTime::from_timestamp(document.time.as_second())?;
    Ok(DocProperties::new()
        .set_title(&document.title)
        .set_author(&document.author)
        .set_creation_datetime(&time))
}

/// What is told outside of the tables: the whole text, line by line.
fn about(sheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    sheet.set_name(document.language.choose("Báo cáo", "Report"))?;
    on_paper(sheet, false);
    sheet.set_column_width(0, ABOUT_WIDTH)?;
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = plain.clone().set_bold();
    let title = heading.clone().set_font_size(14);
    sheet.set_row_height(0, 40)?;
    sheet.write_string_with_format(0, 0, &document.title, &title)?;
    sheet.write_string_with_format(1, 0, &document.author, &plain)?;
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let mut row = 3;
    for block in blocks {
        let (text, format) = match block {
            Block::Heading { text, .. } => (text.clone(), &heading),
            Block::Table(table) => (format!("→ {}: {}", table.name, table.caption), &plain),
            // The letter's own form, which a workbook does not have.
            Block::Paragraph(paragraph) if paragraph.style == Style::Title => continue,
            Block::Paragraph(paragraph) => {
                let spans = paragraph.spans.iter();
                let bold = paragraph.spans.iter().any(|span| span.bold);
                let text = spans.map(|span| span.text.as_str()).collect();
                (text, if bold { &heading } else { &plain })
            }
            Block::Picture(_) | Block::Beside(_) => continue,
        };
        let length = text.chars().count();
        sheet.set_row_height(row, height(std::iter::once((length, ABOUT_WIDTH))))?;
        sheet.write_string_with_format(row, 0, text, format)?;
        row += 1;
    }
    Ok(())
}

fn on_paper(sheet: &mut Worksheet, landscape: bool) {
    if landscape {
        sheet.set_landscape();
    }
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C&P/&N");
}

fn sheet(sheet: &mut Worksheet, table: &Table, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(&table.name)?;
    on_paper(sheet, table.columns.len() > 6);
    let caption = Format::new().set_bold().set_font_size(13);
    sheet.write_string_with_format(0, 0, &table.caption, &caption)?;
    for (column, ix) in table.columns.iter().zip(0..) {
        // Millimetres into characters, with room for larger faces.
        sheet.set_column_width(ix, characters(column.width))?;
    }
    let mut row = ABOVE;
    for cells in &table.head {
        write(sheet, table, cells, row, language, true)?;
        row += 1;
    }
    let first = row;
    sheet.set_freeze_panes(first, 0)?;
    sheet.set_repeat_rows(ABOVE, first.saturating_sub(1))?;
    for cells in &table.rows {
        write(sheet, table, cells, row, language, false)?;
        row += 1;
    }
    Ok(())
}

/// Width of a column in characters of the sheet: millimetres, with some room for wider faces.
fn characters(millimetres: f32) -> f64 {
    (f64::from(millimetres) * 0.62).max(6.0)
}

/// Height of a row in points: programs that do not find it out by themselves would cut off what is wrapped.
fn height(texts: impl Iterator<Item = (usize, f64)>) -> f64 {
    let lines = texts.map(|(length, width)| {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        // Words do not fill their lines.
        (f64::from(length) * 1.15 / width).ceil()
    });
    15.0 * lines.fold(1.0, f64::max)
}

fn write(
    sheet: &mut Worksheet,
    table: &Table,
    cells: &[Cell],
    row: u32,
    language: Language,
    is_head: bool,
) -> Result<(), XlsxError> {
    let widths: Vec<f64> = table.columns.iter().map(|c| characters(c.width)).collect();
    let mut from = 0;
    let texts = cells.iter().map(|cell| {
        let columns = usize::from(cell.columns.max(1));
        let width: f64 = widths.iter().skip(from).take(columns).sum();
        from += columns;
        let length = cell.spans.iter().map(|span| span.text.chars().count());
        (length.sum(), width.max(1.0))
    });
    sheet.set_row_height(row, height(texts))?;
    let mut column: u16 = 0;
    for cell in cells {
        let columns = u16::from(cell.columns.max(1));
        let align = table.columns.get(usize::from(column)).map(|of| of.align);
        let align = cell.align.or(align).unwrap_or_default();
        let mut format = format(cell, align, language);
        if is_head {
            format = format.set_align(FormatAlign::VerticalCenter);
        }
        let text: String = cell.spans.iter().map(|span| span.text.as_str()).collect();
        if columns > 1 {
            sheet.merge_range(row, column, row, column + columns - 1, &text, &format)?;
        }
        match cell.value {
            _ if columns > 1 => {}
            Value::Text => _ = sheet.write_string_with_format(row, column, &text, &format)?,
            Value::Number(n) | Value::Share(n) => {
                sheet.write_number_with_format(row, column, n, &format)?;
            }
            Value::Date(day) => {
                let day = ExcelDateTime::from_ymd(
                    u16::try_from(day.year()).unwrap_or(1900),
                    u8::try_from(day.month()).unwrap_or(1),
                    u8::try_from(day.day()).unwrap_or(1),
                )?;
                sheet.write_datetime_with_format(row, column, &day, &format)?;
            }
            Value::Total(n) => {
                let letter = rust_xlsxwriter::utility::column_number_to_name(column);
                let head = u32::try_from(table.head.len()).unwrap_or(1);
                // Rows of sheets count from 1.
                let sum = format!("=SUM({letter}{}:{letter}{row})", ABOVE + head + 1);
                let sum = Formula::new(sum).set_result(n.to_string());
                sheet.write_formula_with_format(row, column, sum, &format)?;
            }
        }
        column += columns;
    }
    Ok(())
}

fn format(cell: &Cell, align: Align, language: Language) -> Format {
    let mut format = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(match align {
            Align::Justify | Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        });
    format = match cell.value {
        Value::Text => format.set_num_format("@"),
        Value::Number(_) | Value::Total(_) => format.set_num_format("#,##0.###;-#,##0.###"),
        Value::Share(_) => format.set_num_format("0%"),
        Value::Date(_) => format.set_num_format(language.choose("dd/mm/yyyy", "d mmm yyyy")),
    };
    if let Value::Number(n) | Value::Total(n) = cell.value
        && n.fract() == 0.0
    {
        format = format.set_num_format("#,##0");
    }
    if cell.spans.iter().any(|span| span.bold) {
        format = format.set_bold();
    }
    if let Some(fill) = cell.fill {
        format = format.set_background_color(Color::from(fill));
    }
    format
}
