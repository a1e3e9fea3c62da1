//! What is due where: the quota of every commune for every plan line.

use super::plan::{CommuneSet, Line, Measure, Scope, Weights};
use super::{CommuneIx, Quantity, Reference, Units};

/// Quotas of one line by commune; `None` where the line's scope does not contain the commune.
///
/// A `Count` line owes 1 to each of its communes; a `Sum` line splits its target by weight.
pub fn quotas(line: &Line, reference: &Reference) -> Vec<Option<Quantity>> {
    let units = &reference.units;
    let scope = communes_in_scope(line, reference);
    let mut quotas = vec![None; units.communes.len()];
    match line.measure {
        Measure::Count => {
            for c in scope {
                quotas[c] = Some(Quantity::ONE);
            }
        }
        Measure::Sum => {
            let weights = line.weights.unwrap_or(Weights {
                priority: 1,
                other: 1,
            });
            let weighted: Vec<u32> = scope
                .iter()
                .map(|&c| {
                    if units.communes[c].priority() {
                        weights.priority
                    } else {
                        weights.other
                    }
                })
                .collect();
            // Whole units of measure: nobody hands out a third of a leaflet.
            for (c, n) in scope.into_iter().zip(largest_remainder(
                line.target.thousandths() / 1000,
                &weighted,
            )) {
                quotas[c] = Some(Quantity::whole(n));
            }
        }
    }
    quotas
}

/// The communes a line is promised to, ascending. A district's or the province's line contains all communes inside.
fn communes_in_scope(line: &Line, reference: &Reference) -> Vec<CommuneIx> {
    let units: &Units = &reference.units;
    let all = 0..units.communes.len();
    match &line.scope {
        Scope::Province | Scope::Communes(CommuneSet::All) => all.collect(),
        Scope::Communes(CommuneSet::Border) => all.filter(|&c| units.communes[c].border).collect(),
        Scope::Districts(codes) => all
            .filter(|&c| codes.contains(&units.district_of(c).code))
            .collect(),
        Scope::Sites(slugs) => all
            .filter(|&c| {
                reference
                    .sites
                    .iter()
                    .any(|s| s.commune == c && slugs.contains(&s.slug))
            })
            .collect(),
    }
}

/// Splits `total` by `weights` with the largest-remainder method; ties go to the earlier place. The parts sum to `total`
/// exactly (all zero if every weight is zero).
pub fn largest_remainder(total: u64, weights: &[u32]) -> Vec<u64> {
    let sum: u64 = weights.iter().map(|&w| u64::from(w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |w: u32| u128::from(total) * u128::from(w);
    let floor = |w: u32| u64::try_from(exact(w) / u128::from(sum)).unwrap_or(u64::MAX);
    let mut parts: Vec<u64> = weights.iter().map(|&w| floor(w)).collect();
    let missing = total - parts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // A stable sort keeps the earlier place first among equal remainders.
    order.sort_by_key(|&i| std::cmp::Reverse(exact(weights[i]) % u128::from(sum)));
    for &i in order
        .iter()
        .take(usize::try_from(missing).unwrap_or(usize::MAX))
    {
        parts[i] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::largest_remainder;

    #[test]
    fn splits_thirty_thousand_leaflets_as_the_domain_says() {
        // 35 priority units of weight 2 and 73 others of weight 1: 143 parts.
        let weights: Vec<u32> = (0..108).map(|i| if i < 35 { 2 } else { 1 }).collect();
        let parts = largest_remainder(30_000, &weights);
        assert_eq!(parts.iter().sum::<u64>(), 30_000);
        // 30 000 / 143 = 209.79 and twice that 419.58: all the others round up first, then five of the priority units.
        assert_eq!(parts[..5], [420; 5]);
        assert_eq!(parts[5..35], [419; 30]);
        assert_eq!(parts[35..], [210; 73]);
    }

    #[test]
    fn ties_go_to_the_smaller_code() {
        assert_eq!(largest_remainder(4, &[1, 1, 1]), [2, 1, 1]);
        assert_eq!(largest_remainder(1, &[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn parts_always_sum_and_never_stray(total in 0u64..1_000_000, weights in prop::collection::vec(0u32..9, 1..120)) {
            let parts = largest_remainder(total, &weights);
            let sum: u64 = weights.iter().map(|&w| u64::from(w)).sum();
            prop_assert_eq!(parts.iter().sum::<u64>(), if sum == 0 { 0 } else { total });
            for (&w, &p) in weights.iter().zip(&parts) {
                let floor = (total * u64::from(w)).checked_div(sum).unwrap_or(0);
                prop_assert!(p == floor || p == floor + 1);
            }
        }
    }
}
