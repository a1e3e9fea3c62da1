//! Ready answers: made once for an address and a version, then sent as they are.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;

use super::ask::{Ask, asked_host};
use super::face::Face;
use super::headers::{Encoding, encoding};
use super::problem::Problem;
use super::shelf::{Address, Ready};
use super::state::App;
use crate::service::parameter::Parameters;
use crate::service::{clock, query, refresh};
use crate::world::{Edition, Snapshot};

pub use super::shelf::Answer;

/// Smallest first, for answers that many ask for; quickest first, for those about a day that one person chose.
const SMALLEST: [Encoding; 3] = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip];
const QUICKEST: [Encoding; 3] = [Encoding::Zstd, Encoding::Gzip, Encoding::Brotli];

/// Whether everybody asks for it: an answer about today, whatever day that is, in no window and under no condition.
fn standing(query: Option<&str>) -> bool {
    let query = query.unwrap_or_default();
    let own = ["as_of", "known_at", "bbox", "filter"];
    !own.iter().any(|name| query.contains(name))
}

fn coding(uri: &Uri, headers: &HeaderMap) -> Encoding {
    let offered = if standing(uri.query()) {
        &SMALLEST
    } else {
        &QUICKEST
    };
    encoding(headers, offered)
}

impl Answer {
    /// A JSON document.
    ///
    /// # Errors
    /// If the value cannot be written, which none of ours can.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, Problem> {
        Self::json_as(value, "application/json")
    }

    /// A JSON document of a narrower type.
    ///
    /// # Errors
    /// As for [`Answer::json`].
    pub fn json_as(
        value: &impl serde::Serialize,
        media_type: &'static str,
    ) -> Result<Self, Problem> {
        let bytes = serde_json::to_vec(value).map_err(|error| {
            tracing::error!(%error, "cannot write an answer");
            Problem::Internal
        })?;
        Ok(Self::new(bytes, media_type))
    }
}

/// What a handler makes its answer from.
#[derive(Debug)]
pub struct Now {
    pub app: App,
    /// The current state, or the past one that [`Now::known`] was asked for.
    pub snapshot: Arc<Snapshot>,
    pub today: Date,
}

impl Now {
    /// Takes `known_at`: from here on everything is as it was known then. Gives the moment, if there was one.
    ///
    /// # Errors
    /// If it is no moment or lies in the future, or the database cannot be read.
    pub fn known(&mut self, parameters: &mut Parameters) -> Result<Option<Timestamp>, Problem> {
        let Some(moment) = query::known_at(parameters)? else {
            return Ok(None);
        };
        self.snapshot = refresh::known_at(&self.app.world, &self.app.store, moment)?;
        Ok(Some(moment))
    }
}

impl App {
    /// The answer to a GET, if it was made before in the form that is asked for.
    pub fn ready_answer(&self, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let address = self.address(uri, headers, self.world.edition(), clock::today());
        let ready = self.shelf.get(&address)?;
        let coding = coding(uri, headers);
        ready.has(coding).then(|| ready.respond(coding, headers))
    }

    /// Has an answer made, beside the event loop, and keeps it.
    ///
    /// # Errors
    /// What `make` fails with; problems are not kept.
    pub async fn answer(
        &self,
        ask: Ask,
        make: impl FnOnce(&Ask, &mut Now) -> Result<Answer, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let mut now = Now {
            app: self.clone(),
            snapshot: self.world.now(),
            today: clock::today(),
        };
        let working = tokio::task::spawn_blocking(move || {
            let app = now.app.clone();
            let edition = now.snapshot.edition();
            let address = app.address(&ask.uri, &ask.headers, edition, now.today);
            let ready = match app.shelf.get(&address) {
                Some(ready) => ready,
                None => {
                    let standing = standing(ask.uri.query());
                    let answer = match make(&ask, &mut now)?.into_flow() {
                        Ok((flow, headers)) => {
                            let tag = address.tag(now.snapshot.version);
                            let coding = encoding(&ask.headers, &QUICKEST);
                            let asked = (&ask.headers, ask.is_head);
                            return Ok(flow.respond(headers, &tag, coding, asked));
                        }
                        Err(answer) => answer,
                    };
                    let ready = Arc::new(Ready::new(answer, now.snapshot.version, standing));
                    app.shelf.keep(&address, Arc::clone(&ready));
                    ready
                }
            };
            let coding = coding(&ask.uri, &ask.headers);
            Ok(ready.respond(coding, &ask.headers))
        });
        working.await.unwrap_or_else(|error| {
            tracing::error!(%error, "making an answer broke off");
            Err(Problem::Internal)
        })
    }

    fn address<'a>(
        &self,
        uri: &'a Uri,
        headers: &'a HeaderMap,
        edition: Edition,
        today: Date,
    ) -> Address<'a> {
        Address {
            edition,
            today,
            face: Face::asked(uri, headers),
            // With a public address set, the answer is the same for every host.
            host: if self.public_url.is_some() {
                ""
            } else {
                asked_host(headers)
            },
            path: uri.path(),
            query: uri.query().unwrap_or_default(),
        }
    }
}
