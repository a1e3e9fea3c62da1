//! `GET /api/collections/{id}/items` with its pages, and single items.

use axum::response::Response;
use serde_json::json;

use crate::domain::access::Read;
use crate::domain::coverage::LineChoice;
use crate::exchange::export::geojson;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::features::features;
use crate::http::link::{self, GEOJSON, JSON, Link};
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection;
use crate::service::query::{self, DEFAULT_FEATURES};
use crate::service::refinement;
use crate::service::selection::View;

pub async fn items(
    Allowed { app, .. }: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        ask.face(&mut parameters)?;
        features(collection, ask, now, parameters, Some(DEFAULT_FEATURES))
    })
    .await
}

pub async fn item(
    Allowed { app, .. }: Allowed<Read>,
    Path((id, feature)): Path<(String, String)>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let known = now.known(&mut parameters)?;
        let reference = &now.snapshot.atlas.reference;
        ask.face(&mut parameters)?;
        let as_of = query::as_of(&mut parameters)?.unwrap_or(now.today);
        let choice = if collection.has_view {
            query::choice(&mut parameters, reference)?
        } else {
            LineChoice::Overall { year: None }
        };
        let look = query::look(&mut parameters)?;
        let skip_geometry = query::flag(&mut parameters, "skip_geometry")?;
        let properties = refinement::properties(collection, &mut parameters)?;
        parameters.finish()?;
        let found = collection.feature(
            &feature,
            View { as_of, choice },
            known,
            &now.snapshot,
            &now.app.store,
        )?;
        let mut found = found.ok_or(Problem::NoSuchFeature {
            collection: collection.id,
            id: feature,
        })?;
        if skip_geometry {
            found.shape = None;
        }
        let atlas = &now.snapshot.atlas;
        atlas.show(std::slice::from_mut(&mut found), look);
        let base = format!("{}/api/collections/{}", ask.base(), collection.id);
        let links = [
            Link::new(link::address(ask, &[]), "self", GEOJSON, "This feature"),
            link::alternate(ask),
            Link::new(base, "collection", JSON, collection.title_en),
        ];
        let crs = geojson::crs(look.crs).map(|crs| ("crs".to_owned(), crs));
        let links = ("links".to_owned(), json!(links));
        let members = crs.into_iter().chain([links]).collect();
        let bytes = geojson::feature(collection.columns, properties.as_deref(), &found, &members);
        Ok(Answer::new(bytes, GEOJSON).in_crs(look.crs))
    })
    .await
}
