//! `GET /api/reports`: which half-year and yearly reports there are, and each of them in its formats.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::domain::Language;
use crate::domain::access::Read;
use crate::exchange::report::{FORMATS, Format, html};
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::query;
use crate::service::report::{self, Period, ReportError, ask};

/// A report as a page has one style, known beforehand, and pictures that lie in it; the web app may frame it.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(html::style()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    );
    HeaderValue::try_from(policy).ok()
});

pub async fn list(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, |ask, now| {
        ask.parameters()?.finish()?;
        let plan = &now.snapshot.atlas.reference.plan;
        let reports: Vec<Value> = Period::all(plan)
            .iter()
            .map(|period| entry(period, period.is_over(now.today)))
            .collect();
        let formats = FORMATS.map(|format| {
            json!({
                "id": format.extension,
                "title_vi": format.title_vi,
                "title_en": format.title_en,
                "about_vi": format.about_vi,
                "about_en": format.about_en,
                "media_type": format.media_type,
                "shown": format.shown,
            })
        });
        Answer::json(&json!({
            "version": now.snapshot.version,
            "reports": reports,
            "formats": formats,
        }))
    })
    .await
}

fn entry(period: &Period, over: bool) -> Value {
    let file = |format: &Format| {
        let extension = format.extension;
        let address = format!("/api/reports/{}.{extension}", period.id);
        (extension.to_owned(), json!(address))
    };
    let files: Map<String, Value> = FORMATS.iter().map(file).collect();
    json!({
        "id": period.id,
        "title_vi": period.title(Language::Vi),
        "title_en": period.title(Language::En),
        "first": period.first,
        "last": period.last,
        "over": over,
        "files": files,
    })
}

/// `2018-h1.docx`: of the province, or of the district that is named.
pub async fn report(
    Allowed { app, .. }: Allowed<Read>,
    Path(file): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    let (period, extension) = file.rsplit_once('.').ok_or(Problem::NoSuchPage)?;
    let format = ask::format(extension).map_err(Problem::NoSuchReport)?;
    let period = period.to_owned();
    app.answer(ask, move |ask, now| {
        let plan = &now.snapshot.atlas.reference.plan;
        let period = ask::period(&period, plan, now.today).map_err(Problem::NoSuchReport)?;
        let mut parameters = ask.parameters()?;
        now.known(&mut parameters)?;
        let reference = &now.snapshot.atlas.reference;
        let asked = ask::asked(period, &mut parameters, reference)?;
        let as_file = query::flag(&mut parameters, "download")?;
        parameters.finish()?;
        let bytes = report::report(&now.snapshot, &now.app.store, &asked, format);
        let bytes = bytes.map_err(|error| match error {
            ReportError::Store(error) => error.into(),
            error => {
                tracing::error!(%error, format = format.extension, "cannot write a report");
                Problem::Internal
            }
        })?;
        let mut answer = Answer::new(bytes, format.media_type);
        if as_file || !format.shown {
            answer = answer.named(&ask::file_name(&asked, reference, format));
        }
        if let (true, Some(policy)) = (format.media_type.starts_with("text/html"), &*POLICY) {
            answer = answer
                .with(header::CONTENT_SECURITY_POLICY, policy.clone())
                .with(
                    header::REFERRER_POLICY,
                    HeaderValue::from_static("no-referrer"),
                );
        }
        Ok(answer)
    })
    .await
}
