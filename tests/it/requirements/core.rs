//! OGC API – Features Part 1, class Core.

use serde_json::Value;

use super::{COLLECTIONS, array, items, link, parameter, resources};
use crate::support::{Server, address, features, ids, shape};

#[test]
fn root_op() {
    let server = Server::empty();
    assert_eq!(server.get("/api").status, 200);
    // With the slash that many clients add.
    assert_eq!(server.get("/api/").ok().json(), server.json("/api"));
}

#[test]
fn root_success() {
    let server = Server::empty();
    let landing = server.json("/api");
    for (rel, media_type) in [
        (
            "service-desc",
            "application/vnd.oai.openapi+json;version=3.0",
        ),
        ("service-doc", "text/html"),
        ("conformance", "application/json"),
        ("data", "application/json"),
        ("self", "application/json"),
        ("alternate", "text/html"),
    ] {
        let address = link(&landing, rel, media_type)["href"].as_str().unwrap();
        assert_eq!(server.get(address).status, 200, "{rel}");
    }
}

#[test]
fn api_definition_op() {
    let server = Server::empty();
    let landing = server.json("/api");
    for link in array(&landing["links"]) {
        if link["rel"] == "service-desc" || link["rel"] == "service-doc" {
            let address = link["href"].as_str().unwrap();
            let media_type = link["type"].as_str().unwrap();
            let client = server.anybody().with("accept", media_type);
            assert_eq!(client.get(address).status, 200);
        }
    }
}

#[test]
fn api_definition_success() {
    let server = Server::empty();
    let reply = server.get("/api/openapi.json").ok();
    assert_eq!(
        reply.header("content-type"),
        "application/vnd.oai.openapi+json;version=3.0"
    );
    let document = reply.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.0."));
    for part in ["info", "paths", "components", "servers"] {
        assert!(!document[part].is_null(), "{part}");
    }
}

#[test]
fn conformance_op() {
    let server = Server::empty();
    assert_eq!(server.get("/api/conformance").status, 200);
}

#[test]
fn conformance_success() {
    let server = Server::empty();
    let conformance = server.json("/api/conformance");
    let classes = array(&conformance["conformsTo"]);
    assert!(classes.len() > 10);
    let own = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core";
    assert!(classes.iter().any(|class| class == own));
}

#[test]
fn http() {
    let server = Server::empty();
    // RFC 9110: HEAD is GET without the body; unknown methods are refused with what is allowed.
    for path in resources(&Server::demo()).iter().take(8) {
        let got = server.get(path).ok();
        let head = server.anybody().send("HEAD", path, None);
        assert_eq!(head.status, 200, "{path}");
        assert_eq!(head.header("etag"), got.header("etag"), "{path}");
        assert!(head.body.is_empty());
        let refused = server.anybody().send("DELETE", path, None);
        assert_eq!(refused.status, 405, "{path}");
        assert!(refused.header("allow").contains("GET"), "{path}");
    }
    assert_eq!(server.get("/api/nothing").status, 404);
    assert_eq!(server.get("/api/collections/nothing").status, 404);
}

#[test]
fn query_param_unknown() {
    let server = Server::demo();
    for path in resources(&server) {
        let reply = server.get(&format!("{path}?unknown=1"));
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.json()["parameter"], "unknown", "{path}");
    }
}

#[test]
fn query_param_invalid() {
    let server = Server::empty();
    for id in COLLECTIONS {
        for (name, value) in [
            ("limit", "many"),
            ("limit", "-1"),
            ("limit", "0"),
            ("offset", "-1"),
            ("bbox", "1,2,3"),
            ("bbox", "a,b,c,d"),
            ("datetime", "yesterday"),
            ("crs", "http://www.opengis.net/def/crs/EPSG/0/99999"),
            ("bbox-crs", "nonsense"),
            ("filter", "THIS IS NOT A FILTER"),
            ("filter-lang", "cql-json"),
            ("f", "papyrus"),
        ] {
            let reply = server.get(&address(&items(id), &[(name, value)]));
            assert_eq!(reply.status, 400, "{id} {name}={value}");
            assert_eq!(reply.json()["parameter"], name, "{id} {name}={value}");
        }
    }
}

#[test]
fn crs84() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "20")]);
        for feature in features(&page) {
            // Longitude first: no latitude of the province is above 90, and no longitude below.
            use geo::CoordsIter;
            for c in shape(feature).coords_iter() {
                assert!((102.0..105.0).contains(&c.x), "{id}: {c:?}");
                assert!((21.0..24.0).contains(&c.y), "{id}: {c:?}");
            }
        }
    }
}

