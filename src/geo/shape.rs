//! A geometry with what is asked of it again and again: its bounding box and its GeoJSON text.

use std::collections::BTreeMap;

use geo::{
    BoundingRect, Coord, MapCoords, MultiPoint, MultiPolygon, Orient, Point, Polygon, Rect,
    orient::Direction, unary_union,
};
use geo_types::Geometry;

use crate::domain::unit::LonLat;

/// Decimals of a degree in which coordinates are kept and written: RFC 7946 recommends no more than six (11 cm).
const DECIMALS: i32 = 6;

/// An immutable geometry, ready to be tested and written.
#[derive(Clone, Debug)]
pub struct Shape {
    pub geometry: Geometry<f64>,
    pub bbox: Rect<f64>,
    /// The GeoJSON geometry object.
    pub json: Box<str>,
}

/// What the geometries of a collection are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// A polygon, or several.
    Areas,
    Point,
    /// A point, or several.
    Points,
}

impl Shape {
    /// `None` for an empty geometry.
    pub fn new(geometry: &Geometry<f64>) -> Option<Self> {
        let geometry = geometry.map_coords(|c| Coord {
            x: round(c.x),
            y: round(c.y),
        });
        let bbox = geometry.bounding_rect()?;
        let json = geojson::Geometry::from(&geometry)
            .to_string()
            .into_boxed_str();
        Some(Self {
            geometry,
            bbox,
            json,
        })
    }

    /// Polygons, wound as RFC 7946 wants them (outer rings counter-clockwise).
    pub fn polygons(polygons: &MultiPolygon<f64>) -> Option<Self> {
        let mut oriented = polygons.orient(Direction::Default);
        match oriented.0.len() {
            1 => Self::new(&Geometry::Polygon(oriented.0.remove(0))),
            _ => Self::new(&Geometry::MultiPolygon(oriented)),
        }
    }

    pub fn point(at: LonLat) -> Option<Self> {
        Self::new(&Geometry::Point(Point::new(at.lon, at.lat)))
    }

    /// The points of an activity's places, each once; a single one stays a point.
    pub fn points(places: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let mut points: Vec<Point<f64>> = places
            .into_iter()
            .map(|p| Point::new(p.lon, p.lat))
            .collect();
        points.sort_by(|a, b| a.x().total_cmp(&b.x()).then(a.y().total_cmp(&b.y())));
        points.dedup();
        match points[..] {
            [point] => Self::new(&Geometry::Point(point)),
            _ => Self::new(&Geometry::MultiPoint(MultiPoint(points))),
        }
    }

    /// The polygons of an areal shape; none for points.
    pub fn as_polygons(&self) -> Vec<&Polygon<f64>> {
        match &self.geometry {
            Geometry::Polygon(p) => vec![p],
            Geometry::MultiPolygon(m) => m.0.iter().collect(),
            _ => vec![],
        }
    }
}

/// Merges outlines by group: the districts from their communes, with exactly the communes' outer lines.
pub fn dissolve<'a>(
    members: impl IntoIterator<Item = (usize, &'a Shape)>,
) -> BTreeMap<usize, MultiPolygon<f64>> {
    let mut groups: BTreeMap<usize, Vec<&Polygon<f64>>> = BTreeMap::new();
    for (group, shape) in members {
        groups.entry(group).or_default().extend(shape.as_polygons());
    }
    groups
        .into_iter()
        .map(|(group, polygons)| (group, unary_union(polygons)))
        .collect()
}

fn round(degrees: f64) -> f64 {
    let scale = 10f64.powi(DECIMALS);
    (degrees * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn writes_right_handed_rings_with_six_decimals() {
        let clockwise = polygon![(x: 0.0, y: 0.0), (x: 0.0, y: 1.0), (x: 1.123_456_789, y: 1.0), (x: 0.0, y: 0.0)];
        let shape = Shape::polygons(&MultiPolygon(vec![clockwise]))
            .map(|s| s.json.to_string())
            .unwrap_or_default();
        assert!(shape.contains("1.123457"), "{shape}");
        assert!(
            shape.contains("[[0.0,0.0],[1.123457,1.0],[0.0,1.0],[0.0,0.0]]"),
            "{shape}"
        );
    }

    #[test]
    fn dissolves_neighbours_into_one_ring() {
        let square = |x: f64| {
            let p = polygon![(x: x, y: 0.0), (x: x + 1.0, y: 0.0), (x: x + 1.0, y: 1.0), (x: x, y: 1.0), (x: x, y: 0.0)];
            Shape::polygons(&MultiPolygon(vec![p])).into_iter()
        };
        let shapes: Vec<Shape> = square(0.0).chain(square(1.0)).collect();
        let merged = dissolve(shapes.iter().map(|s| (7, s)));
        assert_eq!(merged[&7].0.len(), 1);
        assert!(merged[&7].0[0].interiors().is_empty());
    }
}
