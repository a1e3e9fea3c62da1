//! Listing activities page by page, filtered in SQL. Column names come from a whitelist, values are bound.

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::activity::{HEADS_AT, RECORD, revision};
use super::{Store, StoreError};
use crate::domain::{Reference, Revision, names};

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
    Import,
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
            Self::Import => {
                "(SELECT f.import FROM revision f WHERE f.activity = r.activity AND f.number = 1)"
            }
        }
    }

    const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Participants | Self::Women | Self::Revision | Self::Import
        )
    }

    /// What its order is the order of.
    fn rank(self) -> String {
        match self {
            // ISO days compare as text.
            Self::Start | Self::End => self.sql().to_owned(),
            // Moments do not, but grow with the number.
            Self::RecordedAt => "r.seq".to_owned(),
            _ if self.is_number() => self.sql().to_owned(),
            _ => format!("collated({})", self.sql()),
        }
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
    /// Words that must stand in title, note, reference or code, as [`crate::domain::names::fold`] gives them.
    pub words: Vec<String>,
    pub deleted: Deleted,
    /// With [`Deleted::Also`]: the states of those that are not deleted.
    pub or_deleted: Vec<String>,
    /// By these fields, each descending or not; missing values last. Then by the last change.
    pub order: Vec<(Field, bool)>,
    pub newest_first: bool,
    /// As the ledger was at this version.
    pub known: Option<i64>,
    pub limit: usize,
    pub offset: usize,
}

impl Listing {
    /// Every word of the text must stand in title, note, reference or code; case and accents do not matter.
    pub fn search(&mut self, text: &str) {
        self.words = text.split_whitespace().map(names::fold).collect();
        self.words.retain(|word| !word.is_empty());
    }
}

/// Whether deleted records are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deleted {
    #[default]
    Without,
    Only,
    Also,
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
    ) -> Result<(usize, Vec<Revision>), StoreError> {
        let (from, mut values) = from(listing);
        let order = order(listing);
        self.read(|connection| {
            let matched: i64 = connection
                .prepare_cached(&format!("SELECT count(*) {from}"))?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            values.push(integer(listing.limit));
            values.push(integer(listing.offset));
            let sql = format!("SELECT {RECORD} {from} ORDER BY {order} LIMIT ? OFFSET ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(&values))?;
            let mut page = Vec::new();
            while let Some(row) = rows.next()? {
                page.extend(revision(row, reference)?.ok());
            }
            Ok((usize::try_from(matched).unwrap_or_default(), page))
        })
    }

    /// The same of those that pass a test beside. All of them are looked at, one at a time; only the page is kept.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn sift(
        &self,
        listing: &Listing,
        reference: &Reference,
        mut passes: impl FnMut(&Revision) -> bool,
    ) -> Result<(usize, Vec<Revision>), StoreError> {
        let (from, values) = from(listing);
        let order = order(listing);
        self.read(|connection| {
            let sql = format!("SELECT {RECORD} {from} ORDER BY {order}");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(&values))?;
            let (mut matched, mut page) = (0, Vec::new());
            while let Some(row) = rows.next()? {
                let Ok(revision) = revision(row, reference)? else {
                    continue;
                };
                if !passes(&revision) {
                    continue;
                }
                if matched >= listing.offset && page.len() < listing.limit {
                    page.push(revision);
                }
                matched += 1;
            }
            Ok((matched, page))
        })
    }
}

pub(super) fn from(listing: &Listing) -> (String, Vec<Value>) {
    let (condition, values) = condition(listing);
    let heads = if listing.known.is_some() {
        HEADS_AT
    } else {
        "activity"
    };
    let from = format!("FROM {heads} a JOIN revision r ON r.seq = a.head WHERE true{condition}");
    (from, values)
}

pub(super) fn order(listing: &Listing) -> String {
    let way = |descending| if descending { "DESC" } else { "ASC" };
    let wanted = listing
        .order
        .iter()
        .map(|(field, descending)| format!("{} {} NULLS LAST, ", field.rank(), way(*descending)));
    let wanted: String = wanted.collect();
    format!("{wanted}r.seq {}", way(listing.newest_first))
}

fn condition(listing: &Listing) -> (String, Vec<Value>) {
    let mut sql = String::new();
    let marks = |n: usize| vec!["?"; n].join(", ");
    // First, since the list of heads asks for it by its place.
    let mut values: Vec<Value> = listing.known.map(Value::Integer).into_iter().collect();
    sql.push_str(match listing.deleted {
        Deleted::Without => " AND r.action <> 'delete'",
        Deleted::Only => " AND r.action = 'delete'",
        Deleted::Also => "",
    });
    if !listing.or_deleted.is_empty() {
        let marks = marks(listing.or_deleted.len());
        sql.push_str(&format!(
            " AND (r.action = 'delete' OR r.state IN ({marks}))"
        ));
        values.extend(listing.or_deleted.iter().cloned().map(Value::Text));
    }
    for word in &listing.words {
        sql.push_str(
            " AND instr(fold(r.title || ' ' || ifnull(r.note, '') || ' ' || ifnull(r.reference, '') || ' ' || ifnull(r.code, '')), ?)",
        );
        values.push(Value::Text(word.clone()));
    }
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
