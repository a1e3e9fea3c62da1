//! Pages: `limit`, `offset`, and the links that lead from one page to the next.

use serde_json::Value;

use crate::support::{Server, address, features, ids};

fn link(page: &Value, rel: &str) -> Option<String> {
    let links = page["links"].as_array().unwrap();
    let found = links.iter().find(|link| link["rel"] == rel)?;
    assert_eq!(found["type"], "application/geo+json");
    Some(found["href"].as_str().unwrap().to_owned())
}

/// Follows a relation to the end; gives the ids of each page.
fn follow(server: &Server, start: &str, rel: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(start.to_owned());
    while let Some(at) = next {
        let page = server.json(&at);
        assert_eq!(page["numberReturned"], features(&page).len());
        pages.push(ids(&page));
        assert!(pages.len() < 1000, "the links lead in a circle");
        next = link(&page, rel);
    }
    pages
}

#[test]
fn the_next_links_give_every_feature_once() {
    let server = Server::demo();
    for (collection, limit, pages) in [
        ("communes", 10, 11),
        ("communes", 108, 1),
        ("communes", 107, 2),
        ("communes", 54, 2),
        ("districts", 3, 3),
        ("pano-sites", 1, 10),
        ("coverage", 25, 5),
        ("activities", 50, 5),
    ] {
        let path = format!("/api/collections/{collection}/items");
        let start = format!("{path}?limit={limit}&skip_geometry=true");
        let found = follow(&server, &start, "next");
        assert_eq!(found.len(), pages, "{collection} by {limit}");
        assert_eq!(
            found.concat(),
            ids(&server.items(collection, &[])),
            "{collection}"
        );
    }
}

#[test]
fn the_previous_links_lead_back() {
    let server = Server::empty();
    let start = "/api/collections/communes/items?limit=20&offset=100";
    let mut pages = follow(&server, start, "prev");
    assert_eq!(pages.len(), 6);
    pages.reverse();
    assert_eq!(pages.concat(), ids(&server.items("communes", &[])));
}

#[test]
fn first_and_last_pages_say_so() {
    let server = Server::empty();
    let page = |query: &str| server.json(&format!("/api/collections/communes/items?{query}"));
    let first = page("limit=100");
    assert!(link(&first, "prev").is_none() && link(&first, "next").is_some());
    assert_eq!(first["numberMatched"], 108);
    let last = page("limit=100&offset=100");
    assert!(link(&last, "next").is_none() && link(&last, "prev").is_some());
    assert_eq!(features(&last).len(), 8);
    let exact = page("limit=8&offset=100");
    assert!(link(&exact, "next").is_none());
    let beyond = page("offset=108");
    assert_eq!(beyond["numberMatched"], 108);
    assert_eq!(beyond["numberReturned"], 0);
    assert!(link(&beyond, "next").is_none());
}

#[test]
fn links_keep_what_was_asked() {
    let server = Server::empty();
    let path = "/api/collections/coverage/items";
    let start = address(
        path,
        &[
            ("district", "Mường Tè"),
            ("status", "pending"),
            ("line", "2017-awareness"),
            ("as_of", "2017-01-01"),
            ("limit", "4"),
        ],
    );
    let pages = follow(&server, &start, "next");
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 4, 2]);
    // A client may ask for larger pages on the way.
    let next = link(&server.json(&start), "next")
        .unwrap()
        .replace("limit=4", "limit=100");
    assert_eq!(ids(&server.json(&next)), pages[1..].concat());
}

#[test]
fn very_large_limits_are_lowered_and_junk_is_refused() {
    let server = Server::empty();
    let items = "/api/collections/communes/items";
    let all = server.json(&format!("{items}?limit=99999999"));
    assert_eq!(features(&all).len(), 108);
    for (name, value) in [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "ten"),
        ("limit", "1.5"),
        ("limit", ""),
        ("offset", "-1"),
        ("offset", "x"),
        ("offset", "9223372036854775808"),
        ("offset", ""),
    ] {
        let reply = server.get(&format!("{items}?{name}={value}"));
        assert_eq!(reply.status, 400, "{name}={value}");
        assert_eq!(reply.json()["parameter"], name);
        assert_eq!(reply.json()["value"], value);
    }
}
