//! OGC API – Features Part 1, class OpenAPI 3.0.

use super::{COLLECTIONS, array, link, operation, resolve};
use crate::support::Server;

#[test]
fn oas_definition_1() {
    let server = Server::empty();
    let landing = server.json("/api");
    let description = link(
        &landing,
        "service-desc",
        "application/vnd.oai.openapi+json;version=3.0",
    );
    let documentation = link(&landing, "service-doc", "text/html");
    let reply = server.get(description["href"].as_str().unwrap()).ok();
    assert_eq!(
        reply.header("content-type"),
        "application/vnd.oai.openapi+json;version=3.0"
    );
    let reply = server.get(documentation["href"].as_str().unwrap()).ok();
    assert!(reply.header("content-type").starts_with("text/html"));
}

#[test]
fn oas_definition_2() {
    // The whole document against the rules of OpenAPI 3.0 is held by its validators in tests/clients; here, its frame.
    let document = Server::empty().json("/api/openapi.json");
    let version = document["openapi"].as_str().unwrap();
    assert!(version.starts_with("3.0."), "{version}");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with('/'));
        for (method, operation) in item.as_object().unwrap() {
            if ["get", "post", "put", "delete"].contains(&method.as_str()) {
                assert!(
                    !operation["responses"].as_object().unwrap().is_empty(),
                    "{method} {path}"
                );
                assert!(operation["operationId"].is_string(), "{method} {path}");
            }
        }
    }
}

#[test]
fn oas_impl() {
    // What the document says of the server's addresses holds: each path answers as it says for a plain GET.
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    let root = document["servers"][0]["url"].as_str().unwrap();
    for id in COLLECTIONS {
        for part in ["", "/items", "/queryables", "/schema"] {
            let path = format!("/collections/{id}{part}");
            let operation = operation(&document, &path);
            let reply = server.get(&format!("{root}{path}")).ok();
            let content = &resolve(&document, &operation["responses"]["200"])["content"];
            let media_type = reply.header("content-type");
            assert!(content[media_type].is_object(), "{path}: {media_type}");
        }
    }
}

#[test]
fn completeness() {
    let document = Server::empty().json("/api/openapi.json");
    let paths = document["paths"].as_object().unwrap();
    for (path, item) in paths {
        let operation = &item["get"];
        if !operation.is_object() {
            continue;
        }
        let responses = operation["responses"].as_object().unwrap();
        let fine = responses
            .iter()
            .find(|(status, _)| status.starts_with('2') || status.starts_with('3'));
        let Some((_, response)) = fine else {
            panic!("{path}: no success");
        };
        let response = resolve(&document, response);
        assert!(response["description"].is_string(), "{path}");
        for status in ["200"] {
            let Some(content) = responses
                .get(status)
                .and_then(|r| resolve(&document, r)["content"].as_object().cloned())
            else {
                continue;
            };
            for (media_type, body) in content {
                assert!(body["schema"].is_object(), "{path}: {media_type}");
            }
        }
    }
}

#[test]
fn exceptions_codes() {
    let document = Server::empty().json("/api/openapi.json");
    for id in COLLECTIONS {
        for (path, statuses) in [
            (format!("/collections/{id}/items"), &["400", "500"][..]),
            (
                format!("/collections/{id}/items/{{featureId}}"),
                &["400", "404", "500"],
            ),
        ] {
            let responses = &document["paths"][&path]["get"]["responses"];
            for status in statuses {
                let response = resolve(&document, &responses[status]);
                assert!(
                    response["content"]["application/problem+json"].is_object(),
                    "{path} {status}"
                );
            }
        }
    }
}

#[test]
fn security() {
    let document = Server::empty().json("/api/openapi.json");
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    let kinds: Vec<&str> = schemes
        .values()
        .map(|s| s["type"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"http") && kinds.contains(&"apiKey"),
        "{kinds:?}"
    );
    let post = &document["paths"]["/activities"]["post"];
    assert!(!array(&post["security"]).is_empty());
    assert!(post["responses"]["401"].is_object() && post["responses"]["403"].is_object());
}
