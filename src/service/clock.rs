//! Which day it is where the plan is carried out.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{self, TimeZone};

/// Vietnam keeps UTC+7 all year.
fn vietnam() -> TimeZone {
    TimeZone::fixed(tz::offset(7))
}

/// Today in Vietnam: the default of every `as_of`.
pub fn today() -> Date {
    day_of(Timestamp::now())
}

/// The day a moment falls on in Vietnam.
pub fn day_of(moment: Timestamp) -> Date {
    vietnam().to_datetime(moment).date()
}
