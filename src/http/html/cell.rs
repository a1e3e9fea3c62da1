//! One value of a property as it stands in a table.

use std::fmt::Write as _;

use super::named::Named;
use super::shares::shares;
use crate::domain::{Language, Reference, Status, place_words, words};
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Portion, Value};
use crate::service::clock;
use crate::service::collection::Collection;

/// Places of an activity that are named in a table; a page of its own names all.
const PLACES_NAMED: usize = 3;

#[derive(Debug, Default)]
pub struct Cell {
    pub text: String,
    /// The name of the sign before the text.
    pub sign: Option<&'static str>,
    /// For programs, where the text is a day or a time.
    pub time: Option<String>,
    pub number: bool,
    /// Sentences: to be broken into lines.
    pub long: bool,
}

/// What values are put into words with.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    pub collection: &'a Collection,
    pub reference: &'a Reference,
    pub language: Language,
}

impl Wording<'_> {
    /// `None` for a value that is not there.
    pub fn cell(&self, column: &Column, named: &Named<'_>) -> Option<Cell> {
        let language = self.language;
        let number = |text: String| Cell {
            text,
            number: true,
            ..Cell::default()
        };
        let words = |text: &str| Cell {
            text: text.to_owned(),
            ..Cell::default()
        };
        let mut cell = match named.get(column.name)? {
            Value::Null => return None,
            Value::Text(text) if text.is_empty() => return None,
            Value::Text(text) => self.text(column, text),
            Value::Bool(yes) => words(words::yes(*yes, language)),
            // Years and numbers of revisions are names more than amounts.
            Value::Integer(n) if column.name == "year" => number(n.to_string()),
            Value::Integer(n) => number(words::whole(&n, language)),
            Value::Number(n) if column.name == "share" => number(words::share(*n, language)),
            Value::Number(n) => number(words::number(*n, language)),
            Value::Quantity(q) => number(words::quantity(*q, language)),
            Value::Date(day) => Cell {
                text: words::date(*day, language),
                time: Some(day.to_string()),
                ..Cell::default()
            },
            Value::Instant(at) => Cell {
                text: words::moment(clock::local(*at), language),
                time: Some(at.to_string()),
                ..Cell::default()
            },
            Value::Portions(_) => words(&self.places(named)),
        };
        cell.long = matches!(column.kind, ColumnKind::Prose | ColumnKind::Json);
        Some(cell)
    }

    /// Whether values of a property stand to the right.
    pub fn is_number(column: &Column) -> bool {
        matches!(
            column.kind,
            ColumnKind::Integer | ColumnKind::Number | ColumnKind::Quantity
        )
    }

    fn text(&self, column: &Column, text: &str) -> Cell {
        let language = self.language;
        let words = |text: String| Cell {
            text,
            ..Cell::default()
        };
        match column.name {
            "status" if self.collection.has_view => {
                let status = Status::ALL.into_iter().find(|s| s.as_str() == text);
                Cell {
                    sign: status.map(Status::as_str),
                    ..words(status.map_or(text, |s| words::status(s, language)).into())
                }
            }
            "line" | "plan_line" => words(self.line(text)),
            _ if !column.values.is_empty() => {
                let meaning = words::value(self.collection.has_view, column.name, text, language);
                words(meaning.unwrap_or(text).to_owned())
            }
            _ => words(text.to_owned()),
        }
    }

    /// `Tờ rơi 2018 (2018-leaflets)`.
    fn line(&self, id: &str) -> String {
        let plan = &self.reference.plan;
        let Some(ix) = plan.line_ix(id) else {
            return id.to_owned();
        };
        let line = &plan.lines[ix];
        let short = match self.language {
            Language::Vi => &line.short_vi,
            Language::En => &line.short_en,
        };
        format!("{short} ({id})")
    }

    /// `Dào San (Phong Thổ): 420; Ma Li Pho (Phong Thổ): 300; và 12 nơi khác`.
    fn places(&self, named: &Named<'_>) -> String {
        let language = self.language;
        let all = shares(named);
        let mut text = String::new();
        for Portion { unit, quantity } in all.iter().take(PLACES_NAMED) {
            let place = self.reference.place(unit);
            let name = place.map_or((*unit).to_owned(), |place| {
                place_words::name(place, self.reference, language)
            });
            let mark = if text.is_empty() { "" } else { "; " };
            let quantity = words::quantity(*quantity, language);
            _ = write!(text, "{mark}{name}: {quantity}");
        }
        let more = all.len().saturating_sub(PLACES_NAMED);
        if more > 0 {
            let (and, others) = (
                language.choose("và", "and"),
                language.choose("nơi khác", "more"),
            );
            _ = write!(text, "; {and} {more} {others}");
        }
        text
    }
}
