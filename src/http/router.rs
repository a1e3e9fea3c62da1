//! Every route of the service, on one screen.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{delete, get, post, put};

use super::access::Guarded;
use super::problem::{self, Problem};
use super::state::App;
use super::{api, assets, drain, html, index, ogc, openapi};

pub fn router(app: App) -> Router {
    let private = app.guard.private;
    let routes = routes(app);
    if private {
        routes.layer(middleware::map_response(for_one_reader))
    } else {
        routes
    }
}

/// What only those with an account may see is kept by their own browser alone.
async fn for_one_reader(mut response: Response) -> Response {
    let caching = response.headers_mut().get_mut(header::CACHE_CONTROL);
    if let Some(caching) = caching.filter(|caching| *caching == "no-cache") {
        *caching = HeaderValue::from_static("private, no-cache");
    }
    response
}

fn routes(app: App) -> Router {
    Router::new()
        .route("/", get(index::index))
        .route("/healthz", get(api::health::alive))
        .route("/readyz", get(api::health::ready))
        .route("/pages/{file}", get(html::style::sheet))
        // OGC API – Features
        .route("/api", get(ogc::landing::page))
        // With the slash that many clients put behind the address they were given.
        .route("/api/", get(ogc::landing::page))
        .route("/api/conformance", get(ogc::conformance::page))
        .route("/api/openapi.json", get(openapi::answer))
        .route("/api/docs", get(html::docs::page))
        .route("/api/docs/examples", get(html::examples::page))
        .route("/api/collections", get(ogc::collections::list))
        .route("/api/collections/{id}", get(ogc::collections::one))
        .route(
            "/api/collections/{id}/queryables",
            get(ogc::schemas::queryables),
        )
        .route("/api/collections/{id}/schema", get(ogc::schemas::features))
        .route(
            "/api/collections/{id}/sortables",
            get(ogc::schemas::sortables),
        )
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
        // Pictures
        .route("/map.svg", get(api::map::svg))
        .route("/map.png", get(api::map::png))
        // Our own
        .route("/api/formats", get(api::formats::formats))
        .route("/api/plan", get(api::plan::plan))
        .route("/api/summary", get(api::summary::summary))
        .route("/api/matrix", get(api::matrix::matrix))
        .route("/api/offline.html", get(api::offline::map))
        .route("/api/pano-reach", get(api::pano_reach::pano_reach))
        .route("/api/reports", get(api::reports::list))
        .route("/api/reports/{file}", get(api::reports::report))
        .route("/api/changes", get(api::changes::changes))
        .route("/api/events", get(api::changes::events))
        // Records
        .route(
            "/api/activities",
            get(api::activities::list).post(api::activities::create),
        )
        .route(
            "/api/activities/{id}",
            get(api::activities::one)
                .put(api::activities::change)
                .delete(api::activities::delete),
        )
        .route(
            "/api/activities/{id}/history",
            get(api::activities::history),
        )
        .route(
            "/api/activities/{id}/restore",
            post(api::activities::restore),
        )
        .route("/api/activities/{id}/verify", post(api::activities::verify))
        .route("/api/activities/{id}/reject", post(api::activities::reject))
        .route(
            "/api/imports",
            get(api::imports::list).post(api::imports::import),
        )
        .route("/api/imports/marked", post(api::imports::marked))
        .route("/api/imports/template.xlsx", get(api::imports::template))
        // Who may do what
        .route(
            "/api/session",
            get(api::session::show)
                .post(api::session::sign_in)
                .delete(api::session::sign_out),
        )
        .route("/api/session/password", put(api::session::change_password))
        .route(
            "/api/tokens",
            get(api::accounts::tokens).post(api::accounts::add_token),
        )
        .route("/api/tokens/{id}", delete(api::accounts::remove_token))
        .route(
            "/api/accounts",
            get(api::accounts::list).post(api::accounts::add),
        )
        .route("/api/accounts/{name}", put(api::accounts::change))
        .route(
            "/api/accounts/{name}/sessions",
            delete(api::accounts::sign_out_everywhere),
        )
        .route("/api/audit", get(api::accounts::audit))
        .fallback(assets::asset)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(middleware::from_fn(problem::worded))
        .layer(middleware::from_fn(drain::drained))
        .with_state(Guarded::new(app))
}
