//! Every route of the service, on one screen.

use axum::Router;
use axum::middleware;
use axum::routing::get;

use super::problem::{self, Problem};
use super::state::App;
use super::{api, assets, ogc};

pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(assets::index))
        .route("/healthz", get(api::health::alive))
        .route("/readyz", get(api::health::ready))
        // OGC API – Features
        .route("/api", get(ogc::landing::page))
        .route("/api/collections", get(ogc::collections::list))
        .route("/api/collections/{id}", get(ogc::collections::one))
        .route("/api/collections/{id}/items", get(ogc::items::items))
        .route(
            "/api/collections/{id}/items/{feature}",
            get(ogc::items::item),
        )
        // Short stable addresses of the same collections
        .route(
            "/data/national-border.geojson",
            get(api::data::national_border),
        )
        .route("/data/{file}", get(api::data::collection))
        // Our own
        .route("/api/plan", get(api::plan::plan))
        .route("/api/summary", get(api::summary::summary))
        .route("/api/matrix", get(api::matrix::matrix))
        .route("/api/pano-reach", get(api::pano_reach::pano_reach))
        .fallback(assets::asset)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(middleware::from_fn(problem::worded))
        .with_state(app)
}
