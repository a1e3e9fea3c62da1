//! What commands print. A closed pipe (`| head`) is no error.

use std::io::Write;

/// A line on standard output.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Bytes on standard output, as they are.
///
/// # Errors
/// If they cannot be written for another reason than that nobody reads on.
pub(super) fn bytes(bytes: &[u8]) -> std::io::Result<()> {
    match std::io::stdout().write_all(bytes) {
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
