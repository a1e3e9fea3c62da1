//! How a layer's features are told apart by colour, for the formats that carry a style: the same signs as on the map.

use super::layer::Layer;
use crate::domain::Status;
use crate::exchange::palette;
use crate::geo::{Column, ShapeKind};

/// The property that decides, and how its values look, in the order of legends.
#[derive(Debug)]
pub struct Legend {
    /// Its place among the columns that are told.
    pub column: usize,
    pub property: &'static str,
    pub classes: Vec<Class>,
}

#[derive(Debug)]
pub struct Class {
    pub value: &'static str,
    /// In the file's language, after the sign that stands beside the colour.
    pub label: String,
    pub symbol: Symbol,
}

/// Colours as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub ground: &'static str,
    pub pattern: Option<Pattern>,
    pub edge: &'static str,
    /// Nothing is to be seen here: on top of a satellite picture the ground is nearly gone.
    pub faint: bool,
}

/// What is drawn over the ground, in its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    Stripes(&'static str),
    Hatch(&'static str),
    Dots(&'static str),
}

/// Of a layer whose features all look the same: units, whose outlines alone count.
pub const PLAIN: Symbol = Symbol {
    ground: palette::PAPER,
    pattern: None,
    edge: palette::INK,
    faint: true,
};

impl Legend {
    /// `None` if no property that is told decides.
    pub fn of(layer: &Layer<'_>) -> Option<Self> {
        let decides = |column: &Column| matches!(column.name, "status" | "state");
        let columns = layer.columns.iter().map(|(_, column)| *column);
        let (at, column) = columns.enumerate().find(|(_, column)| decides(column))?;
        let classes = match layer.shape {
            ShapeKind::Areas => Status::ALL.map(|s| (s.as_str(), of_status(s))).to_vec(),
            ShapeKind::Point => SITES.to_vec(),
            ShapeKind::Points => RECORDS.to_vec(),
        };
        let class = |(value, (sign, symbol)): (&'static str, (char, Symbol))| Class {
            value,
            label: format!("{sign} {}", layer.meaning(column, value).unwrap_or(value)),
            symbol,
        };
        Some(Self {
            column: at,
            property: column.name,
            classes: classes.into_iter().map(class).collect(),
        })
    }
}

const fn of_status(status: Status) -> (char, Symbol) {
    let (ground, over) = palette::of(status);
    let pattern = match (status, over) {
        (Status::Partial, Some(colour)) => Some(Pattern::Stripes(colour)),
        (Status::Overdue, Some(colour)) => Some(Pattern::Hatch(colour)),
        (Status::NotTargeted, Some(colour)) => Some(Pattern::Dots(colour)),
        _ => None,
    };
    let symbol = Symbol {
        ground,
        pattern,
        // Seen on dark and on light grounds.
        edge: match status {
            Status::Reached => "#ffffff",
            _ => palette::MUTED,
        },
        faint: matches!(status, Status::NotTargeted),
    };
    (palette::sign(status), symbol)
}

const fn point(ground: &'static str, edge: &'static str) -> Symbol {
    Symbol {
        ground,
        pattern: None,
        edge,
        faint: false,
    }
}

/// Signs of pano sites: filled is built, outlined is planned.
const SITES: [(&str, (char, Symbol)); 3] = [
    ("built", ('■', point(palette::INK, palette::INK))),
    ("planned", ('□', point("#ffffff", palette::INK))),
    ("overdue", ('▲', point("#f2a154", "#b4480b"))),
];

/// What became of a record.
const RECORDS: [(&str, (char, Symbol)); 3] = [
    ("verified", ('●', point("#2f6f8f", "#ffffff"))),
    ("submitted", ('○', point("#ecdfc1", palette::INK))),
    ("rejected", ('×', point("#b9bcc2", palette::MUTED))),
];
