//! Sessions of browsers: how they begin, what the cookie says, and everything that ends them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Client, DataDir, PASSWORD, Reply, Server, activity, until};

/// Who the server takes a client for.
fn me(client: &Client) -> Value {
    client.json("/api/session")["account"]["name"].clone()
}

fn refused(reply: &Reply, code: &str) {
    assert_eq!(reply.status, 401, "{}", reply.text());
    assert_eq!(reply.json()["code"], code);
    assert_eq!(reply.header("set-cookie"), "");
    assert!(reply.header("www-authenticate").starts_with("Bearer"));
}

#[test]
fn signing_in_says_who_one_is_and_what_one_may() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let nobody = server.json("/api/session");
    assert_eq!(
        (&nobody["account"], &nobody["accounts"]),
        (&Value::Null, &json!(false))
    );
    let editor = data.editor();
    assert_eq!(server.json("/api/session")["accounts"], true);

    let reply = server.sign_in("phong-thổ", PASSWORD).ok();
    assert_eq!(reply.header("cache-control"), "no-store");
    let said = reply.json();
    assert_eq!(said["private"], false);
    let account = &said["account"];
    assert_eq!(
        account["districts"],
        json!([{"code": "109", "name": "Phong Thổ"}])
    );
    assert_eq!(
        account["can"],
        json!({"record": true, "verify": false, "manage": false})
    );
    assert_eq!(account["token"], Value::Null);
    // The same is said when asked again.
    let client = server.anybody().with("cookie", &reply.cookie());
    assert_eq!(client.json("/api/session"), said);
    // A token says that it is one.
    let by_token = editor.by_token(&server).json("/api/session");
    assert_eq!(by_token["account"]["token"]["label"], "cli");

    for (person, can) in [
        (data.viewer(), [false, false, false]),
        (data.verifier(), [true, true, false]),
        (data.admin(), [true, true, true]),
    ] {
        let said = person.by_cookie(&server).json("/api/session");
        let said = &said["account"]["can"];
        assert_eq!(
            ["record", "verify", "manage"].map(|right| &said[right]),
            can,
            "{}",
            person.name
        );
    }
}

#[test]
fn names_are_the_same_in_capitals_and_in_either_way_of_composing_letters() {
    let data = DataDir::new();
    data.editor();
    let server = Server::on(&data);
    for name in ["Phong-Thổ", " phong-thổ ", "phong-tho\u{302}\u{309}"] {
        assert_eq!(server.sign_in(name, PASSWORD).status, 200, "{name}");
    }
    assert_eq!(server.sign_in("phong-tho", PASSWORD).status, 401);
}

/// The attributes of a cookie, its secret checked and taken out.
fn attributes(reply: &Reply) -> String {
    let given = reply.header("set-cookie");
    let (name, rest) = given.split_once('=').unwrap();
    let (secret, rest) = rest.split_once(';').unwrap();
    assert!(
        secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit()),
        "{secret}"
    );
    format!("{name};{rest}")
}

#[test]
fn the_cookie_is_for_this_site_and_no_script() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::on(&data);
    let first = server.sign_in(&person.name, PASSWORD).ok();
    assert_eq!(
        attributes(&first),
        "vungphu_session; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"
    );
    assert_ne!(
        first.cookie(),
        server.sign_in(&person.name, PASSWORD).cookie()
    );
}

#[test]
fn over_https_the_cookie_is_bound_to_the_host() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::with(
        &data,
        &[
            "--public-url",
            "https://vungphu.example.vn",
            "--session-max",
            "2h",
        ],
    );
    let reply = server.sign_in(&person.name, PASSWORD).ok();
    assert_eq!(
        attributes(&reply),
        "__Host-vungphu_session; Path=/; Max-Age=7200; HttpOnly; SameSite=Strict; Secure"
    );
    let cookie = reply.cookie();
    assert_eq!(me(&server.anybody().with("cookie", &cookie)), person.name);
    // Among others, as browsers send them.
    let among = format!("a=b; {cookie}; c=d");
    assert_eq!(me(&server.anybody().with("cookie", &among)), person.name);
    // A neighbour on the same host can set the short name, not this one.
    let short = cookie.trim_start_matches("__Host-");
    assert_eq!(me(&server.anybody().with("cookie", short)), Value::Null);
}

