//! What commands print. A closed pipe (`| head`) is no error.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use crate::exchange::whole_file;

/// A line on standard output.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// What is written bit by bit, on standard output.
///
/// # Errors
/// If it cannot be written for another reason than that nobody reads on.
pub(super) fn stream(
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// A whole file, or standard output where it is called `-`; says how large it is.
///
/// # Errors
/// If it cannot be written.
pub(super) fn file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        return Ok(stream(|out| out.write_all(bytes))?);
    }
    let name = path.display();
    whole_file::write(path, bytes).with_context(|| format!("cannot write `{name}`"))?;
    error(&format!("{name}: {} bytes", bytes.len()));
    Ok(())
}

/// A line on standard error.
pub(super) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A line on standard error that the next one overwrites.
pub(super) fn status(text: &str) {
    let mut out = std::io::stderr();
    let _ = write!(out, "\r\x1b[K{text}");
    let _ = out.flush();
}
