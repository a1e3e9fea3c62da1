//! Pages: the face for people of every resource of the API, in Vietnamese or English, readable without scripts.
//!
//! A page is made from the same values as the data face: the features with their members, or the JSON document. So both
//! say the same. Templates stand in `templates/`, both languages side by side. Handlers decide which face is asked for;
//! nothing here reads parameters that the data face does not know.

mod address;
mod cell;
pub mod collection;
pub mod collections;
pub mod conformance;
pub mod docs;
pub mod examples;
mod form;
mod frame;
pub mod item;
pub mod items;
pub mod landing;
mod ld;
mod links;
mod map;
mod marked;
mod named;
pub mod schema;
mod shares;
pub mod style;
mod table;

use askama::Template;
use axum::http::{HeaderValue, header};

use super::assets::GUARD;
use super::problem::Problem;
use super::ready::Answer;
use crate::domain::Language;
pub use form::without_blanks;
pub use map::{LOOK, Sketch};

/// A page, ready to be kept.
fn answer(page: &impl Template, language: Language) -> Result<Answer, Problem> {
    let html = page.render().map_err(|error| {
        tracing::error!(%error, "cannot write a page");
        Problem::Internal
    })?;
    let answer = Answer::new(html.into_bytes(), "text/html; charset=utf-8").with(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    let guarded = GUARD.into_iter();
    Ok(guarded.fold(answer, |answer, (name, value)| {
        answer.with(name, HeaderValue::from_static(value))
    }))
}
