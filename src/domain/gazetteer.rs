//! Finding the place that somebody wrote down. Never guesses: what is not certain comes back as candidates.

use super::activity::Place;
use super::fault::Candidate;
use super::names::{self, Kind};
use super::unit::CommuneKind;
use super::{CommuneIx, DistrictIx, LineIx, Reference};

/// What came of looking a name up.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    Found(Place),
    /// It fits several places alike.
    Ambiguous(Vec<Candidate>),
    /// It fits none; the nearest ones, best first.
    Unknown(Vec<Candidate>),
}

/// The names of a reference, folded once.
#[derive(Debug)]
pub struct Gazetteer<'a> {
    reference: &'a Reference,
    communes: Vec<Entry>,
    districts: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    exact: String,
    /// Of the name and of every alias.
    folded: Vec<String>,
}

impl Entry {
    fn new(name: &str, aliases: &[String]) -> Self {
        let folded = std::iter::once(name)
            .chain(aliases.iter().map(String::as_str))
            .map(names::fold)
            .collect();
        Self {
            exact: names::exact(name),
            folded,
        }
    }
}

/// One way to read what was written: the name in both forms, and the kind of unit it says it is.
struct Reading {
    kind: Option<CommuneKind>,
    exact: String,
    folded: String,
}

impl Reading {
    fn new(name: &str, kind: Option<CommuneKind>) -> Self {
        Self {
            kind,
            exact: names::exact(name),
            folded: names::fold(name),
        }
    }
}

/// At least this alike (Jaro–Winkler over folded names) to be worth suggesting.
const ALIKE: f64 = 0.75;
const SUGGESTIONS: usize = 3;

impl<'a> Gazetteer<'a> {
    pub fn new(reference: &'a Reference) -> Self {
        let units = &reference.units;
        Self {
            reference,
            communes: units
                .communes
                .iter()
                .map(|c| Entry::new(&c.name, &c.aliases))
                .collect(),
            districts: units
                .districts
                .iter()
                .map(|d| Entry::new(&d.name, &d.aliases))
                .collect(),
        }
    }

    /// A district by code or name, with or without its prefix.
    pub fn district(&self, text: &str) -> Lookup {
        let units = &self.reference.units;
        if let Some(d) = units.district_ix(text.trim()) {
            return Lookup::Found(Place::District(d));
        }
        let name = match names::split_kind(text) {
            Some((Kind::District(_), rest)) => rest,
            _ => text.to_owned(),
        };
        let folded = names::fold(&name);
        match self
            .districts
            .iter()
            .position(|entry| entry.folded.contains(&folded))
        {
            Some(d) => Lookup::Found(Place::District(d)),
            None => Lookup::Unknown(
                self.nearest(&folded, (0..self.districts.len()).map(Place::District)),
            ),
        }
    }

    /// A place of an ordinary line: a commune, `toàn huyện` with its district, a district by its prefix, `toàn tỉnh`.
    pub fn place(&self, text: &str, district: Option<DistrictIx>) -> Lookup {
        let units = &self.reference.units;
        let text = text.trim();
        let spoken = names::fold(text);
        if matches!(spoken.as_str(), "toantinh" | "catinh") || text == units.province.code {
            return Lookup::Found(Place::Province);
        }
        if matches!(
            spoken.as_str(),
            "toanhuien" | "cahuien" | "toanthanhpho" | "toantp"
        ) {
            return match district {
                Some(d) => Lookup::Found(Place::District(d)),
                None => Lookup::Ambiguous(
                    (0..units.districts.len())
                        .map(|d| self.candidate(Place::District(d)))
                        .collect(),
                ),
            };
        }
        if let Some(found) = self.by_code(text, district) {
            return found;
        }
        match names::split_kind(text) {
            Some((Kind::Province, rest))
                if names::fold(&rest) == names::fold(&units.province.name) =>
            {
                return Lookup::Found(Place::Province);
            }
            Some((Kind::District(kind), rest)) => {
                if let Lookup::Found(Place::District(d)) = self.district(&rest)
                    && units.districts[d].kind == kind
                    && district.is_none_or(|given| given == d)
                {
                    return Lookup::Found(Place::District(d));
                }
            }
            _ => {}
        }
        self.commune(text, district)
    }

