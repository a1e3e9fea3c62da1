//! The cells of a row, each held against the plan and the units; what is wrong with one becomes a fault.
//!
//! A text that was looked up once is not looked up again.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Options;
use super::activities::{MOST_CHARACTERS, Reader};
use super::fields::Field;
use super::table::{Kind, Row, TextId};
use super::values::{self, When};
use crate::domain::fault::{Candidate, Fault, FaultKind};
use crate::domain::gazetteer::Lookup;
use crate::domain::personal::{self, Personal};
use crate::domain::plan::{Level, Measure};
use crate::domain::rules::{self, Day};
use crate::domain::{DistrictIx, LineIx, Place, Quantity, Reference, names};

/// What texts turned out to be.
#[derive(Default)]
pub(super) struct Memo {
    lines: HashMap<TextId, Option<LineIx>>,
    districts: HashMap<TextId, Lookup>,
    /// By text, district and line of sites.
    places: HashMap<(TextId, Option<DistrictIx>, Option<LineIx>), Lookup>,
    personal: HashMap<TextId, Option<Personal>>,
}

/// The user's answers to ambiguous places, by folded text.
pub(super) struct Answers(HashMap<String, Place>);

impl Answers {
    pub(super) fn new(options: &Options, reference: &Reference, faults: &mut Vec<Fault>) -> Self {
        let mut answers = HashMap::new();
        for (text, code) in &options.places {
            match reference.place(code) {
                Some(place) => drop(answers.insert(names::fold(text), place)),
                None => faults.push(Fault::of_cell(0, "", code, FaultKind::UnknownUnit)),
            }
        }
        Self(answers)
    }

    /// The answer for a text, if it is among what could be meant and lies in the district that the row names.
    fn of(
        &self,
        text: &str,
        lookup: &Lookup,
        district: Option<DistrictIx>,
        reference: &Reference,
    ) -> Option<Place> {
        if self.0.is_empty() || matches!(lookup, Lookup::Found(_)) {
            return None;
        }
        let place = *self.0.get(&names::fold(text))?;
        let possible = match lookup {
            Lookup::Ambiguous(candidates) => {
                let code = reference.place_id(place);
                candidates.iter().any(|c| c.code == code)
            }
            _ => true,
        };
        let inside = district.is_none_or(|d| reference.district_of(place) == Some(d));
        (possible && inside).then_some(place)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn line(&mut self, row: &Row, optional: bool) -> Option<LineIx> {
        let id = self.filled(row, Field::PlanLine, optional)?;
        let text = self.table.texts.text(id);
        let lines = &self.against.reference.plan.lines;
        let known = *self.memo.lines.entry(id).or_insert_with(|| {
            let small = text.to_lowercase();
            // The template's list shows the title behind the id.
            let first = small.split_whitespace().next().unwrap_or_default();
            let first = first.trim_end_matches([':', '.', ',', '–', '·']);
            let position = |wanted: &str| lines.iter().position(|line| line.id == wanted);
            position(&small).or_else(|| position(first))
        });
        if known.is_none() {
            let alike = |id: &str| strsim::jaro_winkler(id, text);
            let mut near: Vec<_> = lines.iter().filter(|l| alike(&l.id) >= 0.75).collect();
            near.sort_by(|a, b| alike(&b.id).total_cmp(&alike(&a.id)));
            let candidate = |id: &str, name: &str| Candidate {
                code: id.into(),
                name: name.into(),
                district: String::new(),
            };
            let candidates = near
                .iter()
                .take(3)
                .map(|l| candidate(&l.id, &l.title_vi))
                .collect();
            self.fault_with(row, Field::PlanLine, FaultKind::UnknownLine, candidates);
        }
        known
    }

    /// A text that people write freely: it must not hold anybody's numbers.
    pub(super) fn open_text(&mut self, row: &Row, field: Field, optional: bool) -> Option<&'a str> {
        let id = self.filled(row, field, optional)?;
        let text = self.table.texts.text(id);
        let found = *self
            .memo
            .personal
            .entry(id)
            .or_insert_with(|| personal::find(text));
        if let Some(what) = found {
            self.fault(row, field, FaultKind::PersonalData { what });
            return None;
        }
        Some(text)
    }

