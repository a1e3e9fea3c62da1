//! Accounts and the audit log, parts of addresses, and headers.

use serde_json::{Value, json};

use super::{Part, Query, flag, number};
use crate::http::api::accounts::{MOST_ENTRIES, USUAL_ENTRIES};
use crate::http::openapi::parts::text;

pub fn accounts() -> Part {
    let whose = "Whose tokens; `*` for everybody's. Only admins may name others than themselves";
    let all = "`true` ends all sessions of the account";
    vec![
        Query::new("account", "Tài khoản", whose, text())
            .example("*")
            .at("account"),
        Query::new("everywhere", "Mọi nơi", all, flag())
            .example(true)
            .at("everywhere"),
    ]
}

pub fn audit() -> Part {
    let check = "`true` holds the whole log against its hashes and the ledger";
    let mut entries = number(1);
    entries["maximum"] = json!(MOST_ENTRIES);
    entries["default"] = json!(USUAL_ENTRIES);
    vec![
        Query::new("before", "Trước mục", "Entries before this one", number(1))
            .example(100)
            .at("before"),
        Query::new("check", "Kiểm tra", check, flag())
            .example(true)
            .at("check"),
        Query::new("limit", "Số mục", "Most entries in one answer", entries)
            .example(20)
            .at("entryLimit"),
    ]
}

/// Parts of addresses.
pub fn addresses() -> Part {
    let part = |name: &'static str, vi: &str, about: &str, schema: Value, example: &str| {
        let value = json!({
            "name": name, "in": "path", "required": true, "description": about, "x-title-vi": vi,
            "schema": schema, "example": example,
        });
        (name, value)
    };
    let uuid = json!({"type": "string", "format": "uuid"});
    let an_id = "0190a6c4-0000-7000-8000-000000000000";
    vec![
        part("activityId", "Hoạt động", "Id of an activity", uuid, an_id),
        part(
            "accountName",
            "Tài khoản",
            "Name of an account",
            text(),
            "phong-thổ",
        ),
        part("tokenId", "Mã truy cập", "Number of a token", text(), "7"),
    ]
}

pub fn headers() -> Part {
    let head = |key, name: &str, required: bool, about: &str, example: &str| {
        let value = json!({
            "name": name, "in": "header", "required": required, "description": about,
            "schema": text(), "example": example,
        });
        (key, value)
    };
    vec![
        head(
            "ifNoneMatch",
            "If-None-Match",
            false,
            "Tags of answers that the asker has: if one of them still holds, 304 and nothing more",
            "\"42-9a3f6c1e5b7d2084-identity\"",
        ),
        head(
            "ifMatch",
            "If-Match",
            true,
            "The `ETag` of the record that is being changed, or `*` for whatever is in force",
            "\"1\"",
        ),
        head(
            "ifMatchOptional",
            "If-Match",
            false,
            "The `ETag` of the record that was read; without it, whatever is in force",
            "\"1\"",
        ),
    ]
}
