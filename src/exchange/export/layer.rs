//! What every format writes: features under the columns that are told, and what the file says of itself.

use std::io;

use serde_json::{Map, Value};

use crate::domain::Language;
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
}

impl<'a> Layer<'a> {
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
    /// For programs: foreign members of GeoJSON, metadata of the others.
    pub members: Map<String, Value>,
    /// The same for people, in the order in which they read it.
    pub notes: Vec<Note>,
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
