//! `crs` and `bbox-crs` (OGC API – Features, Part 2): coordinates as PROJ has them, in the order of the axes, said in the
//! header; windows that select exactly what they show.

use geo::{CoordsIter, Intersects, Rect, coord};
use geo_types::Geometry;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::{DataDir, Server, address, features, ids, shape};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const EPSG: &str = "http://www.opengis.net/def/crs/EPSG/0/";

/// The pano site of Ma Lù Thàng, 103.16573 22.607199, as `cs2cs OGC:CRS84 EPSG:…` gives it, with its decimals.
const MA_LU_THANG: [(&str, [f64; 2], i32); 6] = [
    ("OGC:CRS84", [103.165_73, 22.607_199], 6),
    ("EPSG:4326", [22.607_199, 103.165_73], 6),
    ("EPSG:3857", [11_484_356.530_916, 2_584_584.614_437], 3),
    ("EPSG:4756", [22.608_145_728, 103.163_821_88], 8),
    ("EPSG:3405", [311_263.963_844, 2_501_305.549_336], 3),
    ("EPSG:9205", [516_841.855_423, 2_500_902.275_439], 3),
];

fn uri(code: &str) -> String {
    let epsg = code.strip_prefix("EPSG:");
    epsg.map_or(CRS84.to_owned(), |code| format!("{EPSG}{code}"))
}

fn uris() -> Vec<String> {
    MA_LU_THANG.iter().map(|(code, ..)| uri(code)).collect()
}

fn items(collection: &str, parameters: &[(&str, &str)]) -> String {
    address(&format!("/api/collections/{collection}/items"), parameters)
}

#[test]
fn every_collection_lists_them_and_says_how_it_is_stored() {
    let server = Server::empty();
    let list = server.json("/api/collections");
    assert_eq!(list["crs"], json!(uris()));
    for collection in list["collections"].as_array().unwrap() {
        assert_eq!(collection["crs"], json!(uris()));
        assert_eq!(collection["storageCrs"], CRS84);
        let id = collection["id"].as_str().unwrap();
        let one = server.json(&format!("/api/collections/{id}"));
        assert_eq!(one["crs"], json!(uris()));
    }
}

#[test]
fn answers_in_the_order_of_the_axes_and_says_which() {
    let server = Server::empty();
    for (code, wanted, decimals) in MA_LU_THANG {
        let crs = uri(code);
        for path in [
            "/api/collections/pano-sites/items",
            "/api/collections/pano-sites/items/ma-lu-thang",
        ] {
            let reply = server.get(&address(path, &[("crs", &crs)])).ok();
            assert_eq!(reply.header("content-crs"), format!("<{crs}>"), "{path}");
            assert_eq!(reply.header("content-type"), "application/geo+json");
            let reply = reply.json();
            let site = match reply["features"].as_array() {
                Some(all) => all.iter().find(|f| f["id"] == "ma-lu-thang").unwrap(),
                None => &reply,
            };
            let got: [f64; 2] =
                serde_json::from_value(site["geometry"]["coordinates"].clone()).unwrap();
            // A centimetre, in degrees or metres; the rest is rounding.
            let off = if decimals == 3 { 0.01 } else { 1e-7 };
            for (got, wanted) in got.into_iter().zip(wanted) {
                assert!((got - wanted).abs() < off, "{code} {got} {wanted}");
                let scaled = got * 10f64.powi(decimals);
                assert!((scaled - scaled.round()).abs() < 1e-3, "{code} {got}");
            }
        }
    }
}

#[test]
fn says_so_too_where_nothing_is_asked() {
    let server = Server::demo();
    for collection in ["communes", "pano-sites", "coverage", "activities"] {
        let path = items(collection, &[("limit", "1")]);
        let reply = server.get(&path).ok();
        assert_eq!(reply.header("content-crs"), format!("<{CRS84}>"), "{path}");
        assert!(reply.json().get("crs").is_none());
        let one = ids(&reply.json()).remove(0);
        let path = format!("/api/collections/{collection}/items/{one}");
        let reply = server.get(&path).ok();
        assert_eq!(reply.header("content-crs"), format!("<{CRS84}>"), "{path}");
    }
}

