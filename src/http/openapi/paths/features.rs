//! The collections by OGC API – Features: what there is of them, their schemas, and their features.

use serde_json::Value;

use crate::domain::access::Action;
use crate::http::link::{GEOJSON, SCHEMA};
use crate::http::ogc::schemas::SchemaOf;
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parameters::At;
use crate::http::openapi::parts::{pascal, schema};
use crate::http::openapi::schemas::{feature_name, page_name};
use crate::http::openapi::{example, parameters, problems};
use crate::service::collection::{COLLECTIONS, Collection};
use crate::world::Snapshot;

pub fn paths(snapshot: &Snapshot) -> Vec<(String, Value)> {
    let mut paths = vec![path("/collections", [list()])];
    for collection in COLLECTIONS {
        let at = format!("/collections/{}", collection.id);
        paths.push(path(&at, [one(collection)]));
        for kind in SchemaOf::ALL {
            let at = format!("{at}/{}", kind.path());
            paths.push(path(&at, [schema_of(collection, kind)]));
        }
        let at = format!("{at}/items");
        paths.push(path(&at, [items(collection, snapshot)]));
        let at = format!("{at}/{{featureId}}");
        paths.push(path(&at, [item(collection, snapshot)]));
    }
    paths
}

fn list() -> Operation {
    Operation::new(
        "get",
        "getCollections",
        Tag::Features,
        "All collections",
        "Các lớp dữ liệu",
    )
    .takes(&["f", "lang"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(
        Answer::new("The collections")
            .json(&schema("Collections"))
            .page(),
    )
}

fn one(collection: &Collection) -> Operation {
    let id = format!("get{}Collection", pascal(collection.id));
    let en = format!("{}: the collection", collection.title_en);
    let vi = format!("{}: lớp dữ liệu", collection.title_vi);
    Operation::new("get", &id, Tag::Features, &en, &vi)
        .about("What it holds, where and of when, in which systems, with links to its features and schemas.")
        .takes(&["f", "lang"])
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER])
        .kept(Answer::new("The collection").json(&schema("Collection")).page())
}

fn schema_of(collection: &Collection, kind: SchemaOf) -> Operation {
    let (what, vi, about) = match kind {
        SchemaOf::Queryables => (
            "Queryables",
            "thuộc tính để lọc",
            "The properties that can stand in `filter`; each but `geometry` is a parameter of the items, too. OGC API – Features – Part 3.",
        ),
        SchemaOf::Features => (
            "Schema",
            "lược đồ thuộc tính",
            "All properties of the features, with types, units (UCUM) and roles. OGC API – Features – Part 5.",
        ),
        SchemaOf::Sortables => (
            "Sortables",
            "thuộc tính để sắp xếp",
            "The properties that can stand in `sortby`. OGC API – Features – Part 5.",
        ),
    };
    let id = format!("get{}{what}", pascal(collection.id));
    let en = format!("{}: {}", collection.title_en, kind.about().to_lowercase());
    let vi = format!("{}: {vi}", collection.title_vi);
    let answer = Answer::new("A JSON Schema").content(SCHEMA, &schema("PropertiesSchema"));
    Operation::new("get", &id, Tag::Features, &en, &vi)
        .about(about)
        .takes(&["f", "lang"])
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER])
        .kept(answer.page())
}

fn items(collection: &Collection, snapshot: &Snapshot) -> Operation {
    let answer = Answer::new("A page of features; links lead to the others")
        .content(GEOJSON, &schema(&page_name(collection)))
        .page()
        .files()
        .header("Content-Crs")
        .header("Content-Disposition")
        .header("Link")
        .leads_to(
            &format!("get{}Feature", pascal(collection.id)),
            "featureId",
            "/features/0/id",
        );
    let answer = match example::page(collection, snapshot) {
        Some(page) => answer.example(GEOJSON, "One feature without its geometry", &page),
        None => answer,
    };
    let elsewhere =
        Answer::new("The form of a page was sent with empty fields: the address without them")
            .header("Location");
    let id = format!("get{}", pascal(collection.id));
    Operation::new(
        "get",
        &id,
        Tag::Features,
        collection.title_en,
        collection.title_vi,
    )
    .about(&format!("{}.", collection.description_en))
    .takes_all(parameters::of_collection(collection, At::Items))
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER, &problems::BUSY])
    .answers(303, elsewhere)
    .kept(answer)
}

fn item(collection: &Collection, snapshot: &Snapshot) -> Operation {
    let answer = Answer::new("The feature")
        .content(GEOJSON, &schema(&feature_name(collection)))
        .page()
        .header("Content-Crs");
    let answer = match example::feature(collection, snapshot) {
        Some(feature) => answer.example(GEOJSON, "Without its geometry", &feature),
        None => answer,
    };
    let id = format!("get{}Feature", pascal(collection.id));
    let en = format!("{}: one feature", collection.title_en);
    let vi = format!("{}: một đối tượng", collection.title_vi);
    Operation::new("get", &id, Tag::Features, &en, &vi)
        .takes_all([parameters::feature_id(collection)])
        .takes_all(parameters::of_feature(collection))
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER, &problems::NO_FEATURE])
        .kept(answer)
}
