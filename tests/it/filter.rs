//! `filter=` in CQL2 text: each condition held against the same condition evaluated here over the whole collection.

use geo::{BoundingRect, Contains, Intersects, Relate, Within, polygon};
use serde_json::{Value, json};

use crate::support::{Server, address, features, ids, shape};

/// The features of a collection, with their outlines.
fn whole(server: &Server, collection: &str, view: &[(&str, &str)]) -> Value {
    server.json(&address(&items(collection), view))
}

fn items(collection: &str) -> String {
    format!("/api/collections/{collection}/items")
}

/// Asks with a condition and compares with what the test itself finds.
#[track_caller]
fn try_on(
    server: &Server,
    collection: &str,
    view: &[(&str, &str)],
    filter: &str,
    holds: impl Fn(&Value) -> bool,
) -> usize {
    let all = whole(server, collection, view);
    let wanted: Vec<&str> = features(&all)
        .iter()
        .filter(|f| holds(f))
        .map(|f| f["id"].as_str().unwrap())
        .collect();
    let mut asked = view.to_vec();
    asked.push(("filter", filter));
    let got = whole(server, collection, &asked);
    assert_eq!(ids(&got), wanted, "{collection}: {filter}");
    assert_eq!(got["numberMatched"], wanted.len(), "{filter}");
    wanted.len()
}

fn text<'a>(feature: &'a Value, name: &str) -> &'a str {
    feature["properties"][name].as_str().unwrap_or_default()
}

