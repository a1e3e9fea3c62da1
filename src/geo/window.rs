//! A `bbox`: one rectangle, or two where it crosses the antimeridian; in any of the reference systems.

use geo::{Intersects, Rect, coord};

use super::{Crs, Shape};

/// What a `bbox` parameter selects.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    crs: Crs,
    rects: Vec<Rect<f64>>,
}

/// What the numbers should be, in Vietnamese and English.
pub type Want = (&'static str, &'static str);

impl Window {
    /// From the lower and the upper corner, `west,south,east,north`, or `south,west,north,east` where north is the first axis;
    /// or the six numbers with heights, of which the heights are ignored.
    ///
    /// In degrees, west may lie east of east: the window then crosses the antimeridian (RFC 7946, 5.2).
    ///
    /// # Errors
    /// Says what the numbers should be.
    pub fn parse(text: &str, crs: Crs) -> Result<Self, Want> {
        let numbers: Vec<f64> = text
            .split(',')
            .map(|n| n.trim().parse::<f64>())
            .collect::<Result<_, _>>()
            .map_err(|_| corners(crs))?;
        let ([x, y, xx, yy] | [x, y, _, xx, yy, _]) = numbers[..] else {
            return Err(corners(crs));
        };
        if numbers.iter().any(|n| !n.is_finite()) {
            return Err(corners(crs));
        }
        let low = crs.swap_if_north_first(coord! { x: x, y: y });
        let high = crs.swap_if_north_first(coord! { x: xx, y: yy });
        let (west, south, east, north) = (low.x, low.y, high.x, high.y);
        let rect = |w: f64, e: f64| Rect::new(coord! { x: w, y: south }, coord! { x: e, y: north });
        if crs.is_projected() {
            if west > east || south > north || numbers.iter().any(|n| n.abs() > FARTHEST) {
                return Err(METRES);
            }
            return Ok(Self {
                crs,
                rects: vec![rect(west, east)],
            });
        }
        let in_range = [west, east].iter().all(|x| x.abs() <= 180.0)
            && [south, north].iter().all(|y| y.abs() <= 90.0)
            && south <= north;
        if !in_range {
            return Err(degrees(crs));
        }
        let rects = if west <= east {
            vec![rect(west, east)]
        } else {
            vec![rect(west, 180.0), rect(-180.0, east)]
        };
        // EPSG:4326 differs from CRS84 by the order of its axes, which has been dealt with.
        let crs = if crs == Crs::Epsg4326 {
            Crs::Crs84
        } else {
            crs
        };
        Ok(Self { crs, rects })
    }

    /// The system in which shapes are to be held against it. An edge that is straight in one system is not in another, so
    /// the window stays as it is, and the shapes are shown in its system.
    pub const fn crs(&self) -> Crs {
        self.crs
    }

    /// Whether any point of the shape, which is of the same system, lies in the window, its edge included.
    pub fn intersects(&self, shape: &Shape) -> bool {
        self.rects
            .iter()
            .any(|rect| rect.intersects(&shape.bbox) && rect.intersects(&shape.geometry))
    }
}

/// Metres from the origin beyond which nothing on Earth lies: its circumference.
const FARTHEST: f64 = 40_100_000.0;

const METRES: Want = (
    "bốn số `tây,nam,đông,bắc` tính bằng mét, tây nhỏ hơn đông, nam nhỏ hơn bắc, không quá 40 100 000",
    "four numbers `west,south,east,north` in metres, west below east, south below north, none beyond 40 100 000",
);

const fn corners(crs: Crs) -> Want {
    if crs.is_projected() {
        METRES
    } else if crs.north_first() {
        (
            "bốn số `nam,tây,bắc,đông` tính bằng độ (hoặc sáu số, kèm độ cao): hệ này ghi vĩ độ trước",
            "four numbers `south,west,north,east` in degrees (or six, with heights): this system has latitude first",
        )
    } else {
        (
            "bốn số `tây,nam,đông,bắc` tính bằng độ (hoặc sáu số, kèm độ cao)",
            "four numbers `west,south,east,north` in degrees (or six, with heights)",
        )
    }
}

