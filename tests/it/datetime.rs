//! `datetime`: activities by when they took place, coverage as it stood at the end of the time asked for.

use crate::support::{Server, Table, address, ids, property};

/// Four activities, by title: one day, a week, a month, and one in the next year.
fn server() -> Server {
    let server = Server::empty();
    let row = |title: &'static str, start: &'static str, end: &'static str| {
        [
            ("plan_line", "2018-loudspeaker"),
            ("title", title),
            ("start", start),
            ("end", end),
            ("place", "03386"),
        ]
    };
    server.import(
        &Table::new()
            .row(&row("day", "2017-03-15", ""))
            .row(&row("week", "2017-05-01", "2017-05-07"))
            .row(&row("month", "2017-05-07", "2017-06-06"))
            .row(&row("later", "2018-01-02", "")),
    );
    server
}

fn titles(server: &Server, datetime: &str) -> Vec<String> {
    let found = server.items("activities", &[("datetime", datetime)]);
    let title = |id: &String| property(&found, id, "title").as_str().unwrap().to_owned();
    ids(&found).iter().map(title).collect()
}

#[test]
fn activities_are_found_by_when_they_took_place() {
    let server = server();
    for (datetime, wanted) in [
        ("2017-03-15", &["day"][..]),
        ("2017-03-14", &[]),
        ("2017-05-07", &["week", "month"]),
        ("2017-05-08", &["month"]),
        ("2017-01-01/2017-12-31", &["day", "week", "month"]),
        ("2017-05-03/2017-05-04", &["week"]),
        ("2017-06-07/2017-12-31", &[]),
        ("2017-06-06/..", &["month", "later"]),
        ("2017-06-06/", &["month", "later"]),
        ("../2017-05-01", &["day", "week"]),
        ("/2017-05-01", &["day", "week"]),
        // 14 March, 20:00 in London is the 15th in Lai Châu.
        ("2017-03-14T20:00:00Z", &["day"]),
        ("2017-03-15T20:00:00Z", &[]),
        ("2017-03-15T09:30:00+07:00", &["day"]),
        ("2018-01-01T00:00:00Z/2018-12-31T23:59:59Z", &["later"]),
        // Open ends as QGIS writes them, a day as GDAL does.
        ("2018-01-01T00:00:00Z/9999-12-31T00:00:00Z", &["later"]),
        ("0000-01-01T00:00:00Z/2017-03-31T00:00:00Z", &["day"]),
        (
            "0000-01-01T00:00:00+14:00/9999-12-31T23:59:59-12:00",
            &["day", "week", "month", "later"],
        ),
        ("2018-01-01T/..", &["later"]),
        ("2017-03-15T", &["day"]),
    ] {
        assert_eq!(titles(&server, datetime), wanted, "{datetime}");
    }
}

#[test]
fn coverage_is_that_of_the_end() {
    let server = server();
    let at = |datetime: &str| {
        let found = server.items(
            "coverage",
            &[("line", "2018-loudspeaker"), ("datetime", datetime)],
        );
        let value = |name: &str| property(&found, "03386", name).clone();
        (value("as_of"), value("achieved"))
    };
    assert_eq!(at("2017-03-14"), ("2017-03-14".into(), 0.into()));
    assert_eq!(at("2017-03-15"), ("2017-03-15".into(), 1.into()));
    assert_eq!(at("2017-01-01/2017-05-07"), ("2017-05-07".into(), 2.into()));
    assert_eq!(at("2017-05-08/2017-06-05"), ("2017-06-05".into(), 2.into()));
    assert_eq!(at("../2017-12-31"), ("2017-12-31".into(), 3.into()));
    // Up to now: everything.
    assert_eq!(at("2017-01-01/..").1, 4);
    assert_eq!(at("2017-01-01T00:00:00Z/9999-12-31T00:00:00Z").1, 4);
}

#[test]
fn junk_is_refused() {
    let server = Server::empty();
    for collection in ["activities", "coverage", "communes"] {
        for junk in [
            "",
            "yesterday",
            "2017",
            "2017-13-01",
            "2017-02-30",
            "2017-1-1",
            "15/3/2017",
            "2018-06-30/2018-01-01",
            "2018-01-01/2018-02-01/2018-03-01",
            "../..",
            "/",
            "2017-01-01/soon",
            "2017-03-15T25:00:00Z",
            "2017-03-15T10:00:00",
            "2017-03-15TT",
            "T",
            "10000-01-01T00:00:00Z/..",
        ] {
            let path = format!("/api/collections/{collection}/items");
            let reply = server.get(&address(&path, &[("datetime", junk)]));
            assert_eq!(reply.status, 400, "{collection} {junk}");
            assert_eq!(reply.json()["parameter"], "datetime");
            assert_eq!(reply.json()["value"], junk);
        }
    }
}

#[test]
fn panos_are_found_by_when_they_were_built() {
    let server = Server::empty();
    let table = Table::new()
        .done("2017-pano", "2017-06-15", "Ma Lù Thàng", "1")
        .done("2017-pano", "2017-09-20", "Dào San", "1");
    server.import(&table);
    let slugs = |datetime: &str| ids(&server.items("pano-sites", &[("datetime", datetime)]));
    let not_built = 8;
    let found = slugs("2017-06-01/2017-06-30");
    assert!(found.contains(&"ma-lu-thang".to_owned()) && !found.contains(&"dao-san".to_owned()));
    // Those without a day of building match every time.
    assert_eq!(found.len(), not_built + 1);
    assert_eq!(slugs("2017-06-15/..").len(), not_built + 2);
    assert_eq!(slugs("../2017-06-14").len(), not_built);
}
