//! `GET /api/collections` and `GET /api/collections/{id}`.

use axum::response::Response;
use geo::Rect;
use serde_json::{Value, json};

use super::schemas::SchemaOf;
use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::link::{GEOJSON, JSON, Link, SCHEMA};
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection::{self, COLLECTIONS, Collection};
use crate::world::Atlas;

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

pub async fn list(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        ask.parameters()?.finish()?;
        let base = &ask.base();
        let links = [
            Link::new(
                format!("{base}/api/collections"),
                "self",
                JSON,
                "This document",
            ),
            Link::new(format!("{base}/api"), "root", JSON, "Landing page"),
        ];
        let collections: Vec<Value> = COLLECTIONS
            .iter()
            .map(|c| describe(c, base, &now.snapshot.atlas))
            .collect();
        Answer::json(&json!({"links": links, "collections": collections}))
    })
    .await
}

pub async fn one(
    Allowed { app, .. }: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
    app.answer(ask, move |ask, now| {
        ask.parameters()?.finish()?;
        Answer::json(&describe(collection, &ask.base(), &now.snapshot.atlas))
    })
    .await
}

fn describe(collection: &Collection, base: &str, atlas: &Atlas) -> Value {
    let id = collection.id;
    let document = &atlas.reference.plan.document;
    let links = [
        Link::new(
            format!("{base}/api/collections/{id}"),
            "self",
            JSON,
            collection.title_en,
        ),
        Link::new(
            format!("{base}/api/collections/{id}/items"),
            "items",
            GEOJSON,
            collection.title_en,
        ),
        Link::new(
            format!("{base}/data/{id}.geojson"),
            "enclosure",
            GEOJSON,
            "The whole collection as a file",
        ),
    ];
    let schemas = SchemaOf::ALL.map(|schema| {
        let address = format!("{base}/api/collections/{id}/{}", schema.path());
        Link::new(address, schema.rel(), SCHEMA, schema.about())
    });
    // Late work is recorded too, so the time has no end.
    json!({
        "id": id,
        "title": collection.title_en,
        "title_vi": collection.title_vi,
        "description": collection.description_en,
        "description_vi": collection.description_vi,
        "itemType": "feature",
        "crs": [CRS84],
        "storageCrs": CRS84,
        "extent": {
            "spatial": {"bbox": [extent(atlas)], "crs": CRS84},
            "temporal": {"interval": [[format!("{}T00:00:00Z", document.starts_on), null]], "trs": GREGORIAN},
        },
        "links": links.iter().chain(&schemas).collect::<Vec<_>>(),
    })
}

/// The province's bounding box, rounded outwards: nothing may lie outside its own extent.
fn extent(atlas: &Atlas) -> [f64; 4] {
    let boxes = atlas
        .communes
        .iter()
        .chain(&atlas.sites)
        .map(|shape| shape.bbox);
    let whole = boxes.reduce(|a, b| {
        let (low, high) = (a.min(), a.max());
        Rect::new(
            (low.x.min(b.min().x), low.y.min(b.min().y)),
            (high.x.max(b.max().x), high.y.max(b.max().y)),
        )
    });
    let out = |x: f64| (x * 1e3).ceil() / 1e3;
    let down = |x: f64| (x * 1e3).floor() / 1e3;
    whole.map_or([-180.0, -90.0, 180.0, 90.0], |b| {
        [
            down(b.min().x),
            down(b.min().y),
            out(b.max().x),
            out(b.max().y),
        ]
    })
}
