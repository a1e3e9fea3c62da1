//! Days where the plan is carried out: Vietnam keeps UTC+7 all year.

use jiff::civil::{Date, DateTime};
use jiff::tz::{self, TimeZone};
use jiff::{SignedDuration, Timestamp};

fn vietnam() -> TimeZone {
    TimeZone::fixed(tz::offset(7))
}

/// The day a moment falls on in Vietnam.
pub fn day_of(moment: Timestamp) -> Date {
    local(moment).date()
}

/// What Vietnam's calendar and clock show at a moment.
pub fn local(moment: Timestamp) -> DateTime {
    vietnam().to_datetime(moment)
}

/// The last millisecond of a day in Vietnam; `None` at the end of time.
pub fn end_of(day: Date) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?.at(0, 0, 0, 0);
    let next = vietnam().to_timestamp(next).ok()?;
    next.checked_sub(SignedDuration::from_millis(1)).ok()
}

/// Exactly `YYYY-MM-DD`.
pub fn iso_date(text: &str) -> Option<Date> {
    text.parse::<Date>()
        .ok()
        .filter(|date| date.to_string() == text)
}
