//! The shortcuts, held against the whole matrix.

use geo::{LineString, coord};
use proptest::prelude::*;

use super::*;

/// Points of a small grid, so that geometries touch in every way there is.
fn corner() -> impl Strategy<Value = Coord<f64>> {
    (0..6, 0..6).prop_map(|(x, y)| coord! { x: f64::from(x), y: f64::from(y) })
}

fn ring() -> impl Strategy<Value = LineString<f64>> {
    prop::collection::vec(corner(), 3..8).prop_map(|mut corners| {
        // Around their middle: mostly simple.
        let n = f64::from(u8::try_from(corners.len()).unwrap_or(1));
        let middle = corners
            .iter()
            .fold(coord! { x: 0.0, y: 0.0 }, |sum, c| sum + *c)
            / n;
        let angle = |c: &Coord<f64>| (c.y - middle.y).atan2(c.x - middle.x);
        corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        corners.dedup();
        corners.push(corners[0]);
        LineString(corners)
    })
}

fn polygon() -> impl Strategy<Value = Polygon<f64>> {
    let polygon = (ring(), prop::collection::vec(ring(), 0..2));
    polygon
        .prop_map(|(outer, holes)| Polygon::new(outer, holes))
        .prop_filter("valid", |p| check(std::slice::from_ref(p), false).is_ok())
}

fn polygons() -> impl Strategy<Value = Vec<Polygon<f64>>> {
    let alone = polygon().prop_map(|p| vec![p]);
    let apart = (polygon(), polygon()).prop_map(|(a, b)| vec![a, b]);
    prop_oneof![3 => alone, 1 => apart.prop_filter("valid", |both| check(both, false).is_ok())]
}

fn line() -> impl Strategy<Value = LineString<f64>> {
    prop::collection::vec(corner(), 2..5)
        .prop_map(|mut corners| {
            corners.dedup();
            LineString(corners)
        })
        .prop_filter("long enough", |line| line.0.len() > 1)
}

fn parts() -> impl Strategy<Value = Parts> {
    let points = prop::collection::vec(corner().prop_map(Point), 1..4);
    prop_oneof![
        points.prop_map(|mut points| {
            points.sort_by(|a, b| a.x().total_cmp(&b.x()).then(a.y().total_cmp(&b.y())));
            points.dedup();
            Parts {
                points,
                ..Parts::default()
            }
        }),
        prop::collection::vec(line(), 1..3).prop_map(|lines| Parts {
            lines,
            ..Parts::default()
        }),
        polygons().prop_map(|areas| Parts {
            areas,
            ..Parts::default()
        }),
    ]
}

/// What features have.
fn geometry() -> impl Strategy<Value = Geometry<f64>> {
    let geometry = |parts: Parts| Literal::new(parts).map(|literal| literal.geometry);
    parts()
        .prop_filter("points or areas", |parts| parts.lines.is_empty())
        .prop_filter_map("something", geometry)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_shortcuts_agree_with_the_whole_matrix(geometry in geometry(), parts in parts()) {
        let (Some(literal), Some(bbox)) = (Literal::new(parts), geometry.bounding_rect()) else {
            return Ok(());
        };
        for (name, relation) in Relation::ALL {
            prop_assert_eq!(
                literal.lies(relation, &geometry, &bbox),
                literal.in_full(relation, &geometry),
                "{}: {:?} {:?}", name, geometry, literal.geometry
            );
        }
    }

    /// Whatever a collection is put together from, it meets what any of its parts meets.
    #[test]
    fn collections_are_their_parts(geometry in geometry(), all in prop::collection::vec(parts(), 2..4)) {
        let Some(bbox) = geometry.bounding_rect() else {
            return Ok(());
        };
        let meets = |parts: Parts| {
            Literal::new(parts).is_some_and(|l| l.lies(Relation::Intersects, &geometry, &bbox))
        };
        let mut whole = Parts { may_overlap: true, ..Parts::default() };
        for parts in &all {
            whole.points.extend(&parts.points);
            whole.lines.extend(parts.lines.iter().cloned());
            whole.areas.extend(parts.areas.iter().cloned());
        }
        let any = all.into_iter().any(meets);
        prop_assert_eq!(meets(whole.clone()), any);
        let Some(literal) = Literal::new(whole) else {
            return Ok(());
        };
        // Whatever the answer, there is one.
        for (_, relation) in Relation::ALL {
            literal.lies(relation, &geometry, &bbox);
        }
    }
}
