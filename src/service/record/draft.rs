//! The JSON body of an activity, held against the plan and the units: a draft, or every fault in it.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::domain::fault::{Candidate, FaultKind};
use crate::domain::field_fault::Want;
use crate::domain::gazetteer::{Gazetteer, Lookup};
use crate::domain::plan::{Level, Measure};
use crate::domain::{
    Draft, FieldFault, FieldFaultKind, LineIx, Place, Quantity, Reference, Share, personal, rules,
};

/// Longest text in one field, and most places of one activity.
pub const MOST_CHARACTERS: usize = 2000;
pub const MOST_SHARES: usize = 500;

const FIELDS: [&str; 10] = [
    "code",
    "plan_line",
    "title",
    "start",
    "end",
    "shares",
    "participants",
    "women",
    "reference",
    "note",
];

pub(super) fn read(
    body: &Value,
    reference: &Reference,
    today: Date,
) -> Result<Draft, Vec<FieldFault>> {
    let Value::Object(object) = body else {
        let kind = FieldFaultKind::WrongType { want: Want::Object };
        return Err(vec![FieldFault::new("", &body.to_string(), kind)]);
    };
    let mut reader = Reader {
        object,
        reference,
        faults: Vec::new(),
    };
    let draft = reader.draft(today);
    match draft {
        Some(draft) if reader.faults.is_empty() => Ok(draft),
        _ => Err(reader.faults),
    }
}

/// A reason for rejecting.
pub(super) fn reason(text: &str) -> Result<String, FieldFault> {
    let text = text.trim();
    let kind = if text.is_empty() {
        Some(FaultKind::Missing)
    } else {
        text_fault(text)
    };
    match kind {
        Some(kind) => Err(FieldFault::content("reason", text, kind)),
        None => Ok(text.to_owned()),
    }
}

fn text_fault(text: &str) -> Option<FaultKind> {
    if text.chars().count() > MOST_CHARACTERS {
        return Some(FaultKind::TooLong {
            most: MOST_CHARACTERS,
        });
    }
    personal::find(text).map(|what| FaultKind::PersonalData { what })
}

struct Reader<'a> {
    object: &'a Map<String, Value>,
    reference: &'a Reference,
    faults: Vec<FieldFault>,
}

