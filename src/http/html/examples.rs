//! `GET /api/docs/examples`: the service from QGIS, Python, R, curl and others, with its own address filled in.

use askama::Template;
use axum::response::Response;

use super::frame::Frame;
use super::{answer, marked};
use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::ogc::examples::EXAMPLES;
use crate::http::problem::Problem;

#[derive(Template)]
#[template(path = "examples.html")]
struct Examples {
    page: Frame,
    examples: Vec<Shown>,
}

struct Shown {
    id: &'static str,
    title: &'static str,
    /// Safe HTML.
    explanation: String,
    language: &'static str,
    code: String,
}

pub async fn page(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let language = ask.page(&mut parameters)?;
        parameters.finish()?;
        let title = language.choose("Ví dụ", "Examples");
        let description = language.choose(
            "Dùng dữ liệu Vùng phủ trong QGIS, ArcGIS, Python, R, curl, JavaScript, GDAL và Excel: chép, dán và chạy.",
            "The data of Vùng phủ in QGIS, ArcGIS, Python, R, curl, JavaScript, GDAL and Excel: copy, paste and run.",
        );
        let docs = language.choose("Tài liệu API", "API guide");
        let way = [
            (docs, "/api/docs".to_owned()),
            (title, "/api/docs/examples".to_owned()),
        ];
        let page = Frame::new(ask, now, language, title.into(), description.into(), &way);
        let base = ask.base();
        let shown = EXAMPLES.iter().map(|example| Shown {
            id: example.id,
            title: example.title(language),
            explanation: marked::blocks(&example.explanation(language, &base)),
            language: example.language,
            code: example.code(&base),
        });
        let examples = Examples {
            examples: shown.collect(),
            page,
        };
        answer(&examples, language)
    })
    .await
}
