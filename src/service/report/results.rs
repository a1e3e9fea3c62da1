//! The results of each plan line, for the province as the API gives them, or for one district.

use crate::domain::coverage::Cell;
use crate::domain::plan::{Level, Measure};
use crate::domain::{Coverage, DistrictIx, Line, LineIx, Quantity, Reference, Status, Units};

/// One plan line at the end of a period.
#[derive(Debug)]
pub struct LineResult<'a> {
    pub ix: LineIx,
    pub line: &'a Line,
    pub target: Quantity,
    /// Done in the period.
    pub done: Quantity,
    /// Done until its end.
    pub achieved: Quantity,
    pub undistributed: Quantity,
    /// Of its places, how many are reached.
    pub reached: usize,
    pub places: usize,
    pub status: Status,
    pub late: bool,
}

impl LineResult<'_> {
    pub fn share(&self) -> f64 {
        self.achieved.share_of(self.target)
    }
}

/// Coverage on the eve of a period, and at its end.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    pub eve: &'a Coverage,
    pub end: &'a Coverage,
}

/// Every line of the plan; for a district those that are promised to it or to something in it.
pub fn results<'a>(
    reference: &'a Reference,
    span: Span<'_>,
    district: Option<DistrictIx>,
) -> Vec<LineResult<'a>> {
    let lines = reference.plan.lines.iter().enumerate();
    lines
        .filter_map(|(ix, line)| match district {
            None => Some(of_province(ix, line, span)),
            Some(district) => of_district(ix, line, span, district, reference),
        })
        .collect()
}

fn of_province<'a>(ix: LineIx, line: &'a Line, span: Span<'_>) -> LineResult<'a> {
    let (eve, end) = (&span.eve.lines[ix], &span.end.lines[ix]);
    LineResult {
        ix,
        line,
        target: line.target,
        done: end.own.achieved.saturating_sub(eve.own.achieved),
        achieved: end.own.achieved,
        undistributed: end.undistributed,
        reached: end.places.get(Status::Reached),
        places: end.places.total(),
        status: end.own.status,
        late: end.own.late,
    }
}

/// `None` for what the province does itself, and for lines of other districts.
fn of_district<'a>(
    ix: LineIx,
    line: &'a Line,
    span: Span<'_>,
    district: DistrictIx,
    reference: &'a Reference,
) -> Option<LineResult<'a>> {
    let part = |coverage: &Coverage| match line.level {
        Level::Province => None,
        Level::Site => sites(ix, coverage, district, reference),
        Level::District => whole(ix, coverage, district, &reference.units),
        Level::Commune => communes(ix, line, coverage, district, &reference.units),
    };
    let (eve, end) = (part(span.eve)?, part(span.end)?);
    let cell = Cell::new(Some(end.target), end.achieved, span.end.as_of > line.due);
    Some(LineResult {
        ix,
        line,
        target: end.target,
        done: end.achieved.saturating_sub(eve.achieved),
        achieved: end.achieved,
        undistributed: Quantity::ZERO,
        reached: end.reached,
        places: end.places,
        status: cell.status,
        late: cell.late,
    })
}

/// A district's part of a line.
struct Part {
    target: Quantity,
    achieved: Quantity,
    reached: usize,
    places: usize,
}

fn count(n: usize) -> Quantity {
    Quantity::whole(u64::try_from(n).unwrap_or(u64::MAX))
}

fn sites(
    ix: LineIx,
    coverage: &Coverage,
    district: DistrictIx,
    reference: &Reference,
) -> Option<Part> {
    let here = |commune: usize| reference.units.communes[commune].district == district;
    let sites = reference.sites_of(ix).filter(|(_, s)| here(s.commune));
    let built = sites.map(|(site, _)| coverage.sites[site].built_on().is_some());
    let built: Vec<bool> = built.collect();
    let reached = built.iter().filter(|b| **b).count();
    (!built.is_empty()).then(|| Part {
        target: count(built.len()),
        achieved: count(reached),
        reached,
        places: built.len(),
    })
}

/// What is promised to a district as a whole reaches all of its communes alike.
fn whole(ix: LineIx, coverage: &Coverage, district: DistrictIx, units: &Units) -> Option<Part> {
    let first = *units.districts[district].communes.first()?;
    let cell = &coverage.lines[ix].cells[first];
    Some(Part {
        target: cell.quota?,
        achieved: cell.achieved,
        reached: usize::from(cell.status == Status::Reached),
        places: 1,
    })
}

/// Quantities add up; of what is counted, each commune counts once.
fn communes(
    ix: LineIx,
    line: &Line,
    coverage: &Coverage,
    district: DistrictIx,
    units: &Units,
) -> Option<Part> {
    let communes = units.districts[district].communes.iter();
    let cells: Vec<(Quantity, &Cell)> = communes
        .map(|&commune| &coverage.lines[ix].cells[commune])
        .filter_map(|cell| Some((cell.quota?, cell)))
        .collect();
    let achieved = |(quota, cell): &(Quantity, &Cell)| match line.measure {
        Measure::Sum => cell.achieved,
        Measure::Count => cell.achieved.min(*quota),
    };
    (!cells.is_empty()).then(|| Part {
        target: cells.iter().map(|(quota, _)| *quota).sum(),
        achieved: cells.iter().map(achieved).sum(),
        reached: cells
            .iter()
            .filter(|(_, c)| c.status == Status::Reached)
            .count(),
        places: cells.len(),
    })
}
