//! What people and programs see word for word: help, landing page, collections, a problem, an import report, the schema.
//! Addresses are held against what they must be before they are hidden.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Server, Started, Table, activity, command};

#[test]
fn help_of_every_command() {
    for args in [
        &["--help"][..],
        &["serve", "--help"],
        &["import", "--help"],
        &["import", "activities", "--help"],
        &["template", "--help"],
        &["export", "--help"],
        &["map", "--help"],
        &["check", "--help"],
        &["user", "--help"],
        &["user", "add", "--help"],
        &["user", "list", "--help"],
        &["user", "token", "--help"],
        &["user", "disable", "--help"],
        &["user", "passwd", "--help"],
    ] {
        let run = Started::new(command(args)).end().done();
        let name = format!("help {}", args.join(" ").replace("--help", ""))
            .trim_end()
            .replace(' ', "_");
        insta::assert_snapshot!(name, run.out);
    }
}

/// Hides the server's address where it begins a link.
fn without_address(server: &Server, mut value: Value) -> Value {
    fn walk(value: &mut Value, base: &str) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, base)),
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    if name == "href" {
                        let href = member.as_str().unwrap();
                        let path = href.strip_prefix(base).expect("a link to this server");
                        *member = format!("[base]{path}").into();
                    } else {
                        walk(member, base);
                    }
                }
            }
            _ => {}
        }
    }
    walk(&mut value, &server.base);
    value
}

#[test]
fn the_landing_page_and_the_collections() {
    let server = Server::empty();
    insta::assert_json_snapshot!("landing", without_address(&server, server.json("/api")));
    let collections = without_address(&server, server.json("/api/collections"));
    insta::assert_json_snapshot!("collections", collections);
}

#[test]
fn problems() {
    let server = Server::empty();
    for (name, language) in [("problem_vi", "vi"), ("problem_en", "en")] {
        let path = "/api/collections/coverage/items?status=late";
        let reply = server.get_with(path, &[("accept-language", language)]);
        insta::assert_json_snapshot!(name, reply.json());
    }
}

/// What those read who may not do something, were too late, or wrote something wrong.
#[test]
fn refusals() {
    let data = DataDir::new();
    let (editor, viewer) = (data.editor(), data.viewer());
    let server = Server::on(&data);
    let own = editor.by_token(&server);
    let record = |unit| activity("2018-leaflets", "2018-03-01", &[(unit, 1.0)]);
    let made = own.post("/api/activities", &record("109"));
    let path = made.header("location");
    own.if_match("\"1\"").put(path, &record("03571")).ok();
    for _ in 0..8 {
        server.sign_in(&viewer.name, "không phải");
    }
    let wrong = json!({"plan_line": "2018-leaflet", "title": "Chị Lò Thị Mai 0912345678", "start": "x", "shares": []});
    for (language, tag) in [("vi", "vi"), ("en", "en")] {
        let nobody = server.anybody().with("accept-language", language);
        let viewer = viewer.by_token(&server).with("accept-language", language);
        let own = own.with("accept-language", language);
        let attempt = json!({"name": viewer_name(&viewer), "password": "không phải"});
        let said = [
            ("401", nobody.post("/api/activities", &record("109"))),
            ("403_role", viewer.post("/api/activities", &record("109"))),
            ("403_district", own.post("/api/activities", &record("105"))),
            ("412", own.if_match("\"1\"").delete(path)),
            ("422", own.post("/api/activities", &wrong)),
            ("428", own.delete(path)),
            ("429", nobody.post("/api/session", &attempt)),
        ];
        for (name, reply) in said {
            assert_eq!(reply.status.to_string(), name[..3], "{}", reply.text());
            insta::assert_json_snapshot!(format!("refusal_{name}_{tag}"), reply.json(), {
                ".current.id" => "[id]", ".current.recorded_at" => "[time]",
                ".base.id" => "[id]", ".base.recorded_at" => "[time]",
                ".retry_after" => "[seconds]",
                ".detail" => insta::dynamic_redaction(|value, _| without_seconds(value.as_str().unwrap())),
            });
        }
    }
}

/// How long somebody has to wait is the clock's affair.
fn without_seconds(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.parse::<u32>() {
        Ok(_) => "[seconds]",
        Err(_) => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn viewer_name(client: &Client) -> Value {
    client.json("/api/session")["account"]["name"].clone()
}

#[test]
fn the_import_report_of_a_faulty_file() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/faulty-activities.csv"
    );
    let data = DataDir::new();
    let text = std::fs::read_to_string(path).unwrap();
    let file = data.put("faulty-activities.csv", &text);
    let import = ["import", "activities", file.to_str().unwrap()];
    let run = data.run(&[&import[..], &["--dry-run", "--format", "json"]].concat());
    assert_eq!(run.code, Some(1));
    insta::assert_json_snapshot!("import_report", run.json());
    let run = data.run(&import);
    insta::assert_snapshot!("import_report_text", run.out.replace(data.arg(), "[dir]"));
}

#[test]
fn one_commune_of_every_kind_of_view() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-leaflets", "2017-05-10", "Dào San", "100"));
    for (name, query) in [
        ("coverage_of_a_line", "line=2017-leaflets&as_of=2018-01-01"),
        ("coverage_overall", "as_of=2018-01-01"),
    ] {
        let item = server.json(&format!("/api/collections/coverage/items/03571?{query}"));
        insta::assert_json_snapshot!(name, item["properties"]);
    }
    let site = server.json("/api/collections/pano-sites/items/dao-san?as_of=2018-01-01");
    insta::assert_json_snapshot!("pano_site", site["properties"]);
}

#[test]
fn the_schema() {
    let data = DataDir::new();
    data.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"))
        .done();
    let database = rusqlite::Connection::open(data.join("vungphu.sqlite3")).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let mut statement = database.prepare(sql).unwrap();
    let all: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let value = |pragma: &str| -> i64 {
        database
            .pragma_query_value(None, pragma, |row| row.get(0))
            .unwrap()
    };
    let mode: String = database
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
    insta::assert_snapshot!(
        "schema",
        format!(
            "-- application_id {:x}, user_version {}\n{};",
            value("application_id"),
            value("user_version"),
            all.join(";\n\n")
        )
    );
}
