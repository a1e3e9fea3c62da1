//! What is new: told to those who listen, and listed for those who ask.

use std::io::{BufRead, BufReader};
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Server, Table, activity, until};

/// A listener: each event as its lines, without the empty one that ends it.
fn listen(client: &Client) -> Receiver<Vec<String>> {
    let answer = client.open("GET", "/api/events", None);
    assert_eq!(answer.status(), 200);
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(kind.starts_with("text/event-stream"), "{kind}");
    assert!(
        answer.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("no-cache")
    );
    let lines = BufReader::new(answer.into_body().into_reader()).lines();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut event = Vec::new();
        for line in lines.map_while(Result::ok) {
            if !line.is_empty() {
                event.push(line);
            } else if sender.send(std::mem::take(&mut event)).is_err() {
                break;
            }
        }
    });
    receiver
}

fn event(version: u64) -> Vec<String> {
    vec![
        "event: version".to_owned(),
        format!("id: {version}"),
        format!("data: {{\"version\":{version}}}"),
    ]
}

fn next(events: &Receiver<Vec<String>>) -> Vec<String> {
    until("an event", || events.try_recv().ok())
}

fn leaflets() -> Value {
    activity("2018-leaflets", "2018-03-01", &[("03571", 5.0)])
}

#[test]
fn listeners_hear_of_every_change_whoever_made_it() {
    let data = DataDir::new();
    let token = data.admin().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    let [here, there] = [(); 2].map(|()| listen(&server.anybody()));
    assert_eq!([next(&here), next(&there)], [event(0), event(0)]);
    let made = client.post("/api/activities", &leaflets());
    assert_eq!([next(&here), next(&there)], [event(1), event(1)]);
    client
        .post(&format!("{}/verify", made.header("location")), &json!({}))
        .ok();
    assert_eq!([next(&here), next(&there)], [event(2), event(2)]);
    // Another process.
    data.import(&Table::new().done("2018-leaflets", "2018-03-02", "109", "7"))
        .done();
    assert_eq!([next(&here), next(&there)], [event(3), event(3)]);
    // Told, it is there.
    assert_eq!(server.json("/api/summary")["version"], 3);
    // Who comes later hears at once where things stand.
    assert_eq!(next(&listen(&client)), event(3));
    // What is refused is no news, nor is an account.
    client.post("/api/activities", &json!({}));
    client.post("/api/tokens", &json!({"label": "x"}));
    client.post("/api/activities", &leaflets());
    assert_eq!(next(&here), event(4));
    assert_eq!(server.get("/api/events?since=1").status, 400);
}

#[test]
fn listeners_do_not_keep_it_from_stopping() {
    let mut server = Server::empty();
    let listeners = [(); 5].map(|()| listen(&server.anybody()));
    for events in &listeners {
        assert_eq!(next(events), event(0));
    }
    assert_eq!(server.terminate().code(), Some(0));
    for events in listeners {
        // The connection ends, it does not hang.
        until("the end of the events", || {
            matches!(
                events.try_recv(),
                Err(std::sync::mpsc::TryRecvError::Disconnected)
            )
            .then_some(())
        });
    }
}

#[test]
fn changes_are_listed_from_any_version_on() {
    let data = DataDir::new();
    let token = data.admin().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    assert_eq!(
        server.json("/api/changes"),
        json!({"version": 0, "since": 0, "changes": [], "more": false})
    );
    let made = client.post("/api/activities", &leaflets());
    let id = made.json()["id"].clone();
    client
        .if_match("*")
        .put(made.header("location"), &leaflets())
        .ok();
    client.if_match("*").delete(made.header("location"));
    let all = server.json("/api/changes?since=0");
    let told: Vec<Value> = all["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            json!([
                change["version"],
                change["activity"],
                change["revision"],
                change["action"],
                change["by"]
            ])
        })
        .collect();
    assert_eq!(
        json!(told),
        json!([
            [1, id, 1, "create", "quản.trị"],
            [2, id, 2, "change", "quản.trị"],
            [3, id, 3, "delete", "quản.trị"],
        ])
    );
    assert_eq!((&all["version"], &all["more"]), (&json!(3), &json!(false)));
    assert_eq!(all["changes"][0]["at"], made.json()["recorded_at"]);
    assert_eq!(
        server.json("/api/changes?since=2")["changes"],
        json!([all["changes"][2]])
    );
    for since in ["3", "99"] {
        assert_eq!(
            server.json(&format!("/api/changes?since={since}"))["changes"],
            json!([])
        );
    }
    for since in ["-1", "x", "1.5", "", "99999999999999999999"] {
        let reply = server.get(&format!("/api/changes?since={since}"));
        assert_eq!(
            (reply.status, &reply.json()["parameter"]),
            (400, &json!("since")),
            "{since}"
        );
    }
    assert_eq!(server.get("/api/changes?until=3").status, 400);
}

#[test]
fn many_changes_come_in_parts() {
    let data = DataDir::new();
    let mut table = Table::new();
    for n in 0..2100 {
        let day = format!("2018-{:02}-{:02}", 1 + n / 28 % 12, 1 + n % 28);
        table = table.done("2018-leaflets", &day, "109", "1");
    }
    data.import(&table).done();
    let server = Server::on(&data);
    let (mut since, mut sizes) = (0, Vec::new());
    loop {
        let part = server.json(&format!("/api/changes?since={since}"));
        let changes = part["changes"].as_array().unwrap();
        sizes.push(changes.len());
        for change in changes {
            since += 1;
            assert_eq!(change["version"], since);
        }
        if part["more"] == false {
            break;
        }
    }
    assert_eq!(sizes, [1000, 1000, 100]);
}
