//! Days where the plan is carried out: Vietnam keeps UTC+7 all year.

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::{self, Offset, TimeZone};
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

/// The day in Vietnam of an RFC 3339 time of the years 0 to 9999; the first or last of these days where it would fall
/// outside of them. QGIS asks for "from 2018 on" as an interval up to `9999-12-31T00:00:00Z`, which no `Timestamp` reaches.
pub fn day_of_text(text: &str) -> Option<Date> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = match pieces.offset()? {
        PiecesOffset::Numeric(numeric) => numeric.offset(),
        _ => Offset::UTC,
    };
    let there = pieces.date().to_datetime(pieces.time()?);
    let here = SignedDuration::from_secs(i64::from(tz::offset(7).seconds() - offset.seconds()));
    Some(there.saturating_add(here).date())
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
