//! Importing activities: read, report, and commit all or nothing.

use jiff::Timestamp;

use super::clock;
use crate::domain::Reference;
use crate::domain::checksum::sha256;
use crate::domain::fault::{Fault, FaultKind};
use crate::exchange::import::{self, Report};
use crate::store::{Imported, NewImport, Store, StoreError};

/// The sample activities that come with the program, marked as such in every record.
const SAMPLE: &[u8] = include_bytes!("../../data/samples/activities-sample.csv");
const SAMPLE_NAME: &str = "activities-sample.csv";

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

/// Reads a CSV file of activities and records them, unless it is only to be tried.
///
/// # Errors
/// If the database cannot be read or written; nothing is recorded then.
pub fn activities(
    file_name: &str,
    bytes: &[u8],
    recorded_by: &str,
    dry_run: bool,
    reference: &Reference,
    store: &Store,
) -> Result<Outcome, StoreError> {
    let read = import::read_csv(bytes, reference, clock::today());
    let mut report = read.report;
    if !report.faults.is_empty() {
        return Ok(Outcome::Refused(report));
    }
    let sha256 = sha256(bytes);
    let again = |report: &mut Report, on: String| {
        let kind = FaultKind::AlreadyImported { on };
        report.faults.push(Fault {
            row: 0,
            column: String::new(),
            value: file_name.to_owned(),
            kind,
            candidates: Vec::new(),
        });
        report.accepted = 0;
        report.activities = 0;
    };
    if let Some(on) = store.imported_at(&sha256)? {
        again(&mut report, on);
        return Ok(Outcome::Refused(report));
    }
    if dry_run {
        return Ok(Outcome::DryRun(report));
    }
    let import = NewImport {
        file_name,
        sha256: &sha256,
        rows: report.rows,
        drafts: &read.drafts,
        recorded_by,
        now: Timestamp::now(),
    };
    match store.import(&import, reference) {
        Ok(done) => Ok(Outcome::Done(report, done)),
        // Another process was quicker with the same file.
        Err(StoreError::AlreadyImported { at }) => {
            again(&mut report, at);
            Ok(Outcome::Refused(report))
        }
        Err(error) => Err(error),
    }
}

/// Fills an empty ledger with the sample activities. Says how many there are; `None` if something was recorded before.
///
/// # Errors
/// If the database cannot be written, or the sample does not fit the reference in force.
pub fn sample(reference: &Reference, store: &Store) -> Result<Option<usize>, SampleError> {
    let read = import::read_csv(SAMPLE, reference, clock::today());
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
