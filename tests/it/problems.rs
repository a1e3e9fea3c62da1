//! Problems: one form (RFC 9457) everywhere, in Vietnamese and English, with nothing internal in them.

use serde_json::Value;

use crate::support::{Reply, Server};

/// Checks the form, and gives the document.
fn problem(reply: &Reply, status: u16, about: &str) -> Value {
    assert_eq!(reply.status, status, "{about}: {}", reply.text());
    assert_eq!(
        reply.header("content-type"),
        "application/problem+json",
        "{about}"
    );
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{about}");
    let problem = reply.json();
    assert_eq!(problem["status"], status, "{about}");
    for name in ["type", "title", "detail", "code"] {
        assert!(
            problem[name].as_str().is_some_and(|text| !text.is_empty()),
            "{about}: {name}"
        );
    }
    problem
}

#[test]
fn every_wrong_address_gives_one() {
    let server = Server::empty();
    for path in [
        "/nothing",
        "/api/nothing",
        "/api/collections/",
        "/api/collections/communes/",
        "/api/collections/communes/items/",
        "/api/collections/communes/items/03386/more",
        "/data/nothing.geojson",
        "/index.html",
        "/assets/nothing.js",
        "/assets/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/api/collections/kh%C3%B4ng%20c%C3%B3",
        "/favicon.svg.br",
    ] {
        problem(&server.get(path), 404, path);
    }
}

#[test]
fn addresses_that_are_no_text_give_one_too() {
    let server = Server::empty();
    for path in [
        "/api/collections/%FF",
        "/api/collections/%FF/items",
        "/api/collections/communes/items/%FF",
        "/data/%FF.geojson",
    ] {
        let reply = server.get(path);
        assert!(
            [400, 404].contains(&reply.status),
            "{path}: {}",
            reply.status
        );
        problem(&reply, reply.status, path);
    }
}

#[test]
fn every_wrong_method_gives_one_and_says_what_goes() {
    let server = Server::empty();
    for path in [
        "/",
        "/healthz",
        "/api",
        "/api/plan",
        "/api/collections/communes/items",
        "/data/coverage.geojson",
    ] {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let reply = server.ask(method, path, &[]);
            let about = format!("{method} {path}");
            assert_eq!(problem(&reply, 405, &about)["code"], "method_not_allowed");
            assert!(reply.header("allow").contains("GET"), "{about}");
        }
    }
}

#[test]
fn unusable_parameters_give_one_with_the_name_and_value() {
    let server = Server::empty();
    let found = problem(&server.get("/api/summary?as_of=soon"), 400, "as_of");
    assert_eq!(found["code"], "malformed_parameter");
    assert_eq!(
        (&found["parameter"], &found["value"]),
        (&"as_of".into(), &"soon".into())
    );
    assert!(found["detail"].as_str().unwrap().contains("2018-06-30"));
    // Long values are not thrown back.
    let long = "x".repeat(5000);
    let found = problem(
        &server.get(&format!("/api/summary?as_of={long}")),
        400,
        "long",
    );
    assert!(found.to_string().len() < 2000);
    let junk = problem(&server.get("/api/summary?%FF=%FE"), 400, "no text");
    assert_eq!(junk["code"], "unknown_parameter");
}

#[test]
fn they_are_worded_in_the_askers_language() {
    let server = Server::empty();
    for (languages, tag, title, detail) in [
        (
            "vi-VN,vi;q=0.9,en;q=0.5",
            "vi",
            "Không có lớp dữ liệu này",
            "không có lớp dữ liệu `towns`",
        ),
        (
            "en",
            "en",
            "No such collection",
            "there is no collection `towns`",
        ),
        (
            "en-GB, vi;q=0.8",
            "en",
            "No such collection",
            "there is no collection `towns`",
        ),
        (
            "fr",
            "en",
            "No such collection",
            "there is no collection `towns`",
        ),
    ] {
        let reply = server.get_with("/api/collections/towns", &[("accept-language", languages)]);
        let found = problem(&reply, 404, languages);
        assert_eq!(reply.header("content-language"), tag, "{languages}");
        assert_eq!(found["title"], title, "{languages}");
        assert!(
            found["detail"].as_str().unwrap().contains(detail),
            "{found}"
        );
    }
    // Codes are for programs and stay the same.
    let vi = server
        .get_with("/api/matrix?scope=x", &[("accept-language", "vi")])
        .json();
    let en = server
        .get_with("/api/matrix?scope=x", &[("accept-language", "en")])
        .json();
    assert_eq!(vi["code"], en["code"]);
    assert_ne!(vi["detail"], en["detail"]);
}
