//! A sheet with one row per feature: the header stays in sight, rows can be filtered, sums stand below.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, Formula, IgnoreError, Worksheet, XlsxError};

use super::cells::{self, Formats};
use super::{day, moment, on_paper};
use crate::domain::{place_words, words};
use crate::exchange::export::coordinates::{self, Axis};
use crate::exchange::export::layer::Layer;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Feature, Portion, Value};

/// Widths in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 44;

/// A cell holds no more characters (Excel's bound).
const MOST_CHARACTERS: usize = 32_767;

pub struct Table<'a> {
    layer: &'a Layer<'a>,
    formats: &'a Formats,
    sheet: Worksheet,
    axes: Option<[Axis; 2]>,
    rows: u32,
    /// The longest text of each column, in characters.
    longest: Vec<usize>,
    sums: Vec<f64>,
    statuses: HashMap<String, Format>,
    /// How often each status stands, at all and at border communes.
    counts: HashMap<String, (usize, usize)>,
}

impl<'a> Table<'a> {
    pub fn new(layer: &'a Layer<'a>, formats: &'a Formats, name: &str) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        let axes = coordinates::axes(layer);
        let l = layer.language;
        let mut longest = Vec::new();
        let titles = layer.columns.iter().map(|(_, column)| layer.title(column));
        let axes_too = axes
            .iter()
            .flatten()
            .map(|axis| l.choose(axis.title_vi, axis.title_en));
        for (title, ix) in titles.chain(axes_too).zip(0..) {
            sheet.write_string_with_format(0, ix, title, &formats.header)?;
            // Titles are broken into lines; a sign to filter by stands beside them.
            let word = title.split(' ').map(|word| word.chars().count()).max();
            longest.push(word.unwrap_or_default() + 3);
        }
        Ok(Self {
            layer,
            formats,
            sheet,
            axes,
            rows: 0,
            sums: vec![0.0; longest.len()],
            longest,
            statuses: HashMap::new(),
            counts: HashMap::new(),
        })
    }

    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// Writes a feature as the next row.
    pub fn add(&mut self, feature: &Feature<'_>) -> Result<(), XlsxError> {
        self.rows += 1;
        let row = self.rows;
        let mut status = None;
        let mut at_border = false;
        for ((column, value), ix) in self.layer.values(feature).zip(0..) {
            match value {
                Value::Text(text) if column.name == "status" => status = Some(text.to_string()),
                Value::Bool(yes) if column.name == "border" => at_border = *yes,
                _ => {}
            }
            self.cell(row, ix, column, value)?;
        }
        if let Some(status) = status {
            let (all, border) = self.counts.entry(status).or_default();
            *all += 1;
            *border += usize::from(at_border);
        }
        if self.axes.is_some()
            && let Some(at) = coordinates::of_feature(self.layer, feature)
        {
            let format = if self.layer.crs.is_projected() {
                &self.formats.metres
            } else {
                &self.formats.degrees
            };
            for (number, ix) in [at.x, at.y].into_iter().zip(self.layer.columns.len()..) {
                let ix = u16::try_from(ix).unwrap_or(u16::MAX);
                self.sheet
                    .write_number_with_format(row, ix, number, format)?;
                self.longest[usize::from(ix)] = self.longest[usize::from(ix)].max(13);
            }
        }
        Ok(())
    }

    fn cell(
        &mut self,
        row: u32,
        ix: u16,
        column: &Column,
        value: &Value<'_>,
    ) -> Result<(), XlsxError> {
        let language = self.layer.language;
        let formats = self.formats;
        let width = match value {
            Value::Null => return Ok(()),
            Value::Text(text) => self.text(row, ix, column, text)?,
            Value::Bool(yes) => {
                let words = words::yes(*yes, language);
                self.sheet
                    .write_string_with_format(row, ix, words, &formats.text)?;
                words.chars().count()
            }
            Value::Integer(n) => self.number(row, ix, column, *n, &n.to_string())?,
            Value::Number(n) => self.number(row, ix, column, *n, &n.to_string())?,
            Value::Quantity(quantity) => {
                let written = quantity.to_string();
                let number: f64 = written.parse().unwrap_or_default();
                self.number(row, ix, column, number, &written)?
            }
            Value::Date(date) => {
                let format = &formats.date;
                self.sheet
                    .write_datetime_with_format(row, ix, day(*date)?, format)?;
                10
            }
            Value::Instant(at) => {
                let format = &formats.moment;
                self.sheet
                    .write_datetime_with_format(row, ix, moment(*at)?, format)?;
                16
            }
            Value::Portions(portions) => {
                let text = self.portions(portions);
                self.sheet
                    .write_string_with_format(row, ix, fitting(&text), &formats.prose)?;
                text.chars().count()
            }
        };
        let longest = &mut self.longest[usize::from(ix)];
        *longest = width.max(*longest);
        Ok(())
    }