#[test]
fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let data = DataDir::new();
    let person = data.viewer();
    let shut = data.person("khóa", "viewer", "");
    data.run(&["user", "disable", &shut.name]).done();
    let server = Server::on(&data);
    let wrong = [
        server.sign_in(&person.name, "ruộng bậc thang đỏ"),
        server.sign_in("không-có", PASSWORD),
        server.sign_in(&shut.name, PASSWORD),
        server.sign_in(&person.name, ""),
        server.sign_in("", ""),
    ];
    for reply in &wrong {
        refused(reply, "wrong_credentials");
        assert_eq!(reply.json(), wrong[0].json());
    }
}

#[test]
fn signing_out_ends_this_session_and_no_other() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::on(&data);
    let [here, there] = [(); 2].map(|()| person.by_cookie(&server));
    let reply = here.delete("/api/session");
    assert_eq!(reply.status, 204);
    assert!(
        reply
            .header("set-cookie")
            .starts_with("vungphu_session=; Path=/; Max-Age=0")
    );
    assert_eq!([me(&here), me(&there)], [Value::Null, json!(person.name)]);
    refused(&here.get("/api/tokens"), "sign_in_needed");
}

#[test]
fn signing_out_everywhere_ends_all_sessions_of_the_account_and_of_no_other() {
    let data = DataDir::new();
    let (person, other, admin) = (data.viewer(), data.editor(), data.admin());
    let server = Server::on(&data);
    let sessions = || [(); 3].map(|()| person.by_cookie(&server));
    let (mine, stays, program) = (
        sessions(),
        other.by_cookie(&server),
        person.by_token(&server),
    );
    assert_eq!(mine[0].delete("/api/session?everywhere=true").status, 204);
    assert_eq!(
        mine.each_ref().map(me),
        [Value::Null, Value::Null, Value::Null]
    );
    // An admin can do it for somebody who lost a telephone.
    let again = sessions();
    let path = "/api/accounts/kh%C3%A1ch/sessions";
    assert_eq!(admin.by_cookie(&server).delete(path).status, 204);
    assert_eq!(
        again.each_ref().map(me),
        [Value::Null, Value::Null, Value::Null]
    );
    assert_eq!(me(&stays), other.name);
    assert_eq!(me(&program), person.name);
    let missing = admin
        .by_cookie(&server)
        .delete("/api/accounts/nobody/sessions");
    assert_eq!(
        (missing.status, &missing.json()["code"]),
        (404, &json!("no_such_account"))
    );
}

#[test]
fn another_password_ends_the_other_sessions() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::on(&data);
    let [here, there] = [(); 2].map(|()| person.by_cookie(&server));
    let change = |current: &str, new: &str| {
        here.put(
            "/api/session/password",
            &json!({"current": current, "new": new}),
        )
    };
    for (current, new, field, code) in [
        (
            "không phải",
            "đồi chè Tân Uyên",
            "current",
            "wrong_password",
        ),
        (PASSWORD, "ngắn", "new", "too_short"),
        (PASSWORD, "1234567890", "new", "too_common"),
        (PASSWORD, &"ă".repeat(257), "new", "too_long"),
    ] {
        let reply = change(current, new);
        assert_eq!(reply.status, 422, "{code}: {}", reply.text());
        let fault = &reply.json()["faults"][0];
        assert_eq!(
            [&fault["field"], &fault["code"], &fault["value"]],
            [field, code, ""]
        );
    }
    assert_eq!(me(&there), person.name);
    assert_eq!(change(PASSWORD, "đồi chè Tân Uyên").status, 204);
    assert_eq!([me(&here), me(&there)], [json!(person.name), Value::Null]);
    refused(&server.sign_in(&person.name, PASSWORD), "wrong_credentials");
    server.sign_in(&person.name, "đồi chè Tân Uyên").ok();
}

