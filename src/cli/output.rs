//! What commands print. A closed pipe (`| head`) is no error.

use std::io::Write;

/// A line on standard output.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line on standard error.
pub(super) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
