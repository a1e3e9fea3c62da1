//! The audit log: who did what and when, each entry sealed with the hash of the one before. Entries are written in the
//! transaction of what they tell of, so that neither is there without the other.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::{Store, StoreError, revise, timestamp};
use crate::domain::checksum::sha256;

/// What the first entry carries as the hash before it.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One entry as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    pub seq: i64,
    pub at: Timestamp,
    pub by: String,
    /// `activity.create`, `account.change`, `session.refused`, …
    pub action: String,
    pub subject: String,
    pub detail: serde_json::Value,
    pub hash: String,
}

/// What came of looking through the whole log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCheck {
    pub entries: usize,
    /// The last hash: whoever noted it down can prove later that nothing before it was changed or left out.
    pub head: String,
    pub faults: Vec<String>,
}

impl Store {
    /// The newest entries, or those before one of them.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn audit(&self, before: Option<i64>, limit: usize) -> Result<Vec<AuditEntry>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT seq, at, by, action, subject, detail, hash FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut rows = statement.query(params![before.unwrap_or(i64::MAX), limit])?;
            let mut entries = Vec::new();
            while let Some(row) = rows.next()? {
                let detail: String = row.get(5)?;
                entries.push(AuditEntry {
                    seq: row.get(0)?,
                    at: timestamp(&row.get::<_, String>(1)?)?,
                    by: row.get(2)?,
                    action: row.get(3)?,
                    subject: row.get(4)?,
                    detail: serde_json::from_str(&detail).unwrap_or_default(),
                    hash: row.get(6)?,
                });
            }
            Ok(entries)
        })
    }

    /// Looks through the whole log: every hash, and every revision against its entry.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn check_audit(&self) -> Result<AuditCheck, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT seq, at, by, action, subject, detail, hash FROM audit ORDER BY seq",
            )?;
            let mut rows = statement.query([])?;
            let mut check = AuditCheck {
                entries: 0,
                head: BEGINNING.to_owned(),
                faults: Vec::new(),
            };
            let mut seq = 0;
            while let Some(row) = rows.next()? {
                let found: i64 = row.get(0)?;
                if found != seq + 1 {
                    check.faults.push(format!("entry {} is missing", seq + 1));
                }
                seq = found;
                let text = |ix: usize| row.get::<_, String>(ix);
                let (action, subject, detail) = (text(3)?, text(4)?, text(5)?);
                let sealed = seal(
                    &check.head,
                    &text(1)?,
                    &text(2)?,
                    &action,
                    &subject,
                    &detail,
                );
                let hash = text(6)?;
                if sealed != hash {
                    check
                        .faults
                        .push(format!("entry {seq} was changed, or one before it"));
                }
                if action.starts_with(ACTIVITY) {
                    check
                        .faults
                        .extend(revise::differs(connection, &subject, &detail)?);
                }
                check.head = hash;
                check.entries += 1;
            }
            check.faults.extend(uncovered(connection)?);
            check.faults.extend(wrong_heads(connection)?);
            check.faults.extend(wrong_accounts(connection)?);
            Ok(check)
        })
    }
}

/// Entries about activities, whose detail seals a revision, begin so.
pub(super) const ACTIVITY: &str = "activity.";

/// Activities that do not show their newest revision.
fn wrong_heads(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT a.id FROM activity a JOIN revision r ON r.seq = a.head WHERE a.deleted <> (r.action = 'delete') \
               OR r.number <> (SELECT max(number) FROM revision WHERE activity = a.id)";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|id| {
        Ok(format!(
            "activity `{}` does not show its newest revision",
            id?
        ))
    })
    .collect()
}

/// Accounts that have other rights than the log tells of.
fn wrong_accounts(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT a.name FROM account a LEFT JOIN audit e ON e.seq = (SELECT max(seq) FROM audit \
               WHERE subject = a.name AND action IN ('account.create', 'account.change')) \
               WHERE json_extract(e.detail, '$.role') IS NOT a.role \
               OR ifnull(json_extract(e.detail, '$.disabled'), 0) IS NOT a.disabled \
               OR json_extract(e.detail, '$.districts') IS NOT (SELECT json_group_array(d.district ORDER BY d.district) \
               FROM account_district d WHERE d.account = a.name)";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|name| {
        Ok(format!(
            "account `{}` was changed past the audit log",
            name?
        ))
    })
    .collect()
}

/// Revisions that no entry tells of.
fn uncovered(connection: &Connection) -> Result<Option<String>, StoreError> {
    let sql = "SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM audit WHERE action GLOB 'activity.*'), \
               (SELECT ifnull(max(seq), 0) FROM audit), ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0)";
    let (revisions, told, last, given): (i64, i64, i64, i64) =
        connection.query_row(sql, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    Ok(if revisions != told {
        Some(format!(
            "there are {revisions} revisions, the log tells of {told}"
        ))
    } else if last != given {
        Some(format!(
            "the log ends at entry {last}, {given} were written"
        ))
    } else {
        None
    })
}

/// Adds an entry. Its time never goes back, whatever the clock does.
pub(super) fn append(
    connection: &Connection,
    at: Timestamp,
    by: &str,
    action: &str,
    subject: &str,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    let last: Option<(String, String)> = connection
        .prepare_cached("SELECT at, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (at, before) = match last {
        None => (at, BEGINNING.to_owned()),
        Some((last, hash)) => (at.max(timestamp(&last)?), hash),
    };
    let (at, detail) = (at.to_string(), detail.to_string());
    let hash = seal(&before, &at, by, action, subject, &detail);
    connection
        .prepare_cached(
            "INSERT INTO audit (at, by, action, subject, detail, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![at, by, action, subject, detail, hash])?;
    Ok(())
}

/// Each part with its length, so that no two entries can read the same.
fn seal(before: &str, at: &str, by: &str, action: &str, subject: &str, detail: &str) -> String {
    let mut text = String::with_capacity(256 + detail.len());
    for part in [before, at, by, action, subject, detail] {
        text.push_str(&format!("{}:{part},", part.len()));
    }
    sha256(text.as_bytes())
}
