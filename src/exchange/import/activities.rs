//! Rows to activities: every cell held against the plan and the units, every fault listed, nothing guessed.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::columns::{Columns, Field};
use super::{Read, Report, Row, Table};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::gazetteer::Gazetteer;
use crate::domain::{Draft, Reference, Share, rules};

/// Longest text in one cell.
pub(super) const MOST_CHARACTERS: usize = 2000;

pub(super) fn read(table: &Table, reference: &Reference, today: Date) -> Read {
    let mut report = Report {
        rows: table.rows.len(),
        ..Report::default()
    };
    let columns = Columns::find(table, &mut report.faults, &mut report.notices);
    if !report.faults.is_empty() {
        report.faulty = report.rows;
        report.warnings = report.notices.len();
        return Read {
            report,
            drafts: Vec::new(),
        };
    }
    let mut reader = Reader {
        columns,
        reference,
        gazetteer: Gazetteer::new(reference),
        today,
        faults: report.faults,
        notices: report.notices,
        faulty: HashSet::new(),
        drafts: Vec::new(),
        by_code: HashMap::new(),
    };
    for row in &table.rows {
        reader.row(row);
    }
    report.faulty = reader.faulty.len();
    report.accepted = report.rows - report.faulty;
    report.warnings = reader.notices.len();
    report.activities = reader.drafts.len();
    report.faults = reader.faults;
    report.notices = reader.notices;
    let drafts = if report.faults.is_empty() {
        reader.drafts.into_iter().map(|d| d.draft).collect()
    } else {
        Vec::new()
    };
    Read { report, drafts }
}

/// An activity being put together, and the rows it comes from (parallel to its shares).
struct Assembled {
    draft: Draft,
    rows: Vec<u64>,
}

pub(super) struct Reader<'a> {
    pub(super) columns: Columns<'a>,
    pub(super) reference: &'a Reference,
    pub(super) gazetteer: Gazetteer<'a>,
    pub(super) today: Date,
    pub(super) faults: Vec<Fault>,
    pub(super) notices: Vec<Fault>,
    pub(super) faulty: HashSet<u64>,
    drafts: Vec<Assembled>,
    by_code: HashMap<String, usize>,
}

impl Reader<'_> {
    /// Reads one row: starts an activity, or adds a place to one that an earlier row of the same code began.
    fn row(&mut self, row: &Row) {
        let before = self.faults.len();
        let code = self.text(row, Field::Activity);
        let begun = code
            .as_ref()
            .and_then(|code| self.by_code.get(code).copied());
        let (line, title) = (
            self.line(row, begun.is_some()),
            self.title(row, begun.is_some()),
        );
        let start = self.date(row, Field::Start, begun.is_none());
        let end = self.date(row, Field::End, false);
        let begun_content = begun.map(|ix| &self.drafts[ix].draft);
        let line = line.or_else(|| begun_content.map(|d| d.line));
        let (start_in_force, end_in_force) = (start.or(begun_content.map(|d| d.start)), end);
        self.time(row, start_in_force, end_in_force);
        // Whatever can be said of a cell is said, even where the line is not known.
        let place = self.place(row, line);
        let quantity = self.quantity(row, line);
        let participants = self.count(row, Field::Participants);
        let women = self.count(row, Field::Women);
        if let Err(fault) = rules::women(women, participants) {
            self.fault(row, Field::Women, fault);
        }
        let (reference, note) = (
            self.text(row, Field::Reference),
            self.text(row, Field::Note),
        );
        if self.faults.len() > before {
            return;
        }
        let (Some(line), Some(start), Some(place), Some(quantity)) =
            (line, start_in_force, place, quantity)
        else {
            return;
        };
        let share = Share { place, quantity };
        let title = title.unwrap_or_default();
        let draft = Draft {
            code,
            line,
            title,
            start,
            end,
            shares: vec![share],
            participants,
            women,
            reference,
            note,
        };
        match begun {
            None => {
                if let Some(code) = draft.code.clone() {
                    self.by_code.insert(code, self.drafts.len());
                }
                self.drafts.push(Assembled {
                    draft,
                    rows: vec![row.number],
                });
            }
            Some(ix) => self.join(row, ix, draft),
        }
    }

    /// Adds a further row to an activity. What it repeats must agree; what it leaves empty is taken from the others.
    fn join(&mut self, row: &Row, ix: usize, further: Draft) {
        let first = self.drafts[ix].rows[0];
        let known = self.drafts[ix].draft.clone();
        let lines = &self.reference.plan.lines;
        let mut differs = |field: Field, first_value: String| {
            let kind = FaultKind::DiffersWithinActivity {
                first_row: first,
                first_value,
            };
            self.fault(row, field, kind);
            true
        };
        let mut conflict = false;
        if further.line != known.line {
            conflict |= differs(Field::PlanLine, lines[known.line].id.clone());
        }
        if !further.title.is_empty() && further.title != known.title {
            conflict |= differs(Field::Title, known.title.clone());
        }
        if further.start != known.start {
            conflict |= differs(Field::Start, known.start.to_string());
        }
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        let repeated = [
            (
                Field::End,
                further.end.map(|d| d.to_string()).unwrap_or_default(),
                known.end.map(|d| d.to_string()).unwrap_or_default(),
            ),
            (
                Field::Participants,
                number(further.participants),
                number(known.participants),
            ),
            (Field::Women, number(further.women), number(known.women)),
            (
                Field::Reference,
                text(&further.reference),
                text(&known.reference),
            ),
            (Field::Note, text(&further.note), text(&known.note)),
        ];
        for (field, mine, theirs) in repeated {
            if !mine.is_empty() && !theirs.is_empty() && mine != theirs {
                conflict |= differs(field, theirs);
            }
        }
        let share = further.shares[0];
        if let Some(earlier) = known.shares.iter().position(|s| s.place == share.place) {
            let first_row = self.drafts[ix].rows[earlier];
            self.fault(row, Field::Place, FaultKind::SamePlaceTwice { first_row });
            conflict = true;
        }
        if !conflict {
            let Assembled { draft, rows } = &mut self.drafts[ix];
            draft.shares.push(share);
            draft.end = draft.end.or(further.end);
            draft.participants = draft.participants.or(further.participants);
            draft.women = draft.women.or(further.women);
            draft.reference = draft.reference.take().or(further.reference);
            draft.note = draft.note.take().or(further.note);
            rows.push(row.number);
        }
    }
}
