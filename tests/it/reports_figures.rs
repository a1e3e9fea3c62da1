//! The figures of reports: those of the API on the period's last day, and sums that come out.
#![allow(
    clippy::float_cmp,
    reason = "whole numbers, and those of the API, in the very form in which they were written"
)]

use std::collections::BTreeMap;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};

use crate::support::{DataDir, Server, activity, address, features};

/// A report as a workbook.
struct Report(Xlsx<std::io::Cursor<Vec<u8>>>);

impl Report {
    fn of(server: &Server, period: &str, parameters: &[(&str, &str)]) -> Self {
        let path = address(&format!("/api/reports/{period}.xlsx"), parameters);
        let bytes = server.get(&path).ok().body;
        Self(open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap())
    }

    /// The rows below the heads.
    fn rows(&mut self, sheet: &str) -> Vec<Vec<Data>> {
        let range: Range<Data> = self.0.worksheet_range(sheet).unwrap();
        range.rows().skip(3).map(<[Data]>::to_vec).collect()
    }
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(n) => *n,
        Data::Int(n) => f64::from(i32::try_from(*n).unwrap()),
        other => panic!("{other:?} is no number"),
    }
}

fn float(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

const ENDS: [(&str, &str, &str); 5] = [
    ("2016", "2016-11-08", "2016-12-31"),
    ("2017-h1", "2016-12-31", "2017-06-30"),
    ("2017", "2016-12-31", "2017-12-31"),
    ("2018-h1", "2017-12-31", "2018-06-30"),
    ("2018", "2017-12-31", "2018-12-31"),
];

#[test]
fn totals_are_those_of_the_api() {
    let server = Server::demo();
    for (period, eve, end) in ENDS {
        let mut report = Report::of(&server, period, &[]);
        let summary = server.json(&format!("/api/summary?as_of={end}"));
        let statuses = ["reached", "partial", "pending", "overdue", "not_targeted"];
        let rows = report.rows("Tình trạng chung");
        for (row, status) in rows.iter().zip(statuses) {
            let of = |scope: &str| float(&summary[scope]["by_status"][status]);
            assert_eq!(number(&row[1]), of("border_communes"), "{period} {status}");
            assert_eq!(number(&row[2]), of("communes"), "{period} {status}");
        }
        assert_eq!((number(&rows[5][1]), number(&rows[5][2])), (23.0, 108.0));
        // Leaflets: the places and what is not distributed make the API's sum.
        let rows = report.rows("Tờ rơi");
        let (total, parts) = rows.split_last().unwrap();
        assert_eq!(number(&total[2]), float(&summary["leaflets"]["target"]));
        assert_eq!(number(&total[3]), float(&summary["leaflets"]["achieved"]));
        let sum = |column: usize| -> f64 {
            let cells = parts.iter().map(|row| &row[column]);
            cells
                .filter(|c| !matches!(c, Data::String(_)))
                .map(number)
                .sum()
        };
        assert_eq!(
            (sum(2), sum(3)),
            (number(&total[2]), number(&total[3])),
            "{period}"
        );
        // Every line, with what was done in the period alone.
        let [then, now] = [eve, end].map(|day| {
            let plan = server.json(&format!("/api/plan?as_of={day}"));
            let lines = plan["lines"].as_array().unwrap().iter();
            let line = |l: &Value| (l["title_vi"].as_str().unwrap().to_owned(), l.clone());
            lines.map(line).collect::<BTreeMap<_, _>>()
        });
        let mut seen = 0;
        for row in report.rows("Nhiệm vụ") {
            let Some(line) = now.get(&row[1].to_string()) else {
                continue;
            };
            let before = float(&then[&row[1].to_string()]["achieved"]);
            let achieved = float(&line["achieved"]);
            assert_eq!(row[2].to_string(), line["paragraph"].as_str().unwrap());
            assert_eq!(number(&row[4]), float(&line["target"]), "{row:?}");
            assert_eq!(number(&row[6]), achieved - before, "{row:?}");
            assert_eq!(number(&row[7]), achieved, "{row:?}");
            seen += 1;
        }
        assert_eq!(seen, 22, "{period}");
    }
}

#[test]
fn border_communes_stand_as_in_the_matrix() {
    let server = Server::demo();
    let matrix = server.json("/api/matrix?scope=border&as_of=2018-12-31");
    let mut report = Report::of(&server, "2018", &[]);
    let rows = report.rows("Xã biên giới");
    let matrix = matrix["rows"].as_array().unwrap();
    assert_eq!(rows.len(), matrix.len() + 1);
    for (row, of) in rows.iter().zip(matrix) {
        let name = of["name"].as_str().unwrap();
        assert!(row[1].to_string().ends_with(name), "{row:?}");
        let overall = row.last().unwrap().to_string();
        let sign = match of["overall"]["status"].as_str().unwrap() {
            "reached" => '●',
            "partial" => '◐',
            "pending" => '○',
            "overdue" => '▲',
            other => panic!("{other}"),
        };
        assert!(overall.starts_with(sign), "{name}: {overall}");
        let reached = &of["overall"]["lines_reached"];
        let all = &of["overall"]["lines_applicable"];
        assert_eq!(row[row.len() - 2].to_string(), format!("{reached}/{all}"));
    }
}

/// Worked out from the list of records, which the report does not use.
#[test]
fn turnouts_are_those_of_the_records() {
    let server = Server::demo();
    let records = server.json("/data/activities.geojson?as_of=2018-12-31");
    for (period, eve, end) in ENDS {
        let (mut activities, mut people, mut women) = (0.0, 0.0, 0.0);
        for record in features(&records) {
            let of = &record["properties"];
            let done = of["end"].as_str().or(of["start"].as_str()).unwrap();
            if of["state"] != "rejected" && eve < done && done <= end {
                activities += 1.0;
                people += of["participants"].as_f64().unwrap_or(0.0);
                women += of["women"].as_f64().unwrap_or(0.0);
            }
        }
        let mut report = Report::of(&server, period, &[]);
        let rows = report.rows("Người tham gia");
        let total = rows.last().unwrap();
        let told = [&total[1], &total[2], &total[3]].map(number);
        assert_eq!(told, [activities, people, women], "{period}");
        let listed = report.rows("Hoạt động");
        let count = f64::from(u32::try_from(listed.len()).unwrap());
        assert_eq!(count, activities, "{period}");
    }
}

#[test]
fn districts_make_up_the_province() {
    let server = Server::demo();
    let (mut target, mut achieved) = (0.0, 0.0);
    for code in 105..=112 {
        let mut report = Report::of(&server, "2018", &[("district", &code.to_string())]);
        let rows = report.rows("Tờ rơi");
        let total = rows.last().unwrap();
        target += number(&total[2]);
        achieved += number(&total[3]);
    }
    let summary = server.json("/api/summary?as_of=2018-12-31");
    let leaflets = &summary["leaflets"];
    assert_eq!(target, float(&leaflets["target"]));
    let distributed = float(&leaflets["achieved"]) - float(&leaflets["undistributed"]);
    assert_eq!(achieved, distributed);
}

#[test]
fn what_was_sent_back_does_not_count() {
    let data = DataDir::new();
    let token = data.admin().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    let mut body = activity("2018-border-conferences", "2018-05-02", &[("03571", 1.0)]);
    body["participants"] = json!(80);
    body["women"] = json!(45);
    let made = client.post("/api/activities", &body);
    assert_eq!(made.status, 201, "{}", made.text());
    let figures = || {
        let mut report = Report::of(&server, "2018-h1", &[("district", "109")]);
        let rows = report.rows("So sánh trong kỳ");
        [0, 1, 2].map(|row: usize| number(&rows[row][2]))
    };
    assert_eq!(figures(), [1.0, 80.0, 45.0]);
    // In the second half of the year it would count for the whole year only.
    let mut year = Report::of(&server, "2017", &[("district", "109")]);
    assert_eq!(number(&year.rows("So sánh trong kỳ")[0][2]), 0.0);
    let path = format!("{}/reject", made.header("location"));
    client.post(&path, &json!({"reason": "trùng"})).ok();
    assert_eq!(figures(), [0.0, 0.0, 0.0]);
}

/// Totals are formulas, whose results are there for programs that do not calculate.
#[test]
fn totals_are_formulas() {
    let server = Server::demo();
    let mut report = Report::of(&server, "2018", &[]);
    let formulas = report.0.worksheet_formula("Tờ rơi").unwrap();
    let formulas: Vec<String> = formulas
        .rows()
        .flatten()
        .filter(|formula| !formula.is_empty())
        .cloned()
        .collect();
    assert_eq!(formulas, ["SUM(C4:C12)", "SUM(D4:D12)"]);
}
