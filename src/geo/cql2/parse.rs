//! The grammar: a condition read from its tokens into a typed tree.
//!
//! From weak to strong: `OR`, `AND`, `NOT`, comparisons, `+ -`, `* / % div`, `^`. Brackets may stand around anything that
//! has a value; whether it is of the right type is told by [`Found`].

use super::expression::{
    Arithmetic, Form, Logic, NumberExpr, Operator, Shaped, TextExpr, TimeExpr,
};
use super::fault::{Fault, FaultKind, Read, want};
use super::found::{Found, negate};
use super::functions;
use super::like::Pattern;
use super::reader::Reader;
use super::text::{Folding, unescaped};
use super::token::Kind;
use crate::geo::feature::ColumnKind;

/// Words that are no property unless they stand in double quotes.
const RESERVED: [&str; 9] = [
    "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "DIV",
];

/// The name of the features' geometry.
pub(super) const GEOMETRY: &str = "geometry";

/// How strongly an operator binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Power,
}

/// What stands between operands, or behind one.
#[derive(Clone, Copy, Debug)]
enum Joint {
    Or,
    And,
    Compare(Operator),
    IsNull(bool),
    Like(bool),
    Between(bool),
    In(bool),
    Calculate(Arithmetic),
}

impl Joint {
    const fn strength(self) -> Strength {
        match self {
            Self::Or => Strength::Or,
            Self::And => Strength::And,
            Self::Compare(_) | Self::IsNull(_) | Self::Like(_) | Self::Between(_) | Self::In(_) => {
                Strength::Comparison
            }
            Self::Calculate(Arithmetic::Add | Arithmetic::Subtract) => Strength::Sum,
            Self::Calculate(Arithmetic::Power) => Strength::Power,
            Self::Calculate(_) => Strength::Product,
        }
    }
}

