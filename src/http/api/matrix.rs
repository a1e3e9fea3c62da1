//! `GET /api/matrix`: communes by plan lines.

use axum::response::Response;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::matrix::{Matrix, Scope};
use crate::service::parameter::ParameterFault;
use crate::service::query;

pub async fn matrix(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        now.known(&mut parameters)?;
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
