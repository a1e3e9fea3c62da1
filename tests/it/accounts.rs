//! Accounts and tokens: what may be asked for, who stays, and what a token is good for.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, PASSWORD, Reply, Server, activity};

/// Field and code of each fault.
fn faults(reply: &Reply) -> Vec<(String, String)> {
    assert_eq!(reply.status, 422, "{}", reply.text());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let problem = reply.json();
    let faults = problem["faults"].as_array().unwrap().iter();
    faults
        .map(|fault| (text(&fault["field"]), text(&fault["code"])))
        .collect()
}

fn only(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

fn code(reply: &Reply, status: u16) -> Value {
    assert_eq!(reply.status, status, "{}", reply.text());
    reply.json()["code"].clone()
}

fn account(name: &str) -> Value {
    json!({"name": name, "role": "viewer", "password": PASSWORD})
}

/// The entry of one account in the list.
fn listed(admin: &Client, name: &str) -> Value {
    let all = admin.json("/api/accounts");
    let found = all["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["name"] == name);
    found.unwrap_or_else(|| panic!("no account {name}")).clone()
}

#[test]
fn names_are_small_letters_and_digits() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let admin = data.admin().by_cookie(&server);
    for (asked, kept) in [
        ("lò.thị", "lò.thị"),
        ("Vàng A Páo".replace(' ', "-").as_str(), "vàng-a-páo"),
        ("nv_01@laichau.gov.vn", "nv_01@laichau.gov.vn"),
        ("ab", "ab"),
        (&"đ".repeat(64), &"đ".repeat(64)),
    ] {
        let reply = admin.post("/api/accounts", &account(asked));
        assert_eq!(reply.status, 201, "{asked}: {}", reply.text());
        assert_eq!(reply.json()["name"], kept);
    }
    for name in [
        "",
        "a",
        &"đ".repeat(65),
        "lò thị",
        "a/b",
        "a\nb",
        "<b>",
        "..",
        "@@",
        "cli",
        "Sample",
        "system",
    ] {
        assert_eq!(
            faults(&admin.post("/api/accounts", &account(name))),
            only("name", "bad_name"),
            "{name}"
        );
    }
    for taken in ["ab", "AB", "lo\u{300}.thi\u{323}"] {
        assert_eq!(
            code(&admin.post("/api/accounts", &account(taken)), 409),
            "name_taken",
            "{taken}"
        );
    }
}

#[test]
fn passwords_are_long_and_not_common() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let admin = data.admin().by_cookie(&server);
    let with = |password: &str| {
        admin.post(
            "/api/accounts",
            &json!({"name": "lan", "role": "viewer", "password": password}),
        )
    };
    for (password, code) in [
        ("", "too_short"),
        ("chín ký t", "too_short"),
        ("0123456789", "too_common"),
        ("matkhau2228", "too_common"),
        ("lanlanlanlan", "too_common"),
        ("1800156718001567", "too_common"),
        (&"x7".repeat(129), "too_long"),
    ] {
        let reply = with(password);
        assert_eq!(reply.status, 422, "{password}");
        assert_eq!(faults(&reply), only("password", code), "{password}");
        assert!(
            password.is_empty() || !reply.text().contains(password),
            "{}",
            reply.text()
        );
    }
    assert_eq!(with("mưa đá tháng ba").status, 201);
}

#[test]
fn an_account_is_asked_for_whole_and_right() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let admin = data.admin().by_cookie(&server);
    let with = |role: &str, districts: &[&str]| {
        let body =
            json!({"name": "lan", "role": role, "districts": districts, "password": PASSWORD});
        admin.post("/api/accounts", &body)
    };
    assert_eq!(
        faults(&with("editor", &[])),
        only("districts", "needs_district")
    );
    assert_eq!(
        faults(&with("editor", &["109", "999"])),
        only("districts[1]", "unknown_district")
    );
    // A commune is no district.
    assert_eq!(
        faults(&with("editor", &["03571"])),
        only("districts[0]", "unknown_district")
    );
    assert_eq!(faults(&with("king", &[])), only("role", "unknown_role"));
    for broken in [
        json!({"name": "lan", "role": "viewer"}),
        json!({"name": "lan", "role": "viewer", "password": PASSWORD, "admin": true}),
        json!({"name": 5, "role": "viewer", "password": PASSWORD}),
        json!([]),
    ] {
        let reply = admin.post("/api/accounts", &broken);
        assert!([400, 422].contains(&reply.status), "{}", reply.text());
    }
    let made = with("editor", &["Phong Thổ", "105"]);
    assert_eq!(made.status, 201);
    let districts =
        json!([{"code": "105", "name": "Lai Châu"}, {"code": "109", "name": "Phong Thổ"}]);
    assert_eq!(made.json()["districts"], districts);
    assert_eq!(listed(&admin, "lan"), made.json());
}

