//! Drawings: the shapes of all places in one look, made when it is first asked for and kept.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::convert::Infallible;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::Atlas;
use super::atlas::districts;
use crate::domain::Place;
use crate::geo::generalise::{Generaliser, Step};
use crate::geo::{Crs, Feature, Look, Shape, Tolerance};

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
    fn new(atlas: &Atlas, (crs, step): Key) -> Self {
        let shown = |shapes: &[Shape]| shapes.iter().map(|s| s.shown_in(crs)).collect();
        let sites = shown(&atlas.sites);
        let Some(step) = step else {
            return Self {
                communes: shown(&atlas.communes),
                districts: shown(&atlas.districts),
                sites,
            };
        };
        let generaliser = atlas
            .generaliser
            .get_or_init(|| Generaliser::new(&atlas.communes));
        let communes = atlas.communes.iter();
        let communes = communes.map(|outline| generaliser.outline(outline, step.metres()));
        let communes: Vec<Option<Shape>> = communes.collect();
        let districts = districts(&atlas.reference.units, communes.iter().map(Option::as_ref));
        let shown = |shapes: Vec<Option<Shape>>| {
            let shown = |shape: Option<Shape>| shape?.shown_in(crs);
            shapes.into_iter().map(shown).collect()
        };
        Self {
            communes: shown(communes),
            districts: shown(districts),
            sites,
        }
    }

    fn bytes(&self) -> usize {
        let all = self.communes.iter().chain(&self.districts);
        // Coordinates take about as much again as their text.
        all.flatten().map(|shape| 2 * shape.json.len()).sum()
    }
}

/// In which system, and generalised to what.
type Key = (Crs, Option<Step>);

/// Drawings by look. Those that nobody asked for lately fall off the end.
#[derive(Debug)]
pub(super) struct Drawings(Cache<Key, Arc<Drawn>, BySize>);

impl Default for Drawings {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_DRAWINGS, KEPT_BYTES, BySize))
    }
}

#[derive(Clone, Debug)]
struct BySize;

impl Weighter<Key, Arc<Drawn>> for BySize {
    fn weight(&self, _: &Key, drawn: &Arc<Drawn>) -> u64 {
        u64::try_from(drawn.bytes()).unwrap_or(u64::MAX).max(1)
    }
}

impl Atlas {
    pub fn drawing(&self, look: Look) -> Drawing<'_> {
        let key = (look.crs, self.step(look));
        if key == (Crs::Crs84, None) {
            return Drawing::Plain(self);
        }
        let make = || -> Result<_, Infallible> { Ok(Arc::new(Drawn::new(self, key))) };
        match self.drawings.0.get_or_insert_with(&key, make) {
            Ok(drawn) => Drawing::Other(drawn),
            Err(never) => match never {},
        }
    }

    /// What outlines are generalised to in a look; `None` if they are shown in full.
    pub fn step(&self, look: Look) -> Option<Step> {
        if look.tolerance == Tolerance::None {
            return None;
        }
        let boxes = self.communes.iter().map(|shape| shape.bbox);
        let ends = boxes.flat_map(|b| [b.min().y.abs(), b.max().y.abs()]);
        look.step(ends.fold(0.0, f64::max))
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use geo::LinesIter;

    use super::*;
    use crate::exchange::reference;
    use crate::geo::validity;

    fn atlas() -> Atlas {
        Atlas::new(reference::load(None).unwrap()).unwrap()
    }

    fn edges(shape: &Shape) -> impl Iterator<Item = [u64; 4]> {
        let lines = shape
            .as_polygons()
            .into_iter()
            .flat_map(LinesIter::lines_iter);
        lines.map(|line| [line.start.x, line.start.y, line.end.x, line.end.y].map(f64::to_bits))
    }

    #[test]
    fn districts_are_made_of_the_borders_of_their_communes() {
        let atlas = atlas();
        let units = &atlas.reference.units;
        for metres in [20.0, 100.0, 300.0, 1000.0, 100_000.0] {
            let tolerance = Tolerance::Offset(metres);
            let look = Look {
                crs: Crs::Epsg9205,
                tolerance,
            };
            let drawing = atlas.drawing(look);
            let communes = (0..units.communes.len()).map(Place::Commune);
            let communes: HashSet<_> = communes
                .flat_map(|place| edges(drawing.place(place).unwrap()).collect::<Vec<_>>())
                .collect();
            let districts = (0..units.districts.len()).map(Place::District);
            for place in districts {
                let district = drawing.place(place).unwrap();
                let strange = edges(district).filter(|edge| !communes.contains(edge));
                assert_eq!(strange.count(), 0, "{metres} {place:?}");
            }
        }
    }

    #[test]
    fn generalised_districts_are_a_valid_coverage() {
        let atlas = atlas();
        for metres in [20.0, 100.0, 300.0, 1000.0, 100_000.0] {
            let step = Step::within(metres);
            let drawn = Drawn::new(&atlas, (Crs::Crs84, step));
            let codes = atlas
                .reference
                .units
                .districts
                .iter()
                .map(|d| d.code.as_str());
            let shapes = drawn.districts.iter().flatten();
            let districts: Vec<_> = codes.zip(shapes).collect();
            assert_eq!(districts.len(), 8);
            assert_eq!(
                validity::faults(&districts, 1),
                Vec::<String>::new(),
                "{metres}"
            );
        }
    }

    #[test]
    fn drawings_are_made_once_and_dropped_when_they_are_too_many() {
        let atlas = atlas();
        let drawn = |crs, metres| match atlas.drawing(Look {
            crs,
            tolerance: Tolerance::Offset(metres),
        }) {
            Drawing::Other(drawn) => Some(drawn),
            Drawing::Plain(_) => None,
        };
        assert!(drawn(Crs::Crs84, 0.0).is_none());
        // Both fall into one step.
        let [a, b] = [1000.0, 1010.0].map(|metres| drawn(Crs::Epsg3405, metres).unwrap());
        assert!(Arc::ptr_eq(&a, &b));
        for crs in Crs::ALL {
            for step in Step::all() {
                drawn(crs, step.metres());
            }
        }
        let kept = &atlas.drawings.0;
        println!("{} drawings, {} bytes", kept.len(), kept.weight());
        assert!(kept.weight() <= KEPT_BYTES && kept.len() >= 8);
    }
}
