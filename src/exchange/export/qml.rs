//! A layer's style for QGIS, as it saves styles itself (QML): classes by status with the map's colours and patterns, names
//! as labels, and titles in place of the fields' names.
//!
//! Only what differs from QGIS's defaults is written. `GeoPackage`s carry it in a table, shapefiles in a file beside them.

use quick_xml::escape::escape;

use super::layer::Layer;
use super::legend::{Legend, PLAIN, Pattern, Symbol};
use crate::exchange::palette;
use crate::geo::ShapeKind;

/// Millimetres on paper and screen.
const EDGE: &str = "0.2";
const SITE: &str = "3.4";
const RECORD: &str = "2.6";

/// The style as a document of its own. `name_of` says what the file calls a property.
pub fn style(layer: &Layer<'_>, name_of: &dyn Fn(&'static str) -> String) -> String {
    let mut out = String::from("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n");
    let label = label(layer);
    out.push_str(&format!(
        "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling|Fields\" labelsEnabled=\"{}\">\n",
        i32::from(label.is_some())
    ));
    match Legend::of(layer) {
        Some(legend) => classes(&mut out, layer, &legend, &name_of(legend.property)),
        None => {
            out.push_str("<renderer-v2 type=\"singleSymbol\">\n<symbols>\n");
            symbol(&mut out, layer.shape, 0, PLAIN);
            out.push_str("</symbols>\n</renderer-v2>\n");
        }
    }
    if let Some(property) = label {
        labelling(&mut out, layer.shape, &name_of(property));
    }
    aliases(&mut out, layer, name_of);
    out.push_str("</qgis>\n");
    out
}

/// What fields are called in tables and forms.
fn aliases(out: &mut String, layer: &Layer<'_>, name_of: &dyn Fn(&'static str) -> String) {
    out.push_str("<aliases>\n");
    for (_, column) in &layer.columns {
        let (field, title) = (name_of(column.name), layer.title(column));
        let (field, title) = (escape(field.as_str()), escape(title));
        out.push_str(&format!("<alias field=\"{field}\" name=\"{title}\"/>\n"));
    }
    out.push_str("</aliases>\n");
}

fn classes(out: &mut String, layer: &Layer<'_>, legend: &Legend, attribute: &str) {
    out.push_str(&format!(
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\">\n<categories>\n",
        escape(attribute)
    ));
    for (ix, class) in legend.classes.iter().enumerate() {
        out.push_str(&format!(
            "<category value=\"{}\" symbol=\"{ix}\" label=\"{}\" render=\"true\"/>\n",
            class.value,
            escape(class.label.as_str())
        ));
    }
    out.push_str("</categories>\n<symbols>\n");
    for (ix, class) in legend.classes.iter().enumerate() {
        symbol(out, layer.shape, ix, class.symbol);
    }
    out.push_str("</symbols>\n</renderer-v2>\n");
}

fn symbol(out: &mut String, shape: ShapeKind, ix: usize, symbol: Symbol) {
    let kind = match shape {
        ShapeKind::Areas => "fill",
        ShapeKind::Point | ShapeKind::Points => "marker",
    };
    out.push_str(&format!(
        "<symbol type=\"{kind}\" name=\"{ix}\" alpha=\"1\">\n"
    ));
    match shape {
        ShapeKind::Areas => area(out, ix, symbol),
        ShapeKind::Point => marker(out, symbol, "square", SITE),
        ShapeKind::Points => marker(out, symbol, "circle", RECORD),
    }
    out.push_str("</symbol>\n");
}

fn area(out: &mut String, ix: usize, symbol: Symbol) {
    let (ground, edge) = (colour(symbol.ground), colour(symbol.edge));
    layer(
        out,
        "SimpleFill",
        &[
            ("color", &ground),
            ("style", "solid"),
            ("outline_color", &edge),
            ("outline_style", "solid"),
            ("outline_width", EDGE),
            ("outline_width_unit", "MM"),
            ("joinstyle", "round"),
        ],
        "",
    );
    let (distance, width, line) = match symbol.pattern {
        None => return,
        Some(Pattern::Dots(over)) => return dots(out, ix, &colour(over)),
        Some(Pattern::Stripes(over)) => ("2.6", "1.1", over),
        Some(Pattern::Hatch(over)) => ("1.4", "0.45", over),
    };
    let mut lines = format!("<symbol type=\"line\" name=\"@{ix}@1\" alpha=\"1\">\n");
    layer(
        &mut lines,
        "SimpleLine",
        &[
            ("line_color", &colour(line)),
            ("line_style", "solid"),
            ("line_width", width),
            ("line_width_unit", "MM"),
        ],
        "",
    );
    lines.push_str("</symbol>\n");
    let options = [
        ("angle", "45"),
        ("distance", distance),
        ("distance_unit", "MM"),
    ];
    layer(out, "LinePatternFill", &options, &lines);
}

