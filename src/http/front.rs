//! The shelf stands before the router: what was answered before is answered again without routing.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::response::Response;
use hyper::body::Incoming;
use tower_service::Service as _;

use super::state::App;

/// Answers from the shelf where it can, else through the router.
#[derive(Clone, Debug)]
pub struct Front {
    app: App,
    router: Router,
    /// Who is at the other end of the connection.
    peer: Option<IpAddr>,
}

impl Front {
    pub fn new(app: App, router: Router) -> Self {
        Self {
            app,
            router,
            peer: None,
        }
    }

    /// The same, for one connection.
    pub fn of(&self, peer: Option<IpAddr>) -> Self {
        Self {
            peer,
            ..self.clone()
        }
    }
}

impl hyper::service::Service<Request<Incoming>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        // Where an account is needed to read, the router asks for it.
        let plain = request.method() == Method::GET && !self.app.guard.private;
        let kept = plain.then(|| self.app.ready_answer(request.uri(), request.headers()));
        match kept.flatten() {
            Some(response) => Answering::Ready(ready(Ok(response))),
            // A router is always ready.
            None => {
                let mut request = request.map(Body::new);
                if let Some(peer) = self.peer {
                    request.extensions_mut().insert(peer);
                }
                Answering::Routed(Box::pin(self.router.clone().call(request)))
            }
        }
    }
}

/// The answer, there at once or to come.
pub enum Answering {
    Ready(Ready<Result<Response, Infallible>>),
    Routed(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Ready(response) => Pin::new(response).poll(context),
            Self::Routed(response) => response.as_mut().poll(context),
        }
    }
}
