//! How far panos are: geodesic distances, circles of reach, and the share of a commune inside them.

use geo::{
    Area, BooleanOps, Destination, Distance, Geodesic, LineString, MultiPolygon, Point, Polygon,
    unary_union,
};

use super::Shape;
use crate::domain::unit::LonLat;

/// Corners of a circle of reach; 72 keep its area within 0.13 % of the true circle's.
const CORNERS: u32 = 72;

/// Distance on the WGS 84 ellipsoid, in kilometres, to the metre.
pub fn kilometres(a: LonLat, b: LonLat) -> f64 {
    let metres = Geodesic.distance(point(a), point(b));
    metres.round() / 1000.0
}

/// The circle of a radius in kilometres around a point, as a polygon.
pub fn circle(centre: LonLat, radius_km: f64) -> Polygon<f64> {
    // Bearings run clockwise from north; counting them down makes the ring counter-clockwise.
    let corner = |i: u32| {
        Geodesic.destination(
            point(centre),
            360.0 - f64::from(i) * 360.0 / f64::from(CORNERS),
            radius_km * 1000.0,
        )
    };
    let mut ring: Vec<Point<f64>> = (0..CORNERS).map(corner).collect();
    ring.push(ring[0]);
    Polygon::new(LineString::from(ring), vec![])
}

/// For each shape, the share of its area (0 to 1, four decimals) inside any of the circles.
///
/// Planar areas of degrees: within one commune a degree has one size, and the ratio is what is asked for.
pub fn shares_within(circles: &[Polygon<f64>], shapes: &[Shape]) -> Vec<f64> {
    let reached: MultiPolygon<f64> = unary_union(circles);
    let share = |shape: &Shape| {
        let own: MultiPolygon<f64> = shape.as_polygons().into_iter().cloned().collect();
        let whole = own.unsigned_area();
        if whole == 0.0 {
            return 0.0;
        }
        let ratio = own.intersection(&reached).unsigned_area() / whole;
        (ratio.clamp(0.0, 1.0) * 1e4).round() / 1e4
    };
    shapes.iter().map(share).collect()
}

fn point(at: LonLat) -> Point<f64> {
    Point::new(at.lon, at.lat)
}

#[cfg(test)]
mod tests {
    use geo::GeodesicArea;

    use super::*;

    const MA_LU_THANG: LonLat = LonLat {
        lon: 103.165_730,
        lat: 22.607_199,
    };

    #[test]
    fn measures_along_the_ellipsoid() {
        // One minute of latitude here is 1845.6 m (WGS 84 meridian arc).
        let north = LonLat {
            lat: MA_LU_THANG.lat + 1.0 / 60.0,
            ..MA_LU_THANG
        };
        assert!((kilometres(MA_LU_THANG, north) - 1.846).abs() < 0.001);
    }

    #[test]
    fn circles_are_round_and_wound_right() {
        let area = circle(MA_LU_THANG, 5.0).geodesic_area_signed();
        let want = std::f64::consts::PI * 25e6;
        assert!(area > 0.0 && ((area - want) / want).abs() < 0.002, "{area}");
    }

    #[test]
    fn overlapping_circles_count_once() {
        let shapes: Vec<Shape> = Shape::polygons(&MultiPolygon(vec![circle(MA_LU_THANG, 5.0)]))
            .into_iter()
            .collect();
        let twice = [circle(MA_LU_THANG, 2.5), circle(MA_LU_THANG, 2.5)];
        assert!((shares_within(&twice, &shapes)[0] - 0.25).abs() < 0.002);
        assert!(shares_within(&[], &shapes)[0].abs() < f64::EPSILON);
    }
}
