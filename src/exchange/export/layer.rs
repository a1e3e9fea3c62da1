//! What every format writes: features under the columns that are told, and what the file says of itself.

use std::io;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::domain::{Language, Reference, words};
use crate::geo::{self, Column, Crs, Feature, ShapeKind};

/// A layer as a file holds it. Its features come one by one, since there may be a million of them.
#[derive(Debug)]
pub struct Layer<'a> {
    /// Id of the collection: the name of the table, or of the layer.
    pub name: &'a str,
    /// The columns that are told, each with its place among a feature's values.
    pub columns: Vec<(usize, &'a Column)>,
    pub shape: ShapeKind,
    /// The features' shapes are in this system, east before north.
    pub crs: Crs,
    pub about: &'a About,
    /// Of what people read in the file: headings, sheets, notes. Names of properties are the same in every language.
    pub language: Language,
    /// What codes and ids among the values stand for.
    pub reference: &'a Reference,
    /// Its `status` is that of places to a promise; where it has another, that is one of panos.
    pub has_view: bool,
}

impl<'a> Layer<'a> {
    /// What a column is called in the language of the layer.
    pub const fn title(&self, column: &Column) -> &'static str {
        self.language.choose(column.title_vi, column.title_en)
    }

    /// What a value means, where it is a code, in the language of the layer.
    pub fn meaning(&self, column: &Column, value: &str) -> Option<&'static str> {
        let coded = !column.values.is_empty();
        coded.then(|| words::value(self.has_view, column.name, value, self.language))?
    }

    /// A feature's values under the columns that are told.
    pub fn values<'f, 'v>(
        &'f self,
        feature: &'f Feature<'v>,
    ) -> impl Iterator<Item = (&'a Column, &'f geo::Value<'v>)> {
        let value = |(ix, column): &(usize, &'a Column)| Some((*column, feature.values.get(*ix)?));
        self.columns.iter().filter_map(value)
    }
}

/// What a file says of itself.
#[derive(Debug, Default)]
pub struct About {
    /// What it shows, of which promise, as of when: the title of documents and layers.
    pub title_vi: String,
    pub title_en: String,
    /// When the data was last changed: the file's own time, since there is no other that every run agrees on.
    pub time: Timestamp,
    /// Where the table lies that a side file describes, as seen from that file; empty where it has its usual name.
    pub address: String,
    /// For programs: foreign members of GeoJSON, metadata of the others.
    pub members: Map<String, Value>,
    /// The same for people, in the order in which they read it.
    pub notes: Vec<Note>,
}

impl About {
    pub fn title(&self, language: Language) -> &str {
        language.choose(&self.title_vi, &self.title_en)
    }
}

/// One thing that a file says of itself: what it is about, and what it says.
#[derive(Debug)]
pub struct Note {
    pub key: &'static str,
    pub vi: (&'static str, String),
    pub en: (&'static str, String),
}

impl Note {
    pub fn in_language(&self, language: Language) -> (&'static str, &str) {
        let (label, text) = match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        };
        (label, text)
    }
}

/// Takes one feature.
pub type Take<'t> = &'t mut dyn FnMut(&Feature<'_>) -> io::Result<()>;

/// Gives every feature in its order, once; may be called once only. Stops at the first error of either side.
pub type Features<'f> = dyn FnMut(Take<'_>) -> io::Result<()> + 'f;
