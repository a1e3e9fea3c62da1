//! KML 2.2 (OGC 07-147r2) for Google Earth: a folder for each status or district, in the map's colours, with what every
//! feature is in its balloon and as typed data.
//!
//! The folders' placemarks wait until all are read: what stands before them counts them and looks at their middle. The
//! crate `kml` is not used: it keeps a whole document in memory, as a tree.

mod placemark;
mod style;

use std::io::{self, Seek};

use geo_types::Rect;
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use tempfile::SpooledTempFile;

use super::layer::{Features, Layer};
use super::legend::Legend;
use super::said::{self, explained};
use super::waiting;
use crate::geo::feature::ColumnKind;
use crate::geo::{Crs, Feature, Value, shape};

/// The layer as a KML document. KML has longitudes and latitudes of WGS 84 and no others.
///
/// # Errors
/// If the layer is in another system, the features cannot be read, or the output not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if layer.crs.epsg() != Crs::Crs84.epsg() {
        let message = format!("KML is in WGS 84 only, not in `{}`", layer.crs.code());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let legend = Legend::of(layer);
    let mut folders = Folders::of(layer, legend.as_ref());
    let mut bounds: Option<Rect<f64>> = None;
    features(&mut |feature| {
        if let Some(shape) = &feature.shape {
            bounds = Some(bounds.map_or(shape.bbox, |all| shape::around(all, shape.bbox)));
        }
        let folder = folders.of_feature(feature);
        folder.count += 1;
        placemark::write(&mut folder.placemarks, layer, folder.style, feature)
    })?;
    let mut xml = Writer::new(out);
    document(&mut xml, layer, legend.as_ref(), &mut folders, bounds)
}

fn document(
    xml: &mut Writer<&mut dyn io::Write>,
    layer: &Layer<'_>,
    legend: Option<&Legend>,
    folders: &mut Folders,
    bounds: Option<Rect<f64>>,
) -> io::Result<()> {
    xml.get_mut()
        .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    let namespace = ("xmlns", "http://www.opengis.net/kml/2.2");
    open(xml, BytesStart::new("kml").with_attributes([namespace]))?;
    open(xml, BytesStart::new("Document"))?;
    text(xml, "name", &said::title(layer))?;
    text(xml, "open", "1")?;
    text(
        xml,
        "description",
        &style::description(layer, legend, folders),
    )?;
    if let Some(bounds) = bounds {
        style::look_at(xml, bounds)?;
    }
    style::styles(xml, layer, legend)?;
    schema(xml, layer)?;
    for folder in &mut folders.all {
        if folder.count == 0 {
            continue;
        }
        if let Some(label) = &folder.label {
            open(xml, BytesStart::new("Folder"))?;
            text(xml, "name", &format!("{label} ({})", folder.count))?;
        }
        let file = folder.placemarks.get_mut();
        file.rewind()?;
        io::copy(file, xml.get_mut())?;
        if folder.label.is_some() {
            close(xml, "Folder")?;
        }
    }
    close(xml, "Document")?;
    close(xml, "kml")
}

/// What is written of the features, apart by what the reader may want to show and hide.
struct Folders {
    all: Vec<Folder>,
    /// The property that decides, by its place among the values.
    by: Option<usize>,
}

struct Folder {
    value: String,
    /// None: not apart from others.
    label: Option<String>,
    style: &'static str,
    count: usize,
    placemarks: Writer<SpooledTempFile>,
}

impl Folder {
    fn new(value: &str, label: Option<String>, style: &'static str) -> Self {
        Self {
            value: value.to_owned(),
            label,
            style,
            count: 0,
            placemarks: Writer::new(waiting::file()),
        }
    }
}

impl Folders {
    /// By status where there is one, else by district, else all in one.
    fn of(layer: &Layer<'_>, legend: Option<&Legend>) -> Self {
        let place = |at: usize| layer.columns.get(at).map(|(place, _)| *place);
        if let Some(legend) = legend {
            let folder = |class: &super::legend::Class| {
                Folder::new(class.value, Some(class.label.clone()), class.value)
            };
            return Self {
                all: legend.classes.iter().map(folder).collect(),
                by: place(legend.column),
            };
        }
        let mut columns = layer.columns.iter();
        Self {
            all: vec![],
            by: columns
                .position(|(_, column)| column.name == "district")
                .and_then(place),
        }
    }

    fn of_feature(&mut self, feature: &Feature<'_>) -> &mut Folder {
        let value = match self.by.and_then(|place| feature.values.get(place)) {
            Some(Value::Text(value)) => Some(value.as_ref()),
            _ => None,
        };
        let wanted = value.unwrap_or_default();
        let found = self.all.iter().position(|folder| folder.value == wanted);
        let at = found.unwrap_or_else(|| {
            let label = value.map(str::to_owned);
            self.all.push(Folder::new(wanted, label, style::PLAIN_ID));
            self.all.len() - 1
        });
        &mut self.all[at]
    }
}

/// The properties' types and titles.
fn schema(xml: &mut Writer<&mut dyn io::Write>, layer: &Layer<'_>) -> io::Result<()> {
    let attributes = [("name", layer.name), ("id", layer.name)];
    open(xml, BytesStart::new("Schema").with_attributes(attributes))?;
    for (_, column) in &layer.columns {
        let kind = match column.kind {
            ColumnKind::Bool => "bool",
            ColumnKind::Integer => "int",
            ColumnKind::Number | ColumnKind::Quantity => "double",
            // KML knows no days.
            _ => "string",
        };
        let attributes = [("type", kind), ("name", column.name)];
        open(
            xml,
            BytesStart::new("SimpleField").with_attributes(attributes),
        )?;
        let title = layer.title(column);
        let unit = explained(column, layer.language).filter(|_| column.unit.is_some());
        let title = unit.map_or_else(|| title.to_owned(), |unit| format!("{title} ({unit})"));
        text(xml, "displayName", &title)?;
        close(xml, "SimpleField")?;
    }
    close(xml, "Schema")
}

fn open<W: io::Write>(xml: &mut Writer<W>, element: BytesStart<'_>) -> io::Result<()> {
    xml.write_event(Event::Start(element))
}

fn close<W: io::Write>(xml: &mut Writer<W>, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))?;
    xml.get_mut().write_all(b"\n")
}

fn text<W: io::Write>(xml: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    element(xml, BytesStart::new(name), text)
}

/// An element with nothing but text. XML has no place for most control characters, not even escaped ones.
fn element<W: io::Write>(
    xml: &mut Writer<W>,
    element: BytesStart<'_>,
    text: &str,
) -> io::Result<()> {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    let text = text.replace(|c| !legal(c), "\u{FFFD}");
    let end = element.to_end().into_owned();
    open(xml, element)?;
    xml.write_event(Event::Text(BytesText::new(&text)))?;
    xml.write_event(Event::End(end))
}

#[cfg(test)]
mod tests;
