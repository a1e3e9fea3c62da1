//! `vungphu export`: the bytes that the service serves, in a file that is there whole or not at all.

use std::process::Stdio;

use crate::support::{DataDir, Server, features, ids};

/// A data directory with the samples, and a server on it.
fn demo() -> (DataDir, Server) {
    let server = Server::demo();
    (server.data.clone(), server)
}

#[test]
fn writes_what_the_service_serves() {
    let (data, server) = demo();
    for (collection, flags, query) in [
        ("communes", vec![], ""),
        ("border-communes", vec![], ""),
        ("districts", vec![], ""),
        (
            "pano-sites",
            vec!["--as-of", "2018-01-01"],
            "as_of=2018-01-01",
        ),
        (
            "activities",
            vec!["--as-of", "2018-01-01"],
            "as_of=2018-01-01",
        ),
        (
            "coverage",
            vec!["--line", "2018-leaflets", "--as-of", "2018-06-30"],
            "line=2018-leaflets&as_of=2018-06-30",
        ),
        (
            "coverage",
            vec![
                "--as-of",
                "2018-06-30",
                "--status",
                "partial,overdue",
                "--district",
                "Phong Thổ",
                "--border",
                "true",
            ],
            "as_of=2018-06-30&status=partial,overdue&district=109&border=true",
        ),
        (
            "coverage",
            vec!["--year", "2017", "--as-of", "2018-06-30"],
            "as_of=2018-06-30&year=2017",
        ),
        (
            "activities",
            vec![
                "--as-of",
                "2018-12-31",
                "--filter",
                "plan_line=2018-press",
                "--filter",
                "state=submitted",
            ],
            "as_of=2018-12-31&plan_line=2018-press&state=submitted",
        ),
        (
            "communes",
            vec!["--filter", "bbox=103.3,22.6,103.4,22.7"],
            "bbox=103.3,22.6,103.4,22.7",
        ),
    ] {
        let file = data.join("out.geojson");
        let mut args = vec![
            "export",
            collection,
            "--format",
            "geojson",
            "--output",
            file.to_str().unwrap(),
        ];
        args.extend(&flags);
        data.run(&args).done();
        let bytes = server
            .get(&format!("/data/{collection}.geojson?{query}"))
            .ok()
            .body;
        assert!(
            std::fs::read(&file).unwrap() == bytes,
            "{collection} {flags:?}"
        );
    }
}

#[test]
fn writes_to_standard_output_too() {
    let (data, server) = demo();
    let run = data.run(&["export", "districts", "--output", "-"]).done();
    assert_eq!(run.out, server.get("/data/districts.geojson").ok().text());
}

#[test]
fn takes_the_filters_of_the_screen() {
    let data = DataDir::new();
    let border = data.export(
        "coverage",
        &[
            "--border",
            "true",
            "--line",
            "2017-event",
            "--as-of",
            "2018-01-01",
        ],
    );
    assert_eq!(features(&border).len(), 23);
    let late = data.export(
        "coverage",
        &[
            "--line",
            "2018-border-conferences",
            "--as-of",
            "2019-01-01",
            "--status",
            "overdue",
            "--district",
            "112",
        ],
    );
    assert_eq!(ids(&late), ["03460", "03502", "03503"]);
}

#[test]
fn refuses_what_it_does_not_know_with_status_2() {
    let data = DataDir::new();
    let out = data.put("kept.geojson", "before");
    let out = out.to_str().unwrap();
    let wrong: [(&[&str], &[&str]); 8] = [
        (
            &["export", "towns", "--output", out],
            &["towns", "communes", "activities"],
        ),
        (
            &["export", "coverage", "--output", out, "--line", "2019-x"],
            &["2019-x", "2017-leaflets"],
        ),
        (
            &[
                "export",
                "coverage",
                "--output",
                out,
                "--district",
                "Hà Nội",
            ],
            &["Hà Nội", "Phong Thổ"],
        ),
        (
            &["export", "coverage", "--output", out, "--status", "late"],
            &["late", "overdue"],
        ),
        (
            &[
                "export",
                "coverage",
                "--output",
                out,
                "--as-of",
                "30/6/2018",
            ],
            &["30/6/2018"],
        ),
        (
            &[
                "export",
                "coverage",
                "--output",
                out,
                "--filter",
                "colour=red",
            ],
            &["colour"],
        ),
        (
            &["export", "coverage", "--output", out, "--filter", "colour"],
            &["colour", "NAME=VALUE"],
        ),
        (
            &["export", "coverage", "--output", out, "--format", "pdf"],
            &["pdf", "json", "xlsx"],
        ),
    ];
    for (args, words) in wrong {
        data.run(args).failed(2, words);
    }
    data.run(&["export", "coverage"]).failed(2, &["--output"]);
    // What stood there stands there still.
    assert_eq!(std::fs::read_to_string(out).unwrap(), "before");
}

#[test]
fn leaves_nothing_half_written() {
    let data = DataDir::new();
    let out = data.join("missing/out.geojson");
    data.run(&["export", "communes", "--output", out.to_str().unwrap()])
        .failed(1, &["missing/out.geojson"]);
    let file = data.put("out.geojson", "x".repeat(10_000_000));
    data.run(&["export", "pano-sites", "--output", file.to_str().unwrap()])
        .done();
    let written: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(features(&written).len(), 10);
    let mut left: Vec<String> = std::fs::read_dir(data.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("vungphu.sqlite3"))
        .collect();
    left.sort_unstable();
    assert_eq!(left, ["out.geojson"]);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let (data, _server) = demo();
    let mut command = data.command(&["export", "communes", "--output", "-"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // As `| head` does, before there is anything to read.
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!((ended.status.code(), said.as_str()), (Some(0), ""));
}
