//! What is asked of a collection, as values: which promise on which day, and which of the features.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::coverage::LineChoice;
use crate::geo::cql2::Condition;
use crate::geo::{Column, Look, Order, Value, Window};

/// The promise and the day that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    pub as_of: Date,
    pub choice: LineChoice,
}

/// A property must equal one of these values.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub column: &'static Column,
    pub any_of: Vec<Value<'static>>,
}

/// A span of days; open where `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Interval {
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Everything that can be asked of a collection's items.
#[derive(Clone, Debug)]
pub struct Selection {
    pub view: View,
    pub filters: Vec<Filter>,
    pub condition: Option<Condition>,
    pub window: Option<Window>,
    pub interval: Option<Interval>,
    pub order: Vec<Order>,
    /// `None`: all of them.
    pub limit: Option<usize>,
    pub offset: usize,
    pub skip_geometry: bool,
    /// Places of the columns that are told; `None`: all of them.
    pub properties: Option<Vec<usize>>,
    pub look: Look,
    /// The moment whose knowledge is asked for: what the store lists must be as of the snapshot's version.
    pub known_at: Option<Timestamp>,
    /// The parameters that narrow, as they were given.
    pub given: Vec<(String, String)>,
}

impl Selection {
    /// Everything there is, as it is.
    pub fn whole(view: View) -> Self {
        Self {
            view,
            filters: Vec::new(),
            condition: None,
            window: None,
            interval: None,
            order: Vec::new(),
            limit: None,
            offset: 0,
            skip_geometry: false,
            properties: None,
            look: Look::default(),
            known_at: None,
            given: Vec::new(),
        }
    }
}