/// Without case and diacritics, by the letters that the province's names have.
fn plain(text: &str) -> String {
    const LETTERS: [(&str, char); 7] = [
        ("àáảãạăằắẳẵặâầấẩẫậ", 'a'),
        ("èéẻẽẹêềếểễệ", 'e'),
        ("ìíỉĩị", 'i'),
        ("òóỏõọôồốổỗộơờớởỡợ", 'o'),
        ("ùúủũụưừứửữự", 'u'),
        ("ỳýỷỹỵ", 'y'),
        ("đ", 'd'),
    ];
    let letter = |c: char| {
        LETTERS
            .iter()
            .find(|(all, _)| all.contains(c))
            .map_or(c, |(_, l)| *l)
    };
    text.to_lowercase().chars().map(letter).collect()
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table of conditions")]
fn properties_in_every_way() {
    let server = Server::demo();
    let number = |f: &Value, name: &str| f["properties"][name].as_f64();
    let found = try_on(
        &server,
        "communes",
        &[],
        "name = 'Mường Tè' AND kind = 'thi_tran'",
        |f| text(f, "name") == "Mường Tè" && text(f, "kind") == "thi_tran",
    );
    assert_eq!(found, 1);
    try_on(&server, "communes", &[], "border = true", |f| {
        f["properties"]["border"] == true
    });
    try_on(
        &server,
        "communes",
        &[],
        "NOT border OR priority = false",
        |f| f["properties"]["border"] == false || f["properties"]["priority"] == false,
    );
    try_on(
        &server,
        "communes",
        &[],
        "kind IN ('phuong', 'thi_tran')",
        |f| text(f, "kind") != "xa",
    );
    try_on(
        &server,
        "communes",
        &[],
        "area_km2 BETWEEN 100 AND 200",
        |f| number(f, "area_km2").is_some_and(|n| (100.0..=200.0).contains(&n)),
    );
    try_on(
        &server,
        "communes",
        &[],
        "population_2019 / area_km2 > 100",
        |f| number(f, "population_2019").unwrap() / number(f, "area_km2").unwrap() > 100.0,
    );
    try_on(
        &server,
        "communes",
        &[],
        "code <> district_code AND code > '03500'",
        |f| text(f, "code") > "03500",
    );
    try_on(
        &server,
        "districts",
        &[],
        "border_communes > 0 AND communes > border_communes * 2",
        |f| {
            let (border, all) = (
                number(f, "border_communes").unwrap(),
                number(f, "communes").unwrap(),
            );
            border > 0.0 && all > border * 2.0
        },
    );
    let day = ("as_of", "2018-06-30");
    let line = [("line", "2018-leaflets"), day];
    // Overall there is no quota, which is not the same as zero.
    assert_eq!(
        try_on(
            &server,
            "coverage",
            &[day],
            "quota < 1000000 OR quota >= 0",
            |_| false
        ),
        0
    );
    assert_eq!(
        try_on(&server, "coverage", &[day], "quota IS NULL", |_| true),
        108
    );
    let some = try_on(
        &server,
        "coverage",
        &line,
        "achieved >= quota AND quota > 200",
        |f| number(f, "achieved") >= number(f, "quota") && number(f, "quota") > Some(200.0),
    );
    assert!(some > 0);
    try_on(
        &server,
        "coverage",
        &line,
        "NOT (status IN ('reached', 'partial'))",
        |f| !["reached", "partial"].contains(&text(f, "status")),
    );
    // What is not known is neither true nor false.
    let built = "built_on <= DATE('2018-12-31')";
    let sites = [("as_of", "2018-09-30")];
    let yes = try_on(&server, "pano-sites", &sites, built, |f| {
        f["properties"]["built_on"].is_string()
    });
    assert!((1..10).contains(&yes));
    assert_eq!(
        try_on(
            &server,
            "pano-sites",
            &sites,
            &format!("NOT ({built})"),
            |_| false
        ),
        0
    );
}

#[test]
fn names_without_case_or_accents() {
    let server = Server::empty();
    for (filter, needle, expected) in [
        ("CASEI(ACCENTI(name)) LIKE '%nam%'", "nam", 8),
        (
            "ACCENTI(CASEI(name)) LIKE casei(accenti('%NẶM%'))",
            "nam",
            8,
        ),
        ("CASEI(ACCENTI(name)) LIKE 'd_o san'", "dao san", 1),
    ] {
        let found = try_on(&server, "communes", &[], filter, |f| {
            plain(text(f, "name")).contains(needle)
        });
        assert!(found >= expected, "{filter}: {found}");
    }
    let lower = |f: &Value| text(f, "name").to_lowercase();
    try_on(
        &server,
        "communes",
        &[],
        "CASEI(name) LIKE CASEI('%MƯỜNG%')",
        |f| lower(f).contains("mường"),
    );
    assert_eq!(
        try_on(&server, "communes", &[], "CASEI(name) = 'muong te'", |_| {
            false
        }),
        0
    );
    assert_eq!(
        try_on(
            &server,
            "communes",
            &[],
            "ACCENTI(name) = 'muong te'",
            |_| false
        ),
        0
    );
    // Typed apart, as some systems do, it is the same name.
    let apart = "name = 'Mu\u{31B}o\u{31B}\u{300}ng Te\u{300}'";
    assert_eq!(
        try_on(&server, "communes", &[], apart, |f| text(f, "name")
            == "Mường Tè"),
        2
    );
}

#[test]
fn places() {
    let server = Server::demo();
    let part = polygon![(x: 102.9, y: 22.2), (x: 103.3, y: 22.3), (x: 103.2, y: 22.6), (x: 102.9, y: 22.2)];
    let wkt = "POLYGON((102.9 22.2, 103.3 22.3, 103.2 22.6, 102.9 22.2))";
    let bbox = part.bounding_rect().unwrap().to_polygon();
    for collection in [
        "communes",
        "border-communes",
        "districts",
        "pano-sites",
        "activities",
    ] {
        let some = try_on(
            &server,
            collection,
            &[("limit", "10000")],
            &format!("S_INTERSECTS(geometry, {wkt})"),
            |f| shape(f).intersects(&part),
        );
        assert!(some > 0, "{collection}");
        try_on(
            &server,
            collection,
            &[("limit", "10000")],
            &format!("S_WITHIN(geometry, {wkt})"),
            |f| shape(f).relate(&part).is_within(),
        );
        try_on(
            &server,
            collection,
            &[("limit", "10000")],
            "S_DISJOINT(geometry, BBOX(102.9, 22.2, 103.3, 22.6))",
            |f| !shape(f).intersects(&bbox),
        );
    }
    let inside = geo::point!(x: 103.1, y: 22.4);
    let one = try_on(
        &server,
        "communes",
        &[],
        "S_CONTAINS(geometry, POINT(103.1 22.4))",
        |f| shape(f).contains(&inside),
    );
    assert_eq!(one, 1);
    // Neighbours: the commune's own outline, as it is served.
    let communes = whole(&server, "communes", &[]);
    let first = &features(&communes)[0];
    let rings = first["geometry"]["coordinates"].as_array().unwrap();
    let ring: Vec<String> = rings[0]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| format!("{} {}", c[0], c[1]))
        .collect();
    let outline = format!("POLYGON(({}))", ring.join(","));
    let own = shape(first);
    for (name, holds) in [
        (
            "S_TOUCHES",
            (|a, b| a.relate(b).is_touches()) as fn(&geo::Geometry, &geo::Geometry) -> bool,
        ),
        ("S_EQUALS", |a, b| a.relate(b).is_equal_topo()),
        ("S_OVERLAPS", |a, b| a.relate(b).is_overlaps()),
    ] {
        let found = try_on(
            &server,
            "communes",
            &[],
            &format!("{name}(geometry, {outline})"),
            |f| holds(&shape(f), &own),
        );
        assert_eq!(found > 0, name != "S_OVERLAPS", "{name}");
    }
    assert!(own.is_within(&own));
}

