//! Small maps, drawn here as SVG: areas by colour and pattern, panos as signs, the border line, district lines and names.
//! Everything that is shown is a link. Who cannot see it has the table, which says the same.

mod contents;
mod legend;

use std::collections::HashSet;

use geo::{Coord, Geometry, Intersects, Point, Rect};

use super::address::Addresses;
use crate::domain::unit::LonLat;
use crate::domain::{Language, Place};
use crate::exchange::map::Projection;
use crate::geo::mesh::{Mesh, mesh};
use crate::geo::{Crs, Feature, Look, Shape, Tolerance};
use crate::service::collection::Collection;
use crate::world::Atlas;
pub use legend::Legend;

/// Width of a drawing in its own units, and how low and how high it may be.
const WIDTH: i32 = 1000;
const HEIGHTS: (i32, i32) = (560, 900);
/// The outlines of a map of the whole province: a unit of the drawing is about 170 m, and this leaves out what is less.
pub const LOOK: Look = Look {
    crs: Crs::Crs84,
    tolerance: Tolerance::ZoomLevel(9.0),
};
/// Around the whole province, and around one feature: part of the longer side.
const MARGIN: f64 = 0.03;
const MARGIN_OF_ONE: f64 = 0.45;
/// A point is shown with what lies within this many degrees (about 6 km).
const AROUND_POINT: f64 = 0.06;

#[derive(Debug)]
pub struct Map {
    pub width: i32,
    pub height: i32,
    /// Communes that are there but not shown, as one path.
    pub ground: String,
    pub groups: Vec<Group>,
    pub between: String,
    pub outside: String,
    pub national: String,
    pub labels: Vec<Label>,
    pub signs: Vec<Sign>,
    pub dots: Vec<Dot>,
    /// `x y width height` of the extent.
    pub extent: Option<[i32; 4]>,
    pub legend: Legend,
}

/// Areas of one look.
#[derive(Debug)]
pub struct Group {
    pub fill: &'static str,
    pub border: bool,
    pub areas: Vec<Area>,
}

#[derive(Debug)]
pub struct Area {
    pub href: String,
    pub d: String,
    pub title: String,
    /// Partial and late: hatched along its edge, within an outline of this id.
    pub late: Option<String>,
}

#[derive(Debug)]
pub struct Label {
    pub x: i32,
    pub y: i32,
    pub text: String,
}

/// A pano.
#[derive(Debug)]
pub struct Sign {
    pub x: i32,
    pub y: i32,
    pub state: String,
    pub href: String,
    pub title: String,
}

/// A place with its activities.
#[derive(Debug)]
pub struct Dot {
    pub x: i32,
    pub y: i32,
    pub radius: i32,
    pub href: String,
    pub title: String,
}

/// The province's lines as maps draw them: kept, since they never change.
#[derive(Debug)]
pub struct Sketch {
    /// Of the whole province, in [`LOOK`].
    whole: Mesh,
    /// Of a part of it, in all detail.
    part: Mesh,
}

impl Sketch {
    pub fn of(atlas: &Atlas) -> Self {
        let lines = |look: Look| {
            let drawing = atlas.drawing(look);
            let communes = atlas.reference.units.communes.iter().enumerate();
            let areas: Vec<_> = communes
                .filter_map(|(ix, c)| Some((c.district, drawing.place(Place::Commune(ix))?)))
                .collect();
            mesh(&areas)
        };
        Self {
            whole: lines(LOOK),
            part: lines(Look::default()),
        }
    }
}

/// What a map is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    pub atlas: &'a Atlas,
    pub sketch: &'a Sketch,
    pub links: &'a Addresses,
    pub language: Language,
    /// Parameters that lead from a feature on this page to the same view of it.
    pub view: &'a [(&'a str, &'a str)],
}

