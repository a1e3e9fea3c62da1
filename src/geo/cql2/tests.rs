//! Conditions as a whole: tables of truth, and what is refused where.

mod standard;

use std::borrow::Cow;

use jiff::civil::date;

use super::{Condition, Fault, MOST_BYTES, MOST_OPERATIONS};
use crate::domain::Quantity;
use crate::domain::unit::LonLat;
use crate::geo::feature::ColumnKind::{Bool, Date, Instant, Integer, Json, Number, Prose, Text};
use crate::geo::{Column, Crs, Feature, Shape, Value};

static COLUMNS: [Column; 12] = [
    Column::new("name", Text),
    Column::new("note", Prose),
    Column::new("kind", Text),
    Column::new("border", Bool),
    Column::new("late", Bool),
    Column::new("count", Integer),
    Column::new("share", Number),
    Column::new("quota", crate::geo::feature::ColumnKind::Quantity),
    Column::new("start", Date),
    Column::new("end", Date),
    Column::new("recorded_at", Instant),
    Column::new("shares", Json),
];

fn feature() -> Feature<'static> {
    let moment = "2018-06-14T17:30:00Z"
        .parse()
        .map_or(Value::Null, Value::Instant);
    Feature {
        id: Cow::Borrowed("1"),
        values: vec![
            Value::text("Mường Tè"),
            Value::Null,
            Value::text("thi_tran"),
            Value::Bool(true),
            Value::Null,
            Value::Integer(12),
            Value::Number(0.25),
            Value::Quantity(Quantity::from_thousandths(250_500)),
            Value::Date(date(2018, 6, 10)),
            Value::Null,
            moment,
            Value::Portions(Vec::new()),
        ],
        shape: Shape::point(LonLat {
            lon: 103.0,
            lat: 22.0,
        })
        .map(Cow::Owned),
    }
}

fn parse(text: &str) -> Result<Condition, Fault> {
    Condition::parse(text, &COLUMNS, Crs::Crs84)
}

/// True, false or unknown: unknown is neither true nor is its negation.
fn truth(text: &str) -> Option<bool> {
    let holds = |text: &str| match parse(text) {
        Ok(condition) => condition.matches(&feature()),
        Err(fault) => unreachable!("{text}: {} at {}", fault.en(), fault.at),
    };
    match (holds(text), holds(&format!("NOT ({text})"))) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
        (true, true) => unreachable!("{text} is true and false"),
    }
}

#[track_caller]
fn all_true(conditions: &[&str]) {
    for condition in conditions {
        assert_eq!(truth(condition), Some(true), "{condition}");
    }
}

#[track_caller]
fn all_false(conditions: &[&str]) {
    for condition in conditions {
        assert_eq!(truth(condition), Some(false), "{condition}");
    }
}

#[track_caller]
fn all_unknown(conditions: &[&str]) {
    for condition in conditions {
        assert_eq!(truth(condition), None, "{condition}");
    }
}

#[test]
fn compares() {
    all_true(&[
        "name = 'Mường Tè'",
        "'Mường Tè' = name",
        "\"name\"='Mu\u{31B}o\u{31B}\u{300}ng Te\u{300}'",
        "name > 'Mường'",
        "name<>'mường tè'",
        "count = 12",
        "count >= 12.0 and count<=1.2E1",
        "share = .25",
        "share<1 AND share > -1",
        "quota = 250.5",
        "count > share",
        "border = TRUE",
        "border",
        "border > false",
        "kind = kind",
        "start = DATE('2018-06-10')",
        "start < date('2018-06-11')",
        "start > '2018-06-09'",
        "recorded_at = TIMESTAMP('2018-06-14T17:30:00Z')",
        "recorded_at >= TIMESTAMP('2018-06-15T00:30:00+07:00')",
        "recorded_at = DATE('2018-06-15')",
        "(count = 12) = (share < 1)",
        "true",
        "NOT false",
        "not NOT border",
        "3.14 = 3.14",
        "DATE('2022-04-14') = DATE('2022-04-14')",
        "(name) = ('Mường Tè')",
    ]);
    all_false(&[
        "name = 'mường tè'",
        "name < 'A'",
        "count <> 12",
        "kind = 'no such kind'",
        "border = false",
        "false",
        "'foo' > 'foo'",
        "true <> true",
        "start > DATE('2018-06-10')",
    ]);
    all_unknown(&[
        "note = 'x'",
        "note <> 'x'",
        "late",
        "late = true",
        "end >= DATE('2018-01-01')",
        "end = end",
        "count / 0 > 1",
        "note LIKE '%'",
        "note IN ('a')",
        "CASEI(note) = 'a'",
        "end BETWEEN DATE('2018-01-01') AND DATE('2019-01-01')",
        "T_AFTER(end, DATE('2018-01-01'))",
        "T_INTERSECTS(INTERVAL(start, end), INTERVAL('2018-01-01', '..'))",
    ]);
}

