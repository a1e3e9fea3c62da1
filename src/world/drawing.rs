//! Drawings: the shapes of all places in one look, made when it is first asked for and kept.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::convert::Infallible;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::Atlas;
use crate::domain::Place;
use crate::geo::{Feature, Look, Shape};

/// Bytes that all kept drawings may take together. One in another system takes about 0.8 MB.
const KEPT_BYTES: u64 = 8 << 20;
/// So few that the cache does not divide its bytes among shards, into which no drawing would fit.
const USUAL_DRAWINGS: usize = 16;

/// The shapes of all places in one look.
#[derive(Debug)]
pub enum Drawing<'a> {
    /// As they are kept.
    Plain(&'a Atlas),
    Other(Arc<Drawn>),
}

impl Drawing<'_> {
    /// The shape of a place; `None` for the province, which has none, and for what the system does not reach.
    pub fn place(&self, place: Place) -> Option<&Shape> {
        match self {
            Self::Plain(atlas) => match place {
                Place::Commune(c) => Some(&atlas.communes[c]),
                Place::District(d) => Some(&atlas.districts[d]),
                Place::Site(s) => Some(&atlas.sites[s]),
                Place::Province => None,
            },
            Self::Other(drawn) => match place {
                Place::Commune(c) => drawn.communes[c].as_ref(),
                Place::District(d) => drawn.districts[d].as_ref(),
                Place::Site(s) => drawn.sites[s].as_ref(),
                Place::Province => None,
            },
        }
    }
}

/// What [`Drawing::Other`] holds; `None` where the system does not reach.
#[derive(Debug)]
pub struct Drawn {
    communes: Vec<Option<Shape>>,
    districts: Vec<Option<Shape>>,
    sites: Vec<Option<Shape>>,
}

impl Drawn {
    fn new(atlas: &Atlas, look: Look) -> Self {
        let crs = look.crs;
        let shown = |shapes: &[Shape]| shapes.iter().map(|s| s.shown_in(crs)).collect();
        Self {
            communes: shown(&atlas.communes),
            districts: shown(&atlas.districts),
            sites: shown(&atlas.sites),
        }
    }

    fn bytes(&self) -> usize {
        let all = self.communes.iter().chain(&self.districts);
        // Coordinates take about as much again as their text.
        all.flatten().map(|shape| 2 * shape.json.len()).sum()
    }
}

/// Drawings by look. Those that nobody asked for lately fall off the end.
#[derive(Debug)]
pub(super) struct Drawings(Cache<Look, Arc<Drawn>, BySize>);

impl Default for Drawings {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_DRAWINGS, KEPT_BYTES, BySize))
    }
}

#[derive(Clone, Debug)]
struct BySize;

impl Weighter<Look, Arc<Drawn>> for BySize {
    fn weight(&self, _: &Look, drawn: &Arc<Drawn>) -> u64 {
        u64::try_from(drawn.bytes()).unwrap_or(u64::MAX).max(1)
    }
}

impl Atlas {
    pub fn drawing(&self, look: Look) -> Drawing<'_> {
        if look == Look::default() {
            return Drawing::Plain(self);
        }
        let make = || -> Result<_, Infallible> { Ok(Arc::new(Drawn::new(self, look))) };
        match self.drawings.0.get_or_insert_with(&look, make) {
            Ok(drawn) => Drawing::Other(drawn),
            Err(never) => match never {},
        }
    }

    /// Gives features the shapes of a look in place of those that they have.
    pub fn show(&self, features: &mut [Feature<'_>], look: Look) {
        if look == Look::default() {
            return;
        }
        let drawing = LazyCell::new(|| self.drawing(look));
        for feature in features {
            let Some(own) = feature.shape.take() else {
                continue;
            };
            let shown = match self.reference.place(&feature.id) {
                Some(place) => drawing.place(place).cloned(),
                // A record, which stands at several places.
                None => own.shown_in(look.crs),
            };
            feature.shape = shown.map(Cow::Owned);
        }
    }
}
