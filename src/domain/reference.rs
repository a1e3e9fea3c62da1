//! The reference: plan, units and sites together, held against each other. Immutable once built.

use super::activity::Place;
use super::pano::PanoSite;
use super::plan::{Plan, Scope};
use super::quota::quotas;
use super::unit::LonLat;
use super::{DistrictIx, LineIx, Quantity, SiteIx, Units};

/// What everything else is measured by.
#[derive(Clone, Debug)]
pub struct Reference {
    pub plan: Plan,
    pub units: Units,
    pub sites: Vec<PanoSite>,
    /// By line, by commune.
    quotas: Vec<Vec<Option<Quantity>>>,
}

impl Reference {
    /// # Errors
    /// Every reference from a plan line to a unit or site that does not exist, in words.
    pub fn new(plan: Plan, units: Units, sites: Vec<PanoSite>) -> Result<Self, Vec<String>> {
        let mut reference = Self {
            plan,
            units,
            sites,
            quotas: Vec::new(),
        };
        let faults = reference.dangling();
        if !faults.is_empty() {
            return Err(faults);
        }
        reference.quotas = reference
            .plan
            .lines
            .iter()
            .map(|line| quotas(line, &reference))
            .collect();
        Ok(reference)
    }

    pub fn quotas(&self, line: LineIx) -> &[Option<Quantity>] {
        &self.quotas[line]
    }

    pub fn site_ix(&self, slug: &str) -> Option<SiteIx> {
        self.sites.iter().position(|s| s.slug == slug)
    }

    /// A place by its stable id: commune code, district code, province code or site slug.
    pub fn place(&self, id: &str) -> Option<Place> {
        if id == self.units.province.code {
            return Some(Place::Province);
        }
        let commune = || self.units.commune_ix(id).map(Place::Commune);
        let district = || self.units.district_ix(id).map(Place::District);
        commune()
            .or_else(district)
            .or_else(|| self.site_ix(id).map(Place::Site))
    }

    /// The stable id of a place.
    pub fn place_id(&self, place: Place) -> &str {
        match place {
            Place::Province => &self.units.province.code,
            Place::District(d) => &self.units.districts[d].code,
            Place::Commune(c) => &self.units.communes[c].code,
            Place::Site(s) => &self.sites[s].slug,
        }
    }

    /// The district that a place is or lies in; `None` for the province.
    pub fn district_of(&self, place: Place) -> Option<DistrictIx> {
        match place {
            Place::Province => None,
            Place::District(d) => Some(d),
            Place::Commune(c) => Some(self.units.communes[c].district),
            Place::Site(s) => Some(self.units.communes[self.sites[s].commune].district),
        }
    }

    /// Where a place is: its representative point, or the site's own.
    pub fn point(&self, place: Place) -> LonLat {
        match place {
            Place::Province => self.units.province.point,
            Place::District(d) => self.units.districts[d].point,
            Place::Commune(c) => self.units.communes[c].point,
            Place::Site(s) => self.sites[s].point,
        }
    }

    /// The number of a place among [`Reference::places`].
    pub fn number(&self, place: Place) -> usize {
        let (districts, communes) = (self.units.districts.len(), self.units.communes.len());
        match place {
            Place::Province => 0,
            Place::District(d) => 1 + d,
            Place::Commune(c) => 1 + districts + c,
            Place::Site(s) => 1 + districts + communes + s,
        }
    }

    /// The name of a place by itself.
    pub fn place_name(&self, place: Place) -> &str {
        match place {
            Place::Province => &self.units.province.name,
            Place::District(d) => &self.units.districts[d].name,
            Place::Commune(c) => &self.units.communes[c].name,
            Place::Site(s) => &self.sites[s].name_vi,
        }
    }

    /// Every place there is.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        std::iter::once(Place::Province)
            .chain((0..self.units.districts.len()).map(Place::District))
            .chain((0..self.units.communes.len()).map(Place::Commune))
            .chain((0..self.sites.len()).map(Place::Site))
    }

    /// The sites of a pano line, in order.
    pub fn sites_of(&self, line: LineIx) -> impl Iterator<Item = (SiteIx, &PanoSite)> {
        self.sites
            .iter()
            .enumerate()
            .filter(move |(_, s)| s.line == line)
    }

    fn dangling(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.plan.document.province != self.units.province.code {
            faults.push(format!(
                "plan: province `{}`: the units are of province `{}`",
                self.plan.document.province, self.units.province.code
            ));
        }
        for (ix, line) in self.plan.lines.iter().enumerate() {
            if self.plan.line_ix(&line.id) != Some(ix) {
                faults.push(format!(
                    "plan: line `{}` stands twice: ids must differ",
                    line.id
                ));
            }
            match &line.scope {
                Scope::Districts(codes) => {
                    for code in codes
                        .iter()
                        .filter(|code| self.units.district_ix(code).is_none())
                    {
                        faults.push(format!(
                            "plan: line `{}`: district `{code}` is not among the units",
                            line.id
                        ));
                    }
                }
                Scope::Sites(slugs) => {
                    for slug in slugs {
                        match self.site_ix(slug) {
                            Some(site) if self.sites[site].line == ix => {}
                            Some(_) => faults.push(format!(
                                "plan: line `{}`: site `{slug}` is of another line",
                                line.id
                            )),
                            None => faults.push(format!(
                                "plan: line `{}`: site `{slug}` is not among the sites",
                                line.id
                            )),
                        }
                    }
                }
                Scope::Province | Scope::Communes(_) => {}
            }
        }
        faults
    }
}
