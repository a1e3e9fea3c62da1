//! Geometry literals: well-known text and `BBOX`, read from the tokens, so that every fault has its place.

use geo::{Coord, LineString, Point, Polygon};

use super::MOST_VERTICES;
use super::fault::{Fault, FaultKind, Read, Said, want};
use super::reader::Reader;
use super::spatial::{self, InvalidArea, Literal, Parts};
use super::token::Kind;
use crate::geo::Crs;

/// What a geometry can begin with.
pub(super) const NAMES: [&str; 8] = [
    "POINT",
    "LINESTRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
    "BBOX",
];

/// Length of the pieces in which a long edge of a projected system is laid out, in metres, and the most of them: a straight
/// line of 32 km then runs within a few centimetres of where it should in degrees, one of 160 km within a metre.
const PIECE: f64 = 2000.0;
const MOST_PIECES: f64 = 16.0;

const OUTSIDE: Said = Said {
    vi: "tọa độ nằm ngoài phạm vi của hệ tọa độ; với CRS84: kinh độ từ -180 đến 180 trước, vĩ độ từ -90 đến 90 sau",
    en: "the coordinate lies outside of what its reference system covers; for CRS84: longitude from -180 to 180 first, \
         then latitude from -90 to 90",
};
const SHORT_LINE: Said = Said {
    vi: "đường cần ít nhất hai điểm khác nhau",
    en: "a line needs at least two different points",
};
const SHORT_RING: Said = Said {
    vi: "vòng của đa giác cần ít nhất bốn điểm, điểm cuối trùng điểm đầu",
    en: "a ring of a polygon needs at least four points, the last one the same as the first",
};
const CROSSED_RING: Said = Said {
    vi: "vòng của đa giác tự cắt hoặc tự chạm",
    en: "a ring of the polygon crosses or touches itself",
};
const WRONG_HOLE: Said = Said {
    vi: "lỗ của đa giác phải nằm trong đa giác và không chồng nhau",
    en: "holes must lie inside of their polygon and apart from each other",
};
const OVERLAP: Said = Said {
    vi: "các đa giác của một MULTIPOLYGON không được chồng nhau hoặc chung cạnh",
    en: "the polygons of a MULTIPOLYGON must not overlap or share a side",
};
const UPSIDE_DOWN: Said = Said {
    vi: "góc dưới của BBOX phải đứng trước góc trên",
    en: "the lower corner of a BBOX must come before the upper one",
};

