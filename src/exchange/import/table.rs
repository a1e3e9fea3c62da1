//! A table as its reader found it: cells by place, texts once each.
//!
//! Spreadsheets repeat themselves, so a cell is a number and the text stands once; whatever is looked up for a text
//! (a place, a day) is then looked up once too.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Which text a cell holds. 0 is the empty one.
pub(in crate::exchange) type TextId = u32;

/// What the file says a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Kind {
    Text,
    /// A number as the file stores it, with a decimal point.
    Number,
    /// A day, written `2018-03-15`.
    Date,
    /// What a spreadsheet program shows where a formula fails, such as `#N/A`.
    Error,
}

/// Every distinct text of a file.
#[derive(Debug)]
pub(in crate::exchange) struct Texts {
    texts: Vec<(Kind, Box<str>)>,
    ids: HashMap<u64, TextId>,
}

impl Texts {
    pub(in crate::exchange) fn new() -> Self {
        Self {
            texts: vec![(Kind::Text, Box::from(""))],
            ids: HashMap::new(),
        }
    }

    /// The id of a text, trimmed and in NFC.
    pub(in crate::exchange) fn id(&mut self, kind: Kind, text: &str) -> TextId {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            return 0;
        }
        if is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
            self.intern(kind, text)
        } else {
            let composed: String = text.nfc().collect();
            self.intern(kind, &composed)
        }
    }

    fn intern(&mut self, kind: Kind, text: &str) -> TextId {
        // Two texts of one hash: the next seed tells them apart.
        for seed in kind as u64.. {
            let hash = xxh3_64_with_seed(text.as_bytes(), seed << 2 | kind as u64);
            match self.ids.get(&hash) {
                Some(&id) => {
                    let (known_kind, known) = &self.texts[id as usize];
                    if *known_kind == kind && **known == *text {
                        return id;
                    }
                }
                None => {
                    let id = TextId::try_from(self.texts.len()).unwrap_or(0);
                    self.texts.push((kind, Box::from(text)));
                    self.ids.insert(hash, id);
                    return id;
                }
            }
        }
        0
    }

    pub(in crate::exchange) fn text(&self, id: TextId) -> &str {
        self.texts.get(id as usize).map_or("", |(_, text)| text)
    }

    pub(in crate::exchange) fn kind(&self, id: TextId) -> Kind {
        self.texts.get(id as usize).map_or(Kind::Text, |(k, _)| *k)
    }

    /// Puts another text in the place of one; whoever holds the id sees the new one.
    pub(in crate::exchange) fn replace(&mut self, id: TextId, text: String) {
        if let Some(entry) = self.texts.get_mut(id as usize) {
            entry.1 = text.into_boxed_str();
        }
    }

    pub(in crate::exchange) fn len(&self) -> usize {
        self.texts.len()
    }
}

/// One cell that is not empty.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct Cell {
    /// From 0.
    pub(in crate::exchange) column: u16,
    pub(in crate::exchange) text: TextId,
}

/// A row that is not empty.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct Row {
    /// As the spreadsheet program shows it, from 1.
    pub(in crate::exchange) number: u32,
    first: u32,
    behind: u32,
}

/// Cells that a spreadsheet shows as one, in one column.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct Merged {
    pub(in crate::exchange) column: u16,
    /// Row numbers, both inside.
    pub(in crate::exchange) rows: (u32, u32),
}

#[derive(Debug)]
pub(in crate::exchange) struct Table {
    pub(in crate::exchange) texts: Texts,
    pub(in crate::exchange) rows: Vec<Row>,
    cells: Vec<Cell>,
    /// Blocks over several rows, by column and first row.
    merged: Vec<Merged>,
    /// Days are counted from 1904, not from 1900.
    pub(in crate::exchange) from_1904: bool,
}

impl Table {
    pub(in crate::exchange) fn new() -> Self {
        Self {
            texts: Texts::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            merged: Vec::new(),
            from_1904: false,
        }
    }

    /// Adds a cell to the row under way.
    pub(in crate::exchange) fn put(&mut self, column: u16, text: TextId) {
        if text != 0 {
            self.cells.push(Cell { column, text });
        }
    }

    /// Ends the row under way; an empty one does not stand.
    pub(in crate::exchange) fn end_row(&mut self, number: u32) {
        let first = self.rows.last().map_or(0, |row| row.behind);
        let behind = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        if behind > first {
            self.rows.push(Row {
                number,
                first,
                behind,
            });
        }
    }

    pub(in crate::exchange) fn cells(&self, row: &Row) -> &[Cell] {
        self.cells
            .get(row.first as usize..row.behind as usize)
            .unwrap_or_default()
    }

    /// The text of a cell of a row; 0 if it is empty.
    pub(in crate::exchange) fn at(&self, row: &Row, column: usize) -> TextId {
        self.cells(row)
            .iter()
            .find(|cell| usize::from(cell.column) == column)
            .map_or(0, |cell| cell.text)
    }

    /// The same, and where the cell is part of a block over several rows, what the block shows.
    pub(in crate::exchange) fn shown(&self, row: &Row, column: usize) -> TextId {
        match self.at(row, column) {
            0 => self
                .block(column, row.number)
                .and_then(|block| {
                    self.rows
                        .binary_search_by_key(&block.rows.0, |r| r.number)
                        .ok()
                })
                .map_or(0, |first| self.at(&self.rows[first], column)),
            own => own,
        }
    }

    fn block(&self, column: usize, row: u32) -> Option<&Merged> {
        let key = (column, row);
        let behind = self
            .merged
            .partition_point(|m| (usize::from(m.column), m.rows.0) <= key);
        let block = self.merged.get(behind.checked_sub(1)?)?;
        (usize::from(block.column) == column && row <= block.rows.1).then_some(block)
    }

    /// Blocks of merged cells over several rows.
    pub(in crate::exchange) fn merged(&self) -> &[Merged] {
        &self.merged
    }

    pub(in crate::exchange) fn set_merged(&mut self, mut merged: Vec<Merged>) {
        merged.sort_by_key(|m| (m.column, m.rows.0));
        self.merged = merged;
    }

    /// Puts rows into the order of their numbers: a file may hold them in any.
    pub(in crate::exchange) fn sort(&mut self) {
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
    }

    /// Takes the cells out again; the texts stay.
    pub(in crate::exchange) fn forget_rows(&mut self) {
        self.rows.clear();
        self.cells.clear();
        self.merged.clear();
    }

    /// Up to three different texts of a column among these rows.
    pub(in crate::exchange) fn samples(&self, rows: &[Row], column: usize) -> Vec<String> {
        let mut found: Vec<TextId> = Vec::new();
        for row in rows.iter().take(200) {
            let id = self.at(row, column);
            if id != 0 && !found.contains(&id) {
                found.push(id);
            }
            if found.len() == 3 {
                break;
            }
        }
        let short = |id: &TextId| self.texts.text(*id).chars().take(60).collect();
        found.iter().map(short).collect()
    }
}
