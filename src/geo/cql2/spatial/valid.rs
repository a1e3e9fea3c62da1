//! Whether areas of a literal are valid by Simple Features: what is not has no inside that could be asked about.

use geo::algorithm::{Kernel, Orientation};
use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::dimensions::Dimensions;
use geo::kernels::RobustKernel;
use geo::{BoundingRect, Coord, Line, LineString, LinesIter, Polygon, Relate};

use super::contact::{Contact, Segments, meet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::geo::cql2) enum InvalidArea {
    /// A ring crosses, touches or runs back over itself.
    Ring,
    /// A hole outside its polygon, or crossing another ring.
    Hole,
    /// Two polygons of one geometry share more than points.
    Overlap,
}

/// Checks the polygons of one geometry. Closed rings of at least four points are taken for granted.
pub(in crate::geo::cql2) fn check(
    polygons: &[Polygon<f64>],
    may_overlap: bool,
) -> Result<(), InvalidArea> {
    for polygon in polygons {
        let mut rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        if !rings.all(is_simple) {
            return Err(InvalidArea::Ring);
        }
        let outer = alone(polygon.exterior());
        let holes: Vec<Polygon<f64>> = polygon.interiors().iter().map(alone).collect();
        let inside = |hole: &Polygon<f64>| shared(&outer, hole) == Shared::Second;
        if !holes.iter().all(inside) || !pairs(&holes).all(|(a, b)| shared(a, b) == Shared::Nothing)
        {
            return Err(InvalidArea::Hole);
        }
    }
    if !may_overlap && !pairs(polygons).all(|(a, b)| shared(a, b) == Shared::Nothing) {
        return Err(InvalidArea::Overlap);
    }
    Ok(())
}

/// The ring as an area of its own.
fn alone(ring: &LineString<f64>) -> Polygon<f64> {
    Polygon::new(ring.clone(), Vec::new())
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let pairs = all.iter().enumerate();
    pairs.flat_map(|(ix, a)| all[ix + 1..].iter().map(move |b| (a, b)))
}

/// What two areas have in common beside single points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    Nothing,
    /// All of the second, and no stretch of the boundary.
    Second,
    Other,
}

fn shared(first: &Polygon<f64>, second: &Polygon<f64>) -> Shared {
    let Some(bbox) = first.bounding_rect() else {
        return Shared::Other;
    };
    let edges = Segments::new(first.lines_iter().collect());
    match edges.contact(second.lines_iter(), &bbox) {
        Contact::Crossing => Shared::Other,
        Contact::None => {
            let inside = |of: &Polygon<f64>, other: &Polygon<f64>| {
                let start = other.exterior().0.first().copied();
                start.is_some_and(|at: Coord<f64>| of.coordinate_position(&at) == CoordPos::Inside)
            };
            match (inside(first, second), inside(second, first)) {
                (true, _) => Shared::Second,
                (false, true) => Shared::Other,
                (false, false) => Shared::Nothing,
            }
        }
        Contact::Touching => {
            let matrix = first.relate(second);
            let along = matrix.get(CoordPos::OnBoundary, CoordPos::OnBoundary);
            if along == Dimensions::OneDimensional {
                Shared::Other
            } else if matrix.is_contains() {
                Shared::Second
            } else if matrix.is_touches() {
                Shared::Nothing
            } else {
                Shared::Other
            }
        }
    }
}

/// Whether a closed ring meets itself nowhere but from edge to edge.
fn is_simple(ring: &LineString<f64>) -> bool {
    let edges: Vec<Line<f64>> = ring.lines().filter(|line| line.start != line.end).collect();
    if edges.len() < 3 {
        return false;
    }
    let last = edges.len() - 1;
    edges.iter().enumerate().all(|(ix, a)| {
        edges.iter().enumerate().skip(ix + 1).all(|(other, b)| {
            let neighbours = other == ix + 1 || (ix == 0 && other == last);
            if neighbours {
                let (before, after) = if other == ix + 1 { (a, b) } else { (b, a) };
                !turns_back(*before, *after)
            } else {
                meet(*a, *b) == Contact::None
            }
        })
    })
}

