//! Tables: columns by weight, cells in lines, rows kept whole, the head repeated on every page.

use std::num::NonZeroU32;
use std::rc::Rc;

use krilla::color::rgb;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::block::Composer;
use super::page::{Frame, Ink, Mark, Part};
use super::style::{self, CELL_PADDING};
use super::tags::Tagged;
use super::text::{Setter, Text};
use crate::exchange::report::document::{Align, Cell, Span, Table};

/// A table whose lines are set.
pub struct Grid {
    caption: Rc<Text>,
    head: Vec<Row>,
    rows: Vec<Row>,
}

struct Row {
    cells: Vec<Placed>,
    height: f32,
}

/// A cell and where it stands in its row.
struct Placed {
    x: f32,
    width: f32,
    text: Rc<Text>,
    ground: Option<rgb::Color>,
    tag: TagKind,
}

impl Placed {
    /// With its padding, from a line on.
    fn height(&self, from: usize) -> f32 {
        self.text.height(from..self.text.lines()) + 2.0 * CELL_PADDING
    }
}

impl Row {
    /// What is left of it when these lines of its cells have been written.
    fn rest(&self, from: &[usize]) -> f32 {
        let heights = self
            .cells
            .iter()
            .zip(from)
            .map(|(cell, from)| cell.height(*from));
        heights.fold(0.0, f32::max)
    }
}

impl Grid {
    fn captioned(&self) -> f32 {
        if self.caption.is_blank() {
            0.0
        } else {
            self.caption.whole() + style::CAPTION.after
        }
    }

    fn head(&self) -> f32 {
        self.head.iter().map(|row| row.height).sum()
    }

    /// Caption, head and first row: no page ends before them.
    pub fn least(&self) -> f32 {
        self.captioned() + self.head() + self.rows.first().map_or(0.0, |row| row.height)
    }
}

pub fn set_table(setter: &mut Setter, table: &Table, landscape: bool, measure: f32) -> Grid {
    let weights: f32 = table.columns.iter().map(|column| column.width).sum();
    let widths: Vec<f32> = table
        .columns
        .iter()
        .map(|column| measure * column.width / weights)
        .collect();
    let mut row = |cells: &[Cell], head: bool| {
        let mut column = 0;
        let mut placed = Vec::with_capacity(cells.len());
        for cell in cells {
            let taken =
                usize::from(cell.columns.max(1)).min(widths.len() - column.min(widths.len()));
            if taken == 0 {
                break;
            }
            let standard = if head {
                Align::Centre
            } else {
                table.columns[column].align
            };
            let width = widths[column..column + taken].iter().sum::<f32>();
            let look = style::cell(landscape, cell.align.unwrap_or(standard));
            let text = setter.set(&cell.spans, look, width - 2.0 * CELL_PADDING);
            placed.push(Placed {
                x: widths[..column].iter().sum(),
                width,
                text: Rc::new(text),
                ground: cell.fill.and_then(style::colour),
                tag: tag(cell, head, taken),
            });
            column += taken;
        }
        let mut row = Row {
            cells: placed,
            height: 0.0,
        };
        row.height = row.rest(&vec![0; row.cells.len()]);
        row
    };
    let head = table.head.iter().map(|cells| row(cells, true)).collect();
    let rows = table.rows.iter().map(|cells| row(cells, false)).collect();
    let caption = setter.set(&[Span::plain(&table.caption)], style::caption(), measure);
    Grid {
        caption: Rc::new(caption),
        head,
        rows,
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

impl Composer {
    pub(super) fn table(&mut self, grid: &Grid) {
        self.keep(grid.least());
        let table = self.tags.add(None, Tag::Table);
        if !grid.caption.is_blank() {
            let node = self.tags.add(Some(table), Tag::Caption);
            self.lines(&grid.caption, Some(node), Frame::LEFT);
            self.pages.skip(style::CAPTION.after);
        }
        let (head, rows) = (&grid.head[..], &grid.rows[..]);
        for (tag, rows, repeated) in [
            (TagKind::from(Tag::THead), head, &[][..]),
            (Tag::TBody.into(), rows, self.repeatable(grid)),
        ] {
            if rows.is_empty() {
                continue;
            }
            let group = self.tags.add(Some(table), tag);
            for row in rows {
                let node = self.tags.add(Some(group), Tag::TR);
                let cells = row.cells.iter();
                let cells: Vec<Tagged> = cells
                    .map(|cell| self.tags.add(Some(node), cell.tag.clone()))
                    .collect();
                self.row(row, &cells, repeated);
            }
        }
    }

    /// The head, unless it leaves too little of a page for the rows.
    fn repeatable<'g>(&self, grid: &'g Grid) -> &'g [Row] {
        if grid.head() < self.pages.frame().depth() / 2.0 {
            &grid.head
        } else {
            &[]
        }
    }

    /// A row on this page or, whole, on the next; one that is higher than a page takes as many as it needs.
    fn row(&mut self, row: &Row, nodes: &[Tagged], head: &[Row]) {
        let page = self.pages.frame().depth() - head.iter().map(|row| row.height).sum::<f32>();
        let mut from = vec![0; row.cells.len()];
        let mut fresh = self.pages.at_top();
        loop {
            let rest = row.rest(&from);
            if rest <= self.pages.room() {
                let to: Vec<usize> = row.cells.iter().map(|cell| cell.text.lines()).collect();
                self.piece(row, Some(nodes), &from, &to, rest);
                return;
            }
            let room = self.pages.room() - 2.0 * CELL_PADDING;
            let mut to: Vec<usize> = row
                .cells
                .iter()
                .zip(&from)
                .map(|(cell, from)| cell.text.fitting(*from, room))
                .collect();
            if fresh && to == from {
                // Not even one line fits on an empty page: it is written all the same, so that this comes to an end.
                for (to, cell) in to.iter_mut().zip(&row.cells) {
                    *to = (*to + 1).min(cell.text.lines());
                }
            }
            if (rest > page || fresh) && to != from {
                let height = self.pages.room();
                self.piece(row, Some(nodes), &from, &to, height);
                from = to;
            }
            self.pages.turn();
            for row in head {
                let all: Vec<usize> = row.cells.iter().map(|cell| cell.text.lines()).collect();
                self.piece(row, None, &vec![0; all.len()], &all, row.height);
            }
            fresh = true;
        }
    }

    /// Some lines of a row's cells, and the borders around them. Without nodes it is a repetition, which is read once.
    fn piece(
        &mut self,
        row: &Row,
        nodes: Option<&[Tagged]>,
        from: &[usize],
        to: &[usize],
        height: f32,
    ) {
        let y = self.pages.y;
        for cell in &row.cells {
            self.pages.mark(Mark {
                part: Part::Layout,
                x: Frame::LEFT + cell.x,
                y,
                ink: Ink::Cell {
                    width: cell.width,
                    height,
                    ground: cell.ground,
                },
            });
        }
        for (ix, ((cell, from), to)) in row.cells.iter().zip(from).zip(to).enumerate() {
            if cell.text.is_blank() || from == to {
                continue;
            }
            let written = cell.text.height(*from..*to);
            let node = nodes.and_then(|nodes| nodes.get(ix));
            self.pages.mark(Mark {
                part: node.map_or(Part::Layout, |node| Part::Content(*node)),
                x: Frame::LEFT + cell.x + CELL_PADDING,
                y: y + (height - written) / 2.0,
                ink: Ink::Lines {
                    text: Rc::clone(&cell.text),
                    lines: *from..*to,
                    colour: style::ink_on(cell.ground),
                },
            });
        }
        self.pages.y += height;
    }
}
