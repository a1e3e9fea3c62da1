//! A full disk: what cannot be written is refused with a clear problem, nothing is damaged, and reading goes on.

use std::fs::File;
use std::io::Write;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Server, Table, activity, changed};

/// A small file system of its own on a data directory, taken away at the end.
struct Small(DataDir);

impl Small {
    /// `None` where the tests may not mount.
    fn new(size: &str) -> Option<Self> {
        let data = DataDir::new();
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs", data.arg()])
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(data));
        }
        eprintln!("not tried on a full disk: mounting one is not permitted here");
        None
    }

    /// Takes all that is free.
    fn fill(&self) {
        let mut file = File::create(self.0.join("filler")).unwrap();
        for size in [1 << 16, 1 << 12, 1 << 8, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn free(&self) {
        std::fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .args(["--lazy", self.0.arg()])
            .status();
    }
}

fn record() -> Value {
    let record = activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]);
    changed(&record, &json!({"note": "dài ".repeat(400)}))
}

/// Records until nothing more goes in; how many went in.
fn until_full(client: &Client, most: usize) -> (usize, Value) {
    for n in 0..most {
        let reply = client.post("/api/activities", &record());
        if reply.status != 201 {
            return (n, changed(&reply.json(), &json!({"status": reply.status})));
        }
    }
    panic!("{most} records, and still room");
}

#[test]
fn a_full_disk_is_said_and_does_no_harm() {
    let Some(small) = Small::new("4m") else {
        return;
    };
    let data = &small.0;
    let token = data.editor().token(&[]);
    let server = Server::on(data).expecting("disk is full");
    let client = server.bearer(&token);
    assert_eq!(client.post("/api/activities", &record()).status, 201);
    small.fill();
    let (more, problem) = until_full(&client, 5000);
    assert_eq!(
        (&problem["status"], &problem["code"]),
        (&json!(507), &json!("disk_full")),
        "{problem}"
    );
    for language in ["vi", "en"] {
        let reply = client
            .with("accept-language", language)
            .post("/api/activities", &record());
        assert_eq!(reply.status, 507, "{}", reply.text());
        assert_eq!(reply.header("content-language"), language);
    }
    // Signing in is a write too.
    assert_eq!(
        server.sign_in("phong-thổ", crate::support::PASSWORD).status,
        507
    );
    // Reading goes on, and shows what was acknowledged.
    let there =
        |server: &Server| server.line_figures("2018-leaflets", "2018-12-31")["achieved"].clone();
    assert_eq!(there(&server), json!(1 + more));
    server.get("/readyz").ok();
    // Other commands say the same.
    let file = DataDir::new();
    let table = (0..500).fold(Table::new(), |table, _| {
        table.done("2018-leaflets", "2018-03-01", "109", "1")
    });
    let path = file.put_new(table.text());
    data.run(&["import", "activities", &path])
        .failed(1, &["disk is full"]);

    small.free();
    assert_eq!(client.post("/api/activities", &record()).status, 201);
    assert_eq!(there(&server), json!(2 + more));
    data.run(&["check"]).done();
    drop(server);
    assert_eq!(there(&Server::on(data)), json!(2 + more));
}

#[test]
fn a_limit_of_file_size_is_said_and_does_no_harm() {
    let data = DataDir::new();
    let token = data.editor().token(&[]);
    data.import(&Table::new().done("2018-leaflets", "2018-03-01", "109", "1"))
        .done();
    // 512 bytes each: more than the database has, less than it wants to have.
    let limited = "trap '' XFSZ; ulimit -f 1600; exec \"$0\" \"$@\"";
    let plain = data.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut command = Command::new("sh");
    command
        .args(["-c", limited])
        .arg(plain.get_program())
        .args(plain.get_args());
    let server = Server::spawn(&data, command).expecting("disk is full");
    let client = server.bearer(&token);
    let (more, problem) = until_full(&client, 2000);
    assert_eq!(
        (&problem["status"], &problem["code"]),
        (&json!(507), &json!("disk_full")),
        "{problem}"
    );
    assert!(more > 10, "{more}");
    let figures =
        |server: &Server| server.line_figures("2018-leaflets", "2018-12-31")["achieved"].clone();
    assert_eq!(figures(&server), json!(1 + more));
    drop(server);
    data.run(&["check"]).done();
    let server = Server::on(&data);
    assert_eq!(figures(&server), json!(1 + more));
    assert_eq!(
        server
            .bearer(&token)
            .post("/api/activities", &record())
            .status,
        201
    );
}
