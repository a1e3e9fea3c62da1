//! Structured data for search engines, in the words of schema.org: what a page is about, and the way to it.

use serde_json::{Map, Value, json};

use super::frame::Frame;
use super::named::Named;
use crate::domain::Language;
use crate::geo;
use crate::service::collection::{COLLECTIONS, Collection};
use crate::service::sources::{self, Source};
use crate::world::Atlas;

const CONTEXT: &str = "https://schema.org/";

pub fn breadcrumbs(frame: &Frame) -> Value {
    let crumbs = frame.crumbs.iter().zip(1..).map(|(crumb, position)| {
        json!({
            "@type": "ListItem",
            "position": position,
            "name": crumb.name,
            "item": frame.links.absolute(&frame.links.file(&crumb.path, &[])),
        })
    });
    json!({
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": crumbs.collect::<Vec<_>>(),
    })
}

/// Of the landing page.
pub fn catalog(frame: &Frame, atlas: &Atlas) -> Value {
    let datasets = COLLECTIONS
        .iter()
        .map(|collection| dataset(frame, collection, atlas));
    json!({
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "name": frame.title,
        "description": frame.description,
        "url": frame.canonical(),
        "inLanguage": frame.language.tag(),
        "isAccessibleForFree": true,
        "license": licences(sources::ALL),
        "dataset": datasets.collect::<Vec<_>>(),
    })
}

/// Of a collection.
pub fn dataset(frame: &Frame, collection: &Collection, atlas: &Atlas) -> Value {
    let language = frame.language;
    let document = &atlas.reference.plan.document;
    let [west, south, east, north] = atlas.extent();
    let absolute = |path: &str| frame.links.absolute(&frame.links.file(path, &[]));
    let title = language.choose(collection.title_vi, collection.title_en);
    let province = &atlas.reference.units.province.name;
    json!({
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": format!("{title} – {province}"),
        "description": description(collection, atlas, language),
        "url": absolute(&format!("/api/collections/{}", collection.id)),
        "identifier": collection.id,
        "inLanguage": "vi",
        "isAccessibleForFree": true,
        "license": licences(sources::of(collection.id)),
        "spatialCoverage": {
            "@type": "Place",
            "name": province,
            "geo": {"@type": "GeoShape", "box": format!("{south} {west} {north} {east}")},
        },
        "temporalCoverage": format!("{}/..", document.starts_on),
        "distribution": [{
            "@type": "DataDownload",
            "name": "GeoJSON",
            "encodingFormat": "application/geo+json",
            "contentUrl": absolute(&format!("/data/{}.geojson", collection.id)),
        }],
    })
}

/// What a collection holds, in two sentences.
pub fn description(collection: &Collection, atlas: &Atlas, language: Language) -> String {
    let document = &atlas.reference.plan.document;
    let what = language.choose(collection.description_vi, collection.description_en);
    let title = match language {
        Language::Vi => &document.title_vi,
        Language::En => &document.title_en,
    };
    format!("{what}. {title} ({}).", document.number)
}

/// Of one feature: something that took place, or a place.
pub fn feature(frame: &Frame, collection: &Collection, named: &Named<'_>, atlas: &Atlas) -> Value {
    let province = &atlas.reference.units.province.name;
    let mut about = Map::new();
    let mut put = |name: &str, value: Value| about.insert(name.to_owned(), value);
    put("@context", CONTEXT.into());
    let kind = if collection.columns.iter().any(|c| c.name == "start") {
        "Event"
    } else if named.text("kind").is_some() {
        "AdministrativeArea"
    } else {
        "Place"
    };
    put("@type", kind.into());
    put("name", named.label(frame.language).into());
    put("identifier", named.feature.id.as_ref().into());
    put("url", frame.canonical().into());
    let inside = named.text("district").filter(|_| kind != "Event");
    let province = json!({"@type": "AdministrativeArea", "name": province});
    let geo = named.feature.shape.as_ref().map(|shape| {
        let (low, high) = (shape.bbox.min(), shape.bbox.max());
        if low == high {
            json!({"@type": "GeoCoordinates", "latitude": low.y, "longitude": low.x})
        } else {
            let corners = format!("{} {} {} {}", low.y, low.x, high.y, high.x);
            json!({"@type": "GeoShape", "box": corners})
        }
    });
    if kind == "Event" {
        for (name, column) in [("startDate", "start"), ("endDate", "end")] {
            if let Some(value @ geo::Value::Date(_)) = named.get(column) {
                put(name, json!(value));
            }
        }
        let mut place =
            json!({"@type": "Place", "name": province["name"], "address": province["name"]});
        if let Some(geo) = geo {
            place["geo"] = geo;
        }
        put("location", place);
        return about.into();
    }
    if let Some(geo) = geo {
        put("geo", geo);
    }
    put(
        "containedInPlace",
        match inside {
            Some(district) => json!({
                "@type": "AdministrativeArea",
                "name": district,
                "containedInPlace": province,
            }),
            None => province,
        },
    );
    if let Some(status) = named.status() {
        put(
            "additionalProperty",
            json!([{"@type": "PropertyValue", "name": "status", "value": status.as_str()}]),
        );
    }
    about.into()
}

/// Addresses of the licences, each once.
fn licences(sources: &[Source]) -> Vec<&'static str> {
    let mut licences: Vec<_> = sources
        .iter()
        .filter_map(|source| source.licence)
        .map(|(_, address)| address)
        .collect();
    licences.sort_unstable();
    licences.dedup();
    licences
}
