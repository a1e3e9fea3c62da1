//! One record from its making to its end and back: figures follow at once, nobody overwrites another's change, and the
//! history tells it all.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Reply, Server, activity, changed, features};

/// A server, an editor of Phong Thổ and a verifier.
fn stage() -> (Server, [String; 2]) {
    let data = DataDir::new();
    let tokens = [data.editor(), data.verifier()].map(|person| person.token(&[]));
    (Server::on(&data), tokens)
}

/// Leaflets in Dào San.
fn leaflets(quantity: f64) -> Value {
    activity("2018-leaflets", "2018-03-01", &[("03571", quantity)])
}

fn made(client: &Client, body: &Value) -> String {
    let reply = client.post("/api/activities", body);
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.header("location").to_owned()
}

fn code(reply: &Reply, status: u16) -> Value {
    assert_eq!(reply.status, status, "{}", reply.text());
    reply.json()["code"].clone()
}

/// What Dào San, the line and the collection show of it.
fn figures(server: &Server) -> (Value, Value, usize) {
    let day = "2018-06-30";
    let item = server.json(&format!(
        "/api/collections/coverage/items/03571?line=2018-leaflets&as_of={day}"
    ));
    let line = server.line_figures("2018-leaflets", day);
    let recorded = features(&server.items("activities", &[])).len();
    (
        item["properties"]["achieved"].clone(),
        line["achieved"].clone(),
        recorded,
    )
}

#[test]
fn what_was_recorded_is_there_for_the_next_reader() {
    let (server, [editor, _]) = stage();
    let client = server.bearer(&editor);
    assert_eq!(figures(&server), (json!(0), json!(0), 0));
    let body = changed(
        &leaflets(350.0),
        &json!({"end": "2018-03-02", "participants": 40, "women": 25, "reference": "12/BC-UBND", "note": "ở chợ", "code": "DS-1"}),
    );
    let reply = client.post("/api/activities", &body);
    assert_eq!((reply.status, reply.header("etag")), (201, "\"1\""));
    assert_eq!(figures(&server), (json!(350), json!(350), 1));
    let record = reply.json();
    let path = format!("/api/activities/{}", record["id"].as_str().unwrap());
    assert_eq!(reply.header("location"), path);
    let again = client.get(&path).ok();
    assert_eq!(
        (again.json(), again.header("etag")),
        (record.clone(), "\"1\"")
    );
    for field in [
        "plan_line",
        "title",
        "start",
        "end",
        "participants",
        "women",
        "reference",
        "note",
        "code",
    ] {
        assert_eq!(record[field], body[field], "{field}");
    }
    let share =
        json!([{"unit": "03571", "name": "Dào San", "district": "Phong Thổ", "quantity": 350}]);
    assert_eq!(record["shares"], share);
    assert_eq!(
        [&record["state"], &record["recorded_by"]],
        ["submitted", "phong-thổ"]
    );
    assert_eq!(
        (&record["revision"], &record["deleted"]),
        (&json!(1), &json!(false))
    );
    let id = record["id"].as_str().unwrap();
    let item = server.json(&format!("/api/collections/activities/items/{id}"));
    assert_eq!(item["properties"]["title"], body["title"]);
    assert_eq!(item["properties"]["revision"], 1);
    for missing in ["00000000-0000-7000-8000-000000000000", "abc"] {
        let path = format!("/api/activities/{missing}");
        assert_eq!(code(&client.get(&path), 404), "no_such_activity");
        assert_eq!(
            code(&client.get(&format!("{path}/history")), 404),
            "no_such_activity"
        );
        assert_eq!(
            code(&client.if_match("*").put(&path, &leaflets(1.0)), 404),
            "no_such_activity"
        );
        assert_eq!(
            code(&client.if_match("*").delete(&path), 404),
            "no_such_activity"
        );
        assert_eq!(
            code(&client.post(&format!("{path}/restore"), &json!({})), 404),
            "no_such_activity"
        );
    }
}

