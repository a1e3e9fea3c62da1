//! Links: every one has `rel`, `type` and an absolute address.

use serde::Serialize;

use super::ask::Ask;
use crate::service::collection::Collection;

pub const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";

#[derive(Debug, Serialize)]
pub struct Link {
    pub href: String,
    pub rel: &'static str,
    #[serde(rename = "type")]
    pub media_type: &'static str,
    pub title: String,
}

impl Link {
    pub fn new(href: String, rel: &'static str, media_type: &'static str, title: &str) -> Self {
        Self {
            href,
            rel,
            media_type,
            title: title.to_owned(),
        }
    }
}

/// Links of one page of a collection: itself, the collection, and its neighbours where there are any.
pub fn page(
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
pub fn address(ask: &Ask, set: &[(&str, String)]) -> String {
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
