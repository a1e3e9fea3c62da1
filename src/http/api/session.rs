//! `/api/session`: signing in and out, who I am, and the own password.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::access::{Action, OwnAccount};
use crate::http::App;
use crate::http::access::{Allowed, Open, cookie};
use crate::http::ask::Ask;
use crate::http::body::JsonBody;
use crate::http::problem::Problem;
use crate::service::account::{self, DistrictView};
use crate::service::sign_in::{self, Credential};
use crate::service::{password, query};
use crate::store::Identity;

/// Who is signed in, and what they may do.
#[derive(Debug, Serialize)]
struct Me {
    name: String,
    role: &'static str,
    districts: Vec<DistrictView>,
    can: Can,
    expires_at: jiff::Timestamp,
    token: Option<Value>,
}

#[derive(Debug, Serialize)]
struct Can {
    record: bool,
    verify: bool,
    manage: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    name: String,
    password: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    current: String,
    new: String,
}

pub async fn show(open: Open, ask: Ask) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let Open { app, identity, .. } = open;
    let body = app.work(|app| session(app, identity)).await?;
    Ok(uncached(Json(body)))
}

pub async fn sign_in(open: Open, ask: Ask, body: JsonBody) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let SignIn { name, password } = body.read()?;
    let Open { app, address, .. } = open;
    let Ok(_hashing) = app.hashes.acquire().await else {
        return Err(Problem::Internal);
    };
    let begun = app.work(move |app| {
        let lifetime = app.guard.lifetime;
        let secret = sign_in::sign_in(
            &name,
            &password,
            &address,
            lifetime,
            &app.throttle,
            &app.store,
        )?;
        let identity = app
            .store
            .session(&secret.hash, lifetime, jiff::Timestamp::now())?;
        Ok((secret, session(app, identity)?))
    });
    let (secret, body) = begun.await?;
    let mut response = uncached(Json(body));
    put_cookie(&mut response, &app, Some(&secret.secret));
    Ok(response)
}

/// Ends this session, or with `everywhere=true` all of the account.
pub async fn sign_out(open: Open, ask: Ask) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let everywhere = query::flag(&mut parameters, "everywhere")?;
    parameters.finish()?;
    let Open {
        app,
        identity,
        credential,
        ..
    } = open;
    app.work(move |app| {
        match (identity, credential) {
            (Some(identity), _) if everywhere => {
                let hand = crate::store::Hand {
                    by: &identity.name,
                    now: jiff::Timestamp::now(),
                };
                app.store.close_sessions(&identity.name, hand)?;
            }
            (Some(_), Some(credential @ Credential::Session(_))) => {
                app.store.close_session(&credential.hash())?;
            }
            _ => {}
        }
        Ok(())
    })
    .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    put_cookie(&mut response, &app, None);
    Ok(response)
}

pub async fn change_password(
    Allowed {
        app,
        permit,
        credential,
        ..
    }: Allowed<OwnAccount>,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let NewPassword { current, new } = body.read()?;
    let Ok(_hashing) = app.hashes.acquire().await else {
        return Err(Problem::Internal);
    };
    app.work(move |app| {
        let own = credential.map(|credential| credential.hash());
        account::change_own_password(&permit, &current, &new, own, &app.store)?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn session(app: &App, identity: Option<Identity>) -> Result<Value, Problem> {
    let reference = &app.world.now().atlas.reference;
    let me = identity.map(|identity| Me {
        name: identity.name,
        role: identity.role.as_str(),
        districts: account::district_views(&identity.districts, reference),
        can: Can {
            record: identity.role.may(Action::Record),
            verify: identity.role.may(Action::Verify),
            manage: identity.role.may(Action::Manage),
        },
        expires_at: identity.expires_at,
        token: identity
            .token
            .map(|(id, label)| json!({"id": id, "label": label})),
    });
    Ok(json!({
        "account": me,
        "private": app.guard.private,
        "accounts": app.store.has_accounts()?,
        "password_least": password::LEAST,
    }))
}

fn put_cookie(response: &mut Response, app: &App, secret: Option<&str>) {
    if let Some(cookie) = cookie(app, secret) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// What is about one person is kept by nobody.
pub fn uncached(response: impl IntoResponse) -> Response {
    let mut response = response.into_response();
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}
