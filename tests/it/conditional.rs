//! Entity tags, 304 and content codings: the same bytes as long as nothing changes, fresh ones as soon as something does.

use crate::support::{DataDir, Server, Table};

const PATHS: [&str; 10] = [
    "/api",
    "/api/collections",
    "/api/collections/communes",
    "/api/collections/coverage/items?line=2017-leaflets&as_of=2017-12-31",
    "/api/collections/communes/items/03386",
    "/api/plan?as_of=2017-12-31",
    "/api/summary?as_of=2017-12-31",
    "/api/matrix?as_of=2017-12-31",
    "/data/coverage.geojson?as_of=2017-12-31",
    "/data/activities.geojson?as_of=2017-12-31",
];

fn record() -> Table {
    Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1")
}

#[test]
fn every_answer_has_a_strong_tag_and_is_not_sent_twice() {
    let server = Server::demo();
    for path in PATHS {
        let first = server.get(path).ok();
        let tag = first.header("etag").to_owned();
        assert!(
            tag.starts_with('"') && tag.ends_with('"') && tag.len() > 4,
            "{path}: {tag}"
        );
        for known in [
            tag.clone(),
            format!("\"other\", {tag}"),
            "*".to_owned(),
            format!("W/{tag}"),
        ] {
            let again = server.get_with(path, &[("if-none-match", &known)]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {known}");
            assert_eq!(again.header("etag"), tag, "{path}");
            assert!(
                again
                    .header("vary")
                    .to_lowercase()
                    .contains("accept-encoding"),
                "{path}"
            );
        }
        for unknown in ["\"other\"", "W/\"other\"", "junk", ""] {
            let again = server.get_with(path, &[("if-none-match", unknown)]).ok();
            assert_eq!(again.body, first.body, "{path} {unknown}");
        }
    }
}

#[test]
fn the_bytes_are_the_same_within_a_version() {
    let data = DataDir::new();
    data.import(&record()).done();
    let server = Server::on(&data);
    let first: Vec<_> = PATHS.iter().map(|path| server.get(path).ok()).collect();
    for (path, first) in PATHS.iter().zip(&first) {
        let again = server.get(path).ok();
        assert_eq!(again.body, first.body, "{path}");
        assert_eq!(again.header("etag"), first.header("etag"), "{path}");
    }
    drop(server);
    // Another process, another port: links differ where there are any, and nothing else does.
    let next = Server::on(&data);
    for (path, first) in PATHS
        .iter()
        .zip(&first)
        .filter(|(path, _)| path.starts_with("/data/"))
    {
        let again = next.get(path).ok();
        assert_eq!(again.body, first.body, "{path}");
        assert_eq!(again.header("etag"), first.header("etag"), "{path}");
    }
    let time = next.json("/data/coverage.geojson")["timeStamp"].clone();
    let recorded =
        next.json("/data/activities.geojson")["features"][0]["properties"]["recorded_at"].clone();
    assert_eq!(time, recorded);
}

#[test]
fn a_tag_changes_with_the_data() {
    let server = Server::empty();
    let path = "/api/summary?line=2017-event&as_of=2017-12-31";
    let before = server.get(path).ok();
    server.import(&record());
    let tag = before.header("etag");
    let after = server.get_with(path, &[("if-none-match", tag)]).ok();
    assert_ne!(after.header("etag"), tag);
    assert_eq!(before.json()["communes"]["by_status"]["reached"], 0);
    assert_eq!(after.json()["communes"]["by_status"]["reached"], 18);
}

#[test]
fn each_coding_unpacks_to_the_plain_bytes() {
    let server = Server::demo();
    for path in PATHS {
        let plain = server
            .get_with(path, &[("accept-encoding", "identity")])
            .ok();
        assert_eq!(plain.header("content-encoding"), "");
        let mut tags = vec![plain.header("etag").to_owned()];
        for coding in ["gzip", "br", "zstd"] {
            let packed = server.get_with(path, &[("accept-encoding", coding)]).ok();
            assert_eq!(packed.header("content-encoding"), coding, "{path}");
            assert!(
                packed
                    .header("vary")
                    .to_lowercase()
                    .contains("accept-encoding"),
                "{path}"
            );
            assert_eq!(packed.header("content-type"), plain.header("content-type"));
            assert!(packed.decoded() == plain.body, "{path} {coding}");
            assert!(packed.body.len() < plain.body.len(), "{path} {coding}");
            let tag = packed.header("etag").to_owned();
            let asked = [("accept-encoding", coding), ("if-none-match", tag.as_str())];
            assert_eq!(server.get_with(path, &asked).status, 304, "{path} {coding}");
            tags.push(tag);
        }
        // A strong tag stands for bytes: each coding has its own.
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), 4, "{path}");
    }
}

#[test]
fn the_coding_is_chosen_from_what_the_client_takes() {
    let server = Server::empty();
    for (accepted, coding) in [
        ("", ""),
        ("identity", ""),
        ("deflate", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP", "gzip"),
        ("*;q=0", ""),
    ] {
        let reply = server
            .get_with("/data/coverage.geojson", &[("accept-encoding", accepted)])
            .ok();
        assert_eq!(reply.header("content-encoding"), coding, "{accepted}");
    }
}

#[test]
fn the_language_of_a_problem_is_no_reason_to_keep_it() {
    let server = Server::empty();
    let problem = server.get("/api/nothing");
    assert_eq!(problem.header("etag"), "");
    assert_eq!(problem.header("cache-control"), "no-store");
}

/// GDAL, and so QGIS's "add vector layer" with an address, reads files by parts.
#[test]
fn a_part_can_be_asked_for() {
    let server = Server::demo();
    for path in PATHS {
        let whole = server.get(path).ok();
        let size = whole.body.len();
        let tag = whole.header("etag");
        let part = |headers: &[(&str, &str)]| {
            let reply = server.get_with(path, headers);
            let range = reply.header("content-range").to_owned();
            (reply.status, range, reply.body)
        };
        let first = (
            206,
            format!("bytes 0-99/{size}"),
            whole.body[..100].to_vec(),
        );
        let last = (
            206,
            format!("bytes {}-{}/{size}", size - 10, size - 1),
            whole.body[size - 10..].to_vec(),
        );
        let all = (200, String::new(), whole.body.clone());
        assert_eq!(part(&[("range", "bytes=0-99")]), first, "{path}");
        assert_eq!(part(&[("range", "bytes=-10")]), last, "{path}");
        let same = [("range", "bytes=-10"), ("if-range", tag)];
        assert_eq!(part(&same), last, "{path}");
        let changed = [("range", "bytes=-10"), ("if-range", "\"other\"")];
        assert_eq!(part(&changed), all, "{path}");
        let beyond = format!("bytes={size}-");
        assert_eq!(part(&[("range", &beyond)]), all, "{path}");
        let known = [("range", "bytes=0-9"), ("if-none-match", tag)];
        assert_eq!(part(&known).0, 304, "{path}");
        let head = server.ask("HEAD", path, &[("range", "bytes=0-9")]);
        assert_eq!(head.status, 200, "{path}");
        assert_eq!(head.header("content-length"), size.to_string(), "{path}");
    }
}
