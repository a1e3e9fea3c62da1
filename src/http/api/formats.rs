//! `GET /api/formats`: the formats that collections come in, as lists of downloads show them.

use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use crate::domain::access::Read;
use crate::exchange::export::{FORMATS, Format};
use crate::geo::Crs;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::parameter::Parameters;

/// A line of the table.
#[derive(Debug, Serialize)]
pub struct FormatView {
    pub id: &'static str,
    pub title_vi: &'static str,
    pub title_en: &'static str,
    pub about_vi: &'static str,
    pub about_en: &'static str,
    pub media_type: &'static str,
    pub extension: &'static str,
    pub any_crs: bool,
    pub in_a_language: bool,
    /// Most features that fit; null where there is no bound.
    pub most: Option<usize>,
}

impl FormatView {
    pub const fn of(format: &Format) -> Self {
        Self {
            id: format.id,
            title_vi: format.title_vi,
            title_en: format.title_en,
            about_vi: format.about_vi,
            about_en: format.about_en,
            media_type: format.media_type,
            extension: format.extension,
            any_crs: format.any_crs,
            in_a_language: format.in_a_language,
            most: format.most,
        }
    }
}

pub async fn formats(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, _| {
        Parameters::finish(ask.parameters()?)?;
        let formats: Vec<FormatView> = FORMATS.iter().map(|f| FormatView::of(f)).collect();
        let crs = Crs::ALL.map(|crs| {
            let (title_vi, title_en) = crs.titles();
            json!({"uri": crs.uri(), "code": crs.code(), "title_vi": title_vi, "title_en": title_en})
        });
        Answer::json(&json!({"formats": formats, "crs": crs}))
    })
    .await
}
