//! Links: every one has `rel`, `type` and an absolute address.

use serde::Serialize;

use super::ask::Ask;
use crate::exchange::export::FORMATS;
use crate::service::collection::Collection;

pub const JSON: &str = "application/json";
pub const HTML: &str = "text/html";
pub const SCHEMA: &str = "application/schema+json";
/// What OGC API – Features, Part 1 names an OpenAPI document of version 3.0.
pub const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
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
    let about = format!("{}/api/collections/{}", ask.base(), collection.id);
    let mut links = vec![
        Link::new(address(ask, &[]), "self", GEOJSON, "This page"),
        page_of(collection, ask),
        Link::new(about, "collection", JSON, collection.title_en),
    ];
    // A file that is put away leads nowhere else.
    if ask.path().starts_with("/api") {
        links.extend(formats(ask));
    }
    links.extend(neighbours(ask, offset, limit, matched, GEOJSON));
    links
}

/// The parts of a collection before and after one.
pub fn neighbours(
    ask: &Ask,
    offset: usize,
    limit: usize,
    matched: usize,
    media_type: &'static str,
) -> Vec<Link> {
    let at = |offset: usize| {
        address(
            ask,
            &[("limit", limit.to_string()), ("offset", offset.to_string())],
        )
    };
    let next = (offset.saturating_add(limit) < matched).then(|| {
        Link::new(
            at(offset.saturating_add(limit)),
            "next",
            media_type,
            "Next page",
        )
    });
    let previous = at(offset.saturating_sub(limit));
    let previous = (offset > 0).then(|| Link::new(previous, "prev", media_type, "Previous page"));
    next.into_iter().chain(previous).collect()
}

/// A file with the same features under its short address; the parameter `f` has become its extension.
pub fn file_of(path: &str, ask: &Ask) -> String {
    let pairs = ask.pairs().into_iter();
    let kept = pairs.filter(|(name, _)| !["f", "download"].contains(&name.as_str()));
    format!("{}{}", ask.base(), with_query(path, kept))
}

/// The table of a collection as seen from the document beside it.
pub fn beside(collection: &Collection, ask: &Ask) -> String {
    with_query(&format!("{}.csv", collection.id), ask.pairs().into_iter())
}

fn with_query(path: &str, pairs: impl Iterator<Item = (String, String)>) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{path}{mark}{query}")
}

/// The same features in the other formats.
fn formats<'a>(ask: &'a Ask) -> impl Iterator<Item = Link> + use<'a> {
    let others = FORMATS.iter().filter(|format| format.id != "json");
    others.map(|format| {
        let href = address(ask, &[("f", format.id.to_owned())]);
        Link::new(href, "alternate", format.essence(), format.title_en)
    })
}

/// The same resource as a page for people.
pub fn alternate(ask: &Ask) -> Link {
    web_page(address(ask, &[("f", "html".to_owned())]))
}

/// The same features as a page for people; a file has none of its own.
fn page_of(collection: &Collection, ask: &Ask) -> Link {
    let path = format!("/api/collections/{}/items", collection.id);
    web_page(address_at(&path, ask, &[("f", "html".to_owned())]))
}

/// A page that shows the same.
pub fn web_page(href: String) -> Link {
    Link::new(href, "alternate", HTML, "This as a web page")
}

/// The address of the request with some parameters set anew.
pub fn address(ask: &Ask, set: &[(&str, String)]) -> String {
    address_at(ask.path(), ask, set)
}

fn address_at(path: &str, ask: &Ask, set: &[(&str, String)]) -> String {
    let kept = ask
        .pairs()
        .into_iter()
        .filter(|(name, _)| !set.iter().any(|(new, _)| new == name));
    let set = set
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    format!("{}{}", ask.base(), with_query(path, kept.chain(set)))
}
