//! Features in the order of their values.

use std::cmp::{Ordering, Reverse};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Feature, Value};
use crate::domain::{Quantity, collation};

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub column: usize,
    pub descending: bool,
}

/// Sorts by the first column, where that is equal by the next one, and so on; else features stay as they were. What is not
/// known comes last in either direction.
pub fn sort(features: &mut [Feature<'_>], orders: &[Order]) {
    if orders.is_empty() {
        return;
    }
    features.sort_by_cached_key(|feature| {
        let place = |order: &Order| match feature.values.get(order.column).and_then(rank) {
            None => Place::Unknown,
            Some(rank) if order.descending => Place::Down(Reverse(rank)),
            Some(rank) => Place::Up(rank),
        };
        orders.iter().map(place).collect::<Vec<_>>()
    });
}

/// Of one column, all are `Up` or all are `Down`, save the unknown.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Up(Rank),
    Down(Reverse<Rank>),
    Unknown,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Bool(bool),
    Integer(i64),
    Number(Total),
    Quantity(Quantity),
    Date(Date),
    Instant(Timestamp),
    Text(Vec<u8>),
}

fn rank(value: &Value<'_>) -> Option<Rank> {
    Some(match value {
        Value::Null | Value::Portions(_) => return None,
        Value::Text(text) => Rank::Text(collation::key(text)),
        Value::Bool(truth) => Rank::Bool(*truth),
        Value::Integer(n) => Rank::Integer(*n),
        Value::Number(n) => Rank::Number(Total(*n)),
        Value::Quantity(quantity) => Rank::Quantity(*quantity),
        Value::Date(day) => Rank::Date(*day),
        Value::Instant(moment) => Rank::Instant(*moment),
    })
}

/// A number with an order among all others.
#[derive(PartialEq)]
struct Total(f64);

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn sorted(values: &[(Value<'static>, Value<'static>)], orders: &[(usize, bool)]) -> Vec<usize> {
        let mut features: Vec<Feature<'_>> = values
            .iter()
            .enumerate()
            .map(|(ix, (a, b))| Feature {
                id: Cow::Owned(ix.to_string()),
                values: vec![a.clone(), b.clone()],
                shape: None,
            })
            .collect();
        let order = |&(column, descending): &(usize, bool)| Order { column, descending };
        sort(&mut features, &orders.iter().map(order).collect::<Vec<_>>());
        features.iter().filter_map(|f| f.id.parse().ok()).collect()
    }

    #[test]
    fn the_unknown_come_last_and_ties_stay() {
        let values = [
            (Value::text("Đà"), Value::Number(2.0)),
            (Value::text("Da"), Value::Null),
            (Value::text("Da"), Value::Number(-0.5)),
            (Value::text("Ê"), Value::Number(2.0)),
        ];
        assert_eq!(sorted(&values, &[(0, false)]), [1, 2, 0, 3]);
        assert_eq!(sorted(&values, &[(0, true)]), [3, 0, 1, 2]);
        assert_eq!(sorted(&values, &[(1, false)]), [2, 0, 3, 1]);
        assert_eq!(sorted(&values, &[(1, true)]), [0, 3, 2, 1]);
        assert_eq!(sorted(&values, &[(1, true), (0, true)]), [3, 0, 2, 1]);
        assert_eq!(sorted(&values, &[(0, false), (1, false)]), [2, 1, 0, 3]);
        assert_eq!(sorted(&values, &[]), [0, 1, 2, 3]);
    }
}
