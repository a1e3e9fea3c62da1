//! `GET /api/collections` and `GET /api/collections/{id}`.

use axum::response::Response;
use geo::Rect;
use serde_json::{Value, json};

use crate::domain::access::Read;
use crate::geo::Crs;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::link::{GEOJSON, JSON, Link};
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection::{self, COLLECTIONS, Collection};
use crate::world::Atlas;

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
        let crs = Crs::ALL.map(Crs::uri);
        Answer::json(&json!({"links": links, "crs": crs, "collections": collections}))
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
    // Late work is recorded too, so the time has no end.
    json!({
        "id": id,
        "title": collection.title_en,
        "title_vi": collection.title_vi,
        "description": collection.description_en,
        "description_vi": collection.description_vi,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::Crs84.uri(),
        "extent": {
            "spatial": {"bbox": [extent(atlas)], "crs": Crs::Crs84.uri()},
            "temporal": {"interval": [[format!("{}T00:00:00Z", document.starts_on), null]], "trs": GREGORIAN},
        },
        "links": links,
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
