//! `/api/activities`: recording one activity at a time, its history, and the list of all.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

use super::session::uncached;
use crate::domain::access::{Read, Record, Right, Verify};
use crate::domain::{Permit, Reference, Revision};
use crate::http::App;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::body::JsonBody;
use crate::http::path::Path;
use crate::http::problem::{Problem, Versions};
use crate::http::ready::Answer;
use crate::service::account::{self, DistrictView};
use crate::service::record::{self, Known, RecordFault, RecordView};
use crate::service::{query, records};
use crate::store::{Store, StoreError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Restored {
    revision: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rejected {
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

pub async fn list(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, |ask, now| {
        let mut parameters = ask.parameters()?;
        let wanted = records::wanted(&mut parameters, &now.snapshot.atlas.reference)?;
        parameters.finish()?;
        Answer::json(&records::list(&wanted, &now.snapshot, &now.app.store)?)
    })
    .await
}

pub async fn one(
    Allowed { app, .. }: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    app.work(move |app| {
        let snapshot = app.world.now();
        let number = uuid(&id)?;
        let found = app.store.activity(number, &snapshot.atlas.reference)?;
        let revision = found.ok_or(Problem::NoSuchActivity { id })?;
        shown(app, &revision, StatusCode::OK)
    })
    .await
}

pub async fn history(
    Allowed { app, .. }: Allowed<Read>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        ask.parameters()?.finish()?;
        let reference = &now.snapshot.atlas.reference;
        let revisions = now.app.store.history(uuid(&id)?, reference)?;
        if revisions.is_empty() {
            return Err(Problem::NoSuchActivity { id });
        }
        let revisions = record::history(&revisions, reference);
        Answer::json(&json!({"id": id, "revisions": revisions}))
    })
    .await
}

/// Records an activity, or with `dry_run=true` only says how it would look.
pub async fn create(
    Allowed { app, permit, .. }: Allowed<Record>,
    ask: Ask,
    JsonBody(body): JsonBody,
) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let dry_run = query::flag(&mut parameters, "dry_run")?;
    parameters.finish()?;
    if dry_run {
        return app
            .work(move |app| {
                let snapshot = app.world.now();
                let reference = &snapshot.atlas.reference;
                let draft = record::draft(&permit, &body, reference)
                    .map_err(|fault| problem(fault, &permit, app))?;
                let warnings = record::warnings(&draft, None, &snapshot, &app.store)?;
                let view = RecordView::of_draft(&draft, warnings, reference);
                Ok(uncached(Json(view)))
            })
            .await;
    }
    let (revision, app) = app
        .write(move |app| {
            let reference = &app.world.now().atlas.reference;
            let recorded = record::draft(&permit, &body, reference)
                .and_then(|draft| record::create(&permit, &draft, reference, &app.store));
            let revision = recorded.map_err(|fault| problem(fault, &permit, app))?;
            Ok((revision, app.clone()))
        })
        .await?;
    app.work(move |app| {
        let mut response = shown(app, &revision, StatusCode::CREATED)?;
        let location = format!("/api/activities/{}", revision.activity.id);
        if let Ok(location) = HeaderValue::try_from(location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        Ok(response)
    })
    .await
}

/// Replaces an activity's content, or with `dry_run=true` only says how it would look.
pub async fn change(
    Allowed { app, permit, .. }: Allowed<Record>,
    Path(id): Path<String>,
    headers: HeaderMap,
    ask: Ask,
    JsonBody(body): JsonBody,
) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let dry_run = query::flag(&mut parameters, "dry_run")?;
    parameters.finish()?;
    let known = required(&headers)?;
    if dry_run {
        return app
            .work(move |app| {
                let snapshot = app.world.now();
                let reference = &snapshot.atlas.reference;
                let refused = |fault| problem(fault, &permit, app);
                let draft = record::draft(&permit, &body, reference).map_err(refused)?;
                let now = record::try_change(&permit, uuid(&id)?, known, reference, &app.store)
                    .map_err(refused)?;
                let warnings = record::warnings(&draft, Some(&now), &snapshot, &app.store)?;
                let view = RecordView::of_draft(&draft, warnings, reference);
                Ok(uncached(Json(view)))
            })
            .await;
    }
    revised(app, move |app| {
        let reference = &app.world.now().atlas.reference;
        let id = uuid(&id)?;
        record::draft(&permit, &body, reference)
            .and_then(|draft| record::change(&permit, id, known, draft, reference, &app.store))
            .map_err(|fault| problem(fault, &permit, app))
    })
    .await
}

pub async fn delete(
    Allowed { app, permit, .. }: Allowed<Record>,
    Path(id): Path<String>,
    headers: HeaderMap,
    ask: Ask,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let known = required(&headers)?;
    let revision = app
        .write(move |app| {
            let reference = &app.world.now().atlas.reference;
            record::delete(&permit, uuid(&id)?, known, reference, &app.store)
                .map_err(|fault| problem(fault, &permit, app))
        })
        .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    put_tag(&mut response, &revision);
    Ok(response)
}

pub async fn restore(
    allowed: Allowed<Record>,
    Path(id): Path<String>,
    headers: HeaderMap,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    decided(
        allowed,
        id,
        &headers,
        &ask,
        body,
        |permit, asked, to: Restored| {
            let Asked { id, known, .. } = asked;
            record::restore(permit, id, known, to.revision, asked.reference, asked.store)
        },
    )
    .await
}

