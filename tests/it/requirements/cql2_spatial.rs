//! CQL2: spatial functions.

use geo::{Contains, Intersects, Relate};
use geo_types::{Geometry, LineString, Point, Polygon, Rect};
use serde_json::Value;

use super::items;
use crate::support::{Server, address, features, ids, shape};

fn found(server: &Server, id: &str, filter: &str) -> Vec<String> {
    let query = [("filter", filter), ("limit", "10000")];
    ids(&server.get(&address(&items(id), &query)).ok().json())
}

/// What a test of the real geometry selects.
fn expected(server: &Server, id: &str, holds: impl Fn(&Geometry<f64>) -> bool) -> Vec<String> {
    let all = super::page(server, id, &[("limit", "10000")]);
    let matching = features(&all).iter().filter(|f: &&Value| holds(&shape(f)));
    matching
        .map(|f| f["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn spatial_predicate() {
    let server = Server::demo();
    let point = Point::new(103.2, 22.4);
    for id in ["communes", "coverage", "districts"] {
        let within = expected(&server, id, |g| g.intersects(&point));
        assert_eq!(within.len(), 1, "{id}");
        let filter = "S_INTERSECTS(geometry, POINT(103.2 22.4))";
        assert_eq!(found(&server, id, filter), within, "{id}");
    }
    for id in ["pano-sites", "activities"] {
        let window = Rect::new((103.0, 22.2), (103.4, 22.7));
        let inside = expected(&server, id, |g| g.intersects(&window));
        assert!(!inside.is_empty());
        let filter = "S_INTERSECTS(geometry, BBOX(103.0, 22.2, 103.4, 22.7))";
        assert_eq!(found(&server, id, filter), inside, "{id}");
    }
}

#[test]
fn spatial_functions() {
    let server = Server::empty();
    // In any case and with the operands the other way round.
    let plain = found(
        &server,
        "communes",
        "S_INTERSECTS(geometry, POINT(103.2 22.4))",
    );
    assert_eq!(plain.len(), 1);
    assert_eq!(
        found(
            &server,
            "communes",
            "s_intersects(POINT(103.2 22.4), geometry)"
        ),
        plain
    );
    let query = [("filter", "S_NEARBY(geometry, POINT(103.2 22.4))")];
    let reply = server.get(&address(&items("communes"), &query));
    assert_eq!(reply.status, 400);
}

#[test]
fn spatial_data_types() {
    let server = Server::empty();
    let line = LineString::from(vec![(103.0, 22.2), (103.4, 22.6)]);
    let crossed = expected(&server, "communes", |g| g.intersects(&line));
    assert!(crossed.len() > 2);
    for (literal, ids) in [
        ("LINESTRING(103.0 22.2, 103.4 22.6)", &crossed),
        ("MULTILINESTRING((103.0 22.2, 103.4 22.6))", &crossed),
        (
            "GEOMETRYCOLLECTION(LINESTRING(103.0 22.2, 103.4 22.6), POINT(103.0 22.2))",
            &crossed,
        ),
        ("LINESTRING Z (103.0 22.2 1, 103.4 22.6 2)", &crossed),
    ] {
        let filter = format!("S_INTERSECTS(geometry, {literal})");
        assert_eq!(found(&server, "communes", &filter), *ids, "{literal}");
    }
    let triangle = Polygon::new(
        LineString::from(vec![
            (103.0, 22.2),
            (103.4, 22.2),
            (103.2, 22.6),
            (103.0, 22.2),
        ]),
        vec![],
    );
    let covered = expected(&server, "communes", |g| g.intersects(&triangle));
    for literal in [
        "POLYGON((103.0 22.2, 103.4 22.2, 103.2 22.6, 103.0 22.2))",
        "MULTIPOLYGON(((103.0 22.2, 103.4 22.2, 103.2 22.6, 103.0 22.2)))",
    ] {
        let filter = format!("S_INTERSECTS(geometry, {literal})");
        assert_eq!(found(&server, "communes", &filter), covered, "{literal}");
    }
    let points = expected(&server, "communes", |g| {
        g.intersects(&Point::new(103.0, 22.4)) || g.intersects(&Point::new(103.2, 22.4))
    });
    let filter = "S_INTERSECTS(geometry, MULTIPOINT((103.0 22.4), (103.2 22.4)))";
    assert_eq!(found(&server, "communes", filter), points);
    let window = Rect::new((103.0, 22.2), (103.4, 22.6));
    let seen = expected(&server, "communes", |g| g.intersects(&window));
    let filter = "S_INTERSECTS(geometry, BBOX(103.0, 22.2, 103.4, 22.6))";
    assert_eq!(found(&server, "communes", filter), seen);
}

#[test]
fn spatial_predicates() {
    let server = Server::demo();
    let window = Rect::new((102.9, 22.0), (103.5, 22.6)).to_polygon();
    let literal = "POLYGON((102.9 22.0, 103.5 22.0, 103.5 22.6, 102.9 22.6, 102.9 22.0))";
    for (function, holds) in [
        (
            "S_WITHIN",
            (|g, w| w.contains(g)) as fn(&Geometry<f64>, &Polygon<f64>) -> bool,
        ),
        ("S_DISJOINT", |g, w| !g.intersects(w)),
        ("S_INTERSECTS", |g, w| g.intersects(w)),
        ("S_OVERLAPS", |g, w| g.relate(w).is_overlaps()),
        ("S_TOUCHES", |g, w| g.relate(w).is_touches()),
        ("S_CONTAINS", |g, w| g.relate(w).is_contains()),
        ("S_EQUALS", |g, w| g.relate(w).is_equal_topo()),
        ("S_CROSSES", |g, w| g.relate(w).is_crosses()),
    ] {
        for id in ["communes", "pano-sites"] {
            let filter = format!("{function}(geometry, {literal})");
            let expected = expected(&server, id, |g| holds(g, &window));
            assert_eq!(found(&server, id, &filter), expected, "{filter}");
        }
    }
    let inside = found(
        &server,
        "communes",
        &format!("S_WITHIN(geometry, {literal})"),
    );
    let overlapping = found(
        &server,
        "communes",
        &format!("S_OVERLAPS(geometry, {literal})"),
    );
    let outside = found(
        &server,
        "communes",
        &format!("S_DISJOINT(geometry, {literal})"),
    );
    assert!(!inside.is_empty() && !overlapping.is_empty() && !outside.is_empty());
    assert_eq!(inside.len() + overlapping.len() + outside.len(), 108);
    // A commune equals its own outline, contains its own point, and touches its neighbours.
    let first = &features(&super::page(&server, "communes", &[("limit", "1")]))[0].clone();
    let at = &first["properties"];
    let filter = format!("S_CONTAINS(geometry, POINT({} {}))", at["lon"], at["lat"]);
    assert_eq!(
        found(&server, "communes", &filter),
        [first["id"].as_str().unwrap()]
    );
}
