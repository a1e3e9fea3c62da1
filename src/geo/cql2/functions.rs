//! What stands before brackets: the functions, dates, intervals and geometries of a condition.

use super::expression::{Logic, NumberExpr, Operand, Shaped, TextExpr, TimeExpr};
use super::fault::{Fault, FaultKind, Read, Said, want};
use super::found::{Found, time};
use super::literal;
use super::near::Near;

use super::reader::Reader;
use super::spatial::Relation;
use super::temporal::{Span, TimeRelation};
use super::text::{Folding, folded};
use super::token::Kind;

/// Metres in a unit, under the names that other servers give them.
const UNITS: [(&str, f64); 20] = [
    ("m", 1.0),
    ("meter", 1.0),
    ("meters", 1.0),
    ("metre", 1.0),
    ("metres", 1.0),
    ("km", 1000.0),
    ("kilometer", 1000.0),
    ("kilometers", 1000.0),
    ("kilometre", 1000.0),
    ("kilometres", 1000.0),
    ("ft", 0.3048),
    ("foot", 0.3048),
    ("feet", 0.3048),
    ("mi", 1609.344),
    ("mile", 1609.344),
    ("miles", 1609.344),
    ("statute mile", 1609.344),
    ("statute miles", 1609.344),
    ("nautical mile", 1852.0),
    ("nautical miles", 1852.0),
];

const INSTANT_ONLY: Said = Said {
    vi: "hàm này chỉ dùng cho hai khoảng thời gian như INTERVAL('2018-01-01','2018-06-30')",
    en: "this function goes for two intervals only, such as INTERVAL('2018-01-01','2018-06-30')",
};
const BACKWARDS: Said = Said {
    vi: "khoảng thời gian phải bắt đầu trước khi kết thúc",
    en: "an interval must begin before it ends",
};
/// What a function takes no notice of, if it is one of those.
pub(super) fn folding(name: &str) -> Option<Folding> {
    if name.eq_ignore_ascii_case("CASEI") {
        Some(Folding {
            case: true,
            accents: false,
        })
    } else if name.eq_ignore_ascii_case("ACCENTI") {
        Some(Folding {
            case: false,
            accents: true,
        })
    } else {
        None
    }
}

/// Every name that may stand before brackets.
fn known() -> Vec<String> {
    let names = ["CASEI", "ACCENTI", "DATE", "TIMESTAMP", "INTERVAL"].into_iter();
    let spatial = Relation::ALL.into_iter().map(|(name, _)| name);
    let temporal = TimeRelation::ALL.into_iter().map(|(name, _)| name);
    let all = names.chain(spatial).chain(["S_DWITHIN"]).chain(temporal);
    all.chain(literal::NAMES).map(str::to_owned).collect()
}