#[test]
fn the_command_line_refuses_the_same() {
    let data = DataDir::new();
    let add = |name: &str, flags: &[&str], password: &str| {
        let mut args = vec!["user", "add", name, "--password-stdin"];
        args.extend(flags);
        data.run_with(&args, password)
    };
    add("lan", &["--role", "editor"], PASSWORD).failed(2, &["districts", "at least one district"]);
    add("lan", &["--role", "editor", "--district", "7"], PASSWORD).failed(2, &["districts[0]"]);
    add("lan", &["--role", "king"], PASSWORD).failed(2, &["king"]);
    add("l n", &["--role", "viewer"], PASSWORD).failed(2, &["name"]);
    add("lan", &["--role", "viewer"], "").failed(2, &["password", "too short"]);
    let common = add("lan", &["--role", "viewer"], "1234567890").failed(2, &["easily guessed"]);
    assert!(!common.err.contains("1234567890"));
    data.run(&["user", "add", "lan", "--role", "viewer"])
        .failed(2, &["--password-stdin"]);
    assert_eq!(
        data.run(&["user", "list", "--format", "json"]).json(),
        json!({"accounts": []})
    );

    add("lan", &["--role", "admin"], PASSWORD).done();
    add("lan", &["--role", "viewer"], PASSWORD).failed(1, &["lan"]);
    data.run(&["user", "disable", "lan"])
        .failed(1, &["last account"]);
    data.run(&["user", "disable", "mai"]).failed(1, &["mai"]);
    data.run(&["user", "token", "mai"]).failed(1, &["mai"]);
    data.run(&["user", "token", "lan", "--days", "0"])
        .failed(2, &["days"]);
    data.run_with(&["user", "passwd", "lan", "--password-stdin"], "ngắn")
        .failed(2, &["too short"]);
    // Only the first line is the password.
    let two = "đồi chè Tân Uyên\nhai\n";
    data.run_with(&["user", "passwd", "lan", "--password-stdin"], two)
        .done();
    let server = Server::on(&data);
    server.sign_in("lan", "đồi chè Tân Uyên").ok();
}

#[test]
fn somebody_can_always_manage_accounts() {
    let data = DataDir::new();
    let first = data.admin();
    let server = Server::on(&data);
    let admin = first.by_cookie(&server);
    let path = "/api/accounts/qu%E1%BA%A3n.tr%E1%BB%8B";
    for change in [json!({"disabled": true}), json!({"role": "verifier"})] {
        assert_eq!(
            code(&admin.put(path, &change), 409),
            "last_admin",
            "{change}"
        );
    }
    // A disabled admin does not count.
    data.person("hai", "admin", "");
    data.run(&["user", "disable", "hai"]).done();
    assert_eq!(
        code(&admin.put(path, &json!({"disabled": true})), 409),
        "last_admin"
    );
    data.run(&["user", "disable", "--enable", "hai"]).done();
    assert_eq!(admin.put(path, &json!({"role": "verifier"})).status, 200);
    assert_eq!(
        first.by_cookie(&server).json("/api/session")["account"]["role"],
        "verifier"
    );
}

#[test]
fn what_is_changed_of_an_account_holds_at_once() {
    let data = DataDir::new();
    let (person, boss) = (data.person("lan", "editor", "109"), data.admin());
    let server = Server::on(&data);
    let admin = boss.by_cookie(&server);
    let put = |change: Value| admin.put("/api/accounts/lan", &change);
    let client = person.by_cookie(&server);
    let at = |unit| activity("2018-leaflets", "2018-03-01", &[(unit, 1.0)]);
    assert_eq!(
        code(&client.post("/api/activities", &at("105")), 403),
        "other_district"
    );
    // Other districts: the session stays.
    put(json!({"districts": ["105"]})).ok();
    assert_eq!(client.post("/api/activities", &at("105")).status, 201);
    assert_eq!(
        code(&client.post("/api/activities", &at("109")), 403),
        "other_district"
    );
    assert_eq!(
        faults(&put(json!({"districts": []}))),
        only("districts", "needs_district")
    );
    // The whole province.
    put(json!({"districts": ["12"]})).ok();
    assert_eq!(client.post("/api/activities", &at("12")).status, 201);
    // Another role, and another password, end the sessions.
    assert_eq!(listed(&admin, "lan")["sessions"], 1);
    put(json!({"role": "viewer"})).ok();
    assert_eq!(
        code(&client.post("/api/activities", &at("12")), 401),
        "sign_in_needed"
    );
    assert_eq!(listed(&admin, "lan")["sessions"], 0);
    let client = person.by_cookie(&server);
    assert_eq!(
        code(&client.post("/api/activities", &at("12")), 403),
        "not_allowed"
    );
    put(json!({"password": "đồi chè Tân Uyên"})).ok();
    assert_eq!(client.json("/api/session")["account"], Value::Null);
    server.sign_in("lan", "đồi chè Tân Uyên").ok();
    assert_eq!(
        code(&admin.put("/api/accounts/mai", &json!({})), 404),
        "no_such_account"
    );
}