#[test]
fn the_table_of_truth() {
    // OGC 21-065r2, 6.2: unknown is `late`.
    let values = [
        ("border", Some(true)),
        ("NOT border", Some(false)),
        ("late", None),
    ];
    for (a, first) in values {
        for (b, second) in values {
            let and = match (first, second) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
            let or = match (first, second) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            };
            assert_eq!(truth(&format!("{a} AND {b}")), and, "{a} AND {b}");
            assert_eq!(truth(&format!("{a} OR {b}")), or, "{a} OR {b}");
        }
    }
}

#[test]
fn missing_values() {
    all_true(&[
        "note IS NULL",
        "name IS NOT NULL",
        "late is null",
        "geometry IS NOT NULL",
        "(count / 0) IS NULL",
        "(late AND border) IS NULL",
        "INTERVAL(start, end) IS NULL",
        "'x' IS NOT NULL",
    ]);
    all_false(&[
        "name IS NULL",
        "note IS NOT NULL",
        "geometry IS NULL",
        "POINT(1 2) IS NULL",
    ]);
}

#[test]
fn likes_betweens_and_lists() {
    all_true(&[
        "name LIKE 'Mường%'",
        "name like 'M_ờng T_'",
        "name NOT LIKE 'mường%'",
        "CASEI(name) LIKE CASEI('MƯỜNG%')",
        "ACCENTI(name) LIKE ACCENTI('Muong%')",
        "CASEI(ACCENTI(name)) LIKE 'muong te'",
        "accenti(casei(name)) like casei(accenti('MUONG T_'))",
        "kind LIKE 'thi\\_%'",
        "'København' LIKE 'K_benhavn'",
        "count BETWEEN 1 AND 12",
        "count not between 13 and 20",
        "count BETWEEN 4 * 2 AND (3 * (2 + 2))",
        "start BETWEEN DATE('2018-06-01') AND '2018-06-30'",
        "count IN (1, 12, 3)",
        "count IN (6 + 6)",
        "kind IN ('xa', 'thi_tran')",
        "kind NOT IN ('xa', 'phuong')",
        "border IN (true)",
        "start IN ('2018-06-10', '2018-06-11')",
        "recorded_at IN ('2018-06-14T17:30:00Z')",
        "CASEI(name) IN (CASEI('mường tè'), casei('x'))",
        "CASEI('Straße') = CASEI('STRASSE')",
    ]);
    all_false(&[
        "name LIKE 'M_ờng'",
        "CASEI(name) LIKE CASEI('MUONG%')",
        "count BETWEEN 100.0 AND 1.0",
        "count IN (1, 2)",
        "kind LIKE 'thi\\%tran'",
        "CASEI(name) = 'Mường Tè'",
    ]);
    // Not among them, but one of them is not known.
    all_unknown(&["kind IN ('xa', note)", "count BETWEEN 1 AND share / 0"]);
    assert_eq!(truth("kind IN ('thi_tran', note)"), Some(true));
    assert_eq!(truth("count BETWEEN 13 AND share / 0"), Some(false));
}

#[test]
fn calculates() {
    all_true(&[
        "count = 10 + 2",
        "count = 1 + 2 * 5 + 1",
        "count = (1 + 2) * 4",
        "count = 2 * 2 ^ 2 + 4",
        "2 ^ 3 ^ 2 = 512",
        "-2 ^ 2 = 4",
        "count=14-2",
        "count = 25 div 2",
        "count % 5 = 2",
        "count / 8 = 1.5",
        "-count = 0 - 12",
        "count - -1 = 13",
        "10 - 3 - 2 = 5",
        "64 / 4 / 4 = 4",
        "+3 = 3",
    ]);
}

