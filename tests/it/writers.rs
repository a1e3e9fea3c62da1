//! Several who write at once: nothing is lost, nobody is sent away, and of two who change the same record one wins.

use serde_json::json;

use crate::support::{DataDir, Reply, Server, Table, activity, changed, until};

#[test]
fn records_over_http_and_imports_beside_them_all_arrive() {
    let data = DataDir::new();
    let tokens = [data.editor(), data.verifier()].map(|person| person.token(&[]));
    let server = Server::on(&data);
    let (each, files, rows) = (40, 4, 50);
    std::thread::scope(|scope| {
        for token in &tokens {
            scope.spawn(|| {
                let client = server.bearer(token);
                for n in 0..each {
                    let body = changed(
                        &activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]),
                        &json!({"note": format!("{n}")}),
                    );
                    let reply = client.post("/api/activities", &body);
                    assert_eq!(reply.status, 201, "{}", reply.text());
                    // The writer's own next read has it.
                    let id = reply.json()["id"].clone();
                    let item =
                        format!("/api/collections/activities/items/{}", id.as_str().unwrap());
                    server.get(&item).ok();
                }
            });
        }
        scope.spawn(|| {
            for file in 0..files {
                let mut table = Table::new();
                for _ in 0..rows {
                    let title = format!("tệp {file}");
                    table = table.row(&[
                        ("plan_line", "2018-leaflets"),
                        ("title", &title),
                        ("start", "2018-03-01"),
                        ("place", "105"),
                        ("district", "105"),
                        ("quantity", "1"),
                    ]);
                }
                data.import(&table).done();
            }
        });
    });
    let all = 2 * each + files * rows;
    assert_eq!(data.recorded(), all);
    until("the server sees all", || {
        (server.version() == i64::try_from(all).unwrap()).then_some(())
    });
    assert_eq!(
        server.line_figures("2018-leaflets", "2018-12-31")["achieved"],
        all
    );
    data.run(&["check"]).done();
}

#[test]
fn of_several_who_change_the_same_revision_one_wins() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    // Two servers on one database.
    let servers = [(); 2].map(|()| Server::on(&data));
    let record = |n: f64| activity("2018-leaflets", "2018-03-01", &[("109", n)]);
    let made = servers[0]
        .bearer(&token)
        .post("/api/activities", &record(1.0));
    let path = made.header("location");
    for round in 1..=10_u32 {
        let tag = format!("\"{round}\"");
        let replies: Vec<Reply> = std::thread::scope(|scope| {
            let change = |n: u32| {
                let client = servers[(n % 2) as usize].bearer(&token).if_match(&tag);
                client.put(path, &record(f64::from(round * 10 + n)))
            };
            let changing: Vec<_> = (0..4).map(|n| scope.spawn(move || change(n))).collect();
            changing
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412], "round {round}");
        let won = replies
            .iter()
            .find(|reply| reply.status == 200)
            .unwrap()
            .json();
        for reply in replies.iter().filter(|reply| reply.status == 412) {
            assert_eq!(
                reply.json()["current"]["shares"],
                won["shares"],
                "round {round}"
            );
        }
    }
    for server in &servers {
        until("both see the last", || {
            (server.version() == 11).then_some(())
        });
        assert_eq!(server.json(path)["revision"], 11);
    }
    data.run(&["check"]).done();
}
