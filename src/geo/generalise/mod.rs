//! Outlines with less detail, their borders shared as before.
//!
//! Borders are taken apart into corners and the edges between them, each once, whichever communes it parts. A corner where
//! more or fewer than two edges meet stays. Of the others that one goes next whose absence moves the border least, unless
//! the triangle of it and its two neighbours holds another corner: then borders could touch or cross. So every state on the
//! way is a valid coverage, and one pass gives them all: each corner gets the tolerance from which on it is left out.
//! Corners never move, so that neighbours keep them in common to the last decimal.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use geo::kernels::{Kernel, Orientation};
use geo::{Coord, GeoNum, LineString, MultiPolygon, Polygon};
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::Shape;
use super::shape::{Key, key};

/// Metres of a degree of longitude on the equator; degrees of latitude are a little shorter.
pub const METRES_PER_DEGREE: f64 = 111_320.0;

/// A tolerance that outlines are generalised to: they are made, and kept, for four of them to each doubling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step(i8);

impl Step {
    /// From an eighth of a metre, the precision of the coordinates, to beyond the size of any province.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        (-12..=80).map(Self)
    }

    /// The widest that is within a tolerance; `None` if it is too narrow to leave anything out.
    pub fn within(metres: f64) -> Option<Self> {
        Self::all().rev().find(|step| step.metres() <= metres)
    }

    pub fn metres(self) -> f64 {
        (f64::from(self.0) / 4.0).exp2()
    }
}

/// The tolerance (metres) from which on each corner of some outlines is left out.
#[derive(Debug)]
pub struct Generaliser {
    levels: HashMap<Key, f64>,
}

impl Generaliser {
    pub fn new(outlines: &[Shape]) -> Self {
        let mut borders = Borders::new(outlines);
        borders.wear_down();
        let corners = borders.corners.iter().map(|corner| key(*corner));
        Self {
            levels: corners.zip(borders.levels).collect(),
        }
    }

    /// An outline that no part of the full one is farther from than the tolerance.
    pub fn outline(&self, outline: &Shape, metres: f64) -> Option<Shape> {
        let stays = |corner: &&Coord<f64>| {
            let level = self.levels.get(&key(**corner));
            level.is_none_or(|level| *level > metres)
        };
        // A polygon closes its rings.
        let ring = |ring: &LineString<f64>| ring.0.iter().filter(stays).copied().collect();
        let polygon = |polygon: &Polygon<f64>| {
            let holes = polygon.interiors().iter().map(ring).collect();
            Polygon::new(ring(polygon.exterior()), holes)
        };
        let polygons: MultiPolygon<f64> = outline.as_polygons().into_iter().map(polygon).collect();
        Shape::polygons(&polygons)
    }
}

/// Two corners, the smaller number first.
type Edge = (usize, usize);

fn edge(a: usize, b: usize) -> Edge {
    (a.min(b), a.max(b))
}

struct Borders {
    corners: Vec<Coord<f64>>,
    /// The neighbours of a corner that may go.
    between: Vec<Option<[usize; 2]>>,
    /// The edges, each with the corners that were left out of it.
    edges: HashMap<Edge, Vec<usize>>,
    /// The corners that are left.
    left: RTree<GeomWithData<[f64; 2], usize>>,
    /// Infinite for those that stay.
    levels: Vec<f64>,
}

impl Borders {
    fn new(outlines: &[Shape]) -> Self {
        let mut numbers: HashMap<Key, usize> = HashMap::new();
        let mut corners = Vec::new();
        let mut neighbours: Vec<Vec<usize>> = Vec::new();
        let mut edges = HashMap::new();
        let polygons = outlines.iter().flat_map(Shape::as_polygons);
        let rings = polygons.flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        for line in rings.flat_map(LineString::lines) {
            let [a, b] = [line.start, line.end].map(|corner| {
                *numbers.entry(key(corner)).or_insert_with(|| {
                    corners.push(corner);
                    neighbours.push(Vec::new());
                    corners.len() - 1
                })
            });
            if a != b && edges.insert(edge(a, b), Vec::new()).is_none() {
                neighbours[a].push(b);
                neighbours[b].push(a);
            }
        }
        let points = corners.iter().enumerate();
        let points = points.map(|(ix, at)| GeomWithData::new([at.x, at.y], ix));
        Self {
            between: neighbours
                .into_iter()
                .map(|corners| corners.try_into().ok())
                .collect(),
            edges,
            left: RTree::bulk_load(points.collect()),
            levels: vec![f64::INFINITY; corners.len()],
            corners,
        }
    }