const fn degrees(crs: Crs) -> Want {
    if crs.north_first() {
        (
            "bốn số `nam,tây,bắc,đông`: vĩ độ từ -90 đến 90, nam trước bắc; kinh độ từ -180 đến 180; hệ này ghi vĩ độ trước",
            "`south,west,north,east` with latitudes from -90 to 90, the southern one first, and longitudes from -180 to 180: this system has latitude first",
        )
    } else {
        (
            "bốn số `tây,nam,đông,bắc`: kinh độ từ -180 đến 180; vĩ độ từ -90 đến 90, nam trước bắc; hệ này ghi kinh độ trước",
            "`west,south,east,north` with longitudes from -180 to 180, and latitudes from -90 to 90, the southern one first: this system has longitude first",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::LonLat;

    fn at(lon: f64, lat: f64, crs: Crs) -> Option<Shape> {
        Shape::point(LonLat { lon, lat })?.shown_in(crs)
    }

    fn selects(window: &str, crs: Crs, lon: f64, lat: f64) -> bool {
        Window::parse(window, crs)
            .is_ok_and(|w| at(lon, lat, w.crs()).is_some_and(|s| w.intersects(&s)))
    }

    #[test]
    fn reads_legal_windows() {
        for good in ["103,22,104,23", ".5000000,-10,0,1.5,10,100"] {
            assert!(Window::parse(good, Crs::Crs84).is_ok(), "{good}");
        }
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
            "0,0,inf,1",
        ] {
            assert!(Window::parse(bad, Crs::Crs84).is_err(), "{bad}");
        }
    }

    #[test]
    fn has_the_order_and_the_range_of_its_system() {
        let range = |text, crs| Window::parse(text, crs).err().unwrap_or_default().1;
        for crs in [Crs::Epsg4326, Crs::Epsg4756] {
            assert!(Window::parse("21,102,23,104", crs).is_ok());
            assert!(range("102,21,104,23", crs).contains("latitude first"));
        }
        assert!(range("21,102,23,104", Crs::Crs84).contains("longitude first"));
        for crs in [Crs::Epsg3857, Crs::Epsg3405, Crs::Epsg9205] {
            assert!(Window::parse("-1e7,-1e7,2e7,2e7", crs).is_ok());
            for bad in ["1,0,0,1", "0,1,1,0", "0,0,1e9,1", "0,0,NaN,1"] {
                assert!(range(bad, crs).contains("metres"), "{bad}");
            }
        }
    }

    #[test]
    fn crosses_the_antimeridian() {
        for lon in [178.0, -179.0] {
            assert!(selects("177,-70,-177,70", Crs::Crs84, lon, 0.0));
            assert!(selects("-70,177,70,-177", Crs::Epsg4326, lon, 0.0));
            assert!(selects("-70,177,70,-177", Crs::Epsg4756, lon, 0.0));
        }
        assert!(!selects("177,-70,-177,70", Crs::Crs84, 103.0, 0.0));
    }

    #[test]
    fn selects_in_its_own_system() {
        // What PROJ gives for 103.16573, 22.607199.
        for (window, crs) in [
            ("22.607,103.165,22.608,103.166", Crs::Epsg4326),
            (
                "22.6081457,103.1638218,22.6081458,103.1638219",
                Crs::Epsg4756,
            ),
            ("11484356,2584584,11484357,2584585", Crs::Epsg3857),
            ("311263,2501305,311264,2501306", Crs::Epsg3405),
            ("516841,2500902,516842,2500903", Crs::Epsg9205),
        ] {
            assert!(selects(window, crs, 103.165_73, 22.607_199), "{crs:?}");
            assert!(!selects(window, crs, 103.167, 22.607_199), "{crs:?}");
        }
    }
}
