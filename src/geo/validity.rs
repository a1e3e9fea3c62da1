//! Whether outlines make a valid coverage: each valid by itself, none overlapping, no gap between them.

use std::collections::HashMap;

use geo::{
    Coord, LineString, Validation, Winding, coordinate_position::CoordPos,
    coordinate_position::CoordinatePosition,
};

use super::Shape;

/// Everything wrong with a set of outlines, in words; empty if they are a valid coverage with shared borders.
///
/// Topology is read off the edges: in a valid coverage each edge is used once (outer border) or twice in opposite
/// directions (shared border), and the edges used once close to as many rings as the coverage has outer borders.
pub fn faults<'a>(outlines: &[(&'a str, &'a Shape)], outer_rings: usize) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    let mut edges: HashMap<(Key, Key), &str> = HashMap::new();
    for &(code, shape) in outlines {
        if let Err(why) = shape.geometry.check_validation() {
            faults.push(format!("outline `{code}`: {why}"));
        }
        for polygon in shape.as_polygons() {
            if !polygon.exterior().is_ccw() || polygon.interiors().iter().any(Winding::is_ccw) {
                faults.push(format!(
                    "outline `{code}`: rings must be wound by the right-hand rule (RFC 7946, 3.1.6)"
                ));
            }
            for line in std::iter::once(polygon.exterior())
                .chain(polygon.interiors())
                .flat_map(LineString::lines)
            {
                if let Some(other) = edges.insert((key(line.start), key(line.end)), code) {
                    faults.push(format!(
                        "outlines `{other}` and `{code}` overlap near {}, {}",
                        line.start.x, line.start.y
                    ));
                }
            }
        }
    }
    let outer: HashMap<Key, Key> = edges
        .keys()
        .filter(|(a, b)| !edges.contains_key(&(*b, *a)))
        .copied()
        .collect();
    let rings = count_rings(outer);
    if rings != outer_rings {
        faults.push(format!(
            "the outlines leave gaps or overlaps: {rings} outer rings, want {outer_rings}"
        ));
    }
    faults
}

/// Whether a point lies inside or on the edge of a shape.
pub fn contains(shape: &Shape, lon: f64, lat: f64) -> bool {
    shape
        .geometry
        .coordinate_position(&Coord { x: lon, y: lat })
        != CoordPos::Outside
}

/// A coordinate in whole millionths of a degree, the precision in which shapes are kept.
type Key = (i64, i64);

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees in millionths are far below 2^63"
)]
fn key(c: Coord<f64>) -> Key {
    ((c.x * 1e6).round() as i64, (c.y * 1e6).round() as i64)
}

fn count_rings(mut next: HashMap<Key, Key>) -> usize {
    let mut rings = 0;
    while let Some(&start) = next.keys().next() {
        let mut at = start;
        while let Some(to) = next.remove(&at) {
            at = to;
        }
        rings += 1;
    }
    rings
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Polygon, polygon};

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
