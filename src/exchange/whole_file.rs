//! Writing a file whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::{Path, PathBuf};

const BUFFER: usize = 1 << 16;

/// Writes beside the target and renames: a reader sees the old file or the new one, a full disk leaves the old one.
///
/// # Errors
/// If the file cannot be written; the target is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_with(path, |out| out.write_all(bytes))
}

/// The same of what is written bit by bit.
///
/// # Errors
/// If the file cannot be written, or with what `fill` failed; the target is then as it was.
pub fn write_with(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let write = || {
        let mut file = BufWriter::with_capacity(BUFFER, File::create(&beside)?);
        fill(&mut file)?;
        file.into_inner()?.sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}
