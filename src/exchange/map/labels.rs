//! Names on a map: each at the first of its places that is free, the important ones first; what finds none is left out.

use geo::{Contains, Intersects, Point, Polygon};

use super::pen::Type;
use super::projection::{Frame, Projection};
use crate::geo::Shape;

/// What keeps others off: signs, names, whatever lies on the map already.
#[derive(Debug)]
pub struct Taken {
    frame: Frame,
    boxes: Vec<Frame>,
}

impl Taken {
    pub const fn within(frame: Frame) -> Self {
        Self {
            frame,
            boxes: Vec::new(),
        }
    }

    pub fn take(&mut self, place: Frame) {
        self.boxes.push(place);
    }

    /// Whether it lies on the map, and nothing else does where it lies.
    pub fn is_free(&self, place: Frame) -> bool {
        holds(self.frame, place) && !self.boxes.iter().any(|taken| overlap(*taken, place))
    }

    #[cfg(test)]
    pub fn boxes(&self) -> &[Frame] {
        &self.boxes
    }
}

fn holds(outer: Frame, inner: Frame) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

pub fn overlap(a: Frame, b: Frame) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/// A name that wants a place.
#[derive(Debug)]
pub struct Name<'a> {
    pub text: &'a str,
    /// Where it stands best, in units.
    pub at: (i32, i32),
    /// What it names: it must lie in it as far as is asked for.
    pub inside: Option<&'a Shape>,
    /// Part of it that must lie inside.
    pub least: f64,
    /// How far it may move, in parts of the size of type.
    pub reach: f64,
    pub set: Type,
}

/// A name at its place.
#[derive(Debug)]
pub struct Placed {
    pub lines: Vec<String>,
    /// Middle of the first line's baseline.
    pub at: (i32, i32),
    pub leading: i32,
    pub frame: Frame,
}

/// Of the size of type: height of a line, and of the capitals with an accent over the baseline.
const LEADING: f64 = 1.08;
const RISE: f64 = 0.94;
const FALL: f64 = 0.3;
/// What moving a name by the size of its type costs: as much as this part of it outside of what it names.
const AWAY: f64 = 0.04;

impl Name<'_> {
    /// Takes the best place there is: as far inside and as near as can be, on one line rather than two.
    pub fn place(&self, taken: &mut Taken, projection: &Projection) -> Option<Placed> {
        let moves = self.moves();
        let mut best: Option<(f64, Placed)> = None;
        for lines in self.broken() {
            let here = self.placed(&lines, self.at);
            for (dx, dy) in &moves {
                let worse = AWAY * f64::from(*dx).hypot(f64::from(*dy)) / self.set.size;
                let found = best.as_ref().map_or(0.0, |(found, _)| found + 0.01);
                // They come by their distance: no later one can be better.
                if 1.0 - worse < found {
                    break;
                }
                let frame = Frame {
                    x: here.frame.x + dx,
                    y: here.frame.y + dy,
                    ..here.frame
                };
                if !taken.is_free(frame) {
                    continue;
                }
                let wanted = self.least.max(found + worse);
                let inside = self.part_inside(frame, projection, wanted);
                if inside >= wanted {
                    let placed = self.placed(&lines, (self.at.0 + dx, self.at.1 + dy));
                    best = Some((inside - worse, placed));
                }
            }
        }
        let (_, placed) = best?;
        taken.take(placed.frame);
        Some(placed)
    }

    /// A name on one line with its middle at a point, whatever lies there.
    pub fn line(text: &str, at: (i32, i32), set: Type) -> Placed {
        let name = Name {
            text,
            at,
            inside: None,
            least: 0.0,
            reach: 0.0,
            set,
        };
        name.placed(&[text.to_owned()], at)
    }

    /// The text on one line, and broken in two where that makes the longer line shortest.
    fn broken(&self) -> Vec<Vec<String>> {
        let mut ways = vec![vec![self.text.to_owned()]];
        let breaks = self.text.match_indices(' ').map(|(ix, _)| ix);
        let halves = |ix: usize| (&self.text[..ix], &self.text[ix + 1..]);
        let longer = |ix: &usize| {
            let (a, b) = halves(*ix);
            self.set.width(a).max(self.set.width(b))
        };
        if let Some(ix) = breaks.min_by(|a, b| longer(a).total_cmp(&longer(b))) {
            let (a, b) = halves(ix);
            ways.push(vec![a.to_owned(), b.to_owned()]);
        }
        ways
    }

    /// The nearest first.
    fn moves(&self) -> Vec<(i32, i32)> {
        let step = self.set.size * if self.reach > 3.0 { 0.8 } else { 0.5 };
        let steps = whole(self.reach * self.set.size / step);
        let mut moves: Vec<(i32, i32)> = (-steps..=steps)
            .flat_map(|x| (-steps..=steps).map(move |y| (x, y)))
            .collect();
        moves.sort_by_key(|(x, y)| (x * x + y * y, x.abs(), *y, *x));
        let units = |steps: i32| whole(f64::from(steps) * step);
        moves.iter().map(|(x, y)| (units(*x), units(*y))).collect()
    }

    fn placed(&self, lines: &[String], (x, y): (i32, i32)) -> Placed {
        let size = self.set.size;
        let widths = lines.iter().map(|line| self.set.width(line));
        let width = widths.fold(0.0, f64::max) + 0.5 * size;
        let leading = whole(size * LEADING);
        let further = leading * i32::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
        let height = whole(size * (RISE + FALL)) + further;
        let frame = Frame {
            x: x - whole(width / 2.0),
            y: y - height / 2,
            width: whole(width),
            height,
        };
        Placed {
            lines: lines.to_vec(),
            at: (x, frame.y + whole(size * RISE)),
            leading,
            frame,
        }
    }

    /// How much of a place lies inside, or less where it is less than what is wanted anyway.
    fn part_inside(&self, frame: Frame, projection: &Projection, wanted: f64) -> f64 {
        let Some(shape) = self.inside else {
            return 1.0;
        };
        let polygons = shape.as_polygons();
        let mut possible = ALL;
        // From the corners inwards: what lies outside is soon found out.
        for (column, row) in PROBES {
            let x = f64::from(frame.x) + f64::from(frame.width * column) / 4.0;
            let y = f64::from(frame.y) + f64::from(frame.height * row) / 2.0;
            let at = projection.back(x, y);
            let inside = |polygon: &&Polygon<f64>| polygon.contains(&Point(at));
            if !(shape.bbox.intersects(&at) && polygons.iter().any(inside)) {
                possible -= 1.0;
                if possible / ALL < wanted {
                    break;
                }
            }
        }
        possible / ALL
    }
}

