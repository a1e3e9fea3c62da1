//! `vungphu check`: silent about nothing. The shipped data pass; each kind of damage is found and named.

use serde_json::{Value, json};

use crate::support::{DataDir, Run, Table, feature, shipped};

fn check_with(name: &str, text: &str) -> Run {
    let data = DataDir::new();
    data.put(name, text);
    data.run(&["check"])
}

/// The faults, which must be the only thing wrong and name these words.
fn finds(run: &Run, words: &[&str]) {
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
    let faults = run.out.split_once("FAULT").expect("a fault").1;
    for word in words {
        assert!(faults.contains(word), "`{word}` is missing in: {}", run.out);
    }
}

fn replaced(name: &str, from: &str, to: &str) -> String {
    let text = shipped(name);
    assert!(text.contains(from), "{name} has no `{from}`");
    text.replacen(from, to, 1)
}

#[test]
fn the_shipped_data_are_right() {
    let data = DataDir::new();
    let run = data.run(&["check"]).done();
    for point in [
        "108 communes",
        "96 xã",
        "7 thị trấn",
        "5 phường",
        "8 districts",
        "23 border communes",
        "35 priority units",
        "10 pano sites",
        "22 plan lines",
        "quotas of every line add up",
        "traceable to a paragraph",
        "valid coverage",
        "every point lies in its unit",
    ] {
        let line = run.out.lines().find(|line| line.contains(point));
        assert!(
            line.is_some_and(|l| l.starts_with("ok")),
            "{point}: {}",
            run.out
        );
    }
    assert!(
        !data.join("vungphu.sqlite3").exists(),
        "looking made a database"
    );
}

#[test]
fn it_looks_at_the_database_too() {
    let data = DataDir::new();
    data.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"))
        .done();
    let run = data.run(&["check"]).done();
    for point in [
        "database file is whole",
        "all 1 activities",
        "replaying every revision",
    ] {
        assert!(run.out.contains(point), "{point}: {}", run.out);
    }
}

#[test]
fn wrong_expectations_are_named() {
    for (from, to, what) in [
        ("communes = 108", "communes = 106", "106 communes"),
        ("border = 23", "border = 24", "24 border communes"),
        ("xa = 96", "xa = 95", "95 xã"),
        ("priority = 35", "priority = 36", "36 priority units"),
        ("sites = 10", "sites = 7", "7 pano sites"),
        ("lines = 22", "lines = 21", "21 plan lines"),
    ] {
        let run = check_with("plan.toml", &replaced("plan.toml", from, to));
        finds(&run, &[what]);
    }
}

#[test]
fn a_lost_border_flag_is_found() {
    let units = replaced(
        "units.csv",
        "03571,Dào San,xa,109,1,",
        "03571,Dào San,xa,109,0,",
    );
    finds(
        &check_with("units.csv", &units),
        &["23 border communes", "22"],
    );
}

#[test]
fn a_quote_that_the_plan_does_not_contain_is_named() {
    let plan = replaced(
        "plan.toml",
        "Tổ chức 01 cuộc truyền thông tại huyện Sìn Hồ.",
        "Tổ chức 02 cuộc truyền thông tại huyện Sìn Hồ.",
    );
    finds(&check_with("plan.toml", &plan), &["2018-event", "02 cuộc"]);
    let shipped = shipped("plan.toml");
    let at = shipped.find("id = \"2018-event\"").unwrap();
    let (before, behind) = shipped.split_at(at);
    let moved = format!("{before}{}", behind.replacen("III.3.1", "III.3.2", 1));
    finds(
        &check_with("plan.toml", &moved),
        &["2018-event", "III.3.1", "III.3.2"],
    );
    let text = replaced("plan-2228.txt", "07 lớp tập huấn", "7 lớp tập huấn");
    finds(&check_with("plan-2228.txt", &text), &["2017-capacity"]);
}

/// The outlines with one commune's geometry changed.
fn outlines(code: &str, change: impl Fn(&mut Value)) -> String {
    let mut all: Value = serde_json::from_str(&shipped("communes.geojson")).unwrap();
    let features = all["features"].as_array_mut().unwrap();
    let commune = features.iter_mut().find(|f| f["id"] == code).unwrap();
    change(&mut commune["geometry"]);
    all.to_string()
}

fn shift(value: &mut Value, by: f64) {
    match value {
        Value::Array(items) if items[0].is_number() => {
            items[0] = (items[0].as_f64().unwrap() + by).into();
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shift(item, by)),
        _ => {}
    }
}

#[test]
fn an_outline_out_of_place_is_found() {
    // Some 100 m to the east: over one neighbour, away from another.
    let moved = outlines("03571", |geometry| {
        shift(&mut geometry["coordinates"], 0.001);
    });
    finds(&check_with("communes.geojson", &moved), &["overlap"]);
    let doubled = outlines("03571", |geometry| {
        let other: Value = serde_json::from_str(&shipped("communes.geojson")).unwrap();
        *geometry = feature(&other, "03577")["geometry"].clone();
    });
    finds(
        &check_with("communes.geojson", &doubled),
        &["03571", "03577"],
    );
}

#[test]
fn an_overlap_at_the_edge_of_the_province_is_found() {
    // Giang Ma and Tả Lèng meet at the province's edge. One of them takes a corner of the other: the edges that then
    // have no counterpart still close to one ring.
    let (meeting, inside) = ([103.5884, 22.4362], [103.586_163, 22.435_309]);
    let all = shipped("communes.geojson");
    let corner = |at: [f64; 2]| format!("[{},{}]", at[0], at[1]);
    assert_eq!(
        all.matches(&corner(meeting)).count(),
        2,
        "the outlines are other ones now"
    );
    let moved = outlines("03405", |geometry| {
        for at in geometry["coordinates"][0].as_array_mut().unwrap() {
            if *at == json!(meeting) {
                *at = json!(inside);
            }
        }
    });
    finds(&check_with("communes.geojson", &moved), &["overlap"]);
}

#[test]
fn an_outline_that_crosses_itself_is_found() {
    let crossed = outlines("03571", |geometry| {
        let ring = geometry["coordinates"][0].as_array_mut().unwrap();
        ring.swap(2, 10);
    });
    finds(&check_with("communes.geojson", &crossed), &["03571"]);
}

#[test]
fn a_point_outside_its_unit_is_found() {
    let sites = replaced("pano-sites.csv", "103.347178,22.664306", "103.9,22.0");
    finds(&check_with("pano-sites.csv", &sites), &["dao-san", "03571"]);
    let units = replaced("units.csv", "103.35879,22.65304", "103.9,22.0");
    finds(&check_with("units.csv", &units), &["03571"]);
}

#[test]
fn records_of_a_line_that_is_gone_are_named() {
    let data = DataDir::new();
    data.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"))
        .done();
    let plan = shipped("plan.toml").replacen("id = \"2017-event\"", "id = \"2017-fair\"", 1);
    data.put("plan.toml", plan);
    finds(&data.run(&["check"]), &["2017-event"]);
}