impl Reader<'_> {
    /// A function, whose name has been read.
    pub(super) fn function(&mut self, name: &str, at: usize) -> Read<Found> {
        let upper = name.to_ascii_uppercase();
        if let Some(name) = literal::NAMES.into_iter().find(|known| *known == upper) {
            let literal = self.geometry(name, at)?;
            return Ok(Found::of(at, Shaped::Literal(Box::new(literal))));
        }
        if let Some(folding) = folding(name) {
            return self.folded(folding, at);
        }
        let spatial = Relation::ALL.into_iter().find(|(known, _)| *known == upper);
        if let Some((_, relation)) = spatial {
            return self.spatial(relation, at);
        }
        let temporal = TimeRelation::ALL
            .into_iter()
            .find(|(known, _)| *known == upper);
        if let Some((_, relation)) = temporal {
            return self.temporal(relation, at);
        }
        match upper.as_str() {
            "DATE" => self.instant(at, want::DATE, |time| matches!(time, TimeExpr::Day(_))),
            "TIMESTAMP" => {
                self.instant(at, want::MOMENT, |time| matches!(time, TimeExpr::Moment(_)))
            }
            "INTERVAL" => self.interval(at),
            "S_DWITHIN" => self.near(at),
            _ => Err(Fault::new(
                at,
                FaultKind::UnknownFunction {
                    found: name.to_owned(),
                    known: known(),
                },
            )),
        }
    }

    /// What stands in the brackets of a function.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.open()?;
        let read = read(self)?;
        self.close()?;
        Ok(read)
    }

    fn folded(&mut self, folding: Folding, at: usize) -> Read<Found> {
        let text = self.inside(Self::expression)?.text()?;
        Ok(Found::of(
            at,
            match text {
                TextExpr::Literal(text) => TextExpr::Literal(folded(&text, folding).into_owned()),
                TextExpr::Slot(slot) => {
                    let known = self.slots[slot];
                    TextExpr::Slot(self.slot(known.column, known.folding.and(folding)))
                }
            },
        ))
    }

    fn instant(
        &mut self,
        at: usize,
        wanted: Said,
        is_it: impl FnOnce(&TimeExpr) -> bool,
    ) -> Read<Found> {
        let found = self.inside(|r| {
            let token = r.peek();
            let found = match token.kind {
                Kind::Text(raw) => time(raw).filter(is_it),
                _ => None,
            };
            let found = found.ok_or_else(|| r.unexpected(wanted))?;
            r.advance();
            Ok(found)
        })?;
        Ok(Found::of(at, found))
    }

    fn interval(&mut self, at: usize) -> Read<Found> {
        let (from, until) = self.inside(|r| {
            let from = r.bound()?;
            r.comma()?;
            Ok((from, r.bound()?))
        })?;
        if let (Some(from), Some(until)) = (
            from.and_then(TimeExpr::fixed),
            until.and_then(TimeExpr::fixed),
        ) && from.compare(until).is_gt()
        {
            return Err(Fault::new(at, FaultKind::Malformed(BACKWARDS)));
        }
        let is_instant = false;
        Ok(Found::of(
            at,
            Span {
                from,
                until,
                is_instant,
            },
        ))
    }

    /// One end of an interval; `None` is open.
    fn bound(&mut self) -> Read<Option<TimeExpr>> {
        let token = self.peek();
        match token.kind {
            Kind::Text("..") => {
                self.advance();
                Ok(None)
            }
            Kind::Text(raw) => {
                let found = time(raw).ok_or_else(|| self.unexpected(want::BOUND))?;
                self.advance();
                Ok(Some(found))
            }
            Kind::Word | Kind::Name(_) => self.deeper(Self::primary)?.time().map(Some),
            _ => Err(self.unexpected(want::BOUND)),
        }
    }

    /// Two arguments of the same kind.
    fn both<T>(&mut self, read: impl Fn(Found) -> Read<T>) -> Read<[T; 2]> {
        self.inside(|r| {
            let first = read(r.expression()?)?;
            r.comma()?;
            Ok([first, read(r.expression()?)?])
        })
    }

    fn spatial(&mut self, relation: Relation, at: usize) -> Read<Found> {
        let logic = match self.both(Found::shaped)? {
            [Shaped::Feature, Shaped::Feature] => Logic::Own(relation.of_itself()),
            [Shaped::Feature, Shaped::Literal(literal)] => Logic::Spatial(relation, literal),
            [Shaped::Literal(literal), Shaped::Feature] => {
                Logic::Spatial(relation.turned(), literal)
            }
            [Shaped::Literal(first), Shaped::Literal(second)] => {
                Logic::Constant(second.lies(relation, &first.geometry, &first.bbox))
            }
        };
        Ok(Found::of(at, logic))
    }

    fn temporal(&mut self, relation: TimeRelation, at: usize) -> Read<Found> {
        let spans = self.both(Found::span)?;
        if !relation.takes_instants() && spans.iter().any(|span| span.is_instant) {
            return Err(Fault::new(at, FaultKind::Malformed(INSTANT_ONLY)));
        }
        Ok(Found::of(at, Logic::Temporal(relation, Box::new(spans))))
    }

    fn near(&mut self, at: usize) -> Read<Found> {
        let (first, second, metres) = self.inside(|r| {
            let first = r.expression()?.shaped()?;
            r.comma()?;
            let second = r.expression()?.shaped()?;
            r.comma()?;
            Ok((first, second, r.distance()?))
        })?;
        let logic = match (first, second) {
            (Shaped::Feature, Shaped::Feature) => Logic::Own(true),
            (Shaped::Feature, Shaped::Literal(literal))
            | (Shaped::Literal(literal), Shaped::Feature) => {
                Logic::Near(Box::new(Near::new(*literal, metres)))
            }
            (Shaped::Literal(first), Shaped::Literal(second)) => {
                let near = Near::new(*second, metres);
                Logic::Constant(near.holds(&first.geometry, &first.bbox))
            }
        };
        Ok(Found::of(at, logic))
    }

    /// A number of metres, or of another unit that stands behind it, in quotes or without.
    fn distance(&mut self) -> Read<f64> {
        let at = self.peek().at;
        let found = self.expression()?;
        let number = match *found.operand {
            Operand::Number(NumberExpr::Literal(number)) if number >= 0.0 => number,
            _ => {
                return Err(Fault::new(at, FaultKind::Malformed(want::DISTANCE)));
            }
        };
        if !self.take_sign(",") {
            return Ok(number);
        }
        let token = self.peek();
        let mut name = match token.kind {
            Kind::Text(raw) => raw.to_ascii_lowercase(),
            _ => token.text.to_ascii_lowercase(),
        };
        // `statute miles` and `nautical miles`, as GeoServer writes them.
        let words = if self.after(1).kind == Kind::Word {
            name = format!("{name} {}", self.after(1).text.to_ascii_lowercase());
            2
        } else {
            1
        };
        let unit = UNITS.iter().find(|(known, _)| *known == name);
        let Some((_, metres)) = unit else {
            return Err(self.unexpected(want::UNIT));
        };
        for _ in 0..words {
            self.advance();
        }
        Ok(number * metres)
    }
}
