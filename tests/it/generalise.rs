//! `zoom-level` and `max-allowable-offset`: less detail, within what was allowed, the same on both sides of a border.

use std::collections::HashMap;

use geo::{Area, Coord, CoordsIter, Distance, Euclidean, LinesIter, Point, Validation};
use geo_types::{Geometry, MultiPolygon};
use serde_json::Value;

use crate::support::{Server, address, feature, features, ids, shape};

fn items(collection: &str, parameters: &[(&str, &str)]) -> String {
    address(&format!("/api/collections/{collection}/items"), parameters)
}

fn polygons(feature: &Value) -> MultiPolygon<f64> {
    match shape(feature) {
        Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
        Geometry::MultiPolygon(polygons) => polygons,
        other => panic!("{other:?}"),
    }
}

fn corners(collection: &Value) -> usize {
    features(collection)
        .iter()
        .map(|f| shape(f).coords_count())
        .sum()
}

fn area(collection: &Value) -> f64 {
    let all = features(collection).iter();
    all.map(|f| polygons(f).unsigned_area()).sum()
}

/// How often each edge is used, by its ends to the last bit; each way has its own.
fn edges(collection: &Value) -> HashMap<[u64; 4], usize> {
    let mut edges = HashMap::new();
    for line in features(collection)
        .iter()
        .flat_map(|f| polygons(f).lines_iter().collect::<Vec<_>>())
    {
        let ends = [line.start.x, line.start.y, line.end.x, line.end.y].map(f64::to_bits);
        *edges.entry(ends).or_default() += 1;
    }
    edges
}

/// The edges that only one feature has: the outer border, as pairs of ends.
fn outer(collection: &Value) -> Vec<[u64; 4]> {
    let edges = edges(collection);
    assert!(
        edges.values().all(|n| *n == 1),
        "an edge is used twice in one direction"
    );
    let back = |[a, b, c, d]: &[u64; 4]| [*c, *d, *a, *b];
    edges
        .keys()
        .filter(|e| !edges.contains_key(&back(e)))
        .copied()
        .collect()
}

/// How far the full outline lies from the other at most, in the unit of their system.
fn farthest(full: &Value, less: &Value) -> f64 {
    let less = polygons(less);
    let lines: Vec<_> = less.lines_iter().collect();
    let away = |at: Coord<f64>| {
        let all = lines
            .iter()
            .map(|line| Euclidean.distance(&Point(at), line));
        all.fold(f64::INFINITY, f64::min)
    };
    polygons(full).coords_iter().map(away).fold(0.0, f64::max)
}

#[test]
fn neighbours_keep_their_borders_in_common() {
    let server = Server::empty();
    for collection in ["communes", "districts"] {
        let full = server.json(&items(collection, &[]));
        for zoom in ["10", "8.5", "7", "4", "0"] {
            let less = server.json(&items(collection, &[("zoom-level", zoom)]));
            assert_eq!(ids(&less), ids(&full));
            for feature in features(&less) {
                let valid = polygons(feature).check_validation();
                assert!(valid.is_ok(), "{zoom} {}: {valid:?}", feature["id"]);
            }
            // What is not shared is one ring: as many edges go out of each corner as come in, and they lead round it.
            let mut next: HashMap<[u64; 2], [u64; 2]> = HashMap::new();
            for [a, b, c, d] in outer(&less) {
                assert!(next.insert([a, b], [c, d]).is_none(), "{collection} {zoom}");
            }
            let (start, edges) = (*next.keys().next().unwrap(), next.len());
            let mut at = start;
            for _ in 0..edges {
                at = next.remove(&at).unwrap();
            }
            assert_eq!((at, next.len()), (start, 0), "{collection} {zoom}");
            if zoom == "10" {
                let changed = area(&less) / area(&full) - 1.0;
                assert!(changed.abs() < 0.001, "{collection} {changed}");
            }
        }
    }
}

#[test]
fn districts_have_the_borders_of_their_communes() {
    let server = Server::empty();
    for zoom in ["9", "6"] {
        let parameters = [("zoom-level", zoom), ("crs", "EPSG:3405")];
        let communes = edges(&server.json(&items("communes", &parameters)));
        let districts = edges(&server.json(&items("districts", &parameters)));
        assert!(
            districts.keys().all(|edge| communes.contains_key(edge)),
            "{zoom}"
        );
    }
}

#[test]
fn the_same_commune_looks_the_same_everywhere() {
    let server = Server::empty();
    let look = [("zoom-level", "8"), ("crs", "EPSG:9205")];
    let all = server.json(&items("communes", &look));
    let one = server.json(&address("/api/collections/communes/items/03571", &look));
    assert_eq!(feature(&all, "03571")["geometry"], one["geometry"]);
    for collection in ["border-communes", "coverage"] {
        let parameters = [&look[..], &[("district", "109"), ("border", "true")]].concat();
        let some = server.json(&items(collection, &parameters));
        assert_eq!(some["numberMatched"], 13);
        for part in features(&some) {
            let id = part["id"].as_str().unwrap();
            assert_eq!(feature(&all, id)["geometry"], part["geometry"]);
        }
    }
}

