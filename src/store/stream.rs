//! Activities one by one, as they lie in their rows: a million of them must not be in memory at once.
//!
//! Each comes with its shares out of one statement, so nothing is asked per record; texts are borrowed from the row.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::listing::{self, Listing};
use super::{Store, StoreError, Unresolved, Version, timestamp, version};
use crate::domain::activity::SAMPLE_MARK;
use crate::domain::{Activity, Draft, LineIx, Place, Quantity, Reference, Share, State};

/// A recorded activity, borrowed from where it lies.
#[derive(Clone, Debug)]
pub struct Record<'r> {
    pub id: &'r str,
    pub code: Option<&'r str>,
    pub line: LineIx,
    pub title: &'r str,
    pub start: Date,
    pub end: Option<Date>,
    pub shares: &'r [Share],
    pub participants: Option<u32>,
    pub women: Option<u32>,
    pub reference: Option<&'r str>,
    pub note: Option<&'r str>,
    pub state: State,
    pub revision: u32,
    pub recorded_by: &'r str,
    pub recorded_at: Timestamp,
}

impl<'r> Record<'r> {
    /// Of an activity whose id is written out already.
    pub fn of(activity: &'r Activity, id: &'r str) -> Self {
        let content = &activity.content;
        Self {
            id,
            code: content.code.as_deref(),
            line: content.line,
            title: &content.title,
            start: content.start,
            end: content.end,
            shares: &content.shares,
            participants: content.participants,
            women: content.women,
            reference: content.reference.as_deref(),
            note: content.note.as_deref(),
            state: activity.state,
            revision: activity.revision,
            recorded_by: &activity.recorded_by,
            recorded_at: activity.recorded_at,
        }
    }
}

impl Record<'_> {
    /// As much of the content as counts; `None` for a rejected record.
    pub fn counting(&self) -> Option<Draft> {
        let note = self.note.filter(|note| note.contains(SAMPLE_MARK));
        (self.state != State::Rejected).then(|| Draft {
            code: None,
            line: self.line,
            title: String::new(),
            start: self.start,
            end: self.end,
            shares: self.shares.to_vec(),
            participants: self.participants,
            women: self.women,
            reference: None,
            note: note.map(str::to_owned),
        })
    }
}

/// Columns of a revision and of one of its shares, in the order in which they are read.
const COLUMNS: &str = "r.seq, s.unit, s.thousandths, r.activity, r.code, r.plan_line, r.title, r.start_on, r.end_on, \
     r.participants, r.women, r.reference, r.note, r.state, r.number, r.recorded_by, r.recorded_at";

/// Takes a record, or one that the reference does not know any more: it is kept, reported, and counts for nothing.
pub type Each<'e> = &'e mut dyn FnMut(Result<&Record<'_>, Unresolved>) -> Flow;

/// Whether whoever takes records wants the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    On,
    Enough,
}

impl Store {
    /// How many activities match, as the ledger was at a version.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn count(&self, listing: &Listing, at: Version) -> Result<usize, StoreError> {
        self.read(|connection| {
            let transaction = connection.unchecked_transaction()?;
            let listing = as_of(&transaction, listing, at)?;
            let (from, values) = listing::from(&listing);
            let count: i64 = transaction
                .prepare_cached(&format!("SELECT count(*) {from}"))?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or_default())
        })
    }

    /// How many of the activities that count are sample data, as the ledger was at a version.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn samples(&self, at: Version) -> Result<usize, StoreError> {
        self.read(|connection| {
            let transaction = connection.unchecked_transaction()?;
            let listing = as_of(&transaction, &Listing::default(), at)?;
            let (from, mut values) = listing::from(&listing);
            values.push(Value::Text(SAMPLE_MARK.to_owned()));
            let sql =
                format!("SELECT count(*) {from} AND r.state <> 'rejected' AND instr(r.note, ?)");
            let count: i64 = transaction
                .prepare_cached(&sql)?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or_default())
        })
    }

    /// Hands over the activities that match, in their order, all as the ledger was at one version: what is recorded
    /// meanwhile is not among them. Limit and offset are left to whoever takes them.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn stream(
        &self,
        listing: &Listing,
        at: Version,
        reference: &Reference,
        each: Each<'_>,
    ) -> Result<(), StoreError> {
        self.read(|connection| {
            let transaction = connection.unchecked_transaction()?;
            let listing = as_of(&transaction, listing, at)?;
            let (from, values) = joined(&listing);
            let order = listing::order(&listing);
            let sql = format!("SELECT {COLUMNS} {from} ORDER BY {order}, s.position");
            run(&transaction, &sql, &values, reference, each)
        })
    }
}

/// What is listed, with a row for each share; a record without any has one row all the same.
fn joined(listing: &Listing) -> (String, Vec<Value>) {
    let (from, values) = listing::from(listing);
    let shares = "LEFT JOIN share s ON s.revision = r.seq WHERE true";
    (from.replacen("WHERE true", shares, 1), values)
}

