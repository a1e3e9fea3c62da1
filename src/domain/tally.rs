//! The tally: what was achieved where, by day. It is kept up one activity at a time and answers for any day.
//!
//! Sums are exact integers, so the tally does not depend on the order of activities, and taking one away undoes adding
//! it. That is what makes the incremental snapshot equal to the rebuilt one.

use jiff::civil::Date;

use super::activity::{Draft, Place, Share};
use super::plan::{Level, Line, Measure, Reach};
use super::{CommuneIx, DistrictIx, Quantity, Reference, Units};

/// Quantities by day, ascending; days whose sum is zero do not stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline(Vec<(Date, Quantity)>);

impl Timeline {
    /// The sum up to and including a day.
    pub fn until(&self, day: Date) -> Quantity {
        self.0
            .iter()
            .take_while(|(d, _)| *d <= day)
            .map(|(_, q)| *q)
            .sum()
    }

    /// The first day with a quantity.
    pub fn first(&self) -> Option<Date> {
        self.0.first().map(|(d, _)| *d)
    }

    fn change(&mut self, day: Date, quantity: Quantity, sign: Sign) {
        if quantity.is_zero() {
            return;
        }
        match (self.0.binary_search_by(|(d, _)| d.cmp(&day)), sign) {
            (Ok(i), Sign::Add) => self.0[i].1 += quantity,
            (Ok(i), Sign::Take) => {
                self.0[i].1 = self.0[i].1.saturating_sub(quantity);
                if self.0[i].1.is_zero() {
                    self.0.remove(i);
                }
            }
            (Err(i), Sign::Add) => self.0.insert(i, (day, quantity)),
            (Err(_), Sign::Take) => debug_assert!(false, "taking what was never added"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Add,
    Take,
}

/// What one plan line has achieved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTally {
    /// What reaches each commune.
    pub communes: Vec<Timeline>,
    /// What reaches each district as a whole: the denominators of lines of district level.
    pub districts: Vec<Timeline>,
    /// What each site reports, by its place among all sites.
    pub sites: Vec<Timeline>,
    /// The line's own total.
    pub total: Timeline,
    /// What a direct line gave to a district or the province and has not reached a commune.
    pub undistributed: Timeline,
}

/// Achievements of all lines, and how many records they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub lines: Vec<LineTally>,
    /// Activities that count.
    pub activities: usize,
    /// Those of them that are sample data.
    pub samples: usize,
}

impl Tally {
    pub fn new(reference: &Reference) -> Self {
        let line = LineTally {
            communes: vec![Timeline::default(); reference.units.communes.len()],
            districts: vec![Timeline::default(); reference.units.districts.len()],
            sites: vec![Timeline::default(); reference.sites.len()],
            total: Timeline::default(),
            undistributed: Timeline::default(),
        };
        Self {
            lines: vec![line; reference.plan.lines.len()],
            activities: 0,
            samples: 0,
        }
    }

    pub fn add(&mut self, reference: &Reference, activity: &Draft) {
        self.change(reference, activity, Sign::Add);
        self.activities += 1;
        self.samples += usize::from(activity.is_sample());
    }

    /// Undoes [`Tally::add`] of the same content.
    pub fn take(&mut self, reference: &Reference, activity: &Draft) {
        self.change(reference, activity, Sign::Take);
        self.activities -= 1;
        self.samples -= usize::from(activity.is_sample());
    }

    fn change(&mut self, reference: &Reference, activity: &Draft, sign: Sign) {
        let day = activity.done_on();
        let line = &reference.plan.lines[activity.line];
        let tally = &mut self.lines[activity.line];
        for &Share { place, quantity } in &activity.shares {
            for commune in communes_reached(line, place, reference) {
                tally.communes[commune].change(day, quantity, sign);
            }
            for district in districts_reached(line, place, &reference.units) {
                tally.districts[district].change(day, quantity, sign);
            }
            match place {
                Place::Site(site) => tally.sites[site].change(day, quantity, sign),
                Place::Province | Place::District(_) if line.reach == Reach::Direct => {
                    tally.undistributed.change(day, quantity, sign);
                }
                _ => {}
            }
        }
        tally
            .total
            .change(day, own_total(line, &activity.shares), sign);
    }
}

/// What an activity adds to its line's own total. One class held for two districts is one class: a `Count` line takes an
/// activity's largest share.
pub fn own_total(line: &Line, shares: &[Share]) -> Quantity {
    let quantities = shares.iter().map(|s| s.quantity);
    match line.measure {
        Measure::Sum => quantities.sum(),
        Measure::Count => quantities.max().unwrap_or_default(),
    }
}

fn communes_reached(line: &Line, place: Place, reference: &Reference) -> Vec<CommuneIx> {
    let units = &reference.units;
    match (line.reach, place) {
        // A pano counts for the commune in which it stands; naming the commune builds no pano.
        (_, Place::Site(s)) => vec![reference.sites[s].commune],
        (Reach::Direct, Place::Commune(c)) if line.level != Level::Site => vec![c],
        (Reach::Direct, _) => vec![],
        (Reach::Within, Place::Province) => (0..units.communes.len()).collect(),
        (Reach::Within, Place::District(d)) => units.districts[d].communes.clone(),
        (Reach::Within, Place::Commune(c)) if line.level == Level::District => {
            units.districts[units.communes[c].district].communes.clone()
        }
        (Reach::Within, Place::Commune(c)) => vec![c],
    }
}

fn districts_reached(line: &Line, place: Place, units: &Units) -> Vec<DistrictIx> {
    match (line.reach, place) {
        (Reach::Within, Place::Province) => (0..units.districts.len()).collect(),
        (Reach::Within, Place::District(d)) => vec![d],
        (Reach::Within, Place::Commune(c)) if line.level == Level::District => {
            vec![units.communes[c].district]
        }
        _ => vec![],
    }
}
