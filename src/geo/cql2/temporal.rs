//! Times: instants and intervals, and how two of them may lie (OGC 21-065r2, 8.6; the relations of OWL-Time).
//!
//! Intervals contain both their ends. Where days meet moments, a moment counts as the day it falls on in Vietnam, as in
//! the parameter `datetime`.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;

use super::expression::TimeExpr;
use crate::domain::calendar::day_of;

/// A day or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Day(Date),
    Moment(Timestamp),
}

impl Time {
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Moment(a), Self::Moment(b)) => a.cmp(&b),
            _ => self.day().cmp(&other.day()),
        }
    }

    fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => day_of(moment),
        }
    }
}

/// From when until when; `None` is open. An instant begins and ends at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub from: Option<TimeExpr>,
    pub until: Option<TimeExpr>,
    pub is_instant: bool,
}

impl Span {
    pub const fn instant(at: TimeExpr) -> Self {
        Self {
            from: Some(at),
            until: Some(at),
            is_instant: true,
        }
    }
}

/// The end of a span: a time, or endlessly far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Past,
    At(Time),
    Future,
}

impl Edge {
    fn compare(self, other: Self) -> Ordering {
        let rank = |edge| match edge {
            Self::Past => 0,
            Self::At(_) => 1,
            Self::Future => 2,
        };
        match (self, other) {
            (Self::At(a), Self::At(b)) => a.compare(b),
            _ => rank(self).cmp(&rank(other)),
        }
    }

    fn in_days(self) -> Self {
        match self {
            Self::At(time) => Self::At(Time::Day(time.day())),
            open => open,
        }
    }

    const fn is_day(self) -> bool {
        matches!(self, Self::At(Time::Day(_)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeRelation {
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

impl TimeRelation {
    pub const ALL: [(&'static str, Self); 15] = [
        ("T_AFTER", Self::After),
        ("T_BEFORE", Self::Before),
        ("T_CONTAINS", Self::Contains),
        ("T_DISJOINT", Self::Disjoint),
        ("T_DURING", Self::During),
        ("T_EQUALS", Self::Equals),
        ("T_FINISHEDBY", Self::FinishedBy),
        ("T_FINISHES", Self::Finishes),
        ("T_INTERSECTS", Self::Intersects),
        ("T_MEETS", Self::Meets),
        ("T_METBY", Self::MetBy),
        ("T_OVERLAPPEDBY", Self::OverlappedBy),
        ("T_OVERLAPS", Self::Overlaps),
        ("T_STARTEDBY", Self::StartedBy),
        ("T_STARTS", Self::Starts),
    ];

    /// Whether it goes for instants too.
    pub const fn takes_instants(self) -> bool {
        matches!(
            self,
            Self::After | Self::Before | Self::Disjoint | Self::Equals | Self::Intersects
        )
    }

    /// Whether the first span, by its two ends, lies so to the second.
    pub fn holds(self, mut first: [Edge; 2], mut second: [Edge; 2]) -> bool {
        if first.iter().chain(&second).any(|edge| edge.is_day()) {
            first = first.map(Edge::in_days);
            second = second.map(Edge::in_days);
        }
        let ([from, until], [other_from, other_until]) = (first, second);
        let starts = from.compare(other_from);
        let ends = until.compare(other_until);
        let before = until.compare(other_from);
        let after = from.compare(other_until);
        match self {
            Self::After => after.is_gt(),
            Self::Before => before.is_lt(),
            Self::Disjoint => after.is_gt() || before.is_lt(),
            Self::Intersects => after.is_le() && before.is_ge(),
            Self::Equals => starts.is_eq() && ends.is_eq(),
            Self::Contains => starts.is_lt() && ends.is_gt(),
            Self::During => starts.is_gt() && ends.is_lt(),
            Self::Finishes => starts.is_gt() && ends.is_eq(),
            Self::FinishedBy => starts.is_lt() && ends.is_eq(),
            Self::Starts => starts.is_eq() && ends.is_lt(),
            Self::StartedBy => starts.is_eq() && ends.is_gt(),
            Self::Meets => before.is_eq(),
            Self::MetBy => after.is_eq(),
            Self::Overlaps => starts.is_lt() && before.is_gt() && ends.is_lt(),
            Self::OverlappedBy => starts.is_gt() && after.is_lt() && ends.is_gt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(day: i8) -> Edge {
        Edge::At(Time::Day(date(2018, 6, day)))
    }

    fn relations(first: [Edge; 2], second: [Edge; 2]) -> Vec<&'static str> {
        let holding = TimeRelation::ALL.into_iter();
        let holding = holding.filter(|(_, relation)| relation.holds(first, second));
        holding.map(|(name, _)| name).collect()
    }

    #[test]
    fn every_way_two_intervals_may_lie() {
        let other = [at(10), at(20)];
        for (first, wanted) in [
            ([at(1), at(5)], &["T_BEFORE", "T_DISJOINT"][..]),
            ([at(1), at(10)], &["T_INTERSECTS", "T_MEETS"]),
            ([at(1), at(15)], &["T_INTERSECTS", "T_OVERLAPS"]),
            ([at(1), at(20)], &["T_FINISHEDBY", "T_INTERSECTS"]),
            ([at(1), at(25)], &["T_CONTAINS", "T_INTERSECTS"]),
            ([at(10), at(15)], &["T_INTERSECTS", "T_STARTS"]),
            ([at(10), at(20)], &["T_EQUALS", "T_INTERSECTS"]),
            ([at(10), at(25)], &["T_INTERSECTS", "T_STARTEDBY"]),
            ([at(12), at(15)], &["T_DURING", "T_INTERSECTS"]),
            ([at(12), at(20)], &["T_FINISHES", "T_INTERSECTS"]),
            ([at(12), at(25)], &["T_INTERSECTS", "T_OVERLAPPEDBY"]),
            ([at(20), at(25)], &["T_INTERSECTS", "T_METBY"]),
            ([at(21), at(25)], &["T_AFTER", "T_DISJOINT"]),
            ([Edge::Past, at(9)], &["T_BEFORE", "T_DISJOINT"]),
            ([Edge::Past, Edge::Future], &["T_CONTAINS", "T_INTERSECTS"]),
            ([at(20), Edge::Future], &["T_INTERSECTS", "T_METBY"]),
        ] {
            assert_eq!(relations(first, other), wanted, "{first:?}");
        }
    }

    #[test]
    fn moments_beside_days_count_as_days_in_vietnam() {
        let late = "2018-06-14T17:30:00Z".parse().map(Time::Moment);
        let day = Time::Day(date(2018, 6, 15));
        assert!(late.is_ok_and(|late| late.compare(day).is_eq()));
        let morning = "2018-06-14T16:30:00Z".parse().map(Time::Moment);
        assert!(morning.is_ok_and(|morning| morning.compare(day).is_lt()));
    }
}
