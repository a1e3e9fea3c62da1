//! OGC API – Features Part 1, class HTML: it binds every resource.

use super::{operation, resolve, resources};
use crate::support::Server;

#[test]
fn definition() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    let browser = server.anybody().with("accept", "text/html");
    for path in resources(&server) {
        let reply = browser.get(&path).ok();
        assert!(
            reply.header("content-type").starts_with("text/html"),
            "{path}"
        );
    }
    for path in [
        "/",
        "/conformance",
        "/collections",
        "/collections/coverage",
        "/collections/coverage/items",
        "/collections/coverage/items/{featureId}",
    ] {
        let operation = if path.matches('/').count() > 1 {
            operation(&document, path)
        } else {
            &document["paths"][path]["get"]
        };
        let found = &resolve(&document, &operation["responses"]["200"])["content"];
        assert!(found["text/html"].is_object(), "{path}");
    }
}

#[test]
fn content() {
    let server = Server::demo();
    let browser = server.anybody().with("accept", "text/html");
    for mut path in resources(&server) {
        if path.ends_with("/items") {
            // As many on the page as in the data.
            path.push_str("?limit=30");
        }
        let reply = browser.get(&path).ok();
        let page = reply.text();
        assert!(page.starts_with("<!doctype html>"), "{path}");
        // What the data say stands on the page, with all links to go on.
        let data = server.anybody().get(&path).ok().json();
        for link in data["links"].as_array().into_iter().flatten() {
            let rel = link["rel"].as_str().unwrap();
            if ["next", "prev", "items", "data", "collection"].contains(&rel) {
                let href = link["href"].as_str().unwrap();
                let local = href.strip_prefix(&server.base).unwrap_or(href);
                let bare = local.split('?').next().unwrap();
                assert!(page.contains(bare), "{path}: no link to {bare}");
            }
        }
        let properties = data["properties"]
            .as_object()
            .filter(|_| data["type"] == "Feature");
        for name in ["name", "name_vi", "title"] {
            if let Some(text) = properties.and_then(|p| p.get(name)?.as_str()) {
                assert!(page.contains(text), "{path}: {text}");
            }
        }
        for feature in data["features"].as_array().into_iter().flatten() {
            let id = feature["id"].as_str().unwrap();
            assert!(page.contains(&format!("/items/{id}")), "{path}: {id}");
        }
    }
}
