//! Importing activities: read, report, and commit all or nothing; and the workbooks around it.

use jiff::Timestamp;

use super::clock;
use crate::domain::access::Record;
use crate::domain::checksum::sha256;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::{DistrictIx, Draft, LineIx, Permit, Place, Reference, Territory};
use crate::exchange::export::marked::{MarkError, marked as mark};
use crate::exchange::import::{self, Against, Options, Read, Report, Stage, StatusChange};
use crate::store::{Imported, NewImport, Store, StoreError};
use crate::world::{Effect, Snapshot};

/// The sample activities that come with the program, marked as such in every record.
const SAMPLE: &[u8] = include_bytes!("../../data/samples/activities-sample.csv");
const SAMPLE_NAME: &str = "activities-sample.csv";

/// So many changes of status are listed; the total says all.
const MOST_CHANGES: usize = 2000;

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It has faults; nothing was recorded.
    Refused(Report),
    /// It has none; nothing was recorded, as asked.
    DryRun(Report),
    Done(Report, Imported),
}

impl Outcome {
    pub const fn report(&self) -> &Report {
        match self {
            Self::Refused(report) | Self::DryRun(report) | Self::Done(report, _) => report,
        }
    }
}

/// A file that somebody hands in.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub file_name: &'a str,
    pub bytes: &'a [u8],
    pub options: &'a Options,
    /// Who hands it in: their districts are the ones that may be recorded.
    pub permit: &'a Permit<Record>,
    pub dry_run: bool,
    pub progress: &'a dyn Fn(Stage, usize),
}

impl std::fmt::Debug for Asked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked")
            .field("file_name", &self.file_name)
            .field("bytes", &self.bytes.len())
            .field("options", &self.options)
            .field("permit", &self.permit)
            .field("dry_run", &self.dry_run)
            .finish_non_exhaustive()
    }
}

/// Reads a table of activities, CSV or XLSX, and records them, unless it is only to be tried. `snapshot` is what was
/// recorded so far: against it the preview of changes and the targets are reckoned.
///
/// # Errors
/// If the database cannot be read or written; nothing is recorded then.
pub fn activities(
    asked: &Asked<'_>,
    snapshot: &Snapshot,
    store: &Store,
) -> Result<Outcome, StoreError> {
    let Read { mut report, drafts } = read(asked, snapshot, store)?;
    let sha256 = sha256(asked.bytes);
    if let Some((id, at)) = store.imported_at(&sha256)? {
        again(&mut report, id, at);
        return Ok(Outcome::Refused(report));
    }
    if report.faults_total > 0 {
        return Ok(Outcome::Refused(report));
    }
    (report.changes, report.changes_total) = changes(&drafts, snapshot);
    if asked.dry_run {
        return Ok(Outcome::DryRun(report));
    }
    (asked.progress)(Stage::Recording, drafts.len());
    let import = NewImport {
        file_name: asked.file_name,
        sha256: &sha256,
        rows: report.rows,
        drafts: &drafts,
        recorded_by: asked.permit.name(),
        now: Timestamp::now(),
    };
    match store.import(&import, &snapshot.atlas.reference) {
        Ok(done) => Ok(Outcome::Done(report, done)),
        // Another process was quicker with the same file.
        Err(StoreError::AlreadyImported { id, at }) => {
            again(&mut report, id, at);
            Ok(Outcome::Refused(report))
        }
        Err(error) => Err(error),
    }
}

