//! Changes are taken from our own pages and from programs, not from pages of others that a signed-in browser visits.

use serde_json::json;

use crate::support::{Client, DataDir, PASSWORD, Server, activity};

/// Whether a change with these headers is taken.
fn taken(client: &Client, headers: &[(&str, &str)]) -> bool {
    let client = headers
        .iter()
        .fold(client.clone(), |client, (name, value)| {
            client.with(name, value)
        });
    let reply = client.post(
        "/api/activities",
        &activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]),
    );
    if reply.status != 201 {
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (403, &json!("wrong_origin")),
            "{headers:?}"
        );
    }
    reply.status == 201
}

#[test]
fn other_sites_cannot_change_anything() {
    let data = DataDir::new();
    let person = data.editor();
    let server = Server::on(&data);
    let client = person.by_cookie(&server);
    for (headers, fine) in [
        (&[("sec-fetch-site", "same-origin")][..], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "same-site")], false),
        (
            &[("sec-fetch-site", "cross-site"), ("origin", &server.base)],
            false,
        ),
        (&[("origin", &server.base)], true),
        (&[("origin", "https://example.vn")], false),
        (&[("origin", "null")], false),
        (&[("origin", &format!("{}.example.vn", server.base))], false),
        (&[("origin", "http://127.0.0.1")], false),
        (&[("origin", "http://127.0.0.1:1")], false),
        (&[], true),
    ] {
        assert_eq!(taken(&client, headers), fine, "{headers:?}");
    }
}

#[test]
fn behind_a_public_address_its_origin_is_ours() {
    let data = DataDir::new();
    let person = data.editor();
    let server = Server::with(&data, &["--public-url", "https://vungphu.example.vn/"]);
    let client = person.by_token(&server);
    for (origin, fine) in [
        ("https://vungphu.example.vn", true),
        ("https://example.vn", false),
        ("https://vungphu.example.vn.other.example", false),
        ("https://vungphu.example.vn:444", false),
    ] {
        assert_eq!(taken(&client, &[("origin", origin)]), fine, "{origin}");
    }
}

#[test]
fn every_way_of_changing_something_is_guarded() {
    let data = DataDir::new();
    let person = data.admin();
    let server = Server::on(&data);
    let client = person.by_cookie(&server);
    let made = client.post(
        "/api/activities",
        &activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]),
    );
    let record = made.header("location");
    let foreign = client.with("origin", "https://example.vn").if_match("*");
    for (method, path, body) in [
        (
            "POST",
            "/api/session",
            json!({"name": person.name, "password": PASSWORD}),
        ),
        ("DELETE", "/api/session", json!({})),
        ("DELETE", "/api/session?everywhere=true", json!({})),
        (
            "PUT",
            "/api/session/password",
            json!({"current": PASSWORD, "new": "đồi chè Tân Uyên"}),
        ),
        ("POST", "/api/tokens", json!({"label": "x"})),
        ("DELETE", "/api/tokens/1", json!({})),
        (
            "POST",
            "/api/accounts",
            json!({"name": "hai", "role": "admin", "password": PASSWORD}),
        ),
        ("PUT", "/api/accounts/hai", json!({"role": "admin"})),
        ("DELETE", "/api/accounts/hai/sessions", json!({})),
        (
            "PUT",
            record,
            activity("2018-leaflets", "2018-03-01", &[("109", 2.0)]),
        ),
        ("DELETE", record, json!({})),
        ("POST", "/api/imports", json!("plan_line")),
        ("POST", "/api/imports/marked", json!("plan_line")),
        ("POST", &format!("{record}/verify"), json!({})),
        ("POST", &format!("{record}/reject"), json!({"reason": "x"})),
        ("POST", &format!("{record}/restore"), json!({"revision": 1})),
    ] {
        let reply = foreign.send(method, path, Some(&body).filter(|_| method != "DELETE"));
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (403, &json!("wrong_origin")),
            "{method} {path}"
        );
        assert_eq!(reply.header("set-cookie"), "");
    }
    // Nothing came of it, and reading goes on from anywhere.
    assert_eq!(foreign.json(record)["revision"], 1);
    assert_eq!(foreign.json("/api/session")["account"]["name"], person.name);
    assert_eq!(
        foreign.json("/api/accounts")["accounts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
