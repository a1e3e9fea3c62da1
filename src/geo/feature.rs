//! Features with their properties as one table, so that every format writes them and every filter reads them alike.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Shape;
use crate::domain::Quantity;

/// A property of a collection's features. Parameters, schemas, the description of the service, pages and formats are all
/// driven from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: ColumnKind,
    pub title_vi: &'static str,
    pub title_en: &'static str,
    /// What the titles leave open, in English; may be empty.
    pub about: &'static str,
    /// The values it may take, where they are few.
    pub values: &'static [&'static str],
    /// Unit of measure as UCUM writes it (case-sensitive).
    pub unit: Option<&'static str>,
    pub role: Option<Role>,
    /// What kind of text it is, as JSON Schema names it.
    pub format: Option<&'static str>,
    /// The least and the greatest value it can have.
    pub least: Option<i32>,
    pub most: Option<i32>,
    /// It may be missing: does not apply, or is not known.
    pub nullable: bool,
    /// Handed in by those who record, not worked out here.
    pub handed_in: bool,
    /// The sum over many features means something.
    pub adds_up: bool,
}

/// What a property is among those of its feature (OGC API – Features – Part 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Id,
    /// When the feature is so, or was made.
    Instant,
    IntervalStart,
    IntervalEnd,
}

impl Role {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Instant => "primary-instant",
            Self::IntervalStart => "primary-interval-start",
            Self::IntervalEnd => "primary-interval-end",
        }
    }
}

impl Column {
    pub const fn new(name: &'static str, kind: ColumnKind) -> Self {
        Self {
            name,
            kind,
            title_vi: "",
            title_en: "",
            about: "",
            values: &[],
            unit: None,
            role: None,
            format: None,
            least: None,
            most: None,
            nullable: false,
            handed_in: false,
            adds_up: false,
        }
    }

    pub const fn one_of(name: &'static str, values: &'static [&'static str]) -> Self {
        let mut column = Self::new(name, ColumnKind::Text);
        column.values = values;
        column
    }

    #[must_use]
    pub const fn titled(mut self, vi: &'static str, en: &'static str) -> Self {
        self.title_vi = vi;
        self.title_en = en;
        self
    }

    #[must_use]
    pub const fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }

    #[must_use]
    pub const fn unit(mut self, ucum: &'static str) -> Self {
        self.unit = Some(ucum);
        self
    }

    #[must_use]
    pub const fn role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }

    #[must_use]
    pub const fn format(mut self, format: &'static str) -> Self {
        self.format = Some(format);
        self
    }

    #[must_use]
    pub const fn at_least(mut self, least: i32) -> Self {
        self.least = Some(least);
        self
    }

    #[must_use]
    pub const fn at_most(mut self, most: i32) -> Self {
        self.most = Some(most);
        self
    }

    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    #[must_use]
    pub const fn handed_in(mut self) -> Self {
        self.handed_in = true;
        self
    }

    #[must_use]
    pub const fn adds_up(mut self) -> Self {
        self.adds_up = true;
        self
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
    /// How much at which places: what an activity gave to whom.
    Portions(Vec<Portion<'a>>),
}

/// So much at the place of this id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Portion<'a> {
    pub unit: &'a str,
    pub quantity: Quantity,
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
            Self::Portions(portions) => portions.serialize(serializer),
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
