//! `backup` and `restore`: everything in one file while the service runs, and back again without losing what is there.

use crate::support::{DataDir, Server, Table, until};

fn table(title: &'static str) -> Table {
    Table::new().row(&[
        ("plan_line", "2018-loudspeaker"),
        ("title", title),
        ("start", "2018-03-01"),
        ("place", "03386"),
    ])
}

#[test]
fn a_backup_holds_everything_and_goes_back_under_a_running_server() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let activities = || server.json("/api/summary")["activities"].as_u64().unwrap();
    server.import(&table("trước"));
    let file = data.join("copy.backup");
    data.run(&["backup", file.to_str().unwrap()]).done();
    server.import(&table("sau"));
    assert_eq!(activities(), 2);

    let run = data.run(&["restore", file.to_str().unwrap()]).done();
    until("the restored data to be served", || {
        (activities() == 1).then_some(())
    });
    data.run(&["check"]).done();
    // What was there before is kept, and can be put back too.
    let kept = run
        .out
        .split_whitespace()
        .find(|word| word.contains("before-restore"))
        .unwrap();
    data.run(&["restore", kept]).done();
    until("the later data to be served", || {
        (activities() == 2).then_some(())
    });
}

#[test]
fn a_backup_never_overwrites() {
    let data = DataDir::new();
    data.import(&table("một")).done();
    let file = data.put("there.backup", "something else");
    data.run(&["backup", file.to_str().unwrap()])
        .failed(1, &["exists already"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "something else");
    DataDir::new()
        .run(&["backup", "nowhere.backup"])
        .failed(2, &["there is no database"]);
}

#[test]
fn only_a_sound_backup_is_put_back() {
    let data = DataDir::new();
    data.import(&table("một")).done();
    let text = data.put(
        "text.backup",
        "not a database at all, but long enough to look at ".repeat(200),
    );
    data.run(&["restore", text.to_str().unwrap()])
        .failed(1, &["text.backup"]);
    data.run(&["restore", data.join("absent").to_str().unwrap()])
        .failed(1, &["absent"]);

    let file = data.join("cut.backup");
    data.run(&["backup", file.to_str().unwrap()]).done();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    data.run(&["restore", file.to_str().unwrap()])
        .failed(1, &["cut.backup"]);
    assert_eq!(data.recorded(), 1);
    data.run(&["check"]).done();
}
