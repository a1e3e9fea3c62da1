//! Copies of the ledger: one file that holds everything, made while the service runs, and put back whole.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::{Store, StoreError, Version, faults_of, lock, migrate, version};

/// Pages copied in one step, and the pause between steps in which others may write.
const PAGES: std::os::raw::c_int = 1000;
const PAUSE: Duration = Duration::from_millis(1);

impl Store {
    /// Writes the ledger as it is at this moment to a new file.
    ///
    /// # Errors
    /// If the file exists or cannot be written; there is no half-written one then.
    pub fn backup(&self, to: &Path) -> Result<Version, StoreError> {
        if to.exists() {
            return Err(StoreError::Exists {
                path: to.to_owned(),
            });
        }
        let part = beside(to, "part");
        let copied = self.copy_to(&part).and_then(|version| {
            let rename = std::fs::rename(&part, to);
            rename.map_err(|source| StoreError::File {
                path: to.to_owned(),
                source,
            })?;
            Ok(version)
        });
        copied.inspect_err(|_| {
            let _ = std::fs::remove_file(&part);
        })
    }

    /// Puts a backup in place of everything recorded. What was there before is kept in a file beside the database, whose
    /// path is returned if there was anything.
    ///
    /// # Errors
    /// If the file is no sound backup of ours; nothing is changed then.
    pub fn restore(&self, from: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        migrate::recognise(&source)?;
        if !migrate::is_ours(&source)? {
            return Err(StoreError::NotABackup {
                path: from.to_owned(),
            });
        }
        if let Some(fault) = faults_of(&source)?.into_iter().next() {
            return Err(StoreError::Damaged(fault));
        }
        let kept = match self.version()?.seq {
            0 => None,
            _ => Some(beside(
                &self.path,
                &now.strftime("before-restore-%Y%m%dT%H%M%S%.3fZ")
                    .to_string(),
            )),
        };
        if let Some(kept) = &kept {
            self.backup(kept)?;
        }
        let mut writer = lock(&self.writer);
        Backup::new(&source, &mut writer)?.run_to_completion(PAGES, PAUSE, None)?;
        // The copy brings the source's journal mode along.
        writer.pragma_update(None, "journal_mode", "wal")?;
        // And it may be of an older version.
        migrate::migrate(&mut writer)?;
        Ok(kept)
    }

    fn copy_to(&self, part: &Path) -> Result<Version, StoreError> {
        let mut copy = Connection::open(part)?;
        self.read(|reader| {
            Backup::new(reader, &mut copy)?.run_to_completion(PAGES, PAUSE, None)?;
            // One file: no journal beside it is needed to read it.
            copy.pragma_update(None, "journal_mode", "delete")?;
            version(&copy)
        })
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}
