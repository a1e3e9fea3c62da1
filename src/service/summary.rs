//! The leadership's figures: how many are reached, of the communes and of the border communes, and which lines are late.

use jiff::civil::Date;
use serde::Serialize;

use super::selection::View;
use crate::domain::coverage::LineChoice;
use crate::domain::pano::SiteState;
use crate::domain::plan::{Level, LineKind};
use crate::domain::{
    ByStatus, CommuneIx, Coverage, DistrictIx, Line, LineIx, Quantity, Reference, Status,
};
use crate::world::Snapshot;

#[derive(Debug, Serialize)]
pub struct Summary<'a> {
    pub version: i64,
    pub as_of: Date,
    /// `None`: overall.
    pub line: Option<&'a str>,
    pub year: Option<i16>,
    /// Code of the district that is looked at; `None`: the province.
    pub district: Option<&'a str>,
    /// Records that count, and how many of them are sample data.
    pub activities: usize,
    pub sample_activities: usize,
    pub communes: Counts,
    pub border_communes: Counts,
    pub panos: Panos,
    pub leaflets: Leaflets,
    pub lines_late: usize,
    pub districts: Vec<DistrictCounts<'a>>,
    pub lines: Vec<LineFigures<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Counts {
    pub total: usize,
    pub by_status: ByStatus,
}

#[derive(Debug, Serialize)]
pub struct Panos {
    pub total: usize,
    pub built: usize,
    pub planned: usize,
    pub overdue: usize,
}

#[derive(Debug, Serialize)]
pub struct Leaflets {
    pub target: Quantity,
    pub achieved: Quantity,
    /// Given to a district or the province, not yet to a commune.
    pub undistributed: Quantity,
}

#[derive(Debug, Serialize)]
pub struct DistrictCounts<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub communes: Counts,
    pub border_communes: Counts,
}

#[derive(Debug, Serialize)]
pub struct LineFigures<'a> {
    pub id: &'a str,
    pub paragraph: &'a str,
    pub kind: LineKind,
    pub year: i16,
    pub title_vi: &'a str,
    pub title_en: &'a str,
    pub due: Date,
    pub target: Quantity,
    pub achieved: Quantity,
    pub undistributed: Quantity,
    pub status: Status,
    pub late: bool,
    pub units: OwnUnits,
}

/// A line's own denominators: its communes, districts, sites, or the one province.
#[derive(Debug, Serialize)]
pub struct OwnUnits {
    pub level: Level,
    pub total: usize,
    pub by_status: ByStatus,
}

impl<'a> Summary<'a> {
    pub fn of(snapshot: &'a Snapshot, view: View, district: Option<DistrictIx>) -> Self {
        let reference = &snapshot.atlas.reference;
        let coverage = snapshot.coverage(view.as_of);
        let units = &reference.units;
        let all: Vec<CommuneIx> = match district {
            Some(d) => units.districts[d].communes.clone(),
            None => (0..units.communes.len()).collect(),
        };
        let looked_at = match view.choice {
            LineChoice::Line(line) => (Some(reference.plan.lines[line].id.as_str()), None),
            LineChoice::Overall { year } => (None, year),
        };
        let (communes, border_communes) = counts(&all, &coverage, view.choice, reference);
        let lines: Vec<LineFigures<'a>> = reference
            .plan
            .lines
            .iter()
            .enumerate()
            .map(|(ix, line)| line_figures(ix, line, &coverage))
            .collect();
        Self {
            version: snapshot.version,
            as_of: view.as_of,
            line: looked_at.0,
            year: looked_at.1,
            district: district.map(|d| units.districts[d].code.as_str()),
            activities: snapshot.tally.activities,
            sample_activities: snapshot.tally.samples,
            communes,
            border_communes,
            panos: panos(&all, &coverage, reference),
            leaflets: leaflets(&lines),
            lines_late: lines.iter().filter(|l| l.late).count(),
            districts: units
                .districts
                .iter()
                .map(|d| {
                    let (communes, border_communes) =
                        counts(&d.communes, &coverage, view.choice, reference);
                    DistrictCounts {
                        code: &d.code,
                        name: &d.name,
                        communes,
                        border_communes,
                    }
                })
                .collect(),
            lines,
        }
    }
}

fn counts(
    communes: &[CommuneIx],
    coverage: &Coverage,
    choice: LineChoice,
    reference: &Reference,
) -> (Counts, Counts) {
    let count = |only_border: bool| {
        let chosen = communes
            .iter()
            .filter(|&&c| !only_border || reference.units.communes[c].border);
        let by_status: ByStatus = chosen
            .map(|&c| coverage.status(c, choice, reference))
            .collect();
        Counts {
            total: by_status.total(),
            by_status,
        }
    };
    (count(false), count(true))
}

fn panos(communes: &[CommuneIx], coverage: &Coverage, reference: &Reference) -> Panos {
    let sites = reference
        .sites
        .iter()
        .zip(&coverage.sites)
        .filter(|(site, _)| communes.contains(&site.commune));
    let mut panos = Panos {
        total: 0,
        built: 0,
        planned: 0,
        overdue: 0,
    };
    for (_, state) in sites {
        panos.total += 1;
        match state {
            SiteState::Built { .. } => panos.built += 1,
            SiteState::Planned => panos.planned += 1,
            SiteState::Overdue => panos.overdue += 1,
        }
    }
    panos
}

fn leaflets(lines: &[LineFigures<'_>]) -> Leaflets {
    let sum = |of: fn(&LineFigures<'_>) -> Quantity| {
        lines
            .iter()
            .filter(|l| l.kind == LineKind::Leaflet)
            .map(of)
            .sum()
    };
    Leaflets {
        target: sum(|l| l.target),
        achieved: sum(|l| l.achieved),
        undistributed: sum(|l| l.undistributed),
    }
}

fn line_figures<'a>(ix: LineIx, line: &'a Line, coverage: &Coverage) -> LineFigures<'a> {
    let figures = &coverage.lines[ix];
    LineFigures {
        id: &line.id,
        paragraph: &line.paragraph,
        kind: line.kind,
        year: line.year,
        title_vi: &line.title_vi,
        title_en: &line.title_en,
        due: line.due,
        target: line.target,
        achieved: figures.own.achieved,
        undistributed: figures.undistributed,
        status: figures.own.status,
        late: figures.own.late,
        units: OwnUnits {
            level: line.level,
            total: figures.places.total(),
            by_status: figures.places,
        },
    }
}
