//! The atlas: the reference with everything that is computed from it once.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::drawing::Drawings;
use crate::domain::pano::SiteState;
use crate::domain::{CommuneIx, Reference, Units};
use crate::exchange::reference::Loaded;
use crate::geo::generalise::Generaliser;
use crate::geo::{Shape, reach, shape};

/// Reference data with geometry. Immutable while the program runs, but for the drawings that it makes and drops.
#[derive(Debug)]
pub struct Atlas {
    pub reference: Reference,
    /// By commune.
    pub communes: Vec<Shape>,
    /// By district: the union of its communes.
    pub districts: Vec<Shape>,
    /// By site.
    pub sites: Vec<Shape>,
    pub national_border: Shape,
    pub plan_text: String,
    /// By commune and site, in kilometres.
    distances: Vec<Vec<f64>>,
    pub(super) drawings: Drawings,
    /// Made when somebody first wants less detail.
    pub(super) generaliser: OnceLock<Generaliser>,
}

/// The outline of each district, from those of the communes.
pub(super) fn districts<'a>(
    units: &Units,
    communes: impl Iterator<Item = Option<&'a Shape>>,
) -> Vec<Option<Shape>> {
    let members = units.communes.iter().zip(communes);
    let members = members.filter_map(|(commune, shape)| Some((commune.district, shape?)));
    let merged = shape::dissolve(members);
    let outline = |district| merged.get(&district).and_then(Shape::polygons);
    (0..units.districts.len()).map(outline).collect()
}

impl Atlas {
    /// # Errors
    /// If a district has no communes or a site no point.
    pub fn new(loaded: Loaded) -> Result<Self, String> {
        let Loaded {
            reference,
            communes,
            national_border,
            plan_text,
            ..
        } = loaded;
        let units = &reference.units;
        let merged = districts(units, communes.iter().map(Some));
        let districts = units.districts.iter().zip(merged).map(|(district, shape)| {
            shape.ok_or_else(|| format!("district `{}` has no commune", district.code))
        });
        let districts = districts.collect::<Result<_, _>>()?;
        let site_shape =
            |slug: &str, at| Shape::point(at).ok_or_else(|| format!("site `{slug}` has no point"));
        let sites = reference
            .sites
            .iter()
            .map(|s| site_shape(&s.slug, s.point))
            .collect::<Result<_, _>>()?;
        let distances = units
            .communes
            .iter()
            .map(|commune| {
                reference
                    .sites
                    .iter()
                    .map(|site| reach::kilometres(commune.point, site.point))
                    .collect()
            })
            .collect();
        Ok(Self {
            reference,
            communes,
            districts,
            sites,
            national_border,
            plan_text,
            distances,
            drawings: Drawings::default(),
            generaliser: OnceLock::new(),
        })
    }

    /// When the plan was issued: the time of an empty ledger.
    pub fn issued(&self) -> Timestamp {
        let day = self.reference.plan.document.issued_on;
        let midnight = day.at(0, 0, 0, 0);
        TimeZone::UTC
            .to_timestamp(midnight)
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// West, south, east, north of everything in it, rounded outwards: nothing may lie outside its own extent.
    pub fn extent(&self) -> [f64; 4] {
        let boxes = self.communes.iter().chain(&self.sites).map(|s| s.bbox);
        let whole = boxes.reduce(shape::around);
        let up = |x: f64| (x * 1e3).ceil() / 1e3;
        let down = |x: f64| (x * 1e3).floor() / 1e3;
        whole.map_or([-180.0, -90.0, 180.0, 90.0], |b| {
            [
                down(b.min().x),
                down(b.min().y),
                up(b.max().x),
                up(b.max().y),
            ]
        })
    }

    /// Geodesic distance from a commune's representative point to the nearest built pano; `None` while none is built.
    pub fn nearest_pano_km(&self, commune: CommuneIx, sites: &[SiteState]) -> Option<f64> {
        let built = self.distances[commune]
            .iter()
            .zip(sites)
            .filter(|(_, state)| state.built_on().is_some());
        built.map(|(km, _)| *km).min_by(f64::total_cmp)
    }
}
