//! The places of an activity with their quantities, as its property `shares` holds them.

use super::named::Named;
use crate::geo::{Portion, Value};

/// Ids of places with their quantities.
pub fn shares<'a>(named: &Named<'a>) -> &'a [Portion<'a>] {
    match named.get("shares") {
        Some(Value::Portions(portions)) => portions,
        _ => &[],
    }
}