#[test]
fn nobody_overwrites_what_they_have_not_seen() {
    let (server, [editor, verifier]) = stage();
    let (mine, other) = (server.bearer(&editor), server.bearer(&verifier));
    let path = made(&mine, &leaflets(100.0));
    assert_eq!(
        code(&mine.put(&path, &leaflets(200.0)), 428),
        "precondition_required"
    );
    assert_eq!(code(&mine.delete(&path), 428), "precondition_required");
    let changed = other.if_match("\"1\"").put(&path, &leaflets(120.0)).ok();
    assert_eq!(changed.header("etag"), "\"2\"");

    for (method, body) in [("PUT", Some(leaflets(200.0))), ("DELETE", None)] {
        let stale = mine.if_match("\"1\"").send(method, &path, body.as_ref());
        assert_eq!(code(&stale, 412), "changed_meanwhile", "{method}");
        let problem = stale.json();
        assert_eq!(
            (
                &problem["current"]["revision"],
                &problem["base"]["revision"]
            ),
            (&json!(2), &json!(1))
        );
        assert_eq!(problem["current"], changed.json());
        assert_eq!(problem["base"]["shares"][0]["quantity"], 100);
        for foreign in ["\"99\"", "\"x\"", "W/\"2\"", "2", "\"-2\"", ""] {
            let reply = mine.if_match(foreign).send(method, &path, body.as_ref());
            assert_eq!(code(&reply, 412), "changed_meanwhile", "{method} {foreign}");
            assert_eq!(reply.json()["base"], Value::Null, "{method} {foreign}");
        }
    }
    for action in ["restore", "verify", "reject"] {
        let body = match action {
            "restore" => json!({"revision": 1}),
            "reject" => json!({"reason": "trùng"}),
            _ => json!({}),
        };
        let reply = other
            .if_match("\"1\"")
            .post(&format!("{path}/{action}"), &body);
        assert_eq!(code(&reply, 412), "changed_meanwhile", "{action}");
    }
    assert_eq!(server.version(), 2);
    mine.if_match("\"1\", \"2\"")
        .put(&path, &leaflets(300.0))
        .ok();
    mine.if_match("*").put(&path, &leaflets(400.0)).ok();
    assert_eq!(figures(&server).0, 400);
    assert_eq!(mine.if_match("\"4\"").delete(&path).status, 204);
}