/// The districts that somebody may record; `None` is all, and the province.
fn allowed(permit: &Permit<Record>) -> Option<&[DistrictIx]> {
    match permit.account().map(|account| &account.territory) {
        Some(Territory::Province) => None,
        Some(Territory::Districts(own)) => Some(own),
        None => Some(&[]),
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MarkedError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mark(#[from] MarkError),
}

/// The file as a workbook in which its faults are marked, to be corrected and handed in again; and the report.
///
/// # Errors
/// If the file is no table, or the database cannot be read.
pub fn marked(
    asked: &Asked<'_>,
    snapshot: &Snapshot,
    store: &Store,
) -> Result<(Vec<u8>, Report), MarkedError> {
    let report = read(asked, snapshot, store)?.report;
    Ok((mark(asked.bytes, asked.options, &report)?, report))
}

fn read(asked: &Asked<'_>, snapshot: &Snapshot, store: &Store) -> Result<Read, StoreError> {
    let reference = &snapshot.atlas.reference;
    let today = clock::today();
    let recorded = store.recorded_places(reference)?;
    let known = |line: LineIx, place: Place, start| recorded.get(&(line, place, start)).cloned();
    let achieved = |line: LineIx| snapshot.tally.lines[line].total.until(today);
    let against = Against {
        known: &known,
        achieved: &achieved,
        allowed: allowed(asked.permit),
        progress: asked.progress,
        ..Against::reference(reference, today)
    };
    Ok(import::read(
        asked.bytes,
        asked.file_name,
        asked.options,
        &against,
    ))
}

/// Says that the file was imported before, by the import of this number: nothing changes, and nothing else is to be said.
fn again(report: &mut Report, id: i64, at: Timestamp) {
    let kind = FaultKind::AlreadyImported { at };
    report.faults = vec![Fault::of_cell(0, "", &id.to_string(), kind)];
    report.faults_total = 1;
    report.notices.clear();
    (
        report.accepted,
        report.faulty,
        report.warnings,
        report.activities,
    ) = (0, 0, 0, 0);
}

/// Which statuses would change as of today, by line and commune, and how many.
fn changes(drafts: &[Draft], snapshot: &Snapshot) -> (Vec<StatusChange>, usize) {
    let today = clock::today();
    let effects = drafts.iter().map(|draft| Effect {
        before: None,
        after: Some(draft),
    });
    let next = snapshot.after(effects, snapshot.version, snapshot.time);
    let (before, after) = (snapshot.coverage(today), next.coverage(today));
    let Reference { plan, units, .. } = &snapshot.atlas.reference;
    let (mut listed, mut total) = (Vec::new(), 0);
    for (ix, line) in plan.lines.iter().enumerate() {
        let cells = before.lines[ix].cells.iter().zip(&after.lines[ix].cells);
        for (commune, (was, is)) in cells.enumerate() {
            if was.status == is.status {
                continue;
            }
            total += 1;
            if listed.len() < MOST_CHANGES {
                let unit = &units.communes[commune];
                listed.push(StatusChange {
                    code: unit.code.clone(),
                    name: unit.name.clone(),
                    district: units.district_of(commune).name.clone(),
                    border: unit.border,
                    line: line.id.clone(),
                    before: was.status.as_str(),
                    after: is.status.as_str(),
                });
            }
        }
    }
    (listed, total)
}

/// Fills an empty ledger with the sample activities. Says how many there are; `None` if something was recorded before.
///
/// # Errors
/// If the database cannot be written, or the sample does not fit the reference in force.
pub fn sample(reference: &Reference, store: &Store) -> Result<Option<usize>, SampleError> {
    let against = Against::reference(reference, clock::today());
    let read = import::read(SAMPLE, SAMPLE_NAME, &Options::default(), &against);
    if let Some(fault) = read.report.faults.first() {
        return Err(SampleError::DoesNotFit {
            row: fault.row,
            what: fault.kind.en(),
            value: fault.value.clone(),
        });
    }
    let import = NewImport {
        file_name: SAMPLE_NAME,
        sha256: &sha256(SAMPLE),
        rows: read.report.rows,
        drafts: &read.drafts,
        recorded_by: "sample",
        now: Timestamp::now(),
    };
    Ok(store
        .import_if_empty(&import, reference)?
        .map(|done| done.activities))
}

#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    #[error("the sample does not fit the plan in force: row {row}, `{value}`: {what}")]
    DoesNotFit {
        row: u64,
        what: String,
        value: String,
    },
    #[error(transparent)]
    Store(#[from] StoreError),
}
