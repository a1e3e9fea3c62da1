//! `bbox`: what it selects is what geometry says, tried on random windows; and what it refuses.

use geo::{Intersects, Rect, coord};
use geo_types::Geometry;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::support::{Server, features, ids, shape};

fn geometries(collection: &Value) -> Vec<(String, Geometry<f64>)> {
    let shapes = features(collection).iter().map(shape);
    ids(collection).into_iter().zip(shapes).collect()
}

fn found(server: &Server, collection: &str, bbox: &str) -> Vec<String> {
    ids(&server.items(collection, &[("bbox", bbox)]))
}

/// Windows around the province, from a few metres to all of it.
fn window() -> impl Strategy<Value = [f64; 4]> {
    (102.2..104.1, 21.5..23.0, 0.0001..0.8, 0.0001..0.8)
        .prop_map(|(west, south, width, height)| [west, south, west + width, south + height])
}

#[test]
fn selects_exactly_what_intersects() {
    let server = Server::demo();
    for collection in ["communes", "pano-sites", "activities"] {
        let all = geometries(&server.json(&format!("/api/collections/{collection}/items")));
        let mut runner = TestRunner::new(Config::with_cases(60));
        let outcome = runner.run(&window(), |[west, south, east, north]| {
            let rect = Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north });
            let wanted: Vec<&str> = all
                .iter()
                .filter(|(_, shape)| rect.to_polygon().intersects(shape))
                .map(|(id, _)| id.as_str())
                .collect();
            let got = found(
                &server,
                collection,
                &format!("{west},{south},{east},{north}"),
            );
            prop_assert_eq!(got, wanted);
            Ok(())
        });
        outcome.unwrap();
    }
}

#[test]
fn a_point_inside_selects_its_commune() {
    let server = Server::empty();
    // The representative point of Dào San.
    let at = "103.35883,22.65307,103.35883,22.65307";
    assert_eq!(found(&server, "communes", at), ["03571"]);
    assert_eq!(found(&server, "coverage", at), ["03571"]);
    assert_eq!(found(&server, "districts", at), ["109"]);
}

#[test]
fn a_window_may_cross_the_antimeridian() {
    let server = Server::empty();
    assert_eq!(found(&server, "communes", "177,65,-177,70").len(), 0);
    assert_eq!(found(&server, "communes", "100,20,-170,25").len(), 108);
    assert_eq!(found(&server, "communes", "170,20,104.5,25").len(), 108);
    assert_eq!(found(&server, "communes", "170,20,100,25").len(), 0);
}

#[test]
fn takes_heights_and_bare_decimals() {
    let server = Server::empty();
    assert_eq!(
        found(&server, "communes", "102,21,-100,105,23,3200").len(),
        108
    );
    assert_eq!(
        found(&server, "communes", "-.5,-.5000000,180,90.0").len(),
        108
    );
    assert_eq!(found(&server, "communes", "-180,-90,180,90").len(), 108);
}

#[test]
fn joins_with_other_filters_and_pages() {
    let server = Server::empty();
    let whole = "102,21,105,23";
    let border = server.items(
        "communes",
        &[("bbox", whole), ("border", "true"), ("limit", "5")],
    );
    assert_eq!(border["numberMatched"], 23);
    assert_eq!(border["numberReturned"], 5);
}

#[test]
fn refuses_junk() {
    let server = Server::empty();
    for junk in [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "1,2,3,4,5,6,7",
        "a,b,c,d",
        "102,21,105,",
        "102;21;105;23",
        "102,23,105,21",
        "102,21,105,91",
        "-181,21,105,23",
        "NaN,21,105,23",
        "102,21,inf,23",
    ] {
        let path = format!("/api/collections/communes/items?bbox={junk}");
        let reply = server.get(&path);
        assert_eq!(reply.status, 400, "{junk}");
        let problem = reply.json();
        assert_eq!(problem["parameter"], "bbox");
        assert_eq!(problem["value"], junk);
        assert!(problem["detail"].as_str().unwrap().len() > 20, "{problem}");
    }
}
