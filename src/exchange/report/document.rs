//! A document before it has a format: the paper, DOCX and HTML are made from this alike.
//!
//! It knows what administrative documents consist of, not what this one says. Lengths are millimetres, sizes points.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::Language;

#[derive(Clone, Debug)]
pub struct Document {
    /// For the list of documents, the window's title, the metadata.
    pub title: String,
    /// Who issues it.
    pub author: String,
    pub language: Language,
    /// When the data was last changed: the document's own time, since there is no other that every run agrees on.
    pub time: Timestamp,
    pub sections: Vec<Section>,
}

/// Pages of one orientation: A4, margins 20 mm above, below and right, 30 mm left.
#[derive(Clone, Debug, Default)]
pub struct Section {
    pub landscape: bool,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub enum Block {
    /// Levels from 1; part of the outline.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(Paragraph),
    Table(Table),
    Picture(Picture),
    /// Side by side and without borders: the head of a letter, the recipients beside the signature.
    Beside(Vec<Beside>),
}

#[derive(Clone, Debug)]
pub struct Beside {
    /// Of the width, in percent; all of them together make 100.
    pub width: u8,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    pub spans: Vec<Span>,
    pub align: Align,
    pub style: Style,
}

/// What a paragraph is, which decides on its size and distances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// 14 pt, its first line indented by 10 mm.
    #[default]
    Body,
    /// 14 pt, not indented: lists, the signature.
    Plain,
    /// 12 pt, not indented, close together: the head of a letter.
    Head,
    /// The name of the document, 14 pt, bold and centred with room around it.
    Title,
    /// 11 pt: sources, remarks, captions.
    Note,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Justify,
    Left,
    Centre,
    Right,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Short, at most 31 characters without `:\\/?*[]`: its sheet in a workbook.
    pub name: String,
    /// Above the table; what it is called by readers that do not see it.
    pub caption: String,
    pub columns: Vec<TableColumn>,
    /// Repeated on every page that the table reaches.
    pub head: Vec<Vec<Cell>>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Whether it is a row of one cell over all columns: the heading of those below it, which stays with them.
    pub fn is_heading(&self, row: &[Cell]) -> bool {
        row.len() == 1 && self.columns.len() > 1
    }
}

#[derive(Clone, Copy, Debug)]
pub struct TableColumn {
    /// Weight of its width among the others.
    pub width: f32,
    pub align: Align,
}

/// A cell of a table, 12 pt (11 pt in landscape sections).
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub spans: Vec<Span>,
    /// Columns that it takes; 0 and 1 are one.
    pub columns: u8,
    /// Another alignment than its column's.
    pub align: Option<Align>,
    /// Its ground, `#rrggbb`.
    pub fill: Option<&'static str>,
    /// Names its row.
    pub names_row: bool,
    /// What workbooks hold in place of the text.
    pub value: Value,
}

/// A value that can be calculated with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Text,
    Number(f64),
    /// Between 0 and 1, shown as a percentage.
    Share(f64),
    Date(Date),
    /// The sum of the numbers above it in its column.
    Total(f64),
}

/// A drawing over the whole width of the text.
#[derive(Clone, Debug)]
pub struct Picture {
    pub svg: String,
    /// The same, for formats that have no drawings.
    pub png: Vec<u8>,
    /// Width over height.
    pub ratio: f32,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    pub caption: String,
}

impl Span {
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            bold: true,
            ..Self::plain(text)
        }
    }

    pub fn italic(text: impl Into<String>) -> Self {
        Self {
            italic: true,
            ..Self::plain(text)
        }
    }
}
