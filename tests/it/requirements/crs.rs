//! OGC API – Features Part 2: coordinate reference systems by reference.

use serde_json::Value;

use super::{COLLECTIONS, array, items, parameter};
use crate::support::{Reply, Server, address, features, ids};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

fn epsg(code: u32) -> String {
    format!("http://www.opengis.net/def/crs/EPSG/0/{code}")
}

const CODES: [u32; 5] = [4326, 3857, 4756, 3405, 9205];

/// The first position of the first feature.
fn position(reply: &Reply) -> [f64; 2] {
    let mut at = reply.json()["features"][0]["geometry"]["coordinates"].clone();
    while at[0].is_array() {
        at = at[0].clone();
    }
    [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]
}

/// The page of a collection in a system.
fn page(server: &Server, id: &str, crs: &str) -> Reply {
    server.get(&address(&items(id), &[("crs", crs), ("limit", "4")]))
}

#[test]
fn crs_uri() {
    let server = Server::empty();
    for crs in array(&server.json("/api/collections/communes")["crs"]) {
        let uri = crs.as_str().unwrap();
        assert!(uri.starts_with("http://www.opengis.net/def/crs/"), "{uri}");
    }
}

#[test]
fn fc_md_crs_list() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        let list: Vec<&Value> = array(&collection["crs"]).iter().collect();
        assert_eq!(list[0], CRS84, "{id}: the default first");
        for code in CODES {
            assert!(list.iter().any(|uri| **uri == epsg(code)), "{id}: {code}");
        }
    }
}

#[test]
fn fc_md_crs_list_global() {
    let server = Server::empty();
    let document = server.json("/api/collections");
    for collection in array(&document["collections"]) {
        for uri in array(&collection["crs"]) {
            // Either the list itself or a pointer to the global one.
            if uri == "#/crs" {
                assert!(!array(&document["crs"]).is_empty());
            } else {
                assert!(array(&document["crs"]).contains(uri), "{uri}");
            }
        }
    }
}

#[test]
fn fc_md_storagecrs() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        assert_eq!(collection["storageCrs"], CRS84, "{id}");
    }
}

#[test]
fn fc_md_storagecrs_valid_value() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        assert!(array(&collection["crs"]).contains(&collection["storageCrs"]));
    }
}

#[test]
fn fc_bbox_crs_definition() {
    let document = Server::empty().json("/api/openapi.json");
    for id in COLLECTIONS {
        let found = parameter(&document, &format!("/collections/{id}/items"), "bbox-crs");
        assert_eq!(found["in"], "query");
        assert_ne!(found["required"], true);
        assert_eq!(found["schema"]["type"], "string");
        assert_eq!(found["style"], "form");
        assert_eq!(found["explode"], false);
    }
}

#[test]
fn fc_bbox_crs_valid_value() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        for crs in array(&collection["crs"]) {
            let bbox = if crs.as_str().unwrap().contains("EPSG/0/4") {
                "22.2,103.0,22.6,103.4"
            } else if crs == CRS84 {
                "103.0,22.2,103.4,22.6"
            } else {
                "0,0,20000000,20000000"
            };
            let query = [("bbox", bbox), ("bbox-crs", crs.as_str().unwrap())];
            let found = server.get(&address(&items(id), &query)).ok().json();
            assert_ne!(found["numberMatched"], 0, "{id} {crs}");
        }
    }
}

#[test]
fn fc_bbox_crs_default_value() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let bbox = ("bbox", "103.0,22.2,103.4,22.6");
        let usual = server.items(id, &[bbox]);
        let explicit = server.items(id, &[bbox, ("bbox-crs", CRS84)]);
        assert_eq!(ids(&usual), ids(&explicit), "{id}");
    }
}

#[test]
fn fc_bbox_crs_action() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let usual = server.items(id, &[("bbox", "103.0,22.2,103.4,22.6")]);
        let turned = server.items(
            id,
            &[("bbox", "22.2,103.0,22.6,103.4"), ("bbox-crs", &epsg(4326))],
        );
        assert_eq!(ids(&usual), ids(&turned), "{id}");
        // Web Mercator keeps the parallels and meridians, so the window is the same.
        let mercator = "11465907.5,2535812.4,11510435.3,2583866.2";
        let mercator = server.items(id, &[("bbox", mercator), ("bbox-crs", &epsg(3857))]);
        assert_eq!(ids(&usual), ids(&mercator), "{id}");
    }
}

