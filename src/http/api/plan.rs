//! `GET /api/plan`: the plan's lines with their rules and totals.

use axum::response::Response;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::plan::PlanView;
use crate::service::query;

pub async fn plan(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        now.known(&mut parameters)?;
        let as_of = query::as_of(&mut parameters)?.unwrap_or(now.today);
        parameters.finish()?;
        Answer::json(&PlanView::of(&now.snapshot, as_of))
    })
    .await
}
