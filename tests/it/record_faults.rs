//! What is refused of a record, field by field in both languages.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Reply, Server, activity, changed, share};

/// A server, and the token of somebody who may record everywhere.
fn stage() -> (Server, String) {
    let data = DataDir::new();
    let token = data.verifier().token(&[]);
    (Server::on(&data), token)
}

fn post(client: &Client, body: &Value) -> Reply {
    client.post("/api/activities", body)
}

/// Leaflets, handed out in Dào San.
fn right() -> Value {
    activity("2018-leaflets", "2018-03-01", &[("03571", 350.0)])
}

/// Field and code of each fault or warning.
fn said(list: &Value) -> Vec<[String; 2]> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = list.as_array().unwrap().iter();
    list.map(|fault| [text(&fault["field"]), text(&fault["code"])])
        .collect()
}

/// The only fault of a body.
fn fault(client: &Client, body: &Value) -> Value {
    let reply = post(client, body);
    assert_eq!(reply.status, 422, "{body}: {}", reply.text());
    let problem = reply.json();
    assert_eq!(problem["code"], "invalid_activity");
    assert_eq!(problem["faults"].as_array().unwrap().len(), 1, "{problem}");
    problem["faults"][0].clone()
}

/// Each change of what is right has one fault, in this field and of this code; nothing is recorded.
fn each_is_refused(changes: &[(Value, &str, &str)]) {
    let (server, token) = stage();
    let client = server.bearer(&token);
    for (change, field, code) in changes {
        let found = fault(&client, &changed(&right(), change));
        assert_eq!([&found["field"], &found["code"]], [field, code], "{change}");
        let [vi, en] = ["message_vi", "message_en"].map(|name| found[name].as_str().unwrap());
        assert!(!vi.is_empty() && !en.is_empty() && vi != en, "{found}");
        assert!(found["value"].as_str().unwrap().chars().count() <= 200);
    }
    assert_eq!(server.version(), 0);
}

#[test]
fn texts_days_and_counts_are_held_against_the_plan() {
    let tomorrow = (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(7 + 24)).to_string();
    let tomorrow = &tomorrow[..10];
    each_is_refused(&[
        (json!({"plan_line": null}), "plan_line", "missing_value"),
        (json!({"plan_line": "  "}), "plan_line", "missing_value"),
        (
            json!({"plan_line": "2018-leaflet"}),
            "plan_line",
            "unknown_plan_line",
        ),
        (json!({"plan_line": 2018}), "plan_line", "wrong_type"),
        (json!({"title": ""}), "title", "missing_value"),
        (json!({"title": ["x"]}), "title", "wrong_type"),
        (json!({"title": "x".repeat(2001)}), "title", "too_long"),
        (json!({"start": null}), "start", "missing_value"),
        (json!({"start": "1/3/2018"}), "start", "bad_date"),
        (json!({"start": "2018-02-30"}), "start", "bad_date"),
        (json!({"start": "2018-03"}), "start", "bad_date"),
        (json!({"start": 2018}), "start", "wrong_type"),
        (json!({"start": "2016-11-08"}), "start", "before_plan"),
        (json!({"start": tomorrow}), "start", "future_date"),
        (json!({"end": "hôm qua"}), "end", "bad_date"),
        (json!({"end": "2018-02-28"}), "end", "end_before_start"),
        (json!({"end": tomorrow}), "end", "future_date"),
        (json!({"participants": -1}), "participants", "bad_count"),
        (json!({"participants": 4.5}), "participants", "bad_count"),
        (json!({"participants": "40"}), "participants", "bad_count"),
        (
            json!({"participants": 40, "women": 41}),
            "women",
            "women_exceed_participants",
        ),
        (
            json!({"reference": "x".repeat(2001)}),
            "reference",
            "too_long",
        ),
        (json!({"note": 1}), "note", "wrong_type"),
        (json!({"code": {}}), "code", "wrong_type"),
        (json!({"titel": "x"}), "titel", "unknown_field"),
    ]);
}

#[test]
fn places_and_quantities_are_held_against_the_plan() {
    let shares = |shares: &[(&str, f64)]| activity("", "", shares)["shares"].clone();
    let with =
        |unit: Value, quantity: Value| json!({"shares": [{"unit": unit, "quantity": quantity}]});
    each_is_refused(&[
        (json!({"shares": null}), "shares", "no_shares"),
        (json!({"shares": []}), "shares", "no_shares"),
        (json!({"shares": {}}), "shares", "wrong_type"),
        (json!({"shares": ["03571"]}), "shares[0]", "wrong_type"),
        (
            json!({"shares": [share("03571", 1.0), {"unit": "03574", "quantity": 1, "x": 1}]}),
            "shares[1].x",
            "unknown_field",
        ),
        (
            json!({"shares": shares(&[("03571", 1.0), ("03574", 2.0), ("03571", 3.0)])}),
            "shares[2].unit",
            "duplicate_place",
        ),
        (
            json!({"shares": vec![share("03571", 1.0); 501]}),
            "shares",
            "too_many",
        ),
        (
            with(json!("99999"), json!(1)),
            "shares[0].unit",
            "unknown_place",
        ),
        (with(json!(3571), json!(1)), "shares[0].unit", "wrong_type"),
        (
            with(json!(null), json!(1)),
            "shares[0].unit",
            "missing_value",
        ),
        (
            with(json!("dao-san"), json!(1)),
            "shares[0].unit",
            "unknown_place",
        ),
        (
            with(json!("03571"), json!(null)),
            "shares[0].quantity",
            "missing_value",
        ),
        (
            with(json!("03571"), json!(-1)),
            "shares[0].quantity",
            "bad_quantity",
        ),
        (
            with(json!("03571"), json!(0.0005)),
            "shares[0].quantity",
            "bad_quantity",
        ),
        (
            with(json!("03571"), json!("nhiều")),
            "shares[0].quantity",
            "bad_quantity",
        ),
        (
            with(json!("03571"), json!("1,5")),
            "shares[0].quantity",
            "bad_quantity",
        ),
        (
            with(json!("03571"), json!(1e30)),
            "shares[0].quantity",
            "bad_quantity",
        ),
        (
            with(json!("03571"), json!([1])),
            "shares[0].quantity",
            "bad_quantity",
        ),
        (
            with(json!("03571"), json!(true)),
            "shares[0].quantity",
            "bad_quantity",
        ),
    ]);
}

