//! Geometry literals, and how a feature lies to one (the DE-9IM relations of Simple Features, in degrees).
//!
//! Bounding boxes first. Points are looked up one by one. For areas what counts is how the two boundaries meet: if they
//! do not, or if they cross, the answer follows from a few points; only where they touch is the whole matrix computed.

mod contact;
#[cfg(test)]
mod tests;
mod valid;

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::dimensions::{Dimensions, HasDimensions};
use geo::orient::{Direction, Orient};
use geo::{
    BoundingRect, Coord, Geometry, Intersects, Line, LinesIter, MultiLineString, MultiPoint,
    MultiPolygon, Point, Polygon, Rect, Relate, unary_union,
};
use geo_types::GeometryCollection;

use contact::{Contact, Segments};
pub(super) use valid::{InvalidArea, check};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Contains,
    Crosses,
    Disjoint,
    Equals,
    Intersects,
    Overlaps,
    Touches,
    Within,
}

impl Relation {
    pub const ALL: [(&'static str, Self); 8] = [
        ("S_CONTAINS", Self::Contains),
        ("S_CROSSES", Self::Crosses),
        ("S_DISJOINT", Self::Disjoint),
        ("S_EQUALS", Self::Equals),
        ("S_INTERSECTS", Self::Intersects),
        ("S_OVERLAPS", Self::Overlaps),
        ("S_TOUCHES", Self::Touches),
        ("S_WITHIN", Self::Within),
    ];

    /// The same with the two geometries in the other order.
    pub const fn turned(self) -> Self {
        match self {
            Self::Contains => Self::Within,
            Self::Within => Self::Contains,
            same => same,
        }
    }

    /// Whether a geometry lies so to itself.
    pub const fn of_itself(self) -> bool {
        matches!(
            self,
            Self::Contains | Self::Equals | Self::Intersects | Self::Within
        )
    }
}

/// A geometry as it stands in a condition, prepared for being held against many features.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    pub geometry: Geometry<f64>,
    pub bbox: Rect<f64>,
    points: MultiPoint<f64>,
    lines: MultiLineString<f64>,
    areas: MultiPolygon<f64>,
    /// Areas that may lie over one another as one, as `geometry` has them. New corners are rounded, so that what can be
    /// is asked of the areas themselves.
    merged: Option<MultiPolygon<f64>>,
    /// Of lines and areas.
    segments: Segments,
}

/// The parts of a literal by kind, however they were put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub points: Vec<Point<f64>>,
    pub lines: Vec<geo::LineString<f64>>,
    pub areas: Vec<Polygon<f64>>,
    /// Areas of a collection may lie over one another.
    pub may_overlap: bool,
}

impl Literal {
    /// `None` if there is nothing in it.
    pub fn new(parts: Parts) -> Option<Self> {
        let points = MultiPoint(parts.points);
        let lines = MultiLineString(parts.lines);
        let merged = (parts.may_overlap && parts.areas.len() > 1).then(|| {
            // By the winding it tells holes.
            let wound = parts
                .areas
                .iter()
                .map(|area| area.orient(Direction::Default));
            unary_union(&wound.collect::<Vec<_>>())
        });
        let areas = MultiPolygon(parts.areas);
        let mut kinds: Vec<Geometry<f64>> = Vec::new();
        match &points.0[..] {
            [] => {}
            [point] => kinds.push((*point).into()),
            _ => kinds.push(points.clone().into()),
        }
        if !lines.0.is_empty() {
            kinds.push(lines.clone().into());
        }
        if !areas.0.is_empty() {
            kinds.push(merged.as_ref().unwrap_or(&areas).clone().into());
        }
        let geometry = match kinds.len() {
            1 => kinds.remove(0),
            _ => Geometry::GeometryCollection(GeometryCollection(kinds)),
        };
        Some(Self {
            bbox: geometry.bounding_rect()?,
            segments: Segments::new(lines.lines_iter().chain(areas.lines_iter()).collect()),
            geometry,
            points,
            lines,
            areas,
            merged,
        })
    }

    /// Whether a geometry lies in this relation to the literal.
    pub fn lies(&self, relation: Relation, geometry: &Geometry<f64>, bbox: &Rect<f64>) -> bool {
        if !bbox.intersects(&self.bbox) {
            return relation == Relation::Disjoint;
        }
        match relation {
            Relation::Disjoint => return !self.lies(Relation::Intersects, geometry, bbox),
            Relation::Within if !self.bbox.contains_box(bbox) => return false,
            Relation::Contains if !bbox.contains_box(&self.bbox) => return false,
            Relation::Equals if *bbox != self.bbox => return false,
            _ => {}
        }
        match geometry {
            Geometry::Point(point) => self.to_points(relation, std::slice::from_ref(point)),
            Geometry::MultiPoint(points) => self.to_points(relation, &points.0),
            Geometry::Polygon(polygon) => {
                self.to_area(relation, geometry, std::slice::from_ref(polygon))
            }
            Geometry::MultiPolygon(polygons) => self.to_area(relation, geometry, &polygons.0),
            other => self.in_full(relation, other),
        }
    }

