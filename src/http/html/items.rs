//! The page of a collection's features: map, filters, table.

use askama::Template;
use serde_json::{Value, json};

use super::cell::Wording;
use super::form::Form;
use super::frame::Frame;
use super::links::{self, Listed};
use super::map::{Drawing, Map};
use super::table::{Plan, Table};
use super::{answer, ld};
use crate::domain::coverage::LineChoice;
use crate::domain::{Language, words};
use crate::exchange::export::{FORMATS, Format, format};
use crate::http::ask::Ask;
use crate::http::link::GEOJSON;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::service::about;
use crate::service::collection::{Collection, Source};
use crate::service::download::Contents;
use crate::service::selection::Selection;

/// Parameters that make the view of a feature, and so go on to its page.
pub const VIEW: [&str; 4] = ["line", "year", "as_of", "known_at"];

/// What the web app's list of records understands.
const RECORDS: &[&str] = &[
    "q",
    "plan_line",
    "district",
    "place",
    "state",
    "recorded_by",
    "import",
];

#[derive(Template)]
#[template(path = "items.html")]
struct Items {
    page: Frame,
    heading: &'static str,
    /// What is shown: a promise, a day.
    subtitle: String,
    map: Option<Map>,
    form: Form,
    table: Table,
    matched: String,
    /// `1–100`; empty if there is nothing.
    range: String,
    before: Option<String>,
    after: Option<String>,
    web_map: String,
    whole: String,
    listed: Vec<Listed>,
}

/// # Errors
/// If the page cannot be written.
pub fn page(
    ask: &Ask,
    now: &Now,
    language: Language,
    selection: &Selection,
    contents: &Contents<'_>,
) -> Result<Answer, Problem> {
    let collection = contents.collection;
    let atlas = &*now.snapshot.atlas;
    let reference = &atlas.reference;
    let title = language.choose(collection.title_vi, collection.title_en);
    let subtitle = subtitle(collection, selection, now, language);
    let mut page = Frame::new(
        ask,
        now,
        language,
        match subtitle.as_str() {
            "" => title.to_owned(),
            subtitle => format!("{title} – {subtitle}"),
        },
        ld::description(collection, atlas, language),
        &way(collection, language),
    );
    page.also("GeoJSON", GEOJSON, page.links.in_format("json"));
    for format in FORMATS.iter().filter(|format| format.id != "json") {
        let title = language.choose(format.title_vi, format.title_en);
        page.also(title, format.essence(), whole(collection, &page, format));
    }
    page.tell(&ld::dataset(&page, collection, atlas));

    let view = view(ask);
    let view: Vec<_> = view.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let drawing = Drawing {
        atlas,
        sketch: now.app.sketch(),
        links: &page.links,
        language,
        view: &view,
    };
    let features = &contents.page.features;
    let wording = Wording {
        collection,
        reference,
        language,
    };
    let plan = Plan {
        wording,
        links: &page.links,
        view: &view,
        properties: contents.properties.as_deref(),
        order: &selection.order,
    };
    let table = plan.table(features);
    let map = drawing.features(collection, features);
    let form = Form::of(collection, &page.links, reference, language);
    let (matched, shown) = (contents.page.matched, features.len());
    let limit = selection.limit.unwrap_or(usize::MAX);
    let at = |offset: usize| page.links.same(&[("offset", Some(&offset.to_string()))]);
    let first = selection.offset.saturating_add(1);
    let last = selection.offset.saturating_add(shown);
    let number = |n| words::whole(&n, language);
    let members = Value::from(contents.about.members.clone());
    let items = Items {
        heading: title,
        subtitle,
        map,
        form,
        table,
        range: if shown == 0 {
            String::new()
        } else {
            format!("{}–{}", number(first), number(last))
        },
        matched: number(matched),
        before: (selection.offset > 0).then(|| at(selection.offset.saturating_sub(limit))),
        after: (last < matched && shown > 0).then(|| at(last)),
        web_map: web_map(collection, &page),
        whole: whole(collection, &page, &format::GEOJSON),
        listed: links::listed(&json!({"links": members["links"]})),
        page,
    };
    answer(&items, language)
}

/// The pages above the features of a collection.
pub fn way(collection: &Collection, language: Language) -> [(&'static str, String); 3] {
    let path = format!("/api/collections/{}", collection.id);
    let items = format!("{path}/items");
    let title = language.choose(collection.title_vi, collection.title_en);
    [
        (
            language.choose("Bộ dữ liệu", "Collections"),
            "/api/collections".to_owned(),
        ),
        (title, path),
        (language.choose("Đối tượng", "Features"), items),
    ]
}

/// The parameters of [`VIEW`] in the address.
pub fn view(ask: &Ask) -> Vec<(&'static str, String)> {
    let pairs = ask.pairs();
    let given = |name: &'static str| {
        let (_, value) = pairs.iter().find(|(given, _)| given == name)?;
        Some((name, value.clone()))
    };
    VIEW.into_iter().filter_map(given).collect()
}

fn subtitle(
    collection: &Collection,
    selection: &Selection,
    now: &Now,
    language: Language,
) -> String {
    let day = words::date(selection.view.as_of, language);
    let until = match language {
        Language::Vi => format!("đến {day}"),
        Language::En => format!("as of {day}"),
    };
    let chosen = selection.filters.iter().any(|f| f.column.name == "as_of");
    if collection.has_view {
        format!("{}, {until}", promise(selection.view.choice, now, language))
    } else if at_a_day(collection) || chosen {
        until
    } else {
        String::new()
    }
}

/// Whether features look different from day to day. Records do not, they only come to be.
pub const fn at_a_day(collection: &Collection) -> bool {
    collection.temporal.is_some() && matches!(collection.source, Source::Snapshot(_))
}

/// What a view of coverage looks at.
pub fn promise(choice: LineChoice, now: &Now, language: Language) -> String {
    about::promise(choice, &now.snapshot.atlas.reference.plan, language)
}

/// The same view in the web app.
fn web_map(collection: &Collection, page: &Frame) -> String {
    let (path, names): (_, &[&str]) = if collection.id == "activities" {
        ("/#/records", RECORDS)
    } else {
        (
            "/",
            &["line", "year", "district", "border", "status", "as_of"],
        )
    };
    let known = page.links.parameters();
    let known: Vec<_> = known.filter(|(name, _)| names.contains(name)).collect();
    page.links.to_with(path, &known)
}

/// Everything that matches, as a file.
fn whole(collection: &Collection, page: &Frame, format: &Format) -> String {
    let path = format!("/data/{}.{}", collection.id, format.extension);
    let dropped: &[&str] = if format.any_crs {
        &["limit", "offset"]
    } else {
        &["limit", "offset", "crs"]
    };
    let parameters = page.links.parameters();
    let mut parameters: Vec<_> = parameters.filter(|(n, _)| !dropped.contains(n)).collect();
    if format.in_a_language {
        parameters.push(("lang", page.language.tag()));
    }
    parameters.push(("download", "true"));
    page.links.file(&path, &parameters)
}