#[test]
fn takes_other_names_for_them_and_answers_with_the_listed_one() {
    let server = Server::empty();
    for (name, canonical) in [
        (
            "https://www.opengis.net/def/crs/EPSG/0/3405",
            uri("EPSG:3405"),
        ),
        ("urn:ogc:def:crs:EPSG::3405", uri("EPSG:3405")),
        ("EPSG:9205", uri("EPSG:9205")),
        ("[EPSG:4756]", uri("EPSG:4756")),
        ("OGC:CRS84", CRS84.to_owned()),
    ] {
        let reply = server.get(&items("pano-sites", &[("crs", name)])).ok();
        assert_eq!(
            reply.header("content-crs"),
            format!("<{canonical}>"),
            "{name}"
        );
        let canonical = server
            .get(&items("pano-sites", &[("crs", &canonical)]))
            .ok();
        assert_eq!(reply.json()["features"], canonical.json()["features"]);
    }
}

#[test]
fn names_the_allowed_ones_instead_of_an_unknown_one() {
    let server = Server::empty();
    for unknown in [
        "",
        "EPSG:32648",
        "4326",
        "http://www.opengis.net/def/crs/EPSG/0/9",
    ] {
        for (path, parameter) in [
            ("/api/collections/communes/items", "crs"),
            ("/api/collections/communes/items", "bbox-crs"),
            ("/api/collections/activities/items", "bbox-crs"),
            ("/api/collections/communes/items/03571", "crs"),
            ("/data/communes.geojson", "crs"),
        ] {
            let reply = server.get(&address(path, &[(parameter, unknown)]));
            assert_eq!(reply.status, 400, "{path} {unknown}");
            let problem = reply.json();
            assert_eq!(problem["parameter"], parameter);
            assert_eq!(problem["value"], unknown);
            assert_eq!(problem["allowed"], json!(uris()));
        }
    }
    // A single feature is not chosen by a window.
    let path = "/api/collections/communes/items/03571?bbox-crs=EPSG:3405";
    assert_eq!(server.get(path).json()["code"], "unknown_parameter");
}

/// All vertices of all features, as they are written.
fn corners(collection: &Value) -> Vec<(f64, f64)> {
    let shapes = features(collection).iter().map(shape);
    shapes
        .flat_map(|s| s.coords_iter().map(|c| (c.x, c.y)).collect::<Vec<_>>())
        .collect()
}

#[test]
fn outlines_keep_every_corner_in_every_system() {
    let server = Server::empty();
    for collection in ["communes", "districts", "coverage"] {
        let as_kept = corners(&server.json(&items(collection, &[])));
        let north_first = server.json(&items(collection, &[("crs", "EPSG:4326")]));
        let swapped: Vec<_> = corners(&north_first).iter().map(|c| (c.1, c.0)).collect();
        assert!(swapped == as_kept, "{collection}");
        for (code, [x, y], _) in MA_LU_THANG {
            let shown = corners(&server.json(&items(collection, &[("crs", code)])));
            assert_eq!(shown.len(), as_kept.len(), "{collection} {code}");
            // Nothing in the province is farther than two degrees, or 200 km, from the site.
            let far = if x > 1000.0 { 200e3 } else { 2.0 };
            let near = |c: &(f64, f64)| (c.0 - x).abs() < far && (c.1 - y).abs() < far;
            assert!(shown.iter().all(near), "{collection} {code}");
        }
    }
}

/// What GDAL needs to place an answer that was put away: see `exchange::export::geojson::crs`.
#[test]
fn an_answer_in_metres_says_its_system_itself() {
    let server = Server::empty();
    for (code, ..) in MA_LU_THANG {
        for path in [
            "/api/collections/districts/items",
            "/api/collections/districts/items/109",
        ] {
            let answer = server.json(&address(path, &[("crs", code)]));
            let name = code.strip_prefix("EPSG:").unwrap_or_default();
            let wanted = ["3857", "3405", "9205"].contains(&name).then(|| {
                let name = format!("urn:ogc:def:crs:EPSG::{name}");
                json!({"type": "name", "properties": {"name": name}})
            });
            assert_eq!(answer.get("crs"), wanted.as_ref(), "{path} {code}");
        }
    }
    let path = "/data/districts.csv?crs=EPSG:3405";
    let reply = server.get(path).ok();
    let name = reply.header("content-disposition");
    assert!(name.contains("EPSG-3405.csv"), "{name}");
}

#[test]
fn geometry_left_out_stays_left_out() {
    let server = Server::empty();
    let parameters = [("crs", "EPSG:3405"), ("skip_geometry", "true")];
    let communes = server.json(&items("communes", &parameters));
    assert!(features(&communes).iter().all(|f| f["geometry"].is_null()));
    assert_eq!(features(&communes).len(), 108);
}

