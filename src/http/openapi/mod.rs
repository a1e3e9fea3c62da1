//! `GET /api/openapi.json`: the description of the service in OpenAPI 3.0, which is what OGC API – Features, Part 1 wants.
//!
//! Made from the same tables that the service works by: collections with their columns, plan lines, roles and rights,
//! problems with their words. What is left to write down here is held against the router and against real answers by
//! tests (`tests/it/openapi.rs`).

mod example;
mod operation;
mod parameters;
mod parts;
mod paths;
mod problems;
mod schemas;

use axum::response::Response;
use serde_json::{Value, json};

use super::access::{Allowed, cookie_name_for};
use super::ask::Ask;
use super::link::OPENAPI;
use super::problem::Problem;
use super::ready::Answer;
use crate::domain::access::Read;
use crate::world::Snapshot;
use operation::Tag;

pub async fn answer(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        ask.parameters()?.finish()?;
        Answer::json_as(&document(&ask.base(), &now.snapshot), OPENAPI)
    })
    .await
}

/// The document; `base` is the address of the service without a slash at its end.
pub fn document(base: &str, snapshot: &Snapshot) -> Value {
    let reference = &snapshot.atlas.reference;
    let plan = &reference.plan.document;
    let mut headers = headers();
    if let (Some(all), Value::Object(of_problems)) = (headers.as_object_mut(), problems::headers())
    {
        all.extend(of_problems);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Vùng phủ",
            "description": format!("{ABOUT}\n\n{} – {}", plan.number, plan.title_en),
            "version": env!("CARGO_PKG_VERSION"),
            "contact": {"name": plan.issuer_en, "url": base},
            "license": {"name": "MIT"},
        },
        "servers": [{"url": format!("{base}/api"), "description": "This service"}],
        "tags": Tag::ALL.map(Tag::describe),
        "paths": paths::paths(base, snapshot),
        "components": {
            "parameters": parameters::parameters(reference),
            "headers": headers,
            "responses": problems::responses(),
            "examples": problems::examples(),
            "schemas": schemas::schemas(snapshot),
            "securitySchemes": security(base.starts_with("https://")),
        },
        "x-problems": problems::catalogue(),
    })
}

const ABOUT: &str = "\
Coverage of Plan 2228/KH-UBND against human trafficking, Lai Châu 2016–2018: which of its 108 communes, above all of the 23 \
at the border, each promise of the plan has reached, and where the gaps are.

- Features by OGC API – Features: open `/api` in QGIS or ArcGIS, or take a file from `/data/{collection}.geojson`.
- Codes of units are text with leading zeros. Null means that something does not apply or is not known, and is never the same as 0.
- Dates are days in Vietnam (UTC+7); moments are UTC.
- Every answer of the same version of the data is the same, byte for byte, and has a strong `ETag`.
- A parameter that is not listed, stands twice or cannot be used is refused with 400. Several values are separated by commas.
- Errors are problems by RFC 9457, in Vietnamese or English by `Accept-Language`; `x-problems` lists all of them.
- Reading needs no account, unless the service is private. Programs that record send a token: `Authorization: Bearer vp_…`.";

fn headers() -> Value {
    let text = json!({"type": "string"});
    json!({
        "ETag": {
            "description": "Tag of this version; goes into `If-None-Match` or `If-Match`",
            "required": true,
            "schema": text,
            "example": "\"42-9a3f6c1e5b7d2084-identity\"",
        },
        "ETagOfRecord": {
            "description": "The record's revision, for `If-Match`; absent in a dry run",
            "schema": text,
            "example": "\"2\"",
        },
        "Content-Crs": {
            "description": "System of the coordinates, as a URI in angle brackets; pages have none",
            "schema": text,
            "example": "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>",
        },
        "Content-Disposition": {
            "description": "Name of the file, where one is offered",
            "schema": text,
            "example": "attachment; filename=\"communes.geojson\"; filename*=UTF-8''x%C3%A3.geojson",
        },
        "Link": {
            "description": "To the properties to filter by",
            "required": true,
            "schema": text,
            "example": "<https://example.org/api/collections/communes/queryables>; rel=\"http://www.opengis.net/def/rel/ogc/1.0/queryables\"",
        },
        "LinkOfFile": {
            "description": "From a CSV file to what it is about (`describedby`), and from a part of a file to its neighbours (`next`, `prev`); absent otherwise",
            "schema": text,
            "example": "<https://example.org/data/communes.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"",
        },
        "Location": {
            "description": "Where the new record is, or what was asked for",
            "schema": text,
            "example": "/api/activities/0190a6c4-0000-7000-8000-000000000000",
        },
        "Set-Cookie": {
            "description": "The cookie of the session, or one that takes it away",
            "required": true,
            "schema": text,
        },
    })
}

fn security(secure: bool) -> Value {
    json!({
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookie_name_for(secure),
            "description": "A browser's session, from `POST /api/session`",
        },
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A program's token, from `POST /api/tokens` or `vungphu user token`",
        },
    })
}
