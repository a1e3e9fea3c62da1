//! The six collections: what they hold, by which id, with which geometry.

use geo::{Contains, CoordsIter, Point, Winding};
use geo_types::Geometry;
use serde_json::Value;

use crate::support::{Server, features, ids, property, shape, shipped_rows};

#[test]
fn there_are_six_each_with_its_links() {
    let server = Server::empty();
    let list = server.json("/api/collections");
    let list = list["collections"].as_array().unwrap();
    let known: Vec<&str> = list.iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(
        known,
        [
            "communes",
            "border-communes",
            "districts",
            "pano-sites",
            "coverage",
            "activities"
        ]
    );
    for collection in list {
        let id = collection["id"].as_str().unwrap();
        assert_eq!(*collection, server.json(&format!("/api/collections/{id}")));
        for link in collection["links"].as_array().unwrap() {
            assert!(
                link["rel"].is_string() && link["type"].is_string(),
                "{link}"
            );
            assert_eq!(
                server.get(link["href"].as_str().unwrap()).status,
                200,
                "{link}"
            );
        }
        let items = collection["links"]
            .as_array()
            .unwrap()
            .iter()
            .find(|l| l["rel"] == "items");
        assert_eq!(items.unwrap()["type"], "application/geo+json");
    }
}

#[test]
fn they_hold_what_the_plan_counts() {
    let server = Server::demo();
    for (collection, count) in [
        ("communes", 108),
        ("border-communes", 23),
        ("districts", 8),
        ("pano-sites", 10),
        ("coverage", 108),
        ("activities", 211),
    ] {
        let items = server.items(collection, &[]);
        assert_eq!(items["type"], "FeatureCollection");
        assert_eq!(items["numberMatched"], count, "{collection}");
        assert_eq!(items["numberReturned"], count, "{collection}");
        let mut known = ids(&items);
        assert_eq!(known.len(), count);
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), count, "an id of {collection} stands twice");
    }
    let empty = Server::empty();
    assert_eq!(empty.items("activities", &[])["numberMatched"], 0);
}

#[test]
fn communes_are_those_of_the_plan() {
    let server = Server::empty();
    let communes = server.items("communes", &[]);
    let of = |name: &str, value: &Value| {
        let all = features(&communes).iter();
        all.filter(|f| f["properties"][name] == *value).count()
    };
    let kinds = ["xa", "thi_tran", "phuong"].map(|kind| of("kind", &kind.into()));
    assert_eq!(kinds, [96, 7, 5]);
    assert_eq!(of("border", &true.into()), 23);
    assert_eq!(of("priority", &true.into()), 35);
    let in_district = ["105", "106", "107", "108", "109", "110", "111", "112"];
    let sizes = in_district.map(|code| of("district_code", &code.into()));
    assert_eq!(sizes, [7, 14, 14, 22, 18, 12, 10, 11]);
    let people: u64 = features(&communes)
        .iter()
        .map(|f| f["properties"]["population_2019"].as_u64().unwrap())
        .sum();
    assert_eq!(people, 460_196);
    assert_eq!(property(&communes, "03571", "name"), "Dào San");
    assert_eq!(property(&communes, "03571", "aliases"), "Đào San");
    assert_eq!(property(&communes, "03571", "district"), "Phong Thổ");
    for row in shipped_rows("units.csv")
        .iter()
        .filter(|r| r["code"].len() == 5)
    {
        assert_eq!(
            property(&communes, &row["code"], "name"),
            row["name"].as_str()
        );
        assert_eq!(
            property(&communes, &row["code"], "border"),
            (row["border"] == "1")
        );
    }
}

#[test]
fn border_communes_are_the_border_part_of_the_communes() {
    let server = Server::empty();
    let border = server.json("/api/collections/border-communes/items");
    let chosen = server.json("/api/collections/communes/items?border=true");
    assert_eq!(border["features"], chosen["features"]);
}

#[test]
fn districts_count_their_communes_and_contain_them() {
    let server = Server::empty();
    let districts = server.json("/api/collections/districts/items");
    let counts = |code: &str| {
        let of = |name: &str| property(&districts, code, name).as_u64().unwrap();
        (of("communes"), of("border_communes"))
    };
    for (code, communes, border) in [
        ("105", 7, 0),
        ("106", 14, 0),
        ("107", 14, 6),
        ("108", 22, 1),
        ("109", 18, 13),
        ("110", 12, 0),
        ("111", 10, 0),
        ("112", 11, 3),
    ] {
        assert_eq!(counts(code), (communes, border), "{code}");
    }
    assert_eq!(property(&districts, "105", "kind"), "thanh_pho");
    assert_eq!(property(&districts, "112", "kind"), "huyen");
    for row in shipped_rows("units.csv")
        .iter()
        .filter(|r| r["code"].len() == 5)
    {
        let at = Point::new(row["lon"].parse().unwrap(), row["lat"].parse().unwrap());
        let inside: Vec<&Value> = features(&districts)
            .iter()
            .filter(|d| shape(d).contains(&at))
            .collect();
        assert_eq!(inside.len(), 1, "{}", row["code"]);
        assert_eq!(inside[0]["id"], row["parent"].as_str());
    }
}

