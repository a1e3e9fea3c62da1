//! Panos: a site is built on the day that its activity reports; it counts for the commune in which it stands, and every
//! commune knows how far the nearest one is.

use serde_json::{Value, json};

use crate::support::{Server, Table, features, ids, property};

fn sites(server: &Server, as_of: &str) -> Value {
    server.items("pano-sites", &[("as_of", as_of)])
}

fn panos(server: &Server, as_of: &str) -> Value {
    server.json(&format!("/api/summary?as_of={as_of}"))["panos"].clone()
}

fn near(found: &Value, code: &str, kilometres: f64) {
    let km = property(found, code, "nearest_pano_km").as_f64().unwrap();
    assert!(
        (km - kilometres).abs() < 0.006,
        "{code}: {km} km, want {kilometres}"
    );
}

#[test]
fn a_site_is_planned_then_built_or_overdue() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-pano", "2017-09-15", "cửa khẩu Ma Lù Thàng", ""));
    let before = sites(&server, "2017-09-14");
    assert_eq!(property(&before, "ma-lu-thang", "status"), "planned");
    assert_eq!(property(&before, "ma-lu-thang", "built_on"), &Value::Null);
    let built = sites(&server, "2017-09-15");
    assert_eq!(property(&built, "ma-lu-thang", "status"), "built");
    assert_eq!(property(&built, "ma-lu-thang", "built_on"), "2017-09-15");
    assert_eq!(property(&built, "ma-lu-thang", "commune_code"), "03574");
    assert_eq!(property(&built, "dao-san", "status"), "planned");
    let late = sites(&server, "2018-01-01");
    assert_eq!(property(&late, "dao-san", "status"), "overdue");
    assert_eq!(property(&late, "phong-tho", "status"), "overdue");
    assert_eq!(property(&late, "sin-ho", "status"), "planned");
    assert_eq!(
        panos(&server, "2017-09-14"),
        json!({"total": 10, "built": 0, "planned": 10, "overdue": 0})
    );
    assert_eq!(
        panos(&server, "2018-01-01"),
        json!({"total": 10, "built": 1, "planned": 7, "overdue": 2})
    );
    assert_eq!(
        panos(&server, "2019-01-01"),
        json!({"total": 10, "built": 1, "planned": 0, "overdue": 9})
    );
}

#[test]
fn it_counts_for_the_commune_in_which_it_stands() {
    let server = Server::empty();
    server.import(&Table::new().done("2017-pano", "2017-09-15", "ma-lu-thang", ""));
    let found = server.coverage("2017-pano", "2017-12-31");
    for (code, status) in [
        ("03574", "reached"),
        ("03571", "pending"),
        ("03549", "pending"),
        ("03577", "not_targeted"),
        ("03478", "not_targeted"),
    ] {
        assert_eq!(property(&found, code, "status"), status, "{code}");
    }
    let figures = server.line_figures("2017-pano", "2018-01-01");
    assert_eq!(
        (&figures["achieved"], &figures["target"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(
        figures["units"],
        json!({"level": "site", "total": 3, "by_status": {
            "reached": 1, "partial": 0, "pending": 0, "overdue": 2, "not_targeted": 0}})
    );
}

#[test]
fn the_distance_is_to_the_nearest_built_one() {
    // Geodesics on WGS 84 between the points of units.csv and pano-sites.csv, by Vincenty's formula.
    let server = Server::empty();
    server.import(
        &Table::new()
            .done("2017-pano", "2017-09-15", "thị trấn Phong Thổ", "")
            .done("2017-pano", "2017-10-15", "xã Đào San", ""),
    );
    let none = server.coverage("2017-pano", "2017-09-14");
    assert_eq!(property(&none, "03549", "nearest_pano_km"), &Value::Null);
    let one = server.coverage("2017-pano", "2017-09-15");
    near(&one, "03549", 1.7917);
    near(&one, "03571", 13.5806);
    near(&one, "03436", 85.1259);
    near(&one, "03643", 107.1398);
    let two = server.coverage("2017-pano", "2017-10-15");
    near(&two, "03571", 1.727);
    near(&two, "03549", 1.7917);
    // It is the same whatever line is looked at, and overall.
    near(
        &server.coverage("2018-leaflets", "2017-10-15"),
        "03571",
        1.727,
    );
    near(
        &server.items("coverage", &[("as_of", "2017-10-15")]),
        "03571",
        1.727,
    );
}

#[test]
fn all_ten_make_the_plans_panos_complete() {
    let server = Server::empty();
    let mut table = Table::new();
    for (line, day, place) in [
        ("2017-pano", "2017-06-01", "Ma Lù Thàng"),
        ("2017-pano", "2017-06-01", "Dào San"),
        ("2017-pano", "2017-06-01", "Phong Thổ"),
        ("2018-pano", "2018-06-01", "TT. Than Uyên"),
        ("2018-pano", "2018-06-01", "03598"),
        ("2018-pano", "2018-06-01", "Tam Đường"),
        ("2018-pano", "2018-06-01", "sin-ho"),
        ("2018-pano", "2018-06-01", "Thị trấn Mường Tè"),
        ("2018-pano", "2018-06-01", "thị trấn nậm nhùn"),
        ("2018-pano", "2018-06-01", "Thành phố Lai Châu"),
    ] {
        table = table.done(line, day, place, "");
    }
    server.import(&table);
    assert_eq!(
        panos(&server, "2018-06-01"),
        json!({"total": 10, "built": 10, "planned": 0, "overdue": 0})
    );
    let found = server.coverage("2018-pano", "2018-12-31");
    let reached: Vec<&str> = features(&found)
        .iter()
        .filter(|f| f["properties"]["status"] == "reached")
        .map(|f| f["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        reached,
        [
            "03389", "03390", "03433", "03434", "03478", "03595", "03598"
        ]
    );
    assert_eq!(
        server.line_figures("2018-pano", "2018-12-31")["status"],
        "reached"
    );
}

#[test]
fn their_reach_is_a_circle_of_the_chosen_radius() {
    let server = Server::empty();
    let empty = server.json("/api/pano-reach?as_of=2018-01-01");
    assert_eq!(ids(&empty), Vec::<String>::new());
    assert_eq!(empty["radius_km"], 5.0);
    server.import(&Table::new().done("2017-pano", "2017-09-15", "phong-tho", ""));
    let reach = server.json("/api/pano-reach?as_of=2018-01-01&radius_km=30");
    assert_eq!(ids(&reach), ["phong-tho"]);
    let within = |code: &str| {
        let communes = reach["communes"].as_array().unwrap();
        let found = communes.iter().find(|c| c["code"] == code).unwrap();
        found["share_within"].as_f64().unwrap()
    };
    assert_eq!(reach["communes"].as_array().unwrap().len(), 108);
    assert!(within("03549") > 0.999);
    assert!(within("03571") > 0.5 && within("03571") <= 1.0);
    assert!(within("03643") < 1e-9);
}