impl Reader<'_> {
    /// All of the text as one condition.
    pub(super) fn condition(&mut self) -> Read<Logic> {
        let found = self.expression()?;
        if self.peek().kind != Kind::End {
            return Err(self.unexpected(want::END));
        }
        found.logic()
    }

    /// Anything that has a value.
    pub(super) fn expression(&mut self) -> Read<Found> {
        self.deeper(|r| r.from(Strength::Or))
    }

    /// Operands with operators between them that bind at least so strongly.
    fn from(&mut self, least: Strength) -> Read<Found> {
        let mut found = self.signed_or_negated(least)?;
        let mut compared = false;
        loop {
            let token = self.peek();
            let Some((joint, words)) = self.joint() else {
                return Ok(found);
            };
            let strength = joint.strength();
            // Comparisons do not follow one another.
            if strength < least || compared && strength >= Strength::Comparison {
                return Ok(found);
            }
            for _ in 0..words {
                self.advance();
            }
            compared = strength == Strength::Comparison;
            found = self.joined(found, joint, token.at)?;
        }
    }

    /// What joins the next operand, and how many tokens it is.
    fn joint(&self) -> Option<(Joint, usize)> {
        let token = self.peek();
        if token.kind == Kind::Sign {
            let arithmetic = match token.text {
                "+" => Arithmetic::Add,
                "-" => Arithmetic::Subtract,
                "*" => Arithmetic::Multiply,
                "/" => Arithmetic::Divide,
                "%" => Arithmetic::Remainder,
                "^" => Arithmetic::Power,
                sign => return Some((Joint::Compare(Operator::of(sign)?), 1)),
            };
            return Some((Joint::Calculate(arithmetic), 1));
        }
        let negated = token.is_word("NOT");
        let (word, words) = if negated {
            (self.after(1), 2)
        } else {
            (token, 1)
        };
        let joints = [
            ("LIKE", Joint::Like(negated)),
            ("BETWEEN", Joint::Between(negated)),
            ("IN", Joint::In(negated)),
        ];
        let plain = [
            ("OR", Joint::Or),
            ("AND", Joint::And),
            ("DIV", Joint::Calculate(Arithmetic::WholeDivide)),
            ("IS", Joint::IsNull(false)),
        ];
        let plain = plain.into_iter().filter(|_| !negated);
        let found = joints
            .into_iter()
            .chain(plain)
            .find(|(name, _)| word.is_word(name));
        match found {
            Some((_, Joint::IsNull(_))) => {
                let negated = self.after(1).is_word("NOT");
                Some((Joint::IsNull(negated), 1 + usize::from(negated)))
            }
            Some((_, joint)) => Some((joint, words)),
            None => None,
        }
    }

    /// An operand with the operator that has been read and what stands behind that.
    fn joined(&mut self, left: Found, joint: Joint, sign: usize) -> Read<Found> {
        match joint {
            Joint::Or => return self.chain(left, "OR", Strength::And),
            Joint::And => return self.chain(left, "AND", Strength::Not),
            _ => self.operation(sign)?,
        }
        match joint {
            Joint::Compare(operator) => {
                let right = self.from(Strength::Sum)?;
                left.asked(Form::Compare(operator, right), false)
            }
            Joint::Calculate(arithmetic) => self.calculated(left, arithmetic),
            Joint::Between(negated) => {
                let low = self.from(Strength::Sum)?;
                if !self.take_word("AND") {
                    return Err(self.unexpected(want::AND));
                }
                let high = self.from(Strength::Sum)?;
                left.asked(Form::Between(low, high), negated)
            }
            Joint::In(negated) => {
                let list = self.list()?;
                left.asked(Form::Among(list), negated)
            }
            Joint::Like(negated) => {
                let at = left.at;
                let text = left.text()?;
                let pattern = self.pattern(Folding::default())?;
                Ok(Found::of(at, negate(Logic::Like(text, pattern), negated)))
            }
            _ => {
                if !self.take_word("NULL") {
                    return Err(self.unexpected(want::NULL));
                }
                let negated = matches!(joint, Joint::IsNull(true));
                let is_null = Logic::IsNull(left.operand);
                Ok(Found::of(left.at, negate(is_null, negated)))
            }
        }
    }

    /// All the parts with the same word between them.
    fn chain(&mut self, first: Found, word: &str, part: Strength) -> Read<Found> {
        let at = first.at;
        let mut parts = vec![first.logic()?];
        loop {
            parts.push(self.from(part)?.logic()?);
            if !self.take_word(word) {
                break;
            }
        }
        let logic = match part {
            Strength::And => Logic::Any(parts),
            _ => Logic::All(parts),
        };
        Ok(Found::of(at, logic))
    }

    /// Binds to the left, but for powers: `2^3^2` is `2^9`.
    fn calculated(&mut self, left: Found, arithmetic: Arithmetic) -> Read<Found> {
        let at = left.at;
        let left = left.number()?;
        let right = match Joint::Calculate(arithmetic).strength() {
            Strength::Sum => self.from(Strength::Product)?,
            Strength::Product => self.from(Strength::Power)?,
            _ => self.deeper(|r| r.from(Strength::Power))?,
        };
        let number = NumberExpr::Calculation(Box::new(left), arithmetic, Box::new(right.number()?));
        Ok(Found::of(at, number))
    }

    fn list(&mut self) -> Read<Vec<Found>> {
        self.open()?;
        let mut list = Vec::new();
        loop {
            list.push(self.expression()?);
            if !self.take_sign(",") {
                self.expect_sign(")", want::COMMA_OR_CLOSE)?;
                return Ok(list);
            }
        }
    }

    /// A pattern with the functions around it.
    fn pattern(&mut self, mut folding: Folding) -> Read<Pattern> {
        let mut open = 0;
        loop {
            let token = self.peek();
            if let Kind::Text(raw) = token.kind {
                self.advance();
                for _ in 0..open {
                    self.close()?;
                }
                return Ok(Pattern::new(raw, folding));
            }
            let more = functions::folding(token.text).filter(|_| token.kind == Kind::Word);
            let more = more.ok_or_else(|| self.unexpected(want::PATTERN))?;
            self.advance();
            self.open()?;
            folding = folding.and(more);
            open += 1;
        }
    }

    /// `NOT` binds weaker than comparisons; a sign binds closest (rule `arithmeticFactor`): `-2^2` is 4.
    fn signed_or_negated(&mut self, least: Strength) -> Read<Found> {
        let token = self.peek();
        if least <= Strength::Not && token.is_word("NOT") {
            let mut negated = false;
            while self.take_word("NOT") {
                negated = !negated;
            }
            let logic = self.from(Strength::Comparison)?.logic()?;
            return Ok(Found::of(token.at, negate(logic, negated)));
        }
        let negative = self.take_sign("-");
        if !negative && !self.take_sign("+") {
            return self.primary();
        }
        let number = match self.primary()?.number()? {
            number if !negative => number,
            NumberExpr::Literal(number) => NumberExpr::Literal(-number),
            number => NumberExpr::Negative(Box::new(number)),
        };
        Ok(Found::of(token.at, number))
    }

    pub(super) fn primary(&mut self) -> Read<Found> {
        let token = self.peek();
        let at = token.at;
        match token.kind {
            Kind::Number(number) => {
                self.advance();
                Ok(Found::of(at, NumberExpr::Literal(number)))
            }
            Kind::Text(raw) => {
                self.advance();
                Ok(Found::of(at, TextExpr::Literal(unescaped(raw))))
            }
            Kind::Name(name) => {
                self.advance();
                self.property(name, at)
            }
            Kind::Sign if token.text == "(" => {
                self.advance();
                let inner = self.expression()?;
                self.close()?;
                Ok(inner)
            }
            Kind::Word => self.word(),
            Kind::Sign | Kind::End => Err(self.unexpected(want::VALUE)),
        }
    }

    fn word(&mut self) -> Read<Found> {
        let token = self.peek();
        let at = token.at;
        let behind = self.after(1);
        // `POINT Z (…)` has its mark between.
        if behind.is_sign("(") || behind.is_word("Z") && self.after(2).is_sign("(") {
            self.advance();
            self.operation(at)?;
            return self.function(token.text, at);
        }
        if RESERVED.iter().any(|word| token.is_word(word)) {
            return Err(self.unexpected(want::VALUE));
        }
        self.advance();
        match (token.is_word("TRUE"), token.is_word("FALSE")) {
            (false, false) => self.property(token.text, at),
            (truth, _) => Ok(Found::of(at, Logic::Constant(truth))),
        }
    }

    pub(super) fn property(&mut self, name: &str, at: usize) -> Read<Found> {
        if name == GEOMETRY {
            return Ok(Found::of(at, Shaped::Feature));
        }
        let column = self.columns.iter().position(|column| column.name == name);
        let kind = column.map(|ix| (ix, self.columns[ix].kind));
        Ok(match kind {
            Some((ix, ColumnKind::Text | ColumnKind::Prose)) => {
                Found::of(at, TextExpr::Slot(self.slot(ix, Folding::default())))
            }
            Some((ix, ColumnKind::Bool)) => Found::of(at, Logic::Column(ix)),
            Some((ix, ColumnKind::Integer | ColumnKind::Number | ColumnKind::Quantity)) => {
                Found::of(at, NumberExpr::Column(ix))
            }
            Some((ix, ColumnKind::Date)) => Found::of(at, TimeExpr::Days(ix)),
            Some((ix, ColumnKind::Instant)) => Found::of(at, TimeExpr::Moments(ix)),
            Some((_, ColumnKind::Json)) | None => {
                let known = self.columns.iter().filter(|c| c.kind != ColumnKind::Json);
                let known = known.map(|c| c.name).chain([GEOMETRY]);
                return Err(Fault::new(
                    at,
                    FaultKind::UnknownProperty {
                        found: name.to_owned(),
                        known: known.map(str::to_owned).collect(),
                    },
                ));
            }
        })
    }
}
