//! The table (`.dbf`, dBASE III): fields of fixed width, text in UTF-8.

use std::io::{self, Seek, SeekFrom, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::SpooledTempFile;

use super::names::Names;
use crate::exchange::export::layer::Layer;
use crate::exchange::export::said::moment;
use crate::exchange::export::waiting;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Feature, Portion, Value};

/// Bytes of a text, at most: longer ones are cut, and the page beside the table says so.
pub(super) const MOST: usize = 254;

const DBASE_III: u8 = 3;
const END_OF_FIELDS: u8 = 0x0D;
const END_OF_FILE: u8 = 0x1A;
const NOT_DELETED: u8 = b' ';

pub(super) struct Table {
    file: SpooledTempFile,
    fields: Vec<Field>,
    count: u32,
    /// How many texts were cut, by field.
    cut: Vec<usize>,
}

/// How a column is kept.
#[derive(Clone, Copy)]
struct Field {
    kind: Kind,
    width: u8,
    decimals: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text = b'C' as isize,
    Number = b'N' as isize,
    Logical = b'L' as isize,
    Day = b'D' as isize,
}

impl Field {
    fn of(column: &Column) -> Self {
        let (kind, width, decimals) = match column.kind {
            ColumnKind::Bool => (Kind::Logical, 1, 0),
            ColumnKind::Date => (Kind::Day, 8, 0),
            ColumnKind::Integer => (Kind::Number, 18, 0),
            ColumnKind::Quantity => (Kind::Number, 18, 3),
            ColumnKind::Number => (Kind::Number, 24, 15),
            ColumnKind::Instant => (Kind::Text, 24, 0),
            ColumnKind::Text | ColumnKind::Prose | ColumnKind::Json => {
                (Kind::Text, text_width(column), 0)
            }
        };
        Self {
            kind,
            width,
            decimals,
        }
    }
}

/// As wide as the longest of the values it may take, where they are few or of one length.
fn text_width(column: &Column) -> u8 {
    if column.format == Some("uuid") {
        return 36;
    }
    let longest = column.values.iter().map(|value| value.len()).max();
    let most = longest.unwrap_or(MOST).min(MOST);
    u8::try_from(most).unwrap_or(u8::MAX)
}

impl Table {
    pub(super) fn new(layer: &Layer<'_>, names: &Names) -> io::Result<Self> {
        let fields: Vec<Field> = layer.columns.iter().map(|(_, c)| Field::of(c)).collect();
        let mut file = waiting::file();
        let head = 32 * (fields.len() + 1) + 1;
        let width = 1 + fields.iter().map(|f| usize::from(f.width)).sum::<usize>();
        let mut header = vec![0; 8];
        for length in [head, width] {
            let length = u16::try_from(length).map_err(io::Error::other)?;
            header.extend_from_slice(&length.to_le_bytes());
        }
        // No code page: the file `.cpg` says which it is.
        header.resize(32, 0);
        for (field, (_, name)) in fields.iter().zip(names.iter()) {
            let start = header.len();
            header.extend_from_slice(name.as_bytes());
            header.resize(start + 11, 0);
            header.push(field.kind as u8);
            header.resize(start + 16, 0);
            header.extend_from_slice(&[field.width, field.decimals]);
            header.resize(start + 32, 0);
        }
        header.push(END_OF_FIELDS);
        file.write_all(&header)?;
        Ok(Self {
            cut: vec![0; fields.len()],
            file,
            fields,
            count: 0,
        })
    }

    pub(super) fn add(&mut self, layer: &Layer<'_>, feature: &Feature<'_>) -> io::Result<()> {
        let mut record = vec![NOT_DELETED];
        let values = layer.values(feature).map(|(_, value)| value);
        for (ix, (field, value)) in self.fields.iter().zip(values).enumerate() {
            let width = usize::from(field.width);
            let text = written(*field, value)?;
            let end = record.len() + width;
            match field.kind {
                Kind::Text => {
                    let kept = within(&text, width);
                    self.cut[ix] += usize::from(kept.len() < text.len());
                    record.extend_from_slice(kept.as_bytes());
                }
                _ => {
                    record.resize(end - text.len(), b' ');
                    record.extend_from_slice(text.as_bytes());
                }
            }
            record.resize(end, b' ');
        }
        self.count += 1;
        self.file.write_all(&record)
    }

    /// Names of fields with the number of texts that were cut.
    pub(super) fn cut<'n>(&self, names: &'n Names) -> Vec<(&'n str, usize)> {
        let fields = names.iter().map(|(_, short)| short);
        let cut = fields.zip(self.cut.iter().copied());
        cut.filter(|(_, count)| *count > 0).collect()
    }

    /// The file with the number of its records, and the day on which the data was so.
    pub(super) fn finish(mut self, time: Timestamp) -> io::Result<SpooledTempFile> {
        self.file.write_all(&[END_OF_FILE])?;
        let day = TimeZone::UTC.to_datetime(time).date();
        let year = u8::try_from(day.year() - 1900).unwrap_or_default();
        let part = |n: i8| u8::try_from(n).unwrap_or_default();
        self.file.seek(SeekFrom::Start(0))?;
        self.file
            .write_all(&[DBASE_III, year, part(day.month()), part(day.day())])?;
        self.file.write_all(&self.count.to_le_bytes())?;
        Ok(self.file)
    }
}

/// A value in letters; what is null has none, but for a logical one, whose letter says that nobody knows.
fn written(field: Field, value: &Value<'_>) -> io::Result<String> {
    let text = match value {
        Value::Null if field.kind == Kind::Logical => "?".to_owned(),
        Value::Null => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Bool(yes) => (if *yes { "T" } else { "F" }).to_owned(),
        Value::Integer(n) => n.to_string(),
        Value::Number(n) => number(*n, field),
        Value::Quantity(quantity) => quantity.to_string(),
        Value::Date(day) => day.strftime("%Y%m%d").to_string(),
        Value::Instant(at) => moment(*at),
        Value::Portions(portions) => listed(portions),
    };
    if field.kind != Kind::Text && text.len() > usize::from(field.width) {
        let message = format!("`{text}` is too long for a field of a shapefile's table");
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(text)
}

/// `03433: 420; 03434: 380`: shorter than as JSON, and of use even when cut.
fn listed(portions: &[Portion<'_>]) -> String {
    let told = |Portion { unit, quantity }: &Portion<'_>| format!("{unit}: {quantity}");
    portions.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// As short as it can be told from its neighbours, or else with fewer decimals, as many as there is room for.
fn number(n: f64, field: Field) -> String {
    let width = usize::from(field.width);
    let shortest = n.to_string();
    if shortest.len() <= width {
        return shortest;
    }
    (0..=usize::from(field.decimals))
        .rev()
        .map(|decimals| format!("{n:.decimals$}"))
        .find(|text| text.len() <= width)
        .unwrap_or(shortest)
}

/// The longest beginning of whole characters that fits.
fn within(text: &str, width: usize) -> &str {
    let end = text.floor_char_boundary(width);
    &text[..end]
}
