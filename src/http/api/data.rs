//! `/data/{collection}.geojson`: short stable addresses, whole collections, as a page or as a file.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use crate::http::App;
use crate::http::ask::Ask;
use crate::http::link;
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection;
use crate::service::download;
use crate::service::parameter::Parameters;
use crate::service::query;

pub async fn collection(
    State(app): State<App>,
    Path(file): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = file
        .strip_suffix(".geojson")
        .and_then(collection::find)
        .ok_or(Problem::NoSuchPage)?;
    app.answer(ask, move |ask, now| {
        let reference = &now.snapshot.atlas.reference;
        let mut parameters = ask.parameters()?;
        let as_file = query::flag(&mut parameters, "download")?;
        let selection = query::selection(collection, &mut parameters, reference, now.today)?;
        parameters.finish()?;
        // A whole collection needs no links; a part of it says how to get the rest.
        let links = |matched| {
            let limit = selection.limit?;
            Some(json!(link::page(
                collection,
                ask,
                selection.offset,
                limit,
                matched
            )))
        };
        let bytes =
            download::geojson(collection, &selection, &now.snapshot, &now.app.store, links)?;
        let file_name =
            as_file.then(|| download::file_name(collection, &selection, reference, "geojson"));
        Ok(Answer {
            bytes,
            content_type: "application/geo+json",
            file_name,
        })
    })
    .await
}

pub async fn national_border(State(app): State<App>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        Parameters::finish(ask.parameters()?)?;
        let bytes = download::national_border(&now.snapshot.atlas);
        Ok(Answer {
            bytes,
            content_type: "application/geo+json",
            file_name: None,
        })
    })
    .await
}
