//! A feature as a placemark: its name, what it is in words, when it was, how it looks, its values by type, its geometry.

use std::io;

use geo_types::{Coord, LineString, Polygon};
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::BytesStart;

use super::{close, open, text};
use crate::domain::{place_words, words};
use crate::exchange::export::layer::Layer;
use crate::exchange::export::said::{json, moment, unit_sign};
use crate::geo::feature::Role;
use crate::geo::{Column, Feature, Portion, Shape, Value};

pub(super) fn write<W: io::Write>(
    xml: &mut Writer<W>,
    layer: &Layer<'_>,
    style: &str,
    feature: &Feature<'_>,
) -> io::Result<()> {
    // Ids begin with a letter in XML; codes do not.
    let id = format!("{}.{}", layer.name, feature.id);
    open(
        xml,
        BytesStart::new("Placemark").with_attributes([("id", id.as_str())]),
    )?;
    text(xml, "name", name(layer, feature))?;
    open(
        xml,
        BytesStart::new("Snippet").with_attributes([("maxLines", "0")]),
    )?;
    close(xml, "Snippet")?;
    text(xml, "description", &balloon(layer, feature))?;
    time(xml, layer, feature)?;
    text(xml, "styleUrl", &format!("#{style}"))?;
    data(xml, layer, feature)?;
    if let Some(shape) = &feature.shape {
        geometry(xml, shape)?;
    }
    close(xml, "Placemark")
}

/// What it is called, in the file's language if it has a name in it.
fn name<'f>(layer: &'f Layer<'_>, feature: &'f Feature<'_>) -> &'f str {
    let first = layer.language.choose("name_vi", "name_en");
    let named = |wanted: &str| {
        layer
            .values(feature)
            .find_map(|(column, value)| match value {
                Value::Text(name) if column.name == wanted => Some(name.as_ref()),
                _ => None,
            })
    };
    [first, "name", "title"]
        .into_iter()
        .find_map(named)
        .unwrap_or(&feature.id)
}

/// The table that opens when somebody clicks on it.
fn balloon(layer: &Layer<'_>, feature: &Feature<'_>) -> String {
    let mut table = String::from("<table>");
    for (column, value) in layer.values(feature) {
        let Some(words) = in_words(layer, column, value) else {
            continue;
        };
        let title = layer.title(column);
        let (title, words) = (escape(title), escape(words.as_str()));
        table.push_str(&format!("<tr><td><b>{title}</b></td><td>{words}</td></tr>"));
    }
    table.push_str("</table>");
    table
}

/// A value as people read it; `None` if there is none.
fn in_words(layer: &Layer<'_>, column: &Column, value: &Value<'_>) -> Option<String> {
    let language = layer.language;
    let number = match value {
        Value::Null => return None,
        Value::Text(text) if text.is_empty() => return None,
        Value::Text(text) => {
            let words = layer.meaning(column, text);
            return Some(words.map_or_else(|| text.to_string(), str::to_owned));
        }
        Value::Bool(yes) => return Some(words::yes(*yes, language).to_owned()),
        Value::Date(day) => return Some(words::date(*day, language)),
        Value::Instant(at) => return Some(moment(*at)),
        Value::Portions(portions) => return Some(listed(layer, portions)),
        Value::Number(share) if column.name == "share" => words::share(*share, language),
        Value::Number(number) => words::number(*number, language),
        Value::Quantity(quantity) => words::quantity(*quantity, language),
        // A year is a name.
        Value::Integer(year) if column.name == "year" => year.to_string(),
        Value::Integer(n) => words::whole(n, language),
    };
    let unit = column.unit.map(|unit| format!(" {}", unit_sign(unit)));
    Some(number + &unit.unwrap_or_default())
}

/// `Dào San (Phong Thổ): 420; Thu Lũm (Mường Tè): 380`
fn listed(layer: &Layer<'_>, portions: &[Portion<'_>]) -> String {
    let (reference, language) = (layer.reference, layer.language);
    let told = |Portion { unit, quantity }: &Portion<'_>| {
        let place = reference.place(unit);
        let name = place.map(|place| place_words::name(place, reference, language));
        let quantity = words::quantity(*quantity, language);
        format!("{}: {quantity}", name.as_deref().unwrap_or(unit))
    };
    portions.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// The day, or from when to when, for the slider of time.
