//! The text itself: paragraphs, pictures, sections.

use super::parts::{R, RUNNING_HEAD, W, XML, picture_file, picture_id};
use super::table;
use crate::exchange::markup::Markup;
use crate::exchange::report::document::{
    Align, Block, Document, Paragraph, Picture, Section, Span, Style,
};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// Widths of the text in twentieths of a point: A4 without 50 mm of margins.
pub(super) const fn text_width(landscape: bool) -> u16 {
    if landscape { 14_003 } else { 9_071 }
}

pub(super) fn body(document: &Document) -> String {
    let mut xml = Markup::new(XML);
    let drawing = |part: &str| format!("{DRAWING}/{part}");
    xml.open(
        "w:document",
        &[
            ("xmlns:w", W),
            ("xmlns:r", R),
            ("xmlns:wp", &drawing("wordprocessingDrawing")),
            ("xmlns:a", &drawing("main")),
            ("xmlns:pic", &drawing("picture")),
        ],
    );
    xml.open("w:body", &[]);
    let mut pictures = 0;
    let count = document.sections.len();
    for (ix, section) in document.sections.iter().enumerate() {
        blocks(&mut xml, section, &mut pictures);
        // The last section is told at the end of the body, any other in a paragraph that ends it.
        let inside = ix + 1 < count;
        if inside || !ends_in_text(section) {
            xml.open("w:p", &[]);
            xml.open("w:pPr", &[]);
            xml.empty("w:pStyle", &[("w:val", "SectionEnd")]);
            if inside {
                page(&mut xml, section.landscape, ix == 0);
            }
            xml.close();
            xml.close();
        }
        if !inside {
            page(&mut xml, section.landscape, ix == 0);
        }
    }
    xml.finish()
}

fn ends_in_text(section: &Section) -> bool {
    matches!(
        section.blocks.last(),
        Some(Block::Paragraph(_) | Block::Heading { .. })
    )
}

fn blocks(xml: &mut Markup, section: &Section, pictures: &mut usize) {
    for (ix, block) in section.blocks.iter().enumerate() {
        match block {
            Block::Heading { level, text } => {
                let style = format!("Heading{}", (*level).clamp(1, 3));
                let spans = [Span::plain(text.as_str())];
                styled(xml, &style, (None, false), &spans);
            }
            Block::Paragraph(of) => {
                // A signature does not stand alone on a page.
                let next = section.blocks.get(ix + 1);
                paragraph(xml, of, matches!(next, Some(Block::Beside(_))));
            }
            Block::Table(of) => table::table(xml, of, section.landscape),
            Block::Picture(of) => {
                picture(xml, of, *pictures, section.landscape);
                *pictures += 1;
            }
            Block::Beside(of) => table::beside(xml, of, section.landscape),
        }
    }
}

pub(super) fn paragraph(xml: &mut Markup, paragraph: &Paragraph, keep_next: bool) {
    let (style, usual) = match paragraph.style {
        Style::Body => ("Normal", Align::Justify),
        Style::Plain => ("Unindented", Align::Justify),
        Style::Head => ("LetterHead", Align::Centre),
        Style::Title => ("Title", Align::Centre),
        Style::Note => ("Note", Align::Left),
    };
    let align = Some(paragraph.align).filter(|align| *align != usual);
    // The style is bold already: a document whose title is edited stays one.
    if paragraph.style == Style::Title {
        let plain = |span: &Span| Span {
            bold: false,
            ..span.clone()
        };
        let spans: Vec<Span> = paragraph.spans.iter().map(plain).collect();
        return styled(xml, style, (align, keep_next), &spans);
    }
    styled(xml, style, (align, keep_next), &paragraph.spans);
}

/// A paragraph of a style; aligned otherwise where that is told, and on the page of the next one if it must.
pub(super) fn styled(
    xml: &mut Markup,
    style: &str,
    (align, keep_next): (Option<Align>, bool),
    spans: &[Span],
) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", style)]);
    if keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if let Some(align) = align {
        let align = match align {
            Align::Justify => "both",
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        };
        xml.empty("w:jc", &[("w:val", align)]);
    }
    xml.close();
    for span in spans {
        run(xml, span);
    }
    xml.close();
}

fn run(xml: &mut Markup, span: &Span) {
    xml.open("w:r", &[]);
    if span.bold || span.italic || span.underline {
        xml.open("w:rPr", &[]);
        for (on, names) in [
            (span.bold, ["w:b", "w:bCs"]),
            (span.italic, ["w:i", "w:iCs"]),
        ] {
            for name in names.into_iter().filter(|_| on) {
                xml.empty(name, &[]);
            }
        }
        if span.underline {
            xml.empty("w:u", &[("w:val", "single")]);
        }
        xml.close();
    }
    xml.element("w:t", &[("xml:space", "preserve")], &span.text);
    xml.close();
}

/// A4 with the usual margins; page numbers from the second page on.
fn page(xml: &mut Markup, landscape: bool, first: bool) {
    xml.open("w:sectPr", &[]);
    xml.empty(
        "w:headerReference",
        &[("w:type", "default"), ("r:id", RUNNING_HEAD)],
    );
    xml.empty("w:type", &[("w:val", "nextPage")]);
    if landscape {
        xml.empty(
            "w:pgSz",
            &[
                ("w:w", "16838"),
                ("w:h", "11906"),
                ("w:orient", "landscape"),
            ],
        );
    } else {
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    }
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", "1134"),
            ("w:right", "1134"),
            ("w:bottom", "1134"),
            ("w:left", "1701"),
            ("w:header", "567"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ],
    );
    if first {
        xml.empty("w:titlePg", &[]);
    }
    xml.close();
}

/// Whole thousandths of a millimetre are 36 units of the drawing language.
fn units(millimetres: f32) -> String {
    format!("{:.0}", millimetres * 36_000.0)
}

fn picture(xml: &mut Markup, picture: &Picture, ix: usize, landscape: bool) {
    let width: f32 = if landscape { 247.0 } else { 160.0 };
    let (cx, cy) = (units(width), units(width / picture.ratio));
    let id = (ix + 1).to_string();
    let file = picture_file(ix);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", "Unindented")]);
    xml.empty("w:keepNext", &[]);
    xml.empty("w:jc", &[("w:val", "center")]);
    xml.close();
    xml.open("w:r", &[]);
    xml.open("w:drawing", &[]);
    let near = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
    ];
    xml.open("wp:inline", &near);
    xml.empty("wp:extent", &[("cx", &cx), ("cy", &cy)]);
    xml.empty(
        "wp:docPr",
        &[("id", &id), ("name", &file), ("descr", &picture.alt)],
    );
    let main = format!("{DRAWING}/main");
    xml.open("a:graphic", &[("xmlns:a", &main)]);
    let kind = format!("{DRAWING}/picture");
    xml.open("a:graphicData", &[("uri", &kind)]);
    xml.open("pic:pic", &[]);
    xml.open("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &[("id", &id), ("name", &file)]);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close();
    xml.open("pic:blipFill", &[]);
    xml.empty("a:blip", &[("r:embed", &picture_id(ix))]);
    xml.open("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.close();
    xml.close();
    xml.open("pic:spPr", &[]);
    xml.open("a:xfrm", &[]);
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &[("cx", &cx), ("cy", &cy)]);
    xml.close();
    xml.open("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    // The shape, the picture and what they stand in, up to the run and its paragraph.
    for _ in 0..9 {
        xml.close();
    }
    styled(
        xml,
        "Caption",
        (None, false),
        &[Span::plain(picture.caption.as_str())],
    );
}
