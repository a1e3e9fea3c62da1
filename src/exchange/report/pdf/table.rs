//! Tables on pages: rows kept whole, none of them alone, the head repeated on every page.

use std::rc::Rc;

use krilla::tagging::{Tag, TagKind};

use super::block::Composer;
use super::grid::{Grid, Row};
use super::page::{Frame, Ink, Mark, Part};
use super::style;
use super::tags::Tagged;
use crate::exchange::report::columns::CELL_PADDING;

impl Composer {
    pub(super) fn table(&mut self, grid: &Grid) {
        self.keep(grid.least(self.pages.frame().depth()));
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
            for (ix, row) in rows.iter().enumerate() {
                let node = self.tags.add(Some(group), Tag::TR);
                let cells = row.cells.iter();
                let cells: Vec<Tagged> = cells
                    .map(|cell| self.tags.add(Some(node), cell.tag.clone()))
                    .collect();
                // The last row is not left alone on its page, and no heading at the foot of one.
                let with = match rows.get(ix + 1) {
                    Some(next) if row.heads || ix + 2 == rows.len() => next.height,
                    _ => 0.0,
                };
                self.row(row, &cells, repeated, with);
            }
        }
    }

    /// The head, unless it leaves too little of a page for the rows.
    fn repeatable<'g>(&self, grid: &'g Grid) -> &'g [Row] {
        if grid.repeated() < self.pages.frame().depth() / 2.0 {
            &grid.head
        } else {
            &[]
        }
    }

    /// A row on this page or, whole, on the next, so that room is left for what must stay `with` it; one that is higher
    /// than a page takes as many as it needs.
    fn row(&mut self, row: &Row, nodes: &[Tagged], head: &[Row], with: f32) {
        let page = self.pages.frame().depth() - head.iter().map(|row| row.height).sum::<f32>();
        let mut from = vec![0; row.cells.len()];
        let mut fresh = self.pages.at_top();
        loop {
            let rest = row.rest(&from);
            let with = if rest + with <= page { with } else { 0.0 };
            if rest + with <= self.pages.room() || fresh && rest <= self.pages.room() {
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
