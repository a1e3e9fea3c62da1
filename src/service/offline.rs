//! What the one-file map holds: the answers of the API about one day, in one JSON object that can stand inside a page.
//!
//! The same functions make it that answer under `/api`, so the file says what the service said. Outlines are generalised, so
//! that a file stays small whatever outlines a province brings.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Map;

use super::collection::{COMMUNES, COVERAGE, Collection, DISTRICTS, PANO_SITES};
use super::matrix::{Matrix, Scope};
use super::plan::PlanView;
use super::selection::{Filter, Selection, View};
use super::summary::Summary;
use super::{download, sources};
use crate::domain::coverage::LineChoice;
use crate::domain::{DistrictIx, Language};
use crate::exchange::export::geojson;
use crate::geo::{Crs, Feature, Look, Tolerance, Value};
use crate::store::{Store, StoreError};
use crate::world::Snapshot;

/// About a hundred metres: half a pixel when the province fills a large screen.
const LOOK: Look = Look {
    crs: Crs::Crs84,
    tolerance: Tolerance::Offset(0.001),
};

const OVERALL: LineChoice = LineChoice::Overall { year: None };

/// What somebody wants to take along.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub as_of: Date,
    /// `None`: the province.
    pub district: Option<DistrictIx>,
    pub language: Language,
    /// The moment whose knowledge the snapshot holds; `None`: all that is known.
    pub known_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct About<'a> {
    version: i64,
    time: Timestamp,
    as_of: Date,
    known_at: Option<Timestamp>,
    district: Option<&'a str>,
    lang: &'static str,
    sources: Vec<Source>,
}

#[derive(Debug, Serialize)]
struct Source {
    vi: &'static str,
    en: &'static str,
    licence: Option<&'static str>,
}

/// The object, with every `<` escaped: nothing in it can end the element that it stands in.
///
/// # Errors
/// If the database cannot be read.
pub fn contents(snapshot: &Snapshot, store: &Store, wanted: Wanted) -> Result<String, StoreError> {
    let Wanted {
        as_of, district, ..
    } = wanted;
    let view = View {
        as_of,
        choice: OVERALL,
    };
    let features = |collection: &'static Collection, column: &str, shaped: bool| {
        let mut selection = Selection::whole(view);
        selection.skip_geometry = !shaped;
        selection.filters = in_district(collection, column, snapshot, district);
        let mut page = collection.page(&selection, snapshot, store)?;
        snapshot.atlas.show(&mut page.features, LOOK);
        Ok::<_, StoreError>(joined(collection, &page.features))
    };
    let scope = Scope::All;
    let parts: [(&str, Vec<u8>); 8] = [
        ("plan", json(&PlanView::of(snapshot, as_of))),
        ("summary", json(&Summary::of(snapshot, view, district))),
        (
            "matrix",
            json(&Matrix::of(snapshot, as_of, scope, district)),
        ),
        ("coverage", features(&COVERAGE, "district_code", false)?),
        ("communes", features(&COMMUNES, "district_code", true)?),
        ("districts", features(&DISTRICTS, "code", false)?),
        ("sites", features(&PANO_SITES, "district_code", true)?),
        (
            "national_border",
            download::national_border(&snapshot.atlas),
        ),
    ];
    let mut out = json(&about(snapshot, wanted));
    // The closing brace comes after the parts.
    out.pop();
    for (name, bytes) in parts {
        out.extend_from_slice(format!(",\"{name}\":").as_bytes());
        out.extend_from_slice(&bytes);
    }
    out.push(b'}');
    // Outside of strings JSON has no such character, and inside of them this means the same.
    Ok(String::from_utf8_lossy(&out).replace('<', "\\u003c"))
}

fn about(snapshot: &Snapshot, wanted: Wanted) -> About<'_> {
    let units = &snapshot.atlas.reference.units;
    let source = |source: &sources::Source| Source {
        vi: source.words(Language::Vi),
        en: source.words(Language::En),
        licence: source.licence.map(|(name, _)| name),
    };
    About {
        version: snapshot.version,
        time: snapshot.time,
        as_of: wanted.as_of,
        known_at: wanted.known_at,
        district: wanted.district.map(|d| units.districts[d].code.as_str()),
        lang: wanted.language.tag(),
        sources: sources::ALL.iter().map(source).collect(),
    }
}

