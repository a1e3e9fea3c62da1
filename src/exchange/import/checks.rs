//! What a file as a whole is held against: the targets of the plan.

use super::activities::Reader;
use super::fields::Field;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::{Quantity, tally};

/// The lines whose total, with what is recorded already, would be above their target: at the row that goes beyond.
pub(super) fn exceeding(reader: &Reader<'_>) -> Vec<Fault> {
    let lines = &reader.against.reference.plan.lines;
    let mut totals: Vec<Option<Quantity>> = vec![None; lines.len()];
    let mut notices: Vec<Option<Fault>> = vec![None; lines.len()];
    for assembled in &reader.drafts {
        let (ix, draft) = (assembled.draft.line, &assembled.draft);
        let line = &lines[ix];
        let so_far = totals[ix].get_or_insert_with(|| (reader.against.achieved)(ix));
        *so_far += tally::own_total(line, &draft.shares);
        if *so_far <= line.target {
            continue;
        }
        let row = assembled.rows.first().copied().unwrap_or(0);
        let kind = FaultKind::ExceedsPlan {
            total: *so_far,
            target: line.target,
        };
        match &mut notices[ix] {
            // The total is that of the whole file.
            Some(notice) => notice.kind = kind,
            none => {
                let header = reader.columns.header(Field::PlanLine);
                *none = Some(Fault::of_cell(u64::from(row), header, &line.id, kind));
            }
        }
    }
    let mut notices: Vec<Fault> = notices.into_iter().flatten().collect();
    notices.sort_by_key(|notice| notice.row);
    notices
}
