//! Activities and their revisions, read.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use uuid::Uuid;

use super::{Store, StoreError, Version, timestamp};
use crate::domain::{Activity, Change, Draft, Quantity, Reference, Revision, Share, State};

/// A record that the reference does not know any more: it is kept and reported, and counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    pub activity: String,
    /// The plan line or unit that is not there.
    pub what: String,
}

/// One revision and the one before it; `None` is absent or unresolved.
#[derive(Debug)]
pub struct Step {
    pub version: Version,
    pub before: Option<Revision>,
    pub after: Option<Revision>,
}

/// One line of the list of changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    pub version: i64,
    pub activity: String,
    pub revision: u32,
    pub action: String,
    pub by: String,
    pub at: Timestamp,
}

/// Columns of a revision `r` in the order [`record`] reads them, its shares as a JSON list.
pub(super) const RECORD: &str = "r.activity, r.number, r.state, r.reason, r.recorded_by, r.recorded_at, r.code, \
     r.plan_line, r.title, r.start_on, r.end_on, r.participants, r.women, r.reference, r.note, \
     (SELECT json_group_array(json_array(s.unit, s.thousandths) ORDER BY s.position) FROM share s WHERE s.revision = r.seq), \
     r.action, r.import, (SELECT i.file_name FROM import i WHERE i.id = r.import)";

/// The revisions that held at version `?1`.
pub(super) const HEADS_AT: &str =
    "(SELECT max(seq) AS head FROM revision WHERE seq <= ?1 GROUP BY activity)";

impl Store {
    /// One activity as it is now, deleted or not.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn activity(
        &self,
        id: Uuid,
        reference: &Reference,
    ) -> Result<Option<Revision>, StoreError> {
        self.read(|connection| head(connection, &id.to_string(), reference))
    }

    /// All revisions of an activity, newest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn history(&self, id: Uuid, reference: &Reference) -> Result<Vec<Revision>, StoreError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {RECORD} FROM revision r WHERE r.activity = ?1 ORDER BY r.number DESC"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([id.to_string()])?;
            let mut history = Vec::new();
            while let Some(row) = rows.next()? {
                history.extend(revision(row, reference)?.ok());
            }
            Ok(history)
        })
    }

    /// Hands over what was recorded after a version, oldest first, one at a time: there may be very many.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn replay(
        &self,
        since: i64,
        reference: &Reference,
        mut each: impl FnMut(Step),
    ) -> Result<(), StoreError> {
        self.read(|connection| {
            let sql =
                format!("SELECT {RECORD}, r.seq FROM revision r WHERE r.seq > ?1 ORDER BY r.seq");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([since])?;
            while let Some(row) = rows.next()? {
                let (activity, number): (String, i64) = (row.get(0)?, row.get(1)?);
                let before = match number {
                    1 => None,
                    _ => at_revision(connection, &activity, number - 1, reference)?,
                };
                let version = Version {
                    seq: row.get("seq")?,
                    at: Some(timestamp(&row.get::<_, String>(5)?)?),
                };
                let after = revision(row, reference)?.ok();
                each(Step {
                    version,
                    before,
                    after,
                });
            }
            Ok(())
        })
    }

    /// What was changed after a version, oldest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn changes(&self, since: i64, limit: usize) -> Result<Vec<Changed>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT seq, activity, number, action, recorded_by, recorded_at FROM revision WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut rows = statement.query([since, limit])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                changes.push(Changed {
                    version: row.get(0)?,
                    activity: row.get(1)?,
                    revision: row.get(2)?,
                    action: row.get(3)?,
                    by: row.get(4)?,
                    at: timestamp(&row.get::<_, String>(5)?)?,
                });
            }
            Ok(changes)
        })
    }

    /// Activities of a plan line that began on a day at a place: the same thing may have been recorded twice. At most a few.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn alike(&self, plan_line: &str, unit: &str, day: Date) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT r.activity FROM revision r JOIN activity a ON a.head = r.seq AND NOT a.deleted \
                 WHERE r.plan_line = ?1 AND r.start_on = ?2 AND r.state <> 'rejected' \
                 AND EXISTS (SELECT 1 FROM share s WHERE s.revision = r.seq AND s.unit = ?3) LIMIT 5",
            )?;
            let found = statement.query_map(params![plan_line, day.to_string(), unit], |row| row.get(0))?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }
}

