//! The audit log: one entry for each write, sealed, so that `check` finds whatever is changed behind its back.

use std::path::Path;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Client, DataDir, PASSWORD, Run, Server, Table, activity};

/// Action, who, and about what, oldest first, from the `n`th on.
fn told(admin: &Client, from: usize) -> Vec<[String; 3]> {
    let log = admin.json("/api/audit?limit=500");
    let entries = log["entries"].as_array().unwrap().iter().rev().skip(from);
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    entries
        .map(|entry| ["action", "by", "subject"].map(|name| text(entry, name)))
        .collect()
}

/// The end of a path.
fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[test]
fn each_write_is_told_of_once() {
    let data = DataDir::new();
    let (person, boss) = (data.person("lan", "editor", "109"), data.admin());
    let server = Server::on(&data);
    let boss_name = boss.name.as_str();
    let (lan, admin) = (person.by_cookie(&server), boss.by_token(&server));
    let expected = |entries: &[[&str; 3]]| -> Vec<[String; 3]> {
        entries
            .iter()
            .map(|entry| entry.map(str::to_owned))
            .collect()
    };
    assert_eq!(
        told(&admin, 0),
        expected(&[
            ["account.create", "cli", "lan"],
            ["account.create", "cli", boss_name],
            ["session.open", "lan", "lan"],
            ["token.create", "cli", boss_name],
        ])
    );

    let made = lan.post(
        "/api/activities",
        &activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]),
    );
    let path = made.header("location").to_owned();
    let record = activity("2018-leaflets", "2018-03-01", &[("109", 2.0)]);
    lan.if_match("*").put(&path, &record).ok();
    admin.post(&format!("{path}/verify"), &json!({})).ok();
    admin
        .post(&format!("{path}/reject"), &json!({"reason": "x"}))
        .ok();
    assert_eq!(lan.if_match("*").delete(&path).status, 204);
    lan.post(&format!("{path}/restore"), &json!({})).ok();
    let activity = id(&path);
    assert_eq!(
        told(&admin, 4),
        expected(&[
            ["activity.create", "lan", activity],
            ["activity.change", "lan", activity],
            ["activity.verify", boss_name, activity],
            ["activity.reject", boss_name, activity],
            ["activity.delete", "lan", activity],
            ["activity.restore", "lan", activity],
        ])
    );

    // What is refused changes nothing, and reading is not told.
    lan.if_match("\"1\"").put(&path, &record);
    lan.if_match("\"1\"").delete(&path);
    lan.post("/api/activities", &json!({}));
    lan.post("/api/activities?dry_run=true", &record).ok();
    lan.post(&format!("{path}/verify"), &json!({}));
    lan.get(&path).ok();
    assert_eq!(told(&admin, 10), expected(&[]));

    server.sign_in("lan", "sai mật khẩu rồi");
    server.sign_in("không-có", "sai mật khẩu rồi");
    let token = admin.post("/api/tokens", &json!({"label": "x"})).json();
    admin.delete(&format!("/api/tokens/{}", token["id"]));
    admin.post(
        "/api/accounts",
        &json!({"name": "mai", "role": "viewer", "password": PASSWORD}),
    );
    admin
        .put("/api/accounts/mai", &json!({"disabled": true}))
        .ok();
    admin.delete("/api/accounts/lan/sessions");
    server.import(&Table::new().done("2018-leaflets", "2018-03-01", "109", "7"));
    let imported = server.json("/api/changes?since=6")["changes"][0]["activity"].clone();
    assert_eq!(
        told(&admin, 10),
        expected(&[
            ["session.refused", "lan", "lan"],
            ["token.create", boss_name, boss_name],
            ["token.remove", boss_name, boss_name],
            ["account.create", boss_name, "mai"],
            ["account.change", boss_name, "mai"],
            ["session.close_all", boss_name, "lan"],
            ["import.record", "cli", "1"],
            ["activity.create", "cli", imported.as_str().unwrap()],
        ])
    );
    let said = data.run(&["check"]).done().out;
    assert!(
        said.contains("the audit log is whole: 18 entries"),
        "{said}"
    );
}

#[test]
fn it_is_read_page_by_page() {
    let data = DataDir::new();
    let boss = data.admin();
    let server = Server::on(&data);
    let admin = boss.by_token(&server);
    for _ in 0..5 {
        boss.token(&[]);
    }
    let whole = admin.json("/api/audit")["entries"].clone();
    let seqs: Vec<_> = whole
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["seq"].as_i64().unwrap())
        .collect();
    assert_eq!(seqs, [7, 6, 5, 4, 3, 2, 1]);
    let page = admin.json("/api/audit?limit=3&before=6")["entries"].clone();
    assert_eq!(page, json!(whole.as_array().unwrap()[2..5]));
    for query in ["limit=0", "before=x", "after=3"] {
        assert_eq!(
            admin.get(&format!("/api/audit?{query}")).status,
            400,
            "{query}"
        );
    }
}