impl Reader<'_> {
    /// A geometry, whose name has been read.
    pub(super) fn geometry(&mut self, name: &str, at: usize) -> Read<Literal> {
        let mut parts = Parts::default();
        if name == "BBOX" {
            self.bbox(at, &mut parts)?;
        } else {
            self.tagged(name, at, &mut parts)?;
        }
        Literal::new(placed(parts, self.crs))
            .ok_or_else(|| Fault::new(at, FaultKind::Malformed(SHORT_LINE)))
    }

    fn tagged(&mut self, name: &str, at: usize, parts: &mut Parts) -> Read<()> {
        // Heights are read and ignored.
        self.take_word("Z");
        self.open()?;
        match name {
            "POINT" => {
                let point = self.position()?;
                parts.points.push(Point(point));
                self.close()
            }
            "MULTIPOINT" => self.several(|r| {
                let wrapped = r.take_sign("(");
                let point = r.position()?;
                if wrapped {
                    r.close()?;
                }
                parts.points.push(Point(point));
                Ok(())
            }),
            "LINESTRING" => {
                let line = self.line(at)?;
                parts.lines.push(line);
                Ok(())
            }
            "MULTILINESTRING" => self.several(|r| {
                r.open()?;
                let line = r.line(at)?;
                parts.lines.push(line);
                Ok(())
            }),
            "POLYGON" => {
                let polygon = self.polygon()?;
                checked(std::slice::from_ref(&polygon), at)?;
                parts.areas.push(polygon);
                Ok(())
            }
            "MULTIPOLYGON" => {
                let mut polygons = Vec::new();
                self.several(|r| {
                    r.open()?;
                    polygons.push(r.polygon()?);
                    Ok(())
                })?;
                checked(&polygons, at)?;
                parts.areas.append(&mut polygons);
                Ok(())
            }
            "GEOMETRYCOLLECTION" => {
                parts.may_overlap = true;
                self.deeper(|r| {
                    r.several(|r| {
                        let (name, at) = r.geometry_name()?;
                        r.tagged(name, at, parts)
                    })
                })
            }
            _ => Err(Fault::new(
                at,
                FaultKind::Unexpected {
                    found: name.to_owned(),
                    wanted: want::GEOMETRY,
                },
            )),
        }
    }

    fn geometry_name(&mut self) -> Read<(&'static str, usize)> {
        let token = self.peek();
        let name = NAMES.into_iter().find(|name| token.is_word(name));
        match name {
            Some(name) if name != "BBOX" => {
                self.advance();
                Ok((name, token.at))
            }
            _ => Err(self.unexpected(want::GEOMETRY)),
        }
    }

    /// Members with commas between them, until the bracket closes.
    fn several(&mut self, mut member: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        loop {
            member(self)?;
            if !self.take_sign(",") {
                return self.expect_sign(")", want::COMMA_OR_CLOSE);
            }
        }
    }

    fn positions(&mut self) -> Read<Vec<Coord<f64>>> {
        let mut positions = Vec::new();
        self.several(|r| {
            positions.push(r.position()?);
            Ok(())
        })?;
        positions.dedup();
        Ok(positions)
    }

    fn line(&mut self, at: usize) -> Read<LineString<f64>> {
        let positions = self.positions()?;
        if positions.len() < 2 {
            return Err(Fault::new(at, FaultKind::Malformed(SHORT_LINE)));
        }
        Ok(LineString(positions))
    }

    fn polygon(&mut self) -> Read<Polygon<f64>> {
        let mut rings = Vec::new();
        self.several(|r| {
            let at = r.peek().at;
            r.open()?;
            let ring = r.positions()?;
            if ring.len() < 4 || ring.first() != ring.last() {
                return Err(Fault::new(at, FaultKind::Malformed(SHORT_RING)));
            }
            rings.push(LineString(ring));
            Ok(())
        })?;
        let outer = rings.remove(0);
        Ok(Polygon::new(outer, rings))
    }

    /// Two numbers, or three with a height.
    fn position(&mut self) -> Read<Coord<f64>> {
        let at = self.peek().at;
        let (x, y) = (self.signed()?, self.signed()?);
        if self.at_number() {
            self.signed()?;
        }
        self.vertices += 1;
        if self.vertices > MOST_VERTICES {
            return Err(Fault::new(at, FaultKind::TooManyVertices));
        }
        self.on_earth(Coord { x, y }, at)
    }

    /// A coordinate of the system, east before north, that is somewhere.
    fn on_earth(&self, position: Coord<f64>, at: usize) -> Read<Coord<f64>> {
        let position = self.crs.swap_if_north_first(position);
        let there = self.crs.inverse(position).is_some();
        there
            .then_some(position)
            .ok_or_else(|| Fault::new(at, FaultKind::Malformed(OUTSIDE)))
    }

    fn at_number(&self) -> bool {
        let token = self.peek();
        token.is_sign("-") || token.is_sign("+") || matches!(token.kind, Kind::Number(_))
    }

    fn signed(&mut self) -> Read<f64> {
        let negative = self.take_sign("-");
        if !negative {
            self.take_sign("+");
        }
        let Kind::Number(number) = self.peek().kind else {
            return Err(self.unexpected(want::COORDINATE));
        };
        self.advance();
        // Zero has no sign.
        Ok(if negative { 0.0 - number } else { number })
    }

    /// Two corners; with heights, these are ignored.
    fn bbox(&mut self, at: usize, parts: &mut Parts) -> Read<()> {
        self.open()?;
        let mut numbers = vec![self.signed()?];
        while numbers.len() < 6 && self.take_sign(",") {
            numbers.push(self.signed()?);
        }
        let ([a, b, c, d] | [a, b, _, c, d, _]) = numbers[..] else {
            return Err(self.unexpected(want::COMMA));
        };
        self.close()?;
        let low = self.on_earth(Coord { x: a, y: b }, at)?;
        let high = self.on_earth(Coord { x: c, y: d }, at)?;
        if low.y > high.y || low.x > high.x && self.crs.is_projected() {
            return Err(Fault::new(at, FaultKind::Malformed(UPSIDE_DOWN)));
        }
        if low.x <= high.x {
            put_box(low, high, parts);
        } else {
            // Across the antimeridian (RFC 7946, 5.2).
            put_box(low, Coord { x: 180.0, ..high }, parts);
            put_box(Coord { x: -180.0, ..low }, high, parts);
        }
        Ok(())
    }
}

fn checked(polygons: &[Polygon<f64>], at: usize) -> Read<()> {
    spatial::check(polygons, false).map_err(|invalid| {
        let why = match invalid {
            InvalidArea::Ring => CROSSED_RING,
            InvalidArea::Hole => WRONG_HOLE,
            InvalidArea::Overlap => OVERLAP,
        };
        Fault::new(at, FaultKind::Malformed(why))
    })
}

/// A box, which may be no wider or no higher than a line.
fn put_box(low: Coord<f64>, high: Coord<f64>, parts: &mut Parts) {
    match (low.x < high.x, low.y < high.y) {
        (true, true) => parts.areas.push(geo::Rect::new(low, high).to_polygon()),
        (false, false) => parts.points.push(Point(low)),
        _ => parts.lines.push(LineString(vec![low, high])),
    }
}

/// The parts in longitude and latitude.
fn placed(parts: Parts, crs: Crs) -> Parts {
    let place = |at: Coord<f64>| crs.inverse(at).unwrap_or(at);
    let line = |line: LineString<f64>| -> LineString<f64> {
        if !crs.is_projected() {
            return line.0.into_iter().map(place).collect();
        }
        let mut placed = Vec::with_capacity(line.0.len());
        for edge in line.lines() {
            let across = edge.end - edge.start;
            let pieces = (across.x.hypot(across.y) / PIECE)
                .ceil()
                .clamp(1.0, MOST_PIECES);
            let mut piece = 0.0;
            while piece < pieces {
                placed.extend(crs.inverse(edge.start + across * (piece / pieces)));
                piece += 1.0;
            }
        }
        placed.extend(line.0.last().copied().map(place));
        LineString(placed)
    };
    let polygon = |polygon: Polygon<f64>| {
        let (outer, holes) = polygon.into_inner();
        Polygon::new(line(outer), holes.into_iter().map(line).collect())
    };
    Parts {
        points: parts
            .points
            .into_iter()
            .map(|p| Point(place(p.0)))
            .collect(),
        lines: parts.lines.into_iter().map(line).collect(),
        areas: parts.areas.into_iter().map(polygon).collect(),
        may_overlap: parts.may_overlap,
    }
}
