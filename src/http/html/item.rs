//! The page of one feature: what it is, where it lies, what belongs to it.

use askama::Template;
use serde_json::Value;

use super::address::segment;
use super::cell::{Cell, Wording};
use super::frame::Frame;
use super::items::{at_a_day, promise, view, way};
use super::links::{self, Listed};
use super::map::{Drawing, Map};
use super::named::Named;
use super::shares::shares;
use super::table::title;
use super::{answer, ld};
use crate::domain::{Language, Place, place_words, words};
use crate::geo::{self, Feature, Portion};
use crate::http::ask::Ask;
use crate::http::link::GEOJSON;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::service::collection::Collection;
use crate::service::selection::View;

#[derive(Template)]
#[template(path = "item.html")]
struct Item {
    page: Frame,
    heading: String,
    subtitle: String,
    map: Option<Map>,
    rows: Vec<Row>,
    places: Vec<Share>,
    related: Vec<Related>,
    listed: Vec<Listed>,
}

struct Row {
    title: String,
    /// As programs know it.
    name: &'static str,
    cell: Option<Cell>,
}

/// A place of an activity.
struct Share {
    name: String,
    href: Option<String>,
    quantity: String,
}

struct Related {
    words: &'static str,
    href: String,
}

/// # Errors
/// If the page cannot be written.
pub fn page(
    ask: &Ask,
    now: &Now,
    language: Language,
    (collection, of): (&'static Collection, View),
    properties: Option<&[usize]>,
    feature: &Feature<'_>,
    members: &Value,
) -> Result<Answer, Problem> {
    let atlas = &*now.snapshot.atlas;
    let columns = collection.columns;
    let named = Named { columns, feature };
    let heading = named.label(language).to_owned();
    let subtitle = subtitle(&named, collection, of, now, language);
    let above = way(collection, language);
    let here = (heading.as_str(), ask.path().to_owned());
    let steps: Vec<_> = above.iter().cloned().chain([here]).collect();
    let full = named.full_label(language);
    let description = [full.as_str(), subtitle.as_str()];
    let title_of = language.choose(collection.title_vi, collection.title_en);
    let mut page = Frame::new(
        ask,
        now,
        language,
        format!("{full} – {title_of}"),
        format!(
            "{}. {}",
            description.join(": "),
            ld::description(collection, atlas, language)
        ),
        &steps,
    );
    page.also("GeoJSON", GEOJSON, page.links.in_format("json"));
    page.tell(&ld::feature(&page, collection, &named, atlas));

    let view = view(ask);
    let view: Vec<_> = view.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let drawing = Drawing {
        atlas,
        sketch: now.app.sketch(),
        links: &page.links,
        language,
        view: &view,
    };
    let wording = Wording {
        collection,
        reference: &atlas.reference,
        language,
    };
    let row = |column: &geo::Column| Row {
        title: title(column, language),
        name: column.name,
        cell: wording.cell(column, &named),
    };
    let item = Item {
        heading,
        subtitle,
        map: drawing.feature(collection, feature),
        // The places have a table of their own.
        rows: columns
            .iter()
            .enumerate()
            .filter(|(ix, _)| properties.is_none_or(|told| told.contains(ix)))
            .map(|(_, column)| column)
            .filter(|column| column.name != "shares")
            .map(row)
            .collect(),
        places: places(&named, now, &page),
        related: related(&named, collection, &page),
        listed: links::listed(members),
        page,
    };
    answer(&item, language)
}

/// Kind and district of a unit, the promise and the day of a coverage, the days of an activity.
fn subtitle(
    named: &Named<'_>,
    collection: &Collection,
    of: View,
    now: &Now,
    language: Language,
) -> String {
    let day = |day| words::date(day, language);
    if let Some(geo::Value::Date(start)) = named.get("start") {
        return match named.get("end") {
            Some(geo::Value::Date(end)) if end != start => {
                format!("{} – {}", day(*start), day(*end))
            }
            _ => day(*start),
        };
    }
    let mut parts = Vec::new();
    parts.extend(
        named
            .text("kind")
            .and_then(|kind| words::value(collection.has_view, "kind", kind, language))
            .map(str::to_owned),
    );
    parts.extend(named.text("district").map(str::to_owned));
    if named.flag("border") {
        parts.push(language.choose("biên giới", "border").to_owned());
    }
    if collection.has_view {
        parts.push(promise(of.choice, now, language));
    }
    if at_a_day(collection) {
        parts.push(match language {
            Language::Vi => format!("đến {}", day(of.as_of)),
            Language::En => format!("as of {}", day(of.as_of)),
        });
    }
    parts.join(" · ")
}

fn places(named: &Named<'_>, now: &Now, page: &Frame) -> Vec<Share> {
    let reference = &now.snapshot.atlas.reference;
    let share = |Portion { unit, quantity }: &Portion<'_>| {
        let place = reference.place(unit);
        let collection = match place {
            Some(Place::Commune(_)) => Some("communes"),
            Some(Place::District(_)) => Some("districts"),
            Some(Place::Site(_)) => Some("pano-sites"),
            _ => None,
        };
        Share {
            name: place.map_or((*unit).to_owned(), |place| {
                place_words::name(place, reference, page.language)
            }),
            href: collection.map(|collection| {
                let path = format!("/api/collections/{collection}/items/{}", segment(unit));
                page.to(&path)
            }),
            quantity: words::quantity(*quantity, page.language),
        }
    };
    shares(named).iter().map(share).collect()
}

