//! Which day it is where the plan is carried out.

use jiff::Timestamp;
use jiff::civil::Date;

pub use crate::domain::calendar::{day_of, day_of_text, end_of, local};

/// Today in Vietnam: the default of every `as_of`.
pub fn today() -> Date {
    day_of(Timestamp::now())
}
