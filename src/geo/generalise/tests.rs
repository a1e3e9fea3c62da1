use std::collections::HashSet;

use geo::{Area, Distance, Euclidean, LinesIter, Point, polygon};
use proptest::prelude::*;

use super::*;
use crate::exchange::reference;
use crate::geo::{Crs, validity};

/// The outlines of the shipped communes and their codes.
fn shipped() -> Vec<(String, Shape)> {
    let loaded = reference::load(None).unwrap();
    let units = loaded.reference.units.communes;
    let codes = units.into_iter().map(|commune| commune.code);
    codes.zip(loaded.communes).collect()
}

fn generalised(full: &[(String, Shape)], metres: f64) -> Vec<(String, Shape)> {
    let shapes: Vec<Shape> = full.iter().map(|(_, shape)| shape.clone()).collect();
    let generaliser = Generaliser::new(&shapes);
    let outline = |(code, shape): &(String, Shape)| {
        (code.clone(), generaliser.outline(shape, metres).unwrap())
    };
    full.iter().map(outline).collect()
}

fn faults(outlines: &[(String, Shape)]) -> Vec<String> {
    let outlines: Vec<(&str, &Shape)> = outlines.iter().map(|(c, s)| (c.as_str(), s)).collect();
    validity::faults(&outlines, 1)
}

/// Of every ring on its own: a corner of three communes counts three times.
fn corners(outlines: &[(String, Shape)]) -> Vec<Key> {
    let polygons = outlines.iter().flat_map(|(_, shape)| shape.as_polygons());
    let lines = polygons.flat_map(LinesIter::lines_iter);
    lines.map(|line| key(line.start)).collect()
}

fn area(outlines: &[(String, Shape)]) -> f64 {
    let polygons = outlines.iter().flat_map(|(_, shape)| shape.as_polygons());
    polygons.map(Area::unsigned_area).sum()
}

/// The greatest distance of a corner of the full outline from the generalised one, in metres of the province's own map.
fn farthest(full: &Shape, generalised: &Shape) -> f64 {
    let [full, generalised] = [full, generalised].map(|s| s.shown_in(Crs::Epsg9205).unwrap());
    let lines = || {
        generalised
            .as_polygons()
            .into_iter()
            .flat_map(LinesIter::lines_iter)
    };
    let away = |at: Coord<f64>| {
        let all = lines().map(|line| Euclidean.distance(&Point(at), &line));
        all.fold(f64::INFINITY, f64::min)
    };
    let corners = full
        .as_polygons()
        .into_iter()
        .flat_map(LinesIter::lines_iter);
    corners.map(|line| away(line.start)).fold(0.0, f64::max)
}

#[test]
fn the_shipped_outlines_stay_a_valid_coverage_within_the_tolerance() {
    let full = shipped();
    let whole = area(&full);
    let mut before = corners(&full);
    for metres in [5.0, 30.0, 70.0, 200.0, 500.0, 2000.0, 10_000.0, 100_000.0] {
        let less = generalised(&full, metres);
        assert_eq!(faults(&less), Vec::<String>::new(), "{metres}");
        let kept = corners(&less);
        assert!(kept.len() <= before.len(), "{metres}");
        assert!(
            kept.iter()
                .collect::<HashSet<_>>()
                .is_subset(&before.iter().collect()),
            "{metres}"
        );
        for ((code, full), (_, less)) in full.iter().zip(&less) {
            // The scale of the map is within a thousandth of 1.
            let off = farthest(full, less);
            assert!(off <= metres * 1.001, "{code}: {off} m at {metres} m");
        }
        if metres <= 200.0 {
            assert!((area(&less) / whole - 1.0).abs() < 0.002, "{metres}");
        }
        before = kept;
    }
    // Each commune is a handful of corners in the end.
    assert!(before.len() < 108 * 8, "{}", before.len());
    assert!(corners(&generalised(&full, 200.0)).len() * 2 < corners(&full).len());
}

#[test]
fn nothing_goes_without_a_tolerance() {
    let full = shipped();
    let same = generalised(&full, 0.0);
    let json =
        |all: &[(String, Shape)]| all.iter().map(|(_, s)| s.json.clone()).collect::<Vec<_>>();
    // A corner on a straight line may go: it moves nothing.
    let gone = corners(&full).len() - corners(&same).len();
    assert!(gone < 20 && json(&same).len() == 108, "{gone}");
}

