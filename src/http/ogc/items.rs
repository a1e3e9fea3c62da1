//! `GET /api/collections/{id}/items` with its pages, and single items.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::json;

use super::link::{GEOJSON, JSON, Link};
use crate::exchange::export::geojson;
use crate::http::App;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::collection::{self, Collection};
use crate::service::download;
use crate::service::parameter::ParameterFault;
use crate::service::parameter::Parameters;
use crate::service::query::{self, DEFAULT_FEATURES};
use crate::service::selection::View;

pub async fn items(
    State(app): State<App>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
    app.answer(ask, move |ask, now| {
        let reference = &now.snapshot.atlas.reference;
        let mut parameters = ask.parameters()?;
        format(&mut parameters)?;
        let as_file = query::flag(&mut parameters, "download")?;
        let mut selection = query::selection(collection, &mut parameters, reference, now.today)?;
        parameters.finish()?;
        let limit = *selection.limit.get_or_insert(DEFAULT_FEATURES);
        let page = collection.page(&selection, &now.snapshot, &now.app.store)?;
        let mut members = download::members(collection, &selection, &now.snapshot);
        members.insert("numberMatched".into(), json!(page.matched));
        members.insert("numberReturned".into(), json!(page.features.len()));
        members.insert(
            "links".into(),
            json!(page_links(
                collection,
                ask,
                selection.offset,
                limit,
                page.matched
            )),
        );
        let bytes = geojson::collection(collection.columns, &page.features, &members);
        let file_name =
            as_file.then(|| download::file_name(collection, &selection, reference, "geojson"));
        Ok(Answer {
            bytes,
            content_type: GEOJSON,
            file_name,
        })
    })
    .await
}

pub async fn item(
    State(app): State<App>,
    Path((id, feature)): Path<(String, String)>,
    ask: Ask,
) -> Result<Response, Problem> {
    let collection = collection::find(&id).ok_or(Problem::NoSuchCollection { id })?;
    app.answer(ask, move |ask, now| {
        let reference = &now.snapshot.atlas.reference;
        let mut parameters = ask.parameters()?;
        format(&mut parameters)?;
        let as_of = query::as_of(&mut parameters)?.unwrap_or(now.today);
        let choice = if collection.has_view {
            query::choice(&mut parameters, reference)?
        } else {
            crate::domain::coverage::LineChoice::Overall { year: None }
        };
        parameters.finish()?;
        let found = collection.feature(
            &feature,
            View { as_of, choice },
            &now.snapshot,
            &now.app.store,
        )?;
        let found = found.ok_or(Problem::NoSuchFeature {
            collection: collection.id,
            id: feature,
        })?;
        let base = format!("{}/api/collections/{}", ask.base(), collection.id);
        let links = [
            Link::new(address(ask, &[]), "self", GEOJSON, "This feature"),
            Link::new(base, "collection", JSON, collection.title_en),
        ];
        let members = std::iter::once(("links".to_owned(), json!(links))).collect();
        Ok(Answer {
            bytes: geojson::feature(collection.columns, &found, &members),
            content_type: GEOJSON,
            file_name: None,
        })
    })
    .await
}

/// `f=json` is all there is yet.
fn format(parameters: &mut Parameters) -> Result<(), Problem> {
    match parameters.take("f").as_deref() {
        None | Some("json") => Ok(()),
        Some(other) => Err(ParameterFault::not_among("f", other, ["json"]).into()),
    }
}

fn page_links(
    collection: &Collection,
    ask: &Ask,
    offset: usize,
    limit: usize,
    matched: usize,
) -> Vec<Link> {
    let at = |offset: usize| {
        address(
            ask,
            &[("limit", limit.to_string()), ("offset", offset.to_string())],
        )
    };
    let about = format!("{}/api/collections/{}", ask.base(), collection.id);
    let mut links = vec![
        Link::new(address(ask, &[]), "self", GEOJSON, "This page"),
        Link::new(about, "collection", JSON, collection.title_en),
    ];
    if offset.saturating_add(limit) < matched {
        links.push(Link::new(at(offset + limit), "next", GEOJSON, "Next page"));
    }
    if offset > 0 {
        links.push(Link::new(
            at(offset.saturating_sub(limit)),
            "prev",
            GEOJSON,
            "Previous page",
        ));
    }
    links
}

/// The address of the request with some parameters set anew.
fn address(ask: &Ask, set: &[(&str, String)]) -> String {
    let kept = ask
        .pairs()
        .into_iter()
        .filter(|(name, _)| !set.iter().any(|(new, _)| new == name));
    let set = set
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    let query: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept.chain(set))
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{}{mark}{query}", ask.base(), ask.path())
}
