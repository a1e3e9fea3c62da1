//! What was known at a moment: answered later exactly as it was answered then.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Chance, Client, DataDir, Reply, Server, activity, address, features};

/// Answers without links, of a day by which everything here had happened.
const ANSWERS: [&str; 8] = [
    "/data/coverage.geojson?line=2018-leaflets&as_of=2018-12-31",
    "/data/coverage.geojson?as_of=2018-12-31",
    "/data/pano-sites.geojson?as_of=2018-12-31",
    "/data/activities.geojson",
    "/api/summary?as_of=2018-12-31",
    "/api/matrix?scope=all&as_of=2018-12-31",
    "/api/plan?as_of=2018-12-31",
    "/api/pano-reach?as_of=2018-12-31",
];

/// Answers with links to themselves.
const PAGES: [&str; 4] = [
    "/api/collections/coverage/items?line=2018-leaflets&as_of=2018-12-31&skip_geometry=true",
    "/api/collections/coverage/items/03571?line=2018-leaflets&as_of=2018-12-31",
    "/api/collections/activities/items",
    "/api/collections/pano-sites/items?as_of=2018-12-31",
];

/// What the server said when it knew no more than this.
struct Then {
    /// When the last thing was recorded.
    at: String,
    answers: Vec<(Vec<u8>, String)>,
    pages: Vec<Value>,
}

fn without_links(reply: &Reply) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.shift_remove("links");
                members.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = reply.json();
    strip(&mut value);
    value
}

fn then(server: &Server) -> Then {
    let version = server.version();
    let last = server.json(&format!("/api/changes?since={}", version - 1));
    let answer = |path: &&str| {
        let reply = server.get(path).ok();
        (reply.body.clone(), reply.header("etag").to_owned())
    };
    Then {
        at: last["changes"][0]["at"].as_str().unwrap().to_owned(),
        answers: ANSWERS.iter().map(answer).collect(),
        pages: PAGES
            .iter()
            .map(|path| without_links(&server.get(path).ok()))
            .collect(),
    }
}

/// A path with one parameter more.
fn at(path: &str, moment: &str) -> String {
    let more = address("", &[("known_at", moment)]);
    let more = more.trim_start_matches('?');
    format!("{path}{}{more}", if path.contains('?') { '&' } else { '?' })
}

/// Asks for everything as it was known at a moment.
fn same(server: &Server, moment: &str, then: &Then) {
    for (path, (body, tag)) in ANSWERS.iter().zip(&then.answers) {
        let reply = server.get(&at(path, moment)).ok();
        assert!(reply.body == *body, "{path} at {moment}: {}", reply.text());
        assert_eq!(reply.header("etag"), tag, "{path} at {moment}");
    }
    for (path, page) in PAGES.iter().zip(&then.pages) {
        let reply = server.get(&at(path, moment)).ok();
        assert_eq!(without_links(&reply), *page, "{path} at {moment}");
    }
    for (collection, path) in [("activities", ANSWERS[3]), ("coverage", ANSWERS[0])] {
        let mut flags = vec!["export", collection, "--output", "-", "--known-at", moment];
        if collection == "coverage" {
            flags.extend(["--line", "2018-leaflets", "--as-of", "2018-12-31"]);
        }
        let number = ANSWERS.iter().position(|answer| *answer == path).unwrap();
        let exported: Value = server.data.run(&flags).done().json();
        let answered: Value = serde_json::from_slice(&then.answers[number].0).unwrap();
        // Without a day `activities` says today, which the clock may change.
        assert_eq!(
            exported["features"], answered["features"],
            "{collection} at {moment}"
        );
        assert_eq!(
            exported["version"], answered["version"],
            "{collection} at {moment}"
        );
    }
}

fn post(client: &Client, path: &str, body: &Value) -> Reply {
    let reply = client.post(path, body);
    assert!(reply.status < 300, "{path}: {}", reply.text());
    reply
}

