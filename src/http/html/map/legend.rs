//! The key to a map, with counts: of everything that is shown, and of the border communes among it.

use crate::domain::{ByStatus, Status};
use crate::domain::{Language, words};

#[derive(Debug, Default)]
pub struct Legend {
    pub statuses: Vec<Row>,
    pub all: usize,
    pub border: usize,
    pub keys: Vec<Key>,
}

#[derive(Debug)]
pub struct Row {
    pub status: &'static str,
    pub words: &'static str,
    pub all: usize,
    pub border: usize,
}

/// One kind of line, area or sign; `kind` names its drawing.
#[derive(Debug)]
pub struct Key {
    pub kind: &'static str,
    pub words: &'static str,
    pub count: Option<usize>,
}

impl Legend {
    pub fn of_statuses(all: &ByStatus, border: &ByStatus, language: Language) -> Self {
        let row = |status: Status| Row {
            status: status.as_str(),
            words: words::status(status, language),
            all: all.get(status),
            border: border.get(status),
        };
        Self {
            statuses: Status::ALL.into_iter().map(row).collect(),
            all: all.total(),
            border: border.total(),
            keys: Vec::new(),
        }
    }

    pub fn key(&mut self, kind: &'static str, words: &'static str) {
        self.keys.push(Key {
            kind,
            words,
            count: None,
        });
    }

    pub fn counted(&mut self, kind: &'static str, words: &'static str, count: usize) {
        let count = Some(count);
        self.keys.push(Key { kind, words, count });
    }

    /// The lines that every map has.
    pub fn lines(&mut self, language: Language) {
        self.key(
            "national",
            language.choose("Biên giới quốc gia", "National border"),
        );
        self.key(
            "district",
            language.choose("Ranh giới huyện", "District line"),
        );
    }
}
