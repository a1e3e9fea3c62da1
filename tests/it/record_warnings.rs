//! What is taken of a record though it looks odd, with a warning, and the ways in which numbers may be written.

use serde_json::{Value, json};

use crate::support::{DataDir, Server, activity, changed};

/// A server, and the token of somebody who may record everywhere.
fn stage() -> (Server, String) {
    let data = DataDir::new();
    let token = data.verifier().token(&[]);
    (Server::on(&data), token)
}

/// Leaflets, handed out in Dào San.
fn right() -> Value {
    activity("2018-leaflets", "2018-03-01", &[("03571", 350.0)])
}

/// Field and code of each warning.
fn said(list: &Value) -> Vec<[String; 2]> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = list.as_array().unwrap().iter();
    list.map(|fault| [text(&fault["field"]), text(&fault["code"])])
        .collect()
}

#[test]
fn what_looks_odd_is_taken_and_told() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    let warnings = |path: &str, body: &Value| {
        let reply = client.post(path, body);
        assert!([200, 201].contains(&reply.status), "{}", reply.text());
        reply.json()["warnings"].clone()
    };
    let make = "/api/activities";
    let dry = "/api/activities?dry_run=true";
    let one = |field: &str, code: &str| vec![[field.to_owned(), code.to_owned()]];
    assert_eq!(warnings(make, &right()), json!([]));
    // The same line, place and day again, in a dry run and in earnest.
    let first = client.json("/api/activities")["records"][0]["id"].clone();
    for path in [dry, make] {
        let again = warnings(path, &right());
        assert_eq!(said(&again), one("shares[0].unit", "possible_duplicate"));
        assert_eq!(again[0]["value"], first);
    }
    let late = activity("2018-event", "2019-01-01", &[("109", 1.0)]);
    assert_eq!(said(&warnings(dry, &late)), one("start", "after_plan"));
    let long = changed(
        &activity("2018-event", "2018-12-31", &[("109", 1.0)]),
        &json!({"end": "2019-01-01"}),
    );
    assert_eq!(said(&warnings(dry, &long)), one("end", "after_plan"));
    // Quyết Thắng is no border commune.
    let inland = activity(
        "2018-border-conferences",
        "2018-03-02",
        &[("03574", 1.0), ("03386", 1.0)],
    );
    assert_eq!(
        said(&warnings(dry, &inland)),
        one("shares[1].unit", "outside_scope")
    );
    // 30 000 leaflets; 700 are recorded above.
    let many = |n: f64| activity("2018-leaflets", "2018-04-01", &[("12", n)]);
    assert_eq!(warnings(dry, &many(29_300.0)), json!([]));
    assert_eq!(
        said(&warnings(dry, &many(29_300.5))),
        one("plan_line", "exceeds_plan")
    );
    assert_eq!(warnings(make, &many(29_300.0)), json!([]));
    let above = said(&warnings(make, &many(1.0)));
    assert_eq!(above.last(), one("plan_line", "exceeds_plan").last());
    // Nothing came of the dry runs.
    assert_eq!(client.json("/api/activities")["matched"], 4);
    let dry = client.post(dry, &right()).json();
    assert_eq!(
        [&dry["id"], &dry["recorded_by"], &dry["recorded_at"]],
        [&Value::Null; 3]
    );
}

#[test]
fn quantities_may_be_written_in_several_ways() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    for (written, kept) in [
        ("350", "350"),
        ("350.0", "350"),
        ("\"350\"", "350"),
        ("\" 350 \"", "350"),
        ("\"350.0\"", "350"),
        ("12.5", "12.5"),
        ("\"12.5\"", "12.5"),
        ("12.50", "12.5"),
        ("0.001", "0.001"),
        ("0", "0"),
        ("1e2", "100"),
        ("1000000000", "1000000000"),
    ] {
        let body = right().to_string().replace("350.0", written);
        let typed = client.with("content-type", "application/json");
        let reply = typed.raw("POST", "/api/activities", Some(body.as_bytes()));
        assert_eq!(reply.status, 201, "{written}: {}", reply.text());
        let text = reply.text().to_owned();
        assert!(
            text.contains(&format!("\"quantity\":{kept}}}")),
            "{written}: {text}"
        );
    }
    // Where the measure is how often something took place, no number means once.
    let once = changed(
        &activity("2018-event", "2018-03-01", &[]),
        &json!({"shares": [{"unit": "109"}]}),
    );
    assert_eq!(
        client.post("/api/activities", &once).json()["shares"][0]["quantity"],
        1
    );
}
