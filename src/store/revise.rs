//! Writing revisions. Nothing is overwritten: each change of an activity is one more row, told of in the audit log.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{Store, StoreError, activity, audit, recording_time};
use crate::domain::checksum::sha256;
use crate::domain::{Change, Draft, Reference, Revision, State};

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    pub by: &'a str,
    pub now: Timestamp,
}

/// The next revision of an activity.
#[derive(Clone, Debug)]
pub struct Next {
    pub change: Change,
    pub state: State,
    pub reason: Option<String>,
    pub content: Draft,
}

impl Store {
    /// Records a new activity.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn create(
        &self,
        draft: &Draft,
        hand: Hand<'_>,
        reference: &Reference,
    ) -> Result<Revision, StoreError> {
        self.write(|transaction| {
            let at = recording_time(transaction, hand.now)?;
            let recording = Recording {
                by: hand.by,
                at,
                import: None,
            };
            let id = create(transaction, draft, &recording, reference)?;
            current(transaction, id, reference)?
                .ok_or_else(|| StoreError::Damaged(format!("activity `{id}` is not there")))
        })
    }

    /// Adds a revision to an activity. `decide` sees the one in force, inside the transaction, and says what comes next or
    /// why nothing does. `None` if there is no such activity.
    ///
    /// # Errors
    /// If the database cannot be written; inside, what `decide` refuses with. Nothing is written on either.
    pub fn revise<E>(
        &self,
        id: Uuid,
        hand: Hand<'_>,
        reference: &Reference,
        decide: impl FnOnce(&Revision, &dyn Fn(u32) -> Option<Revision>) -> Result<Next, E>,
    ) -> Result<Option<Result<Revision, E>>, StoreError> {
        self.write(|transaction| {
            let Some(now) = current(transaction, id, reference)? else {
                return Ok(None);
            };
            let earlier = |number: u32| {
                activity::at_revision(transaction, &id.to_string(), number.into(), reference)
                    .ok()
                    .flatten()
            };
            let next = match decide(&now, &earlier) {
                Ok(next) => next,
                Err(refused) => return Ok(Some(Err(refused))),
            };
            let at = recording_time(transaction, hand.now)?;
            append(transaction, id, &now, &next, hand.by, at, reference)?;
            let written = current(transaction, id, reference)?;
            Ok(written.map(Ok))
        })
    }
}

fn current(
    transaction: &Transaction<'_>,
    id: Uuid,
    reference: &Reference,
) -> Result<Option<Revision>, StoreError> {
    activity::head(transaction, &id.to_string(), reference)
}

fn append(
    connection: &Connection,
    id: Uuid,
    now: &Revision,
    next: &Next,
    by: &str,
    at: Timestamp,
    reference: &Reference,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let row = Row {
        number: i64::from(now.activity.revision) + 1,
        change: next.change.as_str().into(),
        state: next.state.as_str().into(),
        reason: next.reason.as_deref().map(Cow::Borrowed),
        ..Row::new(&id, &next.content, by, at, None, reference)
    };
    let seq = insert(connection, &row)?;
    connection
        .prepare_cached("UPDATE activity SET head = ?2, deleted = ?3 WHERE id = ?1")?
        .execute(params![id, seq, next.change == Change::Delete])?;
    Ok(())
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
    let uuid = Uuid::now_v7();
    let id = uuid.to_string();
    let Recording { by, at, import } = *recording;
    let seq = insert(connection, &Row::new(&id, draft, by, at, import, reference))?;
    connection
        .prepare_cached("INSERT INTO activity (id, head) VALUES (?1, ?2)")?
        .execute(params![id, seq])?;
    Ok(uuid)
}

/// A revision as its row says it, in the order in which its checksum is made.
#[derive(Debug, Serialize)]
struct Row<'a> {
    activity: Cow<'a, str>,
    number: i64,
    change: Cow<'a, str>,
    state: Cow<'a, str>,
    reason: Option<Cow<'a, str>>,
    by: Cow<'a, str>,
    at: String,
    import: Option<i64>,
    code: Option<Cow<'a, str>>,
    plan_line: Cow<'a, str>,
    title: Cow<'a, str>,
    start: String,
    end: Option<String>,
    participants: Option<u32>,
    women: Option<u32>,
    reference: Option<Cow<'a, str>>,
    note: Option<Cow<'a, str>>,
    /// Unit and thousandths.
    shares: Vec<(Cow<'a, str>, i64)>,
}