#[test]
fn distances_on_the_ground() {
    let server = Server::empty();
    let here = geo::point!(x: 103.2, y: 22.5);
    for metres in [5_000.0, 20_000.0, 60_000.0] {
        for filter in [
            format!("S_DWITHIN(geometry, POINT(103.2 22.5), {metres})"),
            format!("S_DWITHIN(geometry, POINT(103.2 22.5), {metres}, meters)"),
            format!(
                "S_DWITHIN(geometry, POINT(103.2 22.5), {}, 'kilometers')",
                metres / 1000.0
            ),
        ] {
            try_on(&server, "pano-sites", &[], &filter, |f| {
                let geo::Geometry::Point(there) = shape(f) else {
                    panic!("a point")
                };
                geo::Distance::distance(&geo::Geodesic, here, there) <= metres
            });
        }
    }
    // An area is as near as its nearest edge: all that a circle of that radius meets.
    let near = try_on(
        &server,
        "communes",
        &[],
        "S_DWITHIN(geometry, POINT(103.2 22.5), 15000)",
        |f| {
            let circle: Vec<geo::Point> = (0..720)
                .map(|n| {
                    geo::Destination::destination(
                        &geo::Geodesic,
                        here,
                        f64::from(n) / 2.0,
                        15_000.0,
                    )
                })
                .collect();
            shape(f).intersects(&geo::Polygon::new(geo::LineString::from(circle), vec![]))
        },
    );
    assert!(near > 3);
}

#[test]
fn records_are_sifted_page_by_page() {
    let server = Server::demo();
    let filter =
        "start >= DATE('2017-06-01') AND CASEI(ACCENTI(title)) LIKE '%to roi%' AND women IS NULL";
    let all = ("limit", "10000");
    let holds = |f: &Value| {
        text(f, "start") >= "2017-06-01"
            && plain(text(f, "title")).contains("to roi")
            && f["properties"]["women"].is_null()
    };
    let found = try_on(&server, "activities", &[all], filter, holds);
    assert!(found > 10, "{found}");
    // The pages together are the whole, and each knows how many there are.
    let mut paged = Vec::new();
    let mut next = Some(address(
        &items("activities"),
        &[("filter", filter), ("limit", "7")],
    ));
    while let Some(at) = next {
        let page = server.json(&at);
        assert_eq!(page["numberMatched"], found);
        paged.extend(ids(&page));
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        paged,
        ids(&whole(&server, "activities", &[("filter", filter), all]))
    );
    // With the other parameters: what both allow.
    let in_district = whole(&server, "activities", &[("district", "109"), all]);
    let both = whole(
        &server,
        "activities",
        &[("district", "109"), ("filter", filter), all],
    );
    let wanted: Vec<&Value> = features(&in_district).iter().filter(|f| holds(f)).collect();
    assert_eq!(features(&both).iter().collect::<Vec<_>>(), wanted);
    for (filter, holds) in [
        (
            "recorded_at > TIMESTAMP('2000-01-01T00:00:00Z') AND state <> 'verified'",
            (|f| text(f, "state") != "verified") as fn(&Value) -> bool,
        ),
        ("recorded_at < TIMESTAMP('2000-01-01T00:00:00Z')", |_| false),
        (
            "T_DURING(INTERVAL(start, end), INTERVAL('2017-01-01', '2018-12-31'))",
            |f| {
                text(f, "start") > "2017-01-01"
                    && text(f, "end") < "2018-12-31"
                    && !text(f, "end").is_empty()
            },
        ),
        ("end IS NOT NULL AND end > start", |f| {
            text(f, "end") > text(f, "start")
        }),
        ("participants > 50 AND women * 2 >= participants", |f| {
            let number = |name: &str| f["properties"][name].as_u64();
            number("participants").is_some_and(|n| n > 50)
                && number("women").is_some_and(|w| w * 2 >= number("participants").unwrap())
        }),
    ] {
        try_on(&server, "activities", &[all], filter, holds);
    }
}