/// A window around the province and its neighbours, in the order of the axes.
fn window(code: &'static str) -> impl Strategy<Value = [f64; 4]> {
    // The province, from corner to corner, in round numbers.
    let [x, y, xx, yy] = match code {
        "EPSG:3857" => [11.36e6, 2.44e6, 11.60e6, 2.64e6],
        "EPSG:4756" | "EPSG:4326" => [21.5, 102.2, 23.0, 104.1],
        "EPSG:3405" => [210e3, 2_380e3, 410e3, 2_545e3],
        _ => [420e3, 2_380e3, 610e3, 2_545e3],
    };
    let side = (xx - x) / 3.0;
    (x..xx, y..yy, 0.0..side, 0.0..side).prop_map(|(x, y, w, h)| [x, y, x + w, y + h])
}

#[test]
fn a_window_selects_exactly_what_it_shows() {
    let server = Server::demo();
    for code in [
        "EPSG:4326",
        "EPSG:3857",
        "EPSG:4756",
        "EPSG:3405",
        "EPSG:9205",
    ] {
        for collection in ["communes", "pano-sites", "activities"] {
            let all = server.json(&items(collection, &[("crs", code)]));
            let all: Vec<(String, Geometry<f64>)> = ids(&all)
                .into_iter()
                .zip(features(&all).iter().map(shape))
                .collect();
            let mut runner = TestRunner::new(Config::with_cases(40));
            let outcome = runner.run(&window(code), |[x, y, xx, yy]| {
                let rect = Rect::new(coord! { x: x, y: y }, coord! { x: xx, y: yy });
                let wanted: Vec<&str> = all
                    .iter()
                    .filter(|(_, shape)| rect.to_polygon().intersects(shape))
                    .map(|(id, _)| id.as_str())
                    .collect();
                let bbox = format!("{x},{y},{xx},{yy}");
                let got = server.items(collection, &[("bbox", &bbox), ("bbox-crs", code)]);
                prop_assert_eq!(ids(&got), wanted);
                Ok(())
            });
            outcome.unwrap();
        }
    }
}

/// In a map of metres the sides of a window are no meridians: turned into degrees, they would cut off corners.
#[test]
fn a_long_window_in_metres_is_not_cut_in_degrees() {
    let server = Server::empty();
    let all = server.json(&items("communes", &[("crs", "EPSG:3405")]));
    for feature in features(&all) {
        let shape = shape(feature);
        let north = shape.coords_iter().map(|c| c.y).fold(f64::MIN, f64::max);
        let id = feature["id"].as_str().unwrap();
        for (south, inside) in [(north - 0.001, true), (north + 0.001, false)] {
            let bbox = format!("0,{south},1000000,{}", south + 1e6);
            let found = server.items("communes", &[("bbox", &bbox), ("bbox-crs", "EPSG:3405")]);
            assert_eq!(ids(&found).iter().any(|i| i == id), inside, "{id} {bbox}");
        }
    }
}

#[test]
fn the_window_and_the_answer_may_be_of_different_systems() {
    let server = Server::empty();
    let around = "311263,2501305,311264,2501306";
    let parameters = [
        ("bbox", around),
        ("bbox-crs", "EPSG:3405"),
        ("crs", "EPSG:4756"),
    ];
    let found = server.json(&items("pano-sites", &parameters));
    assert_eq!(ids(&found), ["ma-lu-thang"]);
    assert_eq!(
        found["features"][0]["geometry"]["coordinates"],
        json!([22.608_145_73, 103.163_821_88])
    );
    // Without `bbox-crs` the numbers are degrees, whatever the answer is in.
    let parameters = [
        ("bbox", "103.1657,22.6071,103.1658,22.6072"),
        ("crs", "EPSG:3405"),
    ];
    let found = server.json(&items("pano-sites", &parameters));
    assert_eq!(ids(&found), ["ma-lu-thang"]);
}

#[test]
fn crosses_the_antimeridian_in_degrees_only() {
    let server = Server::empty();
    let found = |bbox: &str, code: &str| {
        ids(&server.items("communes", &[("bbox", bbox), ("bbox-crs", code)])).len()
    };
    assert_eq!(found("177,65,-177,70", "OGC:CRS84"), 0);
    assert_eq!(found("100,20,-170,25", "OGC:CRS84"), 108);
    for code in ["EPSG:4326", "EPSG:4756"] {
        assert_eq!(found("65,177,70,-177", code), 0);
        assert_eq!(found("20,100,25,-170", code), 108);
        assert_eq!(found("20,100,0,25,-170,3200", code), 108);
    }
    let parameters = [
        ("bbox", "400000,2400000,300000,2500000"),
        ("bbox-crs", "EPSG:3405"),
    ];
    assert_eq!(server.get(&items("communes", &parameters)).status, 400);
}

