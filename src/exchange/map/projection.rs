//! Coordinates to the units of a drawing, and outlines to paths in them.
//!
//! Small maps on pages take degrees: over a province a map with its middle parallel true to scale is off by less than a
//! pixel. Pictures take metres of a projected system, and are true to scale.

use geo::{Coord, Intersects, LineString, Polygon, Rect};

/// A rectangle of a drawing, in its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// Where a drawing lies, and its size in its own units.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    west: f64,
    north: f64,
    /// Units per degree or metre.
    x: f64,
    y: f64,
    /// Where it begins.
    left: i32,
    top: i32,
    pub width: i32,
    pub height: i32,
}

impl Projection {
    /// Fits a rectangle into a drawing of a width, with a margin (a part of the longer side) around it; the height follows,
    /// but is no less than `lowest` and no more than `highest`.
    pub fn fit(inner: Rect<f64>, margin: f64, width: i32, (lowest, highest): (i32, i32)) -> Self {
        let middle = inner.center();
        let shrink = middle.y.to_radians().cos();
        let around = margin * (inner.width() * shrink).max(inner.height());
        // A point has no size of its own.
        let wide = (inner.width() * shrink + 2.0 * around).max(f64::EPSILON);
        let high = (inner.height() + 2.0 * around).max(f64::EPSILON);
        let height = f64::from(width) * high / wide;
        let height = height.clamp(f64::from(lowest), f64::from(highest));
        let y = (f64::from(width) / wide).min(height / high);
        let x = y * shrink;
        Self {
            west: middle.x - f64::from(width) / 2.0 / x,
            north: middle.y + height / 2.0 / y,
            x,
            y,
            left: 0,
            top: 0,
            width,
            height: rounded(height),
        }
    }

    /// Fits a rectangle in metres into the middle of a frame, with a margin (in units) around it.
    pub fn within(frame: Frame, margin: i32, inner: Rect<f64>) -> Self {
        let room = |units: i32| f64::from((units - 2 * margin).max(1));
        let across = room(frame.width) / inner.width().max(f64::EPSILON);
        let scale = across.min(room(frame.height) / inner.height().max(f64::EPSILON));
        let middle = inner.center();
        Self {
            west: middle.x - f64::from(frame.width) / 2.0 / scale,
            north: middle.y + f64::from(frame.height) / 2.0 / scale,
            x: scale,
            y: scale,
            left: frame.x,
            top: frame.y,
            width: frame.width,
            height: frame.height,
        }
    }

    pub fn at(&self, c: Coord<f64>) -> (i32, i32) {
        let x = (c.x - self.west) * self.x;
        let y = (self.north - c.y) * self.y;
        (self.left + rounded(x), self.top + rounded(y))
    }

    /// What lies at a point of the drawing.
    pub fn back(&self, x: f64, y: f64) -> Coord<f64> {
        Coord {
            x: self.west + (x - f64::from(self.left)) / self.x,
            y: self.north - (y - f64::from(self.top)) / self.y,
        }
    }

    /// Units per degree of latitude, or per metre.
    pub const fn scale(&self) -> f64 {
        self.y
    }

    /// What of the earth it shows.
    pub fn window(&self) -> Rect<f64> {
        let east = self.west + f64::from(self.width) / self.x;
        let south = self.north - f64::from(self.height) / self.y;
        Rect::new((self.west, south), (east, self.north))
    }

    /// The `d` of polygons.
    pub fn areas<'a>(&self, polygons: impl IntoIterator<Item = &'a Polygon<f64>>) -> String {
        let mut d = String::new();
        for polygon in polygons {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                self.draw(&mut d, ring.0.iter().copied());
                d.push('z');
            }
        }
        d
    }

    /// The `d` of those parts of lines that can be seen.
    pub fn lines<'a>(&self, lines: impl IntoIterator<Item = &'a LineString<f64>>) -> String {
        let window = self.window();
        let mut d = String::new();
        for line in lines {
            // A segment may cross a corner of the window with both its ends outside: its box tells.
            let seen = |pair: &[Coord<f64>]| Rect::new(pair[0], pair[1]).intersects(&window);
            let pairs: Vec<_> = line.0.windows(2).collect();
            for part in pairs.chunk_by(|a, b| seen(a) == seen(b)) {
                if let (true, [first, ..]) = (seen(part[0]), part) {
                    let ends = part.iter().map(|pair| pair[1]);
                    self.draw(&mut d, std::iter::once(first[0]).chain(ends));
                }
            }
        }
        d
    }

    /// Whole units and relative moves: a third of the bytes of absolute decimals.
    fn draw(&self, d: &mut String, line: impl Iterator<Item = Coord<f64>>) {
        let mut points = line.map(|c| self.at(c));
        let Some(mut last) = points.next() else {
            return;
        };
        d.push_str(&format!("M{} {}l", last.0, last.1));
        let mut first = true;
        for point in points {
            if point == last {
                continue;
            }
            for (ix, step) in [point.0 - last.0, point.1 - last.1].into_iter().enumerate() {
                if step >= 0 && !(first && ix == 0) {
                    d.push(' ');
                }
                d.push_str(&step.to_string());
            }
            first = false;
            last = point;
        }
        if first {
            d.push_str("0 0");
        }
    }
}

