//! Ready answers: made once for an address and a version, then sent as they are.

use std::sync::Arc;

use axum::response::Response;
use jiff::civil::Date;

use super::ask::Ask;
use super::headers::{Encoding, encoding};
use super::problem::Problem;
use super::shelf::{Address, Ready};
use super::state::App;
use crate::service::clock;
use crate::world::Snapshot;

pub use super::shelf::Answer;

/// Smallest first.
const OFFERED: [Encoding; 3] = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip];

impl Answer {
    /// A JSON document.
    ///
    /// # Errors
    /// If the value cannot be written, which none of ours can.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, Problem> {
        let bytes = serde_json::to_vec(value).map_err(|error| {
            tracing::error!(%error, "cannot write an answer");
            Problem::Internal
        })?;
        Ok(Self {
            bytes,
            content_type: "application/json",
            file_name: None,
        })
    }
}

/// What a handler makes its answer from.
#[derive(Debug)]
pub struct Now {
    pub app: App,
    pub snapshot: Arc<Snapshot>,
    pub today: Date,
}

impl Now {
    fn address<'a>(&self, ask: &'a Ask) -> Address<'a> {
        Address {
            version: self.snapshot.version,
            today: self.today,
            host: ask.host(),
            path: ask.path(),
            query: ask.query(),
        }
    }
}

impl App {
    /// Answers from the shelf, or has the answer made beside the event loop and keeps it.
    ///
    /// # Errors
    /// What `make` fails with; problems are not kept.
    pub async fn answer(
        &self,
        ask: Ask,
        make: impl FnOnce(&Ask, &Now) -> Result<Answer, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let now = Now {
            app: self.clone(),
            snapshot: self.world.now(),
            today: clock::today(),
        };
        let coding = encoding(&ask.headers, &OFFERED);
        let kept = self.shelf.get(&now.address(&ask));
        if let Some(ready) = kept.as_deref().filter(|ready| ready.has(coding)) {
            return Ok(ready.respond(coding, &ask.headers));
        }
        let working = tokio::task::spawn_blocking(move || {
            let ready = match kept {
                Some(ready) => ready,
                None => {
                    let standing = !ask.query().contains("as_of");
                    let answer = make(&ask, &now)?;
                    let ready = Arc::new(Ready::new(answer, now.snapshot.version, standing));
                    now.app.shelf.keep(&now.address(&ask), Arc::clone(&ready));
                    ready
                }
            };
            Ok(ready.respond(coding, &ask.headers))
        });
        working.await.unwrap_or_else(|error| {
            tracing::error!(%error, "making an answer broke off");
            Err(Problem::Internal)
        })
    }
}
