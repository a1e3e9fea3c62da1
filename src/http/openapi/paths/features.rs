//! The collections by OGC API – Features: what there is of them, their schemas, and their features.

use serde_json::Value;

use crate::domain::access::Action;
use crate::http::link::{GEOJSON, SCHEMA};
use crate::http::ogc::schemas::SchemaOf;
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parts::{pascal, schema};
use crate::http::openapi::schemas::{feature_name, page_name};
use crate::http::openapi::{example, parameters, problems};
use crate::service::collection::{COLLECTIONS, Collection};
use crate::world::Snapshot;

pub fn paths(snapshot: &Snapshot) -> Vec<(String, Value)> {
    let mut paths = vec![
        path("/collections", [list()]),
        path("/collections/{collectionId}", [one()]),
    ];
    for kind in SchemaOf::ALL {
        let at = format!("/collections/{{collectionId}}/{}", kind.path());
        paths.push(path(&at, [schema_of(kind)]));
    }
    for collection in COLLECTIONS {
        let at = format!("/collections/{}/items", collection.id);
        paths.push(path(&at, [items(collection, snapshot)]));
        paths.push(path(
            &format!("{at}/{{featureId}}"),
            [item(collection, snapshot)],
        ));
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

fn one() -> Operation {
    Operation::new("get", "getCollection", Tag::Features, "One collection", "Một lớp dữ liệu")
        .about("What a collection holds, where and of when, in which systems, with links to its features and schemas.")
        .takes(&["collectionId", "f", "lang"])
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER, &problems::NO_COLLECTION])
        .kept(Answer::new("The collection").json(&schema("Collection")).page())
}

fn schema_of(kind: SchemaOf) -> Operation {
    let (id, vi, about) = match kind {
        SchemaOf::Queryables => (
            "getQueryables",
            "Thuộc tính để lọc",
            "The properties that can stand in `filter`; each but `geometry` is a parameter of `…/items`, too. OGC API – Features – Part 3.",
        ),
        SchemaOf::Features => (
            "getSchema",
            "Lược đồ thuộc tính",
            "All properties of the features, with types, units (UCUM) and roles. OGC API – Features – Part 5.",
        ),
        SchemaOf::Sortables => (
            "getSortables",
            "Thuộc tính để sắp xếp",
            "The properties that can stand in `sortby`. OGC API – Features – Part 5.",
        ),
    };
    let answer = Answer::new("A JSON Schema").content(SCHEMA, &schema("PropertiesSchema"));
    Operation::new("get", id, Tag::Features, kind.about(), vi)
        .about(about)
        .takes(&["collectionId", "f", "lang"])
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER, &problems::NO_COLLECTION])
        .kept(answer.page())
}

fn items(collection: &Collection, snapshot: &Snapshot) -> Operation {
    let answer = Answer::new("A page of features; links lead to the others")
        .content(GEOJSON, &schema(&page_name(collection)))
        .page()
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
    .takes_all(parameters::of_collection(collection, false))
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
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
