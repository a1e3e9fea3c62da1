//! Rows to activities: every cell held against the plan and the units, every fault listed, nothing guessed.

use std::collections::HashMap;

use jiff::civil::Date;

use super::cells::{Answers, Memo};
use super::columns::Columns;
use super::fields::Field;
use super::report::{File, MOST_LISTED, Read, Report};
use super::table::{Row, Table};
use super::{Against, MOST_ROWS, Options, Stage, checks};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::gazetteer::Gazetteer;
use crate::domain::{Draft, LineIx, Place, Share, names, rules};

/// Longest text in one cell.
pub(super) const MOST_CHARACTERS: usize = 2000;
/// The activity code (folded) of the template's example row.
const EXAMPLE: &str = "vidu";

pub(super) fn read(
    table: &Table,
    mut file: File,
    options: &Options,
    against: &Against<'_>,
) -> Read {
    let mut listed = Listed::default();
    let (mut faults, mut notices) = (Vec::new(), Vec::new());
    let columns = Columns::find(table, options, &mut faults, &mut notices);
    let answers = Answers::new(options, against.reference, &mut faults);
    let data = table.rows.get(columns.data.clone()).unwrap_or_default();
    if data.is_empty() && (faults.is_empty() || table.rows.is_empty()) {
        faults = vec![Fault::of_file(0, FaultKind::EmptyFile)];
    }
    if let Some(row) = data.get(MOST_ROWS) {
        let kind = FaultKind::TooManyRows { most: MOST_ROWS };
        faults = vec![Fault::of_file(u64::from(row.number), kind)];
    }
    file.header_row = columns.row;
    let mut report = Report {
        rows: data.len(),
        columns: columns.all.clone(),
        file,
        ..Report::default()
    };
    for fault in faults {
        listed.fault(fault);
    }
    for notice in notices {
        listed.notice(notice);
    }
    if listed.faults_total > 0 {
        report.faulty = report.rows;
        return listed.into_read(report, Vec::new());
    }
    let mut reader = Reader {
        table,
        columns,
        answers,
        against,
        gazetteer: Gazetteer::new(against.reference),
        memo: Memo::default(),
        listed,
        faulty: 0,
        examples: 0,
        drafts: Vec::with_capacity(data.len()),
        by_code: HashMap::new(),
        seen: HashMap::with_capacity(data.len()),
    };
    for (count, row) in data.iter().enumerate() {
        reader.row(row);
        if count % 5000 == 0 {
            (against.progress)(Stage::Matching, count);
        }
    }
    (against.progress)(Stage::Matching, data.len());
    if reader.examples == data.len() {
        reader.listed.fault(Fault::of_file(0, FaultKind::EmptyFile));
    }
    let exceeding = checks::exceeding(&reader);
    for notice in exceeding {
        reader.listed.notice(notice);
    }
    report.rows -= reader.examples;
    report.faulty = reader.faulty;
    report.accepted = report.rows - report.faulty;
    report.activities = reader.drafts.len();
    let drafts = reader.drafts.into_iter().map(|d| d.draft).collect();
    reader.listed.into_read(report, drafts)
}

/// What was said so far. Lists grow to a limit, the totals go on.
#[derive(Default)]
pub(super) struct Listed {
    faults: Vec<Fault>,
    pub(super) faults_total: usize,
    notices: Vec<Fault>,
    notices_total: usize,
}

impl Listed {
    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults_total += 1;
        if self.faults.len() < MOST_LISTED {
            self.faults.push(fault);
        }
    }

    pub(super) fn notice(&mut self, notice: Fault) {
        self.notices_total += 1;
        if self.notices.len() < MOST_LISTED {
            self.notices.push(notice);
        }
    }

    fn into_read(self, mut report: Report, drafts: Vec<Draft>) -> Read {
        report.warnings = self.notices_total;
        report.faults_total = self.faults_total;
        report.faults = self.faults;
        report.notices = self.notices;
        let drafts = if report.faults_total == 0 {
            drafts
        } else {
            Vec::new()
        };
        Read { report, drafts }
    }
}

/// An activity being put together, and the rows it comes from (parallel to its shares).
pub(super) struct Assembled {
    pub(super) draft: Draft,
    pub(super) rows: Vec<u32>,
}

