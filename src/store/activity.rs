//! Activities and their revisions.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{Store, StoreError, timestamp};
use crate::domain::{Activity, Draft, Quantity, Reference, Share, State};

/// A record that the reference does not know any more: it is kept and reported, and counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    pub activity: String,
    /// The plan line or unit that is not there.
    pub what: String,
}

/// All activities that hold now.
#[derive(Debug, Default)]
pub struct Loaded {
    pub activities: Vec<Activity>,
    pub unresolved: Vec<Unresolved>,
}

/// What one revision did to its activity, as far as it counts: `None` is absent, deleted, or unresolved.
#[derive(Debug)]
pub struct Change {
    pub seq: i64,
    pub recorded_at: Timestamp,
    pub before: Option<Activity>,
    pub after: Option<Activity>,
}

/// Columns of a revision `r` in the order [`record`] reads them, its shares as a JSON list.
pub(super) const RECORD: &str = "r.activity, r.number, r.state, r.reason, r.recorded_by, r.recorded_at, r.code, \
     r.plan_line, r.title, r.start_on, r.end_on, r.participants, r.women, r.reference, r.note, \
     (SELECT json_group_array(json_array(s.unit, s.thousandths) ORDER BY s.position) FROM share s WHERE s.revision = r.seq)";

impl Store {
    /// Every activity that is not deleted, in the order of its last change.
    ///
    /// # Errors
    /// If the database cannot be read or a record is damaged.
    pub fn activities(&self, reference: &Reference) -> Result<Loaded, StoreError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {RECORD} FROM activity a JOIN revision r ON r.seq = a.head WHERE NOT a.deleted ORDER BY r.seq"
            );
            let mut loaded = Loaded::default();
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                match record(row, reference)? {
                    Ok(activity) => loaded.activities.push(activity),
                    Err(unresolved) => loaded.unresolved.push(unresolved),
                }
            }
            Ok(loaded)
        })
    }

    /// One activity as it is now.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn activity(
        &self,
        id: Uuid,
        reference: &Reference,
    ) -> Result<Option<Activity>, StoreError> {
        self.read(|connection| {
            let sql = format!(
                "SELECT {RECORD} FROM activity a JOIN revision r ON r.seq = a.head WHERE a.id = ?1 AND NOT a.deleted"
            );
            one(connection, &sql, params![id.to_string()], reference)
        })
    }

    /// What was recorded after `seq`, oldest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn changes_since(
        &self,
        seq: i64,
        reference: &Reference,
    ) -> Result<Vec<Change>, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT seq, activity, number, action, recorded_at FROM revision WHERE seq > ?1 ORDER BY seq")?;
            let mut rows = statement.query([seq])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                let (activity, number): (String, i64) = (row.get(1)?, row.get(2)?);
                changes.push(Change {
                    seq: row.get(0)?,
                    recorded_at: timestamp(&row.get::<_, String>(4)?)?,
                    before: at_revision(connection, &activity, number - 1, reference)?,
                    after: at_revision(connection, &activity, number, reference)?,
                });
            }
            Ok(changes)
        })
    }
}

/// An activity as it was at one of its revisions; `None` if that revision deleted it, is unresolved, or is number 0.
fn at_revision(
    connection: &Connection,
    activity: &str,
    number: i64,
    reference: &Reference,
) -> Result<Option<Activity>, StoreError> {
    let sql = format!(
        "SELECT {RECORD} FROM revision r WHERE r.activity = ?1 AND r.number = ?2 AND r.action <> 'delete'"
    );
    one(connection, &sql, params![activity, number], reference)
}

fn one(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn rusqlite::ToSql],
    reference: &Reference,
) -> Result<Option<Activity>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    Ok(match rows.next()? {
        Some(row) => record(row, reference)?.ok(),
        None => None,
    })
}

/// Reads the columns of [`RECORD`].
pub(super) fn record(
    row: &Row<'_>,
    reference: &Reference,
) -> Result<Result<Activity, Unresolved>, StoreError> {
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
    Ok(Ok(Activity {
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
    }))
}

/// Who records what, when and from where; the same for all records of one write.
pub(super) struct Recording<'a> {
    pub(super) by: &'a str,
    pub(super) at: Timestamp,
    pub(super) import: Option<i64>,
}

/// Writes a new activity as its first revision.
pub(super) fn create(
    connection: &Connection,
    draft: &Draft,
    recording: &Recording<'_>,
    reference: &Reference,
) -> Result<Uuid, StoreError> {
    let id = Uuid::now_v7();
    let mut insert = connection.prepare_cached(
        "INSERT INTO revision (activity, number, action, state, recorded_by, recorded_at, import, code, plan_line, title, \
         start_on, end_on, participants, women, reference, note) \
         VALUES (?1, 1, 'create', 'submitted', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let seq = insert.insert(params![
        id.to_string(),
        recording.by,
        recording.at.to_string(),
        recording.import,
        draft.code,
        reference.plan.lines[draft.line].id,
        draft.title,
        draft.start.to_string(),
        draft.end.map(|d| d.to_string()),
        draft.participants,
        draft.women,
        draft.reference,
        draft.note,
    ])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO share (revision, position, unit, thousandths) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (position, share) in draft.shares.iter().enumerate() {
        let thousandths = i64::try_from(share.quantity.thousandths()).unwrap_or(i64::MAX);
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        insert.execute(params![
            seq,
            position,
            reference.place_id(share.place),
            thousandths
        ])?;
    }
    connection
        .prepare_cached("INSERT INTO activity (id, head) VALUES (?1, ?2)")?
        .execute(params![id.to_string(), seq])?;
    Ok(id)
}

/// Whether anything was ever recorded.
pub(super) fn any(connection: &Connection) -> Result<bool, StoreError> {
    let found: Option<i64> = connection
        .query_row("SELECT 1 FROM revision LIMIT 1", [], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}
