//! Numbered migrations. `PRAGMA user_version` says how many have run; each runs in one transaction with its number.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, revise};

/// What a migration does that SQL cannot.
type Then = fn(&Connection) -> Result<(), StoreError>;

const MIGRATIONS: &[(&str, Then)] = &[
    (include_str!("migrations/0001_activities.sql"), |_| Ok(())),
    (
        include_str!("migrations/0002_accounts.sql"),
        revise::tell_all,
    ),
];

/// Marks the file as ours (`file` and other tools can tell): "Vphu".
const APPLICATION_ID: i32 = 0x5670_6875;

/// Whether the file is ours, or empty and can become ours.
///
/// # Errors
/// If it is another program's, or was written by a newer version of this one.
pub(super) fn recognise(connection: &Connection) -> Result<(), StoreError> {
    let (application, done) = state(connection)?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && (application, done, tables) != (0, 0, 0) {
        return Err(StoreError::NotOurs { application });
    }
    if done > latest() {
        return Err(StoreError::Newer {
            found: done,
            known: latest(),
        });
    }
    Ok(())
}

/// Whether it is ours with the newest schema.
///
/// # Errors
/// If it cannot be read.
pub(super) fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    Ok(state(connection)? == (APPLICATION_ID, latest()))
}

/// Whether it is ours, with the newest schema or an older one.
///
/// # Errors
/// If it cannot be read.
pub(super) fn is_ours(connection: &Connection) -> Result<bool, StoreError> {
    let (application, done) = state(connection)?;
    Ok(application == APPLICATION_ID && done >= 1)
}

/// Brings the schema up to date.
///
/// # Errors
/// If the file is not ours, or cannot be written.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if is_current(connection)? {
        return Ok(()); // Nothing to write at an ordinary start.
    }
    let latest = latest();
    // Looked at again under the write lock: another process may be migrating too.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    recognise(&transaction)?;
    let (_, done) = state(&transaction)?;
    for (number, (sql, then)) in (1..=latest)
        .zip(MIGRATIONS)
        .filter(|(number, _)| *number > done)
    {
        transaction.execute_batch(sql)?;
        then(&transaction)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(())
}

fn latest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn state(connection: &Connection) -> Result<(i32, i64), StoreError> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((application, version))
}
