//! Points that very many features stand at: each is worked out and written once.

use geo::{Coord, MultiPoint, Point, Rect};
use geo_types::Geometry;

use super::{Crs, Shape};
use crate::domain::unit::LonLat;

/// Places by their number, shown in one system.
#[derive(Debug)]
pub struct Marks {
    /// The place of each point among all of them, from west to east and then from south to north.
    ranks: Vec<usize>,
    /// By rank; `None` where the system does not reach.
    marks: Vec<Option<Mark>>,
}

#[derive(Debug)]
struct Mark {
    at: Coord<f64>,
    /// Its coordinates as GeoJSON has them.
    json: Box<str>,
}

impl Marks {
    pub fn new(points: &[LonLat], crs: Crs) -> Self {
        let order =
            |a: &LonLat, b: &LonLat| (a.lon.total_cmp(&b.lon)).then(a.lat.total_cmp(&b.lat));
        let mut sorted = points.to_vec();
        sorted.sort_by(order);
        sorted.dedup();
        let rank = |point| sorted.binary_search_by(|other| order(other, point));
        Self {
            ranks: points
                .iter()
                .map(|point| rank(point).unwrap_or_default())
                .collect(),
            marks: sorted.iter().map(|point| Mark::of(*point, crs)).collect(),
        }
    }

    /// The shape that [`Shape::points`] makes of some of the places; `None` for none, or where the system does not reach.
    pub fn multi_point(&self, places: impl Iterator<Item = usize>) -> Option<Shape> {
        let mut ranks: Vec<usize> = places
            .filter_map(|ix| self.ranks.get(ix).copied())
            .collect();
        ranks.sort_unstable();
        ranks.dedup();
        let mut points = Vec::with_capacity(ranks.len());
        let mut json = String::with_capacity(48 + 32 * ranks.len());
        json.push_str(BEGIN);
        let mut bbox: Option<Rect<f64>> = None;
        for rank in ranks {
            let Mark { at, json: written } = self.marks.get(rank)?.as_ref()?;
            if !points.is_empty() {
                json.push(',');
            }
            json.push_str(written);
            points.push(Point(*at));
            bbox = Some(bbox.map_or(Rect::new(*at, *at), |b| {
                let (low, high) = (b.min(), b.max());
                Rect::new(
                    (low.x.min(at.x), low.y.min(at.y)),
                    (high.x.max(at.x), high.y.max(at.y)),
                )
            }));
        }
        json.push_str(END);
        Some(Shape {
            geometry: Geometry::MultiPoint(MultiPoint(points)),
            bbox: bbox?,
            json: json.into_boxed_str(),
        })
    }
}

const BEGIN: &str = "{\"type\":\"MultiPoint\",\"coordinates\":[";
const END: &str = "]}";

impl Mark {
    fn of(point: LonLat, crs: Crs) -> Option<Self> {
        let shown = Shape::points([point])?.shown_in(crs)?;
        let Geometry::MultiPoint(MultiPoint(points)) = &shown.geometry else {
            return None;
        };
        let json = shown.json.strip_prefix(BEGIN)?.strip_suffix(END)?;
        Some(Self {
            at: points.first()?.0,
            json: json.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_points_are_shown_as() {
        let at = |lon, lat| LonLat { lon, lat };
        let places = [
            at(103.165_73, 22.607_199),
            at(102.5, 22.1),
            at(103.165_73, 22.0),
            at(102.5, 22.1),
        ];
        for crs in Crs::ALL {
            let marks = Marks::new(&places, crs);
            for some in [vec![0], vec![0, 1, 2, 3], vec![3, 1], vec![2, 0], vec![]] {
                let shape = Shape::points(some.iter().map(|ix| places[*ix]));
                let want = shape.and_then(|shape| shape.shown_in(crs));
                let got = marks.multi_point(some.iter().copied());
                let told = |shape: Option<Shape>| shape.map(|s| (s.json, s.geometry, s.bbox));
                assert_eq!(told(got), told(want), "{crs:?} {some:?}");
            }
        }
    }
}
