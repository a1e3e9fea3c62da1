//! `GET /api/collections/{id}/items` with its pages, and single items.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::json;

use super::schemas::SchemaOf;
use crate::domain::access::Read;
use crate::domain::coverage::LineChoice;
use crate::exchange::export::geojson;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::http::features::features;
use crate::http::html;
use crate::http::link::{self, GEOJSON, JSON, Link, SCHEMA};
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection::{self, Collection, Source};
use crate::service::query::{self, DEFAULT_FEATURES};
use crate::service::refinement;
use crate::service::selection::View;

/// Records have many and long values: a page of a thousand would be no page any more.
const RECORDS_ON_A_PAGE: usize = 100;

pub async fn items(
    Allowed { app, .. }: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
    if let Some(elsewhere) = html::without_blanks(&ask) {
        return Ok(elsewhere);
    }
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let face = ask.face_of_features(&mut parameters)?;
        let usual = match (face, &collection.source) {
            (Face::Page(_), Source::Ledger) => RECORDS_ON_A_PAGE,
            _ => DEFAULT_FEATURES,
        };
        let answer = features(collection, ask, now, parameters, face, Some(usual))?;
        Ok(match queryables(collection, ask) {
            Some(link) => answer.with(header::LINK, link),
            None => answer,
        })
    })
    .await
}

/// What can be filtered points to the properties to filter by (OGC API – Features – Part 3, /req/queryables/queryables-link).
fn queryables(collection: &Collection, ask: &Ask) -> Option<HeaderValue> {
    let schema = SchemaOf::Queryables;
    let (base, id, path) = (ask.base(), collection.id, schema.path());
    let address = format!("{base}/api/collections/{id}/{path}");
    let link = format!("<{address}>; rel=\"{}\"; type=\"{SCHEMA}\"", schema.rel());
    HeaderValue::try_from(link).ok()
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
        let face = ask.face(&mut parameters)?;
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
        let view = View { as_of, choice };
        let found = collection.feature(
            &feature,
            view,
            known.is_some(),
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
        let base = format!("{}/api/collections/{}", ask.base(), collection.id);
        let links = [
            Link::new(link::address(ask, &[]), "self", GEOJSON, "This feature"),
            link::alternate(ask),
            Link::new(base, "collection", JSON, collection.title_en),
        ];
        if let Face::Page(language) = face {
            let links = json!({"links": links});
            let of = (collection, view);
            let told = properties.as_deref();
            return html::item::page(ask, now, language, of, told, &found, &links);
        }
        now.snapshot
            .atlas
            .show(std::slice::from_mut(&mut found), look);
        let crs = geojson::crs(look.crs).map(|crs| ("crs".to_owned(), crs));
        let links = ("links".to_owned(), json!(links));
        let members = crs.into_iter().chain([links]).collect();
        let bytes = geojson::feature(collection.columns, properties.as_deref(), &found, &members);
        Ok(Answer::new(bytes, GEOJSON).in_crs(look.crs))
    })
    .await
}