#[test]
fn times() {
    all_true(&[
        "T_AFTER(start, DATE('2018-06-09'))",
        "t_before(start, DATE('2018-06-11'))",
        "T_EQUALS(start, INTERVAL('2018-06-10', '2018-06-10'))",
        "T_INTERSECTS(start, INTERVAL('2018-06-10', '..'))",
        "T_DISJOINT(INTERVAL('..', '2018-06-09'), start)",
        "T_DURING(INTERVAL('2018-06-10', '2018-06-20'), INTERVAL('2018-06-01', '2018-06-30'))",
        "T_CONTAINS(INTERVAL('2018-06-01', '2018-06-30'), INTERVAL(start, DATE('2018-06-20')))",
        "T_INTERSECTS(recorded_at, INTERVAL('2018-06-14T00:00:00Z', '2018-06-15T00:00:00Z'))",
        "T_AFTER(recorded_at, start)",
        "T_MEETS(INTERVAL('2018-06-01', '2018-06-10'), INTERVAL(start, recorded_at))",
    ]);
}

#[test]
fn spaces() {
    all_true(&[
        "S_INTERSECTS(geometry, POINT(103 22))",
        "S_INTERSECTS(geometry, BBOX(102, 21, 104, 23))",
        "s_intersects(BBOX(102, 21, 0, 104, 23, 9), geometry)",
        "S_INTERSECTS(geometry, BBOX(170, -90, 110, 90))",
        "S_WITHIN(geometry, POLYGON((102 21, 104 21, 104 23, 102 23, 102 21)))",
        "S_CONTAINS(POLYGON((102 21, 104 21, 104 23, 102 23, 102 21)), geometry)",
        "S_TOUCHES(geometry, POLYGON((103 21, 104 21, 104 23, 103 23, 103 21)))",
        "S_EQUALS(geometry, POINT Z (103 22 500))",
        "S_EQUALS(geometry, geometry)",
        "S_DISJOINT(geometry, LINESTRING(7 50, 10 51))",
        "S_INTERSECTS(geometry, MULTIPOINT(1 1, 103 22))",
        "S_INTERSECTS(geometry, MULTIPOINT((1 1), (103 22)))",
        "S_INTERSECTS(geometry, MULTILINESTRING((102 22, 104 22), (0 0, 1 1)))",
        "S_INTERSECTS(geometry, MULTIPOLYGON(((102 21, 104 21, 104 23, 102 21)), ((0 0, 1 0, 1 1, 0 0))))",
        "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1), GEOMETRYCOLLECTION(LINESTRING(102 22, 104 22))))",
        "S_CROSSES(LINESTRING(0 0, 4 4), POLYGON((1 1, 2 1, 2 2, 1 2, 1 1)))",
        "S_OVERLAPS(BBOX(0,0,2,2), BBOX(1,1,3,3))",
        "S_DWITHIN(geometry, POINT(103 22.01), 1200)",
        "S_DWITHIN(geometry, POINT(103 22.01), 1.2, 'kilometers')",
        "S_DWITHIN(POINT(103 22.01), geometry, 1200, meters)",
        "S_DWITHIN(geometry, POINT(103 22.01), 1, statute miles)",
        "NOT S_INTERSECTS(geometry, BBOX(0, 0, 1, 1)) OR false",
    ]);
    all_false(&[
        "S_INTERSECTS(geometry, POINT(7.02 49.92))",
        "S_DISJOINT(geometry, BBOX(-180,-90,180,90))",
        "S_CONTAINS(geometry, BBOX(-180,-90,180,90))",
        "S_TOUCHES(geometry, geometry)",
        "S_DWITHIN(geometry, POINT(103 22.01), 1000)",
        "S_INTERSECTS(geometry, BBOX(102, 21, 102, 23))",
    ]);
}

