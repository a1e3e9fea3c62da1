//! Outlines in: somebody's own GeoJSON becomes one outline for every commune, or a list of faults.
//!
//! A feature says which commune it is by a code or by a name, with the district where the name needs it, under any of the
//! property names that Vietnamese data sets use. Nothing is guessed and nothing is left out silently.

use geo::{CoordsIter, MultiPolygon};
use geo_types::Geometry;
use geojson::{Feature, FeatureCollection};
use serde_json::Value;

use crate::domain::fault::Candidate;
use crate::domain::gazetteer::{Gazetteer, Lookup};
use crate::domain::{CommuneIx, Place, Reference, names};
use crate::geo::Shape;

const CODES: [&str; 6] = ["code", "ma", "ma_xa", "gso_code", "ma_dvhc", "id"];
const NAMES: [&str; 7] = ["name", "ten", "ten_xa", "xa", "commune", "ward", "ten_dvhc"];
const DISTRICTS: [&str; 5] = [
    "district",
    "huyen",
    "ten_huyen",
    "quan_huyen",
    "district_name",
];

/// What is wrong with a file of outlines.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundaryFault {
    /// Which feature, counted from 1; 0 for the file as a whole.
    pub feature: usize,
    pub kind: BoundaryFaultKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BoundaryFaultKind {
    NotGeoJson {
        why: String,
    },
    Nameless {
        properties: String,
    },
    UnknownPlace {
        text: String,
        candidates: Vec<Candidate>,
    },
    AmbiguousPlace {
        text: String,
        candidates: Vec<Candidate>,
    },
    NotPolygon {
        commune: String,
    },
    NotDegrees {
        commune: String,
        x: f64,
        y: f64,
    },
    Twice {
        commune: String,
        first: usize,
    },
    Missing {
        commune: String,
    },
}

impl BoundaryFaultKind {
    pub fn vi(&self) -> String {
        match self {
            Self::NotGeoJson { why } => format!("không đọc được GeoJSON: {why}"),
            Self::Nameless { properties } => {
                format!(
                    "không có mã hay tên xã; cần thuộc tính {} hoặc {} (đang có: {properties})",
                    CODES.join(", "),
                    NAMES.join(", ")
                )
            }
            Self::UnknownPlace { text, candidates } => {
                format!("không tìm thấy xã “{text}”{}", listed(candidates))
            }
            Self::AmbiguousPlace { text, candidates } => {
                format!(
                    "“{text}” ứng với nhiều xã; hãy thêm mã hoặc huyện{}",
                    listed(candidates)
                )
            }
            Self::NotPolygon { commune } => format!("{commune}: cần Polygon hoặc MultiPolygon"),
            Self::NotDegrees { commune, x, y } => {
                format!(
                    "{commune}: tọa độ {x}, {y} không phải kinh độ, vĩ độ WGS 84; hãy chuyển hệ tọa độ trước"
                )
            }
            Self::Twice { commune, first } => format!("{commune}: đã có ở đối tượng {first}"),
            Self::Missing { commune } => format!("thiếu {commune}"),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::NotGeoJson { why } => format!("cannot be read as GeoJSON: {why}"),
            Self::Nameless { properties } => {
                format!(
                    "no code or name of a commune; want a property {} or {} (there are: {properties})",
                    CODES.join(", "),
                    NAMES.join(", ")
                )
            }
            Self::UnknownPlace { text, candidates } => {
                format!("no commune “{text}” was found{}", listed(candidates))
            }
            Self::AmbiguousPlace { text, candidates } => {
                format!(
                    "“{text}” fits several communes; add the code or the district{}",
                    listed(candidates)
                )
            }
            Self::NotPolygon { commune } => format!("{commune}: want a Polygon or MultiPolygon"),
            Self::NotDegrees { commune, x, y } => {
                format!(
                    "{commune}: {x}, {y} is no longitude and latitude (WGS 84); convert the coordinates first"
                )
            }
            Self::Twice { commune, first } => format!("{commune}: feature {first} has it already"),
            Self::Missing { commune } => format!("{commune} is missing"),
        }
    }
}

fn listed(candidates: &[Candidate]) -> String {
    let names: Vec<String> = candidates
        .iter()
        .map(|c| format!("{} ({}, {})", c.name, c.code, c.district))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" → {}", names.join("; "))
    }
}

