//! Nasty values for every parameter of every collection: an answer or a refusal that says which parameter and what value,
//! never a fault of the server's.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Server, address};

const COLLECTIONS: [&str; 6] = [
    "communes",
    "border-communes",
    "districts",
    "pano-sites",
    "coverage",
    "activities",
];

/// What may go wrong with any value, as it stands in the address.
const RAW: [&str; 11] = [
    "%00",
    "%FF",
    "%C3%28",
    "%ED%A0%80",
    "%EF%BF%BE",
    "%0A%0D%09",
    "%",
    "%2",
    "%zz",
    "+",
    "%F0%9F%98%80",
];

/// The same, to be encoded.
const NASTY: [&str; 36] = [
    "",
    " ",
    ",",
    ",,,,",
    "-",
    "--1",
    "+1",
    "-1",
    "0",
    "00",
    "1e999",
    "-1e-999",
    "NaN",
    "inf",
    "1_000",
    "0x10",
    "99999999999999999999999999",
    "18446744073709551616",
    "-9223372036854775809",
    "1.7976931348623157e308",
    "٣",
    "null",
    "undefined",
    "true,false",
    "'; DROP TABLE revision; --",
    "\" OR \"\"=\"",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "%s%n%x",
    "\u{202E}\u{200D}\u{FEFF}",
    "e\u{301}\u{301}\u{301}\u{323}",
    "ß\u{130}\u{1E9E}ﬀ",
    "*",
    "\\",
];

/// Values near to what a parameter wants.
const NEAR: [(&str, &[&str]); 16] = [
    ("limit", &["0", "10001", "1.0", "1 ", "²"]),
    (
        "offset",
        &["18446744073709551615", "9223372036854775807", "-0"],
    ),
    (
        "bbox",
        &[
            "0,0,0,0",
            "180,90,180,90",
            "1,2,3",
            "1,2,3,4,5",
            "1,2,3,4,5,6,7",
            "inf,0,1,1",
            "NaN,NaN,NaN,NaN",
            "-181,0,1,1",
            "0,1,0,-1",
            "1e308,-1e308,1e308,1e308",
            "177,-90,-177,90",
            "1,2,3,4,",
        ],
    ),
    (
        "datetime",
        &[
            "/",
            "../..",
            "..",
            "2018-06-30/",
            "2018-02-30",
            "0000-01-01",
            "9999-12-31",
            "-009999-01-01/..",
            "2018-06-30T24:00:00Z",
            "2018-06-30T08:00:00[x]",
            "../9999-12-31T23:59:60Z",
        ],
    ),
    (
        "as_of",
        &[
            "0000-00-00",
            "9999-12-31",
            "-009999-01-01",
            "2018-6-30",
            "2018-06-30T00:00:00Z",
            "today",
        ],
    ),
    (
        "known_at",
        &[
            "9999-12-31",
            "0001-01-01",
            "2018-06-30T08:00:00+99:00",
            "tomorrow",
        ],
    ),
    (
        "line",
        &[
            "2018-leaflets ",
            "2018-LEAFLETS",
            "2018-leaflets,2017-leaflets",
        ],
    ),
    ("year", &["-2018", "2018.0", "65536", "32768"]),
    (
        "crs",
        &[
            "EPSG:0",
            "http://www.opengis.net/def/crs/EPSG/0/",
            "urn:ogc:def:crs:EPSG::",
            "[",
            "[]",
            "http://",
        ],
    ),
    ("bbox-crs", &["EPSG:3405", "EPSG:9999999999999"]),
    ("zoom-level", &["-1", "25", "24.000001", "1e308"]),
    ("max-allowable-offset", &["-0.0", "1e308", "-1e-300"]),
    (
        "district",
        &["huyện", "107,107", "1 0 7", "MUONG TEMUONG TE"],
    ),
    (
        "sortby",
        &[
            "-",
            "+",
            "--name",
            "name,name,name",
            "-geometry",
            "name desc",
            ",code",
        ],
    ),
    ("properties", &["geometry", "id", "code,code", "*", "code,"]),
    ("filter-crs", &["EPSG:4326", "epsg:4326"]),
];

