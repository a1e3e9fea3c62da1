//! The colours of pictures and documents: those of the web app's light theme (`static/src/styles/tokens.css`).

use crate::domain::Status;

pub const INK: &str = "#1c2430";
pub const MUTED: &str = "#5a6270";
pub const HAIRLINE: &str = "#dedad0";
pub const PAPER: &str = "#f6f4ef";
pub const ACTION: &str = "#164863";
/// The national border and the outlines of border communes.
pub const BORDER: &str = "#7a1f2b";

/// Ground of a status, and what is drawn over it: stripes, a hatch or dots.
pub const fn of(status: Status) -> (&'static str, Option<&'static str>) {
    match status {
        Status::Reached => ("#2f6f8f", None),
        Status::Partial => ("#dbecf3", Some("#92c3da")),
        Status::Pending => ("#ecdfc1", None),
        Status::Overdue => ("#f2a154", Some("#b4480b")),
        Status::NotTargeted => ("#ffffff", Some("#b9bcc2")),
    }
}

/// The colour for programs that know no patterns.
pub const fn plain(status: Status) -> &'static str {
    match status {
        Status::Partial => "#92c3da",
        _ => of(status).0,
    }
}

/// The sign that stands for a status beside its colour.
pub const fn sign(status: Status) -> char {
    match status {
        Status::Reached => '●',
        Status::Partial => '◐',
        Status::Pending => '○',
        Status::Overdue => '▲',
        Status::NotTargeted => '–',
    }
}

/// Red, green and blue of a colour such as `#2f6f8f`.
pub fn channels(hex: &str) -> [u8; 3] {
    let digits = hex.trim_start_matches('#');
    let channel = |at: usize| {
        let pair = digits.get(at..at + 2).unwrap_or_default();
        u8::from_str_radix(pair, 16).unwrap_or_default()
    };
    [channel(0), channel(2), channel(4)]
}
