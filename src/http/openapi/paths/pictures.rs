//! The map as a picture.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::http::openapi::operation::{Answer, Operation, Tag, path_outside};
use crate::http::openapi::parts::text;
use crate::http::openapi::problems;
use crate::service::map::Format;

pub fn paths(base: &str) -> Vec<(String, Value)> {
    Format::ALL
        .map(|format| {
            let at = format!("/map.{}", format.extension());
            path_outside(base, &at, [picture(format)])
        })
        .into()
}

const ABOUT: &str = "\
The map of a line or of all lines together, ready to be printed or put into a document: title, figures, legend with counts, \
hatch for gaps, border line, panos, names, scale bar, sources. It is drawn in VN-2000, 103°00′ (EPSG:9205).";

fn picture(format: Format) -> Operation {
    let (id, en, vi, schema) = match format {
        Format::Svg => ("getMapSvg", "The map as SVG", "Bản đồ dạng SVG", text()),
        Format::Png => (
            "getMapPng",
            "The map as PNG",
            "Bản đồ dạng PNG",
            json!({"type": "string", "format": "binary"}),
        ),
    };
    let mut names = vec![
        "line", "year", "asOf", "knownAt", "district", "size", "mapLang", "download",
    ];
    if format == Format::Png {
        names.insert(6, "dpi");
    }
    let answer = Answer::new("The picture")
        .content(format.media_type(), &schema)
        .header("Content-Disposition");
    Operation::new("get", id, Tag::Figures, en, vi)
        .about(ABOUT)
        .takes(&names)
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER])
        .kept(answer)
}
