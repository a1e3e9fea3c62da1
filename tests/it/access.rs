//! Who may do what: one table of every route, held against the router, and tried by everybody, by cookie and by token,
//! on a public and on a private service.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, PASSWORD, Person, Server, Table, activity, routes};

/// A status, and the code of its problem.
type Want = (u16, &'static str);

const YES: Want = (200, "");
const MADE: Want = (201, "");
const GONE: Want = (204, "");
/// Sign in first.
const SIGN: Want = (401, "sign_in_needed");
/// The role is not enough.
const ROLE: Want = (403, "not_allowed");
/// The place is not the editor's.
const ELSE: Want = (403, "other_district");
const DELETED: Want = (409, "deleted");
const SO: Want = (409, "already_so");
/// A row of the table is not the editor's.
const FAULTY: Want = (422, "faulty_file");
const NO_PAGE: Want = (404, "no_such_page");
const NO_TOKEN: Want = (404, "no_such_token");

/// Who tries; the order of the columns below. The second column is of a private service.
const ROLES: [&str; 5] = ["nobody", "viewer", "editor", "verifier", "admin"];

const OPEN: [Want; 6] = [YES; 6];
const READ: [Want; 6] = [YES, SIGN, YES, YES, YES, YES];
const OWN: [Want; 6] = [SIGN, SIGN, YES, YES, YES, YES];
const MANAGE: [Want; 6] = [SIGN, SIGN, ROLE, ROLE, ROLE, YES];

/// Needs the right to record; what editors, verifiers and admins get.
const fn record(editor: Want, others: Want) -> [Want; 6] {
    [SIGN, SIGN, ROLE, editor, others, others]
}

/// Needs the right to verify.
const fn verify(others: Want) -> [Want; 6] {
    [SIGN, SIGN, ROLE, ROLE, others, others]
}

/// What a request is about: it is made anew for each try.
#[derive(Clone, Copy, Debug)]
enum About {
    /// Nothing that changes; the path's end, and the body.
    Plain(&'static str, &'static str),
    /// A new activity at these places.
    New(&'static [&'static str]),
    /// A record at a place in a state.
    Old(&'static str, State),
    /// The same, moved to another place.
    Moved(&'static str, &'static str),
    /// A table with one row at a place; the path's end.
    Sheet(&'static str, &'static str),
    OwnToken,
    OthersToken,
    NewAccount,
    /// The account of somebody else, and the body.
    Account(&'static str),
}
use About::{Account, Moved, New, NewAccount, Old, OthersToken, OwnToken, Plain, Sheet};

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Submitted,
    Rejected,
    Verified,
    Deleted,
    /// Verified, then deleted.
    Both,
}
use State::{Both, Deleted, Rejected, Submitted, Verified};

/// Dào San, and the whole district, of the editor's; Quyết Thắng in another.
const MINE: &str = "03571";
const OTHER: &str = "03386";

const NOTHING: About = Plain("", "");

#[rustfmt::skip]
const TABLE: &[(&str, &str, About, [Want; 6])] = &[
    ("GET", "/", NOTHING, OPEN),
    ("GET", "/map.svg", NOTHING, READ),
    ("GET", "/map.png", Plain("", "?size=social"), READ),
    ("GET", "/healthz", NOTHING, OPEN),
    ("GET", "/readyz", NOTHING, OPEN),
    // Its one file has a name of its own in every build.
    ("GET", "/pages/{file}", Plain("old.css", ""), [NO_PAGE; 6]),
    ("GET", "/api", NOTHING, READ),
    ("GET", "/api/", NOTHING, READ),
    ("GET", "/api/conformance", NOTHING, READ),
    ("GET", "/pages/{file}", Plain("other.css", ""), [(404, "no_such_page"); 6]),
    ("GET", "/api/openapi.json", NOTHING, READ),
    ("GET", "/api/docs", NOTHING, READ),
    ("GET", "/api/docs/examples", NOTHING, READ),
    ("GET", "/api/collections", NOTHING, READ),
    ("GET", "/api/collections/{id}", Plain("coverage", ""), READ),
    ("GET", "/api/collections/{id}/queryables", Plain("coverage", ""), READ),
    ("GET", "/api/collections/{id}/schema", Plain("coverage", ""), READ),
    ("GET", "/api/collections/{id}/sortables", Plain("coverage", ""), READ),
    ("GET", "/api/collections/{id}/items", Plain("activities", ""), READ),
    ("GET", "/api/collections/{id}/items/{feature}", Plain("communes/03386", ""), READ),
    ("GET", "/data/national-border.geojson", NOTHING, READ),
    ("GET", "/data/{file}", Plain("coverage.geojson", ""), READ),
    ("GET", "/api/plan", NOTHING, READ),
    ("GET", "/api/summary", NOTHING, READ),
    ("GET", "/api/matrix", NOTHING, READ),
    ("GET", "/api/pano-reach", NOTHING, READ),
    ("GET", "/api/changes", NOTHING, READ),
    ("GET", "/api/events", NOTHING, READ),

    ("GET", "/api/activities", NOTHING, READ),
    ("GET", "/api/activities/{id}", Old(OTHER, Deleted), READ),
    ("GET", "/api/activities/{id}/history", Old(OTHER, Verified), READ),

    ("POST", "/api/activities", New(&[MINE]), record(MADE, MADE)),
    ("POST", "/api/activities", New(&["109"]), record(MADE, MADE)),
    ("POST", "/api/activities", New(&[OTHER]), record(ELSE, MADE)),
    ("POST", "/api/activities", New(&["105"]), record(ELSE, MADE)),
    ("POST", "/api/activities", New(&["12"]), record(ELSE, MADE)),
    ("POST", "/api/activities", New(&[MINE, OTHER]), record(ELSE, MADE)),
    ("POST", "/api/activities", New(&["?dry_run=true", MINE]), record(YES, YES)),
    ("POST", "/api/activities", New(&["?dry_run=true", OTHER]), record(ELSE, YES)),

    ("PUT", "/api/activities/{id}", Old(MINE, Submitted), record(YES, YES)),
    ("PUT", "/api/activities/{id}", Old(MINE, Rejected), record(YES, YES)),
    ("PUT", "/api/activities/{id}", Old(MINE, Verified), record(ROLE, YES)),
    ("PUT", "/api/activities/{id}", Old(MINE, Deleted), record(DELETED, DELETED)),
    ("PUT", "/api/activities/{id}", Old(OTHER, Submitted), record(ELSE, YES)),
    ("PUT", "/api/activities/{id}", Old(OTHER, Rejected), record(ELSE, YES)),
    ("PUT", "/api/activities/{id}", Old(OTHER, Deleted), record(ELSE, DELETED)),
    ("PUT", "/api/activities/{id}", Old("12", Submitted), record(ELSE, YES)),
    ("PUT", "/api/activities/{id}", Moved(MINE, "109"), record(YES, YES)),
    ("PUT", "/api/activities/{id}", Moved(MINE, OTHER), record(ELSE, YES)),
    ("PUT", "/api/activities/{id}", Moved(OTHER, MINE), record(ELSE, YES)),

    ("DELETE", "/api/activities/{id}", Old(MINE, Submitted), record(GONE, GONE)),
    ("DELETE", "/api/activities/{id}", Old(MINE, Rejected), record(GONE, GONE)),
    ("DELETE", "/api/activities/{id}", Old(MINE, Verified), record(ROLE, GONE)),
    ("DELETE", "/api/activities/{id}", Old(MINE, Deleted), record(DELETED, DELETED)),
    ("DELETE", "/api/activities/{id}", Old(OTHER, Submitted), record(ELSE, GONE)),
    ("DELETE", "/api/activities/{id}", Old("12", Submitted), record(ELSE, GONE)),

    ("POST", "/api/activities/{id}/restore", Old(MINE, Deleted), record(YES, YES)),
    ("POST", "/api/activities/{id}/restore", Old(MINE, Both), record(ROLE, YES)),
    ("POST", "/api/activities/{id}/restore", Old(MINE, Submitted), record(SO, SO)),
    ("POST", "/api/activities/{id}/restore", Old(OTHER, Deleted), record(ELSE, YES)),
    ("POST", "/api/activities/{id}/restore", Old("12", Deleted), record(ELSE, YES)),

    ("POST", "/api/activities/{id}/verify", Old(MINE, Submitted), verify(YES)),
    ("POST", "/api/activities/{id}/verify", Old(OTHER, Rejected), verify(YES)),
    ("POST", "/api/activities/{id}/verify", Old(MINE, Verified), verify(SO)),
    ("POST", "/api/activities/{id}/verify", Old(MINE, Deleted), verify(DELETED)),
    ("POST", "/api/activities/{id}/reject", Old(MINE, Submitted), verify(YES)),
    ("POST", "/api/activities/{id}/reject", Old(OTHER, Verified), verify(YES)),
    ("POST", "/api/activities/{id}/reject", Old(MINE, Deleted), verify(DELETED)),

    ("GET", "/api/imports", NOTHING, READ),
    ("GET", "/api/imports/template.xlsx", NOTHING, READ),
    ("POST", "/api/imports", Sheet("", MINE), record(YES, YES)),
    ("POST", "/api/imports", Sheet("", OTHER), record(FAULTY, YES)),
    ("POST", "/api/imports", Sheet("", "12"), record(FAULTY, YES)),
    ("POST", "/api/imports", Sheet("?dry_run=true", OTHER), record(YES, YES)),
    ("POST", "/api/imports/marked", Sheet("", OTHER), record(YES, YES)),

    ("GET", "/api/formats", NOTHING, READ),
    ("GET", "/api/offline.html", NOTHING, READ),
    ("GET", "/api/reports", NOTHING, READ),
    ("GET", "/api/reports/{file}", Plain("2018.xlsx", ""), READ),
    ("GET", "/api/tokens", NOTHING, OWN),
    ("GET", "/api/tokens", Plain("?account=somebody", ""), MANAGE),
    ("GET", "/api/tokens", Plain("?account=*", ""), MANAGE),
    ("POST", "/api/tokens", Plain("", r#"{"label": "thử"}"#), [SIGN, SIGN, MADE, MADE, MADE, MADE]),
    ("DELETE", "/api/tokens/{id}", OwnToken, [SIGN, SIGN, GONE, GONE, GONE, GONE]),
    ("DELETE", "/api/tokens/{id}", OthersToken, [SIGN, SIGN, NO_TOKEN, NO_TOKEN, NO_TOKEN, GONE]),
    ("GET", "/api/accounts", NOTHING, MANAGE),
    ("POST", "/api/accounts", NewAccount, [SIGN, SIGN, ROLE, ROLE, ROLE, MADE]),
    ("PUT", "/api/accounts/{name}", Account(r#"{"disabled": false}"#), MANAGE),
    ("DELETE", "/api/accounts/{name}/sessions", Account(""), [SIGN, SIGN, ROLE, ROLE, ROLE, GONE]),
    ("GET", "/api/audit", NOTHING, MANAGE),

    ("GET", "/api/session", NOTHING, OPEN),
    ("POST", "/api/session", Plain("", r#"{"name": "somebody", "password": "ruộng bậc thang xanh"}"#), OPEN),
    ("PUT", "/api/session/password", Plain("", r#"{"current": "ruộng bậc thang xanh", "new": "ruộng bậc thang xanh"}"#),
        [SIGN, SIGN, GONE, GONE, GONE, GONE]),
    // Last: it ends the session with which the others were tried.
    ("DELETE", "/api/session", NOTHING, [GONE; 6]),
];

#[test]
fn every_route_stands_in_the_table() {
    let told = TABLE
        .iter()
        .map(|(method, route, ..)| ((*method).to_owned(), (*route).to_owned()));
    assert_eq!(routes(), told.collect());
}

/// By cookie or by token.
type SignIn = for<'a> fn(&Person, &'a Server) -> Client<'a>;

/// The service with everybody on it, and somebody besides.
struct Stage {
    server: Server,
    people: Vec<Person>,
    other: Person,
    private: bool,
}

impl Stage {
    fn new(flags: &[&str]) -> Self {
        let data = DataDir::new();
        let people = vec![data.viewer(), data.editor(), data.verifier(), data.admin()];
        Self {
            other: data.person("somebody", "viewer", ""),
            server: Server::with(&data, flags),
            people,
            private: !flags.is_empty(),
        }
    }

    /// Prepares what a row is about: the address and body.
    fn prepare(
        &self,
        route: &str,
        about: About,
        admin: &Client,
        own: &Client,
    ) -> (String, Option<Value>) {
        let on = |place| activity("2018-leaflets", "2018-03-01", &[(place, 10.0)]);
        let id = |id: &str| route.replace("{id}", id).replace("{name}", id);
        match about {
            Plain(end, body) => {
                let start = route.split('{').next().unwrap();
                let path = match end.split_once('/') {
                    Some((id, feature)) => route.replace("{id}", id).replace("{feature}", feature),
                    None if route.contains("{id}") => id(end),
                    None => format!("{start}{end}"),
                };
                (path, serde_json::from_str(body).ok())
            }
            New([query, place]) if query.starts_with('?') => {
                (format!("{route}{query}"), Some(on(place)))
            }
            New(places) => {
                let shares: Vec<(&str, f64)> = places.iter().map(|place| (*place, 10.0)).collect();
                (
                    route.to_owned(),
                    Some(activity("2018-leaflets", "2018-03-01", &shares)),
                )
            }
            Old(place, state) => {
                let body = if route.ends_with("/reject") {
                    Some(json!({"reason": "thiếu biên bản"}))
                } else if route.ends_with("{id}") {
                    Some(on(place))
                } else {
                    None
                };
                (id(&recorded(admin, &on(place), state)), body)
            }
            Moved(from, to) => (id(&recorded(admin, &on(from), Submitted)), Some(on(to))),
            Sheet(end, place) => {
                // The same file twice would be no import.
                let title = format!("{}", admin.json("/api/changes?since=999999")["version"]);
                let row = [
                    ("plan_line", "2018-leaflets"),
                    ("title", &title),
                    ("start", "2018-03-01"),
                    ("place", place),
                    ("quantity", "1"),
                ];
                (
                    format!("{route}{end}"),
                    Some(Value::String(Table::new().row(&row).text())),
                )
            }
            OwnToken => {
                let made = own.post("/api/tokens", &json!({"label": "thử"})).json();
                (id(&made["id"].to_string()), None)
            }
            OthersToken => {
                self.other.token(&[]);
                let made = admin.json("/api/tokens?account=somebody");
                (id(&made["tokens"][0]["id"].to_string()), None)
            }
            NewAccount => {
                let count = admin.json("/api/accounts")["accounts"]
                    .as_array()
                    .unwrap()
                    .len();
                let new =
                    json!({"name": format!("mới-{count}"), "role": "viewer", "password": PASSWORD});
                (route.to_owned(), Some(new))
            }
            Account(body) => (id(&self.other.name), serde_json::from_str(body).ok()),
        }
    }

    fn play(&self, sign_in: SignIn) {
        let admin = self.people[3].by_token(&self.server);
        let everybody: Vec<Option<Client>> = std::iter::once(None)
            .chain(
                self.people
                    .iter()
                    .map(|person| Some(sign_in(person, &self.server))),
            )
            .collect();
        for (method, route, about, wants) in TABLE {
            let wants = [
                wants[usize::from(self.private)],
                wants[2],
                wants[3],
                wants[4],
                wants[5],
            ];
            for ((client, role), want) in everybody.iter().zip(ROLES).zip(wants) {
                let nobody = self.server.anybody();
                // Whoever is nobody has no token to take away: that of somebody else does.
                let own = client.as_ref().unwrap_or(&admin);
                let (path, body) = self.prepare(route, *about, &admin, own);
                let client = client.as_ref().unwrap_or(&nobody).if_match("*");
                let body = body.filter(|_| !["GET", "DELETE"].contains(method));
                let found = outcome(&client, method, &path, body.as_ref());
                assert_eq!(
                    found,
                    (want.0, want.1.to_owned()),
                    "{role}: {method} {path} {about:?}"
                );
            }
        }
    }
}

/// What comes back, without waiting for the end of an answer that has none.
fn outcome(client: &Client, method: &str, path: &str, body: Option<&Value>) -> (u16, String) {
    if path == "/api/events" {
        let status = client.open(method, path, None).status().as_u16();
        return (
            status,
            if status == 200 { "" } else { "sign_in_needed" }.to_owned(),
        );
    }
    let reply = match body {
        Some(Value::String(table)) => {
            let typed = client.with("content-type", "text/csv");
            typed.raw(method, path, Some(table.as_bytes()))
        }
        _ => client.send(method, path, body),
    };
    let code = if reply.status < 400 {
        Value::Null
    } else {
        reply.json()["code"].clone()
    };
    (reply.status, code.as_str().unwrap_or_default().to_owned())
}

/// A record in a state; its number.
fn recorded(admin: &Client, body: &Value, state: State) -> String {
    let made = admin.post("/api/activities", body);
    assert_eq!(made.status, 201, "{}", made.text());
    let path = made.header("location").to_owned();
    if matches!(state, Verified | Both) {
        admin.post(&format!("{path}/verify"), &json!({})).ok();
    }
    if state == Rejected {
        admin
            .post(&format!("{path}/reject"), &json!({"reason": "trùng"}))
            .ok();
    }
    if matches!(state, Deleted | Both) {
        assert_eq!(admin.if_match("*").delete(&path).status, 204);
    }
    path.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn everybody_gets_what_the_table_says_by_cookie() {
    Stage::new(&[]).play(Person::by_cookie);
}

#[test]
fn everybody_gets_what_the_table_says_by_token() {
    Stage::new(&[]).play(Person::by_token);
}

#[test]
fn everybody_gets_what_the_table_says_of_a_private_service_by_cookie() {
    Stage::new(&["--private"]).play(Person::by_cookie);
}

#[test]
fn everybody_gets_what_the_table_says_of_a_private_service_by_token() {
    Stage::new(&["--private"]).play(Person::by_token);
}
