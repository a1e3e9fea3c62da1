//! Tables as spreadsheets write them, how rows become activities, and that an import is whole, once, or not at all.

use serde_json::{Value, json};

use crate::support::{DataDir, Server, Table, features, shipped};

/// The properties of the recorded activities that come from the table.
fn recorded(data: &DataDir) -> Vec<Value> {
    let names = [
        "code",
        "plan_line",
        "title",
        "start",
        "end",
        "shares",
        "participants",
        "women",
        "reference",
        "note",
    ];
    let all = data.export("activities", &[]);
    let of = |f: &Value| {
        let kept = names.map(|name| (name.to_owned(), f["properties"][name].clone()));
        Value::Object(kept.into_iter().collect())
    };
    features(&all).iter().map(of).collect()
}

fn class() -> Table {
    Table::new()
        .row(&[
            ("activity", "TH-1"),
            ("plan_line", "2017-awareness"),
            ("title", "Lớp tập huấn, buổi “đầu”; hai huyện"),
            ("start", "2017-08-01"),
            ("end", "2017-08-02"),
            ("district", "Mường Tè"),
            ("place", "toàn huyện"),
            ("quantity", "1"),
            ("participants", "45"),
            ("women", "40"),
            ("reference", "12/BC-HPN"),
            ("note", "dòng một\ndòng hai"),
        ])
        .row(&[
            ("activity", "TH-1"),
            ("plan_line", "2017-awareness"),
            ("title", ""),
            ("district", "Nậm Nhùn"),
            ("place", "toàn huyện"),
            ("quantity", "1"),
        ])
}

fn as_recorded() -> Value {
    json!([{
        "code": "TH-1", "plan_line": "2017-awareness", "title": "Lớp tập huấn, buổi “đầu”; hai huyện",
        "start": "2017-08-01", "end": "2017-08-02",
        "shares": [{"unit": "107", "quantity": 1}, {"unit": "112", "quantity": 1}],
        "participants": 45, "women": 40, "reference": "12/BC-HPN", "note": "dòng một\ndòng hai",
    }])
}

#[test]
fn all_forms_of_a_table_mean_the_same() {
    let plain = class().text();
    let vietnamese = class().vietnamese().text();
    let turned = class().columns(&[
        "women",
        "participants",
        "note",
        "place",
        "quantity",
        "district",
        "reference",
        "end",
        "start",
        "title",
        "plan_line",
        "activity",
    ]);
    let shouted = vietnamese
        .replacen("Mã nhiệm vụ", "MÃ NHIỆM VỤ", 1)
        .replacen("Địa bàn", " địa bàn ", 1);
    for (form, text) in [
        ("English", plain.clone()),
        ("Vietnamese", vietnamese.clone()),
        ("another order", turned.text()),
        ("Vietnamese in another order", turned.vietnamese().text()),
        ("semicolons", class().separator(b';').text()),
        (
            "Vietnamese with semicolons",
            class().vietnamese().separator(b';').text(),
        ),
        ("tabs", class().separator(b'\t').text()),
        ("byte order mark", format!("\u{feff}{plain}")),
        (
            "byte order mark and Vietnamese",
            format!("\u{feff}{vietnamese}"),
        ),
        ("other case and spaces", shouted),
        ("empty rows", plain.replacen('\n', "\n\n,,,,,,,,,,,\n", 1)),
        ("no last line break", plain.trim_end().to_owned()),
    ] {
        let data = DataDir::new();
        data.import_bytes(text).done();
        assert_eq!(Value::Array(recorded(&data)), as_recorded(), "{form}");
    }
    let data = DataDir::new();
    let windows = class()
        .text()
        .replace("dòng một\n", "dòng một ")
        .replace('\n', "\r\n");
    data.import_bytes(windows).done();
    assert_eq!(recorded(&data)[0]["note"], "dòng một dòng hai");
    assert_eq!(recorded(&data)[0]["shares"].as_array().unwrap().len(), 2);
}

#[test]
fn few_columns_are_enough() {
    let data = DataDir::new();
    let table = Table::new()
        .columns(&["plan_line", "title", "start", "place"])
        .done("2018-loudspeaker", "2018-03-15", "Pa Ủ", "");
    data.import(&table).done();
    assert_eq!(
        recorded(&data),
        [json!({
            "code": null, "plan_line": "2018-loudspeaker", "title": "Hoạt động thử", "start": "2018-03-15",
            "end": null, "shares": [{"unit": "03442", "quantity": 1}], "participants": null, "women": null,
            "reference": null, "note": null,
        })]
    );
}

#[test]
fn dates_and_numbers_are_read_as_people_write_them() {
    let data = DataDir::new();
    let dates = [
        "2018-03-15",
        "15/3/2018",
        "15/03/2018",
        "15-3-2018",
        "15.3.2018",
    ];
    let mut table = Table::new();
    for date in dates {
        table = table.done("2018-leaflets", date, "Pa Ủ", "1");
    }
    for number in ["1.250", "1250", "1 250", "1250,0", "1250.0"] {
        table = table.done("2018-leaflets", "2018-03-15", "Pa Ủ", number);
    }
    data.import(&table).done();
    for (at, record) in recorded(&data).iter().enumerate() {
        assert_eq!(record["start"], "2018-03-15", "{at}");
        let quantity = if at < dates.len() { 1 } else { 1250 };
        assert_eq!(
            record["shares"][0]["quantity"].as_f64(),
            Some(f64::from(quantity)),
            "{at}"
        );
    }
}