#[test]
fn fc_md_op() {
    let server = Server::empty();
    assert_eq!(server.get("/api/collections").status, 200);
}

#[test]
fn fc_md_success() {
    let server = Server::empty();
    let reply = server.get("/api/collections").ok();
    assert_eq!(reply.header("content-type"), "application/json");
    let document = reply.json();
    assert!(!array(&document["links"]).is_empty());
    assert_eq!(array(&document["collections"]).len(), 6);
}

#[test]
fn fc_md_links() {
    let server = Server::empty();
    let document = server.json("/api/collections");
    link(&document, "self", "application/json");
    link(&document, "alternate", "text/html");
    for link in array(&document["links"]) {
        assert!(link["rel"].is_string() && link["type"].is_string());
    }
}

#[test]
fn fc_md_items() {
    let server = Server::empty();
    let document = server.json("/api/collections");
    let listed: Vec<&str> = array(&document["collections"])
        .iter()
        .map(|c| c["id"].as_str().unwrap())
        .collect();
    assert_eq!(listed, COLLECTIONS);
}

#[test]
fn fc_md_items_links() {
    let server = Server::empty();
    let document = server.json("/api/collections");
    for collection in array(&document["collections"]) {
        for media_type in ["application/geo+json", "text/html"] {
            let found = link(collection, "items", media_type);
            let reply = server.get(found["href"].as_str().unwrap()).ok();
            assert!(reply.header("content-type").starts_with(media_type));
        }
        for link in array(&collection["links"]) {
            assert!(link["rel"].is_string() && link["type"].is_string());
        }
    }
}

#[test]
fn fc_md_extent() {
    use geo::CoordsIter;
    let server = Server::demo();
    for id in COLLECTIONS {
        let collection = server.json(&format!("/api/collections/{id}"));
        let spatial = &collection["extent"]["spatial"];
        let bbox: Vec<f64> = serde_json::from_value(spatial["bbox"][0].clone()).unwrap();
        let [west, south, east, north] = bbox[..] else {
            panic!("{bbox:?}");
        };
        let interval = &collection["extent"]["temporal"]["interval"][0];
        let from = interval[0].as_str().unwrap();
        for feature in features(&super::page(&server, id, &[("limit", "10000")])) {
            for c in shape(feature).coords_iter() {
                assert!((west..=east).contains(&c.x), "{id} {c:?}");
                assert!((south..=north).contains(&c.y), "{id} {c:?}");
            }
            for name in ["start", "built_on", "as_of"] {
                if let Some(day) = feature["properties"][name].as_str() {
                    assert!(day >= &from[..10], "{id}: {day} is before {from}");
                }
            }
        }
    }
}

#[test]
fn sfc_md_op() {
    let server = Server::empty();
    for id in COLLECTIONS {
        assert_eq!(server.get(&format!("/api/collections/{id}")).status, 200);
    }
}

#[test]
fn sfc_md_success() {
    let server = Server::empty();
    let list = server.json("/api/collections");
    for collection in array(&list["collections"]) {
        let id = collection["id"].as_str().unwrap();
        let single = server.json(&format!("/api/collections/{id}"));
        for member in ["id", "title", "description", "extent", "crs", "itemType"] {
            assert_eq!(single[member], collection[member], "{id}: {member}");
        }
    }
}

#[test]
fn fc_op() {
    let server = Server::empty();
    for id in COLLECTIONS {
        assert_eq!(server.get(&items(id)).status, 200);
    }
}

#[test]
fn fc_limit_definition() {
    let document = Server::empty().json("/api/openapi.json");
    for id in COLLECTIONS {
        let limit = parameter(&document, &format!("/collections/{id}/items"), "limit");
        assert_eq!(limit["in"], "query");
        assert_ne!(limit["required"], true);
        let schema = &limit["schema"];
        assert_eq!(schema["type"], "integer");
        assert_eq!(schema["minimum"], 1);
        assert!(schema["maximum"].as_u64().unwrap() >= 108);
        assert!(schema["default"].as_u64().unwrap() <= schema["maximum"].as_u64().unwrap());
        assert_eq!(limit["style"], "form");
        assert_eq!(limit["explode"], false);
    }
}