#[test]
fn all_faults_are_told_at_once_in_the_askers_language() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    let body = json!({"plan_line": "x", "start": "x", "shares": [{"unit": "x", "quantity": -1}], "women": -1, "y": 0});
    let [vi, en] = ["vi", "en"].map(|tag| post(&client.with("accept-language", tag), &body));
    let want = [
        ["y", "unknown_field"],
        ["plan_line", "unknown_plan_line"],
        ["title", "missing_value"],
        ["start", "bad_date"],
        ["shares[0].unit", "unknown_place"],
        ["shares[0].quantity", "bad_quantity"],
        ["women", "bad_count"],
    ];
    assert_eq!(
        said(&vi.json()["faults"]),
        want.map(|fault| fault.map(str::to_owned))
    );
    assert_eq!(vi.json()["faults"], en.json()["faults"]);
    assert_eq!(
        [vi.json()["title"].as_str(), en.json()["title"].as_str()],
        [Some("Hoạt động chưa hợp lệ"), Some("Activity not valid")]
    );
    assert!(
        vi.json()["detail"]
            .as_str()
            .unwrap()
            .contains("title: ô này không được để trống")
    );
    assert!(
        en.json()["detail"]
            .as_str()
            .unwrap()
            .contains("title: this cell must not be empty")
    );
}

#[test]
fn a_wrong_line_does_not_hide_what_is_wrong_with_the_texts() {
    let (server, token) = stage();
    let body = changed(
        &right(),
        &json!({
            "plan_line": "x", "start": "x", "title": "gọi 0912 345 678", "code": 1,
            "reference": "CCCD 012345678901", "note": "x".repeat(2001),
        }),
    );
    let reply = post(&server.bearer(&token), &body);
    let want = [
        ["plan_line", "unknown_plan_line"],
        ["start", "bad_date"],
        ["title", "personal_data"],
        ["code", "wrong_type"],
        ["reference", "personal_data"],
        ["note", "too_long"],
    ];
    assert_eq!(
        said(&reply.json()["faults"]),
        want.map(|fault| fault.map(str::to_owned))
    );
}

#[test]
fn near_names_are_offered() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    let line = fault(
        &client,
        &changed(&right(), &json!({"plan_line": "2018-leaflet"})),
    );
    assert_eq!(line["candidates"][0]["code"], "2018-leaflets");
    let place = fault(
        &client,
        &activity("2018-leaflets", "2018-03-01", &[("Dào San", 1.0)]),
    );
    assert_eq!(
        place["candidates"][0],
        json!({"code": "03571", "name": "Dào San", "district": "Phong Thổ"})
    );
    // A pano stands at one of its line's sites.
    let site = fault(
        &client,
        &activity("2018-pano", "2018-03-01", &[("dao-san", 1.0)]),
    );
    assert_eq!(
        [&site["field"], &site["code"]],
        ["shares[0].unit", "unknown_site"]
    );
    assert_eq!(
        fault(
            &client,
            &activity("2017-pano", "2017-03-01", &[("03571", 1.0)])
        )["code"],
        "unknown_site"
    );
    assert_eq!(
        post(
            &client,
            &activity("2017-pano", "2017-03-01", &[("dao-san", 1.0)])
        )
        .status,
        201
    );
}

#[test]
fn what_is_no_json_object_is_refused_before_it_is_read() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    let send = |kind: &str, bytes: &[u8]| {
        let reply = client
            .with("content-type", kind)
            .raw("POST", "/api/activities", Some(bytes));
        (
            reply.status,
            reply.json()["code"].as_str().unwrap().to_owned(),
        )
    };
    let body = right().to_string();
    let got = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(
        send("text/plain", body.as_bytes()),
        got(415, "wrong_media_type")
    );
    assert_eq!(
        send("application/x-www-form-urlencoded", b"a=b"),
        got(415, "wrong_media_type")
    );
    assert_eq!(
        send("application/json", b"{\"title\": "),
        got(400, "not_json")
    );
    assert_eq!(send("application/json", b"\xff\xfe"), got(400, "not_json"));
    assert_eq!(
        send("application/json", b"[]"),
        got(422, "invalid_activity")
    );
    assert_eq!(
        send("application/json", b"null"),
        got(422, "invalid_activity")
    );
    let deep = "[".repeat(100_000);
    assert_eq!(
        send("application/json", deep.as_bytes()),
        got(400, "not_json")
    );
    let large = vec![b' '; 300_000];
    assert_eq!(send("application/json", &large), got(413, "too_large"));
    let typed = client.with("content-type", "application/json; charset=utf-8");
    assert_eq!(
        typed
            .raw("POST", "/api/activities", Some(body.as_bytes()))
            .status,
        201
    );
    let reply = client.post("/api/activities?dry=1", &right());
    assert_eq!(
        (reply.status, &reply.json()["code"]),
        (400, &json!("unknown_parameter"))
    );
}
