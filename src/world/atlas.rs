//! The atlas: the reference with everything that is computed from it once.

use geo::MultiPolygon;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::drawing::Drawings;
use crate::domain::pano::SiteState;
use crate::domain::{CommuneIx, Reference};
use crate::exchange::reference::Loaded;
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
        let members = communes
            .iter()
            .enumerate()
            .map(|(ix, outline)| (units.communes[ix].district, outline));
        let mut merged = shape::dissolve(members);
        let districts = units.districts.iter().enumerate().map(|(ix, district)| {
            let polygons = merged
                .remove(&ix)
                .unwrap_or_else(|| MultiPolygon(Vec::new()));
            Shape::polygons(&polygons)
                .ok_or_else(|| format!("district `{}` has no commune", district.code))
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

    /// Geodesic distance from a commune's representative point to the nearest built pano; `None` while none is built.
    pub fn nearest_pano_km(&self, commune: CommuneIx, sites: &[SiteState]) -> Option<f64> {
        let built = self.distances[commune]
            .iter()
            .zip(sites)
            .filter(|(_, state)| state.built_on().is_some());
        built.map(|(km, _)| *km).min_by(f64::total_cmp)
    }
}
