//! Whether outlines make a valid coverage: each valid by itself, none overlapping, no gap between them.

use std::collections::{BTreeSet, HashMap};

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{
    Area, BooleanOps, Coord, Intersects, LineString, MultiPolygon, Polygon, Validation, Winding,
    unary_union,
};

use super::Shape;
use super::shape::{Key, key};

/// Everything wrong with a set of outlines, in words; empty if they are a valid coverage with shared borders.
///
/// Borders are shared if every edge is used once (outer border) or twice in opposite directions, and the edges used once
/// close to one ring for each of the `parts` that the whole lies in. Overlaps show by the areas: apart and merged they
/// must be equal.
pub fn faults<'a>(outlines: &[(&'a str, &'a Shape)], parts: usize) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    for &(code, shape) in outlines {
        if let Err(why) = shape.geometry.check_validation() {
            faults.push(format!("outline `{code}`: {why}"));
        }
        let wound =
            |p: &&Polygon<f64>| p.exterior().is_ccw() && !p.interiors().iter().any(Winding::is_ccw);
        if !shape.as_polygons().iter().all(wound) {
            faults.push(format!(
                "outline `{code}`: rings must be wound by the right-hand rule (RFC 7946, 3.1.6)"
            ));
        }
    }
    if faults.is_empty() {
        faults.extend(unshared_borders(outlines, parts));
        faults.extend(overlaps(outlines));
    }
    faults
}

fn unshared_borders<'a>(outlines: &[(&'a str, &'a Shape)], parts: usize) -> Vec<String> {
    let mut edges: HashMap<(Key, Key), &str> = HashMap::new();
    for &(code, shape) in outlines {
        for polygon in shape.as_polygons() {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            edges.extend(
                rings
                    .flat_map(LineString::lines)
                    .map(|line| ((key(line.start), key(line.end)), code)),
            );
        }
    }
    let unmatched = edges
        .iter()
        .filter(|((a, b), _)| !edges.contains_key(&(*b, *a)));
    let mut rings = rings(unmatched.map(|((a, b), code)| (*a, (*b, *code))).collect());
    // The longest ones are the outer borders.
    rings.sort_by_key(|ring| std::cmp::Reverse(ring.edges));
    rings
        .into_iter()
        .skip(parts)
        .map(|ring| {
            format!(
                "the borders of {} do not meet: there is a gap or an overlap",
                ring.owners.join(", ")
            )
        })
        .collect()
}

/// An overlap smaller than this part of all the area is rounding.
const ROUNDING: f64 = 1e-9;

fn overlaps(outlines: &[(&str, &Shape)]) -> Vec<String> {
    let polygons =
        |shape: &Shape| -> MultiPolygon<f64> { shape.as_polygons().into_iter().cloned().collect() };
    let apart: f64 = outlines
        .iter()
        .map(|(_, shape)| polygons(shape).unsigned_area())
        .sum();
    let merged =
        unary_union(outlines.iter().flat_map(|(_, shape)| shape.as_polygons())).unsigned_area();
    if (apart - merged).abs() <= apart * ROUNDING {
        return Vec::new();
    }
    let pairs = outlines
        .iter()
        .enumerate()
        .flat_map(|(ix, a)| outlines[ix + 1..].iter().map(move |b| (a, b)));
    pairs
        .filter(|((_, a), (_, b))| a.bbox.intersects(&b.bbox))
        .filter(|((_, a), (_, b))| {
            polygons(a).intersection(&polygons(b)).unsigned_area() > apart * ROUNDING
        })
        .map(|((a, _), (b, _))| format!("outlines `{a}` and `{b}` overlap"))
        .collect()
}

/// Whether a point lies inside or on the edge of a shape.
pub fn contains(shape: &Shape, lon: f64, lat: f64) -> bool {
    shape
        .geometry
        .coordinate_position(&Coord { x: lon, y: lat })
        != CoordPos::Outside
}

/// A closed line of unmatched edges, and whose edges they are.
struct Ring {
    edges: usize,
    owners: Vec<String>,
}

fn rings(mut next: HashMap<Key, (Key, &str)>) -> Vec<Ring> {
    let mut rings = Vec::new();
    while let Some(&start) = next.keys().next() {
        let (mut at, mut edges, mut owners) = (start, 0, BTreeSet::new());
        while let Some((to, owner)) = next.remove(&at) {
            (at, edges) = (to, edges + 1);
            owners.insert(format!("`{owner}`"));
        }
        rings.push(Ring {
            edges,
            owners: owners.into_iter().collect(),
        });
    }
    rings
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    fn square(x: f64, y: f64, width: f64) -> Polygon<f64> {
        polygon![(x: x, y: y), (x: x + width, y: y), (x: x + width, y: y + 1.0), (x: x, y: y + 1.0), (x: x, y: y)]
    }

    fn check(polygons: Vec<Polygon<f64>>) -> Vec<String> {
        let shapes: Vec<Shape> = polygons
            .into_iter()
            .filter_map(|p| Shape::polygons(&MultiPolygon(vec![p])))
            .collect();
        let outlines: Vec<(&str, &Shape)> = shapes.iter().map(|s| ("x", s)).collect();
        faults(&outlines, 1)
    }

    #[test]
    fn accepts_shared_borders() {
        assert_eq!(
            check(vec![square(0.0, 0.0, 1.0), square(1.0, 0.0, 1.0)]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn finds_gaps_overlaps_and_bow_ties() {
        assert!(!check(vec![square(0.0, 0.0, 1.0), square(1.001, 0.0, 1.0)]).is_empty());
        assert!(!check(vec![square(0.0, 0.0, 1.0), square(0.999, 0.0, 1.0)]).is_empty());
        assert!(!check(vec![square(0.0, 0.0, 1.0), square(0.0, 0.0, 1.0)]).is_empty());
        let bow_tie = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 1.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0), (x: 0.0, y: 0.0)];
        assert!(!check(vec![bow_tie]).is_empty());
    }
}
