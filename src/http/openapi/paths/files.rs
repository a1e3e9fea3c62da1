//! Short stable addresses of whole collections.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::exchange::export::format::CSV_METADATA;
use crate::http::link::GEOJSON;
use crate::http::openapi::operation::{Answer, Operation, Tag, path, path_outside};
use crate::http::openapi::parameters::At;
use crate::http::openapi::parts::{pascal, schema};
use crate::http::openapi::schemas::page_name;
use crate::http::openapi::{example, parameters, problems};
use crate::service::collection::{COLLECTIONS, Collection};
use crate::world::Snapshot;

pub fn paths(base: &str, snapshot: &Snapshot) -> Vec<(String, Value)> {
    let files = |collection: &&Collection| {
        let at = |extension| format!("/data/{}.{extension}", collection.id);
        [
            path_outside(base, &at("geojson"), [geojson(collection, snapshot)]),
            path_outside(base, &at("{extension}"), [file(collection)]),
        ]
    };
    let border = path_outside(base, "/data/national-border.geojson", [border()]);
    let formats = path("/formats", [formats()]);
    let files = COLLECTIONS.iter().flat_map(files);
    files.chain([border, formats]).collect()
}

fn formats() -> Operation {
    let answer = Answer::new("The formats, and the reference systems that most of them take")
        .json(&schema("Formats"));
    Operation::new(
        "get",
        "getFormats",
        Tag::Files,
        "Formats",
        "Các định dạng",
    )
    .about("What collections come as: names for `f`, types, extensions, and what each is good for.")
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(answer)
}

/// A collection in any format but GeoJSON.
fn file(collection: &Collection) -> Operation {
    let answer = Answer::new("All features in one file")
        .files()
        .content(CSV_METADATA.essence(), &json!({"type": "object"}))
        .header("Content-Crs")
        .header("Content-Disposition")
        .header_as("Link", "LinkOfFile");
    let id = format!("get{}Table", pascal(collection.id));
    let en = format!("{} as a file of any format", collection.title_en);
    let vi = format!("{}: tệp theo định dạng tùy chọn", collection.title_vi);
    Operation::new("get", &id, Tag::Files, &en, &vi)
        .about(&format!(
            "{}. The same features as under `/api/collections/{}/items`, all at once unless `limit` is given; the file says of itself what it shows. KML takes WGS 84 only.",
            collection.description_en, collection.id
        ))
        .takes_all(parameters::of_collection(collection, At::File))
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER, &problems::NO_FILE, &problems::BUSY])
        .kept(answer)
}

fn geojson(collection: &Collection, snapshot: &Snapshot) -> Operation {
    let answer = Answer::new("All features in one file")
        .content(GEOJSON, &schema(&page_name(collection)))
        .header("Content-Crs")
        .header("Content-Disposition");
    let answer = match example::page(collection, snapshot) {
        Some(page) => answer.example(GEOJSON, "One feature without its geometry", &page),
        None => answer,
    };
    let id = format!("get{}File", pascal(collection.id));
    let en = format!("{} as a file", collection.title_en);
    let vi = format!("{}: tệp GeoJSON", collection.title_vi);
    Operation::new("get", &id, Tag::Files, &en, &vi)
        .about(&format!(
            "{}. The same features as under `/api/collections/{}/items`, all at once unless `limit` is given.",
            collection.description_en, collection.id
        ))
        .takes_all(parameters::of_collection(collection, At::GeoJson))
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER, &problems::BUSY])
        .kept(answer)
}

fn border() -> Operation {
    let answer = Answer::new("The line in pieces").content(GEOJSON, &schema("NationalBorder"));
    Operation::new(
        "get",
        "getNationalBorder",
        Tag::Files,
        "International border",
        "Đường biên giới quốc gia",
    )
    .about("The border line as OpenStreetMap has it, for maps.")
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(answer)
}