/// Conditions that are hard to read, or to be held against features.
fn conditions() -> Vec<String> {
    let deep = |open: &str, inside: &str, close: &str, n: usize| {
        format!("{}{inside}{}", open.repeat(n), close.repeat(n))
    };
    let vertices: Vec<String> = (0..990)
        .map(|n| format!("{} {}", 102 + n % 3, 22 + n % 2))
        .collect();
    let codes = vec!["'03386'"; 1900].join(",");
    let mut conditions: Vec<String> = [
        "true",
        "false",
        "NULL",
        "name",
        "code = ",
        "'",
        "\"",
        "\"\"",
        "''",
        "'' = ''",
        "code = 'x' OR",
        "code LIKE '%%%%%%%%%%_%%%%'",
        "code LIKE '\\'",
        "CASEI(code) LIKE ACCENTI('%\u{130}ß_')",
        "1/0 = 1/0",
        "0^-1 > 1e308*1e308",
        "1 = 1 = 1",
        "-(-(1)) = 1",
        "geometry",
        "geometry IS NULL",
        "S_INTERSECTS(geometry, geometry)",
        "S_INTERSECTS(POINT(1 1), POINT(1 1))",
        "S_INTERSECTS(geometry, POINT(999 999))",
        "S_INTERSECTS(geometry, POINT(-0 -0))",
        "S_INTERSECTS(geometry, POINT())",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))",
        "S_CONTAINS(geometry, LINESTRING(103 22, 103 22))",
        "S_TOUCHES(geometry, POLYGON((-180 -90, 180 -90, 180 90, -180 90, -180 -90)))",
        "S_WITHIN(geometry, BBOX(-180,-90,180,90))",
        "S_WITHIN(geometry, BBOX(180,90,180,90))",
        "S_WITHIN(geometry, BBOX(0,0,0,0,0,0,0))",
        "S_DWITHIN(geometry, POINT(103 22), 1e308)",
        "S_DWITHIN(geometry, POINT(0 90), 20000, 'kilometers')",
        "S_DWITHIN(geometry, LINESTRING(-180 0, 180 0), 2485999)",
        "DATE('9999-12-31') > DATE('0000-01-01')",
        "DATE('-009999-01-01') IS NULL",
        "TIMESTAMP('9999-12-31T23:59:59.999999999Z') > DATE('9999-12-31')",
        "T_AFTER(INTERVAL('..','..'), INTERVAL('..','..'))",
        "T_EQUALS(DATE('2018-01-01'), INTERVAL('..','2018-01-01'))",
        "\u{FEFF}true",
        "tru\0e",
        "NOT NOT NOT NOT true",
        ";",
    ]
    .map(str::to_owned)
    .to_vec();
    conditions.extend([
        deep("(", "true", ")", 2000),
        deep("NOT (", "true", ")", 70),
        deep("CASEI(", "'x'", ")", 300),
        format!(
            "S_INTERSECTS(geometry, {})",
            deep("GEOMETRYCOLLECTION(", "POINT(103 22)", ")", 200)
        ),
        format!("1=1{}", " OR 1=1".repeat(1000)),
        format!("1{} > 0", "+1".repeat(3000)),
        format!("2{} > 0", "^2".repeat(300)),
        format!("{}true", "NOT ".repeat(3000)),
        format!("S_INTERSECTS(geometry, LINESTRING({}))", vertices.join(",")),
        format!(
            "S_DWITHIN(geometry, LINESTRING({}), 10)",
            vertices.join(",")
        ),
        format!("S_CROSSES(geometry, MULTIPOINT({}))", vertices.join(",")),
        format!("'03386' IN ({codes})"),
        format!("code = '{}'", "a".repeat(16_000)),
        "x".repeat(20_000),
        "(".repeat(16_000),
        "'".repeat(15_999),
        "𝒳".repeat(4000),
    ]);
    conditions
}