/// The same place, line and box in every system.
#[test]
fn literals_may_be_of_other_systems() {
    let in_crs = |text: &str, crs: Crs| match Condition::parse(text, &COLUMNS, crs) {
        Ok(condition) => condition.matches(&feature()),
        Err(fault) => unreachable!("{text}: {} at {}", fault.en(), fault.at),
    };
    for crs in Crs::ALL {
        let written = |lon: f64, lat: f64| {
            let at = crs
                .forward(geo::coord! { x: lon, y: lat })
                .map(|at| crs.swap_if_north_first(at));
            at.unwrap_or_default()
        };
        let (near, far) = (written(103.0, 22.00001), written(103.0, 22.01));
        let near = format!("S_DWITHIN(geometry, POINT({} {}), 2)", near.x, near.y);
        assert!(in_crs(&near, crs), "{crs:?} {near}");
        let far = format!("S_DWITHIN(geometry, POINT({} {}), 1000)", far.x, far.y);
        assert!(!in_crs(&far, crs), "{crs:?} {far}");
        let (low, high) = (written(102.9, 21.9), written(103.1, 22.1));
        let bbox = format!(
            "S_WITHIN(geometry, BBOX({},{},{},{}))",
            low.x, low.y, high.x, high.y
        );
        assert!(in_crs(&bbox, crs), "{crs:?} {bbox}");
    }
    // A straight line of the map of 180 km, which in degrees bends 250 m to the north, and nearly meets the point.
    let ends = [102.1, 103.9].map(|lon| Crs::Epsg3405.forward(geo::coord! { x: lon, y: 22.0 }));
    let [from, until] = ends.map(Option::unwrap_or_default);
    let line = format!("LINESTRING({} {}, {} {})", from.x, from.y, until.x, until.y);
    assert!(in_crs(
        &format!("NOT S_DWITHIN(geometry, {line}, 200)"),
        Crs::Epsg3405
    ));
    assert!(in_crs(
        &format!("S_DWITHIN(geometry, {line}, 300)"),
        Crs::Epsg3405
    ));
    let fault = Condition::parse(
        "S_INTERSECTS(geometry, BBOX(9,1,1,2))",
        &COLUMNS,
        Crs::Epsg3857,
    );
    assert!(fault.is_err_and(|fault| fault.en().contains("lower corner")));
}

/// A text, at which character it goes wrong, and what is said of it.
const WRONG: &[(&str, usize, &str)] = &[
    ("", 1, "the end"),
    ("   ", 4, "want a value"),
    ("name =", 7, "want a value"),
    ("name = 'x' 'y'", 12, "AND, OR"),
    ("name == 'x'", 7, "found `=`"),
    ("name = 'x", 8, "never closes"),
    (
        "tên = 'x'",
        1,
        "there is no property `tên`; there are: name, note, kind",
    ),
    ("shares = 1", 1, "no property `shares`"),
    ("Name = 'x'", 1, "no property `Name`"),
    ("name = 5", 8, "found a number, want text"),
    ("5 = name", 5, "found text, want a number"),
    ("count = 'x'", 9, "found text, want a number"),
    ("count IN (1, 'x')", 14, "found text"),
    ("start = 'soon'", 9, "found text, want a day"),
    ("'soon' = start", 10, "found a day or moment, want text"),
    (
        "border = 1",
        10,
        "found a number, want something that is true or false",
    ),
    ("name LIKE name", 11, "a pattern in single quotes"),
    ("count LIKE '1%'", 1, "found a number, want text"),
    (
        "name",
        1,
        "found text, want something that is true or false",
    ),
    ("name AND border", 1, "found text"),
    ("border AND", 11, "want a value"),
    ("border AND name", 12, "found text"),
    ("NOT count", 5, "found a number"),
    ("(border", 8, "want `)`"),
    ("border)", 7, "AND, OR"),
    ("name = NULL", 8, "use IS NULL"),
    ("name IS EMPTY", 9, "NULL or NOT NULL"),
    ("name NOT = 'x'", 6, "found `NOT`, want AND, OR"),
    ("count BETWEEN 1", 16, "want AND"),
    ("count IN ()", 11, "want a value"),
    ("count IN 1", 10, "want `(`"),
    (
        "buffer(geometry)",
        1,
        "there is no function `buffer`; there are: CASEI, ACCENTI",
    ),
    ("A_CONTAINS(shares, 1)", 1, "no function `A_CONTAINS`"),
    ("CASEI(count) = 'x'", 7, "found a number, want text"),
    ("DATE('2018-02-30') = start", 6, "such as '2018-06-30'"),
    ("DATE(start) = start", 6, "such as '2018-06-30'"),
    ("TIMESTAMP('2018-06-30') = start", 11, "a moment"),
    (
        "T_DURING(start, INTERVAL('2018-01-01','..'))",
        1,
        "two intervals only",
    ),
    (
        "T_AFTER(start, INTERVAL('2018-01-02','2018-01-01'))",
        16,
        "begin before it ends",
    ),
    (
        "T_AFTER(start, INTERVAL('x','2018-01-01'))",
        25,
        "a day or moment",
    ),
    ("INTERVAL('2018-01-02','..') = start", 1, "T_EQUALS"),
    ("geometry = POINT(1 2)", 1, "S_EQUALS"),
    (
        "S_INTERSECTS(name, POINT(1 2))",
        14,
        "found text, want a geometry",
    ),
    ("S_INTERSECTS(geometry, POINT(90 180))", 30, "lies outside"),
    ("S_INTERSECTS(geometry, POINT(1))", 31, "a coordinate"),
    (
        "S_INTERSECTS(geometry, POINT EMPTY)",
        24,
        "no property `POINT`",
    ),
    (
        "S_INTERSECTS(geometry, LINESTRING(1 1, 1 1))",
        24,
        "two different points",
    ),
    (
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 0)))",
        32,
        "at least four points",
    ),
    (
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 1, 5 5)))",
        32,
        "the same as the first",
    ),
    (
        "S_INTERSECTS(geometry, POLYGON((0 0, 2 2, 2 0, 0 2, 0 0)))",
        24,
        "crosses or touches itself",
    ),
    (
        "S_INTERSECTS(geometry, POLYGON((0 0, 4 0, 4 4, 0 0), (9 9, 8 9, 9 8, 9 9)))",
        24,
        "holes",
    ),
    (
        "S_INTERSECTS(geometry, MULTIPOLYGON(((0 0, 4 0, 4 4, 0 0)), ((0 0, 4 0, 4 4, 0 0))))",
        24,
        "overlap",
    ),
    (
        "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(BBOX(1,1,2,2)))",
        43,
        "want POINT",
    ),
    ("S_INTERSECTS(geometry, BBOX(1,1,2))", 34, "want `,`"),
    ("S_INTERSECTS(geometry, BBOX(1,3,2,2))", 24, "lower corner"),
    ("S_INTERSECTS(geometry)", 22, "want `,`"),
    ("S_DWITHIN(geometry, POINT(1 2), -5)", 33, "a number ≥ 0"),
    ("S_DWITHIN(geometry, POINT(1 2), count)", 33, "a number ≥ 0"),
    (
        "S_DWITHIN(geometry, POINT(1 2), 5, 'parsecs')",
        36,
        "a unit",
    ),
    ("count = 1e999", 9, "too large"),
    ("name ! 'x'", 6, "found `!`"),
    ("đ = 1 AND \u{1F600}", 1, "no property `đ`"),
];

