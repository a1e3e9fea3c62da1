//! Passwords, tokens and cookies stand nowhere: not in the log, not in the database, not in an answer.

use serde_json::json;

use crate::support::{DataDir, PASSWORD, Server, activity};

/// Every file of the data directory, as it lies on the disk.
fn files(data: &DataDir) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(data.path()).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn secrets_are_kept_nowhere() {
    let data = DataDir::new();
    let person = data.admin();
    // With everything that it would say, if it said too much.
    let mut command = data.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("RUST_LOG", "trace");
    let mut server = Server::spawn(&data, command)
        .expecting("TRACE")
        .expecting("DEBUG");
    let token = person.token(&[]);
    let cookie = server.sign_in(&person.name, PASSWORD).ok().cookie();
    let secret = cookie.split_once('=').unwrap().1.to_owned();
    let client = server.anybody().with("cookie", &cookie);
    server.sign_in(&person.name, "mật khẩu gõ nhầm");
    let other = client.post("/api/tokens", &json!({"label": "một"})).json();
    let change = json!({"current": PASSWORD, "new": "đồi chè Tân Uyên"});
    assert_eq!(client.put("/api/session/password", &change).status, 204);
    let made = client.post(
        "/api/accounts",
        &json!({"name": "hai", "role": "viewer", "password": "mưa đá tháng ba"}),
    );
    assert_eq!(made.status, 201);
    let record = activity("2018-leaflets", "2018-03-01", &[("109", 1.0)]);
    assert_eq!(
        server
            .bearer(&token)
            .post("/api/activities", &record)
            .status,
        201
    );
    let mut said = String::new();
    for path in [
        "/api/accounts",
        "/api/tokens?account=*",
        "/api/audit",
        "/api/session",
    ] {
        said += client.get(path).ok().text();
    }
    let secrets = [
        PASSWORD,
        "mật khẩu gõ nhầm",
        "đồi chè Tân Uyên",
        "mưa đá tháng ba",
        &token,
        token.trim_start_matches("vp_"),
        other["token"].as_str().unwrap(),
        &secret,
    ];
    // The write-ahead log too, while it is there.
    let mut places = files(&data);
    assert!(
        places.iter().any(|(name, _)| name.ends_with("-wal")),
        "{places:?}"
    );
    server.terminate();
    places.extend(files(&data));
    places.push(("the log".to_owned(), server.log().join("\n").into_bytes()));
    places.push(("the answers".to_owned(), said.into_bytes()));
    for (name, bytes) in &places {
        for secret in secrets {
            assert!(!contains(bytes, secret), "{name} holds `{secret}`");
        }
    }
    // The search itself finds what is there.
    let database = places
        .iter()
        .filter(|(name, _)| name.starts_with("vungphu.sqlite3"));
    let found = |text: &str| database.clone().any(|(_, bytes)| contains(bytes, text));
    assert!(found("$argon2id$v=19$m=19456,t=2,p=1$") && found("Hoạt động thử"));
    assert!(server.log().iter().any(|line| line.contains("Listening")));
}
