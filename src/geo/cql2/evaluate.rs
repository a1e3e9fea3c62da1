//! Evaluation over one feature, in three-valued logic: what is not known is neither true nor false.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;

use super::expression::{
    Form, Logic, NumberExpr, Operand, Operator, Predicate, Shaped, TextExpr, TimeExpr,
};
use super::temporal::{Edge, Span, Time};
use super::text::{Folding, folded};
use crate::geo::{Feature, Shape, Value};

/// A text property and how it is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub column: usize,
    pub folding: Folding,
}

/// A feature that is looked at. Its texts are folded when first asked for, and once.
pub(super) struct Row<'f> {
    feature: &'f Feature<'f>,
    slots: &'f [Slot],
    texts: Vec<OnceCell<Option<Cow<'f, str>>>>,
}

impl<'f> Row<'f> {
    pub fn new(feature: &'f Feature<'f>, slots: &'f [Slot]) -> Self {
        Self {
            feature,
            slots,
            texts: vec![OnceCell::new(); slots.len()],
        }
    }

    fn value(&self, column: usize) -> &'f Value<'f> {
        self.feature.values.get(column).unwrap_or(&Value::Null)
    }

    fn text(&self, slot: usize) -> Option<&str> {
        let kept = self.texts.get(slot)?;
        let made = kept.get_or_init(|| {
            let Slot { column, folding } = *self.slots.get(slot)?;
            match self.value(column) {
                Value::Text(text) => Some(folded(text, folding)),
                _ => None,
            }
        });
        made.as_deref()
    }

    fn shape(&self) -> Option<&Shape> {
        self.feature.shape.as_deref()
    }
}

impl Logic {
    /// `None` is unknown.
    pub fn truth(&self, row: &Row<'_>) -> Option<bool> {
        match self {
            Self::Constant(truth) => Some(*truth),
            Self::Column(column) => match row.value(*column) {
                Value::Bool(truth) => Some(*truth),
                _ => None,
            },
            Self::All(parts) => decided(parts, false, row),
            Self::Any(parts) => decided(parts, true, row),
            Self::Not(part) => part.truth(row).map(|truth| !truth),
            Self::IsNull(operand) => Some(operand.is_null(row)),
            Self::Like(text, pattern) => text.value(row).map(|text| pattern.matches(text)),
            Self::Text(predicate) => predicate.truth(row),
            Self::Number(predicate) => predicate.truth(row),
            Self::Time(predicate) => predicate.truth(row),
            Self::Truth(predicate) => predicate.truth(row),
            Self::Temporal(relation, spans) => {
                let [first, second] = spans.as_ref();
                Some(relation.holds(first.edges(row)?, second.edges(row)?))
            }
            Self::Spatial(relation, literal) => {
                let shape = row.shape()?;
                Some(literal.lies(*relation, &shape.geometry, &shape.bbox))
            }
            Self::Own(truth) => row.shape().map(|_| *truth),
            Self::Near(near) => {
                let shape = row.shape()?;
                Some(near.holds(&shape.geometry, &shape.bbox))
            }
        }
    }
}

