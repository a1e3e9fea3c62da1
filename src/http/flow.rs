//! Answers that are sent while they are written: so large that they are neither kept nor ever whole in memory.
//!
//! A thread of its own writes into a channel of few chunks, so it is never ahead of a slow client by more than these; one
//! that has gone away, or takes nothing for a minute, ends the writing. What goes wrong midway breaks the connection off:
//! the client sees that something is missing.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Sender, channel};

use super::compress::through;
use super::headers::{Encoding, knows};
use super::shelf::VARY;

/// Bytes of a chunk, and chunks that wait for the client.
const CHUNK: usize = 64 << 10;
const CHUNKS_WAITING: usize = 4;

/// How long a client may take nothing. Whatever is read stays in the ledger's log of changes meanwhile.
const STALLED: Duration = Duration::from_secs(60);

/// What writes an answer.
pub struct Flow(Box<Writing>);

type Writing = dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send;

impl Flow {
    pub fn new(
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self(Box::new(move |out| {
            let _permit = permit;
            write(out)
        }))
    }

    /// Begins to write on a thread of its own, unless only the head of the answer is wanted or the client knows it.
    pub fn respond(
        self,
        own: Vec<(HeaderName, HeaderValue)>,
        tag: &str,
        coding: Encoding,
        (asked, is_head): (&HeaderMap, bool),
    ) -> Response {
        let tag = format!("\"{tag}-{}\"", coding.token());
        let known = knows(asked, &tag);
        let body = if known {
            Body::empty()
        } else if is_head {
            // Of a length that nobody knows.
            Body::from_stream(stream::empty::<io::Result<Bytes>>())
        } else {
            self.start(coding)
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.extend(HeaderValue::try_from(tag).map(|tag| (header::ETAG, tag)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static(VARY));
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.extend(own);
        if coding != Encoding::Identity {
            let token = HeaderValue::from_static(coding.token());
            headers.insert(header::CONTENT_ENCODING, token);
        }
        response
    }

    fn start(self, coding: Encoding) -> Body {
        let (sender, mut chunks) = channel(CHUNKS_WAITING);
        tokio::task::spawn_blocking(move || {
            let mut out = Chunks {
                sender,
                chunk: Vec::with_capacity(CHUNK),
            };
            let written = through(&mut out, coding, self.0).and_then(|()| out.flush());
            match written {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                    tracing::debug!("a client went away while it was answered");
                }
                Err(error) => {
                    tracing::error!(%error, "an answer broke off");
                    let _ = out.sender.blocking_send(Err(error));
                }
            }
        });
        Body::from_stream(stream::poll_fn(move |context| chunks.poll_recv(context)))
    }
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Flow")
    }
}

/// Sends what is written in chunks.
struct Chunks {
    sender: Sender<io::Result<Bytes>>,
    chunk: Vec<u8>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        let sending = self.sender.send(Ok(chunk.into()));
        let sent =
            Handle::current().block_on(async { tokio::time::timeout(STALLED, sending).await });
        match sent {
            Ok(Ok(())) => Ok(()),
            // Gone, or as good as gone.
            Ok(Err(_)) | Err(_) => Err(ErrorKind::BrokenPipe.into()),
        }
    }
}
