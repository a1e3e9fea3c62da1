//! The collections of the service. A collection is one file here and one line in [`COLLECTIONS`].

mod activities;
mod communes;
mod coverage;
mod districts;
mod pano_sites;

use crate::domain::Place;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Feature, Look, Value, Window, order};
use crate::store::{Store, StoreError};
use crate::world::{Atlas, Snapshot};

use super::selection::{Selection, View};

/// A set of features that can be asked for by name.
#[derive(Debug)]
pub struct Collection {
    pub id: &'static str,
    pub title_vi: &'static str,
    pub title_en: &'static str,
    pub description_vi: &'static str,
    pub description_en: &'static str,
    pub columns: &'static [Column],
    /// The property that `datetime` is held against, where features have one.
    pub temporal: Option<&'static str>,
    /// Filters that are not properties.
    pub also_by: &'static [Column],
    /// Shows a promise on a day: takes `line`, `year` and `as_of`.
    pub has_view: bool,
    pub source: Source,
}

/// Where a collection's features come from.
pub enum Source {
    /// From memory, those at places that are wanted; filters are applied to them.
    Snapshot(for<'a> fn(&'a Snapshot, View, Wanted<'_>) -> Vec<Feature<'a>>),
    /// Listed by the store, page by page.
    Ledger,
}

/// Asked before a feature's values are put together, which costs more than the question.
pub type Wanted<'w> = &'w dyn Fn(Place) -> bool;

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Snapshot(_) => "Snapshot",
            Self::Ledger => "Ledger",
        })
    }
}

pub static COLLECTIONS: [&Collection; 6] = [
    &communes::COMMUNES,
    &communes::BORDER_COMMUNES,
    &districts::DISTRICTS,
    &pano_sites::PANO_SITES,
    &coverage::COVERAGE,
    &activities::ACTIVITIES,
];

/// The collection with an id.
pub fn find(id: &str) -> Option<&'static Collection> {
    COLLECTIONS.into_iter().find(|c| c.id == id)
}

/// The features that match, and how many match in all.
#[derive(Debug)]
pub struct Page<'a> {
    pub matched: usize,
    pub features: Vec<Feature<'a>>,
}

impl Collection {
    pub fn filterable(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns
            .iter()
            .filter(|c| c.kind != ColumnKind::Json)
            .chain(self.also_by)
    }

    /// The place of a property among the columns.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// A page of features. Blocks on the database for a collection of the ledger.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn page<'a>(
        &self,
        selection: &Selection,
        snapshot: &'a Snapshot,
        store: &Store,
    ) -> Result<Page<'a>, StoreError> {
        let mut page = match self.source {
            Source::Snapshot(features) => {
                let wanted = wanted(selection.window.as_ref(), &snapshot.atlas);
                self.select(features(snapshot, selection.view, &*wanted), selection)
            }
            Source::Ledger => activities::page(selection, snapshot, store)?,
        };
        if selection.skip_geometry {
            for feature in &mut page.features {
                feature.shape = None;
            }
        }
        Ok(page)
    }

    /// One feature by id, as of a day. `known`: the snapshot is a past one.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn feature<'a>(
        &self,
        id: &str,
        view: View,
        known: bool,
        snapshot: &'a Snapshot,
        store: &Store,
    ) -> Result<Option<Feature<'a>>, StoreError> {
        match self.source {
            Source::Snapshot(features) => {
                let named = snapshot.atlas.reference.place(id);
                let found = features(snapshot, view, &|place| Some(place) == named);
                Ok(found.into_iter().find(|f| f.id == id))
            }
            Source::Ledger => activities::feature(id, known, snapshot, store),
        }
    }

    fn select<'a>(&self, mut features: Vec<Feature<'a>>, selection: &Selection) -> Page<'a> {
        if let (Some(interval), Some(ix)) = (
            selection.interval,
            self.temporal.and_then(|name| self.column(name)),
        ) {
            // A feature without a time matches every time (OGC API – Features, 7.15.4).
            features.retain(|feature| match feature.values[ix] {
                Value::Date(day) => interval.contains(day),
                _ => true,
            });
        }
        for filter in &selection.filters {
            if let Some(ix) = self.column(filter.column.name) {
                features.retain(|feature| filter.any_of.contains(&feature.values[ix]));
            }
        }
        if let Some(condition) = &selection.condition {
            features.retain(|feature| condition.matches(feature));
        }
        order::sort(&mut features, &selection.order);
        let matched = features.len();
        let features = features
            .into_iter()
            .skip(selection.offset)
            .take(selection.limit.unwrap_or(usize::MAX))
            .collect();
        Page { matched, features }
    }
}

/// Which places lie in a window, as they look in its system.
fn wanted<'a>(window: Option<&'a Window>, atlas: &'a Atlas) -> Box<dyn Fn(Place) -> bool + 'a> {
    let Some(window) = window else {
        return Box::new(|_| true);
    };
    let drawing = atlas.drawing(Look::of(window.crs()));
    Box::new(move |place| {
        let shape = drawing.place(place);
        shape.is_some_and(|shape| window.intersects(shape))
    })
}
