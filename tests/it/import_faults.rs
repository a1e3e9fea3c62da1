//! The import report: every fault with its row, column and value, a code for programs, words for people, and what may
//! have been meant.

use serde_json::{Value, json};

use crate::support::{DataDir, Table};

/// Cells of a row that is right, changed by each case.
const RIGHT: [(&str, &str); 4] = [
    ("plan_line", "2017-leaflets"),
    ("start", "2017-05-10"),
    ("place", "Pa Ủ"),
    ("quantity", "100"),
];

/// What is changed, and the fault that must come of it: column, value and code.
type Case = (
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
    &'static str,
);

const CASES: [Case; 25] = [
    (&[("plan_line", "")], "plan_line", "", "missing_value"),
    (
        &[("plan_line", "2017-leaflet")],
        "plan_line",
        "2017-leaflet",
        "unknown_plan_line",
    ),
    (&[("title", "")], "title", "", "missing_value"),
    (&[("start", "")], "start", "", "missing_value"),
    (&[("start", "31/2/2017")], "start", "31/2/2017", "bad_date"),
    (
        &[("start", "05/13/2017")],
        "start",
        "05/13/2017",
        "bad_date",
    ),
    (&[("start", "tháng 5")], "start", "tháng 5", "bad_date"),
    (&[("start", "15/3/17")], "start", "15/3/17", "bad_date"),
    (
        &[("start", "2016-11-08")],
        "start",
        "2016-11-08",
        "before_plan",
    ),
    (
        &[("start", "2999-01-01")],
        "start",
        "2999-01-01",
        "future_date",
    ),
    (&[("end", "2999-01-01")], "end", "2999-01-01", "future_date"),
    (
        &[("end", "2017-05-09")],
        "end",
        "2017-05-09",
        "end_before_start",
    ),
    (&[("end", "x")], "end", "x", "bad_date"),
    (
        &[("district", "Điện Biên")],
        "district",
        "Điện Biên",
        "unknown_district",
    ),
    (&[("place", "")], "place", "", "missing_value"),
    (
        &[("place", "Atlantis")],
        "place",
        "Atlantis",
        "unknown_place",
    ),
    (
        &[("place", "Mường Tè")],
        "place",
        "Mường Tè",
        "ambiguous_place",
    ),
    (&[("quantity", "")], "quantity", "", "missing_value"),
    (&[("quantity", "-5")], "quantity", "-5", "bad_quantity"),
    (
        &[("quantity", "nhiều")],
        "quantity",
        "nhiều",
        "bad_quantity",
    ),
    (
        &[("quantity", "0.0001")],
        "quantity",
        "0.0001",
        "bad_quantity",
    ),
    (&[("quantity", "1e3")], "quantity", "1e3", "bad_quantity"),
    (
        &[("participants", "12,5")],
        "participants",
        "12,5",
        "bad_count",
    ),
    (&[("women", "-1")], "women", "-1", "bad_count"),
    (
        &[("participants", "10"), ("women", "20")],
        "women",
        "20",
        "women_exceed_participants",
    ),
];

fn changed(change: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = RIGHT
        .iter()
        .filter(|(name, _)| !change.iter().any(|(new, _)| new == name));
    kept.chain(change).copied().collect()
}

fn faults(report: &Value) -> &[Value] {
    report["faults"].as_array().unwrap()
}

fn only_fault(bytes: impl AsRef<[u8]>) -> Value {
    DataDir::new().only_fault(bytes)
}

