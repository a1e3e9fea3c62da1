//! The page that lists the collections.

use askama::Template;
use serde_json::Value;

use super::answer;
use super::collection::Card;
use super::frame::Frame;
use super::links::{self, Listed};
use crate::domain::Language;
use crate::http::ask::Ask;
use crate::http::link::JSON;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::service::collection::COLLECTIONS;

#[derive(Template)]
#[template(path = "collections.html")]
struct Collections {
    page: Frame,
    cards: Vec<Card>,
    listed: Vec<Listed>,
}

/// # Errors
/// If the database cannot be read or the page cannot be written.
pub fn page(ask: &Ask, now: &Now, language: Language, document: &Value) -> Result<Answer, Problem> {
    let cards: Result<_, _> = COLLECTIONS
        .into_iter()
        .map(|collection| Card::of(collection, now, language))
        .collect();
    let title = language.choose("Bộ dữ liệu", "Collections");
    let description = language.choose(
        "Các bộ dữ liệu của Vùng phủ: đơn vị hành chính, vị trí pano, độ phủ và hoạt động; xem tại chỗ hoặc tải về dạng GeoJSON.",
        "The collections of Vùng phủ: administrative units, pano sites, coverage and activities, to be looked at here or downloaded as GeoJSON.",
    );
    let way = [(title, "/api/collections".to_owned())];
    let mut page = Frame::new(ask, now, language, title.into(), description.into(), &way);
    page.also("JSON", JSON, page.links.in_format("json"));
    let collections = Collections {
        cards: cards?,
        listed: links::listed(document),
        page,
    };
    answer(&collections, language)
}
