//! Areas and inner points of outlines.

use geo::{GeodesicArea, InteriorPoint, MultiPolygon};

use super::Shape;
use crate::domain::unit::LonLat;

/// Area on the WGS 84 ellipsoid, to the hectare.
pub fn square_kilometres(shape: &Shape) -> f64 {
    let square_metres: f64 = shape
        .as_polygons()
        .into_iter()
        .map(GeodesicArea::geodesic_area_unsigned)
        .sum();
    (square_metres / 1e4).round() / 100.0
}

/// A point that surely lies inside; `None` for a shape without area.
pub fn inner_point(shape: &Shape) -> Option<LonLat> {
    let polygons: MultiPolygon<f64> = shape.as_polygons().into_iter().cloned().collect();
    polygons.interior_point().map(|point| LonLat {
        lon: point.x(),
        lat: point.y(),
    })
}
