//! `GET /api/summary`: the leadership's figures.

use axum::response::Response;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::query;
use crate::service::selection::View;
use crate::service::summary::Summary;

pub async fn summary(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        now.known(&mut parameters)?;
        let reference = &now.snapshot.atlas.reference;
        let as_of = query::as_of(&mut parameters)?.unwrap_or(now.today);
        let choice = query::choice(&mut parameters, reference)?;
        let district = query::district(&mut parameters, reference)?;
        parameters.finish()?;
        Answer::json(&Summary::of(
            &now.snapshot,
            View { as_of, choice },
            district,
        ))
    })
    .await
}
