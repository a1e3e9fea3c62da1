//! A table whose lines are set: how wide its columns are, how high its rows.

use std::num::NonZeroU32;
use std::rc::Rc;

use krilla::color::rgb;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::style;
use super::text::{Setter, Text};
use crate::exchange::report::columns::{self, CELL_PADDING};
use crate::exchange::report::document::{Align, Cell, Span, Table};

/// A table that takes no more than this part of a page is not divided.
const SHORT: f32 = 0.4;

pub struct Grid {
    pub caption: Rc<Text>,
    pub head: Vec<Row>,
    pub rows: Vec<Row>,
}

pub struct Row {
    pub cells: Vec<Placed>,
    /// It stays with the row below it.
    pub heads: bool,
    pub height: f32,
}

/// A cell and where it stands in its row.
pub struct Placed {
    pub x: f32,
    pub width: f32,
    pub text: Rc<Text>,
    pub ground: Option<rgb::Color>,
    pub tag: TagKind,
}

impl Row {
    /// Height of what is left of it when these lines of its cells have been written.
    pub fn rest(&self, from: &[usize]) -> f32 {
        let left = |(cell, from): (&Placed, &usize)| cell.text.height(*from..cell.text.lines());
        let lines = self.cells.iter().zip(from).map(left).fold(0.0, f32::max);
        lines + 2.0 * CELL_PADDING
    }
}

fn height(rows: &[Row]) -> f32 {
    rows.iter().map(|row| row.height).sum()
}

impl Grid {
    pub fn set(setter: &mut Setter, table: &Table, landscape: bool, measure: f32) -> Self {
        let widths = columns::widths(table, landscape);
        let mut grid = Self {
            caption: Rc::new(setter.set(&[Span::plain(&table.caption)], style::caption(), measure)),
            head: Vec::new(),
            rows: Vec::new(),
        };
        grid.fill(setter, table, landscape, &widths);
        grid
    }

    fn fill(&mut self, setter: &mut Setter, table: &Table, landscape: bool, widths: &[f32]) {
        let mut rows = |rows: &[Vec<Cell>], head: bool| {
            let row = |cells: &Vec<Cell>| {
                let look = |cell: &Cell, column: usize| {
                    let standard = match table.columns.get(column) {
                        Some(column) if !head => column.align,
                        _ => Align::Centre,
                    };
                    style::cell(landscape, cell.align.unwrap_or(standard))
                };
                let mut first = 0;
                let mut placed = Vec::with_capacity(cells.len());
                for cell in cells {
                    let columns = usize::from(cell.columns.max(1)).min(widths.len() - first);
                    if columns == 0 {
                        break;
                    }
                    let width = widths[first..first + columns].iter().sum::<f32>();
                    let text =
                        setter.set(&cell.spans, look(cell, first), width - 2.0 * CELL_PADDING);
                    placed.push(Placed {
                        x: widths[..first].iter().sum(),
                        width,
                        text: Rc::new(text),
                        ground: cell.fill.and_then(style::colour),
                        tag: tag(cell, head, columns),
                    });
                    first += columns;
                }
                let mut row = Row {
                    cells: placed,
                    heads: !head && table.is_heading(cells),
                    height: 0.0,
                };
                row.height = row.rest(&vec![0; row.cells.len()]);
                row
            };
            rows.iter().map(row).collect()
        };
        self.head = rows(&table.head, true);
        self.rows = rows(&table.rows, false);
    }

    pub fn captioned(&self) -> f32 {
        if self.caption.is_blank() {
            0.0
        } else {
            self.caption.whole() + style::CAPTION.after
        }
    }

    /// Height of the rows that are repeated.
    pub fn repeated(&self) -> f32 {
        height(&self.head)
    }

    /// What may stand at the foot of a page so high: a short table whole, of others the head and two rows.
    pub fn least(&self, page: f32) -> f32 {
        let before = self.captioned() + self.repeated();
        let whole = before + height(&self.rows);
        if whole <= page * SHORT {
            return whole;
        }
        before + height(&self.rows[..self.rows.len().min(2)])
    }
}

fn tag(cell: &Cell, head: bool, columns: usize) -> TagKind {
    let span = u32::try_from(columns).ok().filter(|columns| *columns > 1);
    let span = span.and_then(NonZeroU32::new);
    if head {
        Tag::TH(TableHeaderScope::Column).with_col_span(span).into()
    } else if cell.names_row {
        Tag::TH(TableHeaderScope::Row).with_col_span(span).into()
    } else {
        Tag::TD.with_col_span(span).into()
    }
}