/// A feature collection that says nothing of itself: the file does.
fn joined(collection: &Collection, features: &[Feature<'_>]) -> Vec<u8> {
    let none = Map::new();
    let of = |feature| geojson::feature(collection.columns, None, feature, &none);
    let features: Vec<_> = features.iter().map(of).collect();
    let mut out = br#"{"type":"FeatureCollection","features":["#.to_vec();
    out.extend_from_slice(&features.join(&b','));
    out.extend_from_slice(b"]}");
    out
}

fn in_district(
    collection: &'static Collection,
    column: &str,
    snapshot: &Snapshot,
    district: Option<DistrictIx>,
) -> Vec<Filter> {
    let columns = collection.columns.iter();
    let column = columns.into_iter().find(|known| known.name == column);
    let (Some(district), Some(column)) = (district, column) else {
        return Vec::new();
    };
    let code = &snapshot.atlas.reference.units.districts[district].code;
    let any_of = vec![Value::Text(code.clone().into())];
    vec![Filter { column, any_of }]
}

fn json(value: &impl Serialize) -> Vec<u8> {
    // Writing to memory cannot fail, and neither can these types.
    serde_json::to_vec(value).unwrap_or_else(|_| b"{}".to_vec())
}

/// `Vùng phủ – Bản đồ ngoại tuyến – Phong Thổ – 2018-06-30.html`.
pub fn file_name(snapshot: &Snapshot, wanted: Wanted) -> String {
    let title = wanted.language.choose("Bản đồ ngoại tuyến", "Offline map");
    let units = &snapshot.atlas.reference.units;
    let district = wanted
        .district
        .map_or_else(String::new, |d| format!(" – {}", units.districts[d].name));
    format!("Vùng phủ – {title}{district} – {}.html", wanted.as_of)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::exchange::reference;
    use crate::world::Atlas;

    fn snapshot() -> Snapshot {
        let atlas = Atlas::new(reference::load(None).unwrap()).unwrap();
        Snapshot::empty(Arc::new(atlas))
    }

    fn contents_of(district: Option<DistrictIx>) -> (String, serde_json::Value) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let wanted = Wanted {
            as_of: date(2018, 6, 30),
            district,
            language: Language::En,
            known_at: None,
        };
        let text = contents(&snapshot(), &store, wanted).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }

    #[test]
    fn the_whole_province_fits_into_a_small_file() {
        let (text, value) = contents_of(None);
        assert!(text.len() < 1_000_000, "{}", text.len());
        assert!(!text.contains('<'));
        assert_eq!(value["lang"], "en");
        for (part, count) in [
            ("communes", 108),
            ("coverage", 108),
            ("districts", 8),
            ("sites", 10),
        ] {
            assert_eq!(
                value[part]["features"].as_array().unwrap().len(),
                count,
                "{part}"
            );
        }
        assert_eq!(value["matrix"]["rows"].as_array().unwrap().len(), 108);
        assert_eq!(value["summary"]["border_communes"]["total"], 23);
        assert!(value["communes"]["features"][0]["geometry"].is_object());
        assert!(value["coverage"]["features"][0]["geometry"].is_null());
    }

    #[test]
    fn a_district_takes_only_its_own_along() {
        let phong_tho = snapshot()
            .atlas
            .reference
            .units
            .districts
            .iter()
            .position(|d| d.code == "109");
        let (_, value) = contents_of(phong_tho);
        assert_eq!(value["district"], "109");
        let communes = value["communes"]["features"].as_array().unwrap();
        assert_eq!(
            value["matrix"]["rows"].as_array().unwrap().len(),
            communes.len()
        );
        assert_eq!(value["summary"]["communes"]["total"], communes.len());
        let elsewhere = |f: &&serde_json::Value| f["properties"]["district_code"] != "109";
        assert_eq!(communes.iter().filter(elsewhere).count(), 0);
        assert!(communes.len() < 30);
    }
}
