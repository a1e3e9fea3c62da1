//! Features with their properties as one table, so that every format writes them and every filter reads them alike.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Shape;
use crate::domain::Quantity;

/// A property of a collection's features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: ColumnKind,
    /// The values it may take, where they are few.
    pub values: &'static [&'static str],
}

impl Column {
    pub const fn new(name: &'static str, kind: ColumnKind) -> Self {
        Self {
            name,
            kind,
            values: &[],
        }
    }

    pub const fn one_of(name: &'static str, values: &'static [&'static str]) -> Self {
        Self {
            name,
            kind: ColumnKind::Text,
            values,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A code, a name, a word.
    Text,
    /// Sentences: may hold commas, so a filter cannot list several.
    Prose,
    Bool,
    Integer,
    Number,
    Quantity,
    Date,
    /// A moment, to the millisecond.
    Instant,
    /// A list or an object; not filterable.
    Json,
}

impl ColumnKind {
    /// What a value of it looks like, in Vietnamese and English.
    pub const fn wanted(self) -> (&'static str, &'static str) {
        match self {
            Self::Text | Self::Prose => ("chữ", "text"),
            Self::Bool => ("`true` hoặc `false`", "`true` or `false`"),
            Self::Integer => ("số nguyên", "a whole number"),
            Self::Number => ("số", "a number"),
            Self::Quantity => (
                "số không âm, nhiều nhất ba chữ số thập phân",
                "a number ≥ 0 with at most three decimals",
            ),
            Self::Date => ("ngày dạng 2018-06-30", "a date such as 2018-06-30"),
            Self::Instant => (
                "thời điểm dạng 2018-06-30T08:00:00Z",
                "a moment such as 2018-06-30T08:00:00Z",
            ),
            Self::Json => (
                "không lọc được theo thuộc tính này",
                "no value: it cannot be filtered by",
            ),
        }
    }
}

/// One property of one feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Does not apply, or is not known: never the same as zero.
    Null,
    Text(Cow<'a, str>),
    Bool(bool),
    Integer(i64),
    Number(f64),
    Quantity(Quantity),
    Date(Date),
    Instant(Timestamp),
    Json(serde_json::Value),
}

impl<'a> Value<'a> {
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    pub fn count(n: usize) -> Self {
        Self::Integer(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// `Null` for `None`.
    pub fn maybe<T>(value: Option<T>, of: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, of)
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(t) => serializer.serialize_str(t),
            Self::Bool(b) => serializer.serialize_bool(*b),
            Self::Integer(n) => serializer.serialize_i64(*n),
            Self::Number(n) => serializer.serialize_f64(*n),
            Self::Quantity(q) => q.serialize(serializer),
            Self::Date(d) => serializer.collect_str(d),
            Self::Instant(t) => serializer.collect_str(t),
            Self::Json(v) => v.serialize(serializer),
        }
    }
}

/// A feature: its id, its values in the order of its collection's columns, its shape.
#[derive(Clone, Debug)]
pub struct Feature<'a> {
    pub id: Cow<'a, str>,
    pub values: Vec<Value<'a>>,
    pub shape: Option<Cow<'a, Shape>>,
}
