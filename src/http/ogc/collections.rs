//! `GET /api/collections` and `GET /api/collections/{id}`.

use axum::response::Response;
use serde_json::{Value, json};

use super::schemas::SchemaOf;
use crate::domain::access::Read;
use crate::exchange::export::FORMATS;
use crate::geo::Crs;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::http::html;
use crate::http::link::{self, GEOJSON, HTML, JSON, Link, SCHEMA};
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection::{self, COLLECTIONS, Collection};
use crate::world::Atlas;

const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

pub async fn list(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let face = ask.face(&mut parameters)?;
        parameters.finish()?;
        let base = &ask.base();
        let links = [
            Link::new(
                format!("{base}/api/collections"),
                "self",
                JSON,
                "This document",
            ),
            link::alternate(ask),
            Link::new(format!("{base}/api"), "root", JSON, "Landing page"),
        ];
        let collections: Vec<Value> = COLLECTIONS
            .iter()
            .map(|c| describe(c, base, &now.snapshot.atlas))
            .collect();
        let crs = Crs::ALL.map(Crs::uri);
        let document = json!({"links": links, "crs": crs, "collections": collections});
        match face {
            Face::Page(language) => html::collections::page(ask, now, language, &document),
            Face::Data | Face::File(..) => Answer::json(&document),
        }
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
        let mut parameters = ask.parameters()?;
        let face = ask.face(&mut parameters)?;
        parameters.finish()?;
        let document = describe(collection, &ask.base(), &now.snapshot.atlas);
        match face {
            Face::Page(language) => {
                html::collection::page(ask, now, language, collection, &document)
            }
            Face::Data | Face::File(..) => Answer::json(&document),
        }
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
        link::web_page(format!("{base}/api/collections/{id}?f=html")),
        Link::new(
            format!("{base}/api/collections/{id}/items"),
            "items",
            GEOJSON,
            collection.title_en,
        ),
        Link::new(
            format!("{base}/api/collections/{id}/items?f=html"),
            "items",
            HTML,
            collection.title_en,
        ),
    ];
    let files = FORMATS.iter().map(|format| {
        Link::new(
            format!("{base}/data/{id}.{}", format.extension),
            "enclosure",
            format.essence(),
            &format!("The whole collection as a file: {}", format.title_en),
        )
    });
    let files: Vec<Link> = files.collect();
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
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::Crs84.uri(),
        "extent": {
            "spatial": {"bbox": [atlas.extent()], "crs": Crs::Crs84.uri()},
            "temporal": {"interval": [[format!("{}T00:00:00Z", document.starts_on), null]], "trs": GREGORIAN},
        },
        "links": links.iter().chain(&files).chain(&schemas).collect::<Vec<_>>(),
    })
}
