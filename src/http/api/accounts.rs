//! `/api/accounts`, `/api/tokens` and `/api/audit`: who may do what, and what was done.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::session::uncached;
use crate::domain::access::{Action, Manage, OwnAccount};
use crate::domain::{Permit, Reference};
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::body::JsonBody;
use crate::http::path::Path;
use crate::http::problem::Problem;
use crate::service::account::{self, Changes, DistrictView, Wanted, WantedToken};
use crate::service::query;
use crate::store::{AccountRow, Hand, TokenRow};

#[derive(Debug, Serialize)]
struct AccountView {
    name: String,
    role: &'static str,
    districts: Vec<DistrictView>,
    disabled: bool,
    created_at: Timestamp,
    last_seen_at: Option<Timestamp>,
    sessions: u32,
    tokens: u32,
}

impl AccountView {
    fn of(row: AccountRow, reference: &Reference) -> Self {
        Self {
            districts: account::district_views(&row.districts, reference),
            name: row.name,
            role: row.role.as_str(),
            disabled: row.disabled,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            sessions: row.sessions,
            tokens: row.tokens,
        }
    }
}

#[derive(Debug, Serialize)]
struct TokenView {
    id: i64,
    label: String,
    account: String,
    role: &'static str,
    created_at: Timestamp,
    expires_at: Timestamp,
    last_used_at: Option<Timestamp>,
}

