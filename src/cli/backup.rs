//! `vungphu backup` and `vungphu restore`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;

use super::{Ending, WrongConfiguration, open_store, output};
use crate::config::DataDir;
use crate::store;

#[derive(Args, Debug)]
pub(super) struct Backup {
    /// File to write; it must not exist yet
    file: PathBuf,
}

#[derive(Args, Debug)]
pub(super) struct Restore {
    /// File that `vungphu backup` wrote
    file: PathBuf,
}

pub(super) fn run(data: &DataDir, asked: &Backup) -> anyhow::Result<Ending> {
    // Looking must not make a database where there is none.
    let database = data.data_dir.join(store::FILE_NAME);
    if !database.exists() {
        return Err(
            WrongConfiguration(format!("there is no database `{}`", database.display())).into(),
        );
    }
    let version = open_store(data)?
        .backup(&asked.file)
        .with_context(|| format!("backup to `{}`", asked.file.display()))?;
    output::line(&format!(
        "{}: bản / version {}",
        asked.file.display(),
        version.seq
    ));
    Ok(Ending::Done)
}

pub(super) fn restore(data: &DataDir, asked: &Restore) -> anyhow::Result<Ending> {
    let file = asked.file.display();
    let kept = open_store(data)?
        .restore(&asked.file, Timestamp::now())
        .with_context(|| format!("restore from `{file}`"))?;
    output::line(&format!("Đã khôi phục từ / restored from {file}"));
    if let Some(kept) = kept {
        output::line(&format!(
            "Dữ liệu trước đó / what was there before: {}",
            kept.display()
        ));
    }
    Ok(Ending::Done)
}