#[test]
fn bbox_crs_exception() {
    let server = Server::empty();
    for id in COLLECTIONS {
        let query = [("bbox", "1,2,3,4"), ("bbox-crs", &*epsg(32748))];
        let reply = server.get(&address(&items(id), &query));
        assert_eq!(reply.status, 400, "{id}");
        let problem = reply.json();
        assert_eq!(problem["parameter"], "bbox-crs");
        assert_eq!(problem["allowed"][0], CRS84);
    }
}

#[test]
fn fc_crs_definition() {
    let document = Server::empty().json("/api/openapi.json");
    for id in COLLECTIONS {
        for path in ["items", "items/{featureId}"] {
            let path = format!("/collections/{id}/{path}");
            let found = parameter(&document, &path, "crs");
            assert_eq!(found["in"], "query");
            assert_ne!(found["required"], true);
            assert_eq!(found["schema"]["type"], "string");
            assert_eq!(found["style"], "form");
            assert_eq!(found["explode"], false);
        }
    }
}

#[test]
fn fc_crs_valid_value() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        for crs in array(&collection["crs"]) {
            page(&server, id, crs.as_str().unwrap()).ok();
        }
    }
}

#[test]
fn fc_crs_default_value() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let usual = super::page(&server, id, &[("limit", "4")]);
        let explicit = page(&server, id, CRS84).ok().json();
        assert_eq!(features(&usual), features(&explicit), "{id}");
    }
}

#[test]
fn fc_crs_action() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let [lon, lat] = position(&page(&server, id, CRS84).ok());
        // Latitude first in the geographic systems of the EPSG.
        let [first, second] = position(&page(&server, id, &epsg(4326)).ok());
        assert!(
            (first - lat).abs() < 1e-6 && (second - lon).abs() < 1e-6,
            "{id}"
        );
        let [first, second] = position(&page(&server, id, &epsg(4756)).ok());
        assert!(
            (first - lat).abs() < 0.01 && (second - lon).abs() < 0.01,
            "{id}"
        );
        let radius = 6_378_137.0;
        let [x, y] = position(&page(&server, id, &epsg(3857)).ok());
        assert!((x - radius * lon.to_radians()).abs() < 0.01, "{id}");
        let mercator = radius
            * (lat.to_radians() / 2.0 + std::f64::consts::FRAC_PI_4)
                .tan()
                .ln();
        assert!((y - mercator).abs() < 0.01, "{id}");
        // East of the central meridian 103° the easting is above 500 km, west of 105° below.
        let [east, north] = position(&page(&server, id, &epsg(9205)).ok());
        assert_eq!(east > 500_000.0, lon - 0.0019 > 103.0, "{id}");
        assert!((2_380_000.0..2_550_000.0).contains(&north), "{id}");
        let [east, north] = position(&page(&server, id, &epsg(3405)).ok());
        assert!((200_000.0..400_000.0).contains(&east), "{id}");
        assert!((2_380_000.0..2_550_000.0).contains(&north), "{id}");
    }
}

#[test]
fn crs_exception() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let feature = ids(&server.items(id, &[("limit", "1")]))[0].clone();
        for path in [items(id), format!("{}/{feature}", items(id))] {
            let reply = server.get(&address(&path, &[("crs", &epsg(32748))]));
            assert_eq!(reply.status, 400, "{path}");
            assert_eq!(reply.json()["parameter"], "crs");
        }
    }
}

#[test]
fn ogc_crs_header() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let feature = ids(&server.items(id, &[("limit", "1")]))[0].clone();
        for path in [items(id), format!("{}/{feature}", items(id))] {
            assert!(
                !server.get(&path).ok().header("content-crs").is_empty(),
                "{path}"
            );
        }
    }
}

#[test]
fn ogc_crs_header_value() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let plain = server.get(&items(id)).ok();
        assert_eq!(plain.header("content-crs"), format!("<{CRS84}>"));
        for code in CODES {
            let uri = epsg(code);
            let reply = page(&server, id, &uri).ok();
            assert_eq!(reply.header("content-crs"), format!("<{uri}>"), "{id}");
        }
    }
}

#[test]
fn geojson() {
    // Other systems are offered in GeoJSON by prior arrangement: who asked for one is told so in the header.
    let server = Server::demo();
    for code in CODES {
        let reply = page(&server, "communes", &epsg(code)).ok();
        assert_eq!(reply.header("content-type"), "application/geo+json");
        assert_eq!(reply.header("content-crs"), format!("<{}>", epsg(code)));
    }
}
