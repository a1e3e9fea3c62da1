//! Whole collections as files that explain themselves: what they show, of which line, as of when, and how many of what.

use serde_json::{Map, Value, json};

use super::collection::{Collection, Page};
use super::selection::Selection;
use crate::domain::coverage::LineChoice;
use crate::domain::{ByStatus, Reference, Status};
use crate::exchange::export::geojson;
use crate::geo::{Crs, Feature, Look};
use crate::store::{Store, StoreError};
use crate::world::{Atlas, Snapshot};

/// Features of a collection with what they say of themselves.
#[derive(Debug)]
pub struct Contents<'a> {
    pub collection: &'static Collection,
    pub page: Page<'a>,
    /// Places of the columns that are told; `None`: all of them.
    pub properties: Option<Vec<usize>>,
    /// What is shown, of which line, as of when; how many match, how many of them are here, how many of which status.
    pub members: Map<String, Value>,
}

/// # Errors
/// If the database cannot be read.
pub fn contents<'a>(
    collection: &'static Collection,
    selection: &Selection,
    snapshot: &'a Snapshot,
    store: &Store,
) -> Result<Contents<'a>, StoreError> {
    let mut page = collection.page(selection, snapshot, store)?;
    snapshot.atlas.show(&mut page.features, selection.look);
    let mut members = members(collection, selection, snapshot);
    if let Some(metres) = generalised_to(&page, selection.look, &snapshot.atlas) {
        members.insert("generalised_m".into(), json!(metres));
    }
    members.insert("numberMatched".into(), json!(page.matched));
    members.insert("numberReturned".into(), json!(page.features.len()));
    if let Some(counts) = by_status(collection, &page.features) {
        members.insert("by_status".into(), json!(counts));
    }
    Ok(Contents {
        collection,
        page,
        properties: selection.properties.clone(),
        members,
    })
}

/// How far borders may have moved, in metres to the millimetre, where there are any.
fn generalised_to(page: &Page<'_>, look: Look, atlas: &Atlas) -> Option<f64> {
    let mut shapes = page.features.iter().filter_map(|f| f.shape.as_ref());
    let has_borders = shapes.any(|shape| !shape.as_polygons().is_empty());
    let metres = atlas.step(look)?.metres();
    has_borders.then(|| (metres * 1e3).round() / 1e3)
}

impl Contents<'_> {
    pub fn geojson(&self) -> Vec<u8> {
        geojson::collection(
            self.collection.columns,
            self.properties.as_deref(),
            &self.page.features,
            &self.members,
        )
    }
}

/// The national border line as GeoJSON.
pub fn national_border(atlas: &Atlas) -> Vec<u8> {
    let line = &atlas.national_border.json;
    format!(
        "{{\"type\":\"FeatureCollection\",\"title_vi\":\"Đường biên giới quốc gia\",\"title_en\":\"International border\",\
         \"attribution\":\"© OpenStreetMap contributors, ODbL 1.0\",\"features\":[\n\
         {{\"type\":\"Feature\",\"id\":\"national-border\",\"properties\":{{}},\"geometry\":{line}}}\n]}}\n"
    )
    .into_bytes()
}

/// Foreign members that say what a collection shows.
fn members(
    collection: &Collection,
    selection: &Selection,
    snapshot: &Snapshot,
) -> Map<String, Value> {
    let plan = &snapshot.atlas.reference.plan;
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    put("title_vi", json!(collection.title_vi));
    put("title_en", json!(collection.title_en));
    put("plan", json!(plan.document.number));
    put("units_edition", json!(plan.document.edition));
    put("version", json!(snapshot.version));
    put("timeStamp", json!(snapshot.time));
    put("as_of", json!(selection.view.as_of));
    if let Some(crs) = geojson::crs(selection.look.crs) {
        put("crs", crs);
    }
    if collection.has_view {
        match selection.view.choice {
            LineChoice::Line(ix) => {
                let line = &plan.lines[ix];
                put("line", json!(line.id));
                put("line_title_vi", json!(line.title_vi));
                put("line_title_en", json!(line.title_en));
                put("paragraph", json!(line.paragraph));
            }
            LineChoice::Overall { year } => {
                put("line", Value::Null);
                put("year", json!(year));
            }
        }
    }
    if snapshot.tally.samples > 0 {
        put("sample_activities", json!(snapshot.tally.samples));
        put(
            "notice_vi",
            json!("Có dữ liệu mẫu – không phải số liệu thật"),
        );
        put(
            "notice_en",
            json!("Contains sample data – not real figures"),
        );
    }
    members
}

/// `Vùng phủ – Độ phủ – 2018-leaflets – 2018-06-30 – EPSG-3405.geojson`: what, which line, as of when, and in which system if
/// it is not the usual one.
pub fn file_name(
    collection: &Collection,
    selection: &Selection,
    reference: &Reference,
    extension: &str,
) -> String {
    let line = match selection.view.choice {
        _ if !collection.has_view => String::new(),
        LineChoice::Line(ix) => format!(" – {}", reference.plan.lines[ix].id),
        LineChoice::Overall { year: Some(year) } => format!(" – {year}"),
        LineChoice::Overall { year: None } => " – chung".to_owned(),
    };
    let day = selection.view.as_of;
    let crs = match selection.look.crs {
        Crs::Crs84 => String::new(),
        crs => format!(" – {}", crs.code().replace(':', "-")),
    };
    format!(
        "Vùng phủ – {}{line} – {day}{crs}.{extension}",
        collection.title_vi.replace(['/', ','], "")
    )
}

fn by_status(collection: &Collection, features: &[Feature<'_>]) -> Option<ByStatus> {
    let column = collection
        .columns
        .iter()
        .position(|c| collection.has_view && c.name == "status")?;
    let status = |feature: &Feature<'_>| match &feature.values[column] {
        crate::geo::Value::Text(text) => Status::ALL
            .into_iter()
            .find(|s| s.as_str() == text.as_ref()),
        _ => None,
    };
    Some(features.iter().filter_map(status).collect())
}
