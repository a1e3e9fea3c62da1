//! A condition as a tree in which every operation has operands of its own type, ready to be evaluated.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;

use super::like::Pattern;
use super::near::Near;
use super::spatial::{Literal, Relation};
use super::temporal::{Span, TimeRelation};

/// What is true, false or unknown.
#[derive(Clone, Debug)]
pub(super) enum Logic {
    Constant(bool),
    /// A property that is true or false.
    Column(usize),
    All(Vec<Logic>),
    Any(Vec<Logic>),
    Not(Box<Logic>),
    IsNull(Box<Operand>),
    Like(TextExpr, Pattern),
    Text(Predicate<TextExpr>),
    Number(Predicate<NumberExpr>),
    Time(Predicate<TimeExpr>),
    Truth(Box<Predicate<Logic>>),
    Temporal(TimeRelation, Box<[Span; 2]>),
    /// The feature's geometry against a literal.
    Spatial(Relation, Box<Literal>),
    /// The feature's geometry against itself: the answer, where there is one.
    Own(bool),
    Near(Box<Near>),
}

/// What may stand on one side of an operator.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Logic(Logic),
    Text(TextExpr),
    Number(NumberExpr),
    Time(TimeExpr),
    Span(Span),
    Geometry(Shaped),
}

#[derive(Clone, Debug)]
pub(super) enum TextExpr {
    Literal(String),
    /// A property with its folding, by its place among all that the condition asks for.
    Slot(usize),
}

#[derive(Clone, Debug)]
pub(super) enum NumberExpr {
    Literal(f64),
    Column(usize),
    Negative(Box<NumberExpr>),
    Calculation(Box<NumberExpr>, Arithmetic, Box<NumberExpr>),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum TimeExpr {
    Day(Date),
    Moment(Timestamp),
    /// A property that holds days, or one that holds moments.
    Days(usize),
    Moments(usize),
}

#[derive(Clone, Debug)]
pub(super) enum Shaped {
    Feature,
    Literal(Box<Literal>),
}

/// A question about values of one type.
#[derive(Clone, Debug)]
pub(super) struct Predicate<E> {
    pub subject: E,
    pub form: Form<E>,
}

#[derive(Clone, Debug)]
pub(super) enum Form<E> {
    Compare(Operator, E),
    /// Both ends included.
    Between(E, E),
    Among(Vec<E>),
}

impl<E> Form<E> {
    pub fn try_map<T, F>(self, mut map: impl FnMut(E) -> Result<T, F>) -> Result<Form<T>, F> {
        Ok(match self {
            Self::Compare(operator, right) => Form::Compare(operator, map(right)?),
            Self::Between(low, high) => Form::Between(map(low)?, map(high)?),
            Self::Among(list) => Form::Among(list.into_iter().map(map).collect::<Result<_, _>>()?),
        })
    }

    pub fn operands(&self) -> &[E] {
        match self {
            Self::Compare(_, right) => std::slice::from_ref(right),
            Self::Between(_, high) => std::slice::from_ref(high),
            Self::Among(list) => list,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Unequal,
    Less,
    Greater,
    AtMost,
    AtLeast,
}

impl Operator {
    pub fn of(sign: &str) -> Option<Self> {
        Some(match sign {
            "=" => Self::Equal,
            "<>" => Self::Unequal,
            "<" => Self::Less,
            ">" => Self::Greater,
            "<=" => Self::AtMost,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    pub const fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Unequal => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::Greater => ordering.is_gt(),
            Self::AtMost => ordering.is_le(),
            Self::AtLeast => ordering.is_ge(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// Whole part of the quotient.
    WholeDivide,
    Remainder,
    Power,
}

impl Arithmetic {
    /// `None` where there is no finite result, as for a division by zero.
    pub fn of(self, a: f64, b: f64) -> Option<f64> {
        let result = match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
            Self::WholeDivide => (a / b).trunc(),
            Self::Remainder => a % b,
            Self::Power => a.powf(b),
        };
        result.is_finite().then_some(result)
    }
}
