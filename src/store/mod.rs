//! The ledger in SQLite: every revision of every activity. The only module that names rusqlite.
//!
//! WAL with full synchronisation: what was acknowledged survives kill −9 and power loss. Readers have connections of
//! their own and never wait for the writer. Every write is one `IMMEDIATE` transaction; the last revision's number is
//! the version of the data. Knows nothing of HTTP or of coverage.

mod account;
mod activity;
mod audit;
mod backup;
mod import;
mod listing;
mod migrate;
mod revise;
mod session;
mod stream;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp, Unit};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};

pub use account::{AccountChange, AccountRow, NewAccount};
pub use activity::{Changed, Step, Unresolved};
pub use audit::{AuditCheck, AuditEntry};
pub use import::{Imported, NewImport, PastImport};
pub use listing::{Deleted, Field, Listing};
pub use revise::{Hand, Next};
pub use session::{Identity, Lifetime, NewToken, TokenRow};
pub use stream::{Each, Flow, Record};

use crate::domain::{collation, names};

/// The database's file in the data directory.
pub const FILE_NAME: &str = "vungphu.sqlite3";

/// How long a write waits for another process that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// A connection is used by one thread at a time: it needs no locks of its own.
const READER: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
const BUSY_AGAIN: Duration = Duration::from_millis(20);

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot make the data directory `{path}`: {source}")]
    Directory {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "the database is another program's (application id {application}): choose another data directory"
    )]
    NotOurs { application: i32 },
    #[error("the database has schema {found}, this program knows {known}: use a newer vungphu")]
    Newer { found: i64, known: i64 },
    #[error("another process is writing to the database; try again in a moment")]
    Busy,
    #[error("the disk is full: nothing was written")]
    DiskFull,
    #[error("this file was imported already, at {at}")]
    AlreadyImported { id: i64, at: Timestamp },
    #[error("there is an account `{name}` already")]
    NameTaken { name: String },
    #[error("this is the last account that can manage accounts: make another admin first")]
    LastAdmin,
    #[error("`{path}` exists already: choose another name")]
    Exists { path: PathBuf },
    #[error("`{path}` is not a backup of this program")]
    NotABackup { path: PathBuf },
    #[error("cannot write `{path}`: {source}")]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("damaged record in the database: {0}")]
    Damaged(String),
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy
            }
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            // A quota, or a limit of the size of files.
            Some(rusqlite::ErrorCode::SystemIoFailure) if cannot_grow(&error) => Self::DiskFull,
            _ => Self::Sqlite(error),
        }
    }
}

fn cannot_grow(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_IOERR_WRITE)
}

/// How far the ledger has come: its last revision and when that was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    pub seq: i64,
    /// `None` while the ledger is empty.
    pub at: Option<Timestamp>,
}