    pub(super) fn date(&mut self, row: &Row, field: Field, required: bool) -> Option<Date> {
        let id = self.filled(row, field, !required)?;
        let (text, kind) = (self.table.texts.text(id), self.table.texts.kind(id));
        match values::date(kind, text, self.table.from_1904) {
            None => {
                self.fault(row, field, FaultKind::NotADate);
                None
            }
            Some(When::Day(day)) => Some(day),
            Some(When::Month(first, last)) => {
                let day = if field == Field::End { last } else { first };
                self.notice(row, field, FaultKind::MonthOnly { day });
                Some(day)
            }
        }
    }

    pub(super) fn time(&mut self, row: &Row, start: Option<Date>, end: Option<Date>) {
        let Some(start) = start else { return };
        let field = |day| match day {
            Day::Start => Field::Start,
            Day::End => Field::End,
        };
        let against = self.against;
        match rules::time(start, end, &against.reference.plan.document, against.today) {
            Ok(None) => {}
            Ok(Some((day, notice))) => self.notice(row, field(day), notice),
            Err((day, fault)) => self.fault(row, field(day), fault),
        }
    }

    pub(super) fn place(&mut self, row: &Row, line: Option<LineIx>) -> Option<Place> {
        let (district, district_known) = self.district(row);
        let id = self.filled(row, Field::Place, false)?;
        let text = self.table.texts.text(id);
        let reference = self.against.reference;
        let site_line = line.filter(|&l| reference.plan.lines[l].level == Level::Site);
        let gazetteer = &self.gazetteer;
        let key = (id, district, site_line);
        let lookup = self
            .memo
            .places
            .entry(key)
            .or_insert_with(|| match site_line {
                Some(line) => gazetteer.site(text, line),
                None => gazetteer.place(text, district),
            });
        let answer = self.answers.of(text, lookup, district, reference);
        let lookup = match answer {
            Some(place) => Lookup::Found(place),
            None => lookup.clone(),
        };
        match lookup {
            Lookup::Found(place) => self.allowed(row, place, line),
            // Which of them it is would follow from the right district.
            Lookup::Ambiguous(_) if !district_known => None,
            Lookup::Ambiguous(candidates) => {
                self.fault_with(row, Field::Place, FaultKind::AmbiguousPlace, candidates);
                None
            }
            // It may be a pano site of a line that is not known.
            Lookup::Unknown(_) if line.is_none() => None,
            Lookup::Unknown(candidates) => {
                let unknown = match site_line {
                    Some(_) => FaultKind::UnknownSite,
                    None => FaultKind::UnknownPlace,
                };
                self.fault_with(row, Field::Place, unknown, candidates);
                None
            }
        }
    }

    /// The district that the row names, and whether what it says is right.
    fn district(&mut self, row: &Row) -> (Option<DistrictIx>, bool) {
        let id = match self.cell(row, Field::District) {
            0 => return (None, true),
            _ => match self.filled(row, Field::District, true) {
                Some(id) => id,
                None => return (None, false),
            },
        };
        let text = self.table.texts.text(id);
        let gazetteer = &self.gazetteer;
        let lookup = self.memo.districts.entry(id);
        match lookup.or_insert_with(|| gazetteer.district(text)) {
            Lookup::Found(Place::District(d)) => (Some(*d), true),
            Lookup::Found(_) => (None, true),
            Lookup::Unknown(candidates) | Lookup::Ambiguous(candidates) => {
                let candidates = candidates.clone();
                self.fault_with(row, Field::District, FaultKind::UnknownDistrict, candidates);
                (None, false)
            }
        }
    }

