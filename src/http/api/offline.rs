//! `GET /api/offline.html`: the whole map as one file, for where there is no network.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::domain::Language;
use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::assets;
use crate::http::face::Face;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::service::offline::{self, Wanted};
use crate::service::parameter::{ParameterFault, Parameters};
use crate::service::query;

const HTML: &str = "text/html; charset=utf-8";

pub async fn map(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let known_at = now.known(&mut parameters)?;
        let wanted = Wanted {
            as_of: query::as_of(&mut parameters)?.unwrap_or(now.today),
            district: query::district(&mut parameters, &now.snapshot.atlas.reference)?,
            language: language(ask, &mut parameters)?,
            known_at,
        };
        let as_file = query::flag(&mut parameters, "download")?;
        parameters.finish()?;
        let Some(blank) = assets::blank_map() else {
            return Ok(guarded(
                assets::NOT_BUILT.to_owned(),
                wanted,
                assets::POLICY,
            ));
        };
        let contents = offline::contents(&now.snapshot, &now.app.store, wanted)?;
        let page = [blank.before, contents, blank.after].concat();
        let answer = guarded(page, wanted, &blank.policy);
        if as_file {
            return Ok(answer.named(&offline::file_name(&now.snapshot, wanted)));
        }
        Ok(answer)
    })
    .await
}

fn guarded(page: String, wanted: Wanted, policy: &str) -> Answer {
    let answer = Answer::new(page.into_bytes(), HTML)
        .with(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(wanted.language.tag()),
        )
        .with(
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        );
    match HeaderValue::try_from(policy) {
        Ok(policy) => answer.with(header::CONTENT_SECURITY_POLICY, policy),
        Err(_) => answer,
    }
}

/// The language that it opens in: as the address says, or else as the browser prefers.
fn language(ask: &Ask, parameters: &mut Parameters) -> Result<Language, ParameterFault> {
    match parameters.take("lang").as_deref() {
        Some("vi") => Ok(Language::Vi),
        Some("en") => Ok(Language::En),
        Some(other) => Err(ParameterFault::not_among("lang", other, ["vi", "en"])),
        None => Ok(match Face::asked(&ask.uri, &ask.headers) {
            Face::Page(language) => language,
            Face::Data | Face::File(..) => Language::Vi,
        }),
    }
}
