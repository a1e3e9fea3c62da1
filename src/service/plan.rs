//! The plan with its totals: what was promised, by which rule, and how far it has come.

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::plan::{
    Assumption, Document, Level, LineKind, Measure, PanoRule, Reach, Scope, Weights,
};
use crate::domain::{Quantity, Status};
use crate::world::Snapshot;

#[derive(Debug, Serialize)]
pub struct PlanView<'a> {
    pub version: i64,
    pub as_of: Date,
    pub document: &'a Document,
    pub pano: &'a PanoRule,
    pub lines: Vec<LineView<'a>>,
}

#[derive(Debug, Serialize)]
pub struct LineView<'a> {
    pub id: &'a str,
    pub year: i16,
    pub paragraph: &'a str,
    pub quote: &'a str,
    pub kind: LineKind,
    pub title_vi: &'a str,
    pub title_en: &'a str,
    pub short_vi: &'a str,
    pub short_en: &'a str,
    pub level: Level,
    pub measure: Measure,
    pub reach: Reach,
    pub scope: &'a Scope,
    pub target: Quantity,
    /// Unit of measure, in Vietnamese.
    pub unit: &'a str,
    pub unit_en: &'a str,
    pub due: Date,
    pub parameters: Parameters<'a>,
    pub achieved: Quantity,
    pub undistributed: Quantity,
    pub status: Status,
    pub late: bool,
}

/// What the plan leaves open and the plan data fills.
#[derive(Debug, Serialize)]
pub struct Parameters<'a> {
    pub weights: Option<Weights>,
    pub assumptions: &'a [Assumption],
}

impl<'a> PlanView<'a> {
    pub fn of(snapshot: &'a Snapshot, as_of: Date) -> Self {
        let plan = &snapshot.atlas.reference.plan;
        let coverage = snapshot.coverage(as_of);
        let lines = plan
            .lines
            .iter()
            .zip(&coverage.lines)
            .map(|(line, figures)| LineView {
                id: &line.id,
                year: line.year,
                paragraph: &line.paragraph,
                quote: &line.quote,
                kind: line.kind,
                title_vi: &line.title_vi,
                title_en: &line.title_en,
                short_vi: &line.short_vi,
                short_en: &line.short_en,
                level: line.level,
                measure: line.measure,
                reach: line.reach,
                scope: &line.scope,
                target: line.target,
                unit: &line.unit_vi,
                unit_en: &line.unit_en,
                due: line.due,
                parameters: Parameters {
                    weights: line.weights,
                    assumptions: &line.assumptions,
                },
                achieved: figures.own.achieved,
                undistributed: figures.undistributed,
                status: figures.own.status,
                late: figures.own.late,
            });
        Self {
            version: snapshot.version,
            as_of,
            document: &plan.document,
            pano: &plan.pano,
            lines: lines.collect(),
        }
    }
}
