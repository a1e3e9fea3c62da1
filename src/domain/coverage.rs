//! Coverage on a day: the status of every commune for every plan line, and the sums that must always come out.
//!
//! The rules are those of the plan data; see the crate's tour for where they come from. Counts by status always add up
//! to the number of communes, because every commune has exactly one status.

use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::pano::SiteState;
use super::plan::Level;
use super::tally::{LineTally, Tally};
use super::{CommuneIx, LineIx, Quantity, Reference, Units};

/// How a place stands to a promise. From worst to best, then those it does not concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing, and the due date is past.
    Overdue,
    /// Something, but less than the quota.
    Partial,
    /// Nothing yet, and not yet due.
    Pending,
    Reached,
    /// Outside the line's scope, whatever was done there.
    NotTargeted,
}

impl Status {
    /// In the order of legends.
    pub const ALL: [Self; 5] = [
        Self::Reached,
        Self::Partial,
        Self::Pending,
        Self::Overdue,
        Self::NotTargeted,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Partial => "partial",
            Self::Pending => "pending",
            Self::Overdue => "overdue",
            Self::NotTargeted => "not_targeted",
        }
    }

    fn of(quota: Option<Quantity>, achieved: Quantity, overdue: bool) -> Self {
        match quota {
            None => Self::NotTargeted,
            Some(quota) if achieved >= quota => Self::Reached,
            Some(_) if !achieved.is_zero() => Self::Partial,
            Some(_) if overdue => Self::Overdue,
            Some(_) => Self::Pending,
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What is due and done at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub quota: Option<Quantity>,
    pub achieved: Quantity,
    pub status: Status,
    /// Something is missing and the due date is past.
    pub late: bool,
}

impl Cell {
    pub fn new(quota: Option<Quantity>, achieved: Quantity, overdue: bool) -> Self {
        let status = Status::of(quota, achieved, overdue);
        let late = overdue && quota.is_some_and(|q| achieved < q);
        Self {
            quota,
            achieved,
            status,
            late,
        }
    }

    /// What is missing; `None` outside the scope.
    pub fn gap(&self) -> Option<Quantity> {
        self.quota.map(|q| q.saturating_sub(self.achieved))
    }

    /// Between 0 and 1; `None` outside the scope.
    pub fn share(&self) -> Option<f64> {
        self.quota.map(|q| self.achieved.share_of(q))
    }
}

/// How many places have which status. All five always stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByStatus([usize; 5]);

impl ByStatus {
    pub fn get(&self, status: Status) -> usize {
        self.0[status as usize]
    }

    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

impl FromIterator<Status> for ByStatus {
    fn from_iter<I: IntoIterator<Item = Status>>(iter: I) -> Self {
        let mut counts = Self::default();
        for status in iter {
            counts.0[status as usize] += 1;
        }
        counts
    }
}

impl Serialize for ByStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        for status in Status::ALL {
            map.serialize_entry(status.as_str(), &self.get(status))?;
        }
        map.end()
    }
}

/// One plan line on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct LineCoverage {
    /// By commune.
    pub cells: Vec<Cell>,
    /// The line as a whole: its total against its target.
    pub own: Cell,
    pub undistributed: Quantity,
    /// The line's own denominators: its communes, its districts, its sites, or the province.
    pub places: ByStatus,
}

/// A commune over all the lines that speak to people there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overall {
    pub applicable: usize,
    pub reached: usize,
    /// The worst of them.
    pub status: Status,
    pub late: bool,
}

impl Overall {
    /// Reached lines over applicable ones, rounded to four decimals; `None` if none applies.
    pub fn share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a plan has few lines")]
        let share = || ((self.reached as f64 / self.applicable as f64) * 1e4).round() / 1e4;
        (self.applicable > 0).then(share)
    }
}

/// Everything the plan promised, as it stood on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    pub as_of: Date,
    pub lines: Vec<LineCoverage>,
    /// By site.
    pub sites: Vec<SiteState>,
}

impl Coverage {
    pub fn on(as_of: Date, reference: &Reference, tally: &Tally) -> Self {
        let lines = (0..reference.plan.lines.len())
            .map(|ix| line_coverage(ix, as_of, reference, &tally.lines[ix]));
        let sites = reference.sites.iter().enumerate().map(|(ix, site)| {
            match tally.lines[site.line].sites[ix].first() {
                Some(on) if on <= as_of => SiteState::Built { on },
                _ if as_of > reference.plan.lines[site.line].due => SiteState::Overdue,
                _ => SiteState::Planned,
            }
        });
        Self {
            as_of,
            lines: lines.collect(),
            sites: sites.collect(),
        }
    }

    /// A commune over the lines that count overall, of all years or of one.
    pub fn overall(&self, commune: CommuneIx, year: Option<i16>, reference: &Reference) -> Overall {
        let cells = self
            .lines
            .iter()
            .zip(&reference.plan.lines)
            .filter(|(_, line)| line.kind.counts_overall() && year.is_none_or(|y| y == line.year))
            .map(|(coverage, _)| &coverage.cells[commune])
            .filter(|cell| cell.quota.is_some());
        let mut overall = Overall {
            applicable: 0,
            reached: 0,
            status: Status::NotTargeted,
            late: false,
        };
        for cell in cells {
            overall.applicable += 1;
            overall.reached += usize::from(cell.status == Status::Reached);
            overall.status = overall.status.min(cell.status);
            overall.late |= cell.late;
        }
        overall
    }

    /// The status by which a commune is coloured: of one line, or overall.
    pub fn status(&self, commune: CommuneIx, choice: LineChoice, reference: &Reference) -> Status {
        match choice {
            LineChoice::Line(line) => self.lines[line].cells[commune].status,
            LineChoice::Overall { year } => self.overall(commune, year, reference).status,
        }
    }
}

/// Which promise is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineChoice {
    Line(LineIx),
    /// All lines that count overall, of all years or of one.
    Overall {
        year: Option<i16>,
    },
}

fn line_coverage(
    ix: LineIx,
    as_of: Date,
    reference: &Reference,
    tally: &LineTally,
) -> LineCoverage {
    let line = &reference.plan.lines[ix];
    let overdue = as_of > line.due;
    let quotas = reference.quotas(ix);
    let cells: Vec<Cell> = quotas
        .iter()
        .zip(&tally.communes)
        .map(|(&quota, done)| Cell::new(quota, done.until(as_of), overdue))
        .collect();
    let own = Cell::new(Some(line.target), tally.total.until(as_of), overdue);
    let one = |achieved| Status::of(Some(Quantity::ONE), achieved, overdue);
    let places = match line.level {
        Level::Commune => cells
            .iter()
            .filter(|c| c.quota.is_some())
            .map(|c| c.status)
            .collect(),
        Level::District => districts_in_scope(quotas, &reference.units)
            .map(|district| one(tally.districts[district].until(as_of)))
            .collect(),
        Level::Province => std::iter::once(own.status).collect(),
        Level::Site => reference
            .sites_of(ix)
            .map(|(site, _)| one(tally.sites[site].until(as_of)))
            .collect(),
    };
    LineCoverage {
        cells,
        own,
        undistributed: tally.undistributed.until(as_of),
        places,
    }
}

fn districts_in_scope<'a>(
    quotas: &'a [Option<Quantity>],
    units: &'a Units,
) -> impl Iterator<Item = usize> + 'a {
    (0..units.districts.len()).filter(|&d| {
        units.districts[d]
            .communes
            .iter()
            .any(|&c| quotas[c].is_some())
    })
}