#[test]
fn a_token_is_shown_once_and_listed_without_its_secret() {
    let data = DataDir::new();
    let person = data.verifier();
    let server = Server::on(&data);
    let client = person.by_cookie(&server);
    let made = client.post("/api/tokens", &json!({"label": "máy ở huyện", "days": 30}));
    assert_eq!(made.status, 201);
    let mut entry = made.json();
    let secret = entry["token"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("vp_") && secret.len() == 67, "{secret}");
    entry.as_object_mut().unwrap().shift_remove("token");
    assert_eq!(client.json("/api/tokens"), json!({"tokens": [entry]}));
    assert_eq!(
        [&entry["label"], &entry["role"], &entry["account"]],
        ["máy ở huyện", "verifier", &person.name]
    );
    let day = |name: &str| {
        entry[name]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
    };
    assert_eq!(
        day("expires_at")
            .duration_since(day("created_at"))
            .as_secs()
            / 86_400,
        30
    );

    assert_eq!(entry["last_used_at"], Value::Null);
    server.bearer(&secret).get("/api/tokens").ok();
    assert_ne!(
        client.json("/api/tokens")["tokens"][0]["last_used_at"],
        Value::Null
    );
    for (wrong, field, code) in [
        (json!({"label": "x", "days": 0}), "days", "bad_days"),
        (json!({"label": "x", "days": 3651}), "days", "bad_days"),
        (
            json!({"label": "x", "role": "admin"}),
            "role",
            "role_too_high",
        ),
        (
            json!({"label": "x", "role": "king"}),
            "role",
            "unknown_role",
        ),
        (json!({"label": "x".repeat(101)}), "label", "too_long"),
    ] {
        assert_eq!(
            faults(&client.post("/api/tokens", &wrong)),
            only(field, code),
            "{wrong}"
        );
    }
}

#[test]
fn a_token_may_do_less_than_its_account_never_more() {
    let data = DataDir::new();
    let admin = data.admin();
    let server = Server::on(&data);
    let looker = server.bearer(&admin.token(&["--role", "viewer"]));
    assert_eq!(code(&looker.get("/api/accounts"), 403), "not_allowed");
    let account = looker.json("/api/session")["account"].clone();
    assert_eq!(
        [&account["role"], &account["name"]],
        ["viewer", &admin.name]
    );
    // A lesser token does not beget a greater one.
    let more = looker.post("/api/tokens", &json!({"label": "x", "role": "admin"}));
    assert_eq!(faults(&more), only("role", "role_too_high"));
    let same = looker.post("/api/tokens", &json!({"label": "x"}));
    assert_eq!(same.json()["role"], "viewer");
    // Nor does it outlive the right: who becomes a viewer has viewer's tokens.
    data.person("hai", "admin", "");
    let strong = admin.by_token(&server);
    strong.get("/api/accounts").ok();
    let path = "/api/accounts/qu%E1%BA%A3n.tr%E1%BB%8B";
    strong.put(path, &json!({"role": "viewer"})).ok();
    assert_eq!(code(&strong.get("/api/accounts"), 403), "not_allowed");
}

#[test]
fn a_token_that_is_no_good_is_refused() {
    let data = DataDir::new();
    let person = data.verifier();
    let server = Server::on(&data);
    let own = person.by_cookie(&server);
    let withdrawn = person.token(&["--label", "cũ"]);
    let id = own.json("/api/tokens")["tokens"][0]["id"].clone();
    server.bearer(&withdrawn).get("/api/tokens").ok();
    assert_eq!(own.delete(&format!("/api/tokens/{id}")).status, 204);
    assert_eq!(
        code(&own.delete(&format!("/api/tokens/{id}")), 404),
        "no_such_token"
    );
    assert_eq!(code(&own.delete("/api/tokens/abc"), 404), "no_such_token");
    let expired = person.token(&["--days", "1"]);
    let sql = "UPDATE token SET expires_at = unixepoch()";
    assert_eq!(data.database().execute(sql, []).unwrap(), 1);
    for token in [&withdrawn, &expired, "vp_", "vp_0000", "x"] {
        let reply = server.bearer(token).get("/api/tokens");
        assert_eq!(code(&reply, 401), "wrong_token", "{token}");
        assert!(
            reply.header("www-authenticate").starts_with("Bearer"),
            "{token}"
        );
        // A cookie does not make up for it.
        let both = own.with("authorization", &format!("Bearer {token}"));
        assert_eq!(
            code(&both.get("/api/tokens"), 401),
            "wrong_token",
            "{token}"
        );
    }
}
