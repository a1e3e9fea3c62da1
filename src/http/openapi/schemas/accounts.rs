//! Sessions, accounts, tokens, and the audit log.

use serde_json::{Value, json};

use crate::domain::Role;
use crate::http::openapi::parts::{
    body, count, flag, list, maybe, moment, object, object_with, schema, text, told,
};
use crate::service::account::{MOST_DAYS, USUAL_DAYS};
use crate::service::password;

pub fn schemas() -> Value {
    let secret = json!({"type": "string", "format": "password"});
    let districts = told(
        list(&text()),
        "Codes or names of districts, or the province's for all; an editor needs one",
    );
    json!({
        "Role": {
            "type": "string",
            "enum": Role::ALL.map(Role::as_str),
            "description": "`viewer` looks; `editor` records in its districts; `verifier` verifies and records everywhere; `admin` manages accounts besides",
        },
        "SignIn": body(&["name", "password"], &json!({"name": text(), "password": secret})),
        "NewPassword": body(&["current", "new"], &json!({
            "current": secret,
            "new": new_password(),
        })),
        "Session": session(),
        "Account": account(),
        "Accounts": object(&json!({"accounts": list(&schema("Account"))})),
        "NewAccount": body(&["name", "role", "password"], &json!({
            "name": {"type": "string", "minLength": 2, "maxLength": 64, "description": "Small letters, digits, `. _ - @`"},
            "role": schema("Role"),
            "districts": districts,
            "password": new_password(),
        })),
        "AccountChange": body(&[], &json!({
            "role": maybe(schema("Role")),
            "districts": maybe(districts),
            "disabled": maybe(flag()),
            "password": maybe(new_password()),
        })),
        "Token": token(&json!({})),
        "MadeToken": token(&json!({"token": told(text(), "The secret; shown only this once")})),
        "Tokens": object(&json!({"tokens": list(&schema("Token"))})),
        "NewToken": body(&["label"], &json!({
            "label": told(text(), "What it is for"),
            "role": told(maybe(schema("Role")), "At most the account's own, which it is without this"),
            "days": {"type": "integer", "minimum": 1, "maximum": MOST_DAYS, "nullable": true, "description": format!("How long it holds; {USUAL_DAYS} without this")},
        })),
        "Audit": audit(),
    })
}

fn new_password() -> Value {
    json!({
        "type": "string",
        "format": "password",
        "minLength": password::LEAST,
        "description": "Not easily guessed",
    })
}

fn session() -> Value {
    let can = object(&json!({"record": flag(), "verify": flag(), "manage": flag()}));
    let token = object(&json!({"id": count(), "label": text()}));
    let me = object(&json!({
        "name": text(),
        "role": schema("Role"),
        "districts": list(&schema("DistrictRef")),
        "can": can,
        "expires_at": moment(),
        "token": told(maybe(token), "The token by which it was asked; null for a session"),
    }));
    object(&json!({
        "account": told(maybe(me), "Who has signed in; null for nobody"),
        "private": told(flag(), "Nothing can be read without an account"),
        "accounts": told(flag(), "There is any account"),
        "password_least": told(count(), "Least length of a password"),
    }))
}

fn account() -> Value {
    object(&json!({
        "name": text(),
        "role": schema("Role"),
        "districts": list(&schema("DistrictRef")),
        "disabled": flag(),
        "created_at": moment(),
        "last_seen_at": maybe(moment()),
        "sessions": count(),
        "tokens": count(),
    }))
}

fn token(more: &Value) -> Value {
    let mut token = json!({
        "id": count(),
        "label": text(),
        "account": text(),
        "role": schema("Role"),
        "created_at": moment(),
        "expires_at": moment(),
        "last_used_at": maybe(moment()),
    });
    if let (Some(all), Some(more)) = (token.as_object_mut(), more.as_object()) {
        all.extend(more.clone());
    }
    object(&token)
}

fn audit() -> Value {
    let hash = json!({"type": "string", "pattern": "^[0-9a-f]{64}$"});
    let entry = object(&json!({
        "seq": count(),
        "at": moment(),
        "by": text(),
        "action": told(text(), "`activity.create`, `account.change`, `session.refused`, …"),
        "subject": text(),
        "detail": told(json!({"nullable": true}), "Depends on the action"),
        "hash": told(hash.clone(), "Over this entry and the hash before it"),
    }));
    let check = object(&json!({
        "entries": count(),
        "head": told(hash, "The last hash"),
        "faults": list(&text()),
    }));
    object_with(
        &["entries"],
        &json!({
            "entries": told(list(&entry), "Newest first"),
            "whole": told(flag(), "The whole log is as it was written; with `check=true`"),
            "check": check,
        }),
    )
}
