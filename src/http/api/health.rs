//! `/healthz` (the process answers) and `/readyz` (the data can be read).

use axum::Json;
use serde_json::{Value, json};

use crate::http::access::Open;
use crate::http::ask::Ask;
use crate::http::problem::Problem;

pub async fn alive(ask: Ask) -> Result<&'static str, Problem> {
    ask.parameters()?.finish()?;
    Ok("ok\n")
}

pub async fn ready(Open { app, .. }: Open, ask: Ask) -> Result<Json<Value>, Problem> {
    ask.parameters()?.finish()?;
    let asked = app.clone();
    let found = tokio::task::spawn_blocking(move || asked.store.version()).await;
    match found {
        Ok(Ok(found)) => Ok(Json(
            json!({"ready": true, "version": app.world.now().version, "recorded": found.seq}),
        )),
        Ok(Err(error)) => {
            tracing::error!(%error, "not ready");
            Err(Problem::NotReady)
        }
        Err(_) => Err(Problem::NotReady),
    }
}
