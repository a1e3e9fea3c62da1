//! The cells of a row, each held against the plan and the units; what is wrong with one becomes a fault.

use jiff::civil::Date;

use super::activities::{MOST_CHARACTERS, Reader};
use super::columns::Field;
use super::{Row, values};
use crate::domain::fault::{Candidate, Fault, FaultKind};
use crate::domain::gazetteer::Lookup;
use crate::domain::plan::{Level, Measure};
use crate::domain::rules::{self, Day};
use crate::domain::{LineIx, Place, Quantity};

impl Reader<'_> {
    pub(super) fn line(&mut self, row: &Row, optional: bool) -> Option<LineIx> {
        let text = self.filled(row, Field::PlanLine, optional)?;
        let line = self.reference.plan.line_ix(text.to_lowercase().as_str());
        if line.is_none() {
            let alike = |id: &str| strsim::jaro_winkler(id, &text);
            let mut lines: Vec<_> = self
                .reference
                .plan
                .lines
                .iter()
                .filter(|l| alike(&l.id) >= 0.75)
                .collect();
            lines.sort_by(|a, b| alike(&b.id).total_cmp(&alike(&a.id)));
            let candidate = |id: &str, name: &str| Candidate {
                code: id.into(),
                name: name.into(),
                district: String::new(),
            };
            let candidates = lines
                .iter()
                .take(3)
                .map(|l| candidate(&l.id, &l.title_vi))
                .collect();
            self.fault_with(row, Field::PlanLine, FaultKind::UnknownLine, candidates);
        }
        line
    }

    pub(super) fn title(&mut self, row: &Row, optional: bool) -> Option<String> {
        self.filled(row, Field::Title, optional)
    }

    pub(super) fn date(&mut self, row: &Row, field: Field, required: bool) -> Option<Date> {
        let text = self.filled(row, field, !required)?;
        let date = values::date(&text);
        if date.is_none() {
            self.fault(row, field, FaultKind::NotADate);
        }
        date
    }

    pub(super) fn time(&mut self, row: &Row, start: Option<Date>, end: Option<Date>) {
        let Some(start) = start else { return };
        let field = |day| match day {
            Day::Start => Field::Start,
            Day::End => Field::End,
        };
        match rules::time(start, end, &self.reference.plan.document, self.today) {
            Ok(None) => {}
            Ok(Some((day, notice))) => self.notice(row, field(day), notice),
            Err((day, fault)) => self.fault(row, field(day), fault),
        }
    }

    pub(super) fn place(&mut self, row: &Row, line: Option<LineIx>) -> Option<Place> {
        let (district, district_known) = match self.text(row, Field::District) {
            None => (None, true),
            Some(text) => match self.gazetteer.district(&text) {
                Lookup::Found(Place::District(d)) => (Some(d), true),
                Lookup::Found(_) => (None, true),
                Lookup::Unknown(candidates) | Lookup::Ambiguous(candidates) => {
                    self.fault_with(row, Field::District, FaultKind::UnknownDistrict, candidates);
                    (None, false)
                }
            },
        };
        let text = self.filled(row, Field::Place, false)?;
        let site_line = line.filter(|&l| self.reference.plan.lines[l].level == Level::Site);
        let (lookup, unknown) = match site_line {
            Some(line) => (self.gazetteer.site(&text, line), FaultKind::UnknownSite),
            None => (
                self.gazetteer.place(&text, district),
                FaultKind::UnknownPlace,
            ),
        };
        match lookup {
            Lookup::Found(place) => {
                if let (Place::Commune(c), Some(line)) = (place, line)
                    && self.reference.quotas(line)[c].is_none()
                {
                    self.notice(row, Field::Place, FaultKind::OutsideScope);
                }
                Some(place)
            }
            // Which of them it is would follow from the right district.
            Lookup::Ambiguous(_) if !district_known => None,
            Lookup::Ambiguous(candidates) => {
                self.fault_with(row, Field::Place, FaultKind::AmbiguousPlace, candidates);
                None
            }
            // It may be a pano site of a line that is not known.
            Lookup::Unknown(_) if line.is_none() => None,
            Lookup::Unknown(candidates) => {
                self.fault_with(row, Field::Place, unknown, candidates);
                None
            }
        }
    }

    /// Where the measure is how many took place, an empty quantity is one.
    pub(super) fn quantity(&mut self, row: &Row, line: Option<LineIx>) -> Option<Quantity> {
        let counts = line.is_none_or(|l| self.reference.plan.lines[l].measure == Measure::Count);
        let Some(text) = self.filled(row, Field::Quantity, counts) else {
            return counts.then_some(Quantity::ONE);
        };
        let quantity = values::quantity(&text);
        if quantity.is_none() {
            self.fault(row, Field::Quantity, FaultKind::NotAQuantity);
        }
        quantity
    }

    pub(super) fn count(&mut self, row: &Row, field: Field) -> Option<u32> {
        let text = self.text(row, field)?;
        let count = values::count(&text);
        if count.is_none() {
            self.fault(row, field, FaultKind::NotACount);
        }
        count
    }

    /// The cell's text; `None` if it is empty, which is a fault unless it may be.
    pub(super) fn filled(&mut self, row: &Row, field: Field, optional: bool) -> Option<String> {
        if !optional && self.cell(row, field).is_empty() {
            self.fault(row, field, FaultKind::Missing);
        }
        self.text(row, field)
    }

    pub(super) fn text(&mut self, row: &Row, field: Field) -> Option<String> {
        let text = self.cell(row, field);
        if text.chars().count() > MOST_CHARACTERS {
            self.fault(
                row,
                field,
                FaultKind::TooLong {
                    most: MOST_CHARACTERS,
                },
            );
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    fn cell(&self, row: &Row, field: Field) -> String {
        let cell = self
            .columns
            .position(field)
            .and_then(|ix| row.cells.get(ix));
        cell.map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    pub(super) fn fault(&mut self, row: &Row, field: Field, kind: FaultKind) {
        self.fault_with(row, field, kind, Vec::new());
    }

    fn fault_with(&mut self, row: &Row, field: Field, kind: FaultKind, candidates: Vec<Candidate>) {
        let fault = self.describe(row, field, kind, candidates);
        self.faulty.insert(row.number);
        self.faults.push(fault);
    }

    fn notice(&mut self, row: &Row, field: Field, kind: FaultKind) {
        let notice = self.describe(row, field, kind, Vec::new());
        self.notices.push(notice);
    }

    fn describe(
        &self,
        row: &Row,
        field: Field,
        kind: FaultKind,
        candidates: Vec<Candidate>,
    ) -> Fault {
        // A cell of any length is shown, but not echoed in full.
        let value = self.cell(row, field).chars().take(200).collect();
        Fault {
            row: row.number,
            column: self.columns.header(field).to_owned(),
            value,
            kind,
            candidates,
        }
    }
}
