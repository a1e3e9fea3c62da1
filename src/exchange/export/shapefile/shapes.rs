//! Outlines and points (`.shp`) with the index of where each begins (`.shx`).

use std::io::{self, Seek, SeekFrom, Write};

use geo::Orient;
use geo::orient::Direction;
use geo_types::{Coord, Polygon, Rect};
use tempfile::SpooledTempFile;

use crate::exchange::export::waiting;
use crate::geo::{Shape, ShapeKind, shape};

const HEADER: usize = 100;
const FILE_CODE: i32 = 9994;
const VERSION: i32 = 1000;

const NULL: i32 = 0;
const POINT: i32 = 1;
const POLYGON: i32 = 5;
const MULTI_POINT: i32 = 8;

/// Both files, written side by side.
pub(super) struct Shapes {
    kind: i32,
    outlines: SpooledTempFile,
    index: SpooledTempFile,
    /// Bytes of the outlines so far.
    length: usize,
    count: i32,
    bounds: Option<Rect<f64>>,
}

impl Shapes {
    pub(super) fn new(kind: ShapeKind) -> io::Result<Self> {
        let mut shapes = Self {
            kind: match kind {
                ShapeKind::Areas => POLYGON,
                ShapeKind::Point => POINT,
                ShapeKind::Points => MULTI_POINT,
            },
            outlines: waiting::file(),
            index: waiting::file(),
            length: HEADER,
            count: 0,
            bounds: None,
        };
        // Room for the headers, which say how long the files became.
        shapes.outlines.write_all(&[0; HEADER])?;
        shapes.index.write_all(&[0; HEADER])?;
        Ok(shapes)
    }

    pub(super) fn add(&mut self, shape: Option<&Shape>) -> io::Result<()> {
        let content = shape.map_or_else(|| NULL.to_le_bytes().to_vec(), |s| self.content(s));
        self.count += 1;
        let length = words(content.len())?;
        let start = words(self.length)?;
        self.outlines.write_all(&self.count.to_be_bytes())?;
        self.outlines.write_all(&length.to_be_bytes())?;
        self.outlines.write_all(&content)?;
        self.index.write_all(&start.to_be_bytes())?;
        self.index.write_all(&length.to_be_bytes())?;
        self.length += 8 + content.len();
        if let Some(Shape { bbox, .. }) = shape {
            self.bounds = Some(self.bounds.map_or(*bbox, |all| shape::around(all, *bbox)));
        }
        Ok(())
    }

    fn content(&self, shape: &Shape) -> Vec<u8> {
        let mut out = self.kind.to_le_bytes().to_vec();
        match self.kind {
            POINT => coordinates(&mut out, &shape.as_points()),
            MULTI_POINT => {
                let points = shape.as_points();
                corners(&mut out, Some(shape.bbox));
                out.extend_from_slice(&count(points.len()).to_le_bytes());
                coordinates(&mut out, &points);
            }
            _ => {
                let rings: Vec<Vec<Coord<f64>>> =
                    shape.as_polygons().into_iter().flat_map(rings).collect();
                let points = rings.iter().map(Vec::len).sum();
                corners(&mut out, Some(shape.bbox));
                out.extend_from_slice(&count(rings.len()).to_le_bytes());
                out.extend_from_slice(&count(points).to_le_bytes());
                let mut start = 0;
                for ring in &rings {
                    out.extend_from_slice(&count(start).to_le_bytes());
                    start += ring.len();
                }
                for ring in &rings {
                    coordinates(&mut out, ring);
                }
            }
        }
        out
    }

    /// The files with their headers.
    pub(super) fn finish(mut self) -> io::Result<(SpooledTempFile, SpooledTempFile)> {
        let records = usize::try_from(self.count).map_err(io::Error::other)?;
        let header = self.header(self.length)?;
        self.outlines.seek(SeekFrom::Start(0))?;
        self.outlines.write_all(&header)?;
        let header = self.header(HEADER + 8 * records)?;
        self.index.seek(SeekFrom::Start(0))?;
        self.index.write_all(&header)?;
        Ok((self.outlines, self.index))
    }

    fn header(&self, length: usize) -> io::Result<Vec<u8>> {
        let mut out = FILE_CODE.to_be_bytes().to_vec();
        out.extend_from_slice(&[0; 20]);
        out.extend_from_slice(&words(length)?.to_be_bytes());
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&self.kind.to_le_bytes());
        corners(&mut out, self.bounds);
        // No heights, no measures.
        out.extend_from_slice(&[0; 32]);
        Ok(out)
    }
}

/// Lengths are counted in words of two bytes.
fn words(bytes: usize) -> io::Result<i32> {
    let too_much = |_| io::Error::other("a shapefile holds at most 2 GB: narrow the selection");
    i32::try_from(bytes / 2).map_err(too_much)
}

/// Of parts of a record; one that has more than a 32-bit number has been refused for its length.
fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

fn corners(out: &mut Vec<u8>, bounds: Option<Rect<f64>>) {
    let zero = Coord { x: 0.0, y: 0.0 };
    let (min, max) = bounds.map_or((zero, zero), |bounds| (bounds.min(), bounds.max()));
    coordinates(out, &[min, max]);
}

fn coordinates(out: &mut Vec<u8>, points: &[Coord<f64>]) {
    for at in points {
        out.extend_from_slice(&at.x.to_le_bytes());
        out.extend_from_slice(&at.y.to_le_bytes());
    }
}

/// Outer rings run clockwise here, holes counter-clockwise: the other way round than in GeoJSON.
fn rings(polygon: &Polygon<f64>) -> Vec<Vec<Coord<f64>>> {
    let (exterior, interiors) = polygon.orient(Direction::Reversed).into_inner();
    let rings = std::iter::once(exterior).chain(interiors);
    rings.map(|ring| ring.0).collect()
}
