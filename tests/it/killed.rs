//! Killed in the middle of its work, the program leaves all of what it was writing or nothing, and never loses what it
//! acknowledged.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::support::{Chance, DataDir, Server, Started, Table, activity, until, within};

const ROWS: usize = 2000;
const KILLS: usize = 50;

/// Activities whose titles name the file.
fn file(title: &str) -> Table {
    (0..ROWS).fold(Table::new(), |table, n| {
        table.row(&[
            ("plan_line", "2018-loudspeaker"),
            ("title", title),
            ("start", "2018-03-01"),
            ("place", ["03386", "03571", "03442", "12"][n % 4]),
            ("note", &format!("{n}")),
        ])
    })
}

fn recorded(data: &DataDir, title: &str) -> usize {
    let sql =
        "SELECT count(*) FROM activity a JOIN revision r ON r.seq = a.head WHERE r.title = ?1";
    let count: i64 = data
        .database()
        .query_row(sql, [title], |row| row.get(0))
        .unwrap();
    usize::try_from(count).unwrap()
}

/// A copy, so that each round begins with as much.
fn copy(of: &DataDir) -> DataDir {
    let data = DataDir::new();
    let path = data.join("vungphu.sqlite3");
    of.database()
        .execute("VACUUM INTO ?1", [path.to_str()])
        .unwrap();
    data
}

#[test]
fn an_import_that_is_killed_leaves_all_of_the_file_or_nothing() {
    let first = DataDir::new();
    first.import(&file("đủ")).done();
    let trial = copy(&first);
    let begun = Instant::now();
    trial.import(&file("thử")).done();
    let mut usual = begun.elapsed();
    let (mut data, mut chance) = (copy(&first), Chance::new());
    let (mut whole, mut nothing) = (0, 0);
    for round in 1..=KILLS {
        let title = format!("đợt {round}");
        let path = data.put_new(file(&title).text());
        let begun = Instant::now();
        let mut child = Started::new(data.command(&["import", "activities", &path]));
        // The first part of the time goes into starting and reading the file.
        let moment = usual.mul_f64(0.5 + 0.8 * chance.part());
        if within(moment, || child.child.try_wait().unwrap()).is_none() {
            child.child.kill().unwrap();
        } else {
            usual = usual.min(begun.elapsed());
        }
        let run = child.end();
        let found = recorded(&data, &title);
        assert!(
            [0, ROWS].contains(&found),
            "killed after {moment:?}: {found} of {ROWS}"
        );
        if run.code == Some(0) || run.out.contains("Recorded") {
            assert_eq!(found, ROWS, "acknowledged, then killed after {moment:?}");
        }
        // What was there stays there, through all the kills.
        assert_eq!(recorded(&data, "đủ"), ROWS);
        if round % 10 == 0 {
            data.run(&["check"]).done();
        }
        if found == ROWS {
            whole += 1;
            data = copy(&first);
        } else {
            nothing += 1;
        }
    }
    eprintln!("{whole} whole, {nothing} not at all");
    data.run(&["check"]).done();
    // After the kills it can be written as ever.
    data.import(&file("sau")).done();
    assert_eq!(data.recorded(), 2 * ROWS);
}

#[test]
fn what_a_killed_server_acknowledged_is_there() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    let mut chance = Chance::new();
    let mut acknowledged: Vec<String> = Vec::new();
    for _ in 0..6 {
        let server = Server::on(&data);
        let enough = 5 + chance.below(40);
        let count = AtomicUsize::new(0);
        let write = || {
            let client = server
                .bearer(&token)
                .with("content-type", "application/json");
            let body = activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]).to_string();
            let mut made = Vec::new();
            // Until there is no answer any more.
            while let Ok(answer) = client.attempt("POST", "/api/activities", Some(body.as_bytes()))
            {
                assert_eq!(answer.status(), 201);
                let location = answer.headers()["location"].to_str().unwrap();
                made.push(location.to_owned());
                count.fetch_add(1, Ordering::Relaxed);
            }
            made
        };
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..3).map(|_| scope.spawn(write)).collect();
            until("enough is recorded", || {
                (count.load(Ordering::Relaxed) >= enough).then_some(())
            });
            server.kill();
            for writer in writers {
                acknowledged.extend(writer.join().unwrap());
            }
        });
        server.gone();
        data.run(&["check"]).done();
    }
    let server = Server::on(&data);
    for path in &acknowledged {
        assert_eq!(server.json(path)["revision"], 1, "{path}");
    }
    // At most what was under way at each kill comes on top.
    let there = data.recorded();
    assert!(
        (acknowledged.len()..=acknowledged.len() + 6 * 3).contains(&there),
        "{there}"
    );
    assert_eq!(
        server.line_figures("2018-leaflets", "2018-12-31")["achieved"],
        there
    );
}
