//! `GET /api/pano-reach`: circles around the built panos, and what part of each commune lies inside.

use axum::response::Response;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::link::GEOJSON;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::pano_reach::PanoReach;
use crate::service::query;

/// Wider than the province is far.
pub const WIDEST_KM: f64 = 200.0;

pub async fn pano_reach(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        now.known(&mut parameters)?;
        let as_of = query::as_of(&mut parameters)?.unwrap_or(now.today);
        let read = |text: &str| {
            text.parse()
                .ok()
                .filter(|km: &f64| *km > 0.0 && *km <= WIDEST_KM)
        };
        let radius = parameters.read(
            "radius_km",
            "số km lớn hơn 0, nhiều nhất 200",
            "kilometres above 0, at most 200",
            read,
        )?;
        parameters.finish()?;
        let radius = radius.unwrap_or(now.snapshot.atlas.reference.plan.pano.reach_km);
        Answer::json_as(&PanoReach::of(&now.snapshot, as_of, radius), GEOJSON)
    })
    .await
}
