//! The colours of pictures and documents: those of the web app's light theme (`static/src/styles/tokens.css`).

use crate::domain::Status;

pub const INK: &str = "#1c2430";
pub const MUTED: &str = "#5a6270";
pub const HAIRLINE: &str = "#dedad0";
pub const PAPER: &str = "#f6f4ef";
pub const ACTION: &str = "#164863";
/// The national border and the outlines of border communes.
pub const BORDER: &str = "#7a1f2b";
/// The ground of maps, communes that are not what is looked at, lines between communes and between districts, names.
pub const GROUND: &str = "#e9ebe8";
pub const HIDDEN: &str = "#f6f5f1";
pub const COMMUNE_LINE: &str = "#ffffff";
pub const DISTRICT_LINE: &str = "#27313f";
pub const LABEL: &str = "#16202c";
/// The hotline.
pub const ALERT: &str = "#a8410a";
/// What says that data are sample data, and its ground.
pub const SAMPLE: &str = "#7a4b00";
pub const SAMPLE_GROUND: &str = "#ffe9b8";

/// Grounds of a table's head and of rows that head others.
pub const HEAD: &str = "#e4ecf1";
pub const GROUP: &str = "#f3f4f5";

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

/// Ground under dark text.
pub const fn tint(status: Status) -> Option<&'static str> {
    match status {
        Status::Reached => Some("#d3e5ee"),
        Status::Partial => Some("#ebf4f8"),
        Status::Pending => Some("#f7f1e1"),
        Status::Overdue => Some("#fbdcbf"),
        Status::NotTargeted => None,
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
