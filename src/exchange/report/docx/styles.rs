//! The styles of the document: a Times-like face, the sizes and distances of administrative documents (Decree
//! 30/2020/NĐ-CP). Whoever edits the report changes them in one place.

use super::parts::{W, XML, tag};
use crate::domain::Language;
use crate::exchange::markup::Markup;

const FACE: &str = "Times New Roman";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Plain,
    Bold,
    BoldItalic,
}

/// A style of paragraphs. Sizes are half points, distances twentieths of a point.
struct Style {
    id: &'static str,
    name: &'static str,
    /// It is one that word processors know: shown first.
    known: bool,
    based_on: Option<&'static str>,
    /// What a paragraph after it has.
    next: Option<&'static str>,
    keep_next: bool,
    before: u16,
    after: u16,
    line: u16,
    first_line: u16,
    align: &'static str,
    outline: Option<u8>,
    face: Face,
    size: u16,
}

const NORMAL: Style = Style {
    id: "Normal",
    name: "Normal",
    known: true,
    based_on: None,
    next: None,
    keep_next: false,
    before: 80,
    after: 60,
    line: 276,
    first_line: 567,
    align: "both",
    outline: None,
    face: Face::Plain,
    size: 28,
};

/// What all others begin with.
const DERIVED: Style = Style {
    based_on: Some("Normal"),
    known: false,
    first_line: 0,
    ..NORMAL
};

const HEADING: Style = Style {
    known: true,
    next: Some("Normal"),
    keep_next: true,
    before: 240,
    align: "left",
    face: Face::Bold,
    ..DERIVED
};

const STYLES: [Style; 13] = [
    NORMAL,
    Style {
        id: "Heading1",
        name: "heading 1",
        outline: Some(0),
        ..HEADING
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        before: 160,
        outline: Some(1),
        ..HEADING
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        before: 120,
        outline: Some(2),
        face: Face::BoldItalic,
        ..HEADING
    },
    Style {
        id: "Title",
        name: "Title",
        known: true,
        next: Some("Normal"),
        before: 120,
        align: "center",
        face: Face::Bold,
        ..DERIVED
    },
    Style {
        id: "Caption",
        name: "caption",
        known: true,
        keep_next: true,
        before: 160,
        after: 80,
        line: 240,
        align: "center",
        face: Face::Bold,
        size: 26,
        ..DERIVED
    },
    Style {
        id: "Header",
        name: "header",
        known: true,
        before: 0,
        line: 240,
        align: "center",
        size: 26,
        ..DERIVED
    },
    Style {
        id: "Unindented",
        name: "Unindented",
        ..DERIVED
    },
    Style {
        id: "LetterHead",
        name: "Letter Head",
        before: 0,
        after: 0,
        line: 252,
        align: "center",
        size: 24,
        ..DERIVED
    },
    Style {
        id: "Note",
        name: "Note",
        before: 40,
        after: 80,
        line: 240,
        align: "left",
        size: 22,
        ..DERIVED
    },
    Style {
        id: "TableText",
        name: "Table Text",
        before: 20,
        after: 20,
        line: 240,
        align: "left",
        size: 24,
        ..DERIVED
    },
    Style {
        id: "TableTextSmall",
        name: "Table Text Small",
        based_on: Some("TableText"),
        before: 20,
        after: 20,
        line: 240,
        align: "left",
        size: 22,
        ..DERIVED
    },
    Style {
        id: "SectionEnd",
        name: "Section End",
        before: 0,
        after: 0,
        line: 20,
        size: 2,
        ..DERIVED
    },
];

pub(super) fn styles(language: Language) -> String {
    let mut xml = Markup::new(XML);
    xml.open("w:styles", &[("xmlns:w", W)]);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", FACE),
            ("w:hAnsi", FACE),
            ("w:eastAsia", FACE),
            ("w:cs", FACE),
        ],
    );
    xml.empty("w:sz", &[("w:val", "28")]);
    xml.empty("w:szCs", &[("w:val", "28")]);
    let tag = tag(language);
    xml.empty(
        "w:lang",
        &[("w:val", tag), ("w:eastAsia", tag), ("w:bidi", "ar-SA")],
    );
    xml.close();
    xml.close();
    xml.empty("w:pPrDefault", &[]);
    xml.close();
    for style in &STYLES {
        paragraphs(&mut xml, style);
    }
    tables(&mut xml);
    xml.finish()
}

fn paragraphs(xml: &mut Markup, style: &Style) {
    let mut attributes = vec![("w:type", "paragraph")];
    if style.based_on.is_none() {
        attributes.push(("w:default", "1"));
    }
    if !style.known {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", style.id));
    xml.open("w:style", &attributes);
    xml.empty("w:name", &[("w:val", style.name)]);
    for (name, value) in [("w:basedOn", style.based_on), ("w:next", style.next)] {
        if let Some(value) = value {
            xml.empty(name, &[("w:val", value)]);
        }
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if style.keep_next {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    let [before, after, line, first] =
        [style.before, style.after, style.line, style.first_line].map(|n| n.to_string());
    let rule = if style.line < 100 { "exact" } else { "auto" };
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &before),
            ("w:after", &after),
            ("w:line", &line),
            ("w:lineRule", rule),
        ],
    );
    xml.empty("w:ind", &[("w:firstLine", &first)]);
    xml.empty("w:jc", &[("w:val", style.align)]);
    if let Some(level) = style.outline {
        xml.empty("w:outlineLvl", &[("w:val", &level.to_string())]);
    }
    xml.close();
    xml.open("w:rPr", &[]);
    for (on, names) in [
        (style.face != Face::Plain, ["w:b", "w:bCs"]),
        (style.face == Face::BoldItalic, ["w:i", "w:iCs"]),
    ] {
        for name in names.into_iter().filter(|_| on) {
            xml.empty(name, &[]);
        }
    }
    let size = style.size.to_string();
    xml.empty("w:sz", &[("w:val", &size)]);
    xml.empty("w:szCs", &[("w:val", &size)]);
    xml.close();
    xml.close();
}

/// Tables with thin lines.
fn tables(xml: &mut Markup) {
    xml.open(
        "w:style",
        &[
            ("w:type", "table"),
            ("w:default", "1"),
            ("w:styleId", "TableNormal"),
        ],
    );
    xml.empty("w:name", &[("w:val", "Normal Table")]);
    xml.open("w:tblPr", &[]);
    xml.open("w:tblCellMar", &[]);
    for (side, width) in [
        ("w:top", "0"),
        ("w:left", "70"),
        ("w:bottom", "0"),
        ("w:right", "70"),
    ] {
        xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close();
    xml.close();
    xml.close();
    xml.open(
        "w:style",
        &[("w:type", "table"), ("w:styleId", "TableGrid")],
    );
    xml.empty("w:name", &[("w:val", "Table Grid")]);
    xml.empty("w:basedOn", &[("w:val", "TableNormal")]);
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ] {
        xml.empty(
            side,
            &[
                ("w:val", "single"),
                ("w:sz", "4"),
                ("w:space", "0"),
                ("w:color", "auto"),
            ],
        );
    }
    xml.close();
    xml.close();
    xml.close();
}
