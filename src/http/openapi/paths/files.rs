//! Short stable addresses of whole collections.

use serde_json::Value;

use crate::domain::access::Action;
use crate::http::link::GEOJSON;
use crate::http::openapi::operation::{Answer, Operation, Tag, path_outside};
use crate::http::openapi::parts::{pascal, schema};
use crate::http::openapi::schemas::page_name;
use crate::http::openapi::{example, parameters, problems};
use crate::service::collection::{COLLECTIONS, Collection};
use crate::world::Snapshot;

pub fn paths(base: &str, snapshot: &Snapshot) -> Vec<(String, Value)> {
    let file = |collection: &&Collection| {
        let at = format!("/data/{}.geojson", collection.id);
        path_outside(base, &at, [file(collection, snapshot)])
    };
    let border = path_outside(base, "/data/national-border.geojson", [border()]);
    COLLECTIONS.iter().map(file).chain([border]).collect()
}

fn file(collection: &Collection, snapshot: &Snapshot) -> Operation {
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
        .takes_all(parameters::of_collection(collection, true))
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER])
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
