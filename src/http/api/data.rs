//! `/data/{collection}.geojson`, `.csv`, …: short stable addresses, whole collections, in every format of the table.

use axum::response::Response;

use crate::domain::access::Read;
use crate::exchange::export::Format;
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
    let collection = Format::of_file(&file)
        .and_then(|(stem, _)| collection::find(stem))
        .ok_or(Problem::NoSuchPage)?;
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        // GeoJSON is the same in every language.
        let face = match Face::asked(&ask.uri, &ask.headers) {
            Face::File(..) => ask.face_of_file(&mut parameters)?,
            face => face,
        };
        features(collection, ask, now, parameters, face, None)
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
