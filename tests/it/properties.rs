//! `properties=` and `skip_geometry=`: less of each feature, with its id always there.

use serde_json::{Value, json};

use crate::support::{Server, address, features, ids};

fn keys(feature: &Value) -> Vec<&str> {
    feature["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn only_what_is_asked_for_in_the_usual_order() {
    let server = Server::demo();
    let share = [
        ("line", "2018-leaflets"),
        ("as_of", "2018-06-30"),
        ("properties", "share,code,name"),
    ];
    let page = server.json(&address("/api/collections/coverage/items", &share));
    assert_eq!(features(&page).len(), 108);
    for feature in features(&page) {
        assert_eq!(keys(feature), ["code", "name", "share"]);
        assert_eq!(feature["id"], feature["properties"]["code"]);
        assert_eq!(
            feature["geometry"]["type"]
                .as_str()
                .map(|t| t.contains("Polygon")),
            Some(true)
        );
    }
    // What the file says of itself counts all the same.
    let counts = page["by_status"].as_object().unwrap().values();
    assert_eq!(counts.filter_map(Value::as_u64).sum::<u64>(), 108);
    let file = server.json(&address("/data/coverage.geojson", &share));
    assert_eq!(features(&file), features(&page));
    let flags = [
        "--line",
        "2018-leaflets",
        "--as-of",
        "2018-06-30",
        "--filter",
        "properties=share,code,name",
    ];
    assert_eq!(
        features(&server.data.export("coverage", &flags)),
        features(&page)
    );
}

#[test]
fn filters_and_order_see_all_of_it() {
    let server = Server::demo();
    let asked = [
        ("filter", "area_km2 > 100 AND border = true"),
        ("sortby", "-area_km2"),
    ];
    let whole = server.items("communes", &asked);
    let mut few = asked.to_vec();
    few.push(("properties", "name"));
    assert_eq!(ids(&server.items("communes", &few)), ids(&whole));
    let records = server.items(
        "activities",
        &[
            ("properties", "shares,title"),
            ("sortby", "start"),
            ("limit", "5"),
        ],
    );
    assert!(
        features(&records)
            .iter()
            .all(|f| keys(f) == ["title", "shares"])
    );
}

#[test]
fn none_at_all() {
    let server = Server::empty();
    let page = server.json("/api/collections/districts/items?properties=");
    assert!(
        features(&page)
            .iter()
            .all(|f| keys(f).is_empty() && f["geometry"].is_object())
    );
    assert_eq!(ids(&page).len(), 8);
}

#[test]
fn of_a_single_feature_too() {
    let server = Server::empty();
    let item = "/api/collections/communes/items/03388";
    let whole = server.json(item);
    let part = server.json(&format!("{item}?properties=name,code&skip_geometry=true"));
    assert_eq!(keys(&part), ["code", "name"]);
    assert_eq!(part["geometry"], Value::Null);
    assert_eq!(part["id"], "03388");
    assert_eq!(part["properties"]["name"], whole["properties"]["name"]);
    assert_eq!(
        server.json(&format!("{item}?skip_geometry=false"))["geometry"],
        whole["geometry"]
    );
    for (name, value) in [
        ("properties", "colour"),
        ("skip_geometry", "1"),
        ("filter", "true"),
        ("sortby", "name"),
    ] {
        let reply = server.get(&address(item, &[(name, value)]));
        assert_eq!(
            (reply.status, &reply.json()["parameter"]),
            (400, &json!(name))
        );
    }
}

#[test]
fn unknown_ones_are_refused() {
    let server = Server::empty();
    for (properties, value) in [
        ("colour", "colour"),
        ("code,colour", "colour"),
        ("code,", ""),
        ("geometry", "geometry"),
        ("Name", "Name"),
    ] {
        let path = address(
            "/api/collections/communes/items",
            &[("properties", properties)],
        );
        let reply = server.get(&path);
        assert_eq!(reply.status, 400, "{properties}");
        let problem = reply.json();
        assert_eq!(
            (&problem["parameter"], &problem["value"]),
            (&json!("properties"), &json!(value))
        );
        assert!(
            problem["allowed"]
                .as_array()
                .unwrap()
                .contains(&json!("area_km2"))
        );
    }
}