/// Other views of the same thing.
fn related(named: &Named<'_>, collection: &Collection, page: &Frame) -> Vec<Related> {
    let mut related = Vec::new();
    let id = named.feature.id.as_ref();
    let mut put = |words, href| related.push(Related { words, href });
    let item = |collection: &str, id: &str| {
        page.to(&format!(
            "/api/collections/{collection}/items/{}",
            segment(id)
        ))
    };
    let by = |collection: &str, name: &str, value: &str| {
        let path = format!("/api/collections/{collection}/items");
        page.links.to_with(&path, &[(name, value)])
    };
    match collection.id {
        "activities" => put(
            page.t(
                "Xem trong ứng dụng, với lịch sử",
                "In the web app, with its history",
            ),
            page.links.file(&format!("/#/records/{}", segment(id)), &[]),
        ),
        "districts" => {
            put(
                page.t("Các xã, phường, thị trấn", "Its communes"),
                by("communes", "district", id),
            );
            put(
                page.t("Độ phủ trong huyện", "Coverage in it"),
                by("coverage", "district", id),
            );
            put(
                page.t("Hoạt động trong huyện", "Activities in it"),
                by("activities", "district", id),
            );
            put(
                page.t("Bản đồ", "Map"),
                page.links.to_with("/", &[("district", id)]),
            );
        }
        "pano-sites" => {
            if let Some(commune) = named.text("commune_code") {
                put(
                    page.t("Xã nơi đặt pano", "The commune it stands in"),
                    item("communes", commune),
                );
            }
            put(
                page.t("Hoạt động tại đây", "Activities here"),
                by("activities", "place", id),
            );
        }
        _ => {
            if collection.id != "communes" {
                put(
                    page.t("Đơn vị hành chính", "The commune itself"),
                    item("communes", id),
                );
            }
            if !collection.has_view {
                put(page.t("Độ phủ", "Coverage"), item("coverage", id));
            }
            put(
                page.t("Hoạt động tại đây", "Activities here"),
                by("activities", "place", id),
            );
            let mut map: Vec<_> = page
                .links
                .parameters()
                .filter(|(name, _)| ["line", "year", "as_of"].contains(name))
                .collect();
            map.push(("commune", id));
            put(page.t("Bản đồ", "Map"), page.links.to_with("/", &map));
        }
    }
    related
}