/// Far outside the drawing is still outside.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn rounded(units: f64) -> i32 {
    units.round().clamp(-1e6, 1e6) as i32
}

#[cfg(test)]
mod tests {
    use geo::{coord, line_string, polygon};

    use super::*;

    #[test]
    fn fits_what_it_is_given_and_draws_north_up() {
        let inner = Rect::new((102.0, 21.0), (104.0, 23.0));
        let drawing = Projection::fit(inner, 0.05, 1000, (300, 2000));
        let (left, top) = drawing.at(coord! {x: 102.0, y: 23.0});
        let (right, bottom) = drawing.at(coord! {x: 104.0, y: 21.0});
        assert!(
            0 < left && left < 60 && right > 940 && right < 1000,
            "{left} {right}"
        );
        assert!(0 < top && top < 80 && bottom > top && bottom < drawing.height);
        // A degree of longitude is shorter than one of latitude by the cosine of 22°.
        let ratio = f64::from(right - left) / f64::from(bottom - top);
        assert!((ratio - 22f64.to_radians().cos()).abs() < 0.01, "{ratio}");
        let window = drawing.window();
        assert!(window.min().x < 102.0 && window.max().y > 23.0);
    }

    #[test]
    fn fits_metres_into_a_frame_true_to_scale() {
        let frame = Frame {
            x: 100,
            y: 200,
            width: 1000,
            height: 700,
        };
        let inner = Rect::new((430_000.0, 2_390_000.0), (530_000.0, 2_440_000.0));
        let drawing = Projection::within(frame, 50, inner);
        assert_eq!(
            drawing.at(coord! {x: 430_000.0, y: 2_440_000.0}),
            (150, 325)
        );
        assert_eq!(
            drawing.at(coord! {x: 530_000.0, y: 2_390_000.0}),
            (1050, 775)
        );
        assert!((drawing.scale() - 0.009).abs() < 1e-9);
        let there = drawing.back(150.0, 325.0);
        assert!((there.x - 430_000.0).abs() < 1e-6 && (there.y - 2_440_000.0).abs() < 1e-6);
        let window = drawing.window();
        assert!(window.min().x < 430_000.0 && window.width() > 111_000.0);
    }

    #[test]
    fn keeps_within_its_heights() {
        let flat = Rect::new((102.0, 22.0), (104.0, 22.1));
        let drawing = Projection::fit(flat, 0.0, 1000, (400, 800));
        assert_eq!(drawing.height, 400);
        assert!(drawing.at(coord! {x: 102.0, y: 22.05}).0.abs() <= 1);
        let point = Rect::new((103.0, 22.0), (103.0, 22.0));
        let drawing = Projection::fit(point, 0.1, 1000, (400, 800));
        assert!((400..=800).contains(&drawing.height));
    }

    #[test]
    fn writes_short_paths() {
        let inner = Rect::new((0.0, -0.5), (1.0, 0.5));
        let drawing = Projection::fit(inner, 0.0, 100, (100, 100));
        let square = polygon![(x: 0.0, y: 0.0), (x: 0.5, y: 0.0), (x: 0.5, y: 0.0001), (x: 0.5, y: 0.5), (x: 0.0, y: 0.0)];
        assert_eq!(drawing.areas([&square]), "M0 50l50 0 0-50-50 50z");
    }

    #[test]
    fn leaves_out_what_is_outside() {
        let inner = Rect::new((0.0, -0.5), (1.0, 0.5));
        let drawing = Projection::fit(inner, 0.0, 100, (100, 100));
        let line = line_string![(x: -9.0, y: 0.0), (x: -5.0, y: 0.0), (x: 0.5, y: 0.0), (x: 5.0, y: 0.0), (x: 9.0, y: 0.0)];
        assert_eq!(drawing.lines([&line]), "M-500 50l550 0 450 0");
        let away = line_string![(x: 5.0, y: 5.0), (x: 6.0, y: 6.0)];
        assert_eq!(drawing.lines([&away]), "");
    }
}
