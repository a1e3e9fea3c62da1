//! What nobody has worked on yet: how many communes each line concerns, pending until the due day, overdue after it.

use serde_json::{Value, json};

use crate::support::{Server, by_status, features, property};

/// Every line of the plan: its due day, how many communes its scope contains, and how many of them at the border.
pub const LINES: [(&str, &str, usize, usize); 22] = [
    ("2016-guidance", "2016-12-31", 108, 23),
    ("2016-meetings", "2016-12-31", 108, 23),
    ("2017-budget", "2017-12-31", 108, 23),
    // Ma Ly Pho, Dào San and Phong Thổ town, which is no border commune.
    ("2017-pano", "2017-12-31", 3, 2),
    ("2017-leaflets", "2017-12-31", 108, 23),
    ("2017-event", "2017-12-31", 18, 13),
    ("2017-capacity", "2017-12-31", 108, 23),
    ("2017-awareness", "2017-12-31", 25, 9),
    ("2017-press", "2017-12-31", 108, 23),
    ("2018-budget", "2018-12-31", 108, 23),
    ("2018-pano", "2018-12-31", 7, 0),
    ("2018-leaflets", "2018-12-31", 108, 23),
    ("2018-loudspeaker", "2018-12-31", 108, 23),
    ("2018-event", "2018-12-31", 22, 1),
    ("2018-border-conferences", "2018-12-31", 23, 23),
    ("2018-press", "2018-12-31", 108, 23),
    ("2018-training", "2018-12-31", 65, 23),
    ("report-2016", "2016-12-31", 108, 23),
    ("report-2017-h1", "2017-06-30", 108, 23),
    ("report-2017", "2017-12-31", 108, 23),
    ("report-2018-h1", "2018-06-30", 108, 23),
    ("report-2018", "2018-12-31", 108, 23),
];

fn day_after(day: &str) -> String {
    let day: jiff::civil::Date = day.parse().unwrap();
    day.tomorrow().unwrap().to_string()
}

fn counts(of: usize, all: usize, status: &str) -> Value {
    let mut counts = json!({
        "reached": 0, "partial": 0, "pending": 0, "overdue": 0, "not_targeted": all - of
    });
    counts[status] = json!(of);
    counts
}

#[test]
fn the_plan_has_these_lines_with_these_due_days() {
    let server = Server::empty();
    let plan = server.json("/api/plan");
    let lines: Vec<(&str, &str)> = plan["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| (l["id"].as_str().unwrap(), l["due"].as_str().unwrap()))
        .collect();
    assert_eq!(lines, LINES.map(|(id, due, _, _)| (id, due)));
    let target = |id: &str| {
        let found = plan["lines"]
            .as_array()
            .unwrap()
            .iter()
            .find(|l| l["id"] == id);
        found.unwrap()["target"].as_u64().unwrap()
    };
    for (id, wanted) in [
        ("2016-guidance", 8),
        ("2016-meetings", 2),
        ("2017-pano", 3),
        ("2017-leaflets", 30_000),
        ("2017-capacity", 7),
        ("2017-awareness", 1),
        ("2018-pano", 7),
        ("2018-loudspeaker", 108),
        ("2018-border-conferences", 23),
        ("2018-training", 3),
        ("report-2018", 8),
    ] {
        assert_eq!(target(id), wanted, "{id}");
    }
    assert_eq!(plan["document"]["number"], "2228/KH-UBND");
    assert_eq!(plan["document"]["hotline"], "18001567");
}

#[test]
fn an_empty_ledger_is_pending_until_due_and_overdue_after() {
    let server = Server::empty();
    for (line, due, communes, border) in LINES {
        for (day, status) in [(due.to_owned(), "pending"), (day_after(due), "overdue")] {
            let summary = server.json(&format!("/api/summary?line={line}&as_of={day}"));
            assert_eq!(summary["line"], line);
            assert_eq!(summary["as_of"], day);
            assert_eq!(summary["communes"]["total"], 108);
            assert_eq!(summary["border_communes"]["total"], 23);
            let all = counts(communes, 108, status);
            assert_eq!(summary["communes"]["by_status"], all, "{line} {day}");
            let at_border = counts(border, 23, status);
            assert_eq!(
                summary["border_communes"]["by_status"], at_border,
                "{line} {day}"
            );

            let found = server.coverage(line, &day);
            assert_eq!(
                by_status(features(&found)).get(status),
                Some(&communes),
                "{line} {day}"
            );
            for feature in features(&found) {
                let p = &feature["properties"];
                let targeted = p["status"] != "not_targeted";
                assert_eq!(p["late"], targeted && status == "overdue", "{line} {p}");
                assert_eq!(p["achieved"], 0);
                for name in ["quota", "gap", "share"] {
                    assert_eq!(p[name].is_number(), targeted, "{line} {name}");
                }
                assert_eq!(p["gap"], p["quota"]);
                assert_eq!(p["nearest_pano_km"], Value::Null);
            }
        }
    }
}

#[test]
fn late_lines_are_counted_from_the_day_after() {
    let server = Server::empty();
    for (day, late) in [
        ("2016-12-31", 0),
        ("2017-01-01", 3),
        ("2017-07-01", 4),
        ("2018-01-01", 12),
        ("2018-07-01", 13),
        ("2019-01-01", 22),
    ] {
        let summary = server.json(&format!("/api/summary?as_of={day}"));
        assert_eq!(summary["lines_late"], late, "{day}");
    }
}

#[test]
fn leaflets_are_split_two_to_one_and_to_the_last_one() {
    // 35 × 2 + 73 × 1 = 143 parts of 30 000: 419.58 and 209.79. Rounding down leaves 78: one for each of the 73, whose
    // remainder is larger, and five for the priority units with the smallest codes.
    let server = Server::empty();
    for line in ["2017-leaflets", "2018-leaflets"] {
        let found = server.coverage(line, "2017-01-01");
        let quota = |code: &str| property(&found, code, "quota").as_u64().unwrap();
        for (code, wanted) in [
            ("03386", 420),
            ("03387", 420),
            ("03388", 420),
            ("03389", 420),
            ("03390", 420),
            ("03408", 419),
            ("03571", 419),
            ("03598", 419),
            ("03391", 210),
            ("03643", 210),
        ] {
            assert_eq!(quota(code), wanted, "{line} {code}");
        }
        let sum: u64 = features(&found)
            .iter()
            .map(|f| f["properties"]["quota"].as_u64().unwrap())
            .sum();
        assert_eq!(sum, 30_000);
    }
}
