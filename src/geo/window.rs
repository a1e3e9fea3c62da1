//! A `bbox`: one rectangle, or two where it crosses the antimeridian.

use geo::{Intersects, Rect, coord};

use super::Shape;

/// What a `bbox` parameter selects.
#[derive(Clone, Debug, PartialEq)]
pub struct Window(Vec<Rect<f64>>);

impl Window {
    /// From `west,south,east,north`, or the six numbers with heights, of which the heights are ignored.
    ///
    /// West may lie east of east: the window then crosses the antimeridian (RFC 7946, 5.2).
    ///
    /// # Errors
    /// Says what the numbers should be.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let numbers: Vec<f64> = text
            .split(',')
            .map(|n| n.trim().parse::<f64>())
            .collect::<Result<_, _>>()
            .map_err(|_| SHAPE)?;
        let ([west, south, east, north] | [west, south, _, east, north, _]) = numbers[..] else {
            return Err(SHAPE);
        };
        if numbers.iter().any(|n| !n.is_finite()) || [west, east].iter().any(|x| x.abs() > 180.0) {
            return Err("longitudes must lie between -180 and 180");
        }
        if south > north || [south, north].iter().any(|y| y.abs() > 90.0) {
            return Err("latitudes must lie between -90 and 90, the southern one first");
        }
        let rect = |w: f64, e: f64| Rect::new(coord! { x: w, y: south }, coord! { x: e, y: north });
        Ok(Self(if west <= east {
            vec![rect(west, east)]
        } else {
            vec![rect(west, 180.0), rect(-180.0, east)]
        }))
    }

    /// Whether any point of the shape lies in the window, its edge included.
    pub fn intersects(&self, shape: &Shape) -> bool {
        self.0
            .iter()
            .any(|rect| rect.intersects(&shape.bbox) && rect.intersects(&shape.geometry))
    }
}

const SHAPE: &str = "want four numbers `west,south,east,north` (or six, with heights)";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::LonLat;

    fn at(lon: f64, lat: f64) -> Option<Shape> {
        Shape::point(LonLat { lon, lat })
    }

    #[test]
    fn reads_legal_windows() {
        assert!(Window::parse("103,22,104,23").is_ok());
        assert!(Window::parse(".5000000,-10,0,1.5,10,100").is_ok());
        for bad in [
            "",
            "1,2,3",
            "1,2,3,4,5",
            "a,2,3,4",
            "1,4,3,2",
            "181,0,1,1",
            "NaN,0,1,1",
            "0,0,1,91",
            "1,,2,3",
        ] {
            assert!(Window::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn crosses_the_antimeridian() {
        let window = Window::parse("177,-70,-177,70");
        let inside = |lon| {
            window
                .as_ref()
                .is_ok_and(|w| at(lon, 0.0).is_some_and(|s| w.intersects(&s)))
        };
        assert!(inside(178.0) && inside(-179.0) && !inside(103.0));
    }
}