pub(super) struct Reader<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: Columns,
    pub(super) answers: Answers,
    pub(super) against: &'a Against<'a>,
    pub(super) gazetteer: Gazetteer<'a>,
    pub(super) memo: Memo,
    pub(super) listed: Listed,
    faulty: usize,
    examples: usize,
    pub(super) drafts: Vec<Assembled>,
    by_code: HashMap<&'a str, usize>,
    /// By line, place and start day: the row, and which activity it belongs to.
    seen: HashMap<(LineIx, Place, Date), (u32, usize)>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        let before = self.listed.faults_total;
        self.read_row(row);
        self.faulty += usize::from(self.listed.faults_total > before);
    }

    /// Reads one row: starts an activity, or adds a place to one that an earlier row of the same code began.
    fn read_row(&mut self, row: &Row) {
        let before = self.listed.faults_total;
        let code = self.text(row, Field::Activity);
        if code.is_some_and(|code| names::fold(code) == EXAMPLE) {
            self.examples += 1;
            self.notice(row, Field::Activity, FaultKind::ExampleRow);
            return;
        }
        let begun = code.and_then(|code| self.by_code.get(code).copied());
        let line = self.line(row, begun.is_some());
        let title = self.open_text(row, Field::Title, begun.is_some());
        let start = self.date(row, Field::Start, begun.is_none());
        let end = self.date(row, Field::End, false);
        let begun_content = begun.map(|ix| &self.drafts[ix].draft);
        let line = line.or_else(|| begun_content.map(|d| d.line));
        let start = start.or(begun_content.map(|d| d.start));
        self.time(row, start, end);
        // Whatever can be said of a cell is said, even where the line is not known.
        let place = self.place(row, line);
        let quantity = self.quantity(row, line);
        let participants = self.count(row, Field::Participants);
        let women = self.count(row, Field::Women);
        if let Err(fault) = rules::women(women, participants) {
            self.fault(row, Field::Women, fault);
        }
        let reference = self.open_text(row, Field::Reference, true);
        let note = self.open_text(row, Field::Note, true);
        if self.listed.faults_total > before {
            return;
        }
        let (Some(line), Some(start), Some(place), Some(quantity)) = (line, start, place, quantity)
        else {
            return;
        };
        let further = Further {
            line,
            title,
            start,
            end,
            share: Share { place, quantity },
            participants,
            women,
            reference,
            note,
        };
        let ix = match begun {
            None => {
                let ix = self.drafts.len();
                if let Some(code) = code {
                    self.by_code.insert(code, ix);
                }
                self.drafts.push(Assembled {
                    draft: further.begin(code),
                    rows: vec![row.number],
                });
                ix
            }
            Some(ix) if self.join(row, ix, &further) => ix,
            Some(_) => return,
        };
        self.repeated(row, ix, &further);
    }

    /// Adds a further row to an activity. What it repeats must agree; what it leaves empty is taken from the others.
    fn join(&mut self, row: &Row, ix: usize, further: &Further<'_>) -> bool {
        let Assembled { draft, rows } = &self.drafts[ix];
        let first_row = u64::from(rows[0]);
        let lines = &self.against.reference.plan.lines;
        let mut conflicts: Vec<(Field, FaultKind)> = Vec::new();
        let mut differs = |field: Field, first_value: String| {
            let kind = FaultKind::DiffersWithinActivity {
                first_row,
                first_value,
            };
            conflicts.push((field, kind));
        };
        if further.line != draft.line {
            differs(Field::PlanLine, lines[draft.line].id.clone());
        }
        if further.title.is_some_and(|title| title != draft.title) {
            differs(Field::Title, draft.title.clone());
        }
        if further.start != draft.start {
            differs(Field::Start, draft.start.to_string());
        }
        if let (Some(mine), Some(theirs)) = (further.end, draft.end)
            && mine != theirs
        {
            differs(Field::End, theirs.to_string());
        }
        for (field, mine, theirs) in [
            (
                Field::Participants,
                further.participants,
                draft.participants,
            ),
            (Field::Women, further.women, draft.women),
        ] {
            if let (Some(mine), Some(theirs)) = (mine, theirs)
                && mine != theirs
            {
                differs(field, theirs.to_string());
            }
        }
        for (field, mine, theirs) in [
            (Field::Reference, further.reference, &draft.reference),
            (Field::Note, further.note, &draft.note),
        ] {
            if let (Some(mine), Some(theirs)) = (mine, theirs)
                && mine != theirs
            {
                differs(field, theirs.clone());
            }
        }
        let same_place = |share: &Share| share.place == further.share.place;
        if let Some(earlier) = draft.shares.iter().position(same_place) {
            let first_row = u64::from(rows[earlier]);
            conflicts.push((Field::Place, FaultKind::SamePlaceTwice { first_row }));
        }
        let fine = conflicts.is_empty();
        for (field, kind) in conflicts {
            self.fault(row, field, kind);
        }
        if fine {
            let Assembled { draft, rows } = &mut self.drafts[ix];
            let owned = |text: Option<&str>| text.map(str::to_owned);
            draft.shares.push(further.share);
            draft.end = draft.end.or(further.end);
            draft.participants = draft.participants.or(further.participants);
            draft.women = draft.women.or(further.women);
            draft.reference = draft.reference.take().or_else(|| owned(further.reference));
            draft.note = draft.note.take().or_else(|| owned(further.note));
            rows.push(row.number);
        }
        fine
    }

    /// Points out what another row, or a record, seems to say already.
    fn repeated(&mut self, row: &Row, ix: usize, further: &Further<'_>) {
        let (line, place, start) = (further.line, further.share.place, further.start);
        let mine = (row.number, ix);
        let (first, theirs) = *self.seen.entry((line, place, start)).or_insert(mine);
        if theirs != ix {
            let first = Some(u64::from(first));
            self.notice(
                row,
                Field::Place,
                FaultKind::PossibleDuplicate { row: first },
            );
        }
        if let Some(record) = (self.against.known)(line, place, start) {
            let kind = FaultKind::PossibleDuplicate { row: None };
            let header = self.columns.header(Field::Place);
            let notice = Fault::of_cell(u64::from(row.number), header, &record, kind);
            self.listed.notice(notice);
        }
    }
}

/// A row, understood.
struct Further<'a> {
    line: LineIx,
    title: Option<&'a str>,
    start: Date,
    end: Option<Date>,
    share: Share,
    participants: Option<u32>,
    women: Option<u32>,
    reference: Option<&'a str>,
    note: Option<&'a str>,
}

impl Further<'_> {
    fn begin(&self, code: Option<&str>) -> Draft {
        Draft {
            code: code.map(str::to_owned),
            line: self.line,
            title: self.title.unwrap_or_default().to_owned(),
            start: self.start,
            end: self.end,
            shares: vec![self.share],
            participants: self.participants,
            women: self.women,
            reference: self.reference.map(str::to_owned),
            note: self.note.map(str::to_owned),
        }
    }
}
