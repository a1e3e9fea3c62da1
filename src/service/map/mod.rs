//! The coverage map as a picture: what is drawn, with which words, from one state of the data.

mod asked;
pub(super) mod wording;

use geo::{Coord, Geometry, LineString, Simplify};

use super::selection::View;
use crate::domain::coverage::LineChoice;
use crate::domain::unit::LonLat;
use crate::domain::{
    ByStatus, CommuneIx, Coverage, DistrictIx, Language, Place, Reference, Status, words,
};
use crate::exchange::map::{Area, Count, District, Neighbour, Picture, STYLE_HASH, Sign};
use crate::geo::mesh::{Mesh, mesh};
use crate::geo::{Crs, Look, Shape, Tolerance};
use crate::world::{Atlas, Drawing, Snapshot};

pub use crate::exchange::map::{PictureError, Size, png, tree};
pub use asked::{Format, LEAST_DPI, MOST_DPI, dpi};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapPicture {
    pub view: View,
    pub district: Option<DistrictIx>,
    pub size: Size,
    pub language: Language,
}

/// The province's own system: its maps are true to scale, and north is up.
const CRS: Crs = Crs::Epsg9205;
/// How far outlines may move on a picture of the whole province, in metres: about half of what its finest pen draws.
const DETAIL: f64 = 60.0;
/// How far the border line may: its dashes must be told apart.
const BORDER_DETAIL: f64 = 250.0;
/// A district is drawn three times as large.
const CLOSER: f64 = 3.0;

/// Names of what lies around, each with points that certainly lie there. Shown where the picture has room.
const NEIGHBOURS: [(&str, &str, &[LonLat]); 5] = [
    (
        "TRUNG QUỐC",
        "CHINA",
        &[
            at(102.98, 22.72),
            at(102.86, 22.68),
            at(103.02, 22.62),
            at(103.22, 22.74),
            at(102.68, 22.75),
            at(102.22, 22.52),
        ],
    ),
    // Mường Nhé, Mường Chà
    (
        "ĐIỆN BIÊN",
        "ĐIỆN BIÊN",
        &[at(102.55, 22.1), at(102.9, 21.9)],
    ),
    // Sa Pa, Bát Xát
    ("LÀO CAI", "LÀO CAI", &[at(103.88, 22.48), at(103.93, 22.4)]),
    // Quỳnh Nhai
    ("SƠN LA", "SƠN LA", &[at(103.5, 21.8), at(103.58, 21.72)]),
    // Mù Cang Chải
    ("YÊN BÁI", "YÊN BÁI", &[at(104.08, 21.85)]),
];

const fn at(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

/// What a content security policy calls the style sheet of every map.
pub fn style_hash() -> &'static str {
    &STYLE_HASH
}

/// The map as SVG, complete in itself: its typeface comes with it.
pub fn svg(snapshot: &Snapshot, picture: &MapPicture) -> String {
    let atlas = snapshot.atlas.as_ref();
    let reference = &atlas.reference;
    let coverage = snapshot.coverage(picture.view.as_of);
    let closer = if picture.district.is_some() {
        CLOSER
    } else {
        1.0
    };
    let drawing = atlas.drawing(Look {
        crs: CRS,
        tolerance: Tolerance::Offset(DETAIL / closer),
    });
    let (areas, around) = areas(picture, reference, &coverage, &drawing);
    let counts = |only_border: bool| -> ByStatus {
        let counted = areas.iter().filter(|area| area.border || !only_border);
        counted.map(|area| area.status).collect()
    };
    let (communes, border_communes) = (counts(false), counts(true));
    let words = wording::words(snapshot, picture, &coverage, &areas);
    crate::exchange::map::svg(&Picture {
        size: picture.size,
        language: picture.language,
        words,
        around,
        lines: lines(reference, &drawing),
        national: national(atlas, closer),
        districts: districts(picture, reference, &coverage, &drawing),
        neighbours: neighbours(picture.language),
        signs: signs(picture, reference, &coverage),
        communes,
        border_communes,
        areas,
    })
}

/// Where a place lies on the picture.
fn there(point: LonLat) -> Option<Coord<f64>> {
    CRS.forward(Coord {
        x: point.lon,
        y: point.lat,
    })
}