#[test]
fn fc_limit_response_1() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    for id in COLLECTIONS {
        let definition = parameter(&document, &format!("/collections/{id}/items"), "limit");
        let default = definition["schema"]["default"].as_u64().unwrap();
        let most = definition["schema"]["maximum"].as_u64().unwrap();
        let usual = super::page(&server, id, &[]);
        assert!(features(&usual).len() as u64 <= default);
        let three = super::page(&server, id, &[("limit", "3")]);
        assert_eq!(features(&three).len(), 3, "{id}");
        let beyond = super::page(&server, id, &[("limit", &(most + 1).to_string())]);
        assert!(features(&beyond).len() as u64 <= most);
    }
}

#[test]
fn fc_bbox_definition() {
    let document = Server::empty().json("/api/openapi.json");
    for id in COLLECTIONS {
        let bbox = parameter(&document, &format!("/collections/{id}/items"), "bbox");
        let schema = &bbox["schema"];
        assert_eq!(schema["type"], "array");
        assert_eq!(schema["minItems"], 4);
        assert_eq!(schema["maxItems"], 6);
        assert_eq!(schema["items"]["type"], "number");
        let counts: Vec<&Value> = array(&schema["oneOf"])
            .iter()
            .map(|shape| &shape["minItems"])
            .collect();
        assert_eq!(counts, [4, 6]);
        assert_eq!(bbox["style"], "form");
        assert_eq!(bbox["explode"], false);
    }
}

#[test]
fn fc_bbox_response() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let all = super::page(&server, id, &[("limit", "10000")]);
        // Two and three dimensions, bare decimals, the whole world, the antimeridian.
        for everything in ["-180,-90,180,90", "-180,-90,-1000,180,90,9000"] {
            let found = super::page(&server, id, &[("limit", "10000"), ("bbox", everything)]);
            assert_eq!(ids(&found), ids(&all), "{id} {everything}");
        }
        for nothing in ["177,65,-177,70", ".5000000,.25,1.5,1.0"] {
            let found = super::page(&server, id, &[("bbox", nothing)]);
            assert_eq!(found["numberMatched"], 0, "{id} {nothing}");
        }
        let window = geo::Rect::new((103.0, 22.2), (103.4, 22.6));
        let found = super::page(
            &server,
            id,
            &[("limit", "10000"), ("bbox", "103.0,22.2,103.4,22.6")],
        );
        let inside = |feature: &&Value| geo::Intersects::intersects(&window, &shape(feature));
        let expected: Vec<&Value> = features(&all)
            .iter()
            .filter(inside)
            .map(|f| &f["id"])
            .collect();
        let found: Vec<&Value> = features(&found).iter().map(|f| &f["id"]).collect();
        assert!(!expected.is_empty());
        assert_eq!(found, expected, "{id}");
    }
}

#[test]
fn fc_time_definition() {
    let document = Server::empty().json("/api/openapi.json");
    for id in COLLECTIONS {
        let datetime = parameter(&document, &format!("/collections/{id}/items"), "datetime");
        assert_eq!(datetime["in"], "query");
        assert_ne!(datetime["required"], true);
        assert_eq!(datetime["schema"]["type"], "string");
        assert_eq!(datetime["style"], "form");
        assert_eq!(datetime["explode"], false);
    }
}

#[test]
fn fc_time_response() {
    let server = Server::demo();
    let all = super::page(&server, "activities", &[("limit", "10000")]);
    let days = |feature: &Value| {
        let start = feature["properties"]["start"].as_str().unwrap().to_owned();
        let end = feature["properties"]["end"].as_str().unwrap_or(&start);
        (start.clone(), end.to_owned())
    };
    for (datetime, from, until) in [
        ("2017-07-01/2017-12-31", "2017-07-01", "2017-12-31"),
        (
            "2017-07-01T00:00:00+07:00/2017-12-31T23:59:59+07:00",
            "2017-07-01",
            "2017-12-31",
        ),
        ("2018-01-01/..", "2018-01-01", "9999"),
        ("2018-01-01/", "2018-01-01", "9999"),
        ("../2017-03-31", "0000", "2017-03-31"),
        ("/2017-03-31", "0000", "2017-03-31"),
        ("2017-12-15T08:00:00Z", "2017-12-15", "2017-12-15"),
        ("2017-12-15", "2017-12-15", "2017-12-15"),
    ] {
        let found = super::page(
            &server,
            "activities",
            &[("limit", "10000"), ("datetime", datetime)],
        );
        let meets = |feature: &&Value| {
            let (start, end) = days(feature);
            start.as_str() <= until && end.as_str() >= from
        };
        let expected: Vec<&Value> = features(&all)
            .iter()
            .filter(meets)
            .map(|f| &f["id"])
            .collect();
        let found: Vec<&Value> = features(&found).iter().map(|f| &f["id"]).collect();
        assert_eq!(found, expected, "{datetime}");
    }
    // Features without a time match every time.
    for id in ["communes", "border-communes", "districts"] {
        let found = super::page(&server, id, &[("datetime", "2018-02-12T23:20:50Z")]);
        let all = super::page(&server, id, &[]);
        assert_eq!(found["numberMatched"], all["numberMatched"], "{id}");
    }
    for wrong in ["2018-02-30", "2018", "../..", "/", "2018-01-02/2018-01-01"] {
        let reply = server.get(&address(&items("activities"), &[("datetime", wrong)]));
        assert_eq!(reply.status, 400, "{wrong}");
    }
}

