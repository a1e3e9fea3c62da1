//! Drawings: the shapes of all places in one look, made when it is first asked for and kept.

use std::borrow::Cow;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::Atlas;
use crate::domain::Place;
use crate::geo::{Crs, Feature, Look, Shape};

/// Bytes that all kept drawings may take together. One in another system takes about 0.8 MB.
const KEPT_BYTES: u64 = 8 << 20;
const USUAL_DRAWINGS: usize = 16;

/// The shapes of all places in one look; `None` where its system does not reach.
#[derive(Debug)]
pub(super) struct Drawing {
    crs: Crs,
    communes: Vec<Option<Shape>>,
    districts: Vec<Option<Shape>>,
    sites: Vec<Option<Shape>>,
}

impl Drawing {
    fn new(atlas: &Atlas, look: Look) -> Self {
        let crs = look.crs;
        let shown = |shapes: &[Shape]| shapes.iter().map(|s| s.shown_in(crs)).collect();
        Self {
            crs,
            communes: shown(&atlas.communes),
            districts: shown(&atlas.districts),
            sites: shown(&atlas.sites),
        }
    }

    /// What a feature looks like: as the place that it is, or, where it is none, by its own shape.
    fn of<'a>(&'a self, feature: &Feature<'_>, atlas: &Atlas) -> Option<Cow<'a, Shape>> {
        let own = feature.shape.as_ref()?;
        let shape = match atlas.reference.place(&feature.id) {
            Some(Place::Commune(c)) => &self.communes[c],
            Some(Place::District(d)) => &self.districts[d],
            Some(Place::Site(s)) => &self.sites[s],
            Some(Place::Province) | None => return own.shown_in(self.crs).map(Cow::Owned),
        };
        shape.as_ref().map(Cow::Borrowed)
    }

    fn bytes(&self) -> usize {
        let all = self.communes.iter().chain(&self.districts);
        // Coordinates take about as much again as their text.
        all.flatten().map(|shape| 2 * shape.json.len()).sum()
    }
}

/// Drawings by look. Those that nobody asked for lately fall off the end.
#[derive(Debug)]
pub(super) struct Drawings(Cache<Look, Arc<Drawing>, BySize>);

impl Default for Drawings {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_DRAWINGS, KEPT_BYTES, BySize))
    }
}

#[derive(Clone, Debug)]
struct BySize;

impl Weighter<Look, Arc<Drawing>> for BySize {
    fn weight(&self, _: &Look, drawing: &Arc<Drawing>) -> u64 {
        u64::try_from(drawing.bytes()).unwrap_or(u64::MAX).max(1)
    }
}

impl Atlas {
    fn drawing(&self, look: Look) -> Arc<Drawing> {
        let make =
            || -> Result<_, std::convert::Infallible> { Ok(Arc::new(Drawing::new(self, look))) };
        match self.drawings.0.get_or_insert_with(&look, make) {
            Ok(drawing) => drawing,
            Err(never) => match never {},
        }
    }

    /// Gives features the shapes of a look in place of those that they have.
    pub fn show(&self, features: &mut [Feature<'_>], look: Look) {
        if look == Look::default() || features.iter().all(|f| f.shape.is_none()) {
            return;
        }
        let drawing = self.drawing(look);
        for feature in features {
            let shown = drawing.of(feature, self).map(Cow::into_owned);
            feature.shape = shown.map(Cow::Owned);
        }
    }

    /// Keeps the features whose shape, in a system, is a wanted one.
    pub fn retain(
        &self,
        features: &mut Vec<Feature<'_>>,
        crs: Crs,
        is_wanted: impl Fn(&Shape) -> bool,
    ) {
        if crs == Crs::Crs84 {
            features.retain(|f| f.shape.as_ref().is_some_and(|shape| is_wanted(shape)));
            return;
        }
        let drawing = self.drawing(Look::of(crs));
        features.retain(|f| drawing.of(f, self).is_some_and(|shape| is_wanted(&shape)));
    }
}
