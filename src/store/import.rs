//! Imports: a whole file of activities as one transaction.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde_json::json;

use super::revise::{self, Recording};
use super::{Store, StoreError, activity, audit, recording_time, timestamp};
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
    pub id: i64,
    pub activities: usize,
    pub at: Timestamp,
}

/// An import that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastImport {
    pub id: i64,
    pub file_name: String,
    pub at: Timestamp,
    pub by: String,
    pub rows: i64,
    pub activities: i64,
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

    /// The imports there were, newest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn imports(&self) -> Result<Vec<PastImport>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, file_name, recorded_at, recorded_by, rows, activities FROM import ORDER BY id DESC LIMIT 500",
            )?;
            let mut rows = statement.query([])?;
            let mut imports = Vec::new();
            while let Some(row) = rows.next()? {
                imports.push(PastImport {
                    id: row.get(0)?,
                    file_name: row.get(1)?,
                    at: timestamp(&row.get::<_, String>(2)?)?,
                    by: row.get(3)?,
                    rows: row.get(4)?,
                    activities: row.get(5)?,
                });
            }
            Ok(imports)
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

    /// The number of the import of the file with this SHA-256, and when that was; `None` if it was never imported.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn imported_at(&self, sha256: &str) -> Result<Option<(i64, Timestamp)>, StoreError> {
        self.read(|connection| imported_at(connection, sha256))
    }
}

fn record(
    transaction: &Connection,
    import: &NewImport<'_>,
    reference: &Reference,
) -> Result<Imported, StoreError> {
    if let Some((id, at)) = imported_at(transaction, import.sha256)? {
        return Err(StoreError::AlreadyImported { id, at });
    }
    let at = recording_time(transaction, import.now)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let id = transaction
        .prepare_cached("INSERT INTO import (file_name, sha256, recorded_at, rows, activities, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .insert(params![
            import.file_name,
            import.sha256,
            at.to_string(),
            count(import.rows),
            count(import.drafts.len()),
            import.recorded_by,
        ])?;
    let told = json!({"file_name": import.file_name, "sha256": import.sha256, "activities": import.drafts.len()});
    audit::append(
        transaction,
        at,
        import.recorded_by,
        "import.record",
        &id.to_string(),
        &told,
    )?;
    let recording = Recording {
        by: import.recorded_by,
        at,
        import: Some(id),
    };
    for draft in import.drafts {
        revise::create(transaction, draft, &recording, reference)?;
    }
    Ok(Imported {
        id,
        activities: import.drafts.len(),
        at,
    })
}

fn imported_at(
    connection: &Connection,
    sha256: &str,
) -> Result<Option<(i64, Timestamp)>, StoreError> {
    let sql = "SELECT id, recorded_at FROM import WHERE sha256 = ?1";
    let found: Option<(i64, String)> = connection
        .query_row(sql, [sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map(|(id, at)| Ok((id, timestamp(&at)?))).transpose()
}