#[test]
fn fc_response() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "5")]);
        assert_eq!(page["type"], "FeatureCollection");
        for feature in features(&page) {
            assert_eq!(feature["type"], "Feature");
            assert!(feature["id"].is_string() && feature["properties"].is_object());
        }
    }
}

#[test]
fn fc_links() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "2")]);
        link(&page, "self", "application/geo+json");
        link(&page, "alternate", "text/html");
        let next = link(&page, "next", "application/geo+json");
        // The next page still stands when the limit is changed.
        let next = next["href"].as_str().unwrap().replace("limit=2", "limit=1");
        let second = server.get(&next).ok().json();
        let three = super::page(&server, id, &[("limit", "3")]);
        assert_eq!(ids(&second)[0], ids(&three)[2], "{id}");
        let all = super::page(&server, id, &[("limit", "10000")]);
        assert!(
            array(&all["links"]).iter().all(|l| l["rel"] != "next"),
            "{id}"
        );
    }
}

#[test]
fn fc_rel_type() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "2"), ("offset", "1")]);
        for link in array(&page["links"]) {
            assert!(
                link["rel"].is_string() && link["type"].is_string(),
                "{link}"
            );
        }
    }
}

#[test]
fn fc_timestamp() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "1")]);
        let time = page["timeStamp"].as_str().unwrap();
        assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}");
    }
}

#[test]
fn fc_numbermatched() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let all = super::page(&server, id, &[("limit", "10000")]);
        assert_eq!(all["numberMatched"], features(&all).len(), "{id}");
        let page = super::page(&server, id, &[("limit", "2")]);
        assert_eq!(page["numberMatched"], all["numberMatched"], "{id}");
    }
}

#[test]
fn fc_numberreturned() {
    let server = Server::demo();
    for id in COLLECTIONS {
        for limit in ["1", "7", "10000"] {
            let page = super::page(&server, id, &[("limit", limit)]);
            assert_eq!(page["numberReturned"], features(&page).len(), "{id}");
        }
    }
}

#[test]
fn f_op() {
    let server = Server::demo();
    for id in COLLECTIONS {
        for feature in ids(&super::page(&server, id, &[("limit", "3")])) {
            assert_eq!(
                server.get(&format!("{}/{feature}", items(id))).status,
                200,
                "{id}"
            );
        }
        assert_eq!(server.get(&format!("{}/nothing", items(id))).status, 404);
    }
}

#[test]
fn f_success() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "3")]);
        for listed in features(&page) {
            let path = format!("{}/{}", items(id), listed["id"].as_str().unwrap());
            let single = server.json(&path);
            for member in ["type", "id", "properties", "geometry"] {
                assert_eq!(single[member], listed[member], "{path}: {member}");
            }
        }
    }
}

#[test]
fn f_links() {
    let server = Server::demo();
    for id in COLLECTIONS {
        let page = super::page(&server, id, &[("limit", "1")]);
        let path = format!("{}/{}", items(id), ids(&page)[0]);
        let feature = server.json(&path);
        for (rel, media_type) in [
            ("self", "application/geo+json"),
            ("alternate", "text/html"),
            ("collection", "application/json"),
        ] {
            let found = link(&feature, rel, media_type);
            let reply = server.get(found["href"].as_str().unwrap()).ok();
            assert!(reply.header("content-type").starts_with(media_type), "{id}");
        }
    }
}
