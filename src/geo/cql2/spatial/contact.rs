//! How the edges of two geometries meet: not at all, at some point without crossing, or across each other.
//!
//! Told exactly, by the side of a line on which a point lies (adaptive arithmetic), never by computed intersections.

use geo::algorithm::{Kernel, Orientation};
use geo::kernels::RobustKernel;
use geo::{Coord, Line, Rect};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Contact {
    None,
    Touching,
    /// Two edges cross, each with both ends beside the other.
    Crossing,
}

/// Edges in runs that follow one another, each with its bounding box.
#[derive(Clone, Debug)]
pub(super) struct Segments {
    lines: Vec<Line<f64>>,
    runs: Vec<Rect<f64>>,
}

/// Edges in a run: few enough to look at all, enough to skip many at once.
const RUN: usize = 8;

impl Segments {
    pub fn new(lines: Vec<Line<f64>>) -> Self {
        let whole = |run: &[Line<f64>]| {
            let ends = run.iter().flat_map(|line| [line.start, line.end]);
            let (mut low, mut high) = (run[0].start, run[0].start);
            for end in ends {
                low = Coord {
                    x: low.x.min(end.x),
                    y: low.y.min(end.y),
                };
                high = Coord {
                    x: high.x.max(end.x),
                    y: high.y.max(end.y),
                };
            }
            Rect::new(low, high)
        };
        Self {
            runs: lines.chunks(RUN).map(whole).collect(),
            lines,
        }
    }

    /// How other edges meet these, of which `bbox` is the box. The first crossing decides.
    pub fn contact(&self, others: impl Iterator<Item = Line<f64>>, bbox: &Rect<f64>) -> Contact {
        let mut found = Contact::None;
        for other in others.filter(|other| near(*other, bbox)) {
            for (run, lines) in self.runs.iter().zip(self.lines.chunks(RUN)) {
                if !near(other, run) {
                    continue;
                }
                for line in lines {
                    found = found.max(meet(*line, other));
                }
                if found == Contact::Crossing {
                    return found;
                }
            }
        }
        found
    }
}

/// Whether the box of an edge and another box have a point in common.
fn near(line: Line<f64>, bbox: &Rect<f64>) -> bool {
    let (low, high) = (bbox.min(), bbox.max());
    line.start.x.min(line.end.x) <= high.x
        && line.start.x.max(line.end.x) >= low.x
        && line.start.y.min(line.end.y) <= high.y
        && line.start.y.max(line.end.y) >= low.y
}

/// How two edges meet.
pub(super) fn meet(a: Line<f64>, b: Line<f64>) -> Contact {
    if !near(a, &Rect::new(b.start, b.end)) {
        return Contact::None;
    }
    let side = |line: Line<f64>, point| RobustKernel::orient2d(line.start, line.end, point);
    let of_b = [side(a, b.start), side(a, b.end)];
    if of_b[0] == of_b[1] && of_b[0] != Orientation::Collinear {
        return Contact::None;
    }
    let of_a = [side(b, a.start), side(b, a.end)];
    if of_a[0] == of_a[1] && of_a[0] != Orientation::Collinear {
        return Contact::None;
    }
    if !of_a.contains(&Orientation::Collinear) && !of_b.contains(&Orientation::Collinear) {
        return Contact::Crossing;
    }
    let within = |point: Coord<f64>, line: Line<f64>| {
        near(Line::new(point, point), &Rect::new(line.start, line.end))
    };
    let touches = [
        of_b[0] == Orientation::Collinear && within(b.start, a),
        of_b[1] == Orientation::Collinear && within(b.end, a),
        of_a[0] == Orientation::Collinear && within(a.start, b),
        of_a[1] == Orientation::Collinear && within(a.end, b),
    ];
    if touches.contains(&true) {
        Contact::Touching
    } else {
        Contact::None
    }
}

#[cfg(test)]
mod tests {
    use geo::{Intersects, coord};

    use super::*;

    fn line(a: (f64, f64), b: (f64, f64)) -> Line<f64> {
        Line::new(coord! { x: a.0, y: a.1 }, coord! { x: b.0, y: b.1 })
    }

    #[test]
    fn edges_meet_in_three_ways() {
        let level = line((0.0, 0.0), (4.0, 0.0));
        for (other, contact) in [
            (line((1.0, -1.0), (2.0, 1.0)), Contact::Crossing),
            (line((1.0, 0.0), (2.0, 1.0)), Contact::Touching),
            (line((4.0, 0.0), (5.0, 0.0)), Contact::Touching),
            (line((1.0, 0.0), (2.0, 0.0)), Contact::Touching),
            (line((0.0, 0.0), (4.0, 0.0)), Contact::Touching),
            (line((-1.0, 0.0), (5.0, 0.0)), Contact::Touching),
            (line((5.0, 0.0), (6.0, 0.0)), Contact::None),
            (line((1.0, 0.1), (2.0, 1.0)), Contact::None),
            (line((5.0, -1.0), (5.0, 1.0)), Contact::None),
        ] {
            assert_eq!(meet(level, other), contact, "{other:?}");
            assert_eq!(meet(other, level), contact, "{other:?}");
        }
    }

    #[test]
    fn agrees_with_the_library_on_a_grid() {
        let points: Vec<(f64, f64)> = (0..9)
            .map(|n| (f64::from(n % 3), f64::from(n / 3)))
            .collect();
        let lines: Vec<Line<f64>> = points
            .iter()
            .flat_map(|a| points.iter().map(|b| line(*a, *b)))
            .filter(|line| line.start != line.end)
            .collect();
        for a in &lines {
            for b in &lines {
                assert_eq!(
                    meet(*a, *b) != Contact::None,
                    a.intersects(b),
                    "{a:?} {b:?}"
                );
            }
        }
    }
}
