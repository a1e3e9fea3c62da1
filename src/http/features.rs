//! The features of a collection as an answer: what `/data` and the items of `/api/collections` share.

use serde_json::json;

use super::ask::Ask;
use super::face::Face;
use super::html;
use super::link::{self, GEOJSON};
use super::problem::Problem;
use super::ready::{Answer, Now};
use crate::service::collection::Collection;
use crate::service::parameter::Parameters;
use crate::service::{download, query};

/// Reads the rest of the parameters and makes the answer, as a page or as a file. `usual_limit` is how many features come
/// when nobody says; with `None` all of them do, and there are no links, since nothing is left out.
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
    let known = now.known(&mut parameters)?;
    let reference = &now.snapshot.atlas.reference;
    let as_file = query::flag(&mut parameters, "download")?;
    let mut selection = query::selection(collection, &mut parameters, reference, now.today)?;
    parameters.finish()?;
    selection.known = known;
    selection.limit = selection.limit.or(usual_limit);
    if let Face::Page(_) = face {
        // A page shows geometry as a map only.
        selection.look = html::LOOK;
    }
    let mut contents = download::contents(collection, &selection, &now.snapshot, &now.app.store)?;
    if let Some(limit) = selection.limit {
        let links = link::page(
            collection,
            ask,
            selection.offset,
            limit,
            contents.page.matched,
        );
        contents.members.insert("links".into(), json!(links));
    }
    if let Face::Page(language) = face {
        return html::items::page(ask, now, language, &selection, &contents);
    }
    let answer = Answer::new(contents.geojson(), GEOJSON).in_crs(selection.look.crs);
    if as_file {
        let name = download::file_name(collection, &selection, reference, "geojson");
        return Ok(answer.named(&name));
    }
    Ok(answer)
}