/// Three records of two revisions each.
fn sealed() -> DataDir {
    let data = DataDir::new();
    let boss = data.admin();
    {
        let server = Server::on(&data);
        let admin = boss.by_token(&server);
        for day in ["2018-03-01", "2018-03-02", "2018-03-03"] {
            let record = activity("2018-leaflets", day, &[("03571", 5.0), ("109", 1.0)]);
            let made = admin.post("/api/activities", &record);
            let path = format!("{}/verify", made.header("location"));
            admin.post(&path, &json!({})).ok();
        }
    }
    boss.token(&[]);
    data.run(&["check"]).done();
    data
}

/// What `check` says of a copy to which something was done by hand.
fn tampered(whole: &DataDir, sql: &str) -> Run {
    let data = DataDir::new();
    whole
        .database()
        .execute("VACUUM INTO ?1", [data.join("vungphu.sqlite3").to_str()])
        .unwrap();
    let done = data.database().execute_batch(sql);
    assert!(done.is_ok(), "{sql}: {done:?}");
    data.run(&["check"])
}

/// What has to go before anything can be changed by hand.
const TRIGGERS: &str = "DROP TRIGGER revision_is_final; DROP TRIGGER revision_is_kept; DROP TRIGGER share_is_final; \
     DROP TRIGGER share_is_kept; DROP TRIGGER audit_is_final; DROP TRIGGER audit_is_kept;";

/// What may be done by hand, and what `check` says of it.
const TAMPERINGS: &[(&str, &str)] = &[
    (
        "UPDATE revision SET title = 'khác' WHERE seq = 1",
        "is not what was recorded",
    ),
    (
        "UPDATE revision SET note = 'thêm' WHERE seq = 6",
        "is not what was recorded",
    ),
    (
        "UPDATE revision SET recorded_by = 'khác' WHERE seq = 2",
        "is not what was recorded",
    ),
    (
        "UPDATE revision SET state = 'submitted' WHERE seq = 6",
        "is not what was recorded",
    ),
    (
        "UPDATE revision SET recorded_at = '2018-01-01T00:00:00Z' WHERE seq = 1",
        "is not what was recorded",
    ),
    (
        "UPDATE share SET thousandths = 6000 WHERE revision = 6 AND position = 0",
        "is not what was recorded",
    ),
    (
        "UPDATE share SET unit = '03574' WHERE revision = 1 AND position = 0",
        "is not what was recorded",
    ),
    (
        "DELETE FROM share WHERE revision = 6 AND position = 1",
        "is not what was recorded",
    ),
    (
        "INSERT INTO share VALUES (6, 2, '12', 1000)",
        "is not what was recorded",
    ),
    (
        "UPDATE audit SET by = 'khác' WHERE seq = 4",
        "entry 4 was changed",
    ),
    (
        "UPDATE audit SET at = '2018-01-01T00:00:00Z' WHERE seq = 8",
        "entry 8 was changed",
    ),
    (
        "UPDATE audit SET action = 'activity.change' WHERE seq = 4",
        "entry 4 was changed",
    ),
    (
        "UPDATE audit SET detail = replace(detail, '1', '2') WHERE seq = 3",
        "entry 3 was changed",
    ),
    ("DELETE FROM audit WHERE seq = 9", "9 were written"),
    (
        "DELETE FROM audit WHERE seq >= 7",
        "6 revisions, the log tells of 4",
    ),
    ("DELETE FROM audit WHERE seq = 4", "entry 4 is missing"),
    ("DELETE FROM audit WHERE seq = 1", "entry 1 is missing"),
    (
        "DELETE FROM audit WHERE seq >= 8; UPDATE sqlite_sequence SET seq = 7 WHERE name = 'audit'",
        "6 revisions, the log tells of 5",
    ),
    (
        "INSERT INTO revision SELECT 7, activity, 3, action, state, reason, recorded_by, recorded_at, import, code, plan_line, \
          title, start_on, end_on, participants, women, reference, note FROM revision WHERE seq = 6",
        "7 revisions, the log tells of 6",
    ),
    (
        "DELETE FROM share WHERE revision = 6; UPDATE activity SET head = 5 WHERE head = 6; DELETE FROM revision WHERE seq = 6",
        "is gone",
    ),
    (
        "UPDATE activity SET head = 5 WHERE head = 6",
        "does not show its newest revision",
    ),
    (
        "UPDATE activity SET deleted = 1 WHERE head = 6",
        "does not show its newest revision",
    ),
    ("DELETE FROM activity WHERE head = 6", "the figures differ"),
    (
        "UPDATE account SET role = 'viewer'",
        "was changed past the audit log",
    ),
    (
        "UPDATE account SET disabled = 1",
        "was changed past the audit log",
    ),
    (
        "INSERT INTO account_district SELECT name, '107' FROM account",
        "was changed past the audit log",
    ),
];

