//! What the service answers is what its description says: every operation is asked as its own examples show it, and its
//! answers are held against their schemas; so are refusals.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Described, Description, Person, Server, activity, address};

/// The server with its samples, and an admin who asks it.
struct Stage {
    server: Server,
    admin: Person,
}

impl Stage {
    fn new() -> Self {
        let data = DataDir::new();
        let admin = data.admin();
        Self {
            server: Server::with(&data, &["--demo"]).expecting("SAMPLE data"),
            admin,
        }
    }

    /// An address with its placeholders filled in; what is asked for exists.
    fn filled(&self, path: &str, admin: &Client) -> String {
        let mut path = path.replace("{extension}", "csv");
        path = path.replace("{accountName}", &self.admin.name);
        if path.contains("{activityId}") {
            let body = activity("2018-leaflets", "2018-03-01", &[("03571", 10.0)]);
            let made = admin.post("/api/activities", &body);
            path = path.replace("{activityId}", made.json()["id"].as_str().unwrap());
        }
        if path.contains("{tokenId}") {
            let made = admin.post("/api/tokens", &json!({"label": "thử"})).json();
            path = path.replace("{tokenId}", &made["id"].to_string());
        }
        path = path.replace("{reportFile}", "2017-h1.xlsx");
        if let Some((items, "")) = path.split_once("/{featureId}") {
            let first = admin.json(&format!("{items}?limit=1&skip_geometry=true"));
            let id = first["features"][0]["id"].as_str().unwrap();
            path = format!("{items}/{id}");
        }
        path
    }
}

