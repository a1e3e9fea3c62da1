//! OGC API – Features Part 1, class GeoJSON.

use super::{COLLECTIONS, items};
use crate::support::{Server, features, ids};

#[test]
fn definition() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let client = server.anybody().with("accept", "application/geo+json");
        let page = client.get(&items(id)).ok();
        assert_eq!(page.header("content-type"), "application/geo+json");
        let feature = ids(&page.json())[0].clone();
        let reply = client.get(&format!("{}/{feature}", items(id))).ok();
        assert_eq!(reply.header("content-type"), "application/geo+json");
    }
}

#[test]
fn content() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = server.get(&format!("{}?limit=10000", items(id))).ok();
        let read: geojson::FeatureCollection = page.text().parse().unwrap();
        assert_eq!(read.features.len(), features(&page.json()).len());
        for feature in read.features {
            // RFC 7946: longitude first, rings closed and right-handed, ids and geometry in their places.
            assert!(feature.id.is_some() && feature.properties.is_some());
            let geometry: geo::Geometry<f64> = feature.geometry.unwrap().try_into().unwrap();
            let polygons = match geometry {
                geo::Geometry::Polygon(polygon) => vec![polygon],
                geo::Geometry::MultiPolygon(polygons) => polygons.0,
                _ => vec![],
            };
            for polygon in polygons {
                use geo::Winding;
                assert!(polygon.exterior().is_closed() && polygon.exterior().is_ccw());
                assert!(polygon.interiors().iter().all(Winding::is_cw));
            }
        }
    }
}
