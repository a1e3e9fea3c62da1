//! How geometry is to be shown: in which system, and how much of its detail may go.

use super::Crs;
use super::generalise::{METRES_PER_DEGREE, Step};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    pub crs: Crs,
    pub tolerance: Tolerance,
}

/// How far borders may move, as it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Tolerance {
    #[default]
    None,
    /// Half a pixel of a map of tiles (`WebMercatorQuad`, 256 pixels to a tile).
    ZoomLevel(f64),
    /// In the unit of the system.
    Offset(f64),
}

/// Metres of a pixel on the equator at zoom level 0.
const PIXEL: f64 = 156_543.033_928_04;

/// Scales of projections and lengths of degrees vary over a province by less than what this leaves.
const MARGIN: f64 = 0.99;

impl Look {
    /// In a system, and otherwise as it is.
    pub const fn of(crs: Crs) -> Self {
        Self {
            crs,
            tolerance: Tolerance::None,
        }
    }

    /// What outlines that reach to a latitude are generalised to; `None` if nothing is to be left out.
    pub fn step(self, latitude: f64) -> Option<Step> {
        // East and west, degrees and the metres of Web Mercator are the shorter the farther from the equator.
        let squeeze = latitude.to_radians().cos();
        let metres = match self.tolerance {
            Tolerance::None => 0.0,
            Tolerance::ZoomLevel(zoom) => PIXEL / 2.0 * squeeze / zoom.exp2(),
            Tolerance::Offset(metres) if self.crs == Crs::Epsg3857 => metres * squeeze * MARGIN,
            Tolerance::Offset(metres) if self.crs.is_projected() => metres * MARGIN,
            Tolerance::Offset(degrees) => degrees * METRES_PER_DEGREE * squeeze * MARGIN,
        };
        Step::within(metres)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Metres that a look leaves at the latitude of the province.
    fn metres(crs: Crs, tolerance: Tolerance) -> f64 {
        let step = Look { crs, tolerance }.step(22.8);
        step.map_or(0.0, Step::metres)
    }

    #[test]
    fn a_zoom_level_allows_about_half_a_pixel() {
        for (zoom, half_a_pixel) in [(0.0, 72_155.0), (8.0, 281.9), (10.0, 70.46), (12.5, 12.46)] {
            let got = metres(Crs::Epsg3405, Tolerance::ZoomLevel(zoom));
            assert!(
                got <= half_a_pixel && got > half_a_pixel / 1.2,
                "{zoom} {got}"
            );
        }
        assert!(metres(Crs::Crs84, Tolerance::ZoomLevel(24.0)) < f64::EPSILON);
    }

    #[test]
    fn an_offset_is_in_the_unit_of_the_system() {
        for (crs, offset, most) in [
            (Crs::Epsg3405, 100.0, 100.0),
            (Crs::Epsg9205, 0.5, 0.5),
            (Crs::Epsg3857, 100.0, 92.2),
            (Crs::Crs84, 0.001, 102.7),
            (Crs::Epsg4756, 0.01, 1027.0),
        ] {
            let got = metres(crs, Tolerance::Offset(offset));
            assert!(got <= most && got > most / 1.25, "{crs:?} {got}");
        }
        for nothing in [0.0, 0.1] {
            assert!(metres(Crs::Epsg3405, Tolerance::Offset(nothing)) < f64::EPSILON);
        }
        // Farther than the province is wide there is nothing more to leave out.
        assert!(metres(Crs::Epsg3405, Tolerance::Offset(f64::MAX)).is_finite());
    }
}