#[test]
fn every_past_state_is_answered_as_it_was_then() {
    let data = DataDir::new();
    let token = data.admin().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    let leaflets = |n: f64| {
        activity(
            "2018-leaflets",
            "2018-03-01",
            &[("03571", n), ("109", 12.5)],
        )
    };
    let mut past = Vec::new();
    let made = post(&client, "/api/activities", &leaflets(100.0));
    let path = made.header("location");
    past.push(then(&server));
    post(
        &client,
        "/api/activities",
        &activity("2017-pano", "2017-09-01", &[("dao-san", 1.0)]),
    );
    past.push(then(&server));
    client.if_match("*").put(path, &leaflets(500.0)).ok();
    past.push(then(&server));
    post(
        &client,
        &format!("{path}/reject"),
        &json!({"reason": "trùng"}),
    );
    past.push(then(&server));
    assert_eq!(client.if_match("*").delete(path).status, 204);
    past.push(then(&server));
    post(&client, &format!("{path}/restore"), &json!({"revision": 1}));
    past.push(then(&server));
    post(&client, &format!("{path}/verify"), &json!({}));
    past.push(then(&server));
    // They are told apart, or this would prove nothing.
    for two in past.windows(2) {
        assert!(two[0].answers[3] != two[1].answers[3]);
    }
    for moment in &past {
        same(&server, &moment.at, moment);
    }
    let moments: Vec<jiff::Timestamp> = past.iter().map(|then| then.at.parse().unwrap()).collect();
    assert!(moments.is_sorted_by(|a, b| a < b), "{moments:?}");
    // Just before something was recorded it was not known; in whichever time zone one asks.
    for (n, then) in past.iter().enumerate().take(past.len() - 1) {
        let before = moments[n + 1] - jiff::SignedDuration::from_nanos(1);
        let vietnam = jiff::tz::TimeZone::fixed(jiff::tz::offset(7)).to_datetime(before);
        same(&server, &format!("{vietnam}+07:00"), then);
    }
    drop(server);
    let again = Server::on(&data);
    for moment in &past {
        same(&again, &moment.at, moment);
    }
    data.run(&["check"]).done();
}

/// One activity at the end of 1 April 2018 in Vietnam and one at the beginning of the next day.
fn two_days() -> DataDir {
    let data = DataDir::new();
    let old = Connection::open(data.join("vungphu.sqlite3")).unwrap();
    old.execute_batch(include_str!(
        "../../src/store/migrations/0001_activities.sql"
    ))
    .unwrap();
    for (n, at) in (0_i64..).zip(["2018-04-01T16:59:59.999Z", "2018-04-01T17:00:00Z"]) {
        let (id, seq) = (format!("01900000-0000-7000-8000-00000000000{n}"), n + 1);
        old.execute(
            "INSERT INTO revision (activity, number, action, state, recorded_by, recorded_at, plan_line, title, start_on) \
             VALUES (?1, 1, 'create', 'submitted', 'cli', ?2, '2018-leaflets', 'x', '2018-03-01')",
            [&id, &at.to_owned()],
        )
        .unwrap();
        old.execute("INSERT INTO share VALUES (?1, 0, '03571', 5000)", [seq])
            .unwrap();
        old.execute("INSERT INTO activity VALUES (?1, ?2, 0)", (&id, seq))
            .unwrap();
    }
    old.execute_batch("PRAGMA application_id = 0x56706875; PRAGMA user_version = 1")
        .unwrap();
    data
}

#[test]
fn a_day_means_its_end_in_vietnam() {
    let data = two_days();
    let server = Server::on(&data);
    for (moment, known) in [
        ("2018-03-31", 0),
        ("2018-04-01", 1),
        ("2018-04-02", 2),
        ("2018-04-01T16:59:59.998Z", 0),
        ("2018-04-01T16:59:59.999Z", 1),
        ("2018-04-01T23:59:59.999+07:00", 1),
        ("2018-04-02T00:00:00+07:00", 2),
        ("1970-01-01", 0),
    ] {
        let summary = server.json(&at("/api/summary?as_of=2018-12-31", moment));
        assert_eq!(summary["activities"], known, "{moment}");
        let items = server.items("activities", &[("known_at", moment)]);
        assert_eq!(features(&items).len(), known, "{moment}");
        let exported = data.export("activities", &["--known-at", moment]);
        assert_eq!(features(&exported).len(), known, "{moment}");
    }
}

#[test]
fn only_past_moments_can_be_asked_for() {
    let server = Server::empty();
    let now = jiff::Timestamp::now();
    let soon = (now + jiff::SignedDuration::from_hours(1)).to_string();
    let today = (now + jiff::SignedDuration::from_hours(7)).to_string();
    for moment in [
        &soon,
        &today[..10],
        "2999-01-01",
        "",
        "x",
        "2018-13-01",
        "2018-04",
        "2018-04-01T10:00:00",
        "1522575000",
    ] {
        for path in ANSWERS.iter().chain(&PAGES) {
            let reply = server.get(&at(path, moment));
            assert_eq!(
                (reply.status, &reply.json()["parameter"]),
                (400, &json!("known_at")),
                "{path} {moment}"
            );
        }
        server
            .data
            .run(&["export", "coverage", "--output", "-", "--known-at", moment])
            .failed(2, &["known_at"]);
    }
    // Where it would mean nothing it is not taken.
    for path in ["/api/changes", "/api/activities", "/api/collections"] {
        assert_eq!(server.get(&at(path, "2018-04-01")).status, 400, "{path}");
    }
}