#[test]
fn whatever_is_changed_by_hand_is_found() {
    let whole = sealed();
    for (sql, words) in TAMPERINGS {
        let run = tampered(&whole, &format!("{TRIGGERS}{sql}"));
        assert_eq!(run.code, Some(1), "{sql}: {}{}", run.out, run.err);
        assert!(
            run.out.contains("FAULT") && run.out.contains(words),
            "{sql}: {}",
            run.out
        );
    }
    // The triggers alone are no change of the data.
    tampered(&whole, TRIGGERS).done();
}

#[test]
fn the_database_itself_lets_nothing_be_changed() {
    let data = sealed();
    let database = data.database();
    for sql in [
        "UPDATE revision SET title = 'khác'",
        "DELETE FROM revision",
        "UPDATE share SET thousandths = 1",
        "DELETE FROM share",
        "UPDATE audit SET by = 'khác'",
        "DELETE FROM audit",
    ] {
        let refused = database.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("never"), "{sql}: {refused}");
    }
    data.run(&["check"]).done();
}

/// A database as it was before there were accounts, with two records.
fn before_accounts(file: &Path) {
    let old = Connection::open(file).unwrap();
    old.execute_batch(include_str!(
        "../../src/store/migrations/0001_activities.sql"
    ))
    .unwrap();
    old.execute_batch(
        "INSERT INTO import VALUES (1, 'báo cáo.csv', 'ab', '2018-04-01T00:00:00Z', 2, 1);
         INSERT INTO revision (activity, number, action, state, recorded_by, recorded_at, import, code, plan_line, title, start_on, note) VALUES
           ('01900000-0000-7000-8000-000000000001', 1, 'create', 'submitted', 'cli', '2018-04-01T00:00:00Z', 1, 'X-1', '2018-leaflets', 'Phát tờ rơi', '2018-03-01', 'ở chợ'),
           ('01900000-0000-7000-8000-000000000002', 1, 'create', 'submitted', 'cli', '2018-04-01T00:00:00.001Z', 1, NULL, '2018-event', 'Mít tinh', '2018-03-02', NULL);
         INSERT INTO share VALUES (1, 0, '03571', 350000), (1, 1, '109', 12500), (2, 0, '109', 1000);
         INSERT INTO activity VALUES ('01900000-0000-7000-8000-000000000001', 1, 0), ('01900000-0000-7000-8000-000000000002', 2, 0);
         PRAGMA application_id = 0x56706875;
         PRAGMA user_version = 1;",
    )
    .unwrap();
}

#[test]
fn a_database_from_before_there_were_accounts_is_taken_over_whole() {
    let data = DataDir::new();
    before_accounts(&data.join("vungphu.sqlite3"));
    let said = data.run(&["check"]).done().out;
    assert!(
        said.contains("the audit log is whole: 2 entries") && said.contains("all 2 activities"),
        "{said}"
    );

    let boss = data.admin();
    let server = Server::on(&data);
    let admin = boss.by_token(&server);
    assert_eq!(
        told(&admin, 0)[..2],
        [
            [
                "activity.create",
                "cli",
                "01900000-0000-7000-8000-000000000001"
            ]
            .map(str::to_owned),
            [
                "activity.create",
                "cli",
                "01900000-0000-7000-8000-000000000002"
            ]
            .map(str::to_owned),
        ]
    );
    let path = "/api/activities/01900000-0000-7000-8000-000000000001";
    let record = admin.json(path);
    assert_eq!(
        [&record["title"], &record["code"], &record["note"]],
        ["Phát tờ rơi", "X-1", "ở chợ"]
    );
    assert_eq!(record["shares"][1]["quantity"], 12.5);
    assert_eq!(record["recorded_at"], "2018-04-01T00:00:00Z");
    assert_eq!(
        admin.json(&format!("{path}/history"))["revisions"][0]["import"]["file_name"],
        "báo cáo.csv"
    );
    assert_eq!(
        server.line_figures("2018-leaflets", "2018-06-30")["achieved"],
        362.5
    );
    // And it goes on from there.
    admin
        .if_match("\"1\"")
        .put(
            path,
            &activity("2018-leaflets", "2018-03-01", &[("03571", 1.0)]),
        )
        .ok();
    data.run(&["check"]).done();
    // What is taken over is sealed from then on.
    let database = data.database();
    database
        .execute_batch(
            "DROP TRIGGER revision_is_final; UPDATE revision SET title = 'khác' WHERE seq = 2",
        )
        .unwrap();
    data.run(&["check"]).failed(1, &[]);
}

#[test]
fn a_backup_from_before_there_were_accounts_goes_back_too() {
    let data = DataDir::new();
    let file = data.join("old.backup");
    before_accounts(&file);
    data.run(&["restore", file.to_str().unwrap()]).done();
    let said = data.run(&["check"]).done().out;
    assert!(said.contains("the audit log is whole: 2 entries"), "{said}");
    assert_eq!(data.recorded(), 2);
    data.admin();
}