fn dots(out: &mut String, ix: usize, colour: &str) {
    let mut dot = format!("<symbol type=\"marker\" name=\"@{ix}@1\" alpha=\"1\">\n");
    layer(
        &mut dot,
        "SimpleMarker",
        &[
            ("name", "circle"),
            ("size", "0.5"),
            ("size_unit", "MM"),
            ("color", colour),
            ("outline_style", "no"),
        ],
        "",
    );
    dot.push_str("</symbol>\n");
    let options = [
        ("distance_x", "2"),
        ("distance_x_unit", "MM"),
        ("distance_y", "2"),
        ("distance_y_unit", "MM"),
    ];
    layer(out, "PointPatternFill", &options, &dot);
}

fn marker(out: &mut String, symbol: Symbol, name: &str, size: &str) {
    let options = [
        ("name", name),
        ("size", size),
        ("size_unit", "MM"),
        ("color", &colour(symbol.ground)),
        ("outline_color", &colour(symbol.edge)),
        ("outline_style", "solid"),
        ("outline_width", "0.3"),
        ("outline_width_unit", "MM"),
    ];
    layer(out, "SimpleMarker", &options, "");
}

/// One layer of a symbol, with the symbols that it is made of.
fn layer(out: &mut String, class: &str, options: &[(&str, &str)], inner: &str) {
    out.push_str(&format!(
        "<layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\">\n<Option type=\"Map\">\n"
    ));
    for (name, value) in options {
        out.push_str(&format!(
            "<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>\n"
        ));
    }
    out.push_str("</Option>\n");
    out.push_str(inner);
    out.push_str("</layer>\n");
}

/// The property whose values are written into the map. Records have titles too long for it.
fn label(layer: &Layer<'_>) -> Option<&'static str> {
    let named = |name: &str| layer.columns.iter().any(|(_, column)| column.name == name);
    let english = layer.language.choose("name", "name_en");
    [english, "name", "name_vi"]
        .into_iter()
        .find(|name| named(name))
}

fn labelling(out: &mut String, shape: ShapeKind, attribute: &str) {
    let (ink, halo) = (colour(palette::INK), colour("#ffffff"));
    // Over the middle of areas, beside points.
    let placement = match shape {
        ShapeKind::Areas => "placement=\"1\"",
        ShapeKind::Point | ShapeKind::Points => "placement=\"0\" dist=\"2\" distUnits=\"MM\"",
    };
    out.push_str(&format!(
        "<labeling type=\"simple\">\n<settings>\n\
         <text-style fieldName=\"{}\" isExpression=\"0\" fontFamily=\"Be Vietnam Pro\" fontSize=\"7.5\" fontSizeUnit=\"Point\" fontWeight=\"50\" textColor=\"{ink}\" textOpacity=\"1\">\n\
         <text-buffer bufferDraw=\"1\" bufferSize=\"0.6\" bufferSizeUnits=\"MM\" bufferColor=\"{halo}\" bufferOpacity=\"0.85\" bufferNoFill=\"1\"/>\n\
         </text-style>\n<placement {placement}/>\n</settings>\n</labeling>\n",
        escape(attribute)
    ));
}

/// `#2f6f8f` as `47,111,143,255`.
fn colour(hex: &str) -> String {
    let [red, green, blue] = palette::channels(hex);
    format!("{red},{green},{blue},255")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::exchange::export::layer::About;
    use crate::exchange::export::tests as sample;
    use crate::geo::Crs;

    #[test]
    fn shows_every_status_in_its_colour_and_by_its_name() {
        let about = About::default();
        let layer = sample::layer(&about, Crs::Crs84, Language::Vi);
        let style = style(&layer, &|name| name.to_uppercase());
        for part in [
            "attr=\"STATUS\"",
            "value=\"overdue\" symbol=\"3\" label=\"▲ Trống – quá hạn\"",
            "name=\"color\" value=\"242,161,84,255\"",
            "name=\"line_color\" value=\"180,72,11,255\"",
            "PointPatternFill",
            "fieldName=\"NAME\"",
            "<alias field=\"QUOTA\" name=\"Chỉ tiêu\"/>",
        ] {
            assert!(style.contains(part), "{part} is not in\n{style}");
        }
    }
}
