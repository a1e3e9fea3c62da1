//! XLSX for people: a cover that says what it is with counts by status, the data with titles in the language, the 23 border
//! communes on a sheet of their own, and the shares of records row by row.
//!
//! Totals and counts are formulas, so that they follow who changes or filters; their results are stored too, for programs
//! that do not compute. Codes are text. The same data makes the same bytes.

mod cells;
mod cover;
mod portions;
mod table;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::layer::{Features, Layer};
use crate::domain::{Language, calendar};
use crate::geo::Value;
use cells::Formats;
use portions::Portions;
use table::Table;

/// More rows than people read, and than programs open without pause.
pub const MOST: usize = 50_000;

/// # Errors
/// If the features cannot be had, or not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bytes = workbook(layer, features)?;
    out.write_all(&bytes)
}

fn workbook(layer: &Layer<'_>, features: &mut Features<'_>) -> io::Result<Vec<u8>> {
    let formats = Formats::new();
    let names = Names::of(layer);
    let mut all = Table::new(layer, &formats, &names.data).map_err(failed)?;
    let mut border = Table::new(layer, &formats, &names.border).map_err(failed)?;
    let mut portions = Portions::new(layer, &formats, &names.portions).map_err(failed)?;
    let at_border = layer.columns.iter().find(|(_, c)| c.name == "border");
    let at_border = at_border.map(|(ix, _)| *ix);
    features(&mut |feature| {
        all.add(feature).map_err(failed)?;
        portions.add(feature).map_err(failed)?;
        match at_border.and_then(|ix| feature.values.get(ix)) {
            Some(Value::Bool(true)) => border.add(feature).map_err(failed),
            _ => Ok(()),
        }
    })?;
    let finish = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(layer)?);
        workbook.push_worksheet(cover::sheet(layer, &formats, &all, &names)?);
        // Where all are at the border, or none, one sheet says it.
        let apart = border.rows() > 0 && border.rows() < all.rows();
        workbook.push_worksheet(all.finish()?);
        if apart {
            workbook.push_worksheet(border.finish()?);
        }
        if portions.rows() > 0 {
            workbook.push_worksheet(portions.finish()?);
        }
        workbook.save_to_buffer()
    };
    finish().map_err(failed)
}

/// What the sheets are called. Sample data says so on every sheet.
struct Names {
    cover: String,
    data: String,
    border: String,
    portions: String,
}

impl Names {
    fn of(layer: &Layer<'_>) -> Self {
        let l = layer.language;
        let mark = if has_samples(layer) {
            l.choose(" (MẪU)", " (SAMPLE)")
        } else {
            ""
        };
        let name = |vi: &str, en: &str| format!("{}{mark}", l.choose(vi, en));
        Self {
            cover: name("Giới thiệu", "About"),
            data: name("Dữ liệu", "Data"),
            border: name("Xã biên giới", "Border communes"),
            portions: name("Địa bàn, số lượng", "Places, quantities"),
        }
    }
}

/// Whether any of the data is made up.
fn has_samples(layer: &Layer<'_>) -> bool {
    layer.about.notes.iter().any(|note| note.key == "notice")
}

/// The time of the data stands for the time of writing, so that bytes do not depend on the clock.
fn properties(layer: &Layer<'_>) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(layer.about.title(layer.language))
        .set_author("Vùng phủ")
        .set_creation_datetime(&moment(layer.about.time)?))
}

/// What Vietnam's calendar and clock show.
fn moment(at: jiff::Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let there = calendar::local(at);
    let hour = u16::try_from(there.hour()).unwrap_or_default();
    let minute = u8::try_from(there.minute()).unwrap_or_default();
    day(there.date())?.and_hms(hour, minute, f64::from(there.second()))
}

fn day(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or_default();
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

/// A4 landscape, as wide as the page, the header on every page; what it is and the page number below.
fn on_paper(sheet: &mut Worksheet, layer: &Layer<'_>) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4);
    sheet.set_landscape();
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    // The bound of such a line is 255 characters.
    let title: String = layer
        .about
        .title(layer.language)
        .chars()
        .take(120)
        .collect();
    let page = layer.language.choose("Trang", "Page");
    sheet.set_footer(format!("&L{}&R{page} &P/&N", title.replace('&', "&&")));
    if has_samples(layer) {
        let sample = match layer.language {
            Language::Vi => "Có dữ liệu mẫu – không phải số liệu thật",
            Language::En => "Contains sample data – not real figures",
        };
        sheet.set_header(format!("&C&B{sample}"));
    }
    Ok(())
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error)
}
