//! Amounts in a plan line's unit of measure, exact to a thousandth.
//!
//! Integers, not floats: sums must not depend on the order in which activities arrive.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A quantity ≥ 0, counted in thousandths of the line's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u64);

impl Quantity {
    pub const ZERO: Self = Self(0);
    pub const ONE: Self = Self(1000);
    /// More than this (a thousand million) is a slip of the keyboard, and sums of a million of them still fit.
    pub const MAX: Self = Self(1_000_000_000_000);

    pub const fn whole(n: u64) -> Self {
        Self(n * 1000)
    }

    pub const fn from_thousandths(n: u64) -> Self {
        Self(n)
    }

    pub const fn thousandths(self) -> u64 {
        self.0
    }

    /// The nearest number with a binary point: for formats that have no other.
    #[expect(
        clippy::cast_precision_loss,
        reason = "quantities are far below 2^53 thousandths"
    )]
    pub const fn as_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self − other`, or zero.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// From a decimal number such as `350`, `0.5` or `12.250`; `None` if negative, not a number, finer than a thousandth
    /// or above [`Quantity::MAX`].
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || fraction.len() > 3 || !digits(whole) || !digits(fraction) {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let fraction: u64 = format!("{fraction:0<3}").parse().ok()?;
        let value = Self(whole.checked_mul(1000)?.checked_add(fraction)?);
        (value <= Self::MAX).then_some(value)
    }

    /// As Vietnamese write it: `30.012,5`.
    pub fn vi(self) -> String {
        let text = self.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::with_capacity(text.len() + 4);
        for (ix, digit) in whole.chars().enumerate() {
            if ix > 0 && (whole.len() - ix).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        if !fraction.is_empty() {
            grouped.push(',');
            grouped.push_str(fraction);
        }
        grouped
    }

    /// The share of `whole` that this is, between 0 and 1, rounded to four decimals; 1 of nothing.
    pub fn share_of(self, whole: Self) -> f64 {
        if whole.is_zero() || self >= whole {
            return 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "both are below 2^53")]
        let ratio = self.0 as f64 / whole.0 as f64;
        (ratio * 1e4).round() / 1e4
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Quantity {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1000, self.0 % 1000);
        if rest == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{whole}.{}", format!("{rest:03}").trim_end_matches('0'))
        }
    }
}

/// A whole number where it is one, else a decimal number.
impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(1000) {
            serializer.serialize_u64(self.0 / 1000)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        Self::parse(&number.to_string()).ok_or_else(|| {
            de::Error::custom(format!(
                "quantity `{number}`: want a number ≥ 0 with at most three decimals"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_vietnamese_do() {
        for (thousandths, want) in [
            (0, "0"),
            (350_000, "350"),
            (1_250_000, "1.250"),
            (30_012_500, "30.012,5"),
            (1_000_000_125, "1.000.000,125"),
        ] {
            assert_eq!(Quantity::from_thousandths(thousandths).vi(), want);
        }
    }

    #[test]
    fn parses_what_people_count_in() {
        assert_eq!(Quantity::parse("350"), Some(Quantity::whole(350)));
        assert_eq!(Quantity::parse("0.5"), Some(Quantity(500)));
        assert_eq!(
            Quantity::parse("12.250").map(|q| q.to_string()).as_deref(),
            Some("12.25")
        );
        for bad in [
            "",
            "-1",
            "1.2345",
            "1e3",
            "1,5",
            ".",
            "99999999999999999999",
            "NaN",
            "1000000001",
        ] {
            assert_eq!(Quantity::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn serialises_whole_numbers_as_integers() {
        assert_eq!(
            serde_json::to_string(&Quantity::whole(3)).ok().as_deref(),
            Some("3")
        );
        assert_eq!(
            serde_json::to_string(&Quantity(2500)).ok().as_deref(),
            Some("2.5")
        );
    }
}
