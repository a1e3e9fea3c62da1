//! Another plan, other units, other outlines: files in the data directory take the place of the built-in ones, and what
//! cannot be understood in them is named.

use serde_json::Value;

use crate::support::{DataDir, Server, by_status, features, shipped};

/// A shipped file with one thing changed, which must be there to change.
fn changed(name: &str, from: &str, to: &str) -> String {
    let text = shipped(name);
    assert!(text.contains(from), "{name} has no `{from}`");
    text.replacen(from, to, 1)
}

/// Part of the plan: from the id of a line to the next line.
fn with_line(id: &str, from: &str, to: &str) -> String {
    let plan = shipped("plan.toml");
    let at = plan.find(&format!("id = \"{id}\"")).unwrap();
    let (before, behind) = plan.split_at(at);
    assert!(behind.contains(from), "{id} has no `{from}`");
    format!("{before}{}", behind.replacen(from, to, 1))
}

#[test]
fn another_due_day_makes_another_overdue() {
    let data = DataDir::new();
    data.put(
        "plan.toml",
        with_line(
            "2018-border-conferences",
            "due = 2018-12-31",
            "due = 2018-06-30",
        ),
    );
    let server = Server::on(&data);
    let line = "2018-border-conferences";
    let on = |day: &str| by_status(features(&server.coverage(line, day)));
    assert_eq!(on("2018-06-30").get("pending"), Some(&23));
    assert_eq!(on("2018-07-01").get("overdue"), Some(&23));
    assert_eq!(server.line_figures(line, "2018-07-01")["due"], "2018-06-30");
    assert!(
        server.log().iter().any(|l| l.contains("plan.toml")),
        "{:?}",
        server.log()
    );
}

#[test]
fn another_target_makes_other_quotas() {
    let data = DataDir::new();
    data.put(
        "plan.toml",
        with_line("2017-leaflets", "target = 30000", "target = 143"),
    );
    let server = Server::on(&data);
    let found = server.coverage("2017-leaflets", "2017-01-01");
    for feature in features(&found) {
        // 143 parts: two for a priority unit, one for any other.
        let parts = if feature["properties"]["priority"] == true {
            2
        } else {
            1
        };
        assert_eq!(feature["properties"]["quota"], parts);
    }
    assert_eq!(server.json("/api/summary")["leaflets"]["target"], 30_143);
    data.run(&["check"]).done();
}

#[test]
fn other_units_are_used() {
    let data = DataDir::new();
    data.put(
        "units.csv",
        changed("units.csv", "03571,Dào San,", "03571,Dào San Mới,"),
    );
    let server = Server::on(&data);
    let one = server.json("/api/collections/communes/items/03571");
    assert_eq!(one["properties"]["name"], "Dào San Mới");
}

#[test]
fn a_plan_that_cannot_be_understood_is_named() {
    let line = "2018-border-conferences";
    for (text, words) in [
        ("kế hoạch".to_owned(), &["plan.toml", "line 1"][..]),
        (
            with_line(line, "kind = \"conference\"", "kind = \"party\""),
            &["plan.toml", "party", "conference"],
        ),
        (
            with_line(line, "due = 2018-12-31", "due = 2018-13-31"),
            &["plan.toml", "2018-13-31"],
        ),
        (
            with_line(line, "target = 23", "target = -23"),
            &["plan.toml", "target"],
        ),
        (
            with_line(line, "level =", "levle ="),
            &["plan.toml", "levle"],
        ),
        (
            with_line("2017-event", "\"109\"", "\"999\""),
            &["2017-event", "999"],
        ),
        (
            with_line("2017-pano", "\"dao-san\"", "\"dao-xan\""),
            &["2017-pano", "dao-xan"],
        ),
        (
            with_line(line, line, "2018-press"),
            &["2018-press", "twice"],
        ),
        (
            changed("plan.toml", "plan-2228.txt\"", "plan-2229.txt\""),
            &["plan-2229.txt"],
        ),
        (
            changed("plan.toml", "province = \"12\"", "province = \"11\""),
            &["11", "12"],
        ),
    ] {
        refuses(&[("plan.toml", &text)], words);
    }
}

