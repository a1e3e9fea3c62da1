//! Who asks, and whether they may. The router's state is locked: handlers get the service through [`Allowed`], which
//! names the right they need, or, for the few that work without one, through [`Open`]. There is no third way.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};

use super::ask::asked_host;
use super::problem::Problem;
use super::state::App;
use crate::domain::access::{Action, Right};
use crate::domain::{Actor, Permit};
use crate::service::sign_in::{self, Credential};
use crate::store::{Identity, Lifetime};

/// The service, locked.
#[derive(Clone, Debug)]
pub struct Guarded(App);

impl Guarded {
    pub const fn new(app: App) -> Self {
        Self(app)
    }

    /// The service, where everybody may read.
    pub fn open_to_all(&self) -> Option<App> {
        (!self.0.guard.private).then(|| self.0.clone())
    }

    /// What a request is made of without the data behind it.
    pub fn public_url(&self) -> Option<&str> {
        self.0.public_url.as_deref()
    }
}

/// How the service is guarded.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Nothing can be read without an account.
    pub private: bool,
    pub lifetime: Lifetime,
    /// The address of the asker stands in `X-Forwarded-For`, put there by a proxy of ours.
    pub behind_proxy: bool,
}

/// Somebody who may do `P`.
#[derive(Debug)]
pub struct Allowed<P> {
    pub app: App,
    pub permit: Permit<P>,
    /// `None` for readers who did not have to say who they are.
    pub credential: Option<Credential>,
}

/// For what must work for those who have not signed in: signing in itself, and saying that the service runs.
#[derive(Debug)]
pub struct Open {
    pub app: App,
    pub identity: Option<Identity>,
    pub credential: Option<Credential>,
    pub address: String,
}

impl<P: Right + Send> FromRequestParts<Guarded> for Allowed<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, guarded: &Guarded) -> Result<Self, Problem> {
        let app = &guarded.0;
        check_origin(parts, app)?;
        // Whoever may read anyway need not be looked up.
        let anybody = P::ACTION == Action::Read && !app.guard.private;
        let (identity, credential) = if anybody {
            (None, None)
        } else {
            let credential = credential(&parts.headers, app);
            (identify(app, credential.as_ref()).await?, credential)
        };
        let actor = identity.as_ref().map_or(Actor::NOBODY, |identity| {
            sign_in::actor(identity, &app.world.now().atlas.reference)
        });
        Ok(Self {
            permit: actor.permit(app.guard.private)?,
            app: app.clone(),
            credential,
        })
    }
}

impl FromRequestParts<Guarded> for Open {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, guarded: &Guarded) -> Result<Self, Problem> {
        let app = &guarded.0;
        check_origin(parts, app)?;
        let credential = credential(&parts.headers, app);
        Ok(Self {
            identity: identify(app, credential.as_ref()).await?,
            credential,
            address: address(parts, app.guard.behind_proxy),
            app: app.clone(),
        })
    }
}

/// Whether a request carries a credential that still holds: for what stands before the router.
pub async fn identify(
    app: &App,
    credential: Option<&Credential>,
) -> Result<Option<Identity>, Problem> {
    let Some(credential) = credential.cloned() else {
        return Ok(None);
    };
    let program = matches!(credential, Credential::Token(_));
    let asked = app.clone();
    let found = tokio::task::spawn_blocking(move || {
        let found = sign_in::identify(&credential, asked.guard.lifetime, &asked.store)?;
        if let Some(identity) = &found
            && sign_in::is_due(identity, asked.guard.lifetime)
        {
            let now = jiff::Timestamp::now();
            // A note that cannot be written now is written at the next request.
            if let Err(error) = asked.store.seen(&credential.hash(), &identity.name, now) {
                tracing::debug!(%error, "not noted who was here");
            }
        }
        Ok::<_, Problem>(found)
    });
    let found = found.await.map_err(|error| {
        tracing::error!(%error, "looking up who asks broke off");
        Problem::Internal
    })??;
    // A cookie that is over makes its bearer nobody; a token that is no good is a mistake of the program's.
    if found.is_none() && program {
        return Err(Problem::WrongToken);
    }
    Ok(found)
}

/// What the request says of who asks: a token before a cookie.
fn credential(headers: &HeaderMap, app: &App) -> Option<Credential> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    if let Some((_, token)) = bearer {
        return Some(Credential::Token(token.trim().to_owned()));
    }
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    cookies
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(app))
        .map(|(_, secret)| Credential::Session(secret.to_owned()))
}

/// Browsers give a cookie of the longer name only to the very host that set it over https.
pub(super) const fn cookie_name_for(secure: bool) -> &'static str {
    if secure {
        "__Host-vungphu_session"
    } else {
        "vungphu_session"
    }
}

fn cookie_name(app: &App) -> &'static str {
    cookie_name_for(app.is_https())
}

/// The header that gives a browser its session; without a secret, one that takes it away.
pub fn cookie(app: &App, secret: Option<&str>) -> Option<HeaderValue> {
    let name = cookie_name(app);
    let secure = if app.is_https() { "; Secure" } else { "" };
    let age = secret.map_or(0, |_| app.guard.lifetime.most);
    let secret = secret.unwrap_or_default();
    HeaderValue::try_from(format!(
        "{name}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}"
    ))
    .ok()
}

/// A change must come from our own pages, or from a program, which says nothing of where it comes from. Browsers always do:
/// `Sec-Fetch-Site`, and older ones `Origin`.
fn check_origin(parts: &Parts, app: &App) -> Result<(), Problem> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let header = |name: &str| parts.headers.get(name).map(HeaderValue::as_bytes);
    match header("sec-fetch-site") {
        Some(b"same-origin" | b"none") => return Ok(()),
        Some(_) => return Err(Problem::WrongOrigin),
        None => {}
    }
    let Some(origin) = header("origin") else {
        return Ok(());
    };
    let host = |url: &str| url.split_once("://").map(|(_, host)| host.to_owned());
    let origin = std::str::from_utf8(origin).ok().and_then(host);
    let own = app.public_url.as_deref().and_then(host);
    let own = own.map(|own| own.split('/').next().unwrap_or_default().to_owned());
    let asked = asked_host(&parts.headers);
    match origin {
        Some(origin) if Some(&origin) == own.as_ref() || origin == asked => Ok(()),
        _ => Err(Problem::WrongOrigin),
    }
}

fn address(parts: &Parts, behind_proxy: bool) -> String {
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .map(|address| address.trim().to_owned())
        .filter(|_| behind_proxy);
    forwarded.unwrap_or_else(|| {
        let peer = parts.extensions.get::<IpAddr>();
        peer.map(ToString::to_string).unwrap_or_default()
    })
}
