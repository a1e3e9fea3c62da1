//! `GET /api/matrix`: communes by plan lines.

use axum::extract::State;
use axum::response::Response;

use crate::http::App;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::matrix::{Matrix, Scope};
use crate::service::parameter::ParameterFault;
use crate::service::query;

pub async fn matrix(State(app): State<App>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let scope = match parameters.take("scope").as_deref() {
            None | Some("border") => Scope::Border,
            Some("all") => Scope::All,
            Some(other) => {
                return Err(ParameterFault::not_among("scope", other, ["border", "all"]).into());
            }
        };
        let as_of = query::as_of(&mut parameters)?.unwrap_or(now.today);
        let district = query::district(&mut parameters, &now.snapshot.atlas.reference)?;
        parameters.finish()?;
        Answer::json(&Matrix::of(&now.snapshot, as_of, scope, district))
    })
    .await
}