impl From<TokenRow> for TokenView {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id,
            label: row.label,
            account: row.account,
            role: row.role.as_str(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    name: String,
    role: String,
    #[serde(default)]
    districts: Vec<String>,
    password: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangedAccount {
    role: Option<String>,
    districts: Option<Vec<String>>,
    disabled: Option<bool>,
    password: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewToken {
    label: String,
    role: Option<String>,
    days: Option<i64>,
}

pub async fn list(Allowed { app, .. }: Allowed<Manage>, ask: Ask) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let accounts = app.work(|app| {
        let reference = &app.world.now().atlas.reference;
        let rows = app.store.accounts()?.into_iter();
        Ok(rows
            .map(|row| AccountView::of(row, reference))
            .collect::<Vec<_>>())
    });
    Ok(uncached(Json(json!({"accounts": accounts.await?}))))
}

pub async fn add(
    Allowed { app, permit, .. }: Allowed<Manage>,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let new: NewAccount = body.read()?;
    let Ok(_hashing) = app.hashes.acquire().await else {
        return Err(Problem::Internal);
    };
    let added = app.work(move |app| {
        let reference = &app.world.now().atlas.reference;
        let wanted = Wanted {
            name: &account::normal(&new.name),
            role: &new.role,
            districts: &new.districts,
            password: &new.password,
        };
        let row = account::add(&permit, &wanted, reference, &app.store)?;
        Ok(AccountView::of(row, reference))
    });
    Ok(uncached((StatusCode::CREATED, Json(added.await?))))
}

pub async fn change(
    Allowed { app, permit, .. }: Allowed<Manage>,
    Path(name): Path<String>,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let changed: ChangedAccount = body.read()?;
    let Ok(_hashing) = app.hashes.acquire().await else {
        return Err(Problem::Internal);
    };
    let row = app.work(move |app| {
        let reference = &app.world.now().atlas.reference;
        let wanted = Changes {
            role: changed.role.as_deref(),
            districts: changed.districts.as_deref(),
            disabled: changed.disabled,
            password: changed.password.as_deref(),
        };
        let row = account::change(&permit, &name, &wanted, reference, &app.store)?;
        Ok(AccountView::of(row, reference))
    });
    Ok(uncached(Json(row.await?)))
}

pub async fn sign_out_everywhere(
    Allowed { app, permit, .. }: Allowed<Manage>,
    Path(name): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    app.work(move |app| {
        if app.store.close_sessions(&name, hand(permit.name()))? {
            Ok(StatusCode::NO_CONTENT.into_response())
        } else {
            Err(Problem::NoSuchAccount { name })
        }
    })
    .await
}

/// The own tokens; for those who manage accounts also `account=NAME`, or `account=*` for all.
pub async fn tokens(
    Allowed { app, permit, .. }: Allowed<OwnAccount>,
    ask: Ask,
) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let account = parameters.take("account");
    parameters.finish()?;
    let account = account.unwrap_or_else(|| permit.name().to_owned());
    if account != permit.name() {
        permit.also::<Manage>()?;
    }
    let rows = app.work(move |app| {
        let whose = Some(account.as_str()).filter(|name| *name != "*");
        Ok(app.store.tokens(whose)?)
    });
    let tokens: Vec<TokenView> = rows.await?.into_iter().map(TokenView::from).collect();
    Ok(uncached(Json(json!({"tokens": tokens}))))
}

pub async fn add_token(
    Allowed { app, permit, .. }: Allowed<OwnAccount>,
    ask: Ask,
    body: JsonBody,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let new: NewToken = body.read()?;
    let made = app.work(move |app| {
        let wanted = WantedToken {
            account: permit.name(),
            label: &new.label,
            role: new.role.as_deref(),
            days: new.days,
        };
        Ok(account::add_token(&permit, wanted, &app.store)?)
    });
    let (secret, row) = made.await?;
    let mut body = json!(TokenView::from(row));
    body["token"] = json!(secret);
    Ok(uncached((StatusCode::CREATED, Json(body))))
}

pub async fn remove_token(
    Allowed { app, permit, .. }: Allowed<OwnAccount>,
    Path(id): Path<String>,
    ask: Ask,
) -> Result<Response, Problem> {
    ask.parameters()?.finish()?;
    let whose = owner(&permit);
    app.work(move |app| {
        let number = id.parse().ok();
        let removed = number
            .map(|number| {
                let hand = hand(permit.name());
                app.store.remove_token(number, whose.as_deref(), hand)
            })
            .transpose()?;
        if removed == Some(true) {
            Ok(StatusCode::NO_CONTENT.into_response())
        } else {
            Err(Problem::NoSuchToken { id })
        }
    })
    .await
}

/// Whose tokens somebody may end: the own ones, or those of all.
fn owner(permit: &Permit<OwnAccount>) -> Option<String> {
    let manages = permit
        .account()
        .is_some_and(|account| account.role.may(Action::Manage));
    (!manages).then(|| permit.name().to_owned())
}

/// Most entries of the audit log in one answer, and how many when nobody says.
pub const MOST_ENTRIES: usize = 500;
pub const USUAL_ENTRIES: usize = 100;

/// The newest entries, or those `before` one; with `check=true` also whether the whole log is as it was written.
pub async fn audit(Allowed { app, .. }: Allowed<Manage>, ask: Ask) -> Result<Response, Problem> {
    let mut parameters = ask.parameters()?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n >= 1);
    let (vi, en) = ("số nguyên từ 1 trở lên", "a whole number ≥ 1");
    let limit = parameters.read("limit", vi, en, number)?;
    let before = parameters.read("before", vi, en, number)?;
    let check = query::flag(&mut parameters, "check")?;
    parameters.finish()?;
    let limit = limit
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(USUAL_ENTRIES);
    let body = app.work(move |app| {
        let entries = app.store.audit(before, limit.min(MOST_ENTRIES))?;
        let mut body = json!({"entries": entries});
        if check {
            let check = app.store.check_audit()?;
            body["whole"] = json!(check.faults.is_empty());
            body["check"] =
                json!({"entries": check.entries, "head": check.head, "faults": check.faults});
        }
        Ok(body)
    });
    Ok(uncached(Json(body.await?)))
}

fn hand(by: &str) -> Hand<'_> {
    Hand {
        by,
        now: Timestamp::now(),
    }
}