#[test]
fn a_higher_zoom_level_shows_no_less() {
    let server = Server::empty();
    let full = server.json(&items("communes", &[]));
    let mut before = 0;
    for zoom in 0..=24 {
        let zoom = zoom.to_string();
        let path = items("communes", &[("zoom-level", &zoom)]);
        let shown = corners(&server.json(&path));
        assert!(shown >= before, "{zoom}");
        before = shown;
    }
    assert_eq!(before, corners(&full));
    // At this level the province is three hundred pixels wide.
    let screen = server.json(&items("communes", &[("zoom-level", "8")]));
    assert!(
        corners(&screen) * 2 < corners(&full),
        "{}",
        corners(&screen)
    );
    for nothing in [
        ("zoom-level", "24"),
        ("max-allowable-offset", "0"),
        ("max-allowable-offset", "0.000001"),
    ] {
        let same = server.json(&items("communes", &[nothing]));
        assert_eq!(same["features"], full["features"], "{nothing:?}");
        assert!(same.get("generalised_m").is_none());
    }
}

#[test]
fn borders_stay_within_the_offset_in_the_unit_of_the_answer() {
    let server = Server::empty();
    for (crs, offset) in [
        ("OGC:CRS84", 0.002),
        ("EPSG:4326", 0.000_5),
        ("EPSG:4756", 0.01),
        ("EPSG:3857", 250.0),
        ("EPSG:3405", 100.0),
        ("EPSG:9205", 1000.0),
    ] {
        let full = server.json(&items("communes", &[("crs", crs)]));
        let allowed = offset.to_string();
        let parameters = [("crs", crs), ("max-allowable-offset", &allowed)];
        let less = server.json(&items("communes", &parameters));
        let mut most = 0.0;
        for (full, less) in features(&full).iter().zip(features(&less)) {
            let off = farthest(full, less);
            assert!(off <= offset, "{crs} {} {off}", full["id"]);
            most = f64::max(most, off);
        }
        // What is allowed is made use of.
        assert!(most > offset / 2.0, "{crs} {most}");
        assert!(corners(&less) < corners(&full), "{crs}");
    }
}

#[test]
fn says_how_much_was_left_out() {
    let server = Server::demo();
    let less = server.json(
        "/api/collections/coverage/items?max-allowable-offset=100&crs=EPSG:3405&as_of=2018-06-30",
    );
    let metres = less["generalised_m"].as_f64().unwrap();
    assert!(metres <= 100.0 && metres > 80.0, "{metres}");
    assert_eq!(less["numberMatched"], 108);
    assert!(
        server
            .json("/data/coverage.geojson")
            .get("generalised_m")
            .is_none()
    );
}

#[test]
fn a_window_is_held_against_what_is_really_there() {
    let server = Server::empty();
    let full = server.json(&items("communes", &[]));
    // At each corner of a commune's full outline, whether the generalised one still reaches it or not.
    for at in shape(feature(&full, "03571")).coords_iter().step_by(9) {
        let bbox = format!("{},{},{},{}", at.x, at.y, at.x, at.y);
        let all = server.items("communes", &[("bbox", &bbox)]);
        assert!(ids(&all).contains(&"03571".to_owned()));
        let less = server.json(&items("communes", &[("bbox", &bbox), ("zoom-level", "5")]));
        assert_eq!(ids(&less), ids(&all));
    }
}

#[test]
fn points_stay_where_they_are() {
    let server = Server::demo();
    for collection in ["pano-sites", "activities"] {
        let full = server.json(&items(collection, &[]));
        for parameter in [("zoom-level", "0"), ("max-allowable-offset", "180")] {
            let same = server.json(&items(collection, &[parameter]));
            assert_eq!(same["features"], full["features"]);
            assert!(same.get("generalised_m").is_none());
        }
    }
}

#[test]
fn refuses_junk_and_both_at_once() {
    let server = Server::empty();
    for path in [
        "/api/collections/communes/items",
        "/api/collections/communes/items/03571",
        "/data/districts.geojson",
    ] {
        for (parameter, value, word) in [
            ("zoom-level", "", "0 to 24"),
            ("zoom-level", "25", "0 to 24"),
            ("zoom-level", "-1", "0 to 24"),
            ("zoom-level", "NaN", "0 to 24"),
            ("zoom-level", "near", "0 to 24"),
            ("max-allowable-offset", "-0.1", "≥ 0"),
            ("max-allowable-offset", "inf", "≥ 0"),
            ("max-allowable-offset", "10m", "≥ 0"),
        ] {
            let path = address(path, &[(parameter, value)]);
            let reply = server.get_with(&path, &[("accept-language", "en")]);
            assert_eq!(reply.status, 400, "{path}");
            let problem = reply.json();
            assert_eq!(problem["parameter"], parameter);
            assert_eq!(problem["value"], value);
            assert!(
                problem["detail"].as_str().unwrap().contains(word),
                "{problem}"
            );
        }
        let both = [("zoom-level", "8"), ("max-allowable-offset", "0.5")];
        let reply = server.get(&address(path, &both));
        assert_eq!(reply.status, 400);
        let problem = reply.json();
        assert_eq!(problem["code"], "not_beside");
        assert_eq!(problem["parameter"], "max-allowable-offset");
        assert_eq!(problem["value"], "0.5");
        assert!(problem["detail"].as_str().unwrap().contains("zoom-level"));
    }
    for fine in ["1e308", ".5000000", "+8.5e-1"] {
        let path = items("communes", &[("max-allowable-offset", fine)]);
        server.get(&path).ok();
    }
}

#[test]
fn the_export_generalises_too() {
    let server = Server::empty();
    let flags = ["--filter", "max-allowable-offset=0.002"];
    let written = server.data.export("districts", &flags);
    let answer = server.json("/data/districts.geojson?max-allowable-offset=0.002");
    assert!(answer["generalised_m"].as_f64().unwrap() > 100.0);
    assert_eq!(written, answer);
}
