//! What a client is still sending when its request is refused. Whoever writes does not read: an answer that comes before
//! the body is through is lost in the reset of the connection. So the rest is taken in and thrown away first, within
//! limits; beyond them the connection is closed, and the client told so.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};

/// Most that is thrown away for the sake of an answer, and how long that may take.
const MOST: usize = 64 << 20;
const LONGEST: Duration = Duration::from_secs(30);

/// A body that can be gone on with after the handler has dropped it.
#[derive(Clone)]
struct Shared(Arc<Mutex<Asked>>);

struct Asked {
    body: Body,
    /// Somebody has begun to read it.
    begun: bool,
}

impl Shared {
    fn new(body: Body) -> Self {
        let begun = false;
        Self(Arc::new(Mutex::new(Asked { body, begun })))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Asked) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|asked| {
            asked.begun = true;
            Pin::new(&mut asked.body).poll_frame(context)
        })
    }

    fn is_end_stream(&self) -> bool {
        self.with(|asked| asked.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|asked| asked.body.size_hint())
    }
}

/// Takes in the rest of the body before a refusal is sent.
pub async fn drained(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let asks_first = parts.headers.contains_key(header::EXPECT);
    let rest = Shared::new(body);
    let mut response = next
        .run(Request::from_parts(parts, Body::new(rest.clone())))
        .await;
    let refused = response.status().is_client_error() || response.status().is_server_error();
    if refused && !rest.is_end_stream() {
        // Who asks before sending has not sent anything, and need not.
        let waits = asks_first && rest.with(|asked| !asked.begun);
        let through = !waits && tokio::time::timeout(LONGEST, drain(rest)).await == Ok(true);
        if !through {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
    }
    response
}

/// Whether the end was reached.
async fn drain(mut rest: Shared) -> bool {
    if usize::try_from(rest.size_hint().lower()).unwrap_or(usize::MAX) > MOST {
        return false;
    }
    let mut thrown_away = 0;
    while let Some(frame) = rest.frame().await {
        let Ok(frame) = frame else { return false };
        thrown_away += frame.data_ref().map_or(0, Bytes::len);
        if thrown_away > MOST {
            return false;
        }
    }
    true
}
