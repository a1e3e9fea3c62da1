//! `/data/{collection}.geojson`: short stable addresses, whole collections, as a page or as a file.

use axum::response::Response;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::http::features::features;
use crate::http::link::GEOJSON;
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection;
use crate::service::download;
use crate::service::parameter::Parameters;

pub async fn collection(
    Allowed { app, .. }: Allowed<Read>,
    Path(file): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = file
        .strip_suffix(".geojson")
        .and_then(collection::find)
        .ok_or(Problem::NoSuchPage)?;
    app.answer(ask, move |ask, now| {
        features(collection, ask, now, ask.parameters()?, Face::Data, None)
    })
    .await
}

pub async fn national_border(
    Allowed { app, .. }: Allowed<Read>,
    ask: Ask,
) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        Parameters::finish(ask.parameters()?)?;
        let bytes = download::national_border(&now.snapshot.atlas);
        Ok(Answer::new(bytes, GEOJSON))
    })
    .await
}
