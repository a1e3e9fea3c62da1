//! Headers of ordinary answers: kinds of content, what a browser may do with them, links by the asked host.

use crate::support::{Server, features};

#[test]
fn every_answer_says_what_it_is_and_is_not_to_be_guessed() {
    let server = Server::empty();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/api", "application/json"),
        ("/api/collections", "application/json"),
        ("/api/collections/communes", "application/json"),
        ("/api/collections/communes/items", "application/geo+json"),
        (
            "/api/collections/communes/items/03386",
            "application/geo+json",
        ),
        ("/api/plan", "application/json"),
        ("/api/summary", "application/json"),
        ("/api/matrix", "application/json"),
        ("/api/pano-reach", "application/geo+json"),
        ("/data/communes.geojson", "application/geo+json"),
        ("/data/national-border.geojson", "application/geo+json"),
    ] {
        let reply = server.get(path).ok();
        assert_eq!(reply.header("content-type"), kind, "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        let length: usize = reply.header("content-length").parse().unwrap();
        assert_eq!(length, reply.body.len(), "{path}");
    }
}

#[test]
fn the_page_may_load_nothing_from_elsewhere() {
    let server = Server::empty();
    let reply = server.get("/").ok();
    let policy = reply.header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(
            policy.split(';').any(|part| part.trim() == rule),
            "{rule}: {policy}"
        );
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains("http"),
        "{policy}"
    );
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert!(reply.text().to_lowercase().contains("<!doctype html"));
}

#[test]
fn links_lead_to_the_host_that_was_asked() {
    let server = Server::empty();
    let base = |host: &str| {
        let page = server
            .get_with(
                "/api/collections/districts/items?limit=2",
                &[("host", host)],
            )
            .ok()
            .json();
        assert_eq!(features(&page).len(), 2);
        let next = page["links"]
            .as_array()
            .unwrap()
            .iter()
            .find(|l| l["rel"] == "next")
            .unwrap();
        next["href"]
            .as_str()
            .unwrap()
            .split("/api")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(base("map.example.vn:8443"), "http://map.example.vn:8443");
    // What is no host name gets into no link.
    assert!(!base("a\"b<c>").contains(['"', '<']));
}

#[test]
fn answers_are_asked_for_again_each_time() {
    let server = Server::empty();
    for path in ["/api/summary", "/data/coverage.geojson"] {
        assert_eq!(
            server.get(path).ok().header("cache-control"),
            "no-cache",
            "{path}"
        );
    }
}