#[test]
fn rings_and_lenses_do_not_collapse() {
    // An island in a lake, and two communes that meet along a line: whatever is allowed, they stay.
    let lake = polygon![
        exterior: [(x: 0.0, y: 0.0), (x: 2.0, y: 0.0), (x: 2.0, y: 1.0), (x: 1.0, y: 2.0), (x: 0.0, y: 2.0)],
        interiors: [[(x: 0.5, y: 0.5), (x: 0.6, y: 0.5), (x: 0.65, y: 0.55), (x: 0.6, y: 0.6), (x: 0.5, y: 0.6)]],
    ];
    let island = Polygon::new(lake.interiors()[0].clone(), vec![]);
    let full: Vec<(String, Shape)> = [("lake", lake), ("island", island)]
        .map(|(name, p)| {
            (
                name.to_owned(),
                Shape::polygons(&MultiPolygon(vec![p])).unwrap(),
            )
        })
        .into();
    let less = generalised(&full, 1e9);
    assert_eq!(faults(&less), Vec::<String>::new());
    assert_eq!(corners(&less).len(), 3 + 3 + 3);
}

#[test]
fn a_corner_in_the_way_stops_a_border() {
    // A rock in the mouth of a bay, whose shores may not be joined before it.
    let bay = polygon![
        (x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 0.4), (x: 0.2, y: 0.5), (x: 1.0, y: 0.6), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0),
    ];
    let rock = polygon![(x: 0.5, y: 0.49), (x: 0.6, y: 0.49), (x: 0.55, y: 0.51)];
    let full: Vec<(String, Shape)> = [("bay", bay), ("rock", rock)]
        .map(|(name, p)| {
            (
                name.to_owned(),
                Shape::polygons(&MultiPolygon(vec![p])).unwrap(),
            )
        })
        .into();
    let outlines: Vec<(&str, &Shape)> = full.iter().map(|(c, s)| (c.as_str(), s)).collect();
    assert_eq!(validity::faults(&outlines, 2), Vec::<String>::new());
    let less = generalised(&full, 1e9);
    let outlines: Vec<(&str, &Shape)> = less.iter().map(|(c, s)| (c.as_str(), s)).collect();
    assert_eq!(validity::faults(&outlines, 2), Vec::<String>::new());
}

const CELLS: usize = 3;
const BENDS: usize = 12;

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

/// A border along an axis from a crossing to the next, with bends to both sides that do not reach the next border.
fn border(column: usize, row: usize, along_x: bool, bends: &[f64]) -> Vec<Coord<f64>> {
    let own = (column * (CELLS + 1) + row) * 2 + usize::from(along_x);
    let bends = bends[own * BENDS..][..BENDS].iter().enumerate();
    let bent = bends.map(|(ix, bend)| {
        let along = number(ix + 1) / number(BENDS + 1);
        let aside = bend * f64::min(along, 1.0 - along);
        let (x, y) = if along_x {
            (along, aside)
        } else {
            (aside, along)
        };
        Coord { x, y }
    });
    let from = Coord {
        x: number(column),
        y: number(row),
    };
    let origin = Coord { x: 0.0, y: 0.0 };
    std::iter::once(origin)
        .chain(bent)
        .map(|at| from + at)
        .collect()
}

/// Cells of a bent grid, turned round its middle the more the nearer to it; about a kilometre wide.
fn grid(bends: &[f64], turn: f64) -> Vec<(String, Shape)> {
    let middle = number(CELLS) / 2.0;
    let place = |at: Coord<f64>| {
        let (x, y) = (at.x - middle, at.y - middle);
        let (sin, cos) = (turn * (-x * x - y * y).exp()).sin_cos();
        Coord {
            x: 0.01 * (x * cos - y * sin),
            y: 0.01 * (x * sin + y * cos),
        }
    };
    let there = |x, y, along_x| border(x, y, along_x, bends);
    let back = |x, y, along_x| {
        // The crossing at its start belongs to the next side.
        let end = if along_x {
            there(x + 1, y, along_x)[0]
        } else {
            there(x, y + 1, along_x)[0]
        };
        let rest = there(x, y, along_x).into_iter().skip(1).rev();
        std::iter::once(end).chain(rest).collect()
    };
    let cells = (0..CELLS).flat_map(|x| (0..CELLS).map(move |y| (x, y)));
    let cell = |(x, y)| {
        let sides: [Vec<Coord<f64>>; 4] = [
            there(x, y, true),
            there(x + 1, y, false),
            back(x, y + 1, true),
            back(x, y, false),
        ];
        let ring = sides.concat().into_iter().map(place).collect();
        let cell = MultiPolygon(vec![Polygon::new(ring, vec![])]);
        (format!("{x}{y}"), Shape::polygons(&cell).unwrap())
    };
    cells.map(cell).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_coverage_stays_valid(
        bends in prop::collection::vec(-0.8..0.8, (CELLS + 1) * (CELLS + 1) * 2 * BENDS),
        turn in 0.0..5.0,
        metres in 0.0..2000.0,
    ) {
        let full = grid(&bends, turn);
        prop_assume!(faults(&full).is_empty());
        let less = generalised(&full, metres);
        prop_assert_eq!(faults(&less), Vec::<String>::new());
        prop_assert!(corners(&less).len() < corners(&full).len() || metres < 200.0);
    }
}
