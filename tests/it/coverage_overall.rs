//! Overall: over the leaflets, broadcasts, conferences, events and classes that concern a commune, how many are reached,
//! and the worst status of them.

use serde_json::{Value, json};

use crate::support::{Server, Table, by_status, features, property};

fn overall(server: &Server, as_of: &str, code: &str) -> Value {
    let found = server.items("coverage", &[("as_of", as_of)]);
    let of = |name: &str| property(&found, code, name).clone();
    json!([
        of("lines_reached"),
        of("lines_applicable"),
        of("status"),
        of("late")
    ])
}

#[test]
fn counts_the_lines_that_concern_a_commune() {
    let server = Server::empty();
    // Leaflets of two years, loudspeakers and the class for all districts concern everybody; the rest depends.
    for (code, all, in_2017, in_2018) in [
        ("03386", 4, 2, 2), // a ward of the city
        ("03390", 4, 2, 2), // Tam Đường town
        ("03574", 7, 3, 4), // Ma Ly Pho, at the border of Phong Thổ: event 2017, conference, class 2018
        ("03549", 6, 3, 3), // Phong Thổ town: no conference
        ("03442", 7, 3, 4), // Pa Ủ, at the border of Mường Tè: awareness class, conference, class 2018
        ("03445", 6, 3, 3), // Mường Tè commune
        ("03493", 7, 2, 5), // Pa Tần, at the border of Sìn Hồ: event 2018, conference, class 2018
        ("03478", 6, 2, 4), // Sìn Hồ town
        ("03503", 7, 3, 4), // Trung Chải, at the border of Nậm Nhùn
        ("03434", 6, 3, 3), // Nậm Nhùn town
        ("03643", 4, 2, 2), // Khoen On, Than Uyên
    ] {
        for (year, wanted) in [("", all), ("2017", in_2017), ("2018", in_2018)] {
            let mut asked = vec![("as_of", "2016-12-01")];
            asked.extend((!year.is_empty()).then_some(("year", year)));
            let found = server.items("coverage", &asked);
            assert_eq!(
                property(&found, code, "lines_applicable"),
                wanted,
                "{code} {year}"
            );
            assert_eq!(property(&found, code, "lines_reached"), 0);
            assert_eq!(property(&found, code, "status"), "pending");
            for name in ["line", "quota", "achieved", "gap"] {
                assert_eq!(property(&found, code, name), &Value::Null, "{name}");
            }
        }
    }
}

#[test]
fn a_year_without_such_lines_targets_nobody() {
    let server = Server::empty();
    let found = server.items("coverage", &[("year", "2016")]);
    assert_eq!(
        by_status(features(&found)),
        [("not_targeted".to_owned(), 108)].into()
    );
    assert_eq!(property(&found, "03386", "share"), &Value::Null);
    let summary = server.json("/api/summary?year=2016");
    assert_eq!(summary["border_communes"]["by_status"]["not_targeted"], 23);
}

#[test]
fn the_worst_status_counts() {
    let server = Server::empty();
    server.import(
        &Table::new()
            .done("2017-event", "2017-03-01", "huyện Phong Thổ", "1")
            .done("2017-capacity", "2017-04-01", "huyện Phong Thổ", "1")
            .done("2017-leaflets", "2017-05-01", "Ma Li Pho", "100")
            // The rest of the 419, too late.
            .done("2017-leaflets", "2018-02-01", "Ma Ly Pho", "319"),
    );
    for (day, wanted) in [
        ("2017-02-28", json!([0, 7, "pending", false])),
        ("2017-03-01", json!([1, 7, "pending", false])),
        ("2017-04-30", json!([2, 7, "pending", false])),
        ("2017-05-01", json!([2, 7, "partial", false])),
        ("2018-01-01", json!([2, 7, "partial", true])),
        ("2018-02-01", json!([3, 7, "pending", false])),
        ("2019-01-01", json!([3, 7, "overdue", true])),
    ] {
        assert_eq!(overall(&server, day, "03574"), wanted, "{day}");
    }
    // The town had no leaflets at all; its event and its class count all the same.
    assert_eq!(
        overall(&server, "2018-01-01", "03549"),
        json!([2, 6, "overdue", true])
    );
    let found = server.items("coverage", &[("as_of", "2018-02-01")]);
    assert_eq!(property(&found, "03574", "share"), 0.4286);
}

#[test]
fn a_year_is_complete_when_all_its_lines_are() {
    let server = Server::empty();
    server.import(
        &Table::new()
            .done("2017-event", "2017-03-01", "huyện Phong Thổ", "1")
            .done("2017-capacity", "2017-04-01", "huyện Phong Thổ", "1")
            .done("2017-leaflets", "2017-05-01", "Ma Li Pho", "419"),
    );
    let found = server.items("coverage", &[("year", "2017"), ("as_of", "2019-01-01")]);
    assert_eq!(property(&found, "03574", "status"), "reached");
    assert_eq!(property(&found, "03574", "share"), 1.0);
    assert_eq!(property(&found, "03574", "late"), false);
    assert_eq!(by_status(features(&found)).get("reached"), Some(&1));
    // What does not speak to people does not count: reports, press, guidance, budgets, panos.
    server.import(
        &Table::new()
            .done("2017-press", "2017-03-01", "toàn tỉnh", "1")
            .done("report-2017", "2017-12-01", "huyện Phong Thổ", "1")
            .done("2017-pano", "2017-12-01", "phong-tho", "1"),
    );
    let again = server.items("coverage", &[("year", "2017"), ("as_of", "2019-01-01")]);
    assert_eq!(property(&again, "03574", "lines_applicable"), 3);
    assert_eq!(by_status(features(&again)).get("reached"), Some(&1));
}

#[test]
fn the_summary_can_look_at_one_district() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-event", "2017-03-01", "huyện Phong Thổ", "1"));
    let summary = server.json("/api/summary?line=2017-event&district=109&as_of=2017-12-31");
    assert_eq!(summary["communes"]["total"], 18);
    assert_eq!(summary["communes"]["by_status"]["reached"], 18);
    assert_eq!(summary["border_communes"]["total"], 13);
    let other = server.json("/api/summary?line=2017-event&district=110&as_of=2017-12-31");
    assert_eq!(other["communes"]["by_status"]["not_targeted"], 12);
    assert_eq!(other["border_communes"]["total"], 0);
}
