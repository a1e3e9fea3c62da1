//! `GET /api/docs`: the description of the service as a page: all operations with what they take and answer, all schemas,
//! all problems. Made from the document that programs get, so that nothing can be said here that does not hold there.

mod kind;
mod operation;
mod schema;

use askama::Template;
use axum::response::Response;
use serde_json::Value;

use super::frame::Frame;
use super::{answer, marked};
use crate::domain::Language;
use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::link::OPENAPI;
use crate::http::openapi;
use crate::http::problem::Problem;
use operation::{Operation, Parameter, Source};
use schema::Schema;

#[derive(Template)]
#[template(path = "docs.html")]
struct Docs {
    page: Frame,
    /// Safe HTML: how the service does things, in English.
    about: String,
    groups: Vec<Group>,
    parameters: Vec<Parameter>,
    responses: Vec<operation::Response>,
    schemas: Vec<Schema>,
    problems: Vec<Known>,
}

/// Operations that belong together.
struct Group {
    name: String,
    title: String,
    about: String,
    operations: Vec<Operation>,
}

/// A problem that the service can tell of.
struct Known {
    code: String,
    status: String,
    title: String,
    example: String,
}

pub async fn page(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let language = ask.page(&mut parameters)?;
        parameters.finish()?;
        let document = openapi::document(&ask.base(), &now.snapshot);
        let title = language.choose("Tài liệu API", "API guide");
        let description = language.choose(
            "Mọi địa chỉ, tham số, lược đồ và lỗi của API Vùng phủ: OGC API – Features cho QGIS và ArcGIS, tệp GeoJSON, số liệu, ghi nhận hoạt động.",
            "All addresses, parameters, schemas and problems of the API of Vùng phủ: OGC API – Features for QGIS and ArcGIS, GeoJSON files, figures, recording.",
        );
        let way = [(title, "/api/docs".to_owned())];
        let mut page = Frame::new(ask, now, language, title.into(), description.into(), &way);
        page.also("OpenAPI 3.0", OPENAPI, page.file("/api/openapi.json"));
        let source = Source {
            document: &document,
            language,
        };
        let text = document["info"]["description"].as_str().unwrap_or_default();
        let docs = Docs {
            about: marked::blocks(text),
            groups: groups(&source),
            parameters: source.shared_parameters(),
            responses: source.shared_responses(),
            schemas: schemas(&document, language),
            problems: problems(&document, language),
            page,
        };
        answer(&docs, language)
    })
    .await
}

fn groups(source: &Source<'_>) -> Vec<Group> {
    let group = |tag: &Value| {
        let text = |name: &str| tag[name].as_str().unwrap_or_default().to_owned();
        Group {
            title: text(source.language.choose("x-title-vi", "name")),
            about: text("description"),
            operations: source.operations(&text("name")),
            name: text("name"),
        }
    };
    let tags = source.document["tags"].as_array().into_iter().flatten();
    tags.map(group).collect()
}

fn schemas(document: &Value, language: Language) -> Vec<Schema> {
    let all = document["components"]["schemas"].as_object();
    let all = all.into_iter().flatten();
    all.map(|(name, schema)| Schema::of(name, schema, language))
        .collect()
}

fn problems(document: &Value, language: Language) -> Vec<Known> {
    let all = document["x-problems"].as_array().into_iter().flatten();
    let known = |problem: &Value| {
        let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        Known {
            code: text("code"),
            status: problem["status"].to_string(),
            title: text(language.choose("title_vi", "title_en")),
            example: marked::inline(&text(language.choose("example_vi", "example_en"))),
        }
    };
    all.map(known).collect()
}
