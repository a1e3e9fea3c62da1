//! CSV (RFC 4180) for spreadsheets and programs: UTF-8 with a byte order mark, comma, one row per feature.
//!
//! The header is row 1 and has the names of the properties, as every program expects it; what the table is about stands in
//! a document beside it (`csvw.rs`). A text that a spreadsheet program would take for a formula gets an apostrophe in front.

use std::collections::HashMap;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::coordinates;
use super::layer::{Features, Layer};
use crate::domain::Reference;
use crate::geo::{Portion, Value};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// # Errors
/// If the features cannot be had, or not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    let axes = coordinates::axes(layer);
    let names = layer.columns.iter().map(|(_, column)| column.name);
    table.write_record(names.chain(axes.iter().flatten().map(|axis| axis.name)))?;
    let names = PlaceNames::of(layer.reference);
    let mut cell = Vec::with_capacity(256);
    features(&mut |feature| {
        for (_, value) in layer.values(feature) {
            cell.clear();
            write_value(&mut cell, value, &names)?;
            table.write_field(&cell)?;
        }
        if axes.is_some() {
            let at = coordinates::of_feature(layer, feature);
            for number in [at.map(|at| at.x), at.map(|at| at.y)] {
                cell.clear();
                if let Some(number) = number {
                    write!(cell, "{number}")?;
                }
                table.write_field(&cell)?;
            }
        }
        end(&mut table)
    })?;
    table.flush()
}

/// Ends a row.
fn end<W: Write>(table: &mut Writer<W>) -> io::Result<()> {
    Ok(table.write_record(None::<&[u8]>)?)
}

/// What is missing stays empty.
fn write_value(cell: &mut Vec<u8>, value: &Value<'_>, names: &PlaceNames<'_>) -> io::Result<()> {
    match value {
        Value::Null => Ok(()),
        Value::Text(text) => {
            if is_formula(text) {
                cell.push(b'\'');
            }
            cell.extend_from_slice(text.as_bytes());
            Ok(())
        }
        Value::Bool(yes) => write!(cell, "{yes}"),
        Value::Integer(n) => write!(cell, "{n}"),
        Value::Number(n) => write!(cell, "{n}"),
        Value::Quantity(quantity) => write!(cell, "{quantity}"),
        Value::Date(day) => write!(cell, "{day}"),
        Value::Instant(at) => write!(cell, "{at}"),
        Value::Portions(portions) => {
            for (ix, portion) in portions.iter().enumerate() {
                if ix > 0 {
                    cell.extend_from_slice(b"; ");
                }
                names.write(cell, portion)?;
            }
            Ok(())
        }
    }
}

/// Whether spreadsheet programs compute a cell instead of showing it (OWASP, CSV injection).
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Places by id, for `03433 Thu Lũm: 420`.
struct PlaceNames<'a>(HashMap<&'a str, &'a str>);

impl<'a> PlaceNames<'a> {
    fn of(reference: &'a Reference) -> Self {
        let name = |place| (reference.place_id(place), reference.place_name(place));
        Self(reference.places().map(name).collect())
    }

    fn write(&self, cell: &mut Vec<u8>, portion: &Portion<'_>) -> io::Result<()> {
        let Portion { unit, quantity } = portion;
        match self.0.get(unit) {
            Some(name) => write!(cell, "{unit} {name}: {quantity}"),
            None => write!(cell, "{unit}: {quantity}"),
        }
    }
}
