//! Tables: with heads that come again on every page, and those without lines that set texts side by side.

use super::body::{paragraph, styled, text_width};
use crate::exchange::markup::Markup;
use crate::exchange::report::columns;
use crate::exchange::report::document::{Beside, Cell, Span, Table};

/// Rows of a table that is not divided between pages.
const MOST_KEPT: usize = 12;

/// Widths that add up to the whole exactly, by weight.
fn widths(weights: &[f32], whole: u16) -> Vec<u16> {
    let sum: f32 = weights.iter().sum();
    let mut widths = Vec::with_capacity(weights.len());
    let (mut before, mut so_far) = (0_u16, 0.0_f32);
    for weight in weights {
        so_far += weight;
        let edge = f32::from(whole) * so_far / sum.max(f32::MIN_POSITIVE);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a page's width"
        )]
        let edge = edge.round() as u16;
        widths.push(edge.saturating_sub(before));
        before = edge;
    }
    widths
}

pub(super) fn table(xml: &mut Markup, table: &Table, landscape: bool) {
    styled(
        xml,
        "Caption",
        (None, false),
        &[Span::plain(table.caption.as_str())],
    );
    let widths = widths(&columns::widths(table, landscape), text_width(landscape));
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblStyle", &[("w:val", "TableGrid")]);
    whole_width(xml);
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.empty(
        "w:tblLook",
        &[("w:val", "0020"), ("w:firstRow", "1"), ("w:noVBand", "1")],
    );
    xml.empty("w:tblCaption", &[("w:val", &table.caption)]);
    xml.close();
    grid(xml, &widths);
    let style = if landscape {
        "TableTextSmall"
    } else {
        "TableText"
    };
    // Short tables stay on one page; of long ones the head stays with the first rows.
    let count = table.rows.len();
    let kept = if count <= MOST_KEPT { count } else { 2 };
    for cells in &table.head {
        row(xml, table, cells, &widths, (style, true, true));
    }
    for (cells, ix) in table.rows.iter().zip(1..) {
        let heads = table.is_heading(cells);
        row(
            xml,
            table,
            cells,
            &widths,
            (style, false, heads || ix < kept),
        );
    }
    xml.close();
}

fn row(
    xml: &mut Markup,
    table: &Table,
    cells: &[Cell],
    widths: &[u16],
    (style, is_head, keep_next): (&str, bool, bool),
) {
    xml.open("w:tr", &[]);
    xml.open("w:trPr", &[]);
    xml.empty("w:cantSplit", &[]);
    if is_head {
        xml.empty("w:tblHeader", &[]);
    }
    xml.close();
    let mut column = 0;
    for cell in cells {
        let span = usize::from(cell.columns.max(1));
        let width: u16 = widths.iter().skip(column).take(span).sum();
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if span > 1 {
            xml.empty("w:gridSpan", &[("w:val", &span.to_string())]);
        }
        if let Some(fill) = cell.fill {
            let fill = fill.trim_start_matches('#');
            xml.empty(
                "w:shd",
                &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)],
            );
        }
        xml.empty("w:vAlign", &[("w:val", "center")]);
        xml.close();
        let align = table.columns.get(column).map(|of| of.align);
        let align = cell.align.or(align);
        styled(xml, style, (align, keep_next), &cell.spans);
        xml.close();
        column += span;
    }
    xml.close();
}

/// Texts side by side. It lays out and says nothing, hence has neither caption nor head.
pub(super) fn beside(xml: &mut Markup, beside: &[Beside], landscape: bool) {
    let weights: Vec<f32> = beside.iter().map(|of| f32::from(of.width)).collect();
    let widths = widths(&weights, text_width(landscape));
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblStyle", &[("w:val", "TableNormal")]);
    whole_width(xml);
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.open("w:tblCellMar", &[]);
    for side in ["w:left", "w:right"] {
        xml.empty(side, &[("w:w", "0"), ("w:type", "dxa")]);
    }
    xml.close();
    xml.empty("w:tblLook", &[("w:val", "0000")]);
    xml.close();
    grid(xml, &widths);
    xml.open("w:tr", &[]);
    xml.open("w:trPr", &[]);
    xml.empty("w:cantSplit", &[]);
    xml.close();
    for (of, width) in beside.iter().zip(&widths) {
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.close();
        for text in &of.paragraphs {
            paragraph(xml, text, false);
        }
        if of.paragraphs.is_empty() {
            styled(xml, "Unindented", (None, false), &[]);
        }
        xml.close();
    }
    xml.close();
    xml.close();
}

fn whole_width(xml: &mut Markup) {
    xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
}

fn grid(xml: &mut Markup, widths: &[u16]) {
    xml.open("w:tblGrid", &[]);
    for width in widths {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    xml.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up() {
        assert_eq!(widths(&[1.0, 1.0, 1.0], 100), [33, 34, 33]);
        assert_eq!(
            widths(&[9.0, 64.0, 27.0], 14_003).iter().sum::<u16>(),
            14_003
        );
        assert_eq!(widths(&[], 100), Vec::<u16>::new());
    }
}