/// The revision of an activity that holds.
pub(super) fn head(
    connection: &Connection,
    activity: &str,
    reference: &Reference,
) -> Result<Option<Revision>, StoreError> {
    let sql = format!(
        "SELECT {RECORD} FROM activity a JOIN revision r ON r.seq = a.head WHERE a.id = ?1"
    );
    one(connection, &sql, params![activity], reference)
}

/// An activity at one of its revisions; `None` if that is unresolved or there is none of that number.
pub(super) fn at_revision(
    connection: &Connection,
    activity: &str,
    number: i64,
    reference: &Reference,
) -> Result<Option<Revision>, StoreError> {
    let sql = format!("SELECT {RECORD} FROM revision r WHERE r.activity = ?1 AND r.number = ?2");
    one(connection, &sql, params![activity, number], reference)
}

fn one(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn rusqlite::ToSql],
    reference: &Reference,
) -> Result<Option<Revision>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    Ok(match rows.next()? {
        Some(row) => revision(row, reference)?.ok(),
        None => None,
    })
}

/// Reads the columns of [`RECORD`].
pub(super) fn revision(
    row: &Row<'_>,
    reference: &Reference,
) -> Result<Result<Revision, Unresolved>, StoreError> {
    let id: String = row.get(0)?;
    let unresolved = |what: &str| {
        Ok(Err(Unresolved {
            activity: id.clone(),
            what: what.to_owned(),
        }))
    };
    let plan_line: String = row.get(7)?;
    let Some(line) = reference.plan.line_ix(&plan_line) else {
        return unresolved(&plan_line);
    };
    let stored: Vec<(String, u64)> = serde_json::from_str(&row.get::<_, String>(15)?)
        .map_err(|e| StoreError::Damaged(format!("shares of `{id}`: {e}")))?;
    let mut shares = Vec::with_capacity(stored.len());
    for (unit, thousandths) in stored {
        let Some(place) = reference.place(&unit) else {
            return unresolved(&unit);
        };
        shares.push(Share {
            place,
            quantity: Quantity::from_thousandths(thousandths),
        });
    }
    let damaged = |what: &str, value: &str| {
        StoreError::Damaged(format!("{what} `{value}` of activity `{id}`"))
    };
    let day = |text: String| text.parse::<Date>().map_err(|_| damaged("day", &text));
    let state: String = row.get(2)?;
    let change: String = row.get(16)?;
    let import: Option<i64> = row.get(17)?;
    let activity = Activity {
        id: id.parse().map_err(|_| damaged("id", &id))?,
        revision: row.get(1)?,
        state: State::parse(&state).ok_or_else(|| damaged("state", &state))?,
        reason: row.get(3)?,
        recorded_by: row.get(4)?,
        recorded_at: timestamp(&row.get::<_, String>(5)?)?,
        content: Draft {
            code: row.get(6)?,
            line,
            title: row.get(8)?,
            start: day(row.get(9)?)?,
            end: row.get::<_, Option<String>>(10)?.map(day).transpose()?,
            shares,
            participants: row.get(11)?,
            women: row.get(12)?,
            reference: row.get(13)?,
            note: row.get(14)?,
        },
    };
    Ok(Ok(Revision {
        change: Change::parse(&change).ok_or_else(|| damaged("action", &change))?,
        activity,
        import: import.zip(row.get(18)?),
    }))
}

/// Whether anything was ever recorded.
pub(super) fn any(connection: &Connection) -> Result<bool, StoreError> {
    let found: Option<i64> = connection
        .query_row("SELECT 1 FROM revision LIMIT 1", [], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}