#[test]
fn a_system_without_a_window_does_nothing() {
    let server = Server::empty();
    let found = server.items("communes", &[("bbox-crs", "EPSG:3405")]);
    assert_eq!(found["numberMatched"], 108);
}

#[test]
fn says_what_a_window_of_the_system_looks_like() {
    let server = Server::empty();
    for (code, bbox, word) in [
        ("EPSG:4326", "102,21,105,23", "latitude first"),
        ("EPSG:4756", "102,21,105,23", "latitude first"),
        ("EPSG:4326", "1,2,3", "south,west,north,east"),
        ("OGC:CRS84", "21,102,23,105", "longitude first"),
        ("EPSG:3405", "1,2,3", "metres"),
        ("EPSG:3405", "500000,1,400000,2", "west below east"),
        ("EPSG:9205", "0,0,1e99,1", "metres"),
        ("EPSG:3857", "0,NaN,1,1", "metres"),
        ("EPSG:3857", "0,0,inf,1", "metres"),
    ] {
        let path = items("communes", &[("bbox", bbox), ("bbox-crs", code)]);
        let reply = server.get_with(&path, &[("accept-language", "en")]);
        assert_eq!(reply.status, 400, "{code} {bbox}");
        let problem = reply.json();
        assert_eq!(problem["parameter"], "bbox");
        assert_eq!(problem["value"], bbox);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(word), "{code} {bbox}: {detail}");
        let vi = server.get_with(&path, &[("accept-language", "vi")]).json();
        assert!(vi["detail"].as_str().unwrap().contains("bốn số"), "{vi}");
    }
}

#[test]
fn pages_stay_in_the_system() {
    let server = Server::empty();
    let parameters = [
        ("crs", "EPSG:9205"),
        ("bbox", "420000,2380000,610000,2545000"),
        ("bbox-crs", "EPSG:9205"),
        ("limit", "40"),
    ];
    let mut next = Some(items("communes", &parameters));
    let (mut pages, mut known) = (0, Vec::new());
    while let Some(path) = next {
        let reply = server.get(&path).ok();
        let said = format!("<{}>", uri("EPSG:9205"));
        assert_eq!(reply.header("content-crs"), said);
        let page = reply.json();
        assert!(corners(&page).iter().all(|c| c.0 > 1000.0));
        (pages, known) = (pages + 1, [known, ids(&page)].concat());
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|l| l["rel"] == "next");
        next = link.map(|l| l["href"].as_str().unwrap().to_owned());
    }
    assert_eq!((pages, known.len()), (3, 108));
}

#[test]
fn the_export_has_them_too() {
    let server = Server::demo();
    let data: &DataDir = &server.data;
    for collection in ["communes", "activities"] {
        let flags = ["--crs", "EPSG:9205", "--filter", "bbox-crs=EPSG:3405"];
        let narrowed = ["--filter", "bbox=300000,2490000,320000,2510000"];
        let file = data.join("export.csv");
        let mut args = vec!["export", collection, "--output", file.to_str().unwrap()];
        args.extend(flags.iter().chain(&narrowed));
        data.run(&args).done();
        let written = std::fs::read(&file).unwrap();
        let query = [
            ("crs", "EPSG:9205"),
            ("bbox-crs", "EPSG:3405"),
            ("bbox", "300000,2490000,320000,2510000"),
        ];
        let answer = server.get(&address(&format!("/data/{collection}.csv"), &query));
        assert!(written == answer.ok().body, "{collection}");
        assert!(written.split(|b| *b == b'\n').count() > 2);
    }
    data.run(&["export", "communes", "--output", "-", "--crs", "VN-2000"])
        .failed(2, &["VN-2000", "EPSG/0/3405"]);
}

/// Points of the ledger are where the sites and units are, in every system.
#[test]
fn activities_stand_where_their_places_do() {
    let server = Server::demo();
    for (code, ..) in MA_LU_THANG {
        let read = |collection| server.json(&items(collection, &[("crs", code)]));
        let sites = corners(&read("pano-sites"));
        let activities = read("activities");
        let panos = features(&activities)
            .iter()
            .filter(|f| f["properties"]["plan_line"] == "2017-pano");
        let mut count = 0;
        for pano in panos {
            for c in shape(pano).coords_iter() {
                assert!(sites.contains(&(c.x, c.y)), "{code}");
                count += 1;
            }
        }
        assert!(count > 0);
    }
}
