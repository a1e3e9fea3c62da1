//! `/api/imports`: activity tables, tried and recorded; the marked workbook and the template.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Map, Value, json};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::session::uncached;
use crate::domain::Language;
use crate::domain::access::{Read, Record};
use crate::domain::{Fault, Permit};
use crate::exchange::export::template::template as workbook;
use crate::exchange::import::Stage;
use crate::http::App;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::headers::{accepts, language};
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::http::upload::{self, Upload};
use crate::service::import::{self, Asked, MarkedError, Outcome};
use crate::service::query;

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// A JSON text on each line.
pub const NDJSON: &str = "application/x-ndjson";

/// How often somebody who waits is told how far it has come.
const TELL_EVERY: Duration = Duration::from_millis(100);

pub async fn list(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, |ask, now| {
        ask.parameters()?.finish()?;
        Answer::json(&json!({"imports": now.app.store.imports()?}))
    })
    .await
}

/// The workbook to fill in.
pub async fn template(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, |ask, now| {
        ask.parameters()?.finish()?;
        let bytes = workbook(&now.snapshot.atlas.reference).map_err(|error| {
            tracing::error!(%error, "cannot write the template");
            Problem::Internal
        })?;
        Ok(Answer::new(bytes, XLSX).named("Vùng phủ – mẫu nhập hoạt động.xlsx"))
    })
    .await
}

/// Tries a file (`dry_run=true`) or records it: all or nothing.
pub async fn import(
    Allowed { app, permit, .. }: Allowed<Record>,
    headers: HeaderMap,
    ask: Ask,
    request: Request,
) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let dry_run = query::flag(&mut parameters, "dry_run")?;
    // Each file stays in memory until it is done with.
    let Ok(slot) = Arc::clone(&app.uploads).try_acquire_owned() else {
        return Err(Problem::Busy);
    };
    let upload = upload::read(request, &mut parameters).await?;
    parameters.finish()?;
    let job = Job {
        permit,
        upload,
        dry_run,
        _slot: slot,
    };
    if accepts(&headers, NDJSON) {
        return Ok(told(app.clone(), job, language(&headers)));
    }
    let Ok(_one) = app.imports.acquire().await else {
        return Err(Problem::Internal);
    };
    let work = move |app: &App| job.run(app, &|_, _| {});
    let report = if dry_run {
        app.work(work).await?
    } else {
        app.write(work).await?
    };
    Ok(uncached(Json(report)))
}

/// The workbook with its faulty cells marked.
pub async fn marked(
    Allowed { app, permit, .. }: Allowed<Record>,
    ask: Ask,
    request: Request,
) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let Ok(_slot) = app.uploads.try_acquire() else {
        return Err(Problem::Busy);
    };
    let upload = upload::read(request, &mut parameters).await?;
    parameters.finish()?;
    let Ok(_one) = app.imports.acquire().await else {
        return Err(Problem::Internal);
    };
    let name = marked_name(&upload.file_name);
    let bytes = app
        .work(move |app| {
            let asked = Asked {
                file_name: &upload.file_name,
                bytes: &upload.bytes,
                options: &upload.options,
                permit: &permit,
                dry_run: true,
                progress: &|_, _| {},
            };
            match import::marked(&asked, &app.world.now(), &app.store) {
                Ok((bytes, _)) => Ok(bytes),
                Err(MarkedError::Store(error)) => Err(error.into()),
                Err(MarkedError::Mark(error)) => {
                    tracing::debug!(%error, "nothing to mark");
                    Err(Problem::NotAWorkbook)
                }
            }
        })
        .await?;
    Ok(uncached(Answer::new(bytes, XLSX).named(&name).into_file()))
}

/// `Hoạt động 2018.csv` → `Hoạt động 2018 – lỗi.xlsx`
fn marked_name(file_name: &str) -> String {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let stem = if stem.is_empty() {
        "Hoạt động"
    } else {
        stem
    };
    format!("{stem} – lỗi.xlsx")
}

/// One file to be tried or recorded.
struct Job {
    permit: Permit<Record>,
    upload: Upload,
    dry_run: bool,
    /// Its place among the files in memory.
    _slot: OwnedSemaphorePermit,
}

impl Job {
    /// The report; with faults a problem, unless it was only to be tried.
    fn run(&self, app: &App, progress: &dyn Fn(Stage, usize)) -> Result<Value, Problem> {
        let asked = Asked {
            file_name: &self.upload.file_name,
            bytes: &self.upload.bytes,
            options: &self.upload.options,
            permit: &self.permit,
            dry_run: self.dry_run,
            progress,
        };
        let outcome = import::activities(&asked, &app.world.now(), &app.store)?;
        let oversized = |fault: &&Fault| fault.kind.is_oversize();
        if let Some(fault) = outcome.report().faults.iter().find(oversized) {
            return Err(Problem::OversizedFile(Box::new(fault.clone())));
        }
        let mut report = match serde_json::to_value(outcome.report()) {
            Ok(Value::Object(report)) => report,
            _ => Map::new(),
        };
        match &outcome {
            Outcome::Refused(refused) if !self.dry_run && !refused.only_repeated() => {
                return Err(Problem::FaultyFile(Box::new(report)));
            }
            Outcome::Refused(_) | Outcome::DryRun(_) => {}
            Outcome::Done(_, done) => {
                report.insert("import".into(), json!({"id": done.id, "at": done.at}));
                report.insert("version".into(), json!(app.store.version()?.seq));
            }
        }
        Ok(Value::Object(report))
    }
}

/// The same, with a line of JSON now and then to say how far it has come; the last one has the report.
fn told(app: App, job: Job, language: Language) -> Response {
    let (lines, told) = mpsc::unbounded_channel::<String>();
    tokio::spawn(async move {
        let telling = lines.clone();
        let last = Mutex::new(None::<(Stage, Instant)>);
        let progress = move |stage: Stage, rows: usize| {
            let now = Instant::now();
            let Ok(mut last) = last.lock() else { return };
            let due = last.is_none_or(|(before, at)| before != stage || now - at >= TELL_EVERY);
            if due {
                *last = Some((stage, now));
                let line =
                    json!({"progress": {"stage": stage.as_str(), "rows": rows, "total": null}});
                // Who does not listen any more need not be told.
                let _ = telling.send(line.to_string());
            }
        };
        let Ok(_one) = app.imports.acquire().await else {
            return;
        };
        let dry_run = job.dry_run;
        let work = move |app: &App| job.run(app, &progress);
        let done = if dry_run {
            app.work(work).await
        } else {
            app.write(work).await
        };
        let line = match done {
            Ok(report) => json!({"status": 200, "report": report}),
            Err(problem) => {
                let body = problem.body(language);
                json!({"status": body["status"], "report": body})
            }
        };
        let _ = lines.send(line.to_string());
    });
    let lines = stream::unfold(told, |mut told| async move {
        let line = told.recv().await?;
        let line = Bytes::from(line + "\n");
        Some((Ok::<_, std::convert::Infallible>(line), told))
    });
    let mut response = (StatusCode::OK, Body::from_stream(lines)).into_response();
    let ndjson = HeaderValue::from_static(NDJSON);
    response.headers_mut().insert(header::CONTENT_TYPE, ndjson);
    uncached(response)
}