/// Asks, and says what is wrong with the answer.
fn ask(server: &Server, agent: &ureq::Agent, path: &str, parameter: &str) -> Option<String> {
    let asked = Instant::now();
    let mut answer = agent.get(format!("{}{path}", server.base)).call().unwrap();
    let status = answer.status().as_u16();
    let media_type = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    let body = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_to_vec()
        .unwrap();
    let wrong = |why: &str| {
        Some(format!(
            "{status} {why}: {}",
            path.chars().take(300).collect::<String>()
        ))
    };
    // Debug builds on a busy machine; far more than any of them needs.
    if asked.elapsed() > Duration::from_secs(10) {
        return wrong("took too long");
    }
    match status {
        200 => None,
        400 => {
            let problem: Value = serde_json::from_slice(&body).unwrap();
            if media_type != "application/problem+json" || body.len() > 8000 {
                wrong("no problem of a decent size")
            } else if problem["parameter"] != parameter || !problem["value"].is_string() {
                wrong("another parameter is blamed")
            } else if problem["detail"].as_str().is_none_or(str::is_empty) {
                wrong("nothing is said")
            } else {
                None
            }
        }
        _ => wrong("neither an answer nor a refusal"),
    }
}

#[test]
fn every_parameter_of_every_collection() {
    let server = Server::demo();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let conditions = conditions();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for collection in COLLECTIONS {
        let items = format!("/api/collections/{collection}/items");
        // Whatever there is, by the server's own list.
        let unknown = server.get(&format!("{items}?no-such-parameter=1")).json();
        let known: Vec<&str> = unknown["allowed"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert!(known.len() > 15, "{known:?}");
        for parameter in known {
            let near = NEAR.iter().find(|(name, _)| *name == parameter);
            let near = near.map_or(&[][..], |(_, values)| values);
            let own: &[String] = if parameter == "filter" {
                &conditions
            } else {
                &[]
            };
            let own = own.iter().map(String::as_str);
            let values = NASTY.iter().copied().chain(near.iter().copied()).chain(own);
            let raw = RAW.iter().map(|raw| format!("{items}?{parameter}={raw}"));
            let all = values
                .map(|value| address(&items, &[(parameter, value)]))
                .chain(raw);
            // Few features, so that the time goes into what is tried.
            let few = if parameter == "limit" { "" } else { "&limit=5" };
            for path in all.map(|path| format!("{path}{few}")) {
                wrong.extend(ask(&server, &agent, &path, parameter));
                tried += 1;
            }
        }
    }
    assert!(tried > 7000, "{tried}");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn names_of_parameters_may_be_nasty_too() {
    let server = Server::empty();
    for query in [
        "=",
        "&&&",
        "=1",
        "%00=1",
        "%FF=%FF",
        "filter[]=1",
        "limit=1&limit=2",
        "LIMIT=1",
        "filter=true&filter=true",
        "?limit=1",
        "limit",
    ] {
        for path in [
            "/api/collections/communes/items",
            "/data/coverage.geojson",
            "/api/collections/communes/items/03386",
        ] {
            let reply = server.get(&format!("{path}?{query}"));
            assert!(
                [200, 400].contains(&reply.status),
                "{path}?{query}: {}",
                reply.status
            );
            if reply.status == 400 {
                assert_eq!(reply.header("content-type"), "application/problem+json");
                assert!(reply.json()["parameter"].is_string(), "{path}?{query}");
            }
        }
    }
    // More parameters than anybody needs.
    let many: Vec<String> = (0..2000).map(|n| format!("a{n}=1")).collect();
    let many = many.join("&");
    assert_eq!(
        server.get(&format!("/data/communes.geojson?{many}")).status,
        400
    );
}