#[test]
fn says_what_is_wrong_and_where() {
    for &(text, at, words) in WRONG {
        let fault = parse(text).err();
        let said = fault.as_ref().map(Fault::en).unwrap_or_default();
        assert!(said.contains(words), "{text}: {said}");
        assert_eq!(fault.map(|fault| fault.at), Some(at), "{text}: {said}");
    }
    let fault = parse("tên = 1").err();
    assert!(
        fault
            .is_some_and(|f| f.vi().contains("không có thuộc tính `tên`") && f.known().len() == 12)
    );
}

#[test]
fn nothing_is_too_deep_or_too_much() {
    let refused = |text: String, words: &str| {
        let said = parse(&text).err().map(|fault| fault.en());
        assert!(
            said.as_ref().is_some_and(|said| said.contains(words)),
            "{said:?}"
        );
    };
    for (open, close) in [
        ("(", ")"),
        ("CASEI(", ")"),
        ("1+(", ")"),
        ("NOT (", ")"),
        ("S_INTERSECTS(", ""),
    ] {
        refused(
            format!("{}name{}", open.repeat(500), close.repeat(500)),
            "nested too deeply",
        );
    }
    refused(
        format!("count = 2{}", "^2".repeat(500)),
        "nested too deeply",
    );
    let collection = format!(
        "{}POINT(1 2){}",
        "GEOMETRYCOLLECTION(".repeat(500),
        ")".repeat(500)
    );
    refused(
        format!("S_INTERSECTS(geometry, {collection})"),
        "nested too deeply",
    );
    refused(
        format!("border{}", " OR count = 1".repeat(MOST_OPERATIONS + 1)),
        "too many operations",
    );
    refused(
        format!("count = 1{}", "+1".repeat(MOST_OPERATIONS)),
        "too many operations",
    );
    refused("x".repeat(MOST_BYTES + 1), "too long");
    let points = vec!["1 2"; 3000].join(",");
    refused(
        format!("S_INTERSECTS(geometry, MULTIPOINT({points}))"),
        "too many vertices",
    );
    // What is allowed goes through on a small stack.
    let deep = format!("{}border{}", "(".repeat(60), ")".repeat(60));
    let worked = std::thread::Builder::new()
        .stack_size(512 << 10)
        .spawn(move || truth(&deep));
    assert!(worked.is_ok_and(|thread| thread.join().is_ok_and(|truth| truth == Some(true))));
    assert!(parse(&format!("{}border", "NOT ".repeat(3000))).is_ok());
    let codes = vec!["'12345'"; 1800].join(",");
    assert!(parse(&format!("name IN ({codes})")).is_ok());
}
