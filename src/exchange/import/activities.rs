//! Rows to activities: every cell held against the plan and the units, every fault listed, nothing guessed.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::columns::{Columns, Field};
use super::{Read, Report, Row, Table, values};
use crate::domain::fault::{Candidate, Fault, FaultKind};
use crate::domain::gazetteer::{Gazetteer, Lookup};
use crate::domain::plan::{Level, Measure};
use crate::domain::{Draft, LineIx, Place, Quantity, Reference, Share};

/// Longest text in one cell.
const MOST_CHARACTERS: usize = 2000;

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

struct Reader<'a> {
    columns: Columns<'a>,
    reference: &'a Reference,
    gazetteer: Gazetteer<'a>,
    today: Date,
    faults: Vec<Fault>,
    notices: Vec<Fault>,
    faulty: HashSet<u64>,
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
        let place = line.and_then(|line| self.place(row, line));
        let quantity = line.and_then(|line| self.quantity(row, line));
        let participants = self.count(row, Field::Participants);
        let women = self.count(row, Field::Women);
        if let (Some(women), Some(participants)) = (women, participants)
            && women > participants
        {
            self.fault(
                row,
                Field::Women,
                FaultKind::MoreWomenThanParticipants { participants },
            );
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

    fn line(&mut self, row: &Row, optional: bool) -> Option<LineIx> {
        let text = self.filled(row, Field::PlanLine, optional)?;
        let line = self.reference.plan.line_ix(text.to_lowercase().as_str());
        if line.is_none() {
            let alike = |id: &str| strsim::jaro_winkler(id, &text);
            let mut lines: Vec<_> = self
                .reference
                .plan
                .lines
                .iter()
                .filter(|l| alike(&l.id) >= 0.75)
                .collect();
            lines.sort_by(|a, b| alike(&b.id).total_cmp(&alike(&a.id)));
            let candidate = |id: &str, name: &str| Candidate {
                code: id.into(),
                name: name.into(),
                district: String::new(),
            };
            let candidates = lines
                .iter()
                .take(3)
                .map(|l| candidate(&l.id, &l.title_vi))
                .collect();
            self.fault_with(row, Field::PlanLine, FaultKind::UnknownLine, candidates);
        }
        line
    }

    fn title(&mut self, row: &Row, optional: bool) -> Option<String> {
        self.filled(row, Field::Title, optional)
    }

    fn date(&mut self, row: &Row, field: Field, required: bool) -> Option<Date> {
        let text = self.filled(row, field, !required)?;
        let date = values::date(&text);
        if date.is_none() {
            self.fault(row, field, FaultKind::NotADate);
        }
        date
    }

    /// Work counts from the plan's first day on; late work counts too, and is pointed out.
    fn time(&mut self, row: &Row, start: Option<Date>, end: Option<Date>) {
        let document = &self.reference.plan.document;
        let (starts_on, ends_on, today) = (document.starts_on, document.ends_on, self.today);
        let Some(start) = start else { return };
        if let Some(end) = end
            && end < start
        {
            self.fault(row, Field::End, FaultKind::EndBeforeStart { start });
            return;
        }
        let last = if end.is_some() {
            Field::End
        } else {
            Field::Start
        };
        let done_on = end.unwrap_or(start);
        if start < starts_on {
            self.fault(row, Field::Start, FaultKind::BeforePlan { starts_on });
        } else if done_on > today {
            self.fault(row, last, FaultKind::InFuture { today });
        } else if done_on > ends_on {
            self.notice(row, last, FaultKind::AfterPlan { ends_on });
        }
    }

    fn place(&mut self, row: &Row, line: LineIx) -> Option<Place> {
        let district = match self.text(row, Field::District) {
            None => None,
            Some(text) => match self.gazetteer.district(&text) {
                Lookup::Found(Place::District(d)) => Some(d),
                Lookup::Unknown(candidates) | Lookup::Ambiguous(candidates) => {
                    self.fault_with(row, Field::District, FaultKind::UnknownDistrict, candidates);
                    return None;
                }
                Lookup::Found(_) => None,
            },
        };
        let text = self.filled(row, Field::Place, false)?;
        let at_sites = self.reference.plan.lines[line].level == Level::Site;
        let (lookup, unknown) = if at_sites {
            (self.gazetteer.site(&text, line), FaultKind::UnknownSite)
        } else {
            (
                self.gazetteer.place(&text, district),
                FaultKind::UnknownPlace,
            )
        };
        match lookup {
            Lookup::Found(place) => {
                if let Place::Commune(c) = place
                    && self.reference.quotas(line)[c].is_none()
                {
                    self.notice(row, Field::Place, FaultKind::OutsideScope);
                }
                Some(place)
            }
            Lookup::Ambiguous(candidates) => {
                self.fault_with(row, Field::Place, FaultKind::AmbiguousPlace, candidates);
                None
            }
            Lookup::Unknown(candidates) => {
                self.fault_with(row, Field::Place, unknown, candidates);
                None
            }
        }
    }

    /// Where the measure is how many took place, an empty quantity is one.
    fn quantity(&mut self, row: &Row, line: LineIx) -> Option<Quantity> {
        let counts = self.reference.plan.lines[line].measure == Measure::Count;
        let Some(text) = self.filled(row, Field::Quantity, counts) else {
            return counts.then_some(Quantity::ONE);
        };
        let quantity = values::quantity(&text);
        if quantity.is_none() {
            self.fault(row, Field::Quantity, FaultKind::NotAQuantity);
        }
        quantity
    }

    fn count(&mut self, row: &Row, field: Field) -> Option<u32> {
        let text = self.text(row, field)?;
        let count = values::count(&text);
        if count.is_none() {
            self.fault(row, field, FaultKind::NotACount);
        }
        count
    }

    /// The cell's text; `None` if it is empty, which is a fault unless it may be.
    fn filled(&mut self, row: &Row, field: Field, optional: bool) -> Option<String> {
        let text = self.text(row, field);
        if text.is_none() && !optional {
            self.fault(row, field, FaultKind::Missing);
        }
        text
    }

    fn text(&mut self, row: &Row, field: Field) -> Option<String> {
        let text = self.cell(row, field);
        if text.chars().count() > MOST_CHARACTERS {
            self.fault(
                row,
                field,
                FaultKind::TooLong {
                    most: MOST_CHARACTERS,
                },
            );
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    fn cell(&self, row: &Row, field: Field) -> String {
        let cell = self
            .columns
            .position(field)
            .and_then(|ix| row.cells.get(ix));
        cell.map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    fn fault(&mut self, row: &Row, field: Field, kind: FaultKind) {
        self.fault_with(row, field, kind, Vec::new());
    }

    fn fault_with(&mut self, row: &Row, field: Field, kind: FaultKind, candidates: Vec<Candidate>) {
        let fault = self.describe(row, field, kind, candidates);
        self.faulty.insert(row.number);
        self.faults.push(fault);
    }

    fn notice(&mut self, row: &Row, field: Field, kind: FaultKind) {
        let notice = self.describe(row, field, kind, Vec::new());
        self.notices.push(notice);
    }

    fn describe(
        &self,
        row: &Row,
        field: Field,
        kind: FaultKind,
        candidates: Vec<Candidate>,
    ) -> Fault {
        // A cell of any length is shown, but not echoed in full.
        let value = self.cell(row, field).chars().take(200).collect();
        Fault {
            row: row.number,
            column: self.columns.header(field).to_owned(),
            value,
            kind,
            candidates,
        }
    }
}
