//! Imports: a whole file of activities as one transaction.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use super::activity::{self, Recording};
use super::{Store, StoreError, recording_time};
use crate::domain::{Draft, LineIx, Place, Reference};

/// A file that was read without a fault.
#[derive(Clone, Copy, Debug)]
pub struct NewImport<'a> {
    pub file_name: &'a str,
    /// Hex SHA-256 of the file: the same file twice changes nothing.
    pub sha256: &'a str,
    pub rows: usize,
    pub drafts: &'a [Draft],
    pub recorded_by: &'a str,
    pub now: Timestamp,
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    pub activities: usize,
    pub at: Timestamp,
}

impl Store {
    /// Records all activities of a file, or none.
    ///
    /// # Errors
    /// [`StoreError::AlreadyImported`] if the same file was imported before; nothing is written then or on any other error.
    pub fn import(
        &self,
        import: &NewImport<'_>,
        reference: &Reference,
    ) -> Result<Imported, StoreError> {
        self.write(|transaction| record(transaction, import, reference))
    }

    /// The same, but only into a ledger in which nothing was ever recorded; `None` if there is something.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn import_if_empty(
        &self,
        import: &NewImport<'_>,
        reference: &Reference,
    ) -> Result<Option<Imported>, StoreError> {
        self.write(|transaction| {
            if activity::any(transaction)? {
                return Ok(None);
            }
            record(transaction, import, reference).map(Some)
        })
    }

    /// What stands recorded, by line, place and start day: the id of an activity there. Rejected ones are left out.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn recorded_places(
        &self,
        reference: &Reference,
    ) -> Result<HashMap<(LineIx, Place, Date), String>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT r.plan_line, s.unit, r.start_on, r.activity \
                 FROM activity a JOIN revision r ON r.seq = a.head JOIN share s ON s.revision = r.seq \
                 WHERE NOT a.deleted AND r.state <> 'rejected'",
            )?;
            let mut rows = statement.query([])?;
            let mut recorded = HashMap::new();
            while let Some(row) = rows.next()? {
                let text = |ix| row.get_ref(ix)?.as_str().map_err(rusqlite::Error::from);
                let line = reference.plan.line_ix(text(0)?);
                let (place, start) = (reference.place(text(1)?), text(2)?.parse());
                if let (Some(line), Some(place), Ok(start)) = (line, place, start) {
                    recorded
                        .entry((line, place, start))
                        .or_insert(row.get(3)?);
                }
            }
            Ok(recorded)
        })
    }

    /// When the file with this SHA-256 was imported, if it was.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn imported_at(&self, sha256: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| imported_at(connection, sha256))
    }
}

fn record(
    transaction: &Connection,
    import: &NewImport<'_>,
    reference: &Reference,
) -> Result<Imported, StoreError> {
    if let Some(at) = imported_at(transaction, import.sha256)? {
        return Err(StoreError::AlreadyImported { at });
    }
    let at = recording_time(transaction, import.now)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let id = transaction
        .prepare_cached("INSERT INTO import (file_name, sha256, recorded_at, rows, activities) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .insert(params![
            import.file_name,
            import.sha256,
            at.to_string(),
            count(import.rows),
            count(import.drafts.len())
        ])?;
    let recording = Recording {
        by: import.recorded_by,
        at,
        import: Some(id),
    };
    for draft in import.drafts {
        activity::create(transaction, draft, &recording, reference)?;
    }
    Ok(Imported {
        activities: import.drafts.len(),
        at,
    })
}

fn imported_at(connection: &Connection, sha256: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT recorded_at FROM import WHERE sha256 = ?1";
    Ok(connection
        .query_row(sql, [sha256], |row| row.get(0))
        .optional()?)
}
