//! The pages of a collection's schemas: the properties to filter by, all of them, those to sort by.

use askama::Template;
use serde_json::Value;

use super::frame::Frame;
use super::items::way;
use super::{answer, ld};
use crate::domain::{Language, words};
use crate::http::ask::Ask;
use crate::http::link::SCHEMA;
use crate::http::ogc::schemas::SchemaOf;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::service::collection::Collection;

#[derive(Template)]
#[template(path = "schema.html")]
struct Schema {
    page: Frame,
    heading: String,
    lead: &'static str,
    items: String,
    others: Vec<(&'static str, String)>,
    properties: Vec<Property>,
    source: String,
}

/// A property as a table shows it.
#[derive(Debug)]
pub struct Property {
    pub name: String,
    pub title: String,
    /// In English, as the schema has it.
    pub about: String,
    pub kind: String,
    pub unit: String,
    pub role: String,
    /// The values it may take, with what they mean.
    pub values: Vec<(String, String)>,
    pub range: String,
    /// It may be without a value.
    pub nullable: bool,
}

/// # Errors
/// If the page cannot be written.
pub fn page(
    ask: &Ask,
    now: &Now,
    language: Language,
    (collection, of): (&'static Collection, SchemaOf),
    document: &Value,
) -> Result<Answer, Problem> {
    let title = language.choose(collection.title_vi, collection.title_en);
    let [list, one, _] = way(collection, language);
    let path = |of: SchemaOf| format!("/api/collections/{}/{}", collection.id, of.path());
    let here = (name(of, language), path(of));
    let heading = format!("{title}: {}", name(of, language).to_lowercase());
    let description = format!(
        "{heading}. {}",
        ld::description(collection, &now.snapshot.atlas, language)
    );
    let mut page = Frame::new(
        ask,
        now,
        language,
        heading.clone(),
        description,
        &[list, one, here],
    );
    page.also("JSON Schema", SCHEMA, page.links.in_format("json"));
    let others = SchemaOf::ALL.into_iter().filter(|other| *other != of);
    let schema = Schema {
        heading,
        lead: lead(of, language),
        items: page.items(collection.id),
        others: others
            .map(|other| (name(other, language), page.to(&path(other))))
            .collect(),
        properties: properties(document, collection, language),
        source: document["$id"].as_str().unwrap_or_default().to_owned(),
        page,
    };
    answer(&schema, language)
}

pub const fn name(of: SchemaOf, language: Language) -> &'static str {
    match of {
        SchemaOf::Queryables => language.choose("Thuộc tính để lọc", "Queryables"),
        SchemaOf::Features => language.choose("Lược đồ", "Schema"),
        SchemaOf::Sortables => language.choose("Thuộc tính để sắp xếp", "Sortables"),
    }
}

const fn lead(of: SchemaOf, language: Language) -> &'static str {
    match of {
        SchemaOf::Queryables => language.choose(
            "Mỗi thuộc tính dưới đây là một tham số của địa chỉ đối tượng, và dùng được trong điều kiện của tham số filter.",
            "Each of these properties is a parameter of the features' address, and can stand in conditions of the parameter filter.",
        ),
        SchemaOf::Features => language.choose(
            "Mọi thuộc tính mà đối tượng của bộ dữ liệu này có.",
            "All properties that the features of this collection have.",
        ),
        SchemaOf::Sortables => language.choose(
            "Các thuộc tính dùng được trong tham số sortby.",
            "The properties that can stand in the parameter sortby.",
        ),
    }
}

/// The properties of a JSON Schema.
pub fn properties(document: &Value, collection: &Collection, language: Language) -> Vec<Property> {
    // Only the schema of the features says what always has a value.
    let required = document["required"].as_array();
    let known = document["properties"].as_object();
    let property = |(name, schema): (&String, &Value)| {
        let text = |member: &str| schema[member].as_str().unwrap_or_default();
        let title = language.choose("x-ogc-title-vi", "title");
        let values = schema["enum"].as_array().into_iter().flatten();
        let values = values.filter_map(Value::as_str).map(|value| {
            let words = words::value(collection.has_view, name, value, language);
            (value.to_owned(), words.unwrap_or_default().to_owned())
        });
        Property {
            name: name.clone(),
            title: text(title).to_owned(),
            about: text("description").to_owned(),
            kind: kind(schema, language),
            unit: text("x-ogc-unit").to_owned(),
            role: text("x-ogc-role").to_owned(),
            values: values.collect(),
            range: range(schema, language),
            nullable: name != "geometry"
                && required.is_some_and(|names| names.iter().all(|n| n != name)),
        }
    };
    known.into_iter().flatten().map(property).collect()
}

fn kind(schema: &Value, language: Language) -> String {
    let format = schema["format"].as_str();
    let words = match (schema["type"].as_str(), format) {
        (_, Some("date")) => language.choose("ngày", "date"),
        (_, Some("date-time")) => language.choose("thời điểm", "time"),
        (_, Some(format)) if format.starts_with("geometry") => {
            language.choose("hình học", "geometry")
        }
        (Some("string"), _) => language.choose("chữ", "text"),
        (Some("integer"), _) => language.choose("số nguyên", "whole number"),
        (Some("number"), _) => language.choose("số", "number"),
        (Some("boolean"), _) => language.choose("có/không", "yes or no"),
        (Some("array"), _) => language.choose("danh sách", "list"),
        _ => "",
    };
    match format {
        Some(format) if format.starts_with("geometry") => {
            format!("{words} ({})", format.trim_start_matches("geometry-"))
        }
        Some(format @ ("uuid" | "uri")) => format.to_owned(),
        _ => words.to_owned(),
    }
}

/// `0 – 1`, `≥ 0`.
fn range(schema: &Value, language: Language) -> String {
    let bound = |name: &str| schema[name].as_f64().map(|n| words::number(n, language));
    match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!("{least} – {most}"),
        (Some(least), None) => format!("≥ {least}"),
        (None, Some(most)) => format!("≤ {most}"),
        (None, None) => String::new(),
    }
}