    /// The place, if whoever hands the file in may record there.
    fn allowed(&mut self, row: &Row, place: Place, line: Option<LineIx>) -> Option<Place> {
        let reference = self.against.reference;
        if let Some(allowed) = self.against.allowed {
            let district = reference.district_of(place);
            if !district.is_some_and(|d| allowed.contains(&d)) {
                self.fault(row, Field::Place, FaultKind::OtherDistrict);
                return None;
            }
        }
        if let (Place::Commune(c), Some(line)) = (place, line)
            && reference.quotas(line)[c].is_none()
        {
            self.notice(row, Field::Place, FaultKind::OutsideScope);
        }
        Some(place)
    }

    /// Where the measure is how many took place, an empty quantity is one.
    pub(super) fn quantity(&mut self, row: &Row, line: Option<LineIx>) -> Option<Quantity> {
        let lines = &self.against.reference.plan.lines;
        let counts = line.is_none_or(|l| lines[l].measure == Measure::Count);
        if counts && self.cell(row, Field::Quantity) == 0 {
            return Some(Quantity::ONE);
        }
        let id = self.filled(row, Field::Quantity, false)?;
        let texts = &self.table.texts;
        let quantity = values::quantity(texts.kind(id), texts.text(id));
        if quantity.is_none() {
            self.fault(row, Field::Quantity, FaultKind::NotAQuantity);
        }
        quantity
    }

    pub(super) fn count(&mut self, row: &Row, field: Field) -> Option<u32> {
        let id = self.filled(row, field, true)?;
        let texts = &self.table.texts;
        let count = values::count(texts.kind(id), texts.text(id));
        if count.is_none() {
            self.fault(row, field, FaultKind::NotACount);
        }
        count
    }

    pub(super) fn text(&mut self, row: &Row, field: Field) -> Option<&'a str> {
        let id = self.filled(row, field, true)?;
        Some(self.table.texts.text(id))
    }

    /// The cell's text; `None` if it is empty, which is a fault unless it may be, or if it can be no text at all.
    fn filled(&mut self, row: &Row, field: Field, optional: bool) -> Option<TextId> {
        let id = self.cell(row, field);
        if id == 0 {
            if !optional {
                self.fault(row, field, FaultKind::Missing);
            }
            return None;
        }
        let most = MOST_CHARACTERS;
        let text = self.table.texts.text(id);
        if self.table.texts.kind(id) == Kind::Error {
            self.fault(row, field, FaultKind::ErrorCell);
            return None;
        }
        if text.len() > most && text.chars().count() > most {
            self.fault(row, field, FaultKind::TooLong { most });
            return None;
        }
        Some(id)
    }

    /// What a cell holds. A block of merged cells counts for all its rows, but its amounts are not multiplied.
    fn cell(&self, row: &Row, field: Field) -> TextId {
        let Some(column) = self.columns.position(field) else {
            return 0;
        };
        match field {
            Field::Quantity | Field::Participants | Field::Women => self.table.at(row, column),
            _ => self.table.shown(row, column),
        }
    }

    pub(super) fn fault(&mut self, row: &Row, field: Field, kind: FaultKind) {
        self.fault_with(row, field, kind, Vec::new());
    }

    fn fault_with(&mut self, row: &Row, field: Field, kind: FaultKind, candidates: Vec<Candidate>) {
        let mut fault = self.describe(row, field, kind);
        fault.candidates = candidates;
        self.listed.fault(fault);
    }

    pub(super) fn notice(&mut self, row: &Row, field: Field, kind: FaultKind) {
        let notice = self.describe(row, field, kind);
        self.listed.notice(notice);
    }

    fn describe(&self, row: &Row, field: Field, kind: FaultKind) -> Fault {
        let value = self.table.texts.text(self.cell(row, field));
        Fault::of_cell(
            u64::from(row.number),
            self.columns.header(field),
            value,
            kind,
        )
    }
}
