//! `communes.geojson` and `national-border.geojson`: outlines and lines, WGS 84.

use geo_types::{Geometry, MultiLineString, MultiPolygon};
use geojson::FeatureCollection;
use serde_json::json;

use super::ReferenceError;
use crate::domain::Units;
use crate::domain::unit::Commune;
use crate::geo::Shape;

/// The outline of every commune, in the order of the units; found by the property `code`.
pub(super) fn communes(
    file: &str,
    text: &str,
    units: &Units,
) -> Result<Vec<Shape>, ReferenceError> {
    let collection = parse(file, text)?;
    let mut outlines: Vec<Option<Shape>> = vec![None; units.communes.len()];
    for feature in collection.features {
        let code = feature
            .property("code")
            .and_then(|v| v.as_str())
            .unwrap_or_default()
            .to_owned();
        let ix = units.commune_ix(&code).ok_or_else(|| {
            ReferenceError::file(
                file,
                format!("code `{code}`: want the code of a commune of units.csv"),
            )
        })?;
        let polygons = match feature.geometry.map(Geometry::try_from) {
            Some(Ok(Geometry::Polygon(p))) => MultiPolygon(vec![p]),
            Some(Ok(Geometry::MultiPolygon(m))) => m,
            _ => {
                return Err(ReferenceError::file(
                    file,
                    format!("code `{code}`: want a Polygon or MultiPolygon"),
                ));
            }
        };
        if outlines[ix].is_some() {
            return Err(ReferenceError::file(
                file,
                format!("code `{code}` stands twice"),
            ));
        }
        outlines[ix] = Shape::polygons(&polygons);
    }
    let missing = |ix: usize| {
        ReferenceError::file(
            file,
            format!("no outline for commune `{}`", units.communes[ix].code),
        )
    };
    outlines
        .into_iter()
        .enumerate()
        .map(|(ix, outline)| outline.ok_or_else(|| missing(ix)))
        .collect()
}

/// What [`communes`] reads: a feature a line.
pub(super) fn write(units: &Units, outlines: &[Shape]) -> String {
    let feature = |(commune, outline): (&Commune, &Shape)| {
        let properties =
            json!({"code": commune.code, "name": commune.name, "area_km2": commune.area_km2});
        let code = json!(commune.code);
        format!(
            r#"{{"type":"Feature","id":{code},"properties":{properties},"geometry":{}}}"#,
            outline.json
        )
    };
    let features: Vec<String> = units.communes.iter().zip(outlines).map(feature).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

/// All lines of a file as one shape.
pub(super) fn line(file: &str, text: &str) -> Result<Shape, ReferenceError> {
    let mut lines = Vec::new();
    for feature in parse(file, text)?.features {
        match feature.geometry.map(Geometry::try_from) {
            Some(Ok(Geometry::LineString(l))) => lines.push(l),
            Some(Ok(Geometry::MultiLineString(m))) => lines.extend(m.0),
            _ => {
                return Err(ReferenceError::file(
                    file,
                    "want features that are a LineString or MultiLineString",
                ));
            }
        }
    }
    let geometry = match lines.len() {
        1 => Geometry::LineString(lines.remove(0)),
        _ => Geometry::MultiLineString(MultiLineString(lines)),
    };
    Shape::new(&geometry).ok_or_else(|| ReferenceError::file(file, "has no line"))
}

fn parse(file: &str, text: &str) -> Result<FeatureCollection, ReferenceError> {
    let collection: Result<FeatureCollection, _> = text.trim_start_matches('\u{feff}').parse();
    collection.map_err(|e| ReferenceError::file(file, e))
}
