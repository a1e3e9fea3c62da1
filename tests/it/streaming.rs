//! Large files of the ledger are written while they are read: whole, of one version, and no burden if the client goes away.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::support::{DataDir, Server, Table, features, until};

/// More records than are held in memory.
const MANY: usize = 6_000;

fn ledger() -> DataDir {
    let data = DataDir::new();
    let table = (0..MANY).fold(Table::new(), |table, n| {
        let title = format!("Đợt {n}");
        let place = ["Dào San", "Ma Li Pho", "Mù Sang"][n % 3];
        table.row(&[
            ("activity", &format!("HD-{}", n - n % 2)),
            ("plan_line", "2018-leaflets"),
            (
                "title",
                &title.replace(&n.to_string(), &(n - n % 2).to_string()),
            ),
            ("start", "2018-03-01"),
            ("district", "Phong Thổ"),
            ("place", place),
            ("quantity", "5"),
        ])
    });
    // Two rows are one activity; as many again are single ones.
    let single = (0..MANY).fold(Table::new(), |table, n| {
        table.row(&[
            ("plan_line", "2018-leaflets"),
            ("title", &format!("Lẻ {n}")),
            ("start", "2018-04-01"),
            ("district", "Phong Thổ"),
            ("place", "Dào San"),
            ("quantity", "1"),
        ])
    });
    data.import(&table).done();
    data.import(&single).done();
    data
}

#[test]
fn a_large_file_comes_whole_and_of_one_version() {
    let data = ledger();
    let server = Server::on(&data);
    let all = MANY + MANY / 2;
    let csv = server.get("/data/activities.csv").ok();
    assert_eq!(csv.header("content-length"), "");
    assert_eq!(csv.text().lines().count(), all + 1);
    assert!(
        csv.text().contains("Dào San: 5; "),
        "two places of one activity"
    );
    let geojson = server.get("/data/activities.geojson").ok();
    let read = geojson.json();
    assert_eq!(features(&read).len(), all);
    assert_eq!(
        (&read["numberMatched"], &read["numberReturned"]),
        (&all.into(), &all.into())
    );
    // The same records as page by page.
    let page = server.json(&format!(
        "/api/collections/activities/items?limit=1000&offset={}",
        all - 500
    ));
    assert_eq!(features(&page), &features(&read)[all - 500..]);
    let middle = server.json("/data/activities.geojson?limit=6000&offset=7&sortby=-title");
    assert_eq!(features(&middle).len(), 6000);
    let part = server.json("/api/collections/activities/items?limit=3&offset=7&sortby=-title");
    assert_eq!(features(&middle)[..3], *features(&part));
    // Conditions hold.
    let path = "/data/activities.csv?filter=title%20LIKE%20'L%E1%BA%BB%25'";
    assert_eq!(server.get(path).ok().text().lines().count(), MANY + 1);
    let tag = csv.header("etag");
    assert!(tag.starts_with('"'), "{tag}");
    assert_eq!(server.get("/data/activities.csv").ok().header("etag"), tag);
    let known = server.get_with("/data/activities.csv", &[("if-none-match", tag)]);
    assert_eq!((known.status, known.body.len()), (304, 0));
    let head = server.ask("HEAD", "/data/activities.csv", &[]);
    assert_eq!(
        (
            head.status,
            head.header("etag"),
            head.header("content-length")
        ),
        (200, tag, "")
    );
    for coding in ["gzip", "br", "zstd"] {
        let packed = server
            .get_with("/data/activities.csv", &[("accept-encoding", coding)])
            .ok();
        assert_eq!(packed.header("content-encoding"), coding);
        assert_ne!(packed.header("etag"), tag);
        assert!(packed.decoded() == csv.body, "{coding}");
    }
    // The command line writes the same.
    let file = data.join("all.csv");
    data.run(&["export", "activities", "--output", file.to_str().unwrap()])
        .done();
    assert!(std::fs::read(file).unwrap() == csv.body);
    // What is recorded later makes another file, and leaves the past as it was known.
    let before = server.json("/api/summary")["version"].clone();
    let moment = read["timeStamp"].as_str().unwrap().to_owned();
    server.import(&Table::new().done("2018-press", "2018-05-01", "toàn tỉnh", "1"));
    assert_ne!(server.json("/api/summary")["version"], before);
    let later = server.get("/data/activities.csv").ok();
    assert_ne!(later.header("etag"), tag);
    assert_eq!(later.text().lines().count(), all + 2);
    let then = server
        .get(&format!("/data/activities.csv?known_at={moment}"))
        .ok();
    assert!(then.body == csv.body);
}

#[test]
fn a_client_that_goes_away_ends_the_reading() {
    let data = ledger();
    let server = Server::on(&data);
    for _ in 0..12 {
        let mut client = TcpStream::connect(server.host()).unwrap();
        let request = format!(
            "GET /data/activities.geojson HTTP/1.1\r\nHost: {}\r\n\r\n",
            server.host()
        );
        client.write_all(request.as_bytes()).unwrap();
        let mut first = [0; 1024];
        client.read_exact(&mut first).unwrap();
        assert!(first.starts_with(b"HTTP/1.1 200"));
        // Gone, with most of it still to come.
        drop(client);
    }
    // More than may be written at once were begun: all of them have ended.
    until("the next file comes", || {
        let reply = server.get("/data/activities.csv");
        (reply.status == 200).then_some(())
    });
}
