//! `/healthz` (the process answers) and `/readyz` (the data can be read).

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::http::App;
use crate::http::problem::Problem;

pub async fn alive() -> &'static str {
    "ok\n"
}

pub async fn ready(State(app): State<App>) -> Result<Json<Value>, Problem> {
    let found = tokio::task::block_in_place(|| app.store.version()).map_err(|error| {
        tracing::error!(%error, "not ready");
        Problem::NotReady
    })?;
    Ok(Json(
        json!({"ready": true, "version": app.world.now().version, "recorded": found.seq}),
    ))
}
