//! `/data/{collection}.geojson`: the whole collection at a short address, as a page or as a file that says what it is.

use crate::support::{Server, address, features};

const COLLECTIONS: [&str; 6] = [
    "communes",
    "border-communes",
    "districts",
    "pano-sites",
    "coverage",
    "activities",
];

/// The name in UTF-8 that a download is offered under.
fn file_name(disposition: &str) -> String {
    assert!(
        disposition.starts_with("attachment; filename=\""),
        "{disposition}"
    );
    assert!(disposition.is_ascii());
    let (_, coded) = disposition.split_once("filename*=UTF-8''").unwrap();
    assert!(!coded.contains(['+', ' ', '"']), "{coded}");
    let pair = format!("name={coded}");
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs.next().unwrap().1.into_owned()
}

#[test]
fn it_is_the_collection_in_one_piece() {
    let server = Server::demo();
    for collection in COLLECTIONS {
        let short = server
            .get(&format!("/data/{collection}.geojson?as_of=2018-06-30"))
            .ok();
        assert_eq!(short.header("content-type"), "application/geo+json");
        assert_eq!(short.header("content-disposition"), "");
        let short = short.json();
        let long = server.json(&format!(
            "/api/collections/{collection}/items?as_of=2018-06-30"
        ));
        assert_eq!(short["type"], "FeatureCollection");
        for name in [
            "features",
            "numberMatched",
            "numberReturned",
            "version",
            "timeStamp",
            "as_of",
        ] {
            assert_eq!(short[name], long[name], "{collection} {name}");
        }
        assert_eq!(short["as_of"], "2018-06-30");
    }
}

#[test]
fn it_takes_the_same_filters() {
    let server = Server::demo();
    let query = [
        ("line", "2018-leaflets"),
        ("as_of", "2018-12-31"),
        ("status", "partial,overdue,pending"),
        ("district", "Phong Thổ"),
    ];
    let short = server.json(&address("/data/coverage.geojson", &query));
    let long = server.json(&address("/api/collections/coverage/items", &query));
    assert!(!features(&short).is_empty() && features(&short).len() < 18);
    assert_eq!(short["features"], long["features"]);
    assert_eq!(short["line"], "2018-leaflets");
}

#[test]
fn a_download_has_a_name_that_says_what_which_line_and_when() {
    let server = Server::empty();
    for (path, name) in [
        (
            "/data/coverage.geojson?line=2018-leaflets&as_of=2018-06-30&download=true",
            "Vùng phủ – Độ phủ – 2018-leaflets – 2018-06-30.geojson",
        ),
        (
            "/api/collections/coverage/items?year=2017&as_of=2018-06-30&download=true",
            "Vùng phủ – Độ phủ – 2017 – 2018-06-30.geojson",
        ),
        (
            "/data/coverage.geojson?as_of=2018-06-30&download=true",
            "Vùng phủ – Độ phủ – chung – 2018-06-30.geojson",
        ),
        (
            "/data/pano-sites.geojson?as_of=2018-06-30&download=true",
            "Vùng phủ – Vị trí pano – 2018-06-30.geojson",
        ),
    ] {
        let reply = server.get(path).ok();
        assert_eq!(file_name(reply.header("content-disposition")), name);
        let shown = server
            .get(&path.replace("download=true", "download=false"))
            .ok();
        assert_eq!(shown.header("content-disposition"), "");
    }
    for path in ["/data/districts.geojson", "/data/coverage.geojson"] {
        let reply = server.get(&format!("{path}?download=true")).ok();
        let name = file_name(reply.header("content-disposition"));
        assert!(
            !name.contains(['/', '\\', ':']) && name.ends_with(".geojson"),
            "{name}"
        );
        assert_eq!(server.get(&format!("{path}?download=yes")).status, 400);
    }
}

#[test]
fn the_national_border_is_a_line() {
    let server = Server::empty();
    let reply = server.get("/data/national-border.geojson").ok();
    assert_eq!(reply.header("content-type"), "application/geo+json");
    let border = reply.json();
    assert_eq!(features(&border).len(), 1);
    let kind = border["features"][0]["geometry"]["type"].as_str().unwrap();
    assert!(kind.ends_with("LineString"), "{kind}");
    assert!(
        border["attribution"]
            .as_str()
            .unwrap()
            .contains("OpenStreetMap")
    );
}

#[test]
fn other_names_are_not_found() {
    let server = Server::empty();
    for path in [
        "/data/coverage",
        "/data/coverage.pdf",
        "/data/towns.csv",
        "/data/towns.geojson",
        "/data/.geojson",
        "/data/",
        "/data/coverage.geojson/",
        "/data/../data/coverage.geojson.txt",
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{path}"
        );
    }
}

#[test]
fn a_part_of_a_collection_says_how_to_get_the_rest() {
    let server = Server::empty();
    let part = server.get("/data/communes.geojson?limit=100").ok().json();
    let links = part["links"].as_array().unwrap();
    let next = links.iter().find(|l| l["rel"] == "next").unwrap()["href"]
        .as_str()
        .unwrap();
    let rest = server
        .get(next.strip_prefix(&server.base).unwrap())
        .ok()
        .json();
    assert_eq!(part["numberReturned"], 100);
    assert_eq!(rest["numberReturned"], 8);
    assert!(server.get("/data/communes.geojson").ok().json()["links"].is_null());
}
