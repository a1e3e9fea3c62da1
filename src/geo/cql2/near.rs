//! `S_DWITHIN`: whether a feature lies within a distance of a literal, on the WGS 84 ellipsoid.
//!
//! Between points the geodesic distance decides. Along edges it is bounded: a piece of an edge is at most half its length
//! nearer than its middle is. Pieces that are surely too far are dropped, the others halved until they decide or are
//! shorter than [`EXACT_METRES`]. So nothing depends on a flat approximation, at any distance or latitude.

use geo::{Coord, Distance, Geodesic, Geometry, LinesIter, Point, Rect};

use super::spatial::{Literal, Relation};

/// Edges are looked at in pieces down to this length.
const EXACT_METRES: f64 = 1.0;

/// Radii of the ellipsoid's curvature: the largest (at the poles), the smallest (along the meridian, at the equator) and
/// the smallest across the meridian (along the equator).
const LARGEST_RADIUS: f64 = 6_399_594.0;
const SMALLEST_RADIUS: f64 = 6_335_439.0;
const EQUATORIAL_RADIUS: f64 = 6_378_137.0;

/// Metres up to which a piece is no long one.
const LONG: f64 = 250.0;

/// Halvings of two edges together: enough for both to go around the world.
const MOST_HALVINGS: u32 = 60;

#[derive(Clone, Debug)]
pub(super) struct Near {
    literal: Literal,
    metres: f64,
    pieces: Vec<Piece>,
    /// Degrees of longitude and latitude that are surely farther than the distance, anywhere near the literal.
    margin: Coord<f64>,
}

/// An edge, or a point as an edge without length.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: Coord<f64>,
    until: Coord<f64>,
}

impl Near {
    pub fn new(literal: Literal, metres: f64) -> Self {
        Self {
            pieces: pieces(&literal.geometry),
            margin: margin(&literal.bbox, metres),
            literal,
            metres,
        }
    }

    pub fn holds(&self, geometry: &Geometry<f64>, bbox: &Rect<f64>) -> bool {
        if self.are_apart(bbox, &self.literal.bbox) {
            return false;
        }
        if self.literal.lies(Relation::Intersects, geometry, bbox) {
            return true;
        }
        let mut close = pieces(geometry);
        close.retain(|piece| !self.are_apart(&piece.bbox(), &self.literal.bbox));
        let mut pairs = close
            .iter()
            .flat_map(|own| self.pieces.iter().map(move |other| (own, other)));
        pairs.any(|(own, other)| self.are_near(*own, *other, 0))
    }

    /// Whether two boxes are surely farther from each other than the distance.
    fn are_apart(&self, a: &Rect<f64>, b: &Rect<f64>) -> bool {
        a.min().x - b.max().x > self.margin.x
            || b.min().x - a.max().x > self.margin.x
            || a.min().y - b.max().y > self.margin.y
            || b.min().y - a.max().y > self.margin.y
    }

    /// Whether two pieces come within the distance of each other.
    fn are_near(&self, a: Piece, b: Piece, halvings: u32) -> bool {
        if self.are_apart(&a.bbox(), &b.bbox()) {
            return false;
        }
        let (half_a, half_b) = (a.half(), b.half());
        // The middles of long pieces say nothing yet; what is asked of boxes costs far less.
        if half_a + half_b <= 4.0 * self.metres.max(LONG) {
            let apart = Geodesic.distance(Point(a.middle()), Point(b.middle()));
            if apart <= self.metres {
                return true;
            }
            if apart - half_a - half_b > self.metres || half_a + half_b < EXACT_METRES / 2.0 {
                return false;
            }
        }
        if halvings >= MOST_HALVINGS {
            return false;
        }
        let (longer, other) = if half_a >= half_b { (a, b) } else { (b, a) };
        let mut halves = longer.halves().into_iter();
        halves.any(|half| self.are_near(half, other, halvings + 1))
    }
}

impl Piece {
    fn middle(self) -> Coord<f64> {
        (self.from + self.until) / 2.0
    }

    /// At least half its length, in metres; nothing for a point.
    fn half(self) -> f64 {
        let across = self.until - self.from;
        // A degree of longitude is longest where the edge is nearest to the equator.
        let lowest = if (self.from.y > 0.0) == (self.until.y > 0.0) {
            self.from.y.abs().min(self.until.y.abs())
        } else {
            0.0
        };
        let degrees = across.y.hypot(across.x * lowest.to_radians().cos());
        degrees.to_radians() * LARGEST_RADIUS / 2.0
    }

    fn halves(self) -> [Self; 2] {
        let middle = self.middle();
        [
            Self {
                until: middle,
                ..self
            },
            Self {
                from: middle,
                ..self
            },
        ]
    }

    fn bbox(self) -> Rect<f64> {
        Rect::new(self.from, self.until)
    }
}

