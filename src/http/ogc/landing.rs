//! `GET /api`: what there is.

use axum::response::Response;
use serde_json::json;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::http::html;
use crate::http::link::{GEOJSON, HTML, JSON, Link, OPENAPI};
use crate::http::problem::Problem;
use crate::http::ready::Answer;

pub async fn page(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let face = ask.face(&mut parameters)?;
        parameters.finish()?;
        let plan = &now.snapshot.atlas.reference.plan.document;
        let base = &ask.base();
        let links = [
            Link::new(format!("{base}/api"), "self", JSON, "This document"),
            Link::new(
                format!("{base}/api/collections"),
                "data",
                JSON,
                "The collections",
            ),
            Link::new(
                format!("{base}/api/conformance"),
                "conformance",
                JSON,
                "Which standards hold here",
            ),
            Link::new(
                format!("{base}/api/openapi.json"),
                "service-desc",
                OPENAPI,
                "All addresses and parameters, for programs",
            ),
            Link::new(
                format!("{base}/api/docs"),
                "service-doc",
                HTML,
                "All addresses and parameters, for people",
            ),
            Link::new(
                format!("{base}/api/plan"),
                "related",
                JSON,
                "The plan's lines with their totals",
            ),
            Link::new(
                format!("{base}/api/summary"),
                "related",
                JSON,
                "The leadership's figures",
            ),
            Link::new(
                format!("{base}/api/matrix"),
                "related",
                JSON,
                "Communes by plan lines",
            ),
            Link::new(
                format!("{base}/data/coverage.geojson"),
                "related",
                GEOJSON,
                "Coverage in one file",
            ),
            Link::new(format!("{base}/"), "alternate", "text/html", "The map"),
        ];
        let document = json!({
            "title": "Vùng phủ",
            "description": format!("{} – {}", plan.number, plan.title_en),
            "links": links,
        });
        match face {
            Face::Page(language) => html::landing::page(ask, now, language, &document),
            Face::Data | Face::File(..) => Answer::json(&document),
        }
    })
    .await
}
