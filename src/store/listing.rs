//! Listing activities page by page, filtered in SQL. Column names come from a whitelist, values are bound.

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::activity::{RECORD, record};
use super::{Store, StoreError};
use crate::domain::{Activity, Reference};

/// A property of activities that can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Id,
    Code,
    PlanLine,
    Title,
    Start,
    End,
    Participants,
    Women,
    Reference,
    Note,
    State,
    Revision,
    RecordedBy,
    RecordedAt,
}

impl Field {
    const fn sql(self) -> &'static str {
        match self {
            Self::Id => "r.activity",
            Self::Code => "r.code",
            Self::PlanLine => "r.plan_line",
            Self::Title => "r.title",
            Self::Start => "r.start_on",
            Self::End => "r.end_on",
            Self::Participants => "r.participants",
            Self::Women => "r.women",
            Self::Reference => "r.reference",
            Self::Note => "r.note",
            Self::State => "r.state",
            Self::Revision => "r.number",
            Self::RecordedBy => "r.recorded_by",
            Self::RecordedAt => "r.recorded_at",
        }
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Participants | Self::Women | Self::Revision)
    }
}

/// Which activities, and which page of them.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Each field must equal one of its values.
    pub fields: Vec<(Field, Vec<String>)>,
    /// Each list: at least one share names one of these units.
    pub places: Vec<Vec<String>>,
    /// Took place at least partly in this time.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Had ended by this day.
    pub done_by: Option<Date>,
    pub limit: usize,
    pub offset: usize,
}

impl Store {
    /// How many activities match, and the wanted page of them in the order of their last change.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn list(
        &self,
        listing: &Listing,
        reference: &Reference,
    ) -> Result<(usize, Vec<Activity>), StoreError> {
        let (condition, mut values) = condition(listing);
        let from = format!(
            "FROM activity a JOIN revision r ON r.seq = a.head WHERE NOT a.deleted{condition}"
        );
        self.read(|connection| {
            let matched: i64 = connection
                .prepare_cached(&format!("SELECT count(*) {from}"))?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            values.push(integer(listing.limit));
            values.push(integer(listing.offset));
            let sql = format!("SELECT {RECORD} {from} ORDER BY r.seq LIMIT ? OFFSET ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(&values))?;
            let mut page = Vec::new();
            while let Some(row) = rows.next()? {
                page.extend(record(row, reference)?.ok());
            }
            Ok((usize::try_from(matched).unwrap_or_default(), page))
        })
    }
}

fn condition(listing: &Listing) -> (String, Vec<Value>) {
    let mut sql = String::new();
    let mut values = Vec::new();
    let marks = |n: usize| vec!["?"; n].join(", ");
    for (field, wanted) in &listing.fields {
        sql.push_str(&format!(
            " AND {} IN ({})",
            field.sql(),
            marks(wanted.len())
        ));
        values.extend(wanted.iter().map(|v| match v.parse::<i64>() {
            Ok(number) if field.is_number() => Value::Integer(number),
            _ => Value::Text(v.clone()),
        }));
    }
    for units in &listing.places {
        let marks = marks(units.len());
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM share s WHERE s.revision = r.seq AND s.unit IN ({marks}))"
        ));
        values.extend(units.iter().cloned().map(Value::Text));
    }
    // ISO days compare as text.
    let days = [
        (" AND ifnull(r.end_on, r.start_on) >= ?", listing.from),
        (" AND r.start_on <= ?", listing.until),
        (" AND ifnull(r.end_on, r.start_on) <= ?", listing.done_by),
    ];
    for (test, day) in days {
        if let Some(day) = day {
            sql.push_str(test);
            values.push(Value::Text(day.to_string()));
        }
    }
    (sql, values)
}

fn integer(n: usize) -> Value {
    Value::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}