#[test]
fn geometries_follow_rfc_7946_and_lie_in_the_stated_extent() {
    let server = Server::demo();
    for (collection, kinds) in [
        ("communes", &["Polygon", "MultiPolygon"][..]),
        ("districts", &["Polygon", "MultiPolygon"]),
        ("coverage", &["Polygon", "MultiPolygon"]),
        ("pano-sites", &["Point"]),
        ("activities", &["MultiPoint"]),
    ] {
        let about = server.json(&format!("/api/collections/{collection}"));
        let extent: Vec<f64> =
            serde_json::from_value(about["extent"]["spatial"]["bbox"][0].clone()).unwrap();
        let items = server.json(&format!("/api/collections/{collection}/items"));
        for feature in features(&items) {
            let kind = feature["geometry"]["type"].as_str().unwrap();
            assert!(kinds.contains(&kind), "{collection}: {kind}");
            for at in shape(feature).coords_iter() {
                assert!(
                    at.x >= extent[0] && at.x <= extent[2],
                    "{collection}: {at:?}"
                );
                assert!(
                    at.y >= extent[1] && at.y <= extent[3],
                    "{collection}: {at:?}"
                );
                for number in [at.x, at.y] {
                    let decimals = number.to_string().split_once('.').map_or(0, |d| d.1.len());
                    assert!(decimals <= 6, "{collection}: {number}");
                }
            }
            right_hand_rule(&shape(feature), feature);
        }
    }
}

/// Outer rings counter-clockwise, holes clockwise.
fn right_hand_rule(geometry: &Geometry<f64>, feature: &Value) {
    let polygons = match geometry {
        Geometry::Polygon(p) => vec![p.clone()],
        Geometry::MultiPolygon(m) => m.0.clone(),
        _ => vec![],
    };
    for polygon in polygons {
        assert!(polygon.exterior().is_ccw(), "{}", feature["id"]);
        assert!(
            polygon.interiors().iter().all(Winding::is_cw),
            "{}",
            feature["id"]
        );
    }
}

#[test]
fn every_feature_can_be_asked_for_by_its_id() {
    let server = Server::demo();
    for collection in [
        "communes",
        "border-communes",
        "districts",
        "pano-sites",
        "coverage",
        "activities",
    ] {
        let path = format!("/api/collections/{collection}/items");
        let items = server.json(&format!("{path}?as_of=2018-06-30&limit=3"));
        for whole in features(&items) {
            let id = whole["id"].as_str().unwrap();
            let suffix = if collection == "activities" {
                ""
            } else {
                "?as_of=2018-06-30"
            };
            let one = server.get(&format!("{path}/{id}{suffix}")).ok();
            assert_eq!(one.header("content-type"), "application/geo+json");
            let one = one.json();
            assert_eq!(one["type"], "Feature");
            for part in ["id", "properties", "geometry"] {
                assert_eq!(one[part], whole[part], "{collection} {id}");
            }
            let links: Vec<&str> = one["links"]
                .as_array()
                .unwrap()
                .iter()
                .map(|l| l["rel"].as_str().unwrap())
                .collect();
            assert!(
                links.contains(&"self") && links.contains(&"collection"),
                "{links:?}"
            );
        }
    }
    let slugs = ids(&server.items("pano-sites", &[]));
    let wanted: Vec<String> = shipped_rows("pano-sites.csv")
        .iter()
        .map(|row| row["slug"].clone())
        .collect();
    assert_eq!(slugs, wanted);
}

#[test]
fn one_feature_takes_the_line_and_the_day() {
    let server = Server::empty();
    let path = "/api/collections/coverage/items/03386?line=2017-leaflets&as_of=2018-01-01";
    let one = server.json(path);
    assert_eq!(one["properties"]["quota"], 420);
    assert_eq!(one["properties"]["status"], "overdue");
    assert_eq!(one["properties"]["as_of"], "2018-01-01");
}

#[test]
fn what_is_not_there_is_not_found() {
    let server = Server::empty();
    for (path, code) in [
        ("/api/collections/towns", "no_such_collection"),
        ("/api/collections/towns/items", "no_such_collection"),
        ("/api/collections/towns/items/1", "no_such_collection"),
        ("/api/collections/communes/items/99999", "no_such_feature"),
        // The border communes are a part of the communes: this one is not among them.
        (
            "/api/collections/border-communes/items/03386",
            "no_such_feature",
        ),
        ("/api/collections/activities/items/03386", "no_such_feature"),
        (
            "/api/collections/activities/items/01890000-0000-7000-8000-000000000000",
            "no_such_feature",
        ),
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        assert_eq!(reply.json()["code"], code, "{path}");
    }
}