    fn text(&mut self, row: u32, ix: u16, column: &Column, text: &str) -> Result<usize, XlsxError> {
        let words = self.layer.meaning(column, text).unwrap_or(text);
        let format = match column.name {
            "status" => {
                let plain = || cells::status(text).unwrap_or_else(|| self.formats.text.clone());
                &*self.statuses.entry(text.to_owned()).or_insert_with(plain)
            }
            _ if column.kind == ColumnKind::Prose => &self.formats.prose,
            _ => &self.formats.text,
        };
        self.sheet
            .write_string_with_format(row, ix, fitting(words), format)?;
        Ok(words.chars().count())
    }

    fn number(
        &mut self,
        row: u32,
        ix: u16,
        column: &Column,
        number: impl Into<Number>,
        written: &str,
    ) -> Result<usize, XlsxError> {
        let Number(number) = number.into();
        let format = self.formats.number(column, !written.contains('.'));
        self.sheet
            .write_number_with_format(row, ix, number, format)?;
        self.sums[usize::from(ix)] += number;
        // Signs between thousands, as many decimals as are shown.
        Ok(written.len().min(12) + 2)
    }

    /// `Dào San (Phong Thổ): 420; Ma Li Pho (Phong Thổ): 300`
    fn portions(&self, portions: &[Portion<'_>]) -> String {
        let Layer {
            reference,
            language,
            ..
        } = self.layer;
        let told = |Portion { unit, quantity }: &Portion<'_>| {
            let place = reference.place(unit);
            let name = place.map_or((*unit).to_owned(), |place| {
                place_words::name(place, reference, *language)
            });
            format!("{name}: {}", words::quantity(*quantity, *language))
        };
        let told: Vec<String> = portions.iter().map(told).collect();
        told.join("; ")
    }

    /// The column of a property, and its letter.
    pub fn letter(&self, name: &str) -> Option<String> {
        let mut columns = self.layer.columns.iter();
        let ix = columns.position(|(_, column)| column.name == name)?;
        let ix = u16::try_from(ix).ok()?;
        Some(rust_xlsxwriter::utility::column_number_to_name(ix))
    }

    /// How often a status stands, at all and at border communes.
    pub fn count(&self, status: &str) -> (usize, usize) {
        self.counts.get(status).copied().unwrap_or_default()
    }

    /// The sheet with its sums, widths and print set-up.
    pub fn finish(mut self) -> Result<Worksheet, XlsxError> {
        let width = u16::try_from(self.longest.len()).unwrap_or(u16::MAX);
        self.sheet.set_row_height(0, 45)?;
        // The header, and what the row is about.
        self.sheet.set_freeze_panes(1, width.min(2))?;
        for (longest, ix) in self.longest.iter().zip(0..) {
            let width = (*longest + 2).clamp(NARROWEST, WIDEST);
            self.sheet
                .set_column_width(ix, u16::try_from(width).unwrap_or(u16::MAX))?;
        }
        if self.rows > 0 && width > 0 {
            self.sheet.autofilter(0, 0, self.rows, width - 1)?;
            let text = IgnoreError::NumberStoredAsText;
            self.sheet
                .ignore_error_range(1, 0, self.rows, width - 1, text)?;
            self.sum_up()?;
        }
        on_paper(&mut self.sheet, self.layer)?;
        Ok(self.sheet)
    }

    /// Sums of what is shown: they follow the filter.
    fn sum_up(&mut self) -> Result<(), XlsxError> {
        let row = self.rows + 1;
        let sums: Vec<(u16, &Column)> = (0..)
            .zip(&self.layer.columns)
            .filter(|(_, (_, column))| column.adds_up)
            .map(|(ix, (_, column))| (ix, *column))
            .collect();
        if sums.is_empty() {
            return Ok(());
        }
        let label = self.layer.language.choose("Tổng", "Total");
        let bold = |format: &Format| {
            format
                .clone()
                .set_bold()
                .set_border_top(rust_xlsxwriter::FormatBorder::Medium)
        };
        self.sheet
            .write_string_with_format(row, 0, label, &bold(&self.formats.text))?;
        for (ix, column) in sums {
            let letter = rust_xlsxwriter::utility::column_number_to_name(ix);
            let sum = (self.sums[usize::from(ix)] * 1e6).round() / 1e6;
            let formula = Formula::new(format!("=SUBTOTAL(109,{letter}2:{letter}{row})"));
            let format = bold(self.formats.number(column, sum.fract() == 0.0));
            self.sheet.write_formula_with_format(
                row,
                ix,
                formula.set_result(sum.to_string()),
                &format,
            )?;
        }
        Ok(())
    }
}

/// A number as cells have it.
struct Number(f64);

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(number)
    }
}

impl From<i64> for Number {
    #[expect(
        clippy::cast_precision_loss,
        reason = "years and counts are far below 2^53"
    )]
    fn from(number: i64) -> Self {
        Self(number as f64)
    }
}

/// As much of a text as a cell holds.
fn fitting(text: &str) -> &str {
    let mut ends = text.char_indices().map(|(at, _)| at);
    ends.nth(MOST_CHARACTERS).map_or(text, |end| &text[..end])
}