/// A value as it stands in an address.
fn written(example: &Value) -> String {
    match example {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// It does not end.
fn is_endless(operation: &Described) -> bool {
    operation.path == "/api/events"
}

#[test]
fn every_address_that_is_read_answers_as_described() {
    let stage = Stage::new();
    let api = Description::of(&stage.server);
    let admin = stage.admin.by_token(&stage.server);
    let mut asked = 0;
    for operation in api.operations() {
        if operation.method != "GET" || is_endless(&operation) {
            continue;
        }
        let path = stage.filled(&operation.path, &admin);
        let plain = admin.get(&path);
        assert_eq!(plain.status, 200, "{path}: {}", plain.text());
        api.check(&operation, &plain, &path);
        // Each parameter by itself, as its example shows it.
        for parameter in api.parameters(&operation) {
            let name = parameter["name"].as_str().unwrap();
            if parameter["in"] != "query" {
                continue;
            }
            let example = &parameter["example"];
            if example.is_null() {
                assert!(
                    !parameter["x-queryable"].is_null(),
                    "{path}: {name} has no example"
                );
                continue;
            }
            let path = address(&path, &[(name, &written(example))]);
            let reply = admin.get(&path);
            // Nobody knew of the samples then.
            let unknown = name == "known_at" && path.contains("/activities/items/");
            let want = if unknown { 404 } else { 200 };
            assert_eq!(reply.status, want, "{path}: {}", reply.text());
            api.check(&operation, &reply, &path);
            asked += 1;
        }
    }
    assert!(asked > 150, "only {asked} examples were tried");
}

/// Properties have no examples of their own: the first feature's values serve.
#[test]
fn every_property_can_be_asked_for() {
    let stage = Stage::new();
    let api = Description::of(&stage.server);
    let mut asked = 0;
    for operation in api.operations() {
        if !operation.path.ends_with("/items") {
            continue;
        }
        let first = stage
            .server
            .json(&format!("{}?limit=1&skip_geometry=true", operation.path));
        let feature = &first["features"][0];
        for parameter in api.parameters(&operation) {
            let name = parameter["name"].as_str().unwrap();
            let value = &feature["properties"][name];
            if parameter["x-queryable"].is_null() || value.is_null() {
                continue;
            }
            let pairs = [(name, &*written(value)), ("skip_geometry", "true")];
            let path = address(&operation.path, &pairs);
            let found = stage.server.get(&path).ok();
            api.check(&operation, &found, &path);
            let found = found.json();
            let all = found["features"].as_array().unwrap();
            assert!(all.iter().any(|f| f["id"] == feature["id"]), "{path}");
            assert!(
                all.iter().all(|f| f["properties"][name] == *value),
                "{path}"
            );
            asked += 1;
        }
    }
    assert!(asked > 50, "only {asked} properties were asked for");
}

#[test]
fn what_is_sent_as_the_examples_show_it_is_taken() {
    let stage = Stage::new();
    let api = Description::of(&stage.server);
    let admin = stage.admin.by_token(&stage.server).if_match("*");
    let operations = api.operations();
    // Signing out is another matter: a token stays what it is.
    for operation in operations.iter().filter(|o| o.method != "GET") {
        let path = stage.filled(&operation.path, &admin);
        if path.ends_with("/restore") {
            assert_eq!(admin.delete(path.trim_end_matches("/restore")).status, 204);
        }
        let content = &operation.value["requestBody"]["content"];
        let reply = if content["text/csv"].is_object() {
            let table = content["text/csv"]["example"].as_str().unwrap();
            let typed = admin.with("content-type", "text/csv");
            typed.raw(&operation.method, &path, Some(table.as_bytes()))
        } else {
            let example = &content["application/json"]["example"];
            let example = example_for(&path, example);
            admin.send(&operation.method, &path, example.as_ref())
        };
        let about = format!("{} {path}", operation.method);
        assert!(
            reply.status < 300,
            "{about}: {} {}",
            reply.status,
            reply.text()
        );
        api.check(operation, &reply, &about);
    }
}

/// The example, with what must be right on this server.
fn example_for(path: &str, example: &Value) -> Option<Value> {
    let mut example = (!example.is_null()).then(|| example.clone())?;
    match path {
        // Whoever they belong to must be somebody here.
        "/api/session" => example["name"] = "quản.trị".into(),
        // The admin is the last one.
        _ if example.get("disabled").is_some() => example["disabled"] = false.into(),
        _ => {}
    }
    Some(example)
}

#[test]
fn dry_runs_and_histories_are_as_described() {
    let stage = Stage::new();
    let api = Description::of(&stage.server);
    let admin = stage.admin.by_token(&stage.server);
    let (any, late) = (admin.if_match("*"), admin.if_match("\"7\""));
    let body = activity("2018-leaflets", "2018-03-01", &[("03571", 10.0)]);
    let create = api.operation("POST", "/api/activities");
    let tried = admin.post("/api/activities?dry_run=true", &body);
    assert_eq!(tried.status, 200);
    api.check(&create, &tried, "a dry run");
    let made = admin.post("/api/activities", &body);
    assert_eq!(made.status, 201);
    api.check(&create, &made, "made");
    let path = made.header("location").to_owned();
    let change = api.operation("PUT", "/api/activities/{activityId}");
    let more = activity(
        "2018-leaflets",
        "2018-03-02",
        &[("03571", 20.0), ("ma-lu-thang", 1.0)],
    );
    let refused = any.put(&path, &more);
    assert_eq!(refused.status, 422);
    api.check(&change, &refused, "a site of another line");
    let later = late.put(&path, &body);
    assert_eq!(later.status, 412);
    api.check(&change, &later, "changed meanwhile");
    any.put(&path, &body).ok();
    let history = api.operation("GET", "/api/activities/{activityId}/history");
    let told = admin.get(&format!("{path}/history")).ok();
    assert_eq!(told.json()["revisions"].as_array().map(Vec::len), Some(2));
    api.check(&history, &told, "a history");
}

#[test]
fn refusals_are_as_described() {
    let stage = Stage::new();
    let api = Description::of(&stage.server);
    let admin = stage.admin.by_token(&stage.server).if_match("*");
    let nobody = stage.server.anybody();
    for operation in api.operations() {
        if is_endless(&operation) {
            continue;
        }
        let Described {
            method,
            path,
            value,
        } = &operation;
        let filled = stage.filled(path, &admin);
        let body = (!value["requestBody"].is_null()).then(|| json!({}));
        let about = |what: &str| format!("{method} {filled}: {what}");
        // A parameter that there is not; a form for files is read first.
        if value["requestBody"]["content"]["text/csv"].is_null() {
            let unknown = address(&filled, &[("nothing", "1")]);
            let reply = admin.send(method, &unknown, body.as_ref());
            assert_eq!(
                reply.json()["code"],
                "unknown_parameter",
                "{}",
                about("unknown")
            );
            api.check(&operation, &reply, &about("unknown"));
        }
        // Somebody who has not signed in.
        if value["x-roles"].is_array() {
            let reply = nobody.send(method, &filled, body.as_ref());
            assert_eq!(reply.status, 401, "{}", about("nobody"));
            api.check(&operation, &reply, &about("nobody"));
        }
        // Something that is not there.
        if path.contains('{') {
            let nowhere = nowhere(path);
            let reply = admin.send(method, &nowhere, body.as_ref());
            let never = [404, 400, 422];
            assert!(
                never.contains(&reply.status),
                "{method} {nowhere}: {}",
                reply.text()
            );
            api.check(&operation, &reply, &format!("{method} {nowhere}"));
        }
        // A browser on another site.
        if method != "GET" {
            let elsewhere = admin.with("sec-fetch-site", "cross-site");
            let reply = elsewhere.send(method, &filled, body.as_ref());
            assert_eq!(
                reply.json()["code"],
                "wrong_origin",
                "{}",
                about("elsewhere")
            );
            api.check(&operation, &reply, &about("elsewhere"));
        }
    }
}

/// An address of the same form where nothing is.
fn nowhere(path: &str) -> String {
    let start = path.split('{').next().unwrap();
    let end = path.rsplit('}').next().unwrap();
    format!("{start}không-có{end}").replace("không-có", "kh%C3%B4ng-c%C3%B3")
}

/// What these tests stand on can tell wrong from right.
#[test]
fn the_check_finds_what_is_wrong() {
    let api = Description::of(&Server::empty());
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let link = json!({"href": "http://x/", "rel": "self", "type": "text/html"});
    assert!(api.faults(&schema("Link"), &link).is_empty());
    for (wrong, about) in [
        (json!({"href": "http://x/", "rel": "self"}), "no `type`"),
        (
            json!({"href": "x", "rel": "self", "type": "text/html"}),
            "is no \"uri\"",
        ),
        (
            json!({"href": 1, "rel": "self", "type": "text/html"}),
            "want string",
        ),
        (
            json!({"href": "http://x/", "rel": "self", "type": "a", "more": 1}),
            "`more` is not described",
        ),
        (Value::Null, "want object"),
    ] {
        let faults = api.faults(&schema("Link"), &wrong);
        assert!(
            faults.iter().any(|f| f.contains(about)),
            "{about}: {faults:?}"
        );
    }
    assert!(api.faults(&schema("AreaGeometry"), &Value::Null).is_empty());
    assert!(!api.faults(&schema("Status"), &json!("late")).is_empty());
    assert!(
        !api.faults(&json!({"type": "integer", "minimum": 1}), &json!(0))
            .is_empty()
    );
}
