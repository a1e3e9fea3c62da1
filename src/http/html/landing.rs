//! The landing page: what there is, how it stands today, and how to begin.

use askama::Template;
use serde_json::Value;

use super::answer;
use super::collection::Card;
use super::frame::Frame;
use super::ld;
use super::links::{self, Listed};
use super::map::{Drawing, LOOK, Map};
use crate::domain::{Language, words};
use crate::http::ask::Ask;
use crate::http::link::JSON;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::service::collection::{self, COLLECTIONS};
use crate::service::parameter::Parameters;
use crate::service::{download, query};

#[derive(Template)]
#[template(path = "landing.html")]
struct Landing {
    page: Frame,
    document: String,
    issuer: String,
    today: String,
    map: Option<Map>,
    cards: Vec<Card>,
    /// What GIS programs are given.
    service: String,
    listed: Vec<Listed>,
}

/// # Errors
/// If the database cannot be read or the page cannot be written.
pub fn page(ask: &Ask, now: &Now, language: Language, document: &Value) -> Result<Answer, Problem> {
    let atlas = &*now.snapshot.atlas;
    let plan = &atlas.reference.plan.document;
    let (plan_title, issuer) = match language {
        Language::Vi => (&plan.title_vi, &plan.issuer_vi),
        Language::En => (&plan.title_en, &plan.issuer_en),
    };
    let title = language.choose("Dữ liệu mở của Vùng phủ", "Open data of Vùng phủ");
    let mut page = Frame::new(
        ask,
        now,
        language,
        title.to_owned(),
        format!("{plan_title} ({}).", plan.number),
        &[],
    );
    page.also("JSON", JSON, page.links.in_format("json"));
    page.tell(&ld::catalog(&page, atlas));
    let cards: Result<_, _> = COLLECTIONS
        .into_iter()
        .map(|collection| Card::of(collection, now, language))
        .collect();
    let landing = Landing {
        document: plan_title.clone(),
        issuer: issuer.clone(),
        today: words::date(now.today, language),
        map: coverage(&page, now)?,
        cards: cards?,
        service: page.links.absolute(&page.links.file("/api", &[])),
        listed: links::listed(document),
        page,
    };
    answer(&landing, language)
}

/// How the province stands today.
fn coverage(page: &Frame, now: &Now) -> Result<Option<Map>, Problem> {
    let Some(coverage) = collection::find("coverage") else {
        return Ok(None);
    };
    let atlas = &*now.snapshot.atlas;
    let mut nothing = Parameters::new(Vec::new())?;
    let mut selection = query::selection(coverage, &mut nothing, &atlas.reference, now.today)?;
    selection.look = LOOK;
    let shown = download::contents(coverage, &selection, &now.snapshot, &now.app.store)?;
    let drawing = Drawing {
        atlas,
        sketch: now.app.sketch(),
        links: &page.links,
        language: page.language,
        view: &[],
    };
    Ok(drawing.features(coverage, &shown.page.features))
}
