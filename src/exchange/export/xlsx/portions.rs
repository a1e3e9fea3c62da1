//! The shares of records, one row each: what was given to which place, for sums by place in a pivot table.

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::cells::Formats;
use super::{day, on_paper};
use crate::domain::place_words;
use crate::exchange::export::layer::Layer;
use crate::geo::{Feature, Portion, Value};

/// The properties of a record that its shares repeat, and how wide they are.
const REPEATED: [(&str, u16); 5] = [
    ("id", 38),
    ("plan_line", 22),
    ("title", 40),
    ("start", 12),
    ("state", 14),
];

pub struct Portions<'a> {
    layer: &'a Layer<'a>,
    formats: &'a Formats,
    sheet: Worksheet,
    rows: u32,
}

impl<'a> Portions<'a> {
    pub fn new(layer: &'a Layer<'a>, formats: &'a Formats, name: &str) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        let l = layer.language;
        let own = [
            (l.choose("Mã địa bàn", "Place code"), 14),
            (l.choose("Địa bàn", "Place"), 34),
            (l.choose("Huyện, thành phố", "District"), 18),
            (l.choose("Số lượng", "Quantity"), 12),
        ];
        let told = REPEATED.iter().filter_map(|(name, width)| {
            let (_, column) = layer.columns.iter().find(|(_, c)| c.name == *name)?;
            Some((layer.title(column), *width))
        });
        for ((title, width), ix) in told.chain(own).zip(0..) {
            sheet.write_string_with_format(0, ix, title, &formats.header)?;
            sheet.set_column_width(ix, width)?;
        }
        Ok(Self {
            layer,
            formats,
            sheet,
            rows: 0,
        })
    }

    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// Writes a row for each share of a record; nothing for what has none.
    pub fn add(&mut self, feature: &Feature<'_>) -> Result<(), XlsxError> {
        for (_, value) in self.layer.values(feature) {
            if let Value::Portions(portions) = value {
                for portion in portions {
                    self.row(feature, portion)?;
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, feature: &Feature<'_>, portion: &Portion<'_>) -> Result<(), XlsxError> {
        self.rows += 1;
        let row = self.rows;
        let Self {
            layer,
            formats,
            sheet,
            ..
        } = self;
        let mut ix = 0;
        for (name, _) in REPEATED {
            let Some((at, column)) = layer.columns.iter().find(|(_, c)| c.name == name) else {
                continue;
            };
            match feature.values.get(*at) {
                Some(Value::Text(text)) => {
                    let words = layer.meaning(column, text).unwrap_or(text);
                    sheet.write_string_with_format(row, ix, words, &formats.text)?;
                }
                Some(Value::Date(date)) => {
                    sheet.write_datetime_with_format(row, ix, day(*date)?, &formats.date)?;
                }
                _ => {}
            }
            ix += 1;
        }
        let reference = layer.reference;
        let place = reference.place(portion.unit);
        let name = place.map(|place| place_words::name(place, reference, layer.language));
        let district = place.and_then(|place| reference.district_of(place));
        let district = district.map(|ix| reference.units.districts[ix].name.as_str());
        let texts = [
            portion.unit,
            name.as_deref().unwrap_or(portion.unit),
            district.unwrap_or_default(),
        ];
        for (text, ix) in texts.into_iter().zip(ix..) {
            sheet.write_string_with_format(row, ix, text, &formats.text)?;
        }
        let quantity = portion.quantity.to_string();
        let format = if quantity.contains('.') {
            &formats.decimal
        } else {
            &formats.whole
        };
        let number: f64 = quantity.parse().unwrap_or_default();
        sheet.write_number_with_format(row, ix + 3, number, format)?;
        Ok(())
    }

    pub fn finish(mut self) -> Result<Worksheet, XlsxError> {
        let told = |name: &str| self.layer.columns.iter().any(|(_, c)| c.name == name);
        let repeated = REPEATED.iter().filter(|(name, _)| told(name)).count();
        let last = u16::try_from(repeated + 3).unwrap_or(u16::MAX);
        self.sheet.set_row_height(0, 32)?;
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.autofilter(0, 0, self.rows, last)?;
        let text = IgnoreError::NumberStoredAsText;
        self.sheet.ignore_error_range(1, 0, self.rows, last, text)?;
        on_paper(&mut self.sheet, self.layer)?;
        Ok(self.sheet)
    }
}