#[test]
fn units_that_cannot_be_understood_are_named_with_row_column_and_value() {
    let row = shipped("units.csv")
        .lines()
        .position(|l| l.starts_with("03571,"))
        .unwrap()
        + 1;
    let row = format!("row {row}");
    let dao_san = "03571,Dào San,xa,109,1,69.30,";
    for (to, words) in [
        (
            "03571,Dào San,xa,109,yes,69.30,",
            &["units.csv", &row, "border", "yes", "0 or 1"][..],
        ),
        (
            "03571,Dào San,xã,109,1,69.30,",
            &["units.csv", &row, "kind", "xã", "thi_tran"],
        ),
        (
            "03571,Dào San,xa,109,1,wide,",
            &["units.csv", &row, "area_km2", "wide"],
        ),
        ("03571,,xa,109,1,69.30,", &["units.csv", &row, "name"]),
        (
            "03571,Dào San,xa,199,1,69.30,",
            &["units.csv", "03571", "199"],
        ),
        (
            "03574,Dào San,xa,109,1,69.30,",
            &["units.csv", "03574", "twice"],
        ),
    ] {
        refuses(&[("units.csv", &changed("units.csv", dao_san, to))], words);
    }
    refuses(
        &[("units.csv", &changed("units.csv", "border,", "frontier,"))],
        &["units.csv", "border"],
    );
}

#[test]
fn outlines_that_cannot_be_understood_are_named() {
    let outlines = shipped("communes.geojson");
    let cut = &outlines[..outlines.len() / 2];
    refuses(&[("communes.geojson", cut)], &["communes.geojson"]);
    let mut all: Value = serde_json::from_str(&outlines).unwrap();
    let lost = all["features"].as_array_mut().unwrap().remove(0);
    let code = lost["properties"]["code"].as_str().unwrap();
    refuses(
        &[("communes.geojson", &all.to_string())],
        &["communes.geojson", code],
    );
    let strange = changed(
        "communes.geojson",
        "\"code\":\"03571\"",
        "\"code\":\"93571\"",
    );
    refuses(
        &[("communes.geojson", &strange)],
        &["communes.geojson", "93571"],
    );
    let point = r#"{"type":"Point","coordinates":[103.0,22.0]}"#;
    let mut all: Value = serde_json::from_str(&outlines).unwrap();
    all["features"][0]["geometry"] = serde_json::from_str(point).unwrap();
    refuses(
        &[("communes.geojson", &all.to_string())],
        &["communes.geojson", code, "Polygon"],
    );
}

#[test]
fn sites_that_cannot_be_understood_are_named() {
    let sites = |from: &str, to: &str| changed("pano-sites.csv", from, to);
    let text = sites("dao-san,2017-pano,2017", "dao-san,2017-panel,2017");
    refuses(
        &[("pano-sites.csv", &text)],
        &["pano-sites.csv", "row 3", "plan_line", "2017-panel"],
    );
    let text = sites("103.347178", "east");
    refuses(
        &[("pano-sites.csv", &text)],
        &["pano-sites.csv", "row 3", "lon", "east"],
    );
    let text = sites(",03571,", ",00000,");
    refuses(
        &[("pano-sites.csv", &text)],
        &["pano-sites.csv", "row 3", "commune_code", "00000"],
    );
}

/// Every command that needs the reference must end with status 2 and say what is wrong.
fn refuses(files: &[(&str, &str)], words: &[&str]) {
    let data = DataDir::new();
    for (name, text) in files {
        data.put(name, text);
    }
    for args in [&["check"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        data.run(args).failed(2, words);
    }
    assert!(
        !data.join("vungphu.sqlite3").exists(),
        "a database was made"
    );
}
