//! Sessions, accounts, tokens, and the audit log.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parts::schema;
use crate::http::openapi::problems::{self, Refusal};

/// What can be wrong with a JSON body.
const BODY: [&Refusal; 4] = [
    &problems::BODY,
    &problems::TOO_LARGE,
    &problems::MEDIA_TYPE,
    &problems::INVALID,
];

pub fn paths() -> Vec<(String, Value)> {
    vec![
        path("/session", [session(), sign_in(), sign_out()]),
        path("/session/password", [change_password()]),
        path("/tokens", [tokens(), add_token()]),
        path("/tokens/{tokenId}", [remove_token()]),
        path("/accounts", [accounts(), add_account()]),
        path("/accounts/{accountName}", [change_account()]),
        path("/accounts/{accountName}/sessions", [end_sessions()]),
        path("/audit", [audit()]),
    ]
}

fn session() -> Operation {
    Operation::new(
        "get",
        "getSession",
        Tag::Session,
        "Who has signed in",
        "Ai đang đăng nhập",
    )
    .about("The account behind the request and what it may do; `account` is null for nobody.")
    .open()
    .answers(200, Answer::new("The session").json(&schema("Session")))
    .refuses(&[&problems::PARAMETER, &problems::TOKEN, &problems::INTERNAL])
}

fn sign_in() -> Operation {
    let answer = Answer::new("Signed in")
        .json(&schema("Session"))
        .header("Set-Cookie");
    Operation::new("post", "signIn", Tag::Session, "Sign in", "Đăng nhập")
        .about("Begins a session of a browser: the answer sets its cookie. Programs use tokens.")
        .body(
            &schema("SignIn"),
            true,
            &json!({"name": "phong-thổ", "password": "ruộng bậc thang xanh"}),
        )
        .open()
        .answers(200, answer)
        .refuses(&[
            &problems::BODY,
            &problems::CREDENTIALS,
            &problems::TOO_LARGE,
            &problems::MEDIA_TYPE,
            &problems::ATTEMPTS,
        ])
        .writes()
}

fn sign_out() -> Operation {
    Operation::new("delete", "signOut", Tag::Session, "Sign out", "Đăng xuất")
        .takes(&["everywhere"])
        .open()
        .answers(204, Answer::new("Signed out").header("Set-Cookie"))
        .refuses(&[&problems::PARAMETER, &problems::TOKEN])
        .writes()
}

fn change_password() -> Operation {
    let example = json!({"current": "ruộng bậc thang xanh", "new": "sương sớm trên đèo Ô Quy Hồ"});
    Operation::new(
        "put",
        "changePassword",
        Tag::Session,
        "Change the own password",
        "Đổi mật khẩu",
    )
    .about("Ends all other sessions of the account.")
    .body(&schema("NewPassword"), true, &example)
    .needs(Action::OwnAccount)
    .answers(204, Answer::new("Changed"))
    .refuses(&BODY)
    .writes()
}

fn tokens() -> Operation {
    Operation::new("get", "listTokens", Tag::Accounts, "Tokens", "Mã truy cập")
        .about("The own tokens; admins may ask for those of others.")
        .takes(&["account"])
        .needs(Action::OwnAccount)
        .answers(
            200,
            Answer::new("The tokens, without their secrets").json(&schema("Tokens")),
        )
        .refuses(&[&problems::PARAMETER, &problems::ROLE, &problems::INTERNAL])
}

fn add_token() -> Operation {
    let example = json!({"label": "QGIS", "role": "viewer", "days": 90});
    Operation::new(
        "post",
        "addToken",
        Tag::Accounts,
        "Make a token for a program",
        "Tạo mã truy cập",
    )
    .about("The secret is in the answer and nowhere else.")
    .body(&schema("NewToken"), true, &example)
    .needs(Action::OwnAccount)
    .answers(
        201,
        Answer::new("Made")
            .json(&schema("MadeToken"))
            .leads_to("removeToken", "tokenId", "/id"),
    )
    .refuses(&BODY)
    .writes()
}

fn remove_token() -> Operation {
    Operation::new(
        "delete",
        "removeToken",
        Tag::Accounts,
        "Withdraw a token",
        "Thu hồi mã truy cập",
    )
    .takes(&["tokenId"])
    .needs(Action::OwnAccount)
    .answers(204, Answer::new("Withdrawn"))
    .refuses(&[&problems::PARAMETER, &problems::NO_TOKEN])
    .writes()
}

fn accounts() -> Operation {
    Operation::new(
        "get",
        "listAccounts",
        Tag::Accounts,
        "All accounts",
        "Các tài khoản",
    )
    .needs(Action::Manage)
    .answers(200, Answer::new("The accounts").json(&schema("Accounts")))
    .refuses(&[&problems::PARAMETER, &problems::INTERNAL])
}

fn add_account() -> Operation {
    let example = json!({
        "name": "phong-thổ", "role": "editor", "districts": ["109"], "password": "ruộng bậc thang xanh",
    });
    Operation::new(
        "post",
        "addAccount",
        Tag::Accounts,
        "Make an account",
        "Tạo tài khoản",
    )
    .body(&schema("NewAccount"), true, &example)
    .needs(Action::Manage)
    .answers(
        201,
        Answer::new("Made")
            .json(&schema("Account"))
            .leads_to("changeAccount", "accountName", "/name")
            .leads_to("endSessions", "accountName", "/name"),
    )
    .refuses(&BODY)
    .refuses(&[&problems::NAME_TAKEN])
    .writes()
}

fn change_account() -> Operation {
    Operation::new(
        "put",
        "changeAccount",
        Tag::Accounts,
        "Change an account",
        "Sửa tài khoản",
    )
    .about("What is left out stays. A new password ends all sessions of the account.")
    .takes(&["accountName"])
    .body(&schema("AccountChange"), false, &json!({"disabled": true}))
    .needs(Action::Manage)
    .answers(200, Answer::new("The account").json(&schema("Account")))
    .refuses(&BODY)
    .refuses(&[&problems::NO_ACCOUNT, &problems::LAST_ADMIN])
    .writes()
}

fn end_sessions() -> Operation {
    Operation::new(
        "delete",
        "endSessions",
        Tag::Accounts,
        "End all sessions of an account",
        "Đăng xuất mọi phiên",
    )
    .takes(&["accountName"])
    .needs(Action::Manage)
    .answers(204, Answer::new("Ended"))
    .refuses(&[&problems::PARAMETER, &problems::NO_ACCOUNT])
    .writes()
}

fn audit() -> Operation {
    Operation::new("get", "getAudit", Tag::Accounts, "The audit log", "Nhật ký")
        .about("Who did what, newest first; each entry carries a hash over all before it.")
        .takes(&["entryLimit", "before", "check"])
        .needs(Action::Manage)
        .answers(200, Answer::new("Entries").json(&schema("Audit")))
        .refuses(&[&problems::PARAMETER, &problems::INTERNAL])
}