/// Points of a place that are looked at, in quarters of its width and halves of its height.
const PROBES: [(i32, i32); 11] = [
    (0, 0),
    (4, 2),
    (4, 0),
    (0, 2),
    (0, 1),
    (4, 1),
    (2, 0),
    (2, 2),
    (1, 1),
    (3, 1),
    (2, 1),
];
const ALL: f64 = 11.0;

/// Far outside a drawing is still outside.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn whole(units: f64) -> i32 {
    units.round().clamp(-1e6, 1e6) as i32
}

#[cfg(test)]
mod tests {
    use geo::Rect;

    use super::*;

    const FRAME: Frame = Frame {
        x: 0,
        y: 0,
        width: 1000,
        height: 1000,
    };

    fn projection() -> Projection {
        Projection::within(FRAME, 0, Rect::new((0.0, 0.0), (1000.0, 1000.0)))
    }

    fn name(text: &str, at: (i32, i32)) -> Name<'_> {
        Name {
            text,
            at,
            inside: None,
            least: 0.0,
            reach: 2.0,
            set: Type::of(40.0),
        }
    }

    #[test]
    fn names_never_overlap() {
        let mut taken = Taken::within(FRAME);
        taken.take(Frame {
            x: 480,
            y: 480,
            width: 40,
            height: 40,
        });
        let mut placed = 0;
        for x in 0..12 {
            for y in 0..12 {
                let name = name("Vàng Ma Chải", (x * 90, y * 90));
                placed += usize::from(name.place(&mut taken, &projection()).is_some());
            }
        }
        assert!(placed > 20, "{placed}");
        let boxes = taken.boxes();
        for (ix, a) in boxes.iter().enumerate() {
            assert!(ix == 0 || holds(FRAME, *a), "{a:?}");
            for b in &boxes[..ix] {
                assert!(!overlap(*a, *b), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_name_moves_aside_and_then_is_left_out() {
        let mut taken = Taken::within(FRAME);
        let first = name("Hua Bun", (500, 500)).place(&mut taken, &projection());
        assert_eq!(first.unwrap().at.0, 500);
        let second = name("Hua Bun", (500, 500))
            .place(&mut taken, &projection())
            .unwrap();
        assert!(!overlap(second.frame, taken.boxes()[0]));
        let none = Name {
            reach: 0.0,
            ..name("Hua Bun", (500, 500))
        };
        assert!(none.place(&mut taken, &projection()).is_none());
    }

    #[test]
    fn a_name_lies_in_what_it_names() {
        use geo::{MultiPolygon, polygon};
        let narrow = polygon![(x: 400.0, y: 0.0), (x: 640.0, y: 0.0), (x: 640.0, y: 1000.0), (x: 400.0, y: 1000.0), (x: 400.0, y: 0.0)];
        let shape = Shape::polygons(&MultiPolygon(vec![narrow])).unwrap();
        let within = |least| Name {
            inside: Some(&shape),
            least,
            ..name("Vàng Ma Chải", (430, 500))
        };
        let placed = within(1.0)
            .place(&mut Taken::within(FRAME), &projection())
            .unwrap();
        // On two lines, moved to the right.
        assert_eq!(placed.lines.len(), 2);
        assert!(placed.frame.x >= 400 && placed.frame.x + placed.frame.width <= 640);
        let nowhere = Name {
            set: Type::of(200.0),
            ..within(1.0)
        };
        assert!(
            nowhere
                .place(&mut Taken::within(FRAME), &projection())
                .is_none()
        );
    }
}
