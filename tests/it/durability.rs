//! What was acknowledged is there, whatever happens: a killed server, imports at once, and files that are
//! not ours and must not be touched.

use std::collections::HashSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::support::{DataDir, Server, Started, Table, features, within};

const ROWS: usize = 200;

/// A few hundred activities whose titles name the file.
fn file(name: &str) -> Table {
    let mut table = Table::new();
    for n in 0..ROWS {
        table = table.row(&[
            ("plan_line", "2018-loudspeaker"),
            ("title", name),
            ("start", "2018-03-01"),
            ("place", ["03386", "03571", "03442", "12"][n % 4]),
            ("note", &format!("{n}")),
        ]);
    }
    table
}

fn start(data: &DataDir, table: &Table) -> Started {
    let file = data.put_new(table.text());
    Started::new(data.command(&["import", "activities", &file]))
}

fn recorded(data: &DataDir, title: &str) -> usize {
    features(&data.export("activities", &["--filter", &format!("title={title}")])).len()
}

#[test]
fn a_server_that_is_killed_comes_back_with_everything() {
    let data = DataDir::new();
    let mut child = data
        .command(&["serve", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    data.import(&file("trước")).done();
    child.kill().unwrap();
    child.wait().unwrap();
    let server = Server::on(&data);
    assert_eq!(server.json("/api/summary")["activities"], ROWS);
}

#[test]
fn two_imports_at_once_do_not_lose_a_record() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let mut expected = HashSet::new();
    for round in 0..4 {
        let titles = [format!("a{round}"), format!("b{round}")];
        let children = titles.clone().map(|title| start(&data, &file(&title)));
        for (title, child) in titles.into_iter().zip(children) {
            let run = child.end();
            let found = recorded(&data, &title);
            if run.code == Some(0) {
                assert_eq!(found, ROWS, "{title}");
                expected.insert(title);
            } else {
                assert_eq!((run.code, found), (Some(1), 0), "{title}: {}", run.err);
                assert!(
                    run.err.contains("another process is writing"),
                    "{}",
                    run.err
                );
            }
        }
    }
    assert!(expected.len() >= 4, "{expected:?}");
    assert_eq!(data.recorded(), expected.len() * ROWS);
    let seen =
        || (server.json("/api/summary")["activities"] == expected.len() * ROWS).then_some(());
    assert_eq!(within(Duration::from_secs(10), seen), Some(()));
}

#[test]
fn the_same_file_twice_at_once_is_recorded_once() {
    let data = DataDir::new();
    let children = [(); 2].map(|()| start(&data, &file("cùng tệp")));
    for child in children {
        child.end().done();
    }
    assert_eq!(data.recorded(), ROWS);
}

#[test]
fn two_first_starts_at_once_make_one_database() {
    let data = DataDir::new();
    let titles = ["một", "hai", "ba"];
    let children = titles.map(|title| start(&data, &file(title)));
    let done = children.map(|child| child.end().code == Some(0));
    for (title, done) in titles.iter().zip(done) {
        assert_eq!(
            recorded(&data, title),
            if done { ROWS } else { 0 },
            "{title}"
        );
    }
    data.run(&["check"]).done();
}

/// Every command must refuse the database, and leave its bytes alone.
fn refused(make: impl Fn(&Path), words: &str) {
    let data = DataDir::new();
    let path = data.join("vungphu.sqlite3");
    make(&path);
    let before = std::fs::read(&path).unwrap();
    let table = data.put_new(
        Table::new()
            .done("2017-event", "2017-06-01", "109", "1")
            .text(),
    );
    for args in [
        &["check"][..],
        &["import", "activities", &table],
        &["export", "activities", "--output", "-"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        // A server that starts on it never ends: that is a failure too.
        let run = Started::new(data.command(args)).end();
        assert!(matches!(run.code, Some(1 | 2)), "{args:?}: {run:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
        assert!(run.err.contains(data.arg()), "{args:?}: {}", run.err);
        assert!(
            std::fs::read(&path).unwrap() == before,
            "{args:?} changed the file"
        );
    }
}

fn other_program(path: &Path, pragmas: &str) {
    let other = rusqlite::Connection::open(path).unwrap();
    let table =
        "CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('https://example.vn');";
    other.execute_batch(&format!("{pragmas}{table}")).unwrap();
}

#[test]
fn a_database_with_another_programs_mark_is_refused_untouched() {
    refused(
        |path| other_program(path, "PRAGMA application_id = 1234;"),
        "another program",
    );
}

#[test]
fn a_database_with_another_programs_version_is_refused_untouched() {
    refused(
        |path| other_program(path, "PRAGMA user_version = 7;"),
        "another program",
    );
}

#[test]
fn a_database_without_any_mark_but_with_tables_is_refused_untouched() {
    refused(|path| other_program(path, ""), "another program");
}

#[test]
fn a_file_that_is_no_database_is_refused_untouched() {
    refused(
        |path| std::fs::write(path, "kính gửi ".repeat(1000)).unwrap(),
        "not a database",
    );
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let data = DataDir::new();
    data.import(&Table::new().done("2017-event", "2017-06-01", "109", "1"))
        .done();
    let own = rusqlite::Connection::open(data.join("vungphu.sqlite3")).unwrap();
    own.pragma_update(None, "user_version", 999).unwrap();
    drop(own);
    data.run(&["check"]).failed(1, &["999", "newer"]);
}

#[test]
fn a_damaged_database_is_found_by_check() {
    let data = DataDir::new();
    data.import(&file("x")).done();
    let path = data.join("vungphu.sqlite3");
    let own = rusqlite::Connection::open(&path).unwrap();
    own.pragma_update(None, "wal_checkpoint", "TRUNCATE")
        .unwrap_or_default();
    own.close().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 2000].fill(0x55);
    std::fs::write(&path, bytes).unwrap();
    let run = data.run(&["check"]);
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
}
