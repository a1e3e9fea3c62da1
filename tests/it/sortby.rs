//! `sortby=`: by one property or several, in either direction, text as Vietnamese dictionaries have it.

use serde_json::{Value, json};

use crate::support::{Server, Table, address, features, ids};

fn names(collection: &Value) -> Vec<&str> {
    features(collection)
        .iter()
        .map(|f| f["properties"]["name"].as_str().unwrap())
        .collect()
}

#[test]
fn text_in_vietnamese_order() {
    let server = Server::empty();
    let districts = server.items("districts", &[("sortby", "name")]);
    assert_eq!(
        names(&districts),
        [
            "Lai Châu",
            "Mường Tè",
            "Nậm Nhùn",
            "Phong Thổ",
            "Sìn Hồ",
            "Tam Đường",
            "Tân Uyên",
            "Than Uyên"
        ]
    );
    let communes = server.items("communes", &[("sortby", "name")]);
    let communes = names(&communes);
    let place = |name: &str| communes.iter().position(|n| *n == name).unwrap();
    // d before đ, a before â, the tones in their order, and only after all letters.
    for pair in [
        ["Dào San", "Đông Phong"],
        ["Bản Hon", "Bình Lư"],
        ["Nậm Cha", "Nậm Chà"],
        ["Tả Lèng", "Tà Mung"],
        ["Tà Tổng", "Tân Uyên"],
        ["Tân Uyên", "Thân Thuộc"],
        ["Mù Cả", "Mù Sang"],
    ] {
        let [first, second] = pair;
        assert!(place(first) < place(second), "{pair:?}");
    }
    let back = server.items("communes", &[("sortby", "-name")]);
    let mut turned = names(&back);
    turned.reverse();
    // The two called Mường Tè keep their order.
    assert_eq!(turned, communes);
}

#[test]
fn several_properties_and_missing_values() {
    let server = Server::demo();
    let day = ("as_of", "2018-09-30");
    let sites = |by: &str| server.items("pano-sites", &[day, ("sortby", by)]);
    let built = |collection: &Value| -> Vec<Option<String>> {
        let value = |f: &Value| f["properties"]["built_on"].as_str().map(str::to_owned);
        features(collection).iter().map(value).collect()
    };
    for by in ["built_on", "-built_on"] {
        let days = built(&sites(by));
        let known = days.iter().flatten().count();
        assert!(known > 1 && known < 10);
        assert!(
            days[..known].iter().all(Option::is_some),
            "{by}: missing values come last"
        );
        let ordered =
            days[..known].is_sorted_by(|a, b| if by == "built_on" { a <= b } else { a >= b });
        assert!(ordered, "{by}: {days:?}");
    }
    let by_two = server.items(
        "coverage",
        &[day, ("sortby", "-share,name"), ("year", "2018")],
    );
    let key = |f: &Value| f["properties"]["share"].as_f64().unwrap_or(-1.0);
    assert!(features(&by_two).is_sorted_by(|a, b| key(a) >= key(b)));
    // Stable: the usual order where all else is equal.
    let by_district = server.items("communes", &[("sortby", "district_code")]);
    let codes = |f: &Value| {
        (
            f["properties"]["district_code"].to_string(),
            f["id"].to_string(),
        )
    };
    assert!(features(&by_district).is_sorted_by_key(codes));
}

#[test]
fn pluses_arrive_as_spaces() {
    let server = Server::empty();
    let plain = server.items("communes", &[("sortby", "kind,name")]);
    let path = "/api/collections/communes/items?skip_geometry=true&sortby=";
    for by in ["+kind,+name", "%2Bkind,%2Bname", "kind,%20name"] {
        assert_eq!(
            ids(&server.json(&format!("{path}{by}"))),
            ids(&plain),
            "{by}"
        );
    }
}

