//! Documents as one page that needs nothing else: style and pictures lie in it. Reads well aloud, prints on A4.
//!
//! The style is the same for every document ([`style`]), so whoever serves the page can allow exactly it by its hash: what
//! varies, widths and grounds, are classes.

mod style;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::columns;
use super::document::{
    Align, Beside, Block, Cell, Document, Paragraph, Picture, Section, Span, Style, Table,
};
use crate::exchange::markup::Markup;

pub use style::style;

pub fn html(document: &Document) -> Vec<u8> {
    let mut html = Markup::new("<!DOCTYPE html>\n");
    html.open("html", &[("lang", document.language.tag())]);
    html.open("head", &[]);
    html.empty("meta", &[("charset", "utf-8")]);
    html.empty(
        "meta",
        &[
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ],
    );
    html.element("title", &[], &document.title);
    html.empty("meta", &[("name", "author"), ("content", &document.author)]);
    html.open("style", &[]);
    html.raw(style());
    html.close();
    html.close();
    html.open("body", &[]);
    html.open("main", &[]);
    for (section, ix) in document.sections.iter().zip(0..) {
        let class = match (section.landscape, ix) {
            (false, _) => "sheet",
            (true, _) => "sheet wide",
        };
        html.open("section", &[("class", class)]);
        blocks(&mut html, section);
        html.close();
    }
    html.finish().into_bytes()
}

fn blocks(html: &mut Markup, section: &Section) {
    let title = |block: &Block| match block {
        Block::Paragraph(of) => of.style == Style::Title,
        _ => false,
    };
    // Titles that follow each other are one name in several lines.
    for group in section.blocks.chunk_by(|a, b| title(a) && title(b)) {
        let named = group.first().is_some_and(title);
        if named {
            html.open("h1", &[]);
        }
        for one in group {
            block(html, one, section.landscape);
        }
        if named {
            html.close();
        }
    }
}

fn block(html: &mut Markup, block: &Block, landscape: bool) {
    match block {
        Block::Heading { level, text } => {
            // The first level is the document's own name.
            let name = match level {
                0 | 1 => "h2",
                2 => "h3",
                _ => "h4",
            };
            html.element(name, &[], text);
        }
        Block::Paragraph(of) => paragraph(html, of),
        Block::Table(of) => table(html, of, landscape),
        Block::Picture(of) => picture(html, of),
        Block::Beside(of) => beside(html, of),
    }
}

const fn align_class(align: Align) -> &'static str {
    match align {
        Align::Justify => "justify",
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    }
}

fn paragraph(html: &mut Markup, paragraph: &Paragraph) {
    let (name, style) = match paragraph.style {
        Style::Body => ("p", "body"),
        Style::Plain => ("p", "plain"),
        Style::Head => ("p", "head"),
        Style::Title => ("span", "title"),
        Style::Note => ("p", "note"),
    };
    let class = format!("{style} {}", align_class(paragraph.align));
    html.open(name, &[("class", &class)]);
    spans(html, &paragraph.spans);
    html.close();
}

fn spans(html: &mut Markup, spans: &[Span]) {
    for span in spans {
        let marks = [
            (span.bold, "strong"),
            (span.italic, "em"),
            (span.underline, "u"),
        ];
        let marks = marks.iter().filter(|(on, _)| *on);
        let mut open = 0;
        for (_, name) in marks {
            html.open(name, &[]);
            open += 1;
        }
        html.text(&span.text);
        for _ in 0..open {
            html.close();
        }
    }
}

/// Columns that a narrow screen has room for.
const FEW: usize = 4;

fn table(html: &mut Markup, table: &Table, landscape: bool) {
    let class = if table.columns.len() > FEW {
        "scroll many"
    } else {
        "scroll"
    };
    // What does not fit into the width is reached by scrolling, with the keyboard too.
    html.open(
        "div",
        &[
            ("class", class),
            ("role", "region"),
            ("aria-label", &table.caption),
            ("tabindex", "0"),
        ],
    );
    html.open("table", &[]);
    html.element("caption", &[], &table.caption);
    let whole = columns::measure(landscape);
    html.open("colgroup", &[]);
    for width in columns::widths(table, landscape) {
        html.empty("col", &[("class", &percent(width, whole))]);
    }
    html.close();
    html.open("thead", &[]);
    for cells in &table.head {
        row(html, table, cells, Some("col"));
    }
    html.close();
    html.open("tbody", &[]);
    for cells in &table.rows {
        row(html, table, cells, None);
    }
    html.close();
    html.close();
    html.close();
}

/// Class of a width in whole percent.
fn percent(width: f32, whole: f32) -> String {
    let percent = (100.0 * width / whole.max(f32::MIN_POSITIVE)).round();
    format!("w{percent}")
}

fn row(html: &mut Markup, table: &Table, cells: &[Cell], scope: Option<&str>) {
    html.open("tr", &[]);
    let mut column = 0;
    for cell in cells {
        let columns = usize::from(cell.columns.max(1));
        let align = table.columns.get(column).map(|of| of.align);
        let align = cell.align.or(align).unwrap_or_default();
        let mut class = align_class(align).to_owned();
        if let Some(fill) = cell.fill {
            class.push_str(" f");
            class.push_str(fill.trim_start_matches('#'));
        }
        let span = columns.to_string();
        let scope = scope.or(match (cell.names_row, columns == table.columns.len()) {
            (true, true) => Some("colgroup"),
            (true, false) => Some("row"),
            (false, _) => None,
        });
        let mut attributes = vec![("class", class.as_str())];
        attributes.extend(scope.map(|scope| ("scope", scope)));
        if columns > 1 {
            attributes.push(("colspan", &span));
        }
        html.open(if scope.is_some() { "th" } else { "td" }, &attributes);
        spans(html, &cell.spans);
        html.close();
        column += columns;
    }
    html.close();
}

/// The drawing lies in the page as an image: a world of its own, whose styles and ids meet nobody else's.
fn picture(html: &mut Markup, picture: &Picture) {
    let source = format!(
        "data:image/svg+xml;base64,{}",
        STANDARD.encode(&picture.svg)
    );
    html.open("figure", &[]);
    html.empty("img", &[("src", &source), ("alt", &picture.alt)]);
    html.element("figcaption", &[], &picture.caption);
    html.close();
}

fn beside(html: &mut Markup, beside: &[Beside]) {
    html.open("div", &[("class", "beside")]);
    for of in beside {
        html.open("div", &[("class", &format!("w{}", of.width))]);
        for text in &of.paragraphs {
            paragraph(html, text);
        }
        html.close();
    }
    html.close();
}
