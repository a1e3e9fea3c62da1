//! The lines of a map of areas, each drawn once: between the groups (districts) of the areas, and around them all.

use std::collections::HashMap;

use geo::{Coord, LineString};

use super::Shape;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// Between areas of different groups.
    pub between: Vec<LineString<f64>>,
    /// Where there is an area on one side only.
    pub outside: Vec<LineString<f64>>,
}

/// A segment, the same in both directions.
type Segment = [[u64; 2]; 2];

/// Areas with their groups. Shared borders must be exactly shared; a line that is not counts as outside.
pub fn mesh(areas: &[(usize, &Shape)]) -> Mesh {
    let mut owners: HashMap<Segment, [Option<usize>; 2]> = HashMap::new();
    for (ix, (_, area)) in areas.iter().enumerate() {
        for ring in rings(area) {
            for pair in ring.0.windows(2) {
                let owners = owners.entry(segment(pair[0], pair[1])).or_default();
                let free = owners.iter_mut().find(|owner| owner.is_none());
                if let Some(free) = free {
                    *free = Some(ix);
                }
            }
        }
    }
    let mut mesh = Mesh::default();
    for (ix, (group, area)) in areas.iter().enumerate() {
        for ring in rings(area) {
            let kind = |pair: &[Coord<f64>]| match owners.get(&segment(pair[0], pair[1])) {
                Some([Some(_), None]) => Some(Kind::Outside),
                // Of the two areas the first draws the line.
                Some([Some(a), Some(b)]) if *a == ix && areas[*b].0 != *group => {
                    Some(Kind::Between)
                }
                _ => None,
            };
            let mut last = None;
            for pair in ring.0.windows(2) {
                let kind = kind(pair);
                let lines = match kind {
                    Some(Kind::Between) => &mut mesh.between,
                    Some(Kind::Outside) => &mut mesh.outside,
                    None => {
                        last = None;
                        continue;
                    }
                };
                match lines.last_mut() {
                    Some(line) if last == kind => line.0.push(pair[1]),
                    _ => lines.push(LineString::new(pair.to_vec())),
                }
                last = kind;
            }
        }
    }
    mesh
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Between,
    Outside,
}

fn rings(area: &Shape) -> impl Iterator<Item = &LineString<f64>> {
    let polygons = area.as_polygons().into_iter();
    polygons.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

fn segment(a: Coord<f64>, b: Coord<f64>) -> Segment {
    let [a, b] = [a, b].map(|c| [c.x.to_bits(), c.y.to_bits()]);
    if a <= b { [a, b] } else { [b, a] }
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::*;

    fn square(x: f64) -> Shape {
        let p = polygon![(x: x, y: 0.0), (x: x + 1.0, y: 0.0), (x: x + 1.0, y: 1.0), (x: x, y: 1.0), (x: x, y: 0.0)];
        Shape::polygons(&MultiPolygon(vec![p])).unwrap()
    }

    fn segments(lines: &[LineString<f64>]) -> usize {
        lines.iter().map(|line| line.0.len() - 1).sum()
    }

    #[test]
    fn draws_every_line_once() {
        let squares = [0.0, 1.0, 2.0].map(square);
        let grouped = |groups: [usize; 3]| {
            let areas: Vec<_> = groups.into_iter().zip(&squares).collect();
            mesh(&areas)
        };
        let one = grouped([7, 7, 7]);
        assert_eq!((segments(&one.between), segments(&one.outside)), (0, 8));
        let two = grouped([7, 7, 8]);
        assert_eq!((segments(&two.between), segments(&two.outside)), (1, 8));
        assert_eq!(segments(&grouped([1, 2, 3]).between), 2);
    }
}
