//! Activities: what somebody reports as done. Counts of people, never their names.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{CommuneIx, DistrictIx, LineIx, Quantity, SiteIx};

/// Every record of made-up sample data carries these words in its note; whatever shows the record can tell by them.
pub const SAMPLE_MARK: &str = "DỮ LIỆU MẪU";

/// What a share of an activity can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    Province,
    District(DistrictIx),
    Commune(CommuneIx),
    Site(SiteIx),
}

/// A part of an activity: this much, at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub place: Place,
    pub quantity: Quantity,
}

/// Where a record stands in its verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Submitted,
    Verified,
    Rejected,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Submitted, Self::Verified, Self::Rejected];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// An activity as it is handed in, not yet recorded. Already held against the plan and the units.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The submitter's own code for it (`Mã hoạt động`).
    pub code: Option<String>,
    pub line: LineIx,
    pub title: String,
    pub start: Date,
    pub end: Option<Date>,
    pub shares: Vec<Share>,
    pub participants: Option<u32>,
    pub women: Option<u32>,
    pub reference: Option<String>,
    pub note: Option<String>,
}

impl Draft {
    /// The day from which it counts.
    pub fn done_on(&self) -> Date {
        self.end.unwrap_or(self.start)
    }

    pub fn is_sample(&self) -> bool {
        self.note
            .as_deref()
            .is_some_and(|note| note.contains(SAMPLE_MARK))
    }
}

/// A recorded activity at one of its revisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub id: Uuid,
    /// 1 for the first.
    pub revision: u32,
    pub state: State,
    /// Why it was rejected.
    pub reason: Option<String>,
    pub recorded_by: String,
    pub recorded_at: Timestamp,
    pub content: Draft,
}

impl Activity {
    /// Rejected records are kept, and count for nothing.
    pub fn counts(&self) -> bool {
        self.state != State::Rejected
    }
}

/// What a revision did to its activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Create,
    Change,
    Delete,
    Restore,
    Verify,
    Reject,
}

impl Change {
    pub const ALL: [Self; 6] = [
        Self::Create,
        Self::Change,
        Self::Delete,
        Self::Restore,
        Self::Verify,
        Self::Reject,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Verify => "verify",
            Self::Reject => "reject",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.as_str() == text)
    }
}

/// One version of an activity, and what made it. The last one holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub change: Change,
    pub activity: Activity,
    /// The import that brought it: its number and file.
    pub import: Option<(i64, String)>,
}

impl Revision {
    /// What was deleted is kept as it last was, and counts for nothing.
    pub fn deleted(&self) -> bool {
        self.change == Change::Delete
    }

    /// The activity as far as it counts.
    pub fn counting(&self) -> Option<&Activity> {
        (!self.deleted() && self.activity.counts()).then_some(&self.activity)
    }
}