impl Reader<'_> {
    fn draft(&mut self, today: Date) -> Option<Draft> {
        for (name, value) in self.object {
            if !FIELDS.contains(&name.as_str()) {
                self.fault(name, &shown(value), FieldFaultKind::UnknownField);
            }
        }
        let line = self.line();
        let title = self.filled("title");
        let start = self
            .filled("start")
            .and_then(|text| self.day("start", &text));
        let end = self.text("end").and_then(|text| self.day("end", &text));
        if let Some(start) = start {
            let document = &self.reference.plan.document;
            if let Err((day, kind)) = rules::time(start, end, document, today) {
                let (field, value) = match day {
                    rules::Day::Start => ("start", Some(start)),
                    rules::Day::End => ("end", end),
                };
                let value = value.map(|day| day.to_string()).unwrap_or_default();
                self.content(field, &value, kind);
            }
        }
        let shares = self.shares(line);
        let participants = self.count("participants");
        let women = self.count("women");
        if let Err(kind) = rules::women(women, participants) {
            let women = women.map(|n| n.to_string()).unwrap_or_default();
            self.content("women", &women, kind);
        }
        // All are looked at before the first that is missing ends it.
        let title = title.and_then(|title| self.checked("title", title));
        let [code, reference, note] = ["code", "reference", "note"].map(|field| self.free(field));
        let draft = Draft {
            code,
            line: line?,
            title: title?,
            start: start?,
            end,
            shares,
            participants,
            women,
            reference,
            note,
        };
        Some(draft)
    }

    fn line(&mut self) -> Option<LineIx> {
        let text = self.filled("plan_line")?;
        let line = self.reference.plan.line_ix(&text);
        if line.is_none() {
            let alike = |id: &str| strsim::jaro_winkler(id, &text);
            let mut lines: Vec<_> = self.reference.plan.lines.iter().collect();
            lines.sort_by(|a, b| alike(&b.id).total_cmp(&alike(&a.id)));
            let near = lines.iter().filter(|line| alike(&line.id) >= 0.75).take(3);
            let candidates = near.map(|line| Candidate {
                code: line.id.clone(),
                name: line.title_vi.clone(),
                district: String::new(),
            });
            let candidates = candidates.collect();
            self.faults.push(FieldFault {
                candidates,
                ..FieldFault::content("plan_line", &text, FaultKind::UnknownLine)
            });
        }
        line
    }

    fn shares(&mut self, line: Option<LineIx>) -> Vec<Share> {
        let list = match self.object.get("shares") {
            None | Some(Value::Null) => &Vec::new(),
            Some(Value::Array(list)) => list,
            Some(other) => {
                let kind = FieldFaultKind::WrongType { want: Want::List };
                self.fault("shares", &shown(other), kind);
                return Vec::new();
            }
        };
        if list.is_empty() {
            self.fault("shares", "", FieldFaultKind::NoShares);
        }
        if list.len() > MOST_SHARES {
            let kind = FieldFaultKind::TooMany { most: MOST_SHARES };
            self.fault("shares", &list.len().to_string(), kind);
            return Vec::new();
        }
        let mut shares: Vec<Share> = Vec::with_capacity(list.len());
        for (ix, item) in list.iter().enumerate() {
            let field = |name: &str| format!("shares[{ix}].{name}");
            let Value::Object(item) = item else {
                let kind = FieldFaultKind::WrongType { want: Want::Object };
                self.fault(&format!("shares[{ix}]"), &shown(item), kind);
                continue;
            };
            for (name, value) in item {
                if !["unit", "quantity"].contains(&name.as_str()) {
                    self.fault(&field(name), &shown(value), FieldFaultKind::UnknownField);
                }
            }
            let place = self.place(&field("unit"), item.get("unit"), line);
            let quantity = self.quantity(&field("quantity"), item.get("quantity"), line);
            let (Some(place), Some(quantity)) = (place, quantity) else {
                continue;
            };
            if let Some(earlier) = shares.iter().position(|share| share.place == place) {
                let first_row = u64::try_from(earlier + 1).unwrap_or(u64::MAX);
                let unit = self.reference.place_id(place);
                self.content(
                    &field("unit"),
                    unit,
                    FaultKind::SamePlaceTwice { first_row },
                );
            }
            shares.push(Share { place, quantity });
        }
        shares
    }

    /// A commune, district, the province, or, for a pano line, one of its sites: by code or slug.
    fn place(&mut self, field: &str, value: Option<&Value>, line: Option<LineIx>) -> Option<Place> {
        let unit = self.text_of(field, value);
        let Some(unit) = unit else {
            if matches!(value, None | Some(Value::Null)) || value == Some(&Value::from("")) {
                self.content(field, "", FaultKind::Missing);
            }
            return None;
        };
        let site_line = line.filter(|&l| self.reference.plan.lines[l].level == Level::Site);
        let place = self.reference.place(&unit);
        let fits = match (place, site_line) {
            (Some(Place::Site(site)), Some(line)) => self.reference.sites[site].line == line,
            (Some(Place::Site(_)), None) => line.is_none(),
            (Some(_), None) => true,
            (None, _) | (Some(_), Some(_)) => false,
        };
        if fits {
            return place;
        }
        let gazetteer = Gazetteer::new(self.reference);
        let (lookup, kind) = match site_line {
            Some(line) => (gazetteer.site(&unit, line), FaultKind::UnknownSite),
            None => (gazetteer.place(&unit, None), FaultKind::UnknownPlace),
        };
        let candidates = match lookup {
            Lookup::Found(place) => vec![candidate(place, self.reference)],
            Lookup::Ambiguous(candidates) | Lookup::Unknown(candidates) => candidates,
        };
        self.faults.push(FieldFault {
            candidates,
            ..FieldFault::content(field, &unit, kind)
        });
        None
    }

    /// Where the measure is how many took place, a missing quantity is one.
    fn quantity(
        &mut self,
        field: &str,
        value: Option<&Value>,
        line: Option<LineIx>,
    ) -> Option<Quantity> {
        let text = match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(other) => shown(other),
        };
        if text.is_empty() {
            if line.is_none_or(|l| self.reference.plan.lines[l].measure == Measure::Count) {
                return Some(Quantity::ONE);
            }
            self.content(field, "", FaultKind::Missing);
            return None;
        }
        // 350.0 is how some programs write 350.
        let plain = text.strip_suffix(".0").unwrap_or(&text);
        let quantity = Quantity::parse(plain);
        if quantity.is_none() {
            self.content(field, &text, FaultKind::NotAQuantity);
        }
        quantity
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        let day = text
            .parse::<Date>()
            .ok()
            .filter(|day| day.to_string() == text);
        if day.is_none() {
            self.content(field, text, FaultKind::NotADate);
        }
        day
    }

    fn count(&mut self, field: &str) -> Option<u32> {
        match self.object.get(field) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let number = value.as_u64().and_then(|n| u32::try_from(n).ok());
                if number.is_none() {
                    self.content(field, &shown(value), FaultKind::NotACount);
                }
                number
            }
        }
    }

    /// A text that may be missing, without personal data.
    fn free(&mut self, field: &str) -> Option<String> {
        let text = self.text(field)?;
        self.checked(field, text)
    }

    fn checked(&mut self, field: &str, text: String) -> Option<String> {
        match text_fault(&text) {
            None => Some(text),
            Some(kind) => {
                self.content(field, &text, kind);
                None
            }
        }
    }

    fn filled(&mut self, field: &str) -> Option<String> {
        let faults = self.faults.len();
        let text = self.text(field);
        if text.is_none() && self.faults.len() == faults {
            self.content(field, "", FaultKind::Missing);
        }
        text
    }

    fn text(&mut self, field: &str) -> Option<String> {
        self.text_of(field, self.object.get(field))
    }

    fn text_of(&mut self, field: &str, value: Option<&Value>) -> Option<String> {
        match value {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => {
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            }
            Some(other) => {
                let kind = FieldFaultKind::WrongType { want: Want::Text };
                self.fault(field, &shown(other), kind);
                None
            }
        }
    }

    fn fault(&mut self, field: &str, value: &str, kind: FieldFaultKind) {
        self.faults.push(FieldFault::new(field, value, kind));
    }

    fn content(&mut self, field: &str, value: &str, kind: FaultKind) {
        self.faults.push(FieldFault::content(field, value, kind));
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn candidate(place: Place, reference: &Reference) -> Candidate {
    let units = &reference.units;
    let district = reference
        .district_of(place)
        .map(|d| units.districts[d].name.clone());
    let name = match place {
        Place::Province => &units.province.name,
        Place::District(d) => &units.districts[d].name,
        Place::Commune(c) => &units.communes[c].name,
        Place::Site(s) => &reference.sites[s].name_vi,
    };
    Candidate {
        code: reference.place_id(place).to_owned(),
        name: name.clone(),
        district: district.unwrap_or_default(),
    }
}