/// Whether an edge runs back over the one before it.
fn turns_back(before: Line<f64>, after: Line<f64>) -> bool {
    let straight = RobustKernel::orient2d(before.start, before.end, after.end);
    let (there, on) = (before.start - before.end, after.end - after.start);
    straight == Orientation::Collinear && there.x * on.x + there.y * on.y > 0.0
}

#[cfg(test)]
mod tests {
    use geo::{Coord, coord};

    use super::*;

    fn ring(corners: &[(i32, i32)]) -> LineString<f64> {
        let corner = |&(x, y): &(i32, i32)| coord! { x: f64::from(x), y: f64::from(y) };
        let mut ring: Vec<Coord<f64>> = corners.iter().map(corner).collect();
        ring.push(ring[0]);
        LineString(ring)
    }

    fn square(x: i32, y: i32, width: i32) -> LineString<f64> {
        ring(&[
            (x, y),
            (x + width, y),
            (x + width, y + width),
            (x, y + width),
        ])
    }

    fn area(outer: LineString<f64>, holes: Vec<LineString<f64>>) -> Polygon<f64> {
        Polygon::new(outer, holes)
    }

    #[test]
    fn rings_must_be_simple() {
        for (corners, valid) in [
            (&[(0, 0), (4, 0), (4, 4), (0, 4)][..], true),
            (&[(0, 0), (4, 4), (4, 0), (0, 4)], false),
            // Runs back on itself, inside and at the closing corner.
            (&[(0, 0), (4, 0), (2, 0), (2, 3)], false),
            (&[(0, 0), (4, 0), (4, 4), (2, 0)], false),
            // Touches itself.
            (&[(0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2)], false),
            (&[(0, 0), (2, 0), (0, 0)], false),
            // A corner that is none.
            (&[(0, 0), (2, 0), (4, 0), (4, 4)], true),
            (&[(0, 0), (4, 0), (4, 0), (4, 4)], true),
        ] {
            let polygon = area(ring(corners), vec![]);
            assert_eq!(check(&[polygon], false).is_ok(), valid, "{corners:?}");
        }
    }

    #[test]
    fn holes_must_lie_inside_and_apart() {
        for (holes, valid) in [
            (vec![square(1, 1, 2)], true),
            (vec![square(1, 1, 2), square(4, 4, 2)], true),
            // Touching at a point only.
            (vec![square(1, 1, 2), square(3, 3, 2)], true),
            (vec![ring(&[(0, 5), (2, 4), (2, 6)])], true),
            (vec![square(1, 1, 2), square(2, 2, 2)], false),
            (vec![square(1, 1, 4), square(2, 2, 1)], false),
            (vec![square(0, 1, 2)], false),
            (vec![square(8, 8, 4)], false),
            (vec![square(20, 20, 2)], false),
        ] {
            let said = format!("{holes:?}");
            let found = check(&[area(square(0, 0, 10), holes)], false);
            assert_eq!(
                found,
                if valid {
                    Ok(())
                } else {
                    Err(InvalidArea::Hole)
                },
                "{said}"
            );
        }
    }

    #[test]
    fn polygons_of_one_geometry_must_not_overlap() {
        let one = area(square(0, 0, 4), vec![]);
        for (other, valid) in [
            (square(10, 0, 2), true),
            (square(4, 4, 2), true),
            (square(4, 0, 4), false),
            (square(2, 2, 4), false),
            (square(1, 1, 1), false),
            (square(0, 0, 4), false),
        ] {
            let both = [one.clone(), area(other, vec![])];
            assert_eq!(check(&both, false).is_ok(), valid, "{both:?}");
            assert!(check(&both, true).is_ok());
        }
    }
}
