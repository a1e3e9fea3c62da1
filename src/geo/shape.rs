//! A geometry with what is asked of it again and again: its bounding box and its GeoJSON text.

use std::collections::BTreeMap;

use geo::{
    BoundingRect, Coord, MapCoords, MultiPoint, MultiPolygon, Orient, Point, Polygon, Rect,
    orient::Direction, unary_union,
};
use geo_types::Geometry;

use super::Crs;
use crate::domain::unit::LonLat;

/// An immutable geometry, ready to be tested and written.
///
/// Kept in WGS 84 degrees; [`Shape::shown_in`] makes others from it.
#[derive(Clone, Debug)]
pub struct Shape {
    /// East before north, whatever the order of the axes.
    pub geometry: Geometry<f64>,
    pub bbox: Rect<f64>,
    /// The GeoJSON geometry object, its coordinates in the order of the axes.
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
        Self::of(geometry, Crs::Crs84)
    }

    /// Of coordinates in this system, east before north.
    fn of(geometry: &Geometry<f64>, crs: Crs) -> Option<Self> {
        let scale = 10f64.powi(crs.decimals());
        let round = |x: f64| (x * scale).round() / scale;
        let geometry = geometry.map_coords(|c| Coord {
            x: round(c.x),
            y: round(c.y),
        });
        let bbox = geometry.bounding_rect()?;
        let written = if crs.north_first() {
            geojson::Geometry::from(&geometry.map_coords(|c| crs.swap_if_north_first(c)))
        } else {
            geojson::Geometry::from(&geometry)
        };
        Some(Self {
            geometry,
            bbox,
            json: written.to_string().into_boxed_str(),
        })
    }

    /// This shape in another system, corner by corner; `None` if that system does not reach all of it.
    pub fn shown_in(&self, crs: Crs) -> Option<Self> {
        let there = self
            .geometry
            .try_map_coords(|at| crs.forward(at).ok_or(OutOfReach));
        Self::of(&there.ok()?, crs)
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

    /// The points of an activity's places, each once. A single one is no other kind of geometry: a layer has one kind.
    pub fn points(places: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let mut points: Vec<Point<f64>> = places
            .into_iter()
            .map(|p| Point::new(p.lon, p.lat))
            .collect();
        points.sort_by(|a, b| a.x().total_cmp(&b.x()).then(a.y().total_cmp(&b.y())));
        points.dedup();
        Self::new(&Geometry::MultiPoint(MultiPoint(points)))
    }

    /// The polygons of an areal shape; none for points.
    pub fn as_polygons(&self) -> Vec<&Polygon<f64>> {
        match &self.geometry {
            Geometry::Polygon(p) => vec![p],
            Geometry::MultiPolygon(m) => m.0.iter().collect(),
            _ => vec![],
        }
    }

    /// The points of a shape of points; none for areas.
    pub fn as_points(&self) -> Vec<Coord<f64>> {
        match &self.geometry {
            Geometry::Point(point) => vec![point.0],
            Geometry::MultiPoint(points) => points.0.iter().map(|point| point.0).collect(),
            _ => vec![],
        }
    }
}

/// The box around two boxes.
pub fn around(one: Rect<f64>, other: Rect<f64>) -> Rect<f64> {
    let (a, b) = (one.min(), other.min());
    let (c, d) = (one.max(), other.max());
    Rect::new((a.x.min(b.x), a.y.min(b.y)), (c.x.max(d.x), c.y.max(d.y)))
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

/// A coordinate in whole millionths of a degree, the precision in which shapes are kept.
pub(super) type Key = (i64, i64);

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees in millionths are far below 2^63"
)]
pub(super) fn key(c: Coord<f64>) -> Key {
    ((c.x * 1e6).round() as i64, (c.y * 1e6).round() as i64)
}

/// A place that a reference system has no coordinates for.
struct OutOfReach;

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
    fn is_written_in_the_order_of_the_axes_and_with_its_decimals() {
        let point = LonLat {
            lon: 103.165_73,
            lat: 22.607_199,
        };
        let json = |crs| {
            let shape = Shape::point(point).and_then(|p| p.shown_in(crs));
            shape.map(|s| s.json.to_string()).unwrap_or_default()
        };
        // What PROJ gives (cs2cs OGC:CRS84 EPSG:…).
        for (crs, coordinates) in [
            (Crs::Crs84, "[103.16573,22.607199]"),
            (Crs::Epsg4326, "[22.607199,103.16573]"),
            (Crs::Epsg3857, "[11484356.531,2584584.614]"),
            (Crs::Epsg4756, "[22.60814573,103.16382188]"),
            (Crs::Epsg3405, "[311263.964,2501305.549]"),
            (Crs::Epsg9205, "[516841.855,2500902.275]"),
        ] {
            assert!(json(crs).contains(coordinates), "{}", json(crs));
        }
        let north_pole = LonLat {
            lon: 0.0,
            lat: 90.0,
        };
        let shown = Shape::point(north_pole).and_then(|p| p.shown_in(Crs::Epsg3857));
        assert!(shown.is_none());
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
