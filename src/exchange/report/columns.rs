//! How wide the columns of a table are on paper: by their weights, and no narrower than their longest word.

use std::sync::LazyLock;

use ttf_parser::Face;

use super::document::{Cell, Table};
use super::typeface::BOLD;

/// Between a cell's border and its text, to the left and right, in points.
pub const CELL_PADDING: f32 = 3.5;

/// Half of the borders on both sides, in points.
const BORDER: f32 = 0.5;

/// Width of a character that the typeface does not have, in parts of the size of type.
const UNKNOWN: f32 = 0.8;

/// Lines may end after these.
const BREAKS: [char; 4] = [' ', '-', '–', '/'];

/// Size of type in tables, in points.
pub const fn size(landscape: bool) -> f32 {
    if landscape { 11.0 } else { 12.0 }
}

/// Width of the text between the margins of a page, in points: A4 without 50 mm.
pub const fn measure(landscape: bool) -> f32 {
    let paper = if landscape { 297.0 } else { 210.0 };
    (paper - 50.0) * 72.0 / 25.4
}

/// The width of each column of a table that takes the whole measure, in points.
pub fn widths(table: &Table, landscape: bool) -> Vec<f32> {
    let sum: f32 = table.columns.iter().map(|column| column.width).sum();
    let share = measure(landscape) / sum.max(f32::MIN_POSITIVE);
    let widths: Vec<f32> = table.columns.iter().map(|c| c.width * share).collect();
    let least = longest_words(table, size(landscape));
    wider(&widths, &least).unwrap_or(widths)
}

/// Of each column, what its longest word needs.
fn longest_words(table: &Table, size: f32) -> Vec<f32> {
    let mut least = vec![0.0_f32; table.columns.len()];
    for cells in table.head.iter().chain(&table.rows) {
        let mut column = 0;
        for cell in cells {
            let columns = usize::from(cell.columns.max(1));
            if let (1, Some(least)) = (columns, least.get_mut(column)) {
                *least = least.max(longest_word(cell) * size + 2.0 * CELL_PADDING + BORDER);
            }
            column += columns;
        }
    }
    least
}

/// Width of a cell's longest word in parts of the size of type, as if all of it was bold.
fn longest_word(cell: &Cell) -> f32 {
    let text: String = cell.spans.iter().map(|span| span.text.as_str()).collect();
    let words = text.split_inclusive(BREAKS).map(str::trim_end);
    words.map(width).fold(0.0, f32::max)
}

fn width(word: &str) -> f32 {
    static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(BOLD, 0).ok());
    let Some(face) = &*FACE else {
        return 0.0;
    };
    let em = f32::from(face.units_per_em());
    let advance = |character| {
        let glyph = face.glyph_index(character)?;
        Some(f32::from(face.glyph_hor_advance(glyph)?) / em)
    };
    let of = |character| advance(character).unwrap_or(UNKNOWN);
    word.chars().map(of).sum()
}

/// Columns that are narrower than their longest word, widened by what the others can spare; none if none is, or if there
/// is not enough to spare.
fn wider(widths: &[f32], least: &[f32]) -> Option<Vec<f32>> {
    let pairs = || widths.iter().zip(least);
    let wanted: f32 = pairs().map(|(width, least)| (least - width).max(0.0)).sum();
    let spare: f32 = pairs().map(|(width, least)| (width - least).max(0.0)).sum();
    if wanted <= 0.0 || wanted > spare {
        return None;
    }
    let given = wanted / spare;
    let widened = |(width, least): (&f32, &f32)| {
        if width < least {
            *least
        } else {
            width - (width - least) * given
        }
    };
    Some(pairs().map(widened).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::report::document::{Align, Span, TableColumn};

    #[test]
    fn words_are_not_broken_where_others_can_spare() {
        let widened = wider(&[10.0, 60.0, 30.0], &[16.0, 40.0, 20.0]).unwrap();
        assert!(
            widened
                .iter()
                .zip([16.0, 56.0, 28.0])
                .all(|(a, b)| (a - b).abs() < 1e-4)
        );
        assert_eq!(wider(&[10.0, 60.0], &[10.0, 20.0]), None);
        assert_eq!(wider(&[10.0, 60.0], &[40.0, 50.0]), None);
    }

    #[test]
    fn a_head_of_one_long_word_widens_its_column() {
        let column = |width| TableColumn {
            width,
            align: Align::Left,
        };
        let cell = |text: &str| Cell {
            spans: vec![Span::plain(text)],
            ..Cell::default()
        };
        let table = Table {
            columns: vec![column(1.0), column(9.0)],
            head: vec![vec![cell("Loudspeaker 2018"), cell("Xã")]],
            ..Table::default()
        };
        // As Times New Roman Bold has it: 11 characters of 5.66 em at 12 pt.
        let [first, second] = widths(&table, false)[..] else {
            panic!("two columns");
        };
        assert!((first - 75.4).abs() < 1.0, "{first}");
        assert!((first + second - measure(false)).abs() < 1e-3);
    }
}
