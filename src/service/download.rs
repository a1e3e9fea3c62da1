//! Collections with what they say of themselves, and the names of their files.

use super::about::{Counts, about};
use super::collection::{Collection, Page};
use super::selection::Selection;
use crate::domain::Reference;
use crate::domain::coverage::LineChoice;
use crate::exchange::export::layer::About;
use crate::geo::{Crs, Look};
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
    pub about: About,
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
    let counts = Counts {
        generalised_m: generalised_to(&page, selection.look, &snapshot.atlas),
        ..Counts::of(collection, page.matched, &page.features)
    };
    Ok(Contents {
        collection,
        about: about(collection, selection, snapshot, &counts),
        page,
        properties: selection.properties.clone(),
    })
}

/// How far borders may have moved, in metres to the millimetre, where there are any.
fn generalised_to(page: &Page<'_>, look: Look, atlas: &Atlas) -> Option<f64> {
    let mut shapes = page.features.iter().filter_map(|f| f.shape.as_ref());
    let has_borders = shapes.any(|shape| !shape.as_polygons().is_empty());
    let metres = atlas.step(look)?.metres();
    has_borders.then(|| (metres * 1e3).round() / 1e3)
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
