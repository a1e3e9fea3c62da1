//! The matrix: communes by plan lines, with the status of every pair.

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::coverage::LineCoverage;
use crate::domain::unit::CommuneKind;
use crate::domain::{CommuneIx, DistrictIx, Line, Quantity, Status};
use crate::world::Snapshot;

#[derive(Debug, Serialize)]
pub struct Matrix<'a> {
    pub version: i64,
    pub as_of: Date,
    /// Ids of the plan lines, in the order of each row's cells.
    pub lines: Vec<&'a str>,
    pub rows: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Row<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub kind: CommuneKind,
    pub district_code: &'a str,
    pub district: &'a str,
    pub border: bool,
    pub overall: OverallCell,
    pub cells: Vec<LineCell<'a>>,
}

#[derive(Debug, Serialize)]
pub struct OverallCell {
    pub status: Status,
    pub lines_applicable: usize,
    pub lines_reached: usize,
    pub late: bool,
}

#[derive(Debug, Serialize)]
pub struct LineCell<'a> {
    pub line: &'a str,
    pub status: Status,
    pub quota: Option<Quantity>,
    pub achieved: Quantity,
    pub late: bool,
}

/// Which communes the matrix lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Border,
    All,
}

impl<'a> Matrix<'a> {
    pub fn of(
        snapshot: &'a Snapshot,
        as_of: Date,
        scope: Scope,
        district: Option<DistrictIx>,
    ) -> Self {
        let reference = &snapshot.atlas.reference;
        let coverage = snapshot.coverage(as_of);
        let listed = |ix: &CommuneIx| {
            let commune = &reference.units.communes[*ix];
            (scope == Scope::All || commune.border)
                && district.is_none_or(|d| d == commune.district)
        };
        let row = |ix: CommuneIx| {
            let commune = &reference.units.communes[ix];
            let district = reference.units.district_of(ix);
            let overall = coverage.overall(ix, None, reference);
            let cell = |(line, figures): (&'a Line, &LineCoverage)| {
                let cell = &figures.cells[ix];
                LineCell {
                    line: &line.id,
                    status: cell.status,
                    quota: cell.quota,
                    achieved: cell.achieved,
                    late: cell.late,
                }
            };
            Row {
                code: &commune.code,
                name: &commune.name,
                kind: commune.kind,
                district_code: &district.code,
                district: &district.name,
                border: commune.border,
                overall: OverallCell {
                    status: overall.status,
                    lines_applicable: overall.applicable,
                    lines_reached: overall.reached,
                    late: overall.late,
                },
                cells: reference
                    .plan
                    .lines
                    .iter()
                    .zip(&coverage.lines)
                    .map(cell)
                    .collect(),
            }
        };
        Self {
            version: snapshot.version,
            as_of,
            lines: reference.plan.lines.iter().map(|l| l.id.as_str()).collect(),
            rows: (0..reference.units.communes.len())
                .filter(listed)
                .map(row)
                .collect(),
        }
    }
}
