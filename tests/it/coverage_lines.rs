//! What a record does to its line: quotas met, short and over, who is reached by a district's or the province's share,
//! and what counts once.

use serde_json::{Value, json};

use crate::support::{Server, Table, by_status, features, property};

/// The properties of one commune that a record changes.
fn state(found: &Value, code: &str) -> Value {
    let of = |name: &str| property(found, code, name).clone();
    json!([
        of("achieved"),
        of("gap"),
        of("status"),
        of("late"),
        of("share")
    ])
}

fn reached(server: &Server, line: &str, as_of: &str) -> usize {
    let found = server.coverage(line, as_of);
    by_status(features(&found))
        .get("reached")
        .copied()
        .unwrap_or_default()
}

#[test]
fn leaflets_meet_miss_and_exceed_the_quota() {
    let server = Server::empty();
    server.import(
        &Table::new()
            .done("2017-leaflets", "2017-05-10", "03386", "420")
            .done("2017-leaflets", "2017-05-10", "03408", "400")
            .done("2017-leaflets", "2017-05-10", "03391", "150")
            .done("2017-leaflets", "2017-05-11", "03391", "100"),
    );
    let before = server.coverage("2017-leaflets", "2017-05-09");
    assert_eq!(
        by_status(features(&before)),
        [("pending".to_owned(), 108)].into()
    );
    let first = server.coverage("2017-leaflets", "2017-05-10");
    // 400 of 419, 150 of 210.
    assert_eq!(
        state(&first, "03386"),
        json!([420, 0, "reached", false, 1.0])
    );
    assert_eq!(
        state(&first, "03408"),
        json!([400, 19, "partial", false, 0.9547])
    );
    assert_eq!(
        state(&first, "03391"),
        json!([150, 60, "partial", false, 0.7143])
    );
    let due = server.coverage("2017-leaflets", "2017-12-31");
    assert_eq!(state(&due, "03391"), json!([250, 0, "reached", false, 1.0]));
    assert_eq!(state(&due, "03387"), json!([0, 420, "pending", false, 0.0]));
    let after = server.coverage("2017-leaflets", "2018-01-01");
    assert_eq!(
        state(&after, "03408"),
        json!([400, 19, "partial", true, 0.9547])
    );
    assert_eq!(
        state(&after, "03386"),
        json!([420, 0, "reached", false, 1.0])
    );
    assert_eq!(
        state(&after, "03387"),
        json!([0, 420, "overdue", true, 0.0])
    );
    // The other year's leaflets are another promise.
    assert_eq!(reached(&server, "2018-leaflets", "2018-12-31"), 0);
    assert_eq!(
        server.line_figures("2017-leaflets", "2018-01-01")["achieved"],
        1070
    );
}

#[test]
fn an_activity_counts_on_its_last_day() {
    let server = Server::empty();
    server.import(&Table::new().row(&[
        ("plan_line", "2018-loudspeaker"),
        ("start", "2018-03-01"),
        ("end", "2018-03-10"),
        ("place", "03386"),
    ]));
    for (day, count) in [("2018-03-01", 0), ("2018-03-09", 0), ("2018-03-10", 1)] {
        assert_eq!(reached(&server, "2018-loudspeaker", day), count, "{day}");
    }
}

#[test]
fn leaflets_with_a_district_are_not_yet_distributed() {
    let server = Server::empty();
    server.import(
        &Table::new()
            .done("2017-leaflets", "2017-05-10", "huyện Phong Thổ", "1000")
            .done("2017-leaflets", "2017-05-10", "toàn tỉnh", "500")
            .done("2017-leaflets", "2017-05-11", "03571", "419"),
    );
    let figures = |day: &str| {
        let line = server.line_figures("2017-leaflets", day);
        (
            line["achieved"].clone(),
            line["undistributed"].clone(),
            line["status"].clone(),
        )
    };
    assert_eq!(
        figures("2017-05-09"),
        (json!(0), json!(0), json!("pending"))
    );
    assert_eq!(
        figures("2017-05-10"),
        (json!(1500), json!(1500), json!("partial"))
    );
    assert_eq!(
        figures("2017-05-11"),
        (json!(1919), json!(1500), json!("partial"))
    );
    assert_eq!(reached(&server, "2017-leaflets", "2017-05-10"), 0);
    let found = server.coverage("2017-leaflets", "2017-05-11");
    let counts = by_status(features(&found));
    assert_eq!(
        counts,
        [("pending".to_owned(), 107), ("reached".to_owned(), 1)].into()
    );
    let summary = server.json("/api/summary?as_of=2017-05-11");
    assert_eq!(
        summary["leaflets"],
        json!({"target": 60_000, "achieved": 1919, "undistributed": 1500})
    );
}

#[test]
fn a_border_conference_counts_for_the_commune_it_names() {
    let server = Server::empty();
    let line = "2018-border-conferences";
    server.import(
        &Table::new()
            .done(line, "2018-04-01", "Pa Ủ", "")
            .done(line, "2018-04-02", "huyện Mường Tè", "1")
            // Not at the border.
            .done(line, "2018-04-03", "Bum Tở", "1"),
    );
    let found = server.coverage(line, "2018-12-31");
    assert_eq!(state(&found, "03442"), json!([1, 0, "reached", false, 1.0]));
    assert_eq!(
        state(&found, "03454"),
        json!([1, null, "not_targeted", false, null])
    );
    assert_eq!(property(&found, "03454", "quota"), &Value::Null);
    let counts = by_status(features(&found));
    let wanted = [("not_targeted", 85), ("pending", 22), ("reached", 1)];
    assert_eq!(counts, wanted.map(|(s, n)| (s.to_owned(), n)).into());
    let figures = server.line_figures(line, "2018-12-31");
    assert_eq!(figures["undistributed"], 1);
    assert_eq!(figures["units"]["total"], 23);
    assert_eq!(figures["units"]["by_status"]["reached"], 1);
    assert_eq!(figures["target"], 23);
}