pub async fn verify(
    allowed: Allowed<Verify>,
    Path(id): Path<String>,
    headers: HeaderMap,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    decided(
        allowed,
        id,
        &headers,
        &ask,
        body,
        |permit, asked, _: Nothing| {
            let Asked { id, known, .. } = asked;
            record::verify(permit, id, known, asked.reference, asked.store)
        },
    )
    .await
}

pub async fn reject(
    allowed: Allowed<Verify>,
    Path(id): Path<String>,
    headers: HeaderMap,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    decided(
        allowed,
        id,
        &headers,
        &ask,
        body,
        |permit, asked, why: Rejected| {
            let Asked { id, known, .. } = asked;
            record::reject(permit, id, known, &why.reason, asked.reference, asked.store)
        },
    )
    .await
}

/// A record that something is to be decided of.
struct Asked<'a> {
    id: Uuid,
    known: Known,
    reference: &'a Reference,
    store: &'a Store,
}

/// Reads the body, decides, and shows what came of it. `If-Match` may be missing: the record as it is, then.
async fn decided<P: Right + Send + Sync + 'static, B: DeserializeOwned + Send + 'static>(
    Allowed { app, permit, .. }: Allowed<P>,
    id: String,
    headers: &HeaderMap,
    ask: &Ask,
    body: JsonBody,
    decide: impl FnOnce(&Permit<P>, Asked<'_>, B) -> Result<Revision, RecordFault> + Send + 'static,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let body: B = body.read()?;
    let known = known(headers).unwrap_or(Known::Any);
    revised(app, move |app| {
        let asked = Asked {
            id: uuid(&id)?,
            known,
            reference: &app.world.now().atlas.reference,
            store: &app.store,
        };
        decide(&permit, asked, body).map_err(|fault| problem(fault, &permit, app))
    })
    .await
}

/// Writes a revision and shows what came of it.
async fn revised(
    app: App,
    write: impl FnOnce(&App) -> Result<Revision, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let revision = app.write(write).await?;
    app.work(move |app| shown(app, &revision, StatusCode::OK))
        .await
}

fn shown(app: &App, revision: &Revision, status: StatusCode) -> Result<Response, Problem> {
    let mut response = uncached((status, Json(view(app, revision)?)));
    put_tag(&mut response, revision);
    Ok(response)
}

fn view(app: &App, revision: &Revision) -> Result<RecordView, StoreError> {
    let snapshot = app.world.now();
    let activity = &revision.activity;
    let warnings = if revision.counting().is_some() {
        record::warnings(&activity.content, Some(revision), &snapshot, &app.store)?
    } else {
        Vec::new()
    };
    Ok(RecordView::of(
        revision,
        warnings,
        &snapshot.atlas.reference,
    ))
}

fn put_tag(response: &mut Response, revision: &Revision) {
    let tag = format!("\"{}\"", revision.activity.revision);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
}

fn uuid(id: &str) -> Result<Uuid, Problem> {
    id.parse()
        .map_err(|_| Problem::NoSuchActivity { id: id.to_owned() })
}

/// The revision that the asker knows: a strong tag of ours, or `*`.
fn known(headers: &HeaderMap) -> Option<Known> {
    let tags: Vec<&str> = headers
        .get_all(header::IF_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    if tags.is_empty() {
        return None;
    }
    if tags.contains(&"*") {
        return Some(Known::Any);
    }
    let number = |tag: &&str| {
        let tag = tag.strip_prefix('"')?.strip_suffix('"')?;
        tag.parse().ok()
    };
    let newest = tags.iter().filter_map(number).max();
    Some(newest.map_or(Known::Foreign, Known::Revision))
}

fn required(headers: &HeaderMap) -> Result<Known, Problem> {
    known(headers).ok_or(Problem::PreconditionRequired)
}

fn problem<P: Right>(fault: RecordFault, permit: &Permit<P>, app: &App) -> Problem {
    let reference = &app.world.now().atlas.reference;
    match fault {
        RecordFault::NoSuch(id) => Problem::NoSuchActivity { id },
        RecordFault::Invalid(faults) => Problem::InvalidActivity(faults),
        RecordFault::Refused(refusal) => refusal.into(),
        RecordFault::OtherDistrict(places) => Problem::OtherDistrict {
            districts: own_districts(permit, app),
            places: places
                .into_iter()
                .map(|place| reference.place_id(place).to_owned())
                .collect(),
        },
        RecordFault::ChangedMeanwhile { current, base } => {
            let shown = |revision: &Revision| {
                view(app, revision).map_or(serde_json::Value::Null, |view| json!(view))
            };
            Problem::ChangedMeanwhile(Box::new(Versions {
                current: shown(&current),
                base: base.map_or(serde_json::Value::Null, |base| shown(&base)),
            }))
        }
        RecordFault::Deleted => Problem::Deleted,
        RecordFault::AlreadySo => Problem::AlreadySo,
        RecordFault::Store(error) => error.into(),
    }
}

fn own_districts<P: Right>(permit: &Permit<P>, app: &App) -> Vec<DistrictView> {
    use crate::domain::Territory;
    let reference = &app.world.now().atlas.reference;
    let codes: Vec<String> = match permit.account().map(|account| &account.territory) {
        Some(Territory::Districts(own)) => own
            .iter()
            .map(|&d| reference.units.districts[d].code.clone())
            .collect(),
        _ => Vec::new(),
    };
    account::district_views(&codes, reference)
}
