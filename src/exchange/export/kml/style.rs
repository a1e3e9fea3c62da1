//! What stands before the placemarks: what the document says of itself with its legend, where to look, and the styles.

use std::io;

use geo::{Distance, Haversine};
use geo_types::{Point, Rect};
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::BytesStart;

use super::{Folders, close, open, text};
use crate::domain::words;
use crate::exchange::export::layer::Layer;
use crate::exchange::export::legend::{Legend, PLAIN, Symbol};
use crate::exchange::palette;
use crate::geo::ShapeKind;

/// The style of what no legend tells apart.
pub(super) const PLAIN_ID: &str = "plain";

/// How much of the ground below is hidden, as KML counts: two hexadecimal digits.
const AREA: &str = "b3";
const FAINT: &str = "1a";
const SOLID: &str = "ff";

/// Google Earth has these pictures built in; they are white and take a style's colour.
const SQUARE: &str = "http://maps.google.com/mapfiles/kml/shapes/placemark_square.png";
const CIRCLE: &str = "http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png";

/// The nearest that the first look goes, in metres.
const NEAREST: f64 = 5_000.0;

/// The notes as a table, and the legend with how many there are of each.
pub(super) fn description(layer: &Layer<'_>, legend: Option<&Legend>, folders: &Folders) -> String {
    let mut html = String::from("<table>");
    for note in &layer.about.notes {
        let (label, text) = note.in_language(layer.language);
        html.push_str(&row(&format!("<b>{}</b>", escape(label)), &escape(text)));
    }
    html.push_str("</table>");
    let Some(legend) = legend else {
        return html;
    };
    let heading = layer.language.choose("Chú giải", "Legend");
    html.push_str(&format!("<h4>{heading}</h4><table>"));
    for class in &legend.classes {
        let folder = folders.all.iter().find(|f| f.value == class.value);
        let count = words::whole(&folder.map_or(0, |f| f.count), layer.language);
        let ground = class.symbol.ground;
        let label = format!(
            "<span style=\"background:{ground}\">&#160;&#160;&#160;</span> {}",
            escape(class.label.as_str())
        );
        html.push_str(&row(&label, &count));
    }
    html.push_str("</table>");
    html
}

fn row(label: &str, text: &str) -> String {
    format!("<tr><td>{label}</td><td>{text}</td></tr>")
}

/// From above the middle, so high that all is seen.
pub(super) fn look_at<W: io::Write>(xml: &mut Writer<W>, bounds: Rect<f64>) -> io::Result<()> {
    let middle = bounds.center();
    let across = Haversine.distance(Point(bounds.min()), Point(bounds.max()));
    let range = across.max(NEAREST).round();
    open(xml, BytesStart::new("LookAt"))?;
    text(xml, "longitude", &format!("{:.6}", middle.x))?;
    text(xml, "latitude", &format!("{:.6}", middle.y))?;
    for level in ["altitude", "heading", "tilt"] {
        text(xml, level, "0")?;
    }
    text(xml, "range", &range.to_string())?;
    close(xml, "LookAt")
}

pub(super) fn styles<W: io::Write>(
    xml: &mut Writer<W>,
    layer: &Layer<'_>,
    legend: Option<&Legend>,
) -> io::Result<()> {
    let classes = legend.map_or(&[][..], |legend| &legend.classes);
    for class in classes {
        style(xml, layer.shape, class.value, class.symbol)?;
    }
    style(xml, layer.shape, PLAIN_ID, PLAIN)
}

fn style<W: io::Write>(
    xml: &mut Writer<W>,
    shape: ShapeKind,
    id: &str,
    symbol: Symbol,
) -> io::Result<()> {
    open(xml, BytesStart::new("Style").with_attributes([("id", id)]))?;
    match shape {
        ShapeKind::Areas => {
            let alpha = if symbol.faint { FAINT } else { AREA };
            part(
                xml,
                "LineStyle",
                &[("color", &colour(symbol.edge, SOLID)), ("width", "1.2")],
            )?;
            part(
                xml,
                "PolyStyle",
                &[("color", &colour(plain(symbol), alpha))],
            )?;
        }
        ShapeKind::Point | ShapeKind::Points => {
            let picture = match shape {
                ShapeKind::Point => SQUARE,
                _ => CIRCLE,
            };
            open(xml, BytesStart::new("IconStyle"))?;
            text(xml, "color", &colour(symbol.ground, SOLID))?;
            text(xml, "scale", "0.9")?;
            part(xml, "Icon", &[("href", picture)])?;
            close(xml, "IconStyle")?;
            part(xml, "LabelStyle", &[("scale", "0.8")])?;
        }
    }
    close(xml, "Style")
}

fn part<W: io::Write>(
    xml: &mut Writer<W>,
    name: &'static str,
    values: &[(&'static str, &str)],
) -> io::Result<()> {
    open(xml, BytesStart::new(name))?;
    for (name, value) in values {
        text(xml, name, value)?;
    }
    close(xml, name)
}

/// KML has no patterns: of two colours the stronger stands for both where the other is nearly white.
fn plain(symbol: Symbol) -> &'static str {
    use crate::exchange::export::legend::Pattern;
    match symbol.pattern {
        Some(Pattern::Stripes(over)) => over,
        _ => symbol.ground,
    }
}

/// `#2f6f8f` as `ff8f6f2f`: alpha, blue, green, red.
fn colour(hex: &str, alpha: &str) -> String {
    let [red, green, blue] = palette::channels(hex);
    format!("{alpha}{blue:02x}{green:02x}{red:02x}")
}
