//! Operands as they were read: where each stands, and whether it is of the type that is wanted there.

use super::expression::{Form, Logic, NumberExpr, Operand, Predicate, Shaped, TextExpr, TimeExpr};
use super::fault::{Fault, FaultKind, Read, Said};
use super::temporal::Span;
use super::text::{Folding, folded};
use crate::domain::calendar::iso_date;

/// Where an operand stands, and what it is.
#[derive(Debug)]
pub(super) struct Found {
    pub at: usize,
    pub operand: Box<Operand>,
}

const COMPARABLE: Said = Said {
    vi: "chữ, số, đúng/sai hoặc ngày; hình học dùng S_EQUALS, khoảng thời gian dùng T_EQUALS",
    en: "text, a number, a truth value or a day; for geometries use S_EQUALS, for intervals T_EQUALS",
};
const A_CONDITION: Said = Said {
    vi: "một điều kiện đúng hoặc sai",
    en: "something that is true or false",
};
const A_TEXT: Said = Said {
    vi: "chữ, ví dụ 'xa'",
    en: "text, such as 'xa'",
};
const A_NUMBER: Said = Said {
    vi: "số",
    en: "a number",
};
const A_TIME: Said = Said {
    vi: "ngày như DATE('2018-06-30') hoặc thời điểm như TIMESTAMP('2018-06-30T08:00:00Z')",
    en: "a day such as DATE('2018-06-30') or a moment such as TIMESTAMP('2018-06-30T08:00:00Z')",
};
const A_GEOMETRY: Said = Said {
    vi: "hình học: geometry, hoặc như POINT(103.1 22.6)",
    en: "a geometry: geometry, or such as POINT(103.1 22.6)",
};

impl Found {
    pub fn of(at: usize, operand: impl Into<Operand>) -> Self {
        Self {
            at,
            operand: Box::new(operand.into()),
        }
    }

    fn wrong(&self, wanted: Said) -> Fault {
        let found = match *self.operand {
            Operand::Logic(_) => Said {
                vi: "một giá trị đúng/sai",
                en: "something that is true or false",
            },
            Operand::Text(_) => Said {
                vi: "chữ",
                en: "text",
            },
            Operand::Number(_) => A_NUMBER,
            Operand::Time(_) => Said {
                vi: "ngày hoặc thời điểm",
                en: "a day or moment",
            },
            Operand::Span(_) => Said {
                vi: "khoảng thời gian",
                en: "an interval",
            },
            Operand::Geometry(_) => Said {
                vi: "hình học",
                en: "a geometry",
            },
        };
        Fault::new(self.at, FaultKind::WrongType { found, wanted })
    }

    pub fn logic(self) -> Read<Logic> {
        match *self.operand {
            Operand::Logic(logic) => Ok(logic),
            other => Err(Self::of(self.at, other).wrong(A_CONDITION)),
        }
    }

    pub fn text(self) -> Read<TextExpr> {
        match *self.operand {
            Operand::Text(TextExpr::Literal(text)) => {
                let one_form = folded(&text, Folding::default());
                Ok(TextExpr::Literal(one_form.into_owned()))
            }
            Operand::Text(text) => Ok(text),
            other => Err(Self::of(self.at, other).wrong(A_TEXT)),
        }
    }

    pub fn number(self) -> Read<NumberExpr> {
        match *self.operand {
            Operand::Number(number) => Ok(number),
            other => Err(Self::of(self.at, other).wrong(A_NUMBER)),
        }
    }

    /// A question about operands, which must all be of the same type.
    pub fn asked(self, form: Form<Self>, negated: bool) -> Read<Self> {
        let at = self.at;
        let is_time = |found: &Self| matches!(*found.operand, Operand::Time(_));
        // A text beside a day is read as one.
        let subject = if form.operands().iter().any(is_time) {
            self.read_as_time()
        } else {
            self
        };
        let logic = match *subject.operand {
            Operand::Text(_) => Logic::Text(Predicate {
                subject: subject.text()?,
                form: form.try_map(Self::text)?,
            }),
            Operand::Number(subject) => Logic::Number(Predicate {
                subject,
                form: form.try_map(Self::number)?,
            }),
            Operand::Time(subject) => Logic::Time(Predicate {
                subject,
                form: form.try_map(Self::time)?,
            }),
            Operand::Logic(subject) => Logic::Truth(Box::new(Predicate {
                subject,
                form: form.try_map(Self::logic)?,
            })),
            Operand::Span(_) | Operand::Geometry(_) => return Err(subject.wrong(COMPARABLE)),
        };
        Ok(Self::of(at, negate(logic, negated)))
    }

    /// A text that reads as a day or moment becomes one (permission /per/basic-cql2/type-casts).
    fn read_as_time(self) -> Self {
        let Operand::Text(TextExpr::Literal(text)) = &*self.operand else {
            return self;
        };
        match time(text) {
            Some(time) => Self::of(self.at, time),
            None => self,
        }
    }

    pub fn time(self) -> Read<TimeExpr> {
        let found = self.read_as_time();
        match *found.operand {
            Operand::Time(time) => Ok(time),
            _ => Err(found.wrong(A_TIME)),
        }
    }

    /// An instant or an interval.
    pub fn span(self) -> Read<Span> {
        let found = self.read_as_time();
        match *found.operand {
            Operand::Time(time) => Ok(Span::instant(time)),
            Operand::Span(span) => Ok(span),
            _ => Err(found.wrong(A_TIME)),
        }
    }

    pub fn shaped(self) -> Read<Shaped> {
        match *self.operand {
            Operand::Geometry(shaped) => Ok(shaped),
            other => Err(Self::of(self.at, other).wrong(A_GEOMETRY)),
        }
    }
}

/// A day or a moment with its offset.
pub(super) fn time(text: &str) -> Option<TimeExpr> {
    let day = iso_date(text).map(TimeExpr::Day);
    day.or_else(|| text.parse().ok().map(TimeExpr::Moment))
}

macro_rules! operand_of {
    ($($kind:ident from $type:ty),*) => {
        $(impl From<$type> for Operand {
            fn from(value: $type) -> Self {
                Self::$kind(value)
            }
        })*
    };
}
operand_of!(Logic from Logic, Text from TextExpr, Number from NumberExpr, Time from TimeExpr, Span from Span, Geometry from Shaped);

pub(super) fn negate(logic: Logic, negated: bool) -> Logic {
    if negated {
        Logic::Not(Box::new(logic))
    } else {
        logic
    }
}