fn time<W: io::Write>(
    xml: &mut Writer<W>,
    layer: &Layer<'_>,
    feature: &Feature<'_>,
) -> io::Result<()> {
    let day = |role| {
        layer
            .values(feature)
            .find_map(|(column, value)| match value {
                Value::Date(day) if column.role == Some(role) => Some(*day),
                _ => None,
            })
    };
    let Some(start) = day(Role::IntervalStart) else {
        return Ok(());
    };
    let Some(end) = day(Role::IntervalEnd) else {
        open(xml, BytesStart::new("TimeStamp"))?;
        text(xml, "when", &start.to_string())?;
        return close(xml, "TimeStamp");
    };
    open(xml, BytesStart::new("TimeSpan"))?;
    text(xml, "begin", &start.to_string())?;
    text(xml, "end", &end.to_string())?;
    close(xml, "TimeSpan")
}

/// The values by name; what is null is left out.
fn data<W: io::Write>(
    xml: &mut Writer<W>,
    layer: &Layer<'_>,
    feature: &Feature<'_>,
) -> io::Result<()> {
    open(xml, BytesStart::new("ExtendedData"))?;
    let schema = format!("#{}", layer.name);
    open(
        xml,
        BytesStart::new("SchemaData").with_attributes([("schemaUrl", schema.as_str())]),
    )?;
    for (column, value) in layer.values(feature) {
        let written = match value {
            Value::Null => continue,
            Value::Text(text) => text.to_string(),
            // As all readers of KML understand it, GDAL's among them.
            Value::Bool(yes) => u8::from(*yes).to_string(),
            Value::Integer(n) => n.to_string(),
            Value::Number(n) => n.to_string(),
            Value::Quantity(quantity) => quantity.to_string(),
            Value::Date(day) => day.to_string(),
            Value::Instant(at) => moment(*at),
            Value::Portions(portions) => json(portions),
        };
        let attributes = [("name", column.name)];
        super::element(
            xml,
            BytesStart::new("SimpleData").with_attributes(attributes),
            &written,
        )?;
    }
    close(xml, "SchemaData")?;
    close(xml, "ExtendedData")
}

fn geometry<W: io::Write>(xml: &mut Writer<W>, shape: &Shape) -> io::Result<()> {
    let (polygons, points) = (shape.as_polygons(), shape.as_points());
    let several = polygons.len() + points.len() > 1;
    if several {
        open(xml, BytesStart::new("MultiGeometry"))?;
    }
    for part in polygons {
        polygon(xml, part)?;
    }
    for at in points {
        open(xml, BytesStart::new("Point"))?;
        text(xml, "coordinates", &pair(at))?;
        close(xml, "Point")?;
    }
    if several {
        close(xml, "MultiGeometry")?;
    }
    Ok(())
}

fn polygon<W: io::Write>(xml: &mut Writer<W>, polygon: &Polygon<f64>) -> io::Result<()> {
    open(xml, BytesStart::new("Polygon"))?;
    // Its lines follow the ground.
    text(xml, "tessellate", "1")?;
    boundary(xml, "outerBoundaryIs", polygon.exterior())?;
    for hole in polygon.interiors() {
        boundary(xml, "innerBoundaryIs", hole)?;
    }
    close(xml, "Polygon")
}

fn boundary<W: io::Write>(
    xml: &mut Writer<W>,
    side: &'static str,
    ring: &LineString<f64>,
) -> io::Result<()> {
    open(xml, BytesStart::new(side))?;
    open(xml, BytesStart::new("LinearRing"))?;
    let pairs: Vec<String> = ring.coords().copied().map(pair).collect();
    text(xml, "coordinates", &pairs.join(" "))?;
    close(xml, "LinearRing")?;
    close(xml, side)
}

fn pair(at: Coord<f64>) -> String {
    format!("{},{}", at.x, at.y)
}