#[test]
fn who_does_nothing_for_long_is_signed_out_and_who_works_is_not() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::with(&data, &["--session-idle", "4s"]);
    let [idle, busy] = [(); 2].map(|()| person.by_cookie(&server));
    let begun = Instant::now();
    until("the idle time is over", || {
        assert_eq!(me(&busy), person.name, "after {:?}", begun.elapsed());
        (begun.elapsed() > Duration::from_secs(6)).then_some(())
    });
    assert_eq!(me(&idle), Value::Null);
    refused(&idle.get("/api/tokens"), "sign_in_needed");
}

#[test]
fn even_who_works_has_to_sign_in_again_some_day() {
    let data = DataDir::new();
    let person = data.editor();
    let server = Server::with(&data, &["--session-max", "2s"]);
    let client = person.by_cookie(&server);
    until("the session is over", || {
        me(&client).is_null().then_some(())
    });
    let body = activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]);
    refused(&client.post("/api/activities", &body), "sign_in_needed");
    // A cookie that is over does not keep anybody from reading.
    client.get("/api/plan").ok();
}

#[test]
fn a_disabled_account_is_out_at_once() {
    let data = DataDir::new();
    let person = data.editor();
    let server = Server::on(&data);
    let (browser, program) = (person.by_cookie(&server), person.by_token(&server));
    data.run(&["user", "disable", &person.name]).done();
    assert_eq!(me(&browser), Value::Null);
    let body = activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]);
    refused(&browser.post("/api/activities", &body), "sign_in_needed");
    refused(&program.post("/api/activities", &body), "wrong_token");
    refused(&server.sign_in(&person.name, PASSWORD), "wrong_credentials");
    data.run(&["user", "disable", "--enable", &person.name])
        .done();
    // Let in again, they sign in again.
    assert_eq!(me(&browser), Value::Null);
    assert_eq!(me(&person.by_cookie(&server)), person.name);
}

#[test]
fn who_guesses_has_to_wait() {
    let data = DataDir::new();
    let (victim, other) = (data.viewer(), data.editor());
    let server = Server::on(&data);
    let guesses: Vec<u16> = (0..9)
        .map(|n| {
            server
                .sign_in(&victim.name, &format!("đoán thử lần {n}"))
                .status
        })
        .collect();
    assert_eq!(guesses, [401, 401, 401, 401, 401, 401, 401, 401, 429]);
    let reply = server.sign_in(&victim.name, PASSWORD);
    let problem = reply.json();
    assert_eq!(
        (reply.status, &problem["code"]),
        (429, &json!("too_many_attempts"))
    );
    let wait: u64 = reply.header("retry-after").parse().unwrap();
    assert!((1..=601).contains(&wait), "{wait}");
    assert_eq!(problem["retry_after"], wait);
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains(&wait.to_string())
    );
    // Somebody else's failures are not mine.
    server.sign_in(&other.name, PASSWORD).ok();
}

#[test]
fn one_address_cannot_guess_at_all_accounts() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::with(&data, &["--behind-proxy"]);
    let from = |address: &str, name: &str, password: &str| {
        let client = server.anybody().with("x-forwarded-for", address);
        let body = json!({"name": name, "password": password});
        client.post("/api/session", &body).status
    };
    for n in 0..40 {
        assert_eq!(
            from("203.0.113.7", &format!("tên-{n}"), "đoán thử"),
            401,
            "{n}"
        );
    }
    assert_eq!(from("203.0.113.7", &person.name, PASSWORD), 429);
    // What the asker writes before the address that our proxy adds does not count.
    assert_eq!(
        from("198.51.100.1, 203.0.113.7", &person.name, PASSWORD),
        429
    );
    assert_eq!(from("198.51.100.1", &person.name, PASSWORD), 200);
}