/// The same of the ledger at a version, which may have gone on since.
fn as_of(connection: &Connection, listing: &Listing, at: Version) -> Result<Listing, StoreError> {
    let mut listing = listing.clone();
    if listing.known.is_none() && version(connection)?.seq != at.seq {
        listing.known = Some(at.seq);
    }
    Ok(listing)
}

fn run(
    connection: &Connection,
    sql: &str,
    values: &[Value],
    reference: &Reference,
    each: Each<'_>,
) -> Result<(), StoreError> {
    let places: HashMap<&str, Place> = reference
        .places()
        .map(|place| (reference.place_id(place), place))
        .collect();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut held = Held::default();
    let mut next = Flow::On;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get_ref(0)?.as_i64().map_err(damaged)?;
        if held.seq != Some(seq) {
            next = held.give(reference, each)?;
            if next == Flow::Enough {
                break;
            }
            held.take(seq, row)?;
        }
        held.share(row, &places)?;
    }
    if next == Flow::On {
        held.give(reference, each)?;
    }
    Ok(())
}

/// The record whose shares are being read. Its texts stand one behind the other in a buffer that is used again.
#[derive(Debug, Default)]
struct Held {
    seq: Option<i64>,
    text: String,
    /// Where each text ends; `None` for one that is missing. In the order of [`COLUMNS`] from `r.activity` on.
    ends: [Option<usize>; TEXTS.len()],
    participants: Option<u32>,
    women: Option<u32>,
    revision: u32,
    shares: Vec<Share>,
    /// The first place it names that the reference does not know any more.
    unresolved: Option<String>,
}

/// The columns that hold text.
const TEXTS: [usize; 11] = [3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 16];

impl Held {
    fn take(&mut self, seq: i64, row: &Row<'_>) -> Result<(), StoreError> {
        self.seq = Some(seq);
        self.text.clear();
        self.shares.clear();
        self.unresolved = None;
        for (end, column) in self.ends.iter_mut().zip(TEXTS) {
            let text = row.get_ref(column)?.as_str_or_null().map_err(damaged)?;
            *end = text.map(|text| {
                self.text.push_str(text);
                self.text.len()
            });
        }
        self.participants = row.get(9)?;
        self.women = row.get(10)?;
        self.revision = row.get(14)?;
        Ok(())
    }

    fn share(&mut self, row: &Row<'_>, places: &HashMap<&str, Place>) -> Result<(), StoreError> {
        let Some(unit) = row.get_ref(1)?.as_str_or_null().map_err(damaged)? else {
            return Ok(());
        };
        let thousandths: i64 = row.get(2)?;
        match places.get(unit) {
            Some(place) => self.shares.push(Share {
                place: *place,
                quantity: Quantity::from_thousandths(thousandths.unsigned_abs()),
            }),
            None => self.unresolved = self.unresolved.take().or(Some(unit.to_owned())),
        }
        Ok(())
    }

    fn texts(&self) -> [Option<&str>; TEXTS.len()] {
        let mut from = 0;
        self.ends.map(|end| {
            let text = self.text.get(from..end?);
            from = end?;
            text
        })
    }

    /// Hands over what was read, if anything was that the reference knows.
    fn give(&self, reference: &Reference, each: Each<'_>) -> Result<Flow, StoreError> {
        let [
            id,
            code,
            line,
            title,
            start,
            end,
            number,
            note,
            state,
            by,
            at,
        ] = self.texts();
        let Some(id) = id else {
            return Ok(Flow::On);
        };
        let line_id = line.unwrap_or_default();
        let line = reference.plan.line_ix(line_id);
        let (Some(line), None) = (line, &self.unresolved) else {
            let what = line.and(self.unresolved.as_deref()).unwrap_or(line_id);
            return Ok(each(Err(Unresolved {
                activity: id.to_owned(),
                what: what.to_owned(),
            })));
        };
        let wrong = |what: &str| StoreError::Damaged(format!("{what} of activity `{id}`"));
        let day = |text: &str| text.parse::<Date>().map_err(|_| wrong("day"));
        Ok(each(Ok(&Record {
            id,
            code,
            line,
            title: title.unwrap_or_default(),
            start: day(start.unwrap_or_default())?,
            end: end.map(day).transpose()?,
            shares: &self.shares,
            participants: self.participants,
            women: self.women,
            reference: number,
            note,
            state: state.and_then(State::parse).ok_or_else(|| wrong("state"))?,
            revision: self.revision,
            recorded_by: by.unwrap_or_default(),
            recorded_at: timestamp(at.unwrap_or_default())?,
        })))
    }
}

fn damaged(error: rusqlite::types::FromSqlError) -> StoreError {
    StoreError::Damaged(error.to_string())
}