    /// By the whole intersection matrix.
    fn in_full(&self, relation: Relation, geometry: &Geometry<f64>) -> bool {
        let matrix = geometry.relate(&self.geometry);
        match relation {
            Relation::Contains => matrix.is_contains(),
            Relation::Crosses => matrix.is_crosses(),
            Relation::Disjoint => matrix.is_disjoint(),
            Relation::Equals => matrix.is_equal_topo(),
            Relation::Intersects => matrix.is_intersects(),
            Relation::Overlaps => matrix.is_overlaps(),
            Relation::Touches => matrix.is_touches(),
            Relation::Within => matrix.is_within(),
        }
    }

    fn position(&self, at: Coord<f64>) -> CoordPos {
        let mut position = CoordPos::Outside;
        let points = (!self.points.0.is_empty()).then(|| self.points.coordinate_position(&at));
        for found in [self.on_lines(at), in_areas(&self.areas.0, at)]
            .into_iter()
            .chain(points)
        {
            match found {
                CoordPos::Inside => return CoordPos::Inside,
                CoordPos::OnBoundary => position = CoordPos::OnBoundary,
                CoordPos::Outside => {}
            }
        }
        match &self.merged {
            // Between two areas there is no boundary of both together.
            Some(merged) if position == CoordPos::OnBoundary => match in_areas(&merged.0, at) {
                CoordPos::Inside => CoordPos::Inside,
                _ => position,
            },
            _ => position,
        }
    }

    /// Where an odd number of lines end, there is the boundary (Simple Features, 6.1.8.1).
    fn on_lines(&self, at: Coord<f64>) -> CoordPos {
        let positions = self.lines.iter().map(|line| line.coordinate_position(&at));
        let (mut ends, mut inside) = (0, false);
        for position in positions {
            match position {
                CoordPos::Inside => inside = true,
                CoordPos::OnBoundary => ends += 1,
                CoordPos::Outside => {}
            }
        }
        match (inside, ends) {
            (_, ends) if ends % 2 == 1 => CoordPos::OnBoundary,
            (false, 0) => CoordPos::Outside,
            _ => CoordPos::Inside,
        }
    }

    fn dimensions(&self) -> Dimensions {
        self.geometry.dimensions()
    }

    /// Points have no boundary: all of each is its interior.
    fn to_points(&self, relation: Relation, points: &[Point<f64>]) -> bool {
        let found = Found::of(points.iter().map(|point| self.position(point.0)));
        let only_points = self.dimensions() == Dimensions::ZeroDimensional;
        // How much of the literal is among the points: asked only where it is nothing but points.
        let covered = || Found::of(self.points.iter().map(|p| among(*p, points)));
        match relation {
            Relation::Intersects => found.inside || found.boundary,
            Relation::Disjoint => !found.inside && !found.boundary,
            Relation::Within => found.inside && !found.outside,
            Relation::Touches => found.boundary && !found.inside,
            Relation::Crosses => !only_points && found.inside && found.outside,
            Relation::Contains => only_points && !covered().outside,
            Relation::Equals => only_points && !found.outside && !covered().outside,
            Relation::Overlaps => only_points && found.inside && found.outside && covered().outside,
        }
    }

    fn to_area(
        &self,
        relation: Relation,
        geometry: &Geometry<f64>,
        polygons: &[Polygon<f64>],
    ) -> bool {
        match self.dimensions() {
            Dimensions::ZeroDimensional => {
                let points = self.points.iter();
                let found = Found::of(points.map(|point| in_areas(polygons, point.0)));
                match relation {
                    Relation::Intersects => found.inside || found.boundary,
                    Relation::Disjoint => !found.inside && !found.boundary,
                    Relation::Contains => found.inside && !found.outside,
                    Relation::Touches => found.boundary && !found.inside,
                    Relation::Crosses => found.inside && found.outside,
                    Relation::Equals | Relation::Overlaps | Relation::Within => false,
                }
            }
            _ if relation == Relation::Intersects => self.meets_area(polygons),
            _ if self.is_mixed() => self.in_full(relation, geometry),
            _ => self.to_boundary(relation, geometry, polygons),
        }
    }

