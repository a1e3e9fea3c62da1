//! Properties as parameters: every one of them, tried against filtering here; and what they refuse.

use serde_json::{Value, json};

use crate::support::{Server, address, features, ids};

const LINES: usize = 22;

/// A value as somebody would write it in an address; `None` for what cannot be asked for.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Asks for every value of every property (the first few of each) and compares with the whole collection.
fn try_all(server: &Server, collection: &str, view: &[(&str, &str)], skip: &[&str]) -> usize {
    let whole = server.items(collection, view);
    let names: Vec<&String> = features(&whole)[0]["properties"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    let mut tried = 0;
    for name in names
        .into_iter()
        .filter(|name| !skip.contains(&name.as_str()))
    {
        let mut values: Vec<String> = features(&whole)
            .iter()
            .filter_map(|f| written(&f["properties"][name]))
            .collect();
        values.sort_unstable();
        values.dedup();
        let few = values.len().div_ceil(4);
        for value in values.iter().step_by(few.max(1)) {
            let wanted: Vec<&str> = features(&whole)
                .iter()
                .filter(|f| written(&f["properties"][name]).as_ref() == Some(value))
                .map(|f| f["id"].as_str().unwrap())
                .collect();
            let mut asked = view.to_vec();
            asked.push((name, value));
            let got = server.items(collection, &asked);
            assert_eq!(ids(&got), wanted, "{collection}: {name}={value}");
            assert_eq!(got["numberMatched"], wanted.len());
            tried += 1;
        }
    }
    tried
}

#[test]
fn every_property_of_every_collection_filters() {
    let server = Server::demo();
    let day = ("as_of", "2018-06-30");
    assert!(try_all(&server, "communes", &[], &[]) > 30);
    assert!(try_all(&server, "border-communes", &[], &[]) > 20);
    assert!(try_all(&server, "districts", &[], &[]) > 20);
    assert!(try_all(&server, "pano-sites", &[day], &[]) > 30);
    // `line` and `as_of` say what is looked at, on all features alike.
    let view = ["line", "as_of"];
    assert!(
        try_all(
            &server,
            "coverage",
            &[("line", "2018-leaflets"), day],
            &view
        ) > 40
    );
    assert!(try_all(&server, "coverage", &[day], &view) > 30);
    // `shares` is a list, which has no single value.
    assert!(try_all(&server, "activities", &[], &["shares"]) > 30);
}

#[test]
fn several_values_mean_any_of_them() {
    let server = Server::empty();
    let count = |collection: &str, name: &str, value: &str| {
        server.items(collection, &[(name, value)])["numberMatched"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(count("communes", "kind", "thi_tran,phuong"), 12);
    assert_eq!(count("communes", "border", "true,false"), 108);
    // As GDAL writes it.
    assert_eq!(count("communes", "border", "1"), 23);
    assert_eq!(count("communes", "border", "0"), 85);
    assert_eq!(count("communes", "district_code", "107,112"), 25);
    assert_eq!(count("communes", "code", "03386,03571,99999"), 2);
    assert_eq!(count("coverage", "district", "Mường Tè,109"), 32);
    assert_eq!(
        count(
            "coverage",
            "status",
            "reached,partial,pending,overdue,not_targeted"
        ),
        108
    );
    assert_eq!(count("pano-sites", "year", "2017,2018"), 10);
    assert_eq!(count("pano-sites", "slug", "ma-lu-thang,lai-chau"), 2);
}

#[test]
fn several_filters_mean_all_of_them() {
    let server = Server::empty();
    let items = server.items(
        "coverage",
        &[
            ("line", "2018-border-conferences"),
            ("as_of", "2019-01-01"),
            ("status", "overdue"),
            ("district", "Nậm Nhùn"),
        ],
    );
    assert_eq!(ids(&items), ["03460", "03502", "03503"]);
}

#[test]
fn a_district_goes_by_name_or_code() {
    let server = Server::demo();
    for written in ["107", "Mường Tè", "huyện Mường Tè", "muong te", "MUONG TE"] {
        let communes = server.items("communes", &[("district", written)]);
        assert_eq!(communes["numberMatched"], 14, "{written}");
        let summary = server.json(&address("/api/summary", &[("district", written)]));
        assert_eq!(summary["district"], "107", "{written}");
        let matrix = server.json(&address("/api/matrix", &[("district", written)]));
        assert_eq!(matrix["rows"].as_array().unwrap().len(), 6, "{written}");
    }
    let sites = server.items("pano-sites", &[("district", "Phong Thổ")]);
    assert_eq!(ids(&sites), ["ma-lu-thang", "dao-san", "phong-tho"]);
    let city = server.items("communes", &[("district", "thành phố Lai Châu")]);
    assert_eq!(city["numberMatched"], 7);
}

#[test]
fn activities_are_found_by_the_districts_of_their_places() {
    let server = Server::demo();
    let all = server.items("activities", &[]);
    let communes = server.items("communes", &[("district", "109")]);
    let sites = server.items("pano-sites", &[("district", "109")]);
    let mut places = ids(&communes);
    places.extend(ids(&sites));
    places.push("109".to_owned());
    let names_it = |f: &&Value| {
        let shares = f["properties"]["shares"].as_array().unwrap();
        shares
            .iter()
            .any(|s| places.iter().any(|p| s["unit"] == p.as_str()))
    };
    let wanted: Vec<&str> = features(&all)
        .iter()
        .filter(names_it)
        .map(|f| f["id"].as_str().unwrap())
        .collect();
    assert!(wanted.len() > 10);
    let got = server.items("activities", &[("district", "Phong Thổ")]);
    assert_eq!(ids(&got), wanted);
}

#[test]
fn what_is_not_known_is_refused_with_what_would_be_right() {
    let server = Server::demo();
    let items = |id: &str| format!("/api/collections/{id}/items");
    let districts = [
        "Lai Châu",
        "Tam Đường",
        "Mường Tè",
        "Sìn Hồ",
        "Phong Thổ",
        "Than Uyên",
        "Tân Uyên",
        "Nậm Nhùn",
    ];
    let five = ["reached", "partial", "pending", "overdue", "not_targeted"];
    for (path, name, value, allowed) in [
        (items("coverage"), "status", "late", json!(five)),
        (items("coverage"), "status", "reached,late", json!(five)),
        (items("coverage"), "district", "Hà Nội", json!(districts)),
        (
            items("coverage"),
            "year",
            "2015",
            json!(["2016", "2017", "2018"]),
        ),
        (
            items("pano-sites"),
            "status",
            "finished",
            json!(["built", "planned", "overdue"]),
        ),
        (
            items("activities"),
            "state",
            "lost",
            json!(["submitted", "verified", "rejected"]),
        ),
        (
            "/api/summary".into(),
            "district",
            "Hà Nội",
            json!(districts),
        ),
        (
            "/api/matrix".into(),
            "scope",
            "some",
            json!(["border", "all"]),
        ),
        (
            items("communes"),
            "f",
            "pdf",
            json!([
                "json",
                "geojson",
                "csv",
                "xlsx",
                "gpkg",
                "geopackage",
                "fgb",
                "flatgeobuf",
                "kml",
                "shp",
                "shapefile",
                "html"
            ]),
        ),
        (
            "/api/collections/communes".into(),
            "f",
            "csv",
            json!(["json", "html"]),
        ),
        (items("communes"), "lang", "fr", json!(["vi", "en"])),
    ] {
        let reply = server.get(&address(&path, &[(name, value)]));
        assert_eq!(reply.status, 400, "{path} {name}={value}");
        let problem = reply.json();
        assert_eq!(problem["parameter"], name);
        assert!(value.split(',').any(|v| problem["value"] == v), "{problem}");
        assert_eq!(problem["allowed"], allowed, "{name}");
    }
    for path in [items("coverage"), "/api/summary".into()] {
        let problem = server
            .get(&address(&path, &[("line", "2019-leaflets")]))
            .json();
        assert_eq!(problem["allowed"].as_array().unwrap().len(), LINES);
    }
}

#[test]
fn malformed_values_and_unknown_parameters_are_refused() {
    let server = Server::demo();
    let items = |id: &str, query: &str| format!("/api/collections/{id}/items?{query}");
    for (path, parameter) in [
        (items("communes", "border=yes"), "border"),
        (items("communes", "area_km2=large"), "area_km2"),
        (items("communes", "population_2019=1.5"), "population_2019"),
        (items("coverage", "quota=many"), "quota"),
        (items("coverage", "as_of=31/12/2018"), "as_of"),
        (items("coverage", "as_of=2018-02-30"), "as_of"),
        (items("coverage", "as_of="), "as_of"),
        (items("pano-sites", "built_on=soon"), "built_on"),
        (items("activities", "women=some"), "women"),
        (items("activities", "start=yesterday"), "start"),
        (items("activities", "shares=1"), "shares"),
        (items("communes", "skip_geometry=1"), "skip_geometry"),
        (items("communes", "colour=red"), "colour"),
        (items("communes", "line=2017-leaflets"), "line"),
        (items("communes", "status=reached"), "status"),
        (items("coverage", "kind=xa&kind=phuong"), "kind"),
        (items("coverage", "line=2017-leaflets&year=2017"), "year"),
        ("/api/collections?limit=3".into(), "limit"),
        ("/api/collections/communes?x=1".into(), "x"),
        (
            "/api/collections/communes/items/03386?border=true".into(),
            "border",
        ),
        ("/api?x=1".into(), "x"),
        ("/api/plan?line=2017-leaflets".into(), "line"),
        ("/api/summary?status=reached".into(), "status"),
        ("/api/matrix?line=2017-leaflets".into(), "line"),
        ("/api/pano-reach?radius_km=0".into(), "radius_km"),
        ("/api/pano-reach?radius_km=far".into(), "radius_km"),
        ("/data/national-border.geojson?x=1".into(), "x"),
        ("/data/communes.geojson?colour=red".into(), "colour"),
    ] {
        let reply = server.get(&path);
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.json()["parameter"], parameter, "{path}");
    }
    let unknown = server.get(&items("coverage", "colour=red")).json();
    assert_eq!(unknown["code"], "unknown_parameter");
    assert_eq!(unknown["value"], "red");
    for name in [
        "line", "as_of", "district", "status", "bbox", "limit", "datetime",
    ] {
        let allowed = unknown["allowed"].as_array().unwrap();
        assert!(allowed.contains(&json!(name)), "{name}: {allowed:?}");
    }
}