fn pieces(geometry: &Geometry<f64>) -> Vec<Piece> {
    let point = |point: &Point<f64>| Piece {
        from: point.0,
        until: point.0,
    };
    let edge = |line: geo::Line<f64>| Piece {
        from: line.start,
        until: line.end,
    };
    match geometry {
        Geometry::Point(at) => vec![point(at)],
        Geometry::MultiPoint(points) => points.iter().map(point).collect(),
        Geometry::LineString(line) => line.lines_iter().map(edge).collect(),
        Geometry::MultiLineString(lines) => lines.lines_iter().map(edge).collect(),
        Geometry::Polygon(polygon) => polygon.lines_iter().map(edge).collect(),
        Geometry::MultiPolygon(polygons) => polygons.lines_iter().map(edge).collect(),
        Geometry::GeometryCollection(parts) => parts.iter().flat_map(pieces).collect(),
        Geometry::Line(line) => vec![edge(*line)],
        Geometry::Rect(rect) => rect.to_polygon().lines_iter().map(edge).collect(),
        Geometry::Triangle(triangle) => triangle.to_polygon().lines_iter().map(edge).collect(),
    }
}

/// Degrees by which things within a distance of a box may at most lie beside it; endless in longitude where they would
/// reach a pole or the antimeridian.
fn margin(bbox: &Rect<f64>, metres: f64) -> Coord<f64> {
    let (low, high) = (bbox.min(), bbox.max());
    let north = (metres / SMALLEST_RADIUS).to_degrees();
    let highest = (low.y - north).abs().max((high.y + north).abs());
    // No way of this length leaves the latitudes between, where a degree of longitude is shortest at the highest.
    let east = (metres / EQUATORIAL_RADIUS / highest.to_radians().cos()).to_degrees();
    let around = highest >= 89.0 || low.x - east < -180.0 || high.x + east > 180.0;
    Coord {
        x: if around { f64::INFINITY } else { east },
        y: north,
    }
}

#[cfg(test)]
mod tests {
    use geo::{BoundingRect, Destination, LineString, Polygon, coord, polygon};

    use super::super::spatial::Parts;
    use super::*;

    const CENTRE: Coord<f64> = Coord { x: 103.2, y: 22.4 };

    fn at(bearing: f64, metres: f64) -> Coord<f64> {
        Geodesic.destination(Point(CENTRE), bearing, metres).0
    }

    fn near(parts: Parts, metres: f64) -> Option<Near> {
        Literal::new(parts).map(|literal| Near::new(literal, metres))
    }

    fn point(at: Coord<f64>) -> Parts {
        Parts {
            points: vec![Point(at)],
            ..Parts::default()
        }
    }

    fn holds(near: Option<Near>, geometry: impl Into<Geometry<f64>>) -> bool {
        let geometry = geometry.into();
        let bbox = geometry.bounding_rect();
        near.zip(bbox)
            .is_some_and(|(near, bbox)| near.holds(&geometry, &bbox))
    }

    #[test]
    fn points_by_their_geodesic_distance() {
        for bearing in [0.0, 37.0, 90.0, 200.0, 315.0] {
            for metres in [0.5, 1000.0, 87_654.0, 2_000_000.0] {
                let there = Point(at(bearing, metres));
                assert!(
                    holds(near(point(CENTRE), metres + 0.01), there),
                    "{bearing} {metres}"
                );
                assert!(
                    !holds(near(point(CENTRE), metres - 0.01), there),
                    "{bearing} {metres}"
                );
            }
        }
    }

    /// A square whose nearest point lies on an edge, not at a corner.
    fn east(metres: f64) -> Polygon<f64> {
        let edge = at(90.0, metres);
        polygon![
            (x: edge.x, y: edge.y - 0.05), (x: edge.x + 0.1, y: edge.y - 0.05), (x: edge.x + 0.1, y: edge.y + 0.05),
            (x: edge.x, y: edge.y + 0.05), (x: edge.x, y: edge.y - 0.05)
        ]
    }

    #[test]
    fn areas_by_the_nearest_point_of_an_edge() {
        for metres in [50.0, 1000.0, 30_000.0] {
            assert!(
                holds(near(point(CENTRE), metres + 1.0), east(metres)),
                "{metres}"
            );
            assert!(
                !holds(near(point(CENTRE), metres - 1.0), east(metres)),
                "{metres}"
            );
        }
        // Inside it is no way off.
        assert!(holds(near(point(at(90.0, 2000.0)), 0.0), east(1000.0)));
    }

    #[test]
    fn edges_against_edges() {
        let line = |metres: f64| {
            let (a, b) = (
                at(90.0, metres),
                at(90.0, metres) + coord! { x: 0.0, y: 0.3 },
            );
            Parts {
                lines: vec![LineString(vec![a - coord! { x: 0.0, y: 0.3 }, b])],
                ..Parts::default()
            }
        };
        // The square begins 10 km east of the centre, the line stands 4 km east of it.
        assert!(holds(near(line(4000.0), 6030.0), east(10_000.0)));
        assert!(!holds(near(line(4000.0), 5950.0), east(10_000.0)));
    }

    #[test]
    fn across_the_antimeridian_and_around_a_pole() {
        let east = coord! { x: 179.999, y: 10.0 };
        let west = Point::new(-179.999, 10.0);
        assert!(holds(near(point(east), 300.0), west));
        assert!(!holds(near(point(east), 200.0), west));
        let pole = coord! { x: 0.0, y: 89.9 };
        assert!(holds(near(point(pole), 23_000.0), Point::new(180.0, 89.9)));
        assert!(!holds(near(point(pole), 22_000.0), Point::new(180.0, 89.9)));
    }
}