/// One outline for every commune, in the order of the units.
///
/// # Errors
/// Every fault of every feature.
pub fn read(bytes: &[u8], reference: &Reference) -> Result<Vec<Shape>, Vec<BoundaryFault>> {
    let whole = |kind| vec![BoundaryFault { feature: 0, kind }];
    let text = std::str::from_utf8(bytes)
        .map_err(|e| whole(BoundaryFaultKind::NotGeoJson { why: e.to_string() }))?;
    let collection: FeatureCollection = text
        .trim_start_matches('\u{feff}')
        .parse()
        .map_err(|e: geojson::Error| whole(BoundaryFaultKind::NotGeoJson { why: e.to_string() }))?;
    let gazetteer = Gazetteer::new(reference);
    let mut outlines: Vec<Option<(usize, Shape)>> = vec![None; reference.units.communes.len()];
    let mut faults = Vec::new();
    for (number, feature) in (1..).zip(collection.features) {
        let mut fault = |kind| {
            faults.push(BoundaryFault {
                feature: number,
                kind,
            });
        };
        let commune = match identify(&feature, &gazetteer) {
            Ok(commune) => commune,
            Err(kind) => {
                fault(kind);
                continue;
            }
        };
        match (
            outline(feature, &called(commune, reference)),
            &outlines[commune],
        ) {
            (Err(kind), _) => fault(kind),
            (Ok(_), Some((first, _))) => {
                fault(BoundaryFaultKind::Twice {
                    commune: called(commune, reference),
                    first: *first,
                });
            }
            (Ok(shape), None) => outlines[commune] = Some((number, shape)),
        }
    }
    let missing = outlines
        .iter()
        .enumerate()
        .filter(|(_, outline)| outline.is_none());
    faults.extend(missing.map(|(commune, _)| BoundaryFault {
        feature: 0,
        kind: BoundaryFaultKind::Missing {
            commune: called(commune, reference),
        },
    }));
    if faults.is_empty() {
        Ok(outlines
            .into_iter()
            .flatten()
            .map(|(_, shape)| shape)
            .collect())
    } else {
        Err(faults)
    }
}

fn identify(feature: &Feature, gazetteer: &Gazetteer<'_>) -> Result<CommuneIx, BoundaryFaultKind> {
    let district = property(feature, &DISTRICTS).and_then(|text| match gazetteer.district(&text) {
        Lookup::Found(Place::District(d)) => Some(d),
        _ => None,
    });
    let mut given = [property(feature, &CODES), property(feature, &NAMES)]
        .into_iter()
        .flatten()
        .peekable();
    if given.peek().is_none() {
        let properties: Vec<&str> = feature
            .properties
            .iter()
            .flat_map(|p| p.keys().map(String::as_str))
            .collect();
        return Err(BoundaryFaultKind::Nameless {
            properties: properties.join(", "),
        });
    }
    let mut fault = None;
    for text in given {
        match gazetteer.place(&text, district) {
            Lookup::Found(Place::Commune(commune)) => return Ok(commune),
            Lookup::Found(_) => {
                fault = Some(BoundaryFaultKind::UnknownPlace {
                    text,
                    candidates: Vec::new(),
                });
            }
            Lookup::Unknown(candidates) => {
                fault = Some(BoundaryFaultKind::UnknownPlace { text, candidates });
            }
            Lookup::Ambiguous(candidates) => {
                fault = Some(BoundaryFaultKind::AmbiguousPlace { text, candidates });
            }
        }
    }
    Err(fault.unwrap_or(BoundaryFaultKind::Nameless {
        properties: String::new(),
    }))
}

/// The first of the named properties that holds anything, as text; case, marks and separators of the names are ignored.
fn property(feature: &Feature, wanted: &[&str]) -> Option<String> {
    let properties = feature.properties.as_ref()?;
    wanted.iter().find_map(|name| {
        let (_, value) = properties
            .iter()
            .find(|(key, _)| names::fold(key) == names::fold(name))?;
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    })
}

fn outline(feature: Feature, commune: &str) -> Result<Shape, BoundaryFaultKind> {
    let not_polygon = || BoundaryFaultKind::NotPolygon {
        commune: commune.to_owned(),
    };
    let polygons: MultiPolygon<f64> = match feature.geometry.map(Geometry::try_from) {
        Some(Ok(Geometry::Polygon(p))) => MultiPolygon(vec![p]),
        Some(Ok(Geometry::MultiPolygon(m))) => m,
        _ => return Err(not_polygon()),
    };
    if let Some(c) = polygons
        .coords_iter()
        .find(|c| c.x.abs() > 180.0 || c.y.abs() > 90.0)
    {
        return Err(BoundaryFaultKind::NotDegrees {
            commune: commune.to_owned(),
            x: c.x,
            y: c.y,
        });
    }
    Shape::polygons(&polygons).ok_or_else(not_polygon)
}

fn called(commune: CommuneIx, reference: &Reference) -> String {
    let unit = &reference.units.communes[commune];
    format!(
        "{} ({}, {})",
        unit.name,
        unit.code,
        reference.units.district_of(commune).name
    )
}