    /// Leaves out one corner after the other until none can go.
    fn wear_down(&mut self) {
        // A corner's turn is void once its neighbours have changed and it has got a new one.
        let mut turns = vec![0_u32; self.corners.len()];
        let mut queue: BinaryHeap<_> = (0..self.corners.len())
            .filter_map(|b| Some(Reverse((self.cost(b)?, b, 0))))
            .collect();
        // Those that a corner is in the way of.
        let mut waiting: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut level = 0.0_f64;
        while let Some(Reverse((cost, b, turn))) = queue.pop() {
            let Some([a, c]) = self.between[b].filter(|_| turn == turns[b]) else {
                continue;
            };
            // Where the two are neighbours already, a ring or a lens would collapse.
            if self.edges.contains_key(&edge(a, c)) {
                continue;
            }
            if let Some(obstacle) = self.obstacle([a, b, c]) {
                waiting.entry(obstacle).or_default().push(b);
                continue;
            }
            level = level.max(f64::from_bits(cost));
            self.leave_out(b, [a, c], level);
            for again in waiting.remove(&b).into_iter().flatten().chain([a, c]) {
                turns[again] += 1;
                let cost = self.cost(again);
                queue.extend(cost.map(|cost| Reverse((cost, again, turns[again]))));
            }
        }
    }

    /// How far (metres, as bits, which for numbers that are not negative sort like them) the border moves at most if a
    /// corner goes, with all that went before beside it.
    fn cost(&self, b: usize) -> Option<u64> {
        let [a, c] = self.between[b]?;
        let sides = [edge(a, b), edge(b, c)].map(|side| self.edges.get(&side));
        let gone = sides.into_iter().flatten().flatten().chain([&b]);
        let ends = [self.corners[a], self.corners[c]];
        let offsets = gone.map(|ix| offset(self.corners[*ix], ends));
        Some(offsets.fold(0.0, f64::max).to_bits())
    }

    /// A corner in the triangle of three others, or on its sides.
    fn obstacle(&self, triangle: [usize; 3]) -> Option<usize> {
        let [a, b, c] = triangle.map(|ix| self.corners[ix]);
        let around = AABB::from_points(&[a, b, c].map(|at| [at.x, at.y]));
        let near = self.left.locate_in_envelope(&around).map(|near| near.data);
        near.filter(|ix| !triangle.contains(ix)).find(|ix| {
            let at = self.corners[*ix];
            let sides = [(a, b), (b, c), (c, a)];
            // Exact, since rounding must not decide it.
            let turns = sides.map(|(from, to)| <f64 as GeoNum>::Ker::orient2d(from, to, at));
            !(turns.contains(&Orientation::Clockwise)
                && turns.contains(&Orientation::CounterClockwise))
        })
    }

    fn leave_out(&mut self, b: usize, [a, c]: [usize; 2], level: f64) {
        self.levels[b] = level;
        self.between[b] = None;
        let at = self.corners[b];
        self.left.remove(&GeomWithData::new([at.x, at.y], b));
        let [mut gone, mut fewer] =
            [edge(a, b), edge(b, c)].map(|side| self.edges.remove(&side).unwrap_or_default());
        if gone.len() < fewer.len() {
            std::mem::swap(&mut gone, &mut fewer);
        }
        gone.append(&mut fewer);
        gone.push(b);
        self.edges.insert(edge(a, c), gone);
        for (corner, new) in [(a, c), (c, a)] {
            let neighbours = self.between[corner].iter_mut().flatten();
            for neighbour in neighbours.filter(|ix| **ix == b) {
                *neighbour = new;
            }
        }
    }
}

/// Metres from a corner to the line between two others, in a plane that fits where it lies.
fn offset(at: Coord<f64>, [start, end]: [Coord<f64>; 2]) -> f64 {
    let squeeze = at.y.to_radians().cos();
    let flat = |c: Coord<f64>| Coord {
        x: (c.x - at.x) * squeeze,
        y: c.y - at.y,
    };
    let (start, end) = (flat(start), flat(end));
    let along = end - start;
    let length = along.x * along.x + along.y * along.y;
    let part = if length > 0.0 {
        (-(start.x * along.x + start.y * along.y) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let nearest = start + along * part;
    nearest.x.hypot(nearest.y) * METRES_PER_DEGREE
}

#[cfg(test)]
mod tests;
