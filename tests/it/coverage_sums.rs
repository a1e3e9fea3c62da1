//! 108 and 23, everywhere: for every line, overall and by year, on several days, in the collection, the summary and the
//! matrix, for the province and for each district.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::coverage_scope::LINES;
use crate::support::{Server, by_status, features};

const DAYS: [&str; 5] = [
    "2016-11-08",
    "2017-06-15",
    "2017-12-31",
    "2018-07-01",
    "2019-01-01",
];
const DISTRICTS: [(&str, usize, usize); 8] = [
    ("105", 7, 0),
    ("106", 14, 0),
    ("107", 14, 6),
    ("108", 22, 1),
    ("109", 18, 13),
    ("110", 12, 0),
    ("111", 10, 0),
    ("112", 11, 3),
];

/// A count by status without the zeros.
fn counts(answer: &Value) -> BTreeMap<String, usize> {
    let all: BTreeMap<String, usize> = serde_json::from_value(answer.clone()).unwrap();
    let five = ["not_targeted", "overdue", "partial", "pending", "reached"];
    assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), five);
    all.into_iter().filter(|(_, n)| *n > 0).collect()
}

fn at_border(features: &[Value]) -> Vec<Value> {
    let border = features
        .iter()
        .filter(|f| f["properties"]["border"] == true);
    border.cloned().collect()
}

/// The choices of what to look at: every line, every year, everything.
fn choices() -> Vec<String> {
    let lines = LINES.map(|(id, _, _, _)| format!("&line={id}"));
    let years = ["2016", "2017", "2018"].map(|year| format!("&year={year}"));
    lines
        .into_iter()
        .chain(years)
        .chain([String::new()])
        .collect()
}

#[test]
fn the_collection_and_the_summary_agree() {
    let server = Server::demo();
    for day in DAYS {
        for choice in choices() {
            let asked = format!("as_of={day}{choice}");
            let path = format!("/data/coverage.geojson?skip_geometry=true&{asked}");
            let collection = server.json(&path);
            let summary = server.json(&format!("/api/summary?{asked}"));
            let all = features(&collection);
            let border = at_border(all);
            assert_eq!((all.len(), border.len()), (108, 23), "{asked}");
            assert_eq!(counts(&collection["by_status"]), by_status(all), "{asked}");
            assert_eq!(
                counts(&summary["communes"]["by_status"]),
                by_status(all),
                "{asked}"
            );
            let border_counts = counts(&summary["border_communes"]["by_status"]);
            assert_eq!(border_counts, by_status(&border), "{asked}");
            assert_eq!(summary["communes"]["total"], 108);
            assert_eq!(summary["border_communes"]["total"], 23);
            let districts = summary["districts"].as_array().unwrap();
            assert_eq!(districts.len(), 8);
            for (district, (code, communes, border)) in districts.iter().zip(DISTRICTS) {
                let inside = |f: &&Value| f["properties"]["district_code"] == code;
                let own: Vec<Value> = all.iter().filter(inside).cloned().collect();
                assert_eq!(district["code"], code);
                assert_eq!(district["communes"]["total"], communes);
                assert_eq!(district["border_communes"]["total"], border);
                assert_eq!(
                    counts(&district["communes"]["by_status"]),
                    by_status(&own),
                    "{asked}"
                );
                let own_border = by_status(&at_border(&own));
                assert_eq!(
                    counts(&district["border_communes"]["by_status"]),
                    own_border,
                    "{asked}"
                );
            }
        }
    }
}

#[test]
fn the_matrix_agrees_cell_by_cell() {
    let server = Server::demo();
    for day in DAYS {
        let all = server.json(&format!("/api/matrix?scope=all&as_of={day}"));
        let border = server.json(&format!("/api/matrix?scope=border&as_of={day}"));
        let rows = all["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 108);
        assert_eq!(border["rows"].as_array().unwrap().len(), 23);
        let of_border: Vec<&Value> = rows.iter().filter(|r| r["border"] == true).collect();
        assert_eq!(
            border["rows"]
                .as_array()
                .unwrap()
                .iter()
                .collect::<Vec<_>>(),
            of_border
        );
        assert_eq!(all["lines"].as_array().unwrap().len(), 22);
        let overall = server.items("coverage", &[("as_of", day)]);
        for (row, feature) in rows.iter().zip(features(&overall)) {
            assert_eq!(row["code"], feature["id"]);
            for name in ["status", "lines_applicable", "lines_reached", "late"] {
                assert_eq!(
                    row["overall"][name], feature["properties"][name],
                    "{day} {name}"
                );
            }
        }
        for (at, (line, _, _, _)) in LINES.iter().enumerate() {
            assert_eq!(all["lines"][at], *line);
            let coverage = server.coverage(line, day);
            for (row, feature) in rows.iter().zip(features(&coverage)) {
                let cell = &row["cells"][at];
                assert_eq!(cell["line"], *line);
                for name in ["status", "quota", "achieved", "late"] {
                    let code = &row["code"];
                    assert_eq!(
                        cell[name], feature["properties"][name],
                        "{day} {line} {code} {name}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_summarys_lines_agree_with_the_plan() {
    let server = Server::demo();
    for day in DAYS {
        let summary = server.json(&format!("/api/summary?as_of={day}"));
        let plan = server.json(&format!("/api/plan?as_of={day}"));
        let late = summary["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|l| l["late"] == true);
        assert_eq!(summary["lines_late"], late.count());
        for at in 0..22 {
            let (figures, line) = (&summary["lines"][at], &plan["lines"][at]);
            for name in [
                "id",
                "paragraph",
                "kind",
                "year",
                "title_vi",
                "due",
                "target",
                "achieved",
                "undistributed",
                "status",
                "late",
            ] {
                assert_eq!(figures[name], line[name], "{day} {name}");
            }
            let total: usize = counts(&figures["units"]["by_status"]).values().sum();
            assert_eq!(figures["units"]["total"], total);
        }
    }
}

#[test]
fn every_commune_follows_the_rule_of_the_five_statuses() {
    let server = Server::demo();
    for (line, due, _, _) in LINES {
        for day in DAYS {
            for feature in features(&server.coverage(line, day)) {
                let p = &feature["properties"];
                let overdue = day > due;
                let achieved = p["achieved"].as_f64().unwrap();
                let wanted = match p["quota"].as_f64() {
                    None => "not_targeted",
                    Some(quota) if achieved >= quota => "reached",
                    Some(_) if achieved > 0.0 => "partial",
                    Some(_) if overdue => "overdue",
                    Some(_) => "pending",
                };
                assert_eq!(p["status"], wanted, "{p}");
                if let Some(quota) = p["quota"].as_f64() {
                    let gap = (quota - achieved).max(0.0);
                    assert_eq!(p["gap"].as_f64(), Some(gap), "{p}");
                    assert_eq!(p["late"], gap > 0.0 && overdue, "{p}");
                }
            }
        }
    }
}
