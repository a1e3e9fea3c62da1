//! The collections of the service. A collection is one file here and one line in [`COLLECTIONS`].

mod activities;
mod communes;
mod coverage;
mod districts;
mod pano_sites;

use std::io;

pub use communes::COMMUNES;
pub use coverage::COVERAGE;
pub use districts::DISTRICTS;
pub use pano_sites::PANO_SITES;

use crate::domain::Place;
use crate::exchange::export::layer::Take;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Feature, Look, ShapeKind, Value, Window, order};
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
    pub shape: ShapeKind,
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

    /// How many features match, limit or not. Blocks on the database for a collection of the ledger.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn count(
        &self,
        selection: &Selection,
        snapshot: &Snapshot,
        store: &Store,
    ) -> Result<usize, StoreError> {
        match self.source {
            Source::Snapshot(_) => Ok(self.page(selection, snapshot, store)?.matched),
            Source::Ledger => activities::count(selection, snapshot, store),
        }
    }

    /// Hands over the features of a page one by one, as they look when shown; what is of the ledger is never all in memory.
    ///
    /// # Errors
    /// If the database cannot be read, or with what `take` failed.
    pub fn stream(
        &self,
        selection: &Selection,
        snapshot: &Snapshot,
        store: &Store,
        take: Take<'_>,
    ) -> io::Result<()> {
        match self.source {
            Source::Snapshot(_) => {
                let page = self.page(selection, snapshot, store);
                let mut features = page.map_err(io::Error::other)?.features;
                snapshot.atlas.show(&mut features, selection.look);
                features.iter().try_for_each(take)
            }
            Source::Ledger => activities::stream(selection, snapshot, store, take),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::feature::Role;

    #[test]
    fn every_property_has_a_title_in_both_languages() {
        for collection in COLLECTIONS {
            for column in collection.columns.iter().chain(collection.also_by) {
                let about = format!("{}: {}", collection.id, column.name);
                assert!(!column.title_vi.is_empty(), "{about}");
                assert!(!column.title_en.is_empty(), "{about}");
                // Sentences are joined to the title by those who show them.
                assert!(!column.about.ends_with('.'), "{about}");
            }
        }
    }

    /// As OGC API – Features – Part 5 wants it (core-roles-features).
    #[test]
    fn roles_stand_where_they_may() {
        for collection in COLLECTIONS {
            let id = collection.id;
            let of = |role| {
                collection
                    .columns
                    .iter()
                    .filter(move |c| c.role == Some(role))
            };
            assert_eq!(collection.columns[0].role, Some(Role::Id), "{id}");
            for role in [
                Role::Id,
                Role::Instant,
                Role::IntervalStart,
                Role::IntervalEnd,
            ] {
                assert!(of(role).count() <= 1, "{id}: {role:?}");
            }
            let instants = of(Role::Instant);
            let intervals = || of(Role::IntervalStart).chain(of(Role::IntervalEnd));
            assert!(
                instants.clone().next().is_none() || intervals().next().is_none(),
                "{id}"
            );
            // What `datetime` is held against is what a feature's time is said to be.
            let mut times = instants.chain(of(Role::IntervalStart)).map(|c| c.name);
            assert_eq!(times.next(), collection.temporal, "{id}");
            assert!(instants_and_intervals_are_days(collection), "{id}");
        }
    }

    fn instants_and_intervals_are_days(collection: &Collection) -> bool {
        let mut timed = collection
            .columns
            .iter()
            .filter(|c| c.role.is_some_and(|role| role != Role::Id));
        timed.all(|c| c.kind == ColumnKind::Date)
    }
}
