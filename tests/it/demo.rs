//! `--demo`: sample data that nobody can take for real figures, and only where nothing else is.

use std::collections::HashSet;

use crate::support::{DataDir, Server, Table, features, shipped_rows};

/// Activities that the sample file makes: rows that share a code are one.
fn sample_activities() -> usize {
    let rows = shipped_rows("samples/activities-sample.csv");
    let codes: Vec<&str> = rows
        .iter()
        .map(|row| row["Mã hoạt động"].as_str())
        .collect();
    let without = codes.iter().filter(|code| code.is_empty()).count();
    let distinct: HashSet<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
    without + distinct.len()
}

#[test]
fn fills_an_empty_database_with_marked_samples() {
    let server = Server::demo();
    let summary = server.json("/api/summary?as_of=2018-12-31");
    assert_eq!(summary["activities"], sample_activities());
    assert_eq!(summary["sample_activities"], summary["activities"]);
    for path in ["/data/coverage.geojson", "/api/collections/communes/items"] {
        let banner = server.json(path);
        assert_eq!(banner["sample_activities"], sample_activities(), "{path}");
        assert!(banner["notice_vi"].as_str().unwrap().contains("mẫu"));
        assert!(banner["notice_en"].as_str().unwrap().contains("sample"));
    }
    for record in features(&server.json("/data/activities.geojson")) {
        let title = record["properties"]["title"].as_str().unwrap();
        assert!(title.starts_with("[MẪU]"), "{title}");
    }
}

#[test]
fn shows_what_the_sample_file_says() {
    let server = Server::demo();
    let rows = shipped_rows("samples/activities-sample.csv");
    let sum = |line: &str| -> u64 {
        let of_line = rows.iter().filter(|row| row["Mã nhiệm vụ"] == line);
        of_line
            .map(|row| row["Số lượng"].parse::<u64>().unwrap())
            .sum()
    };
    let summary = server.json("/api/summary?as_of=2018-12-31");
    let leaflets = sum("2017-leaflets") + sum("2018-leaflets");
    assert_eq!(summary["leaflets"]["target"], 60_000);
    assert_eq!(summary["leaflets"]["achieved"], leaflets);
    let panos = sum("2017-pano") + sum("2018-pano");
    assert_eq!(summary["panos"]["built"], panos);
    assert_eq!(summary["panos"]["total"], 10);
    let conferences = server.json("/api/summary?as_of=2018-12-31&line=2018-border-conferences");
    let reached = &conferences["border_communes"]["by_status"]["reached"];
    assert_eq!(*reached, sum("2018-border-conferences"));
    // Every line of the plan has something in it.
    for line in summary["lines"].as_array().unwrap() {
        assert_ne!(line["achieved"], 0, "{line}");
    }
}

#[test]
fn real_records_carry_no_mark() {
    let server = Server::empty();
    assert!(
        server
            .json("/data/coverage.geojson")
            .get("notice_vi")
            .is_none()
    );
    server.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"));
    assert_eq!(server.json("/api/summary")["sample_activities"], 0);
    assert!(
        server
            .json("/data/coverage.geojson")
            .get("notice_vi")
            .is_none()
    );
}

#[test]
fn adds_nothing_to_a_database_in_use() {
    let data = DataDir::new();
    data.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"))
        .done();
    let server = Server::with(&data, &["--demo"]).expecting("no sample data was added");
    let summary = server.json("/api/summary");
    assert_eq!(
        (&summary["activities"], &summary["sample_activities"]),
        (&1.into(), &0.into())
    );
}

#[test]
fn starts_twice_with_the_same_samples() {
    let data = DataDir::new();
    let first = Server::with(&data, &["--demo"]).expecting("SAMPLE data");
    let before = first
        .get("/data/activities.geojson?as_of=2018-12-31")
        .ok()
        .body;
    drop(first);
    let again = Server::with(&data, &["--demo"]).expecting("no sample data was added");
    assert_eq!(
        before,
        again
            .get("/data/activities.geojson?as_of=2018-12-31")
            .ok()
            .body
    );
}
