//! What there is: landing page, conformance, this description, and whether the service runs.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::http::link::OPENAPI;
use crate::http::ogc::conformance::CLASSES;
use crate::http::openapi::operation::{Answer, Operation, Tag, path, path_outside};
use crate::http::openapi::parts::{schema, text};
use crate::http::openapi::problems;

pub fn paths(base: &str) -> Vec<(String, Value)> {
    vec![
        path("/", [landing()]),
        path("/conformance", [conformance()]),
        path("/openapi.json", [description()]),
        path("/docs", [guide()]),
        path("/docs/examples", [examples()]),
        path_outside(base, "/healthz", [alive()]),
        path_outside(base, "/readyz", [ready()]),
    ]
}

fn landing() -> Operation {
    Operation::new(
        "get",
        "getLandingPage",
        Tag::Service,
        "Landing page",
        "Trang đầu",
    )
    .about("What there is, with links to all of it.")
    .takes(&["f", "lang"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(
        Answer::new("Links to everything")
            .json(&schema("LandingPage"))
            .page(),
    )
}

fn conformance() -> Operation {
    let classes: Vec<String> = CLASSES
        .iter()
        .map(|class| format!("- `{}`: {}", class.uri, class.about))
        .collect();
    let about = format!(
        "Which classes of the OGC standards hold here:\n\n{}",
        classes.join("\n")
    );
    Operation::new(
        "get",
        "getConformance",
        Tag::Service,
        "Conformance classes",
        "Tiêu chuẩn được tuân thủ",
    )
    .about(&about)
    .takes(&["f", "lang"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(
        Answer::new("The classes by their URIs")
            .json(&schema("Conformance"))
            .page(),
    )
}

fn description() -> Operation {
    let document =
        json!({"type": "object", "required": ["openapi", "paths"], "additionalProperties": true});
    Operation::new(
        "get",
        "getDescription",
        Tag::Service,
        "This description",
        "Mô tả dịch vụ",
    )
    .about("This document, in OpenAPI 3.0. `/api/docs` has it as a page.")
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(Answer::new("An OpenAPI 3.0 document").content(OPENAPI, &document))
}

/// A page for people, and nothing else.
fn guide() -> Operation {
    Operation::new(
        "get",
        "getGuide",
        Tag::Service,
        "This description as a page",
        "Tài liệu API",
    )
    .about("All operations, schemas and problems, for people.")
    .takes(&["htmlOnly", "lang"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(Answer::new("A page").page())
}

fn examples() -> Operation {
    Operation::new(
        "get",
        "getExamples",
        Tag::Service,
        "Examples for QGIS, Python, R, curl and JavaScript",
        "Ví dụ cho QGIS, Python, R, curl và JavaScript",
    )
    .about("Code to copy, with this service's address in it.")
    .takes(&["htmlOnly", "lang"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(Answer::new("A page").page())
}

fn alive() -> Operation {
    Operation::new(
        "get",
        "isAlive",
        Tag::Service,
        "Whether the service runs",
        "Dịch vụ có đang chạy",
    )
    .about("Answers as long as the process does; looks at nothing.")
    .open()
    .refuses(&[&problems::PARAMETER])
    .answers(200, Answer::new("`ok`").content("text/plain", &text()))
}

fn ready() -> Operation {
    Operation::new(
        "get",
        "isReady",
        Tag::Service,
        "Whether the data can be read",
        "Dữ liệu có sẵn sàng",
    )
    .open()
    .refuses(&[
        &problems::PARAMETER,
        &problems::TOKEN,
        &problems::INTERNAL,
        &problems::NOT_READY,
    ])
    .answers(
        200,
        Answer::new("The data can be read").json(&schema("Ready")),
    )
}
