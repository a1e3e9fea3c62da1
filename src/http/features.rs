//! The features of a collection as an answer: what `/data` and the items of `/api/collections` share.

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use serde_json::json;

use super::ask::Ask;
use super::face::Face;
use super::flow::Flow;
use super::html;
use super::link::{self, Link};
use super::problem::Problem;
use super::ready::{Answer, Now};
use super::state::App;
use crate::domain::Language;
use crate::exchange::export::format::{CSV_METADATA, GEOJSON};
use crate::service::collection::Collection;
use crate::service::export::{Export, ExportFault, Opened};
use crate::service::parameter::Parameters;
use crate::service::{download, query};

/// Reads the rest of the parameters and makes the answer, as a page or as a file. `usual_limit` is how many features come
/// when nobody says; with `None` all of them do, and there are no links, since nothing is left out. Files of other formats
/// than GeoJSON have no pages: they hold all that match.
///
/// # Errors
/// If a parameter cannot be used or the database cannot be read.
pub fn features(
    collection: &'static Collection,
    ask: &Ask,
    now: &mut Now,
    mut parameters: Parameters,
    face: Face,
    usual_limit: Option<usize>,
) -> Result<Answer, Problem> {
    let known_at = now.known(&mut parameters)?;
    let reference = &now.snapshot.atlas.reference;
    let as_file = query::flag(&mut parameters, "download")?;
    let mut selection = query::selection(collection, &mut parameters, reference, now.today)?;
    parameters.finish()?;
    selection.known_at = known_at;
    if !matches!(face, Face::File(..)) {
        selection.limit = selection.limit.or(usual_limit);
    }
    let (format, language) = match face {
        Face::Page(language) => {
            // A page shows geometry as a map only.
            selection.look = html::LOOK;
            let (snapshot, store) = (&now.snapshot, &now.app.store);
            let mut contents = download::contents(collection, &selection, snapshot, store)?;
            if let Some(limit) = selection.limit {
                let matched = contents.page.matched;
                let links = link::page(collection, ask, selection.offset, limit, matched);
                let members = &mut contents.about.members;
                members.insert("links".into(), json!(links));
            }
            return html::items::page(ask, now, language, &selection, &contents);
        }
        Face::File(format, language) => (format, language),
        Face::Data => (&GEOJSON, Language::Vi),
    };
    let export = Export {
        collection,
        selection,
        snapshot: Arc::clone(&now.snapshot),
        format,
        language,
    };
    // The features interface gives GeoJSON in every system, as the standard has it (OGC API – Features, Part 2); a file that
    // is put away holds to RFC 7946.
    if as_file || usual_limit.is_none() || format != &GEOJSON {
        export.check_crs()?;
    }
    let named = as_file || !(format == &GEOJSON || format == &CSV_METADATA);
    let headers = Headers::of(&export, ask);
    let mut opened = export.open(&now.app.store)?;
    let links = linked(&mut opened, &export, ask);
    let answer = if opened.is_large() {
        flowing(&now.app, &export, opened)?
    } else {
        let mut bytes = Vec::new();
        opened.write(&now.app.store, &mut bytes).map_err(|error| {
            tracing::error!(%error, "cannot write a file");
            Problem::Internal
        })?;
        Answer::new(bytes, format.media_type)
    };
    Ok(headers.put(answer, named.then(|| export.file_name()), links))
}

/// What an answer says besides its type.
struct Headers {
    crs: crate::geo::Crs,
    described_by: Option<String>,
}

impl Headers {
    fn of(export: &Export, ask: &Ask) -> Self {
        // The document that says what a CSV file is about (W3C, Model for Tabular Data and Metadata, 5.2).
        let described_by = (export.format.id == "csv").then(|| {
            let path = format!("/data/{}.{}", export.collection.id, CSV_METADATA.extension);
            let address = link::file_of(&path, ask);
            format!(
                "<{address}>; rel=\"describedby\"; type=\"{}\"",
                CSV_METADATA.media_type
            )
        });
        Self {
            crs: export.selection.look.crs,
            described_by,
        }
    }

    fn put(self, answer: Answer, name: Option<String>, links: Vec<Link>) -> Answer {
        let answer = answer.in_crs(self.crs);
        let links = links.into_iter().map(|link| {
            format!(
                "<{}>; rel=\"{}\"; type=\"{}\"",
                link.href, link.rel, link.media_type
            )
        });
        let links: Vec<String> = self.described_by.into_iter().chain(links).collect();
        let links = HeaderValue::try_from(links.join(", ")).ok();
        let answer = match links.filter(|links| !links.is_empty()) {
            Some(links) => answer.with(header::LINK, links),
            None => answer,
        };
        match name {
            Some(name) => answer.named(&name),
            None => answer,
        }
    }
}

/// Links of a part of a collection to its neighbours: inside of GeoJSON, and for all other formats those that the answer's
/// head is to have.
fn linked(opened: &mut Opened<'_>, export: &Export, ask: &Ask) -> Vec<Link> {
    let Export {
        collection,
        selection,
        format,
        ..
    } = export;
    if *format == &CSV_METADATA {
        opened.about.address = link::beside(collection, ask);
    }
    let Some(limit) = selection.limit else {
        return Vec::new();
    };
    if *format == &GEOJSON {
        let links = link::page(collection, ask, selection.offset, limit, opened.matched);
        opened.about.members.insert("links".into(), json!(links));
        return Vec::new();
    }
    link::neighbours(
        ask,
        selection.offset,
        limit,
        opened.matched,
        format.essence(),
    )
}

/// An answer that is written while it is sent.
fn flowing(app: &App, export: &Export, opened: Opened<'_>) -> Result<Answer, Problem> {
    let permit = Arc::clone(&app.exports).try_acquire_owned();
    let permit = permit.map_err(|_| Problem::Busy)?;
    let (app, export, matched, about) = (app.clone(), export.clone(), opened.matched, opened.about);
    let content_type = export.format.media_type;
    let write = move |out: &mut dyn std::io::Write| {
        let mut opened = export.to_be_read(matched);
        opened.about = about;
        opened.write(&app.store, out)
    };
    Ok(Answer::flowing(Flow::new(write, permit), content_type))
}

impl From<ExportFault> for Problem {
    fn from(fault: ExportFault) -> Self {
        match fault {
            ExportFault::Store(error) => error.into(),
            ExportFault::Parameter(fault) => fault.into(),
        }
    }
}