/// An open ledger. Shared between threads; one writes at a time.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    /// Idle readers; as many are opened as are in use at once.
    readers: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the ledger in a data directory, making both if they are not there.
    ///
    /// # Errors
    /// If the directory cannot be made or the file is not ours.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(dir).map_err(|source| StoreError::Directory {
            path: dir.to_owned(),
            source,
        })?;
        let path = dir.join(FILE_NAME);
        // Switching a new file to WAL does not wait for another process that is doing the same, so we do.
        let asked = Instant::now();
        let writer = loop {
            match open_writer(&path) {
                Err(StoreError::Busy) if asked.elapsed() < BUSY_TIMEOUT => {
                    std::thread::sleep(BUSY_AGAIN);
                }
                opened => break opened?,
            }
        };
        Ok(Self {
            path,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
        })
    }

    /// How far the ledger has come.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn version(&self) -> Result<Version, StoreError> {
        self.read(version)
    }

    /// When a revision was recorded, if there is one of that number.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn recorded_at(&self, seq: i64) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT recorded_at FROM revision WHERE seq = ?1";
            let at: Option<String> = connection
                .query_row(sql, [seq], |row| row.get(0))
                .optional()?;
            at.as_deref().map(timestamp).transpose()
        })
    }

    /// The version in force at a moment: how far the ledger had come by then.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn version_at(&self, moment: Timestamp) -> Result<Version, StoreError> {
        self.read(|connection| {
            // Times grow with the number; as text they do not compare.
            let mut find = connection.prepare_cached(
                "SELECT seq, recorded_at FROM revision WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1",
            )?;
            let mut at = |seq: i64| -> Result<Version, StoreError> {
                let found = find
                    .query_row([seq], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
                    .optional()?;
                Ok(match found {
                    None => Version { seq: 0, at: None },
                    Some((seq, at)) => Version {
                        seq,
                        at: Some(timestamp(&at)?),
                    },
                })
            };
            let (mut known, mut unknown) = (0, version(connection)?.seq + 1);
            while unknown - known > 1 {
                let middle = known + (unknown - known) / 2;
                if at(middle)?.at.is_none_or(|at| at <= moment) {
                    known = middle;
                } else {
                    unknown = middle;
                }
            }
            at(known)
        })
    }

    /// Whether SQLite finds the file whole, and what it finds if not.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        self.read(faults_of)
    }

    /// Runs a query on a reader of its own.
    fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = lock(&self.readers).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => {
                let reader = Connection::open_with_flags(&self.path, READER)?;
                reader.busy_timeout(BUSY_TIMEOUT)?;
                reader.pragma_update(None, "query_only", true)?;
                reader.create_scalar_function(
                    "fold",
                    1,
                    FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
                    |context| Ok(names::fold(&context.get::<String>(0)?)),
                )?;
                // Nothing has no place among texts.
                reader.create_scalar_function(
                    "collated",
                    1,
                    FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
                    |context| {
                        Ok(context
                            .get::<Option<String>>(0)?
                            .map(|text| collation::key(&text)))
                    },
                )?;
                reader
            }
        };
        let result = query(&reader);
        lock(&self.readers).push(reader);
        result
    }

    /// Runs a write as one transaction: all of it or nothing.
    fn write<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        written(&mut lock(&self.writer), change)
    }

    /// The same, unless something else is being written at this moment: for notes that may as well be made later.
    fn write_if_idle(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match self.writer.try_lock() {
            Ok(mut writer) => written(&mut writer, change),
            Err(_) => Ok(()),
        }
    }
}

fn written<T>(
    writer: &mut Connection,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let result = change(&transaction)?;
    transaction.commit()?;
    Ok(result)
}

fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    let mut writer = Connection::open(path)?;
    writer.busy_timeout(BUSY_TIMEOUT)?;
    // Looked at before anything is written: another program's file stays as it is.
    // In one transaction: another process may be making the file at this moment.
    migrate::recognise(&*writer.transaction()?)?;
    writer.pragma_update(None, "journal_mode", "wal")?;
    writer.pragma_update(None, "synchronous", "full")?;
    writer.pragma_update(None, "foreign_keys", true)?;
    migrate::migrate(&mut writer)?;
    Ok(writer)
}

/// A panic of another thread while it held the lock leaves nothing half done: transactions roll back when dropped.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What SQLite finds wrong with a file.
fn faults_of(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    let mut check = connection.prepare("PRAGMA integrity_check")?;
    for line in check.query_map([], |row| row.get::<_, String>(0))? {
        faults.push(line?);
    }
    let mut check = connection.prepare("PRAGMA foreign_key_check")?;
    for line in check.query_map([], |row| row.get::<_, String>(0))? {
        faults.push(format!("a row of table `{}` points to nothing", line?));
    }
    faults.retain(|line| line != "ok");
    Ok(faults)
}

fn version(connection: &Connection) -> Result<Version, StoreError> {
    let sql = "SELECT seq, recorded_at FROM revision ORDER BY seq DESC LIMIT 1";
    let mut rows = connection.prepare_cached(sql)?;
    let mut rows = rows.query([])?;
    match rows.next()? {
        None => Ok(Version { seq: 0, at: None }),
        Some(row) => Ok(Version {
            seq: row.get(0)?,
            at: Some(timestamp(&row.get::<_, String>(1)?)?),
        }),
    }
}

/// The time to record a change at: now, but always after the change recorded last, whatever the clock does. So a moment
/// names one state of the data.
fn recording_time(connection: &Connection, now: Timestamp) -> Result<Timestamp, StoreError> {
    let now = now.round(Unit::Millisecond).unwrap_or(now);
    let next = version(connection)?
        .at
        .and_then(|last| last.checked_add(SignedDuration::from_millis(1)).ok());
    Ok(next.map_or(now, |next| next.max(now)))
}

fn timestamp(text: &str) -> Result<Timestamp, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Damaged(format!("time `{text}`")))
}
