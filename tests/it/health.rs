//! `/healthz` and `/readyz`, for those who watch over the service.

use crate::support::{Server, Table};

#[test]
fn is_alive_and_ready() {
    let server = Server::empty();
    let alive = server.get("/healthz").ok();
    assert_eq!(alive.text().trim(), "ok");
    let ready = server.get("/readyz").ok();
    assert_eq!(ready.header("content-type"), "application/json");
    assert_eq!(ready.json()["ready"], true);
    assert_eq!(ready.json()["version"], 0);
}

#[test]
fn ready_tells_the_version_in_use() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"));
    let ready = server.json("/readyz");
    assert_eq!(ready["version"], server.version());
    assert_eq!(ready["version"], ready["recorded"]);
}

#[test]
fn answers_head_without_a_body() {
    let server = Server::empty();
    for path in ["/healthz", "/readyz", "/api", "/data/coverage.geojson", "/"] {
        let head = server.ask("HEAD", path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        let get = server.get(path);
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{path}"
        );
        assert_eq!(head.header("etag"), get.header("etag"), "{path}");
    }
}