#[test]
fn literals_of_other_reference_systems() {
    let server = Server::empty();
    let wanted = ids(&whole(
        &server,
        "communes",
        &[("filter", "S_INTERSECTS(geometry, POINT(103.1 22.4))")],
    ));
    assert_eq!(wanted.len(), 1);
    let latitude_first = "S_INTERSECTS(geometry, POINT(22.4 103.1))";
    let epsg = |code: &str| format!("http://www.opengis.net/def/crs/EPSG/0/{code}");
    let got = whole(
        &server,
        "communes",
        &[("filter", latitude_first), ("filter-crs", &epsg("4326"))],
    );
    assert_eq!(ids(&got), wanted);
    // The answer stays in its own system.
    assert_eq!(
        shape(&features(&got)[0]),
        shape(&features(&whole(&server, "communes", &[("code", &wanted[0])]))[0])
    );
    // As gdaltransform has it.
    let metres = "S_INTERSECTS(geometry, POINT(11477039.5 2561174.5))";
    let got = whole(
        &server,
        "communes",
        &[("filter", metres), ("filter-crs", &epsg("3857"))],
    );
    assert_eq!(ids(&got), wanted);
    for (filter, crs, parameter) in [
        ("true", epsg("32648"), "filter-crs"),
        (
            "S_INTERSECTS(geometry, POINT(103.1 22.4))",
            epsg("4326"),
            "filter",
        ),
    ] {
        let path = address(
            &items("communes"),
            &[("filter", filter), ("filter-crs", &crs)],
        );
        let reply = server.get(&path);
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.json()["parameter"], parameter, "{path}");
    }
}

#[test]
fn faults_say_where_and_what() {
    let server = Server::empty();
    let refused = |query: &[(&str, &str)], language: &str| {
        let reply = server.get_with(
            &address(&items("communes"), query),
            &[("accept-language", language)],
        );
        assert_eq!(reply.status, 400, "{query:?}");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        reply.json()
    };
    let problem = refused(&[("filter", "tên = 'x'")], "en");
    assert_eq!(problem["code"], "malformed_condition");
    assert_eq!(
        (
            &problem["parameter"],
            &problem["value"],
            &problem["position"]
        ),
        (&json!("filter"), &json!("tên = 'x'"), &json!(1))
    );
    let allowed = problem["allowed"].as_array().unwrap();
    assert!(allowed.contains(&json!("name")) && allowed.contains(&json!("geometry")));
    let en = refused(&[("filter", "name = 'x' AND kind = 5")], "en");
    assert_eq!(
        en["detail"],
        "parameter `filter` at character 23: found a number, want text, such as 'xa'"
    );
    let vi = refused(&[("filter", "name = 'x' AND kind = 5")], "vi");
    assert_eq!(
        vi["detail"],
        "tham số `filter`, ký tự thứ 23: thấy số, cần chữ, ví dụ 'xa'"
    );
    assert_eq!(refused(&[("filter", "")], "en")["parameter"], "filter");
    // The parameters of a collection that are no properties are none in a condition either.
    let reply = server.get(&address(
        &items("activities"),
        &[("filter", "district = 'Mường Tè'")],
    ));
    assert_eq!(reply.status, 400);
    let language = refused(&[("filter", "true"), ("filter-lang", "cql2-json")], "en");
    assert_eq!(
        (&language["parameter"], &language["allowed"]),
        (&json!("filter-lang"), &json!(["cql2-text"]))
    );
    let fine = address(
        &items("communes"),
        &[("filter", "true"), ("filter-lang", "cql2-text")],
    );
    assert_eq!(server.json(&fine)["numberMatched"], 108);
}

#[test]
fn files_and_the_command_line_take_conditions_too() {
    let server = Server::empty();
    let filter = "border = true AND kind = 'xa'";
    let file = server.json(&address(
        "/data/communes.geojson",
        &[("filter", filter), ("sortby", "-name")],
    ));
    assert_eq!(file["numberReturned"], 23);
    let flags = [
        "--filter",
        &format!("filter={filter}"),
        "--filter",
        "sortby=-name",
    ];
    let exported = server.data.export("communes", &flags);
    assert_eq!(ids(&exported), ids(&file));
    server
        .data
        .run(&[
            "export",
            "communes",
            "--output",
            "-",
            "--filter",
            "filter=nothing",
        ])
        .failed(
            2,
            &[
                "parameter `filter` at character 1",
                "`nothing`",
                "district_code",
            ],
        );
}
