//! The list of records as people work with it: filtered, newest change first, deleted ones where asked for.

use serde_json::{Value, json};

use super::parameter::{ParameterFault, Parameters};
use super::query;
use super::record::{RecordView, warnings};
use crate::domain::{Place, Reference, State};
use crate::store::{Deleted, Field, Listing, Store, StoreError};
use crate::world::Snapshot;

/// Most records on one page, and how many when nobody says.
pub const MOST: usize = 1000;
pub const USUAL: usize = 50;

/// What those who were deleted are asked for by, beside the states.
pub const DELETED: &str = "deleted";

/// Reads what is asked for.
///
/// # Errors
/// The first parameter that cannot be used.
pub fn wanted(
    parameters: &mut Parameters,
    reference: &Reference,
) -> Result<Listing, ParameterFault> {
    let mut listing = Listing {
        newest_first: true,
        ..Listing::default()
    };
    if let Some(text) = parameters.take("q") {
        listing.search(&text);
    }
    if let Some(text) = parameters.take("plan_line") {
        let ids: Vec<String> = text.split(',').map(str::to_owned).collect();
        let plan = &reference.plan;
        if let Some(unknown) = ids.iter().find(|id| plan.line_ix(id).is_none()) {
            let known = plan.lines.iter().map(|line| line.id.clone());
            return Err(ParameterFault::not_among("plan_line", unknown, known));
        }
        listing.fields.push((Field::PlanLine, ids));
    }
    states(parameters, &mut listing)?;
    if let Some(district) = query::district(parameters, reference)? {
        let inside = |place: &Place| reference.district_of(*place) == Some(district);
        let ids = reference.places().filter(inside);
        let ids = ids.map(|place| reference.place_id(place).to_owned());
        listing.places.push(ids.collect());
    }
    if let Some(text) = parameters.take("place") {
        if reference.place(&text).is_none() {
            let (vi, en) = (
                "mã địa bàn hoặc điểm pano, ví dụ 03388",
                "the code of a unit or pano site, such as 03388",
            );
            return Err(ParameterFault::malformed("place", &text, vi, en));
        }
        listing.places.push(vec![text]);
    }
    listing.from = query::day(parameters, "from")?;
    listing.until = query::day(parameters, "until")?;
    if let Some(text) = parameters.take("recorded_by") {
        listing.fields.push((Field::RecordedBy, vec![text]));
    }
    let number = |text: &str| usize::try_from(text.parse::<i64>().ok()?).ok();
    let (vi, en) = ("số nguyên không âm", "a whole number ≥ 0");
    if let Some(import) = parameters.read("import", vi, en, number)? {
        listing
            .fields
            .push((Field::Import, vec![import.to_string()]));
    }
    let some = |text: &str| number(text).filter(|n| *n >= 1);
    let limit = parameters.read(
        "limit",
        "số nguyên từ 1 trở lên",
        "a whole number ≥ 1",
        some,
    )?;
    listing.limit = limit.unwrap_or(USUAL).min(MOST);
    listing.offset = parameters.read("offset", vi, en, number)?.unwrap_or(0);
    Ok(listing)
}

fn states(parameters: &mut Parameters, listing: &mut Listing) -> Result<(), ParameterFault> {
    let Some(text) = parameters.take("state") else {
        return Ok(());
    };
    let (mut states, mut deleted) = (Vec::new(), false);
    for state in text.split(',') {
        match State::parse(state) {
            Some(state) => states.push(state.as_str().to_owned()),
            None if state == DELETED => deleted = true,
            None => {
                let known = State::ALL.map(State::as_str).into_iter().chain([DELETED]);
                return Err(ParameterFault::not_among("state", state, known));
            }
        }
    }
    match (states.is_empty(), deleted) {
        (_, false) => listing.fields.push((Field::State, states)),
        (true, true) => listing.deleted = Deleted::Only,
        (false, true) => {
            listing.deleted = Deleted::Also;
            listing.or_deleted = states;
        }
    }
    Ok(())
}

/// The records that are asked for, each with what is odd about it.
///
/// # Errors
/// If the database cannot be read.
pub fn list(listing: &Listing, snapshot: &Snapshot, store: &Store) -> Result<Value, StoreError> {
    let reference = &snapshot.atlas.reference;
    let (matched, revisions) = store.list(listing, reference)?;
    let mut records = Vec::with_capacity(revisions.len());
    for revision in &revisions {
        let activity = &revision.activity;
        let warnings = if revision.counting().is_some() {
            warnings(&activity.content, Some(revision), snapshot, store)?
        } else {
            Vec::new()
        };
        records.push(RecordView::of(revision, warnings, reference));
    }
    Ok(json!({
        "matched": matched, "offset": listing.offset, "limit": listing.limit, "records": records,
    }))
}
