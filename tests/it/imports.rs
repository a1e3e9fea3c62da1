//! Tables over HTTP: tried and recorded as by the command line, for whoever may record there.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Reply, Server, Table, activity};

fn table(places: &[&str]) -> String {
    let row = |table: Table, place: &&str| table.done("2018-leaflets", "2018-03-01", place, "5");
    places.iter().fold(Table::new(), row).text()
}

fn send(client: &Client, path: &str, table: &str) -> Reply {
    let typed = client.with("content-type", "text/csv");
    typed.raw("POST", path, Some(table.as_bytes()))
}

#[test]
fn a_trial_records_nothing_and_the_file_all_of_it_once() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    let file = table(&["03571", "huyện Phong Thổ"]);
    let tried = send(&client, "/api/imports?dry_run=true", &file)
        .ok()
        .json();
    assert_eq!(
        (&tried["rows"], &tried["faulty"], &tried["activities"]),
        (&json!(2), &json!(0), &json!(2))
    );
    assert_eq!((server.version(), &tried["import"]), (0, &Value::Null));
    let done = send(&client, "/api/imports?file_name=th%C3%A1ng%203.csv", &file)
        .ok()
        .json();
    assert_eq!(
        (&done["version"], &done["import"]["id"]),
        (&json!(2), &json!(1))
    );
    // The next reader has it.
    assert_eq!(
        server.line_figures("2018-leaflets", "2018-06-30")["achieved"],
        10
    );
    let list = server.json("/api/imports")["imports"].clone();
    assert_eq!(
        [&list[0]["file_name"], &list[0]["by"]],
        ["tháng 3.csv", "phong-thổ"]
    );
    assert_eq!(server.json("/api/activities?import=1")["matched"], 2);
    for path in ["/api/imports", "/api/imports?dry_run=true"] {
        let again = send(&client, path, &file).ok().json();
        assert_eq!(again["faults"][0]["code"], "already_imported", "{path}");
    }
    assert_eq!(server.version(), 2);
    data.run(&["check"]).done();
}

#[test]
fn one_faulty_row_keeps_the_whole_file_out() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    for (place, code) in [
        ("03386", "other_district"),
        ("toàn tỉnh", "other_district"),
        ("không có", "unknown_place"),
    ] {
        let file = table(&["03571", place]);
        let tried = send(&client, "/api/imports?dry_run=true", &file)
            .ok()
            .json();
        let refused = send(&client, "/api/imports", &file);
        assert_eq!(refused.status, 422, "{}", refused.text());
        let problem = refused.json();
        assert_eq!(
            [&problem["code"], &problem["faults"][0]["code"]],
            ["faulty_file", code]
        );
        assert_eq!(problem["faults"], tried["faults"], "{place}");
        assert_eq!(problem["faults"][0]["row"], 3, "{place}");
    }
    assert_eq!(server.version(), 0);
    assert_eq!(send(&client, "/api/imports", "").status, 422);
    assert_eq!(
        send(&client, "/api/imports?dry=1", &table(&["109"])).status,
        400
    );
}

#[test]
fn who_waits_is_told_how_far_it_is() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token).with("accept", "application/x-ndjson");
    for (place, status) in [("03386", 422), ("03571", 200)] {
        let reply = send(&client, "/api/imports", &table(&[place])).ok();
        assert_eq!(reply.header("content-type"), "application/x-ndjson");
        let lines: Vec<Value> = reply
            .text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let (last, before) = lines.split_last().unwrap();
        assert_eq!(
            (&last["status"], &last["report"]["rows"]),
            (&json!(status), &json!(1))
        );
        assert!(
            before
                .iter()
                .all(|line| line["progress"]["stage"].is_string()),
            "{before:?}"
        );
    }
    assert_eq!(server.version(), 1);
}

#[test]
fn a_form_of_a_browser_is_read_too() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    let server = Server::on(&data);
    let form = |field: &str| {
        let file = table(&["03571"]);
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"C:\\\\a\\\\b.csv\"\r\n\r\n{file}\r\n--x--\r\n"
        )
    };
    let client = server
        .bearer(&token)
        .with("content-type", "multipart/form-data; boundary=x");
    let post = |body: &str| client.raw("POST", "/api/imports", Some(body.as_bytes()));
    assert_eq!(post(&form("tệp")).status, 422);
    assert_eq!(post("--x\r\nbroken").status, 400);
    assert_eq!(post(&form("file")).ok().json()["version"], 1);
    assert_eq!(
        server.json("/api/imports")["imports"][0]["file_name"],
        "b.csv"
    );
    // What came by a file goes on as any record.
    let id = server.json("/api/activities")["records"][0]["id"].clone();
    let path = format!("/api/activities/{}", id.as_str().unwrap());
    let record = activity("2018-leaflets", "2018-03-01", &[("03571", 7.0)]);
    server
        .bearer(&token)
        .if_match("\"1\"")
        .put(&path, &record)
        .ok();
    let history = server.json(&format!("{path}/history"));
    assert_eq!(
        history["revisions"][1]["import"],
        json!({"id": 1, "file_name": "b.csv"})
    );
}