#[test]
fn pages_follow_the_order() {
    let server = Server::demo();
    for (collection, by) in [
        ("communes", "-area_km2"),
        ("activities", "title,-start"),
        ("activities", "-recorded_at"),
    ] {
        let whole = server.items(collection, &[("sortby", by), ("limit", "10000")]);
        let mut paged = Vec::new();
        for offset in (0..ids(&whole).len()).step_by(40) {
            let offset = offset.to_string();
            let page = server.items(
                collection,
                &[("sortby", by), ("limit", "40"), ("offset", &offset)],
            );
            paged.extend(ids(&page));
        }
        assert_eq!(paged, ids(&whole), "{collection} by {by}");
    }
}

#[test]
fn records_in_the_order_that_memory_would_have() {
    let server = Server::demo();
    let all = ("limit", "10000");
    let usual = server.items("activities", &[all]);
    for by in [
        "start",
        "-start",
        "end",
        "participants",
        "-women",
        "revision",
        "recorded_at",
        "-state",
    ] {
        let (name, descending) = by
            .strip_prefix('-')
            .map_or((by, false), |name| (name, true));
        let mut wanted: Vec<&Value> = features(&usual).iter().collect();
        // Stable, and ISO days compare as text.
        wanted.sort_by(|a, b| {
            let (a, b) = (&a["properties"][name], &b["properties"][name]);
            let known = a.is_null().cmp(&b.is_null());
            let value = match (a.as_f64(), b.as_f64()) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                _ => a.as_str().cmp(&b.as_str()),
            };
            known.then(if descending { value.reverse() } else { value })
        });
        let wanted: Vec<&str> = wanted.iter().map(|f| f["id"].as_str().unwrap()).collect();
        let sorted = server.items("activities", &[all, ("sortby", by)]);
        assert_eq!(ids(&sorted), wanted, "{by}");
        let sifted = server.items("activities", &[all, ("sortby", by), ("filter", "true")]);
        assert_eq!(ids(&sifted), wanted, "{by}");
    }
}

#[test]
fn titles_of_records_in_vietnamese_order() {
    let server = Server::empty();
    let mut table = Table::new();
    for title in [
        "Phát tờ rơi",
        "Đợt 2",
        "Dạy nghề",
        "phát thanh",
        "Ăn mừng",
        "An toàn",
    ] {
        table = table.row(&[
            ("plan_line", "2017-leaflets"),
            ("start", "2017-05-10"),
            ("place", "03388"),
            ("quantity", "1"),
            ("title", title),
        ]);
    }
    server.import(&table);
    let sorted = server.items("activities", &[("sortby", "title")]);
    let titles: Vec<&str> = features(&sorted)
        .iter()
        .map(|f| f["properties"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "An toàn",
            "Ăn mừng",
            "Dạy nghề",
            "Đợt 2",
            "phát thanh",
            "Phát tờ rơi"
        ]
    );
}

#[test]
fn what_cannot_be_sorted_by_is_refused() {
    let server = Server::empty();
    for (collection, by, value) in [
        ("communes", "colour", "colour"),
        ("communes", "name,-colour", "-colour"),
        ("communes", "", ""),
        ("communes", "name,", ""),
        ("communes", "--name", "--name"),
        ("communes", "geometry", "geometry"),
        ("activities", "shares", "shares"),
        ("activities", "district", "district"),
        ("communes", "name desc", "name desc"),
    ] {
        let reply = server.get(&address(
            &format!("/api/collections/{collection}/items"),
            &[("sortby", by)],
        ));
        assert_eq!(reply.status, 400, "{collection} {by}");
        let problem = reply.json();
        assert_eq!(
            (&problem["parameter"], &problem["value"]),
            (&json!("sortby"), &json!(value)),
            "{by}"
        );
        let allowed = problem["allowed"].as_array().unwrap();
        assert!(
            !allowed.is_empty() && !allowed.contains(&json!("shares")),
            "{problem}"
        );
    }
}