impl Drawing<'_> {
    /// The features of a page in their province. `None` if none of them has a place.
    pub fn features(&self, collection: &Collection, features: &[Feature<'_>]) -> Option<Map> {
        features.iter().find(|feature| feature.shape.is_some())?;
        let whole = self.whole();
        let mut map = self.province(&whole, features);
        self.fill(&mut map, collection, features, &whole);
        Some(map)
    }

    /// One feature with what lies around it.
    pub fn feature(&self, collection: &Collection, feature: &Feature<'_>) -> Option<Map> {
        let shape = feature.shape.as_ref()?;
        let mut map;
        let projection;
        let point = shape.bbox.min() == shape.bbox.max();
        if matches!(shape.geometry, Geometry::MultiPoint(_)) && !point {
            projection = self.whole();
            map = self.province(&projection, &[]);
        } else {
            let around = if point { AROUND_POINT } else { 0.0 };
            let (low, high) = (shape.bbox.min(), shape.bbox.max());
            let inner = Rect::new(
                (low.x - around, low.y - around),
                (high.x + around, high.y + around),
            );
            projection = Projection::fit(inner, MARGIN_OF_ONE, WIDTH, HEIGHTS);
            let detail = (&self.sketch.part, Look::default());
            map = self.frame(&projection, std::slice::from_ref(feature), detail);
            self.name_communes(&mut map, &projection);
        }
        self.fill(
            &mut map,
            collection,
            std::slice::from_ref(feature),
            &projection,
        );
        Some(map)
    }

    /// The province with the extent of a collection: west, south, east, north.
    pub fn extent(&self, [west, south, east, north]: [f64; 4]) -> Map {
        let whole = self.whole();
        let mut map = self.province(&whole, &[]);
        let (left, top) = whole.at(Coord { x: west, y: north });
        let (right, bottom) = whole.at(Coord { x: east, y: south });
        map.extent = Some([left, top, right - left, bottom - top]);
        let words = self
            .language
            .choose("Phạm vi của dữ liệu", "Extent of the data");
        map.legend.key("extent", words);
        map.legend.lines(self.language);
        map
    }

    fn whole(&self) -> Projection {
        let boxes = self.atlas.communes.iter().map(|c| c.bbox);
        let earth = Rect::new((-180.0, -90.0), (180.0, 90.0));
        Projection::fit(
            boxes.reduce(joined).unwrap_or(earth),
            MARGIN,
            WIDTH,
            HEIGHTS,
        )
    }

    fn province(&self, projection: &Projection, features: &[Feature<'_>]) -> Map {
        let mut map = self.frame(projection, features, (&self.sketch.whole, LOOK));
        let districts = &self.atlas.reference.units.districts;
        map.labels = districts
            .iter()
            .map(|d| label(&d.name, d.point, projection))
            .collect();
        map
    }

    /// The lines, and the communes as mere ground where no feature will lie on them.
    fn frame(
        &self,
        projection: &Projection,
        features: &[Feature<'_>],
        (mesh, look): (&Mesh, Look),
    ) -> Map {
        let window = projection.window();
        let shown: HashSet<&str> = features.iter().map(|f| f.id.as_ref()).collect();
        let communes = self.atlas.reference.units.communes.iter().enumerate();
        let others = communes.filter(|(_, commune)| !shown.contains(commune.code.as_str()));
        let drawing = self.atlas.drawing(look);
        let ground = others
            .filter_map(|(ix, _)| drawing.place(Place::Commune(ix)))
            .filter(|shape| shape.bbox.intersects(&window));
        let national = match &self.atlas.national_border.geometry {
            Geometry::LineString(line) => projection.lines([line]),
            Geometry::MultiLineString(lines) => projection.lines(&lines.0),
            _ => String::new(),
        };
        Map {
            width: projection.width,
            height: projection.height,
            ground: projection.areas(ground.flat_map(Shape::as_polygons)),
            groups: Vec::new(),
            between: projection.lines(&mesh.between),
            outside: projection.lines(&mesh.outside),
            national,
            labels: Vec::new(),
            signs: Vec::new(),
            dots: Vec::new(),
            extent: None,
            legend: Legend::default(),
        }
    }

    fn name_communes(&self, map: &mut Map, projection: &Projection) {
        let window = projection.window();
        let communes = self.atlas.reference.units.communes.iter();
        // A name is as wide as the tenth part of the drawing; one that would be cut off is left out.
        let (side, above) = (projection.width / 11, 30);
        map.labels = communes
            .filter(|c| window.intersects(&Point::new(c.point.lon, c.point.lat)))
            .map(|c| label(&c.name, c.point, projection))
            .filter(|l| (side..projection.width - side).contains(&l.x))
            .filter(|l| (above..projection.height - above).contains(&l.y))
            .collect();
    }
}

fn joined(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let (low, high) = (a.min(), a.max());
    let corner = (low.x.min(b.min().x), low.y.min(b.min().y));
    Rect::new(corner, (high.x.max(b.max().x), high.y.max(b.max().y)))
}

fn label(text: &str, at: LonLat, projection: &Projection) -> Label {
    let (x, y) = projection.at(Coord {
        x: at.lon,
        y: at.lat,
    });
    let text = text.to_owned();
    Label { x, y, text }
}
