//! The page of one collection: what it holds, where, how to get it.

use askama::Template;
use serde_json::Value;

use super::frame::Frame;
use super::items::way;
use super::links::{self, Listed};
use super::map::{Drawing, Map};
use super::schema::{Property, name, properties};
use super::{answer, ld};
use crate::domain::{Language, words};
use crate::exchange::export::FORMATS;
use crate::geo::Crs;
use crate::http::ask::Ask;
use crate::http::link::JSON;
use crate::http::ogc::schemas::SchemaOf;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::service::collection::Collection;
use crate::service::parameter::Parameters;
use crate::service::query;
use crate::service::sources::{self, Source};

#[derive(Template)]
#[template(path = "collection.html")]
struct One {
    page: Frame,
    card: Card,
    map: Map,
    /// West, south, east, north.
    bbox: Vec<String>,
    since: String,
    systems: Vec<System>,
    properties: Vec<Property>,
    schemas: Vec<(&'static str, String)>,
    sources: &'static [Source],
    listed: Vec<Listed>,
}

/// A system of coordinates that can be asked for.
struct System {
    title: &'static str,
    code: &'static str,
    uri: &'static str,
}

/// A collection in short.
#[derive(Debug)]
pub struct Card {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// How many features there are.
    pub count: String,
}

impl Card {
    pub fn of(
        collection: &'static Collection,
        now: &Now,
        language: Language,
    ) -> Result<Self, Problem> {
        Ok(Self {
            id: collection.id,
            title: language.choose(collection.title_vi, collection.title_en),
            description: language.choose(collection.description_vi, collection.description_en),
            count: words::whole(&count(collection, now)?, language),
        })
    }
}

/// # Errors
/// If the database cannot be read or the page cannot be written.
pub fn page(
    ask: &Ask,
    now: &Now,
    language: Language,
    collection: &'static Collection,
    document: &Value,
) -> Result<Answer, Problem> {
    let atlas = &*now.snapshot.atlas;
    let card = Card::of(collection, now, language)?;
    let [list, one, _] = way(collection, language);
    let mut page = Frame::new(
        ask,
        now,
        language,
        card.title.to_owned(),
        ld::description(collection, atlas, language),
        &[list, one],
    );
    page.also("JSON", JSON, page.links.in_format("json"));
    for format in FORMATS {
        let path = format!("/data/{}.{}", collection.id, format.extension);
        let mut parameters = vec![("download", "true")];
        if format.in_a_language {
            parameters.push(("lang", language.tag()));
        }
        let title = language.choose(format.title_vi, format.title_en);
        page.also(title, format.essence(), page.links.file(&path, &parameters));
    }
    let bbox = atlas.extent();
    page.tell(&ld::dataset(&page, collection, atlas));
    let drawing = Drawing {
        atlas,
        sketch: now.app.sketch(),
        links: &page.links,
        language,
        view: &[],
    };
    let schema = SchemaOf::Features.document(collection, &ask.base());
    let one = One {
        map: drawing.extent(bbox),
        bbox: bbox
            .map(|degrees| words::number(degrees, language))
            .to_vec(),
        since: words::date(atlas.reference.plan.document.starts_on, language),
        systems: Crs::ALL
            .map(|crs| {
                let (vi, en) = crs.titles();
                System {
                    title: language.choose(vi, en),
                    code: crs.code(),
                    uri: crs.uri(),
                }
            })
            .into(),
        properties: properties(&schema, collection, language),
        schemas: SchemaOf::ALL
            .map(|of| {
                let path = format!("/api/collections/{}/{}", collection.id, of.path());
                (name(of, language), page.to(&path))
            })
            .to_vec(),
        sources: sources::of(collection.id),
        listed: links::listed(document),
        card,
        page,
    };
    answer(&one, language)
}

fn count(collection: &'static Collection, now: &Now) -> Result<usize, Problem> {
    let snapshot = &*now.snapshot;
    let mut nothing = Parameters::new(Vec::new())?;
    let reference = &snapshot.atlas.reference;
    let mut selection = query::selection(collection, &mut nothing, reference, now.today)?;
    selection.limit = Some(1);
    Ok(collection
        .page(&selection, snapshot, &now.app.store)?
        .matched)
}
