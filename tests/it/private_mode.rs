//! A private service: nothing of the data is shown to those who have not signed in, nor kept where they could find it.

use crate::support::{DataDir, Server};

const PATHS: [&str; 16] = [
    "/api",
    "/api/collections",
    "/api/collections/coverage",
    "/api/collections/coverage/items?line=2018-leaflets",
    "/api/collections/communes/items/03386",
    "/data/coverage.geojson",
    "/data/activities.geojson?download=true",
    "/data/national-border.geojson",
    "/api/plan",
    "/api/summary",
    "/api/matrix",
    "/api/pano-reach",
    "/api/changes",
    "/api/activities",
    "/api/imports",
    "/api/imports/template.xlsx",
];

#[test]
fn shows_data_only_to_those_who_signed_in() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::with(&data, &["--private"]);
    let client = person.by_cookie(&server);
    for path in PATHS {
        // Asked for by somebody before, it lies ready: not for everybody.
        let reply = client.get(path).ok();
        assert_eq!(reply.header("cache-control"), "private, no-cache", "{path}");
        let tag = reply.header("etag").to_owned();
        let known = client.with("if-none-match", &tag);
        assert_eq!(known.get(path).status, 304, "{path}");
        for method in ["GET", "HEAD"] {
            for stranger in [
                server.anybody(),
                server.anybody().with("if-none-match", &tag),
            ] {
                let refused = stranger.raw(method, path, None);
                assert_eq!(refused.status, 401, "{method} {path}");
                assert_eq!(refused.header("etag"), "", "{method} {path}");
                assert_eq!(
                    refused.header("cache-control"),
                    "no-store",
                    "{method} {path}"
                );
            }
        }
        assert_eq!(server.bearer("vp_00").get(path).status, 401, "{path}");
    }
    // What is not there is not told from what is.
    for path in [
        "/api/collections/nothing",
        "/api/activities/nothing",
        "/api/collections/communes/items/x",
    ] {
        assert_eq!(server.get(path).status, 401, "{path}");
        assert_eq!(client.get(path).status, 404, "{path}");
    }
}

#[test]
fn still_says_that_it_lives_and_shows_the_way_in() {
    let data = DataDir::new();
    let server = Server::with(&data, &["--private"]);
    for path in ["/healthz", "/readyz", "/"] {
        server.get(path).ok();
    }
    assert_eq!(server.json("/api/session")["private"], true);
    // The web app's own files hold no data.
    let page = server.get("/").text().to_owned();
    for asset in page.split('"').filter(|part| part.starts_with("/assets/")) {
        server.get(asset).ok();
    }
}

#[test]
fn a_public_service_lets_caches_keep_what_everybody_may_see() {
    let data = DataDir::new();
    let person = data.viewer();
    let server = Server::on(&data);
    let client = person.by_cookie(&server);
    for path in PATHS {
        for asker in [server.anybody(), client.clone()] {
            assert_eq!(
                asker.get(path).ok().header("cache-control"),
                "no-cache",
                "{path}"
            );
        }
    }
}
