//! CQL2: the text encoding, basic CQL2, advanced comparison, and comparison without case or accents.

use serde_json::Value;

use super::items;
use crate::support::{Server, address, features, ids};

/// The commune names that a filter selects, in the order of the collection.
fn communes(server: &Server, filter: &str) -> Vec<String> {
    names(&page(server, "communes", filter))
}

fn page(server: &Server, id: &str, filter: &str) -> Value {
    let query = [("filter", filter), ("limit", "10000")];
    server.get(&address(&items(id), &query)).ok().json()
}

fn names(page: &Value) -> Vec<String> {
    let name = |f: &Value| f["properties"]["name"].as_str().unwrap().to_owned();
    features(page).iter().map(name).collect()
}

fn refused(server: &Server, filter: &str) {
    let reply = server.get(&address(&items("communes"), &[("filter", filter)]));
    assert_eq!(reply.status, 400, "{filter}");
    assert_eq!(reply.json()["parameter"], "filter", "{filter}");
}

/// The names of the communes for which a test of their properties holds.
fn where_(server: &Server, holds: impl Fn(&Value) -> bool) -> Vec<String> {
    let all = server.items("communes", &[]);
    let found = features(&all).iter().filter(|f| holds(&f["properties"]));
    found
        .map(|f| f["properties"]["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn escaping() {
    let server = Server::demo();
    assert!(communes(&server, "name = 'D''Avvento'").is_empty());
    refused(&server, "name = 'D'Avvento'");
    assert!(communes(&server, "name = 'D\\'Avvento'").is_empty());
    refused(&server, "name = 'a\\'");
    assert_eq!(communes(&server, "\"name\" = 'Pa Vệ Sử'"), ["Pa Vệ Sử"]);
}

#[test]
fn cql2_filter() {
    let server = Server::demo();
    let area = |p: &Value| p["area_km2"].as_f64().unwrap();
    let border = |p: &Value| p["border"] == true;
    let sin_ho = |p: &Value| p["district"] == "Sìn Hồ";
    for (filter, holds) in [
        (
            "border = true AND area_km2 > 150",
            &(|p: &Value| border(p) && area(p) > 150.0) as &dyn Fn(&Value) -> bool,
        ),
        ("border = true OR district = 'Sìn Hồ'", &|p| {
            border(p) || sin_ho(p)
        }),
        ("NOT border = true", &|p| !border(p)),
        // AND binds closer than OR, brackets closer than both.
        (
            "district = 'Sìn Hồ' OR border = true AND area_km2 > 150",
            &|p| sin_ho(p) || border(p) && area(p) > 150.0,
        ),
        (
            "(district = 'Sìn Hồ' OR border = true) AND area_km2 > 150",
            &|p| (sin_ho(p) || border(p)) && area(p) > 150.0,
        ),
        ("not (border = TRUE) and AREA_KM2 is null", &|_| false),
    ] {
        if filter.contains("AREA") {
            // Keywords in any case, but names as they are.
            refused(&server, filter);
            continue;
        }
        let expected = where_(&server, holds);
        assert!(!expected.is_empty(), "{filter}");
        assert_eq!(communes(&server, filter), expected, "{filter}");
    }
    for filter in [
        "",
        "AND",
        "border =",
        "(border = true",
        "border = true)",
        "1 + 1",
    ] {
        refused(&server, filter);
    }
}

#[test]
fn binary_comparison_predicate() {
    let server = Server::demo();
    let population = |p: &Value| p["population_2019"].as_i64().unwrap();
    for (operator, holds) in [
        ("=", (|n| n == 3000) as fn(i64) -> bool),
        ("<>", |n| n != 3000),
        ("<", |n| n < 3000),
        (">", |n| n > 3000),
        ("<=", |n| n <= 3000),
        (">=", |n| n >= 3000),
    ] {
        let filter = format!("population_2019 {operator} 3000");
        let expected = where_(&server, |p| holds(population(p)));
        assert_eq!(communes(&server, &filter), expected, "{filter}");
    }
    assert_eq!(communes(&server, "name = 'Pa Vệ Sử'"), ["Pa Vệ Sử"]);
    assert_eq!(
        communes(&server, "border = false").len() + communes(&server, "border = true").len(),
        108
    );
    let day = page(&server, "activities", "start >= DATE('2018-06-01')");
    for feature in features(&day) {
        assert!(feature["properties"]["start"].as_str().unwrap() >= "2018-06-01");
    }
    assert!(!ids(&day).is_empty());
    refused(&server, "name = 5");
    refused(&server, "area_km2 = 'large'");
}

#[test]
fn null_predicate() {
    let server = Server::demo();
    let all = server.items("activities", &[("limit", "10000")]);
    let null = page(&server, "activities", "participants IS NULL");
    let given = page(&server, "activities", "participants IS NOT NULL");
    assert!(!ids(&null).is_empty() && !ids(&given).is_empty());
    for feature in features(&null) {
        assert!(feature["properties"]["participants"].is_null());
    }
    assert_eq!(ids(&null).len() + ids(&given).len(), ids(&all).len());
    // What is not known is neither so nor otherwise.
    let few = page(&server, "activities", "participants < 50");
    let not_few = page(&server, "activities", "NOT participants < 50");
    assert_eq!(ids(&few).len() + ids(&not_few).len(), ids(&given).len());
}

#[test]
fn property() {
    let server = Server::demo();
    refused(&server, "colour = 'red'");
    refused(&server, "namee IS NULL");
    // The columns of another collection are not those of this one.
    refused(&server, "status = 'reached'");
    assert_eq!(communes(&server, "geometry IS NOT NULL").len(), 108);
}

#[test]
fn like_predicate() {
    let server = Server::demo();
    let name = |p: &Value| p["name"].as_str().unwrap().to_owned();
    let starts = where_(&server, |p| name(p).starts_with("Nậm "));
    assert!(starts.len() > 5);
    assert_eq!(communes(&server, "name LIKE 'Nậm %'"), starts);
    let not = communes(&server, "name NOT LIKE 'Nậm %'");
    assert_eq!(not.len(), 108 - starts.len());
    let third = where_(&server, |p| {
        name(p).chars().count() == 5 && name(p).ends_with("Ma")
    });
    assert_eq!(communes(&server, "name LIKE '___Ma'"), third);
    assert!(communes(&server, "name LIKE 'nậm %'").is_empty());
    assert!(communes(&server, "name LIKE '100\\%'").is_empty());
}

#[test]
fn between_predicate() {
    let server = Server::demo();
    let area = |p: &Value| p["area_km2"].as_f64().unwrap();
    let between = where_(&server, |p| (100.0..=200.0).contains(&area(p)));
    assert!(!between.is_empty());
    assert_eq!(communes(&server, "area_km2 BETWEEN 100 AND 200"), between);
    let not = communes(&server, "area_km2 NOT BETWEEN 100 AND 200");
    assert_eq!(not.len(), 108 - between.len());
}

#[test]
fn in_predicate() {
    let server = Server::demo();
    let districts = |p: &Value| p["district"] == "Sìn Hồ" || p["district"] == "Than Uyên";
    let expected = where_(&server, districts);
    assert!(!expected.is_empty());
    let filter = "district IN ('Sìn Hồ', 'Than Uyên')";
    assert_eq!(communes(&server, filter), expected);
    let not = communes(&server, "district NOT IN ('Sìn Hồ', 'Than Uyên')");
    assert_eq!(not.len(), 108 - expected.len());
    assert_eq!(communes(&server, "population_2019 IN (-1, 0)").len(), 0);
}

#[test]
fn casei_function() {
    let server = Server::demo();
    for filter in [
        "CASEI(name) = CASEI('PA VỆ SỬ')",
        "CASEI(name) = 'pa vệ sử'",
        "CASEI(name) LIKE CASEI('PA VỆ%')",
        "CASEI(name) IN (CASEI('pa VỆ sử'), CASEI('nowhere'))",
    ] {
        assert_eq!(communes(&server, filter), ["Pa Vệ Sử"], "{filter}");
    }
    // Accents still count.
    assert!(communes(&server, "CASEI(name) = CASEI('PA VE SU')").is_empty());
}

#[test]
fn accenti_function() {
    let server = Server::demo();
    for filter in [
        "ACCENTI(name) = ACCENTI('Pa Ve Su')",
        "ACCENTI(name) LIKE ACCENTI('Pa Vé S%')",
        "ACCENTI(CASEI(name)) = ACCENTI(CASEI('PA VE SU'))",
        "CASEI(ACCENTI(name)) LIKE 'pa ve%'",
    ] {
        assert_eq!(communes(&server, filter), ["Pa Vệ Sử"], "{filter}");
    }
    assert!(communes(&server, "ACCENTI(name) = ACCENTI('pa ve su')").is_empty());
    // đ is a letter of its own that accent-insensitive readers take for d.
    let with_bar = where_(&server, |p| p["name"].as_str().unwrap().starts_with('Đ'));
    let found = communes(&server, "ACCENTI(name) LIKE 'D%'");
    assert!(!with_bar.is_empty() && with_bar.iter().all(|name| found.contains(name)));
    // Composed and decomposed letters are the same text.
    let decomposed = "name = 'Pa Ve\u{323}\u{302} Su\u{31b}\u{309}'";
    assert_eq!(communes(&server, decomposed), ["Pa Vệ Sử"]);
}

#[test]
fn property_property() {
    let server = Server::demo();
    // A property on the right, two properties, a literal on the left.
    let large = where_(&server, |p| p["area_km2"].as_f64().unwrap() > 150.0);
    assert_eq!(communes(&server, "150 < area_km2"), large);
    let all = server.items("activities", &[("limit", "10000")]);
    let two = page(&server, "activities", "women < participants");
    let fits = |f: &&Value| {
        let number = |name: &str| f["properties"][name].as_i64();
        matches!((number("women"), number("participants")), (Some(w), Some(p)) if w < p)
    };
    assert_eq!(ids(&two).len(), features(&all).iter().filter(fits).count());
    assert!(!ids(&two).is_empty());
    assert_eq!(communes(&server, "name = name").len(), 108);
}

#[test]
fn arithmetic() {
    let server = Server::demo();
    let dense = |p: &Value| {
        p["population_2019"].as_f64().unwrap() / p["area_km2"].as_f64().unwrap() > 100.0
    };
    let expected = where_(&server, dense);
    assert!(!expected.is_empty());
    for filter in [
        "population_2019 / area_km2 > 100",
        "population_2019 > 10 * 10 * area_km2",
        "population_2019 / area_km2 - 100 > 1 - 1",
        "population_2019 / area_km2 > 10 ^ 2",
        "(population_2019 + 0) / area_km2 > (5 + 5) * 10",
    ] {
        assert_eq!(communes(&server, filter), expected, "{filter}");
    }
}

#[test]
fn temporal_functions() {
    let server = Server::demo();
    let all = server.items("activities", &[("limit", "10000")]);
    let start = |f: &Value| f["properties"]["start"].as_str().unwrap().to_owned();
    for (filter, fits) in [
        (
            "T_AFTER(start, DATE('2018-01-01'))",
            (|day: &str| day > "2018-01-01") as fn(&str) -> bool,
        ),
        ("T_BEFORE(start, DATE('2018-01-01'))", |day| {
            day < "2018-01-01"
        }),
        (
            "T_INTERSECTS(start, INTERVAL('2017-07-01', '2017-12-31'))",
            |day| ("2017-07-01"..="2017-12-31").contains(&day),
        ),
        ("T_INTERSECTS(start, INTERVAL('2018-01-01', '..'))", |day| {
            day >= "2018-01-01"
        }),
        ("T_EQUALS(start, DATE('2018-03-05'))", |day| {
            day == "2018-03-05"
        }),
        ("T_DISJOINT(start, INTERVAL('..', '2018-01-01'))", |day| {
            day > "2018-01-01"
        }),
    ] {
        let expected: Vec<&Value> = features(&all)
            .iter()
            .filter(|f| fits(&start(f)))
            .map(|f| &f["id"])
            .collect();
        let found = page(&server, "activities", filter);
        let found: Vec<&Value> = features(&found).iter().map(|f| &f["id"]).collect();
        assert_eq!(found, expected, "{filter}");
    }
}
