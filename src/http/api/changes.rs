//! `GET /api/changes` and `/api/events`: what is new, asked for or told.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::json;
use tokio::sync::watch;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::Answer;
use crate::http::state::News;

/// Most changes in one answer.
const MOST_CHANGES: usize = 1000;

/// How often an open connection is told that it still stands, so that nothing on the way closes it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Open connections for events at once: each costs a file and some memory.
const MOST_LISTENERS: usize = 1000;

pub async fn changes(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, |ask, now| {
        let mut parameters = ask.parameters()?;
        let read = |text: &str| text.parse::<i64>().ok().filter(|version| *version >= 0);
        let since = parameters.read(
            "since",
            "số phiên bản, ví dụ 0",
            "the number of a version, such as 0",
            read,
        )?;
        parameters.finish()?;
        let since = since.unwrap_or(0);
        let mut changes = now.app.store.changes(since, MOST_CHANGES + 1)?;
        // What was recorded while we looked belongs to the next answer.
        changes.retain(|change| change.version <= now.snapshot.version);
        let more = changes.len() > MOST_CHANGES;
        changes.truncate(MOST_CHANGES);
        Answer::json(&json!({
            "version": now.snapshot.version, "since": since, "changes": changes, "more": more,
        }))
    })
    .await
}

/// Where a listener stands.
struct Listener {
    news: watch::Receiver<News>,
    /// The version is told at once, then after each change.
    told: bool,
}

pub async fn events(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    if app.news.receiver_count() >= MOST_LISTENERS {
        return Err(Problem::Busy);
    }
    let listener = Listener {
        news: app.news.subscribe(),
        told: false,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        if listener.told {
            match tokio::time::timeout(HEARTBEAT, listener.news.changed()).await {
                Err(_) => return Some((Ok(Event::default().comment("")), listener)),
                Ok(Err(_)) => return None,
                Ok(Ok(())) => {}
            }
        }
        listener.told = true;
        let News::Version(version) = *listener.news.borrow_and_update() else {
            return None;
        };
        let event = Event::default()
            .event("version")
            .id(version.to_string())
            .data(json!({"version": version}).to_string());
        Some((Ok::<_, Infallible>(event), listener))
    });
    Ok(Sse::new(events).into_response())
}
