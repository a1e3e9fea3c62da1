//! The one-file map over HTTP. Its contents are tested beside the code that makes them, and the whole of it in a browser
//! (`tests/e2e/specs/offline.spec.ts`): a program may be built without its web app, which the page comes from.

use crate::support::Server;

const PATH: &str = "/api/offline.html";

#[test]
fn it_is_a_page_that_may_load_nothing() {
    let server = Server::empty();
    let reply = server.get(PATH).ok();
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(reply.header("content-language"), "vi");
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    let policy = reply.header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(
            policy.split(';').any(|part| part.trim() == rule),
            "{rule}: {policy}"
        );
    }
    assert!(!policy.contains("unsafe") && !policy.contains("http"));
}

#[test]
fn it_opens_in_the_language_that_is_asked_for() {
    let server = Server::empty();
    let language = |path: &str, accepted: &str| {
        let asked = [("accept", "text/html"), ("accept-language", accepted)];
        let reply = server.get_with(path, &asked).ok();
        reply.header("content-language").to_owned()
    };
    assert_eq!(language(PATH, "en-GB"), "en");
    assert_eq!(language(PATH, "fr"), "vi");
    assert_eq!(language("/api/offline.html?lang=en", "vi"), "en");
    assert_eq!(language("/api/offline.html?lang=vi", "en"), "vi");
}

#[test]
fn the_same_data_is_the_same_file() {
    let server = Server::empty();
    let path = "/api/offline.html?as_of=2018-06-30&district=109";
    let (one, other) = (server.get(path).ok(), server.get(path).ok());
    assert_eq!(one.body, other.body);
    let tag = one.header("etag").to_owned();
    let again = server.get_with(path, &[("if-none-match", &tag)]);
    assert_eq!(again.status, 304);
}

#[test]
fn what_cannot_be_used_is_named() {
    let server = Server::empty();
    for (query, name) in [
        ("as_of=30/6/2018", "as_of"),
        ("district=Paris", "district"),
        ("lang=fr", "lang"),
        ("download=yes", "download"),
        ("known_at=tomorrow", "known_at"),
        ("line=2018-leaflets", "line"),
    ] {
        let reply = server.get(&format!("{PATH}?{query}"));
        assert_eq!(reply.status, 400, "{query}");
        assert!(
            reply.text().contains(&format!("\"{name}\""))
                || reply.text().contains(&format!("`{name}`")),
            "{query}: {}",
            reply.text()
        );
    }
}