#[test]
fn every_faulty_row_is_listed_with_column_value_and_code() {
    let mut table = Table::new().row(&RIGHT);
    for (change, ..) in CASES {
        table = table.row(&changed(change));
    }
    let (code, report) = DataDir::new().report(table.text());
    assert_eq!(code, Some(1));
    assert_eq!(report["rows"], 1 + CASES.len());
    assert_eq!(report["faulty"], CASES.len());
    assert_eq!(report["accepted"], 1);
    let found: Vec<Value> = faults(&report)
        .iter()
        .map(|f| json!([f["row"], f["column"], f["value"], f["code"]]))
        .collect();
    let wanted: Vec<Value> = CASES
        .iter()
        .zip(3..)
        .map(|((_, column, value, code), row)| json!([row, column, value, code]))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_report_has_the_promised_form() {
    let (_, report) =
        DataDir::new().report(Table::new().row(&changed(&[("place", "Mường Tè")])).text());
    for name in ["rows", "accepted", "faulty", "warnings", "activities"] {
        assert!(report[name].is_u64(), "{name}: {report}");
    }
    let fault = faults(&report)[0].as_object().unwrap();
    let names: Vec<&String> = fault.keys().collect();
    let wanted = [
        "row",
        "column",
        "value",
        "code",
        "message_vi",
        "message_en",
        "candidates",
    ];
    assert_eq!(names, wanted);
    assert!(fault["row"].is_u64());
    assert_ne!(fault["message_vi"], fault["message_en"]);
    for candidate in fault["candidates"].as_array().unwrap() {
        let names: Vec<&String> = candidate.as_object().unwrap().keys().collect();
        assert_eq!(names, ["code", "name", "district"]);
    }
}

#[test]
fn columns_are_named_as_they_stand_in_the_file() {
    let table = Table::new()
        .vietnamese()
        .row(&changed(&[("quantity", "nhiều")]));
    assert_eq!(only_fault(table.text())["column"], "Số lượng");
    let without = Table::new()
        .columns(&["plan_line", "title", "start", "place"])
        .row(&RIGHT);
    let fault = only_fault(without.text());
    assert_eq!(
        (&fault["column"], &fault["code"]),
        (&json!("quantity"), &json!("missing_value"))
    );
}

#[test]
fn a_row_shows_all_its_faults() {
    let row = changed(&[
        ("title", ""),
        ("start", "x"),
        ("place", "Atlantis"),
        ("quantity", "y"),
        ("women", "z"),
    ]);
    let (_, report) = DataDir::new().report(Table::new().row(&row).text());
    let columns: Vec<&Value> = faults(&report).iter().map(|f| &f["column"]).collect();
    assert_eq!(columns, ["title", "start", "place", "quantity", "women"]);
    assert_eq!(
        (&report["faulty"], &report["accepted"]),
        (&json!(1), &json!(0))
    );
    assert!(faults(&report).iter().all(|f| f["row"] == 2));
}

#[test]
fn a_plan_line_that_does_not_exist_gets_the_nearest() {
    let fault = only_fault(
        Table::new()
            .row(&changed(&[("plan_line", "2017-leaflet")]))
            .text(),
    );
    assert_eq!(fault["candidates"][0]["code"], "2017-leaflets");
}

#[test]
fn rows_of_one_activity_must_agree() {
    let with = |change: &[(&'static str, &'static str)]| {
        let mut row = changed(&[("activity", "A"), ("place", "Dào San")]);
        row.retain(|(name, _)| !change.iter().any(|(new, _)| new == name));
        row.extend(change);
        let first = changed(&[("activity", "A"), ("participants", "30"), ("note", "một")]);
        only_fault(Table::new().row(&first).row(&row).text())
    };
    for (change, column) in [
        (("title", "Việc khác"), "title"),
        (("start", "2017-05-11"), "start"),
        (("participants", "31"), "participants"),
        (("note", "hai"), "note"),
        (("plan_line", "2018-leaflets"), "plan_line"),
    ] {
        let fault = with(&[change]);
        assert_eq!(
            json!([fault["row"], fault["column"], fault["value"], fault["code"]]),
            json!([3, column, change.1, "conflicting_rows"])
        );
    }
    let fault = with(&[("place", "03442")]);
    assert_eq!(
        (&fault["column"], &fault["code"]),
        (&json!("place"), &json!("duplicate_place"))
    );
}

#[test]
fn rows_are_counted_as_a_spreadsheet_shows_them() {
    let note = changed(&[("note", "dòng một\ndòng hai\ndòng ba")]);
    let bad = changed(&[("quantity", "x")]);
    let table = Table::new().row(&note).row(&bad);
    assert_eq!(only_fault(table.text())["row"], 3);
    let spaced = Table::new()
        .row(&RIGHT)
        .row(&bad)
        .text()
        .replacen('\n', "\n\n\n", 1);
    assert_eq!(only_fault(spaced)["row"], 5);
    let windows = Table::new()
        .row(&RIGHT)
        .row(&bad)
        .text()
        .replace('\n', "\r\n");
    assert_eq!(only_fault(windows)["row"], 3);
}

#[test]
fn cells_of_any_length_are_not_echoed_whole() {
    let long: &'static str = Box::leak("ă".repeat(2001).into_boxed_str());
    let fault = only_fault(Table::new().row(&changed(&[("title", long)])).text());
    assert_eq!(fault["code"], "too_long");
    assert!(fault["value"].as_str().unwrap().chars().count() <= 200);
    let fits: &'static str = Box::leak("ă".repeat(2000).into_boxed_str());
    let (code, _) = DataDir::new().report(Table::new().row(&changed(&[("title", fits)])).text());
    assert_eq!(code, Some(0));
}