/// The communes that are looked at, and the outlines of the others.
fn areas<'a>(
    picture: &MapPicture,
    reference: &'a Reference,
    coverage: &Coverage,
    drawing: &'a Drawing<'_>,
) -> (Vec<Area<'a>>, Vec<&'a Shape>) {
    let (mut areas, mut around) = (Vec::new(), Vec::new());
    for (ix, commune) in reference.units.communes.iter().enumerate() {
        let Some(shape) = drawing.place(Place::Commune(ix)) else {
            continue;
        };
        if picture.district.is_some_and(|d| d != commune.district) {
            around.push(shape);
            continue;
        }
        let status = coverage.status(ix, picture.view.choice, reference);
        let late = match picture.view.choice {
            LineChoice::Line(line) => coverage.lines[line].cells[ix].late,
            LineChoice::Overall { year } => coverage.overall(ix, year, reference).late,
        };
        let district = &reference.units.districts[commune.district].name;
        areas.push(Area {
            id: &commune.code,
            name: &commune.name,
            title: format!(
                "{} ({district}): {}",
                commune.name,
                words::status(status, picture.language)
            ),
            shape,
            point: there(commune.point).unwrap_or(shape.bbox.center()),
            status,
            late,
            border: commune.border,
        });
    }
    (areas, around)
}

/// The lines between districts and around the province, each once.
fn lines(reference: &Reference, drawing: &Drawing<'_>) -> Mesh {
    let communes = reference.units.communes.iter().enumerate();
    let areas: Vec<_> = communes
        .filter_map(|(ix, c)| Some((c.district, drawing.place(Place::Commune(ix))?)))
        .collect();
    mesh(&areas)
}

fn national(atlas: &Atlas, closer: f64) -> Vec<LineString<f64>> {
    let Some(shown) = atlas.national_border.shown_in(CRS) else {
        return Vec::new();
    };
    let lines = match shown.geometry {
        Geometry::LineString(line) => vec![line],
        Geometry::MultiLineString(lines) => lines.0,
        _ => Vec::new(),
    };
    let simple = |line: &LineString<f64>| line.simplify(BORDER_DETAIL / closer);
    lines.iter().map(simple).collect()
}

/// Named on a map of all of them.
fn districts<'a>(
    picture: &MapPicture,
    reference: &'a Reference,
    coverage: &Coverage,
    drawing: &'a Drawing<'_>,
) -> Vec<District<'a>> {
    if picture.district.is_some() {
        return Vec::new();
    }
    let reached = |communes: &[CommuneIx], only_border: bool| {
        let counted = communes
            .iter()
            .filter(|ix| reference.units.communes[**ix].border || !only_border);
        let statuses = counted.map(|ix| coverage.status(*ix, picture.view.choice, reference));
        Count::reached(&statuses.collect())
    };
    let named = reference.units.districts.iter().enumerate();
    named
        .filter_map(|(ix, district)| {
            Some(District {
                name: &district.name,
                at: there(district.point)?,
                shape: drawing.place(Place::District(ix)),
                communes: reached(&district.communes, false),
                border_communes: reached(&district.communes, true),
            })
        })
        .collect()
}

fn neighbours(language: Language) -> Vec<Neighbour> {
    let named = NEIGHBOURS.iter().map(|(vi, en, points)| Neighbour {
        name: language.choose(vi, en),
        places: points.iter().filter_map(|point| there(*point)).collect(),
    });
    named.collect()
}

fn signs(picture: &MapPicture, reference: &Reference, coverage: &Coverage) -> Vec<Sign> {
    let sites = reference.sites.iter().zip(&coverage.sites);
    let mut signs: Vec<Sign> = sites
        .filter(|(site, _)| {
            let district = reference.units.communes[site.commune].district;
            picture.district.is_none_or(|d| d == district)
        })
        .filter_map(|(site, state)| {
            Some(Sign {
                at: there(site.point)?,
                state: state.as_str(),
            })
        })
        .collect();
    // The southern ones stand in front.
    signs.sort_by(|a, b| b.at.y.total_cmp(&a.at.y));
    signs
}

/// Whether a commune is a gap: something is due there and not all of it is done.
const fn is_gap(status: Status) -> bool {
    matches!(status, Status::Overdue | Status::Partial | Status::Pending)
}
