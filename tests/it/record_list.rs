//! The list of records as people work with it: filters, pages, search without accents.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Server, Table, activity, address, changed};

/// Titles on a page, in their order.
fn titles(client: &Client, parameters: &[(&str, &str)]) -> Vec<String> {
    let list = client.json(&address("/api/activities", parameters));
    let records = list["records"].as_array().unwrap().iter();
    records
        .map(|record| record["title"].as_str().unwrap().to_owned())
        .collect()
}

/// Six records, `a` to `f`, one of each kind; `f` is the newest change.
fn stage() -> (Server, String) {
    let data = DataDir::new();
    let (editor, verifier) = (data.editor(), data.verifier());
    let server = Server::on(&data);
    let token = verifier.token(&[]);
    {
        let all = server.bearer(&token);
        let own = editor.by_token(&server);
        let post = |client: &Client, title: &str, record: Value, more: Value| {
            let body = changed(&changed(&record, &json!({"title": title})), &more);
            let reply = client.post("/api/activities", &body);
            assert_eq!(reply.status, 201, "{}", reply.text());
            reply.header("location").to_owned()
        };
        let b = post(
            &all,
            "b",
            activity("2018-leaflets", "2018-03-10", &[("03386", 5.0)]),
            json!({"note": "Chợ phiên Dào San"}),
        );
        let c = post(
            &all,
            "c",
            activity("2018-event", "2018-05-01", &[("106", 1.0)]),
            json!({"end": "2018-05-20"}),
        );
        let d = post(
            &all,
            "d",
            activity("2018-leaflets", "2018-04-01", &[("12", 5.0)]),
            json!({"reference": "45/BC-LĐTBXH"}),
        );
        post(
            &own,
            "a",
            activity(
                "2018-leaflets",
                "2018-03-01",
                &[("03571", 5.0), ("109", 1.0)],
            ),
            json!({"code": "PT-01"}),
        );
        all.post(&format!("{b}/verify"), &json!({})).ok();
        all.post(&format!("{c}/reject"), &json!({"reason": "trùng"}))
            .ok();
        assert_eq!(all.if_match("*").delete(&d).status, 204);
        let table = Table::new().row(&[
            ("plan_line", "2017-pano"),
            ("title", "f"),
            ("start", "2017-09-09"),
            ("place", "dao-san"),
        ]);
        server.import(&table);
    }
    (server, token)
}

#[test]
fn filters_narrow_it() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    let import = client.json("/api/activities?q=f")["records"][0]["id"].clone();
    assert!(import.is_string());
    for (parameters, want) in [
        (&[][..], &["f", "c", "b", "a"][..]),
        (&[("state", "submitted")], &["f", "a"]),
        (&[("state", "verified")], &["b"]),
        (&[("state", "rejected,verified")], &["c", "b"]),
        (&[("state", "deleted")], &["d"]),
        (&[("state", "deleted,verified")], &["d", "b"]),
        (
            &[("state", "submitted,verified,rejected,deleted")],
            &["f", "d", "c", "b", "a"],
        ),
        (&[("plan_line", "2018-leaflets")], &["b", "a"]),
        (&[("plan_line", "2018-event,2017-pano")], &["f", "c"]),
        (&[("district", "109")], &["f", "a"]),
        (&[("district", "Tam Đường")], &["c"]),
        (&[("district", "110")], &[]),
        (&[("place", "03571")], &["a"]),
        (&[("place", "109")], &["a"]),
        (&[("place", "dao-san")], &["f"]),
        (&[("place", "12")], &[]),
        (&[("from", "2018-05-20")], &["c"]),
        (&[("from", "2018-05-21")], &[]),
        (&[("until", "2018-03-01")], &["f", "a"]),
        (
            &[("from", "2018-03-01"), ("until", "2018-03-10")],
            &["b", "a"],
        ),
        (&[("recorded_by", "phong-thổ")], &["a"]),
        (&[("recorded_by", "cli")], &["f"]),
        (&[("import", "1")], &["f"]),
        (&[("import", "2")], &[]),
        (
            &[
                ("state", "submitted"),
                ("district", "109"),
                ("plan_line", "2018-leaflets"),
            ],
            &["a"],
        ),
    ] {
        assert_eq!(titles(&client, parameters), want, "{parameters:?}");
    }
}

#[test]
fn words_are_found_without_accents_and_capitals() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    for (words, want) in [
        ("dao san", &["b"][..]),
        ("DÀO SAN", &["b"]),
        ("phien cho", &["b"]),
        ("chợ không-có", &[]),
        ("pt-01", &["a"]),
        ("pt 01", &["a"]),
        ("%", &["f", "c", "b", "a"]),
        ("_", &["f", "c", "b", "a"]),
        ("", &["f", "c", "b", "a"]),
        ("' OR 1=1 --", &[]),
    ] {
        assert_eq!(titles(&client, &[("q", words)]), want, "{words}");
    }
    assert_eq!(
        titles(&client, &[("q", "45/bc ldtbxh"), ("state", "deleted")]),
        ["d"]
    );
}

#[test]
fn pages_together_are_the_whole_list() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    let page = |offset: &str| {
        client.json(&address(
            "/api/activities",
            &[("limit", "3"), ("offset", offset)],
        ))
    };
    let first = page("0");
    assert_eq!(
        (&first["matched"], &first["limit"], &first["offset"]),
        (&json!(4), &json!(3), &json!(0))
    );
    let mut all = first["records"].as_array().unwrap().clone();
    all.extend(page("3")["records"].as_array().unwrap().clone());
    let whole = client.json("/api/activities");
    assert_eq!((&whole["limit"], &whole["offset"]), (&json!(50), &json!(0)));
    assert_eq!(json!(all), whole["records"]);
    assert_eq!(page("4")["records"], json!([]));
    assert_eq!(client.json("/api/activities?limit=5000")["limit"], 1000);
    // Each is as it is by itself.
    for record in &all {
        let path = format!("/api/activities/{}", record["id"].as_str().unwrap());
        assert_eq!(client.json(&path), *record);
    }
}

#[test]
fn parameters_that_cannot_be_used_are_refused() {
    let (server, token) = stage();
    let client = server.bearer(&token);
    for (query, parameter) in [
        ("state=done", "state"),
        ("plan_line=x", "plan_line"),
        ("plan_line=2018-event,x", "plan_line"),
        ("district=99", "district"),
        ("place=99999", "place"),
        ("from=1/3/2018", "from"),
        ("until=x", "until"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("offset=x", "offset"),
        ("offset=9223372036854775808", "offset"),
        ("import=x", "import"),
        ("sort=title", "sort"),
        ("q=a&q=b", "q"),
    ] {
        let reply = client.get(&format!("/api/activities?{query}"));
        assert_eq!(
            (reply.status, &reply.json()["parameter"]),
            (400, &json!(parameter)),
            "{query}"
        );
    }
}