impl<'a> Row<'a> {
    fn new(
        id: &'a str,
        draft: &'a Draft,
        by: &'a str,
        at: Timestamp,
        import: Option<i64>,
        reference: &'a Reference,
    ) -> Self {
        let text = |text: &'a Option<String>| text.as_deref().map(Cow::Borrowed);
        let shares = draft.shares.iter().map(|share| {
            let thousandths = i64::try_from(share.quantity.thousandths()).unwrap_or(i64::MAX);
            (reference.place_id(share.place).into(), thousandths)
        });
        Self {
            activity: id.into(),
            number: 1,
            change: Change::Create.as_str().into(),
            state: State::Submitted.as_str().into(),
            reason: None,
            by: by.into(),
            at: at.to_string(),
            import,
            code: text(&draft.code),
            plan_line: reference.plan.lines[draft.line].id.as_str().into(),
            title: draft.title.as_str().into(),
            start: draft.start.to_string(),
            end: draft.end.map(|day| day.to_string()),
            participants: draft.participants,
            women: draft.women,
            reference: text(&draft.reference),
            note: text(&draft.note),
            shares: shares.collect(),
        }
    }

    /// Covers everything that was recorded.
    fn checksum(&self) -> Result<String, StoreError> {
        serde_json::to_vec(self)
            .map(|bytes| sha256(&bytes))
            .map_err(|error| StoreError::Damaged(error.to_string()))
    }
}

fn insert(connection: &Connection, row: &Row<'_>) -> Result<i64, StoreError> {
    let seq = connection
        .prepare_cached(
            "INSERT INTO revision (activity, number, action, state, reason, recorded_by, recorded_at, import, code, \
             plan_line, title, start_on, end_on, participants, women, reference, note) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .insert(params![
            row.activity,
            row.number,
            row.change,
            row.state,
            row.reason,
            row.by,
            row.at,
            row.import,
            row.code,
            row.plan_line,
            row.title,
            row.start,
            row.end,
            row.participants,
            row.women,
            row.reference,
            row.note,
        ])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO share (revision, position, unit, thousandths) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (position, (unit, thousandths)) in (0_i64..).zip(&row.shares) {
        statement.execute(params![seq, position, unit, thousandths])?;
    }
    drop(statement);
    tell(connection, row)?;
    Ok(seq)
}

/// The entry of the audit log that seals a revision.
fn tell(connection: &Connection, row: &Row<'_>) -> Result<(), StoreError> {
    let at: Timestamp = super::timestamp(&row.at)?;
    let action = format!("{}{}", audit::ACTIVITY, row.change);
    let detail = json!({"revision": row.number, "sha256": row.checksum()?});
    audit::append(connection, at, &row.by, &action, &row.activity, &detail)
}

/// Tells of every revision that was recorded before there was an audit log.
pub(super) fn tell_all(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare("SELECT activity, number FROM revision ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        let (activity, number): (String, i64) = (found.get(0)?, found.get(1)?);
        if let Some(row) = stored(connection, &activity, number)? {
            tell(connection, &row)?;
        }
    }
    Ok(())
}

/// How a revision differs from what the audit log says of it, if it does.
pub(super) fn differs(
    connection: &Connection,
    activity: &str,
    detail: &str,
) -> Result<Option<String>, StoreError> {
    let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    let number = detail["revision"].as_i64().unwrap_or_default();
    Ok(match stored(connection, activity, number)? {
        None => Some(format!(
            "revision {number} of activity `{activity}` is gone"
        )),
        Some(row) if row.checksum()? != detail["sha256"] => Some(format!(
            "revision {number} of activity `{activity}` is not what was recorded"
        )),
        Some(_) => None,
    })
}

fn stored(
    connection: &Connection,
    activity: &str,
    number: i64,
) -> Result<Option<Row<'static>>, StoreError> {
    let text = |row: &rusqlite::Row<'_>, ix: usize| row.get::<_, String>(ix).map(Cow::Owned);
    let maybe = |row: &rusqlite::Row<'_>, ix: usize| {
        row.get::<_, Option<String>>(ix)
            .map(|text| text.map(Cow::Owned))
    };
    let found = connection
        .prepare_cached(
            "SELECT r.activity, r.number, r.action, r.state, r.reason, r.recorded_by, r.recorded_at, r.import, r.code, \
             r.plan_line, r.title, r.start_on, r.end_on, r.participants, r.women, r.reference, r.note, \
             (SELECT json_group_array(json_array(s.unit, s.thousandths) ORDER BY s.position) FROM share s WHERE s.revision = r.seq) \
             FROM revision r WHERE r.activity = ?1 AND r.number = ?2",
        )?
        .query_row(params![activity, number], |row| {
            let shares: String = row.get(17)?;
            Ok(Row {
                activity: text(row, 0)?,
                number: row.get(1)?,
                change: text(row, 2)?,
                state: text(row, 3)?,
                reason: maybe(row, 4)?,
                by: text(row, 5)?,
                at: row.get(6)?,
                import: row.get(7)?,
                code: maybe(row, 8)?,
                plan_line: text(row, 9)?,
                title: text(row, 10)?,
                start: row.get(11)?,
                end: row.get(12)?,
                participants: row.get(13)?,
                women: row.get(14)?,
                reference: maybe(row, 15)?,
                note: maybe(row, 16)?,
                shares: serde_json::from_str(&shares).unwrap_or_default(),
            })
        })
        .optional()?;
    Ok(found)
}
