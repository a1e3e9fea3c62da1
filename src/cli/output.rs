//! What commands print. A closed pipe (`| head`) is no error.

use std::io::{BufWriter, Write};

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