    /// A place of a pano line: one of the sites, by slug, name, or the commune in which it stands.
    pub fn site(&self, text: &str, line: LineIx) -> Lookup {
        let wanted = names::fold(text);
        let bare =
            names::split_kind(text).map_or_else(|| wanted.clone(), |(_, rest)| names::fold(&rest));
        let fits = |place: &Place| {
            let Place::Site(s) = *place else { return false };
            let site = &self.reference.sites[s];
            let own = [&site.slug, &site.name_vi, &site.name_en].map(|n| names::fold(n));
            let bare_own = names::split_kind(&site.name_vi).map(|(_, rest)| names::fold(&rest));
            let commune = &self.communes[site.commune].folded;
            self.reference.units.communes[site.commune].code == text.trim()
                || own.contains(&wanted)
                || own
                    .iter()
                    .any(|n| n.ends_with(&wanted) && wanted.len() >= 5)
                || bare_own.as_deref() == Some(bare.as_str())
                || commune.contains(&bare)
        };
        let sites = || self.reference.sites_of(line).map(|(ix, _)| Place::Site(ix));
        let found: Vec<Place> = sites().filter(fits).collect();
        match found[..] {
            [place] => Lookup::Found(place),
            [] => Lookup::Unknown(sites().map(|p| self.candidate(p)).collect()),
            _ => Lookup::Ambiguous(found.into_iter().map(|p| self.candidate(p)).collect()),
        }
    }

    fn by_code(&self, text: &str, district: Option<DistrictIx>) -> Option<Lookup> {
        let units = &self.reference.units;
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if let Some(d) = units.district_ix(text) {
            return Some(Lookup::Found(Place::District(d)));
        }
        // Spreadsheets drop the leading zeros of codes.
        let commune = units
            .commune_ix(&format!("{text:0>5}"))
            .filter(|&c| district.is_none_or(|d| units.communes[c].district == d));
        Some(commune.map_or_else(
            || Lookup::Unknown(Vec::new()),
            |c| Lookup::Found(Place::Commune(c)),
        ))
    }

    fn commune(&self, text: &str, district: Option<DistrictIx>) -> Lookup {
        let units = &self.reference.units;
        let within: Vec<CommuneIx> = (0..units.communes.len())
            .filter(|&c| district.is_none_or(|d| units.communes[c].district == d))
            .collect();
        // As it stands first; then with a kind prefix split off, which must agree with the unit's kind.
        let mut readings = vec![Reading::new(text, None)];
        if let Some((Kind::Commune(kind), rest)) = names::split_kind(text) {
            readings.push(Reading::new(&rest, Some(kind)));
        }
        let tiers: [fn(&Entry, &Reading) -> bool; 2] = [
            |entry, reading| entry.exact == reading.exact,
            |entry, reading| entry.folded.contains(&reading.folded),
        ];
        for fits in tiers {
            for reading in &readings {
                let fits_all = |c: &CommuneIx| {
                    reading.kind.is_none_or(|k| units.communes[*c].kind == k)
                        && fits(&self.communes[*c], reading)
                };
                let found: Vec<CommuneIx> = within.iter().copied().filter(fits_all).collect();
                match found[..] {
                    [] => {}
                    [c] => return Lookup::Found(Place::Commune(c)),
                    _ => {
                        let places = found.into_iter().map(Place::Commune);
                        return Lookup::Ambiguous(places.map(|p| self.candidate(p)).collect());
                    }
                }
            }
        }
        let folded = readings
            .pop()
            .map_or_else(String::new, |reading| reading.folded);
        let mut nearest = self.nearest(&folded, within.into_iter().map(Place::Commune));
        if nearest.is_empty() {
            // Perhaps it is the district that is wrong.
            nearest = self.nearest(&folded, (0..units.communes.len()).map(Place::Commune));
        }
        Lookup::Unknown(nearest)
    }

    fn nearest(&self, folded: &str, places: impl Iterator<Item = Place>) -> Vec<Candidate> {
        let likeness = |place: Place| {
            let entry = match place {
                Place::Commune(c) => &self.communes[c],
                Place::District(d) => &self.districts[d],
                Place::Province | Place::Site(_) => return 0.0,
            };
            entry
                .folded
                .iter()
                .map(|name| strsim::jaro_winkler(name, folded))
                .fold(0.0, f64::max)
        };
        let mut scored: Vec<(f64, Place)> = places
            .map(|p| (likeness(p), p))
            .filter(|(score, _)| *score >= ALIKE)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored
            .into_iter()
            .take(SUGGESTIONS)
            .map(|(_, p)| self.candidate(p))
            .collect()
    }

    fn candidate(&self, place: Place) -> Candidate {
        let Reference { units, sites, .. } = self.reference;
        let (name, district) = match place {
            Place::Province => (units.province.name.clone(), String::new()),
            Place::District(d) => (
                units.districts[d].name.clone(),
                units.districts[d].name.clone(),
            ),
            Place::Commune(c) => (
                units.communes[c].name.clone(),
                units.district_of(c).name.clone(),
            ),
            Place::Site(s) => (
                sites[s].name_vi.clone(),
                units.district_of(sites[s].commune).name.clone(),
            ),
        };
        Candidate {
            code: self.reference.place_id(place).to_owned(),
            name,
            district,
        }
    }
}