/// What a record is, as far as figures go.
struct Model {
    path: String,
    unit: &'static str,
    quantity: usize,
    earlier: Vec<(&'static str, usize)>,
    rejected: bool,
    deleted: bool,
}

const UNITS: [&str; 5] = ["03571", "03574", "03386", "109", "12"];

/// Does something at random to one of the records, or makes one.
fn step(client: &Client, chance: &mut Chance, records: &mut Vec<Model>) {
    let (unit, quantity) = (UNITS[chance.below(UNITS.len())], 1 + chance.below(400));
    let quantity_f = f64::from(u32::try_from(quantity).unwrap());
    let body = activity("2018-leaflets", "2018-03-01", &[(unit, quantity_f)]);
    if records.is_empty() || chance.below(4) == 0 {
        let path = post(client, "/api/activities", &body)
            .header("location")
            .to_owned();
        let earlier = vec![(unit, quantity)];
        records.push(Model {
            path,
            unit,
            quantity,
            earlier,
            rejected: false,
            deleted: false,
        });
        return;
    }
    let ix = chance.below(records.len());
    let record = &mut records[ix];
    match chance.below(5) {
        _ if record.deleted => {
            post(client, &format!("{}/restore", record.path), &json!({}));
            record.deleted = false;
        }
        0 => {
            client.if_match("*").put(&record.path, &body).ok();
            (record.unit, record.quantity, record.rejected) = (unit, quantity, false);
        }
        1 => {
            assert_eq!(client.if_match("*").delete(&record.path).status, 204);
            record.deleted = true;
        }
        2 => {
            let reply = client.post(&format!("{}/verify", record.path), &json!({}));
            assert!([200, 409].contains(&reply.status));
            record.rejected = false;
        }
        3 => {
            post(
                client,
                &format!("{}/reject", record.path),
                &json!({"reason": format!("lần {quantity}")}),
            );
            record.rejected = true;
        }
        _ => {
            let back = chance.below(record.earlier.len());
            let to = record.earlier[back];
            let reply = client.post(
                &format!("{}/restore", record.path),
                &json!({"revision": back + 1}),
            );
            if to == (record.unit, record.quantity) {
                assert_eq!(reply.status, 409);
            } else {
                reply.ok();
                (record.unit, record.quantity) = to;
                record.rejected = false;
            }
        }
    }
    let revision = client.json(&record.path)["revision"].as_u64().unwrap();
    record.earlier.resize(
        usize::try_from(revision).unwrap(),
        (record.unit, record.quantity),
    );
}

#[test]
fn whatever_is_done_the_figures_are_those_of_the_records() {
    for seed in [2016, 2017, 2018] {
        let data = DataDir::new();
        let token = data.admin().token(&[]);
        let server = Server::on(&data);
        let (client, mut chance) = (server.bearer(&token), Chance::seeded(seed << 20));
        let (mut records, mut past): (Vec<Model>, Vec<Then>) = (Vec::new(), Vec::new());
        for n in 0..40 {
            step(&client, &mut chance, &mut records);
            let counting = || {
                records
                    .iter()
                    .filter(|record| !record.deleted && !record.rejected)
            };
            let total: usize = counting().map(|record| record.quantity).sum();
            let line = server.line_figures("2018-leaflets", "2018-12-31");
            assert_eq!(line["achieved"], total, "seed {seed}, step {n}");
            for unit in &UNITS[..3] {
                let path = format!(
                    "/api/collections/coverage/items/{unit}?line=2018-leaflets&as_of=2018-12-31"
                );
                let own: usize = counting()
                    .filter(|record| record.unit == *unit)
                    .map(|record| record.quantity)
                    .sum();
                assert_eq!(
                    server.json(&path)["properties"]["achieved"],
                    own,
                    "seed {seed}, step {n}, {unit}"
                );
            }
            if n % 8 == 0 {
                past.push(then(&server));
            }
        }
        past.push(then(&server));
        let last = past.last().unwrap();
        // What the server came to step by step is what a fresh start reads.
        drop(server);
        data.run(&["check"]).done();
        let again = Server::on(&data);
        for (path, (body, _)) in ANSWERS.iter().zip(&last.answers) {
            assert!(again.get(path).ok().body == *body, "seed {seed}: {path}");
        }
        for moment in &past {
            same(&again, &moment.at, moment);
        }
    }
}
