//! What a link to the map shows where it is shared: the head of the page says it, for the very view of the link.

use crate::support::{DataDir, Page, Reply, Server, Table, address};

/// The content of the only `meta` element that is called so.
fn meta(reply: &Reply, name: &str) -> String {
    let page = Page(reply.text().to_owned());
    let called = |tag: &crate::support::Tag| tag.get("property") == name || tag.get("name") == name;
    let found: Vec<_> = page.tags("meta").into_iter().filter(called).collect();
    assert_eq!(found.len(), 1, "{name} in {}", reply.text());
    found[0].get("content")
}

const VIEW: [(&str, &str); 2] = [("line", "2018-border-conferences"), ("as_of", "2018-09-30")];

#[test]
fn the_head_tells_the_figures_of_the_view() {
    let server = Server::demo();
    let summary = server.json(&address("/api/summary", &VIEW));
    let reached = |group: &str| {
        let (some, all) = (
            &summary[group]["by_status"]["reached"],
            &summary[group]["total"],
        );
        format!("{some}/{all} ")
    };
    for (language, title, day, sample) in [
        ("vi", "xã biên giới", "30/9/2018", "MẪU"),
        ("en", "border communes", "30 Sep 2018", "SAMPLE"),
    ] {
        let mut view = VIEW.to_vec();
        view.push(("lang", language));
        let reply = server.get(&address("/", &view)).ok();
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert!(
            meta(&reply, "og:title").contains(title),
            "{}",
            meta(&reply, "og:title")
        );
        let told = meta(&reply, "og:description");
        for words in [
            &reached("border_communes"),
            &reached("communes"),
            day,
            sample,
            "18001567",
        ] {
            assert!(told.contains(words), "no {words} in {told}");
        }
        assert_eq!(meta(&reply, "twitter:card"), "summary_large_image");
    }
}

#[test]
fn the_picture_is_that_of_the_view() {
    let server = Server::empty();
    let mut view = VIEW.to_vec();
    view.extend([
        ("district", "109"),
        ("lang", "en"),
        ("map", "9.00/22.5000/103.4000"),
        ("status", "overdue"),
    ]);
    let path = address("/", &view);
    let reply = server.get(&path).ok();
    assert_eq!(meta(&reply, "og:url"), format!("{}{path}", server.base));
    let picture = meta(&reply, "og:image");
    let own = picture.strip_prefix(&server.base).unwrap();
    let wanted = [
        VIEW[0],
        VIEW[1],
        ("district", "109"),
        ("lang", "en"),
        ("size", "social"),
    ];
    assert_eq!(own, address("/map.png", &wanted));
    let reply = server.get(own).ok();
    assert_eq!(reply.header("content-type"), "image/png");
    // Behind a proxy the addresses are those of the world.
    let public = Server::with(
        &DataDir::new(),
        &["--public-url", "https://example.org/phu/"],
    );
    let reply = public.get("/").ok();
    assert_eq!(
        meta(&reply, "og:image"),
        "https://example.org/phu/map.png?size=social"
    );
    assert_eq!(meta(&reply, "og:url"), "https://example.org/phu/");
}

#[test]
fn nothing_in_an_address_gets_into_the_page_as_markup() {
    let server = Server::empty();
    for hostile in [
        "/?line=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/?x=%22'><script>alert(1)</script>",
        "/?as_of=%3C/head%3E&district=%00&lang=%22",
        "/?line=2018-leaflets&line=2017-leaflets&year=x",
    ] {
        // What no client sends as it stands, ours does not send either.
        let hostile = hostile
            .replace('<', "%3C")
            .replace('>', "%3E")
            .replace('"', "%22");
        let reply = server.get(&hostile).ok();
        assert!(!reply.text().contains("alert(1)<"), "{}", reply.text());
        assert!(!reply.text().contains("<script>"), "{}", reply.text());
        assert!(meta(&reply, "og:image").starts_with(&server.base));
    }
}

#[test]
fn the_page_is_kept_until_the_figures_change() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let path = address("/", &[("line", "2017-event"), ("as_of", "2018-01-31")]);
    let first = server.get(&path).ok();
    let tag = first.header("etag").to_owned();
    let known = [("if-none-match", tag.as_str())];
    assert_eq!(server.get_with(&path, &known).status, 304);
    assert_eq!(first.header("cache-control"), "no-cache");
    let packed = server.get_with(&path, &[("accept-encoding", "br")]).ok();
    assert_eq!(packed.header("content-encoding"), "br");
    assert_eq!(packed.decoded(), first.body);
    assert!(
        packed
            .header("content-security-policy")
            .contains("script-src 'self'")
    );
    server.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"));
    let fresh = server.get_with(&path, &known).ok();
    assert!(meta(&fresh, "og:description").contains("13/23 "));
}

#[test]
fn a_private_service_tells_nobody() {
    let server = Server::with(&DataDir::new(), &["--private"]);
    let reply = server.get("/").ok();
    assert!(!reply.text().contains("og:"), "{}", reply.text());
    assert_eq!(server.get("/map.png?size=social").status, 401);
}

#[test]
fn pages_of_the_api_name_a_picture_too() {
    let server = Server::empty();
    for (path, wanted) in [
        ("/api?f=html&lang=en", "/map.png?size=social&lang=en"),
        (
            "/api/collections/coverage/items?line=2018-leaflets&as_of=2018-06-30&f=html&lang=vi&limit=5",
            "/map.png?line=2018-leaflets&as_of=2018-06-30&size=social&lang=vi",
        ),
    ] {
        let reply = server.get(path).ok();
        assert_eq!(meta(&reply, "og:image"), format!("{}{wanted}", server.base));
        assert!(!meta(&reply, "og:title").is_empty() && !meta(&reply, "og:description").is_empty());
        assert_eq!(server.get(wanted).status, 200);
    }
}