    fn is_mixed(&self) -> bool {
        self.merged.is_some() || matches!(self.geometry, Geometry::GeometryCollection(_))
    }

    /// Any point in common.
    fn meets_area(&self, polygons: &[Polygon<f64>]) -> bool {
        let outside = |at: Coord<f64>| in_areas(polygons, at) == CoordPos::Outside;
        self.points.iter().any(|point| !outside(point.0))
            || self.segments.contact(edges(polygons), &self.bbox) != Contact::None
            || self.starts().any(|at| !outside(at))
            || starts(polygons).any(|at| self.position(at) != CoordPos::Outside)
    }

    /// Lines or areas, not both.
    fn to_boundary(
        &self,
        relation: Relation,
        geometry: &Geometry<f64>,
        polygons: &[Polygon<f64>],
    ) -> bool {
        let is_area = self.lines.0.is_empty();
        match self.segments.contact(edges(polygons), &self.bbox) {
            Contact::Touching => self.in_full(relation, geometry),
            // Where a line leaves one ring it may follow another that touches just there.
            Contact::Crossing if !is_area && starts(polygons).nth(1).is_some() => {
                self.in_full(relation, geometry)
            }
            // Each has parts inside and outside of the other.
            Contact::Crossing => match relation {
                Relation::Intersects => true,
                Relation::Overlaps => is_area,
                Relation::Crosses => !is_area,
                _ => false,
            },
            // Every ring or line of one lies wholly inside or outside of the other.
            Contact::None => {
                let position = |at: Coord<f64>| in_areas(polygons, at);
                let its = Found::of(self.starts().map(position));
                let own = if is_area {
                    Found::of(starts(polygons).map(|at| self.position(at)))
                } else {
                    // A line has no room for an area.
                    Found {
                        outside: true,
                        ..Found::default()
                    }
                };
                let intersects = own.inside || its.inside;
                let within = intersects && !own.outside && !its.inside;
                let contains = intersects && !its.outside && !own.inside;
                match relation {
                    Relation::Intersects => intersects,
                    Relation::Disjoint => !intersects,
                    Relation::Within => within,
                    Relation::Contains => contains,
                    Relation::Overlaps => is_area && intersects && !within && !contains,
                    Relation::Crosses => !is_area && its.inside && its.outside,
                    Relation::Equals | Relation::Touches => false,
                }
            }
        }
    }

    /// One point of each line and ring.
    fn starts(&self) -> impl Iterator<Item = Coord<f64>> + '_ {
        let lines = self.lines.iter().filter_map(|line| line.0.first().copied());
        lines.chain(starts(&self.areas.0))
    }
}

/// Asked of each polygon: where two touch, the library takes their common point for one outside of both.
fn in_areas(polygons: &[Polygon<f64>], at: Coord<f64>) -> CoordPos {
    let found = Found::of(polygons.iter().map(|area| area.coordinate_position(&at)));
    match (found.inside, found.boundary) {
        (true, _) => CoordPos::Inside,
        (false, true) => CoordPos::OnBoundary,
        (false, false) => CoordPos::Outside,
    }
}

fn starts(polygons: &[Polygon<f64>]) -> impl Iterator<Item = Coord<f64>> + '_ {
    polygons.iter().flat_map(|polygon| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.filter_map(|ring| ring.0.first().copied())
    })
}

fn edges(polygons: &[Polygon<f64>]) -> impl Iterator<Item = Line<f64>> + '_ {
    polygons.iter().flat_map(LinesIter::lines_iter)
}

fn among(point: Point<f64>, points: &[Point<f64>]) -> CoordPos {
    if points.contains(&point) {
        CoordPos::Inside
    } else {
        CoordPos::Outside
    }
}

/// Where points were found to lie.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    inside: bool,
    boundary: bool,
    outside: bool,
}

impl Found {
    fn of(positions: impl Iterator<Item = CoordPos>) -> Self {
        let mut found = Self::default();
        for position in positions {
            match position {
                CoordPos::Inside => found.inside = true,
                CoordPos::OnBoundary => found.boundary = true,
                CoordPos::Outside => found.outside = true,
            }
        }
        found
    }
}

trait ContainsBox {
    fn contains_box(&self, other: &Self) -> bool;
}

impl ContainsBox for Rect<f64> {
    /// Edges included.
    fn contains_box(&self, other: &Self) -> bool {
        let (low, high) = (self.min(), self.max());
        let (other_low, other_high) = (other.min(), other.max());
        low.x <= other_low.x
            && low.y <= other_low.y
            && high.x >= other_high.x
            && high.y >= other_high.y
    }
}