#[test]
fn what_is_deleted_is_out_of_everything_and_can_come_back() {
    let (server, [editor, _]) = stage();
    let client = server.bearer(&editor);
    let path = made(&client, &leaflets(350.0));
    made(&client, &leaflets(20.0));
    let before = figures(&server);
    let coverage =
        |server: &Server| features(&server.coverage("2018-leaflets", "2018-06-30")).to_vec();
    let whole = coverage(&server);
    let gone = client.if_match("\"1\"").delete(&path);
    assert_eq!(
        (gone.status, gone.header("etag"), gone.body.len()),
        (204, "\"2\"", 0)
    );
    assert_eq!(figures(&server), (json!(20), json!(20), 1));
    assert_eq!(client.json("/api/activities")["matched"], 1);
    let id = path.rsplit('/').next().unwrap();
    assert_eq!(
        server
            .get(&format!("/api/collections/activities/items/{id}"))
            .status,
        404
    );

    let record = client.json(&path);
    assert_eq!(
        (&record["deleted"], &record["revision"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(record["shares"][0]["quantity"], 350);
    let history = client.json(&format!("{path}/history"));
    let actions: Vec<_> = history["revisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["action"])
        .collect();
    assert_eq!(actions, ["delete", "create"]);
    assert_eq!(code(&client.if_match("*").delete(&path), 409), "deleted");
    assert_eq!(
        code(&client.if_match("*").put(&path, &leaflets(1.0)), 409),
        "deleted"
    );

    let back = client
        .post(&format!("{path}/restore"), &json!({}))
        .ok()
        .json();
    assert_eq!(
        (&back["deleted"], &back["revision"], &back["state"]),
        (&json!(false), &json!(3), &json!("submitted"))
    );
    assert_eq!(figures(&server), before);
    assert_eq!(coverage(&server), whole);
    assert_eq!(
        code(&client.post(&format!("{path}/restore"), &json!({})), 409),
        "already_so"
    );
}

#[test]
fn an_older_revision_can_be_brought_back() {
    let (server, [editor, verifier]) = stage();
    let client = server.bearer(&editor);
    let path = made(&client, &changed(&leaflets(100.0), &json!({"note": "đầu"})));
    client.if_match("\"1\"").put(&path, &leaflets(200.0)).ok();
    let restore = |client: &Client, number: Value| {
        client.post(&format!("{path}/restore"), &json!({"revision": number}))
    };
    assert_eq!(code(&restore(&client, json!(2)), 409), "already_so");
    assert_eq!(code(&restore(&client, json!(7)), 404), "no_such_activity");
    assert_eq!(restore(&client, json!("một")).status, 400);
    let back = restore(&client, json!(1)).ok().json();
    assert_eq!(
        (&back["note"], &back["shares"][0]["quantity"]),
        (&json!("đầu"), &json!(100))
    );
    assert_eq!(figures(&server).0, 100);
    // Deleted, and straight back to another revision.
    assert_eq!(client.if_match("*").delete(&path).status, 204);
    restore(&client, json!(2)).ok();
    assert_eq!(figures(&server).0, 200);
    // What lay elsewhere comes back by those who may record there.
    server
        .bearer(&verifier)
        .if_match("*")
        .put(
            &path,
            &activity("2018-leaflets", "2018-03-01", &[("03386", 9.0)]),
        )
        .ok();
    server
        .bearer(&verifier)
        .if_match("*")
        .put(&path, &leaflets(5.0))
        .ok();
    let refused = restore(&client, json!(6));
    assert_eq!(code(&refused, 403), "other_district");
    assert_eq!(refused.json()["places"], json!(["03386"]));
    assert_eq!(
        refused.json()["districts"],
        json!([{"code": "109", "name": "Phong Thổ"}])
    );
}

#[test]
fn a_record_is_judged_by_verifiers_and_again_after_each_change() {
    let (server, [editor, verifier]) = stage();
    let (editor, verifier) = (server.bearer(&editor), server.bearer(&verifier));
    let path = made(&editor, &leaflets(100.0));
    let judge = |what: &str, body: Value| verifier.post(&format!("{path}/{what}"), &body);
    let rejected = judge("reject", json!({"reason": "thiếu biên bản"}))
        .ok()
        .json();
    assert_eq!(
        [&rejected["state"], &rejected["reason"]],
        ["rejected", "thiếu biên bản"]
    );
    // Rejected, it counts for nothing, but is there.
    assert_eq!(figures(&server), (json!(0), json!(0), 1));
    assert_eq!(
        code(&judge("reject", json!({"reason": "thiếu biên bản"})), 409),
        "already_so"
    );
    judge("reject", json!({"reason": "thiếu chữ ký"})).ok();

    let again = editor
        .if_match("*")
        .put(&path, &leaflets(110.0))
        .ok()
        .json();
    assert_eq!(
        (&again["state"], &again["reason"]),
        (&json!("submitted"), &Value::Null)
    );
    assert_eq!(figures(&server).0, 110);

    let judged = judge("verify", json!({})).ok().json();
    assert_eq!(
        [&judged["state"], &judged["recorded_by"]],
        ["verified", "thẩm.tra"]
    );
    assert_eq!(code(&judge("verify", json!({})), 409), "already_so");
    assert_eq!(judge("verify", json!({"reason": "x"})).status, 400);
    for reply in [
        editor.if_match("*").put(&path, &leaflets(1.0)),
        editor.if_match("*").delete(&path),
        editor.post(&format!("{path}/restore"), &json!({"revision": 1})),
        editor.post(&format!("{path}/verify"), &json!({})),
        editor.post(&format!("{path}/reject"), &json!({"reason": "x"})),
    ] {
        assert_eq!(code(&reply, 403), "not_allowed");
    }
    let problem = editor.if_match("*").delete(&path).json();
    assert_eq!([&problem["action"], &problem["role"]], ["verify", "editor"]);
    // A verifier's change stays verified.
    let kept = verifier
        .if_match("*")
        .put(&path, &leaflets(120.0))
        .ok()
        .json();
    assert_eq!(kept["state"], "verified");
    assert_eq!(figures(&server), (json!(120), json!(120), 1));
    // Deleted and brought back, it is as it was.
    assert_eq!(verifier.if_match("*").delete(&path).status, 204);
    assert_eq!(judge("restore", json!({})).ok().json()["state"], "verified");
}

#[test]
fn the_history_tells_who_changed_what() {
    let (server, [editor, verifier]) = stage();
    let client = server.bearer(&editor);
    let path = made(&client, &leaflets(100.0));
    let next = changed(
        &activity(
            "2018-leaflets",
            "2018-03-02",
            &[("03571", 100.0), ("109", 2.5)],
        ),
        &json!({"note": "thêm", "participants": 4}),
    );
    client.if_match("\"1\"").put(&path, &next).ok();
    server
        .bearer(&verifier)
        .post(&format!("{path}/reject"), &json!({"reason": "thiếu"}))
        .ok();
    let history = client.json(&format!("{path}/history"));
    let revisions = history["revisions"].as_array().unwrap();
    let told: Vec<Value> = revisions
        .iter()
        .map(|r| json!([r["revision"], r["action"], r["by"], r["import"]]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            [3, "reject", "thẩm.tra", null],
            [2, "change", "phong-thổ", null],
            [1, "create", "phong-thổ", null],
        ])
    );
    assert_eq!(
        revisions[0]["changes"],
        json!([
            {"field": "state", "before": "submitted", "after": "rejected"},
            {"field": "reason", "before": null, "after": "thiếu"},
        ])
    );
    let changes = revisions[1]["changes"].as_array().unwrap();
    let fields: Vec<_> = changes.iter().map(|change| &change["field"]).collect();
    assert_eq!(fields, ["start", "shares", "participants", "note"]);
    assert_eq!(
        changes[0],
        json!({"field": "start", "before": "2018-03-01", "after": "2018-03-02"})
    );
    assert_eq!(changes[1]["after"][1]["quantity"], 2.5);
    assert_eq!(revisions[2]["changes"], json!([]));
    assert_eq!(revisions[0]["record"]["recorded_at"], revisions[0]["at"]);
    let at =
        |n: usize| -> jiff::Timestamp { revisions[n]["at"].as_str().unwrap().parse().unwrap() };
    assert!(at(0) > at(1) && at(1) > at(2));
}
