//! The page that says which classes of the standards hold here.

use askama::Template;
use serde_json::Value;

use super::answer;
use super::frame::Frame;
use super::links::{self, Listed};
use crate::domain::Language;
use crate::http::ask::Ask;
use crate::http::link::JSON;
use crate::http::ogc::conformance::{CLASSES, Class};
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};

#[derive(Template)]
#[template(path = "conformance.html")]
struct Conformance {
    page: Frame,
    standards: Vec<Standard>,
    listed: Vec<Listed>,
}

/// A standard with those of its classes that hold.
struct Standard {
    name: &'static str,
    classes: Vec<&'static Class>,
}

/// # Errors
/// If the page cannot be written.
pub fn page(ask: &Ask, now: &Now, language: Language, document: &Value) -> Result<Answer, Problem> {
    let title = language.choose("Chuẩn được tuân thủ", "Conformance");
    let description = language.choose(
        "Các lớp tuân thủ của OGC API – Features và CQL2 mà dịch vụ này đáp ứng; lớp nào có trong danh sách đều đã được kiểm thử.",
        "The conformance classes of OGC API – Features and CQL2 that this service holds to; every class in the list is tested.",
    );
    let way = [(title, "/api/conformance".to_owned())];
    let mut page = Frame::new(ask, now, language, title.into(), description.into(), &way);
    page.also("JSON", JSON, page.links.in_format("json"));
    let mut standards: Vec<Standard> = Vec::new();
    for class in &CLASSES {
        let name = standard(class.uri);
        match standards.iter_mut().find(|s| s.name == name) {
            Some(known) => known.classes.push(class),
            None => standards.push(Standard {
                name,
                classes: vec![class],
            }),
        }
    }
    let conformance = Conformance {
        standards,
        listed: links::listed(document),
        page,
    };
    answer(&conformance, language)
}

/// The standard that a class belongs to.
fn standard(uri: &str) -> &'static str {
    let known = [
        ("ogcapi-features-1/", "OGC API – Features – Part 1: Core"),
        (
            "ogcapi-features-2/",
            "OGC API – Features – Part 2: Coordinate Reference Systems by Reference",
        ),
        (
            "ogcapi-features-3/",
            "OGC API – Features – Part 3: Filtering",
        ),
        ("ogcapi-features-5/", "OGC API – Features – Part 5: Schemas"),
        ("cql2/", "Common Query Language (CQL2)"),
    ];
    let found = known.into_iter().find(|(part, _)| uri.contains(part));
    found.map_or("OGC", |(_, name)| name)
}