#[test]
fn rows_without_a_code_are_activities_of_their_own() {
    let data = DataDir::new();
    let twice = Table::new()
        .done("2018-loudspeaker", "2018-03-15", "Pa Ủ", "1")
        .done("2018-loudspeaker", "2018-03-15", "Pa Ủ", "1");
    data.import(&twice).done();
    assert_eq!(data.recorded(), 2);
}

#[test]
fn a_file_with_one_fault_records_nothing() {
    let server = Server::empty();
    let good = Table::new()
        .done("2017-event", "2017-06-01", "huyện Phong Thổ", "1")
        .done("2018-event", "2018-06-01", "huyện Sìn Hồ", "1");
    let bad = good
        .clone()
        .done("2018-event", "2018-06-01", "Atlantis", "1");
    let run = server.data.import(&bad);
    assert_eq!(run.code, Some(1));
    assert!(
        run.out.contains(":4:") && run.out.contains("“Atlantis”"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Nothing was recorded"), "{}", run.out);
    assert_eq!(server.data.recorded(), 0);
    server.import(&good);
    assert_eq!(server.json("/api/summary")["activities"], 2);
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let server = Server::empty();
    server.import(&class());
    let (version, before) = (
        server.version(),
        server.get("/data/activities.geojson").ok().body,
    );
    let again = server.data.import(&class()).done();
    assert!(again.out.contains("Nothing changed"), "{}", again.out);
    assert_eq!(server.data.recorded(), 1);
    // The next import shows that the server has seen everything up to here.
    server.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"));
    assert_eq!(server.version(), version + 1);
    assert_ne!(server.get("/data/activities.geojson").ok().body, before);
    let (code, report) = server.data.report(class().text());
    assert_eq!(
        (code, &report["faults"][0]["code"]),
        (Some(0), &json!("already_imported"))
    );
}

#[test]
fn a_dry_run_records_nothing() {
    let data = DataDir::new();
    let file = data.put_new(class().text());
    let run = data
        .run(&["import", "activities", &file, "--dry-run"])
        .done();
    assert!(run.out.contains("nothing was recorded"), "{}", run.out);
    let (code, report) = data.report(class().text());
    assert_eq!(code, Some(0));
    let wanted = json!({"rows": 2, "accepted": 2, "faulty": 0, "warnings": 0, "activities": 1, "faults": []});
    for (name, value) in wanted.as_object().unwrap() {
        assert_eq!(report[name], *value, "{name}");
    }
    assert_eq!(data.recorded(), 0);
    data.import(&class()).done();
    assert_eq!(data.recorded(), 1);
}

#[test]
fn a_real_run_reports_in_the_same_form() {
    let data = DataDir::new();
    let file = data.put_new(class().text());
    let run = data
        .run(&["import", "activities", &file, "--format", "json"])
        .done();
    assert_eq!(
        (&run.json()["activities"], &run.json()["rows"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(data.recorded(), 1);
}

#[test]
fn oddities_are_pointed_out_and_recorded() {
    let data = DataDir::new();
    let table = Table::new()
        .done("2018-border-conferences", "2018-06-01", "Bum Tở", "1")
        .done("2018-event", "2019-01-15", "huyện Sìn Hồ", "1");
    let text = table.text().replacen("note", "colour", 1);
    let (code, report) = data.report(&text);
    assert_eq!(
        (code, &report["faulty"], &report["warnings"]),
        (Some(0), &json!(0), &json!(3))
    );
    assert_eq!(report["accepted"], 2);
    data.import_bytes(text).done();
    assert_eq!(data.recorded(), 2);
}

#[test]
fn wrong_usage_ends_with_status_2_and_a_missing_file_with_1() {
    let data = DataDir::new();
    data.run(&["import"]).failed(2, &["Usage"]);
    data.run(&["import", "activities"]).failed(2, &["FILE"]);
    data.run(&["import", "towns", "x.csv"])
        .failed(2, &["towns"]);
    data.run(&["import", "activities", "x.csv", "--format", "yaml"])
        .failed(2, &["yaml", "json"]);
    data.run(&["import", "activities", "x.csv", "--force"])
        .failed(2, &["--force"]);
    data.run(&["import", "activities", "no-such-file.csv"])
        .failed(1, &["no-such-file.csv"]);
}

#[test]
fn the_shipped_sample_can_be_imported() {
    let data = DataDir::new();
    let (code, report) = data.report(shipped("samples/activities-sample.csv"));
    assert_eq!(
        (code, &report["faulty"], &report["faults"]),
        (Some(0), &json!(0), &json!([]))
    );
}
