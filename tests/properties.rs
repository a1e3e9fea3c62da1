//! Properties of coverage, on the real plan and units, for any activities at all.
//!
//! The oracle below is written straight from the domain's definitions, without tallies or timelines; what the service
//! computes must equal it for every commune, line and day.
#![allow(
    clippy::unwrap_used,
    reason = "a broken expectation should stop the test"
)]

use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use proptest::prelude::*;
use vungphu::domain::coverage::{Cell, LineChoice};
use vungphu::domain::plan::{Level, Measure, Reach, Scope};
use vungphu::domain::{Coverage, Draft, Place, Quantity, Reference, Share, Status, Tally};
use vungphu::exchange::reference;
use vungphu::world::{Atlas, Effect, Snapshot};

static ATLAS: LazyLock<Arc<Atlas>> =
    LazyLock::new(|| Arc::new(Atlas::new(reference::load(None).unwrap()).unwrap()));

fn real() -> &'static Reference {
    &ATLAS.reference
}

/// Any day from before the plan to long after it.
fn day() -> impl Strategy<Value = Date> {
    (2016i16..=2020, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn place(line: usize) -> BoxedStrategy<Place> {
    let units = &real().units;
    if real().plan.lines[line].level == Level::Site {
        let sites: Vec<Place> = real()
            .sites_of(line)
            .map(|(ix, _)| Place::Site(ix))
            .collect();
        return prop::sample::select(sites).boxed();
    }
    prop_oneof![
        1 => Just(Place::Province),
        2 => (0..units.districts.len()).prop_map(Place::District),
        9 => (0..units.communes.len()).prop_map(Place::Commune),
    ]
    .boxed()
}

fn draft() -> impl Strategy<Value = Draft> {
    (0..real().plan.lines.len()).prop_flat_map(|line| {
        let share = (place(line), 0u64..600_000).prop_map(|(place, q)| Share {
            place,
            quantity: Quantity::from_thousandths(q),
        });
        (
            prop::collection::vec(share, 1..6),
            day(),
            prop::option::of(0i32..90),
        )
            .prop_map(move |(shares, start, span)| Draft {
                code: None,
                line,
                title: "any".to_owned(),
                start,
                end: span.map(|days| start.saturating_add(jiff::Span::new().days(days))),
                shares,
                participants: None,
                women: None,
                reference: None,
                note: None,
            })
    })
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    prop::collection::vec(draft(), 0..40)
}

fn tally(drafts: &[Draft]) -> Tally {
    let mut tally = Tally::new(real());
    for draft in drafts {
        tally.add(real(), draft);
    }
    tally
}

/// Whether a share at `place` of `line` reaches a commune: the definition of *reach*, word by word.
fn reaches(line: usize, place: Place, commune: usize) -> bool {
    let (plan_line, units) = (&real().plan.lines[line], &real().units);
    let district = units.communes[commune].district;
    match (plan_line.reach, place) {
        (_, Place::Site(site)) => real().sites[site].commune == commune,
        (Reach::Direct, Place::Commune(named)) => {
            named == commune && plan_line.level != Level::Site
        }
        (Reach::Direct, _) => false,
        (Reach::Within, Place::Province) => true,
        (Reach::Within, Place::District(named)) => named == district,
        (Reach::Within, Place::Commune(named)) if plan_line.level == Level::District => {
            units.communes[named].district == district
        }
        (Reach::Within, Place::Commune(named)) => named == commune,
    }
}

fn in_scope(line: usize, commune: usize) -> bool {
    let units = &real().units;
    match &real().plan.lines[line].scope {
        Scope::Province => true,
        Scope::Communes(set) => {
            *set == vungphu::domain::plan::CommuneSet::All || units.communes[commune].border
        }
        Scope::Districts(codes) => codes.contains(&units.district_of(commune).code),
        Scope::Sites(_) => real()
            .sites_of(line)
            .any(|(_, site)| site.commune == commune),
    }
}

fn oracle(
    drafts: &[Draft],
    line: usize,
    commune: usize,
    as_of: Date,
) -> (Quantity, Option<Quantity>, Status) {
    let plan_line = &real().plan.lines[line];
    let achieved: Quantity = drafts
        .iter()
        .filter(|d| d.line == line && d.end.unwrap_or(d.start) <= as_of)
        .flat_map(|d| &d.shares)
        .filter(|share| reaches(line, share.place, commune))
        .map(|share| share.quantity)
        .sum();
    // Quotas have tests of their own; here they are given.
    let quota = real().quotas(line)[commune];
    let status = match quota {
        None => Status::NotTargeted,
        Some(quota) if achieved >= quota => Status::Reached,
        Some(_) if achieved > Quantity::ZERO => Status::Partial,
        Some(_) if as_of <= plan_line.due => Status::Pending,
        Some(_) => Status::Overdue,
    };
    (achieved, quota, status)
}

#[test]
fn quotas_are_what_the_plan_says() {
    for (ix, line) in real().plan.lines.iter().enumerate() {
        for commune in 0..108 {
            let quota = real().quotas(ix)[commune];
            assert_eq!(
                quota.is_some(),
                in_scope(ix, commune),
                "{} {commune}",
                line.id
            );
            if line.measure == Measure::Count && quota.is_some() {
                assert_eq!(quota, Some(Quantity::ONE));
            }
        }
        if line.measure == Measure::Sum {
            let total: Quantity = real().quotas(ix).iter().flatten().copied().sum();
            assert_eq!(total, Quantity::whole(30_000));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn coverage_is_what_the_domain_defines(drafts in drafts(), as_of in day()) {
        let coverage = Coverage::on(as_of, real(), &tally(&drafts));
        for (line, figures) in coverage.lines.iter().enumerate() {
            for (commune, cell) in figures.cells.iter().enumerate() {
                let Cell { achieved, quota, status, late } = *cell;
                prop_assert_eq!((achieved, quota, status), oracle(&drafts, line, commune, as_of));
                let missing = quota.is_some_and(|q| achieved < q);
                prop_assert_eq!(late, missing && as_of > real().plan.lines[line].due);
                // A gap is never negative, and there is none where nothing is due.
                prop_assert_eq!(cell.gap().is_some(), quota.is_some());
                prop_assert_eq!(cell.gap().is_some_and(|g| g > Quantity::ZERO), missing);
            }
            let own = &real().plan.lines[line];
            let total: Quantity = drafts.iter()
                .filter(|d| d.line == line && d.end.unwrap_or(d.start) <= as_of)
                .map(|d| match own.measure {
                    Measure::Sum => d.shares.iter().map(|s| s.quantity).sum(),
                    Measure::Count => d.shares.iter().map(|s| s.quantity).max().unwrap_or_default(),
                })
                .sum();
            prop_assert_eq!(figures.own.achieved, total);
        }
    }

    #[test]
    fn every_commune_has_exactly_one_status(drafts in drafts(), as_of in day()) {
        let coverage = Coverage::on(as_of, real(), &tally(&drafts));
        let overall = [None, Some(2016), Some(2017), Some(2018)].map(|year| LineChoice::Overall { year });
        let choices = (0..real().plan.lines.len()).map(LineChoice::Line).chain(overall);
        for choice in choices {
            let all: vungphu::domain::ByStatus = (0..108).map(|c| coverage.status(c, choice, real())).collect();
            let border: vungphu::domain::ByStatus = (0..108)
                .filter(|&c| real().units.communes[c].border)
                .map(|c| coverage.status(c, choice, real()))
                .collect();
            prop_assert_eq!((all.total(), border.total()), (108, 23));
        }
    }

    #[test]
    fn overall_is_the_worst_of_the_lines_that_apply(drafts in drafts(), as_of in day()) {
        let coverage = Coverage::on(as_of, real(), &tally(&drafts));
        for commune in 0..108 {
            let statuses: Vec<Status> = real().plan.lines.iter().zip(&coverage.lines)
                .filter(|(line, _)| line.kind.counts_overall())
                .map(|(_, figures)| figures.cells[commune].status)
                .filter(|status| *status != Status::NotTargeted)
                .collect();
            let overall = coverage.overall(commune, None, real());
            let worst = [Status::Overdue, Status::Partial, Status::Pending, Status::Reached]
                .into_iter().find(|s| statuses.contains(s));
            prop_assert_eq!(overall.status, worst.unwrap_or(Status::NotTargeted));
            prop_assert_eq!(overall.applicable, statuses.len());
            prop_assert_eq!(overall.reached, statuses.iter().filter(|s| **s == Status::Reached).count());
        }
    }

    #[test]
    fn the_order_of_activities_does_not_matter(
        (drafts, shuffled) in drafts().prop_flat_map(|d| (Just(d.clone()), Just(d).prop_shuffle())),
    ) {
        prop_assert_eq!(tally(&drafts), tally(&shuffled));
    }

    #[test]
    fn the_incremental_snapshot_equals_the_rebuilt_one(
        drafts in prop::collection::vec(draft(), 1..30),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(draft())), 0..30),
        as_of in day(),
    ) {
        let empty = || Snapshot::empty(Arc::clone(&ATLAS));
        let time = jiff::Timestamp::UNIX_EPOCH;
        let mut held: Vec<Option<Draft>> = drafts.iter().cloned().map(Some).collect();
        let mut world = empty().after(drafts.iter().map(|d| Effect { before: None, after: Some(d) }), 1, time);
        // Each change replaces, deletes or restores one activity, as one write would.
        for (version, (at, after)) in (2..).zip(&changes) {
            let before = std::mem::replace(&mut held[at.index(drafts.len())], after.clone());
            let effect = Effect { before: before.as_ref(), after: after.as_ref() };
            world = world.after([effect], version, time);
        }
        let left: Vec<Draft> = held.into_iter().flatten().collect();
        let rebuilt = empty().after(left.iter().map(|d| Effect { before: None, after: Some(d) }), 99, time);
        prop_assert_eq!(&world.tally, &rebuilt.tally);
        prop_assert_eq!(world.coverage(as_of), rebuilt.coverage(as_of));
    }
}