#[test]
fn loudspeakers_of_a_district_reach_all_its_communes_and_the_provinces_all_108() {
    let server = Server::empty();
    let line = "2018-loudspeaker";
    server.import(
        &Table::new()
            .row(&[
                ("plan_line", line),
                ("start", "2018-03-01"),
                ("district", "Than Uyên"),
                ("place", "toàn huyện"),
            ])
            .done(line, "2018-03-02", "phường Đoàn Kết", "1")
            .done(line, "2018-06-01", "toàn tỉnh", "1"),
    );
    for (day, count) in [
        ("2018-02-28", 0),
        ("2018-03-01", 12),
        ("2018-03-02", 13),
        ("2018-05-31", 13),
        ("2018-06-01", 108),
    ] {
        assert_eq!(reached(&server, line, day), count, "{day}");
    }
    // Every commune has one, but of the 108 broadcasts three took place.
    let figures = server.line_figures(line, "2018-06-01");
    assert_eq!(figures["achieved"], 3);
    assert_eq!(figures["status"], "partial");
    assert_eq!(figures["units"]["by_status"]["reached"], 108);
    assert_eq!(figures["undistributed"], 0);
}

#[test]
fn an_event_in_a_commune_counts_for_its_whole_district() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-event", "2017-10-20", "xã Đào San", "1"));
    let found = server.coverage("2017-event", "2017-12-31");
    let counts = by_status(features(&found));
    let wanted = [("not_targeted", 90), ("reached", 18)];
    assert_eq!(counts, wanted.map(|(s, n)| (s.to_owned(), n)).into());
    for feature in features(&found) {
        let reached = feature["properties"]["status"] == "reached";
        assert_eq!(reached, feature["properties"]["district_code"] == "109");
    }
    let figures = server.line_figures("2017-event", "2017-12-31");
    assert_eq!(figures["units"]["level"], "district");
    assert_eq!(figures["units"]["total"], 1);
    assert_eq!(figures["status"], "reached");
}

#[test]
fn an_event_elsewhere_reaches_nobody_in_scope() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-event", "2017-10-20", "phường Đoàn Kết", "1"));
    let found = server.coverage("2017-event", "2017-12-31");
    assert_eq!(property(&found, "03389", "status"), "not_targeted");
    assert_eq!(reached(&server, "2017-event", "2017-12-31"), 0);
}

#[test]
fn one_class_for_two_districts_is_one_class() {
    let server = Server::empty();
    let class = |code: &'static str, district: &'static str| {
        [
            ("activity", code),
            ("plan_line", "2017-capacity"),
            ("start", "2017-08-01"),
            ("district", district),
            ("place", "toàn huyện"),
        ]
    };
    server.import(
        &Table::new()
            .row(&class("TH-1", "Mường Tè"))
            .row(&class("TH-1", "Nậm Nhùn"))
            .row(&class("TH-2", "Than Uyên")),
    );
    let figures = server.line_figures("2017-capacity", "2017-12-31");
    assert_eq!(
        (&figures["achieved"], &figures["target"]),
        (&json!(2), &json!(7))
    );
    assert_eq!(
        figures["units"],
        json!({"level": "district", "total": 8, "by_status": {
            "reached": 3, "partial": 0, "pending": 5, "overdue": 0, "not_targeted": 0}})
    );
    assert_eq!(
        reached(&server, "2017-capacity", "2017-12-31"),
        14 + 11 + 12
    );
    assert_eq!(server.json("/api/summary")["activities"], 2);
}

#[test]
fn a_line_of_the_province_has_the_province_as_its_denominator() {
    let server = Server::empty();
    server.import(&Table::new().done("2016-meetings", "2016-12-20", "toàn tỉnh", "1"));
    let figures = server.line_figures("2016-meetings", "2017-01-01");
    assert_eq!(figures["units"]["total"], 1);
    assert_eq!(figures["units"]["by_status"]["partial"], 1);
    assert_eq!(
        (&figures["status"], &figures["late"]),
        (&json!("partial"), &json!(true))
    );
    assert_eq!(reached(&server, "2016-meetings", "2017-01-01"), 108);
}

#[test]
fn halves_are_counted_exactly() {
    let server = Server::empty();
    server.import(
        &Table::new()
            .done("2018-loudspeaker", "2018-03-01", "03386", "0,5")
            .done("2018-loudspeaker", "2018-03-02", "03386", "0.25")
            .done("2018-loudspeaker", "2018-03-03", "03386", "0.25"),
    );
    let half = server.coverage("2018-loudspeaker", "2018-03-02");
    assert_eq!(
        state(&half, "03386"),
        json!([0.75, 0.25, "partial", false, 0.75])
    );
    let whole = server.coverage("2018-loudspeaker", "2018-03-03");
    assert_eq!(state(&whole, "03386"), json!([1, 0, "reached", false, 1.0]));
}