/// One part that is `deciding` decides all; else one that is unknown leaves it unknown.
fn decided(parts: &[Logic], deciding: bool, row: &Row<'_>) -> Option<bool> {
    let mut result = Some(!deciding);
    for part in parts {
        match part.truth(row) {
            Some(truth) if truth == deciding => return Some(deciding),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

impl Operand {
    fn is_null(&self, row: &Row<'_>) -> bool {
        match self {
            Self::Logic(logic) => logic.truth(row).is_none(),
            Self::Text(text) => text.value(row).is_none(),
            Self::Number(number) => number.value(row).is_none(),
            Self::Time(time) => time.value(row).is_none(),
            Self::Span(span) => span.edges(row).is_none(),
            Self::Geometry(Shaped::Feature) => row.shape().is_none(),
            Self::Geometry(Shaped::Literal(_)) => false,
        }
    }
}

/// Something that has a value for a feature.
pub(super) trait Expression {
    /// How its value compares with another's; `None` if one of them is missing.
    fn compare(&self, other: &Self, row: &Row<'_>) -> Option<Ordering>;
}

impl TextExpr {
    fn value<'v>(&'v self, row: &'v Row<'_>) -> Option<&'v str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Slot(slot) => row.text(*slot),
        }
    }
}

impl Expression for TextExpr {
    /// By code points, in NFC.
    fn compare(&self, other: &Self, row: &Row<'_>) -> Option<Ordering> {
        Some(self.value(row)?.cmp(other.value(row)?))
    }
}

impl NumberExpr {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts and ids, far below 2^53; thousandths give the same number as the decimals of a literal"
    )]
    fn value(&self, row: &Row<'_>) -> Option<f64> {
        match self {
            Self::Literal(number) => Some(*number),
            Self::Column(column) => match row.value(*column) {
                Value::Integer(n) => Some(*n as f64),
                Value::Number(n) => Some(*n),
                Value::Quantity(q) => Some(q.thousandths() as f64 / 1000.0),
                _ => None,
            },
            Self::Negative(part) => part.value(row).map(|n| -n),
            Self::Calculation(a, arithmetic, b) => arithmetic.of(a.value(row)?, b.value(row)?),
        }
    }
}

impl Expression for NumberExpr {
    fn compare(&self, other: &Self, row: &Row<'_>) -> Option<Ordering> {
        self.value(row)?.partial_cmp(&other.value(row)?)
    }
}

impl TimeExpr {
    /// The time of a literal.
    pub const fn fixed(self) -> Option<Time> {
        match self {
            Self::Day(day) => Some(Time::Day(day)),
            Self::Moment(moment) => Some(Time::Moment(moment)),
            Self::Days(_) | Self::Moments(_) => None,
        }
    }

    fn value(self, row: &Row<'_>) -> Option<Time> {
        match self {
            Self::Day(_) | Self::Moment(_) => self.fixed(),
            Self::Days(column) | Self::Moments(column) => match row.value(column) {
                Value::Date(day) => Some(Time::Day(*day)),
                Value::Instant(moment) => Some(Time::Moment(*moment)),
                _ => None,
            },
        }
    }
}

impl Expression for TimeExpr {
    fn compare(&self, other: &Self, row: &Row<'_>) -> Option<Ordering> {
        Some(self.value(row)?.compare(other.value(row)?))
    }
}

impl Expression for Logic {
    fn compare(&self, other: &Self, row: &Row<'_>) -> Option<Ordering> {
        Some(self.truth(row)?.cmp(&other.truth(row)?))
    }
}

impl<E: Expression> Predicate<E> {
    fn truth(&self, row: &Row<'_>) -> Option<bool> {
        let holds = |operator: Operator, other: &E| {
            let ordering = self.subject.compare(other, row)?;
            Some(operator.holds(ordering))
        };
        match &self.form {
            Form::Compare(operator, right) => holds(*operator, right),
            Form::Between(low, high) => {
                match (holds(Operator::AtLeast, low), holds(Operator::AtMost, high)) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (low, high) => Some(low? && high?),
                }
            }
            Form::Among(list) => {
                let mut result = Some(false);
                for member in list {
                    match holds(Operator::Equal, member) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => result = None,
                    }
                }
                result
            }
        }
    }
}

impl Span {
    /// `None` if an end that a property should give is missing.
    fn edges(&self, row: &Row<'_>) -> Option<[Edge; 2]> {
        let edge = |end: &Option<TimeExpr>, open| match end {
            None => Some(open),
            Some(time) => time.value(row).map(Edge::At),
        };
        Some([
            edge(&self.from, Edge::Past)?,
            edge(&self.until, Edge::Future)?,
        ])
    }
}
