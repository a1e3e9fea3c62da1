//! Pages: the HTML face of every resource, in two languages, saying the same as the data.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{DataDir, Page, Server, Tag, activity, address, changed, features, ids};

/// Every resource that has a page, and the type of its main structured data.
const RESOURCES: [(&str, &str); 17] = [
    ("/api", "DataCatalog"),
    ("/api/conformance", "BreadcrumbList"),
    ("/api/collections/coverage/queryables", "BreadcrumbList"),
    ("/api/collections/activities/schema", "BreadcrumbList"),
    ("/api/collections/pano-sites/sortables", "BreadcrumbList"),
    ("/api/collections", "BreadcrumbList"),
    ("/api/collections/communes", "Dataset"),
    ("/api/collections/activities", "Dataset"),
    ("/api/collections/communes/items", "Dataset"),
    ("/api/collections/border-communes/items", "Dataset"),
    ("/api/collections/districts/items", "Dataset"),
    ("/api/collections/pano-sites/items", "Dataset"),
    ("/api/collections/coverage/items", "Dataset"),
    ("/api/collections/activities/items", "Dataset"),
    (
        "/api/collections/communes/items/03571",
        "AdministrativeArea",
    ),
    (
        "/api/collections/coverage/items/03571",
        "AdministrativeArea",
    ),
    ("/api/collections/pano-sites/items/ma-lu-thang", "Place"),
];

/// What explains the service: pages and nothing else.
const GUIDES: [&str; 2] = ["/api/docs", "/api/docs/examples"];

const LANGUAGES: [&str; 2] = ["vi", "en"];

fn page(server: &Server, path: &str, language: &str) -> Page {
    let mark = if path.contains('?') { '&' } else { '?' };
    let reply = server
        .get(&format!("{path}{mark}f=html&lang={language}"))
        .ok();
    Page(reply.text().to_owned())
}

/// The pages of [`RESOURCES`] and that of an activity.
fn resources(server: &Server) -> Vec<(String, &'static str)> {
    let mut all: Vec<_> = RESOURCES.map(|(p, kind)| (p.to_owned(), kind)).to_vec();
    let one = ids(&server.items("activities", &[("limit", "1")])).remove(0);
    all.push((format!("/api/collections/activities/items/{one}"), "Event"));
    all
}

/// All of them, with the guides.
fn all_pages(server: &Server) -> Vec<(String, &'static str)> {
    let guides = GUIDES.map(|path| (path.to_owned(), "BreadcrumbList"));
    resources(server).into_iter().chain(guides).collect()
}

#[test]
fn every_resource_has_a_page_in_both_languages() {
    let server = Server::demo();
    for (path, kind) in all_pages(&server) {
        let mut titles = BTreeSet::new();
        for language in LANGUAGES {
            let reply = server.get(&format!("{path}?f=html&lang={language}")).ok();
            assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(reply.header("content-language"), language, "{path}");
            let page = Page(reply.text().to_owned());
            assert!(page.0.starts_with("<!doctype html>"), "{path}");
            assert_eq!(page.one("html").get("lang"), language, "{path}");
            assert!(!page.one("h1").text().is_empty(), "{path}");
            assert_eq!(page.one("main").get("id"), "content");
            titles.insert(page.tags("title")[0].text());
            let about = page.with("name", "description").get("content");
            assert!(about.chars().count() >= 50, "{path}: {about}");
            assert!(page.text().contains("18001567"), "{path}");
            assert_eq!(page.with("class", "hotline").get("href"), "tel:18001567");
            assert_eq!(page.told(kind)["@context"], "https://schema.org/", "{path}");
            for table in page.tags("table") {
                assert!(table.inner.contains("<caption"), "{path}");
            }
            for header in page.tags("th") {
                assert!(header.has("scope"), "{path}");
            }
        }
        assert_eq!(titles.len(), 2, "{path}: {titles:?}");
    }
}

#[test]
fn browsers_get_pages_and_programs_data() {
    let server = Server::empty();
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (path, _) in RESOURCES {
        let html = server.get_with(path, &[("accept", browser)]).ok();
        assert!(
            html.header("content-type").starts_with("text/html"),
            "{path}"
        );
        assert_eq!(html.header("content-language"), "vi", "{path}");
        assert!(html.header("vary").contains("accept-language"), "{path}");
        let english = [("accept", browser), ("accept-language", "en-GB,en;q=0.9")];
        let english = server.get_with(path, &english).ok();
        assert_eq!(english.header("content-language"), "en", "{path}");
        assert!(
            server
                .get(path)
                .ok()
                .header("content-type")
                .ends_with("json"),
            "{path}"
        );
        let tag = html.header("etag");
        let again = [("accept", browser), ("if-none-match", tag)];
        assert_eq!(server.get_with(path, &again).status, 304, "{path}");
        assert_ne!(tag, english.header("etag"), "{path}");
    }
}

#[test]
fn nothing_on_a_page_is_inline_or_from_elsewhere() {
    let server = Server::demo();
    for (path, _) in all_pages(&server) {
        let reply = server.get(&format!("{path}?f=html")).ok();
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let page = Page(reply.text().to_owned());
        assert!(page.tags("style").is_empty(), "{path}");
        for tag in page.all() {
            let script = tag.attributes().find(|name| name.starts_with("on"));
            assert_eq!(script, None, "{path}: {tag:?}");
            assert!(!tag.has("style"), "{path}: {tag:?}");
            for loaded in ["src", "srcset", "action", "data"] {
                assert!(!tag.get(loaded).contains("//"), "{path}: {tag:?}");
            }
            if ["stylesheet", "icon", "preload"].contains(&tag.get("rel").as_str()) {
                assert!(tag.get("href").starts_with('/'), "{path}: {tag:?}");
            }
            if tag.name == "a" && tag.get("rel") != "license" {
                let href = tag.get("href");
                let own = href.starts_with(['/', '#']) || href.starts_with(&server.base);
                assert!(own || href.starts_with("tel:"), "{path}: {href}");
            }
        }
    }
}

#[test]
fn the_other_faces_and_languages_of_a_page_are_where_it_says() {
    let server = Server::demo();
    let view = "/api/collections/coverage/items?line=2018-leaflets&as_of=2018-06-30";
    let mut paths: Vec<_> = resources(&server).into_iter().map(|(p, _)| p).collect();
    paths.push(view.to_owned());
    for path in paths {
        let page = page(&server, &path, "vi");
        let links = page.tags("link").into_iter();
        let alternates: Vec<_> = links.filter(|l| l.get("rel") == "alternate").collect();
        let mut tongues = BTreeMap::new();
        let mut formats = 0;
        for link in alternates {
            let reply = server.get(&link.get("href")).ok();
            if link.has("hreflang") {
                let language = reply.header("content-language").to_owned();
                tongues.insert(link.get("hreflang"), language);
                continue;
            }
            formats += 1;
            let media_type = reply.header("content-type").split("; charset").next();
            assert_eq!(media_type, Some(&*link.get("type")), "{path}");
            // Files hold all of a collection, and say other things of themselves.
            if link.get("href").contains("/data/") {
                continue;
            }
            let (given, usual) = (told(reply.json()), told(server.json(&path)));
            assert!(given == usual, "{path}: {}", link.get("href"));
        }
        assert!(formats > 0, "{path}");
        assert_eq!(tongues.len(), 3, "{path}: {tongues:?}");
        assert_eq!(
            page.with("rel", "canonical").get("href"),
            format!("{}{path}", server.base)
        );
        // The other language, of the same thing, by a link that a reader sees.
        let other = server.get(&page.with("class", "lang").get("href")).ok();
        assert_eq!(other.header("content-language"), "en", "{path}");
        if path == view {
            assert!(other.text().contains("30 Jun 2018") && page.0.contains("30/6/2018"));
        }
    }
}

/// A document without its links, which name the address it was asked by.
fn told(mut document: Value) -> Value {
    document["links"].take();
    document
}

#[test]
fn every_link_leads_somewhere() {
    let server = Server::demo();
    let mut links = BTreeSet::new();
    for (path, _) in all_pages(&server) {
        for language in LANGUAGES {
            let page = page(&server, &path, language);
            // The icon comes with the web app, which a browser's tests build; these do without.
            let elsewhere = ["license", "icon"];
            let inside = |tag: &Tag| {
                ["a", "link"].contains(&tag.name.as_str())
                    && !elsewhere.contains(&tag.get("rel").as_str())
            };
            let hrefs = page.all().into_iter().filter(inside).map(|t| t.get("href"));
            let hrefs = hrefs.filter(|h| h.starts_with('/') || h.starts_with(&server.base));
            // Of the links of one kind, such as the rows of a table, some are enough.
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for href in hrefs {
                let kind = href.split('?').next().unwrap();
                let kind = kind.rsplit_once('/').unwrap().0.to_owned();
                let count = seen.entry(kind).or_default();
                *count += 1;
                if *count <= 12 {
                    links.insert(href.split('#').next().unwrap().to_owned());
                }
            }
        }
    }
    assert!(links.len() > 100);
    for link in links {
        let browser = [("accept", "text/html")];
        let status = server.get_with(&link, &browser).status;
        assert_eq!(status, 200, "{link}");
    }
}

#[test]
fn breadcrumbs_lead_back_step_by_step() {
    let server = Server::empty();
    let page = page(
        &server,
        "/api/collections/coverage/items/03571?as_of=2018-06-30",
        "vi",
    );
    let crumbs = page.with("class", "crumbs").inner;
    let shown: Vec<String> = Page(crumbs).tags("li").iter().map(Tag::text).collect();
    assert_eq!(
        shown,
        ["Dữ liệu mở", "Bộ dữ liệu", "Độ phủ", "Đối tượng", "Dào San"]
    );
    let told = page.told("BreadcrumbList");
    let told = told["itemListElement"].as_array().unwrap();
    let names: Vec<&str> = told.iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, shown);
    for (ix, crumb) in told.iter().enumerate() {
        assert_eq!(crumb["position"], ix + 1);
        assert_eq!(server.get(crumb["item"].as_str().unwrap()).status, 200);
    }
}

#[test]
fn a_page_of_features_counts_as_the_data_do() {
    let server = Server::demo();
    for query in [
        "line=2018-leaflets&as_of=2018-06-30",
        "line=2018-border-conferences",
        "line=2017-pano&as_of=2018-01-01",
        "year=2017",
        "district=109&status=overdue,partial&line=2018-loudspeaker",
    ] {
        let path = format!("/api/collections/coverage/items?{query}");
        let data = server.json(&path);
        let page = page(&server, &path, "vi");
        let border = |f: &&Value| f["properties"]["border"] == true;
        for (status, count) in data["by_status"].as_object().unwrap() {
            let counts: Vec<String> = Page(page.with("data-status", status).inner)
                .tags("td")
                .iter()
                .map(Tag::text)
                .collect();
            let of = |f: &&Value| f["properties"]["status"] == status.as_str();
            let among = features(&data).iter().filter(border).filter(of).count();
            assert_eq!(
                counts,
                [count.to_string(), among.to_string()],
                "{query} {status}"
            );
        }
        let total = Page(page.one("tfoot").inner);
        assert_eq!(
            total.tags("td")[0].text(),
            data["numberReturned"].to_string()
        );
        assert_eq!(rows(&page).len(), features(&data).len(), "{query}");
        let drawn = page.tags("path").len();
        assert!(drawn >= features(&data).len(), "{query}: {drawn}");
    }
}

/// The ids of the features in the table, by the links of its rows.
fn rows(page: &Page) -> Vec<String> {
    let table = page
        .tags("table")
        .into_iter()
        .find(|t| t.get("class").starts_with("data") && t.inner.contains("/items/"));
    let body = table.map(|table| Page(table.inner).one("tbody").inner);
    let rows = Page(body.unwrap_or_default()).tags("a");
    let id = |href: String| {
        href.split('?')
            .next()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    rows.iter().map(|a| id(a.get("href"))).collect()
}

#[test]
fn pages_follow_one_another_through_all_features() {
    let server = Server::demo();
    let path = "/api/collections/activities/items?state=submitted,verified,rejected&limit=70";
    let all = ids(&server.json("/api/collections/activities/items"));
    let mut found = Vec::new();
    let mut next = Some(format!("{path}&f=html&lang=en"));
    let mut pages = 0;
    while let Some(at) = next {
        let page = Page(
            server
                .get_with(&at, &[("accept", "text/html")])
                .ok()
                .text()
                .to_owned(),
        );
        let first = found.len() + 1;
        found.extend(rows(&page));
        let range = format!("{first}–{} of {} features", found.len(), all.len());
        assert!(page.text().contains(&range), "{range}");
        let link = |rel: &str| page.all().into_iter().find(|t| t.get("rel") == rel);
        assert_eq!(link("prev").is_some(), pages > 0);
        next = link("next").map(|link| link.get("href"));
        pages += 1;
    }
    // The last page has one only.
    assert_eq!(pages, 4);
    assert_eq!(found, all);
}

#[test]
fn what_people_write_stays_text() {
    let data = DataDir::new();
    let admin = data.admin();
    let server = Server::on(&data);
    let hostile = r#"</script><script>alert(1)</script>"'&<b>"#;
    let record = changed(
        &activity("2018-leaflets", "2018-03-01", &[("03571", 5.0)]),
        &json!({"title": hostile, "note": hostile, "reference": hostile, "code": hostile}),
    );
    let made = admin.by_token(&server).post("/api/activities", &record);
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    for path in [
        "/api/collections/activities/items",
        &format!("/api/collections/activities/items/{id}"),
    ] {
        let page = page(&server, path, "vi");
        assert!(
            !page.0.contains("<script>")
                && !page.0.contains("<b>\"")
                && !page.0.contains("alert(1)</script>\"'"),
            "{path}"
        );
        for script in page.tags("script") {
            assert_eq!(script.get("type"), "application/ld+json");
            assert!(!script.inner.contains('<'), "{}", script.inner);
        }
        assert!(page.text().contains(hostile), "{path}");
    }
    let event = page(
        &server,
        &format!("/api/collections/activities/items/{id}"),
        "vi",
    )
    .told("Event");
    assert_eq!(event["name"], hostile);
    assert_eq!(event["startDate"], "2018-03-01");
    // The same in the address: names and values come back in links and hidden fields.
    let query = address(
        "/api/collections/activities/items",
        &[("q", "\"><script>alert(1)</script>"), ("f", "html")],
    );
    let reply = server.get(&query).ok();
    assert!(!reply.text().contains("<script>alert"), "{}", reply.text());
}

#[test]
fn a_form_sends_its_filters_and_keeps_the_rest() {
    let server = Server::demo();
    let path = "/api/collections/coverage/items?line=2018-leaflets&bbox=103,22,104,23&as_of=2018-06-30&limit=10&offset=10";
    let page = page(&server, path, "en");
    let form = page.one("form");
    assert_eq!(
        (form.get("method").as_str(), form.get("action").as_str()),
        ("get", "/api/collections/coverage/items")
    );
    let form = Page(form.inner);
    let selects = form.tags("select");
    let chosen = |name: &str| {
        let select = selects.iter().find(|s| s.get("name") == name).expect(name);
        let options = Page(select.inner.clone()).tags("option");
        let chosen: Vec<_> = options.iter().filter(|o| o.has("selected")).collect();
        assert_eq!(chosen.len(), 1, "{name}");
        chosen[0].get("value")
    };
    assert_eq!(
        [chosen("line"), chosen("district"), chosen("limit")],
        ["2018-leaflets", "", "10"]
    );
    assert_eq!(form.with("name", "as_of").get("value"), "2018-06-30");
    let hidden: Vec<_> = form
        .tags("input")
        .into_iter()
        .filter(|i| i.get("type") == "hidden")
        .collect();
    let hidden: Vec<_> = hidden
        .iter()
        .map(|i| (i.get("name"), i.get("value")))
        .collect();
    assert_eq!(
        hidden,
        [
            ("bbox".to_owned(), "103,22,104,23".to_owned()),
            ("f".to_owned(), "html".to_owned()),
            ("lang".to_owned(), "en".to_owned())
        ]
    );
    // Every line of the plan can be chosen.
    let lines = server.json("/api/plan");
    let options = selects.iter().find(|s| s.get("name") == "line").unwrap();
    assert_eq!(
        Page(options.inner.clone()).tags("option").len(),
        lines["lines"].as_array().unwrap().len() + 1
    );
}

#[test]
fn empty_fields_are_left_out_for_people_and_refused_for_programs() {
    let server = Server::empty();
    let items = "/api/collections/coverage/items";
    let clean = server
        .get(&format!("{items}?district=109&f=html&lang=en"))
        .ok();
    let sent = server
        .get(&format!(
            "{items}?line=&as_of=&district=109&status=&f=html&lang=en"
        ))
        .ok();
    assert_eq!(sent.header("etag"), clean.header("etag"));
    let program = server.get(&format!("{items}?district="));
    assert_eq!(program.status, 400);
    assert_eq!(program.json()["parameter"], "district");
}

#[test]
fn trouble_is_told_as_everywhere() {
    let server = Server::empty();
    for (path, status) in [
        ("/api?f=pdf", 400),
        ("/api?f=html&lang=fr", 400),
        ("/api/collections?f=html&x=1", 400),
        ("/api/collections/coverage/items?f=html&as_of=today", 400),
        ("/api/collections/towns?f=html", 404),
        ("/api/collections/communes/items/99999?f=html", 404),
        ("/pages/0000000000000000.css", 404),
    ] {
        let reply = server.get_with(path, &[("accept", "text/html")]);
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{path}"
        );
    }
}

#[test]
fn links_keep_a_face_only_if_it_was_chosen() {
    let server = Server::empty();
    let english = [("accept", "text/html"), ("accept-language", "en")];
    for (path, app, docs, other) in [
        ("/api", "/", "/api/docs", "/api?lang=vi"),
        (
            "/api?lang=en",
            "/?lang=en",
            "/api/docs?lang=en",
            "/api?lang=vi",
        ),
        (
            "/api?lang=en&f=html",
            "/?lang=en",
            "/api/docs?f=html&lang=en",
            "/api?f=html&lang=vi",
        ),
    ] {
        let page = server.get_with(path, &english).ok();
        let page = Page(page.text().to_owned());
        assert_eq!(page.with("class", "brand").get("href"), app, "{path}");
        assert_eq!(page.with("class", "lang").get("href"), other, "{path}");
        let links = page.tags("a").into_iter().map(|a| a.get("href"));
        assert!(links.into_iter().any(|href| href == docs), "{path}");
    }
}

#[test]
fn behind_a_proxy_all_addresses_are_the_public_ones() {
    let data = DataDir::new();
    let server = Server::with(&data, &["--public-url", "https://example.vn/vung-phu/"]);
    let page = page(&server, "/api/collections/pano-sites/items", "vi");
    assert_eq!(
        page.with("rel", "canonical").get("href"),
        "https://example.vn/vung-phu/api/collections/pano-sites/items"
    );
    for tag in page.all() {
        for href in [tag.get("href"), tag.get("action")] {
            let public = href.is_empty()
                || href.starts_with('#')
                || href.starts_with("tel:")
                || href.starts_with("/vung-phu/")
                || href.starts_with("https://example.vn/vung-phu/");
            assert!(public, "{href}");
        }
    }
    let crumbs = page.told("BreadcrumbList");
    assert_eq!(
        crumbs["itemListElement"][0]["item"],
        "https://example.vn/vung-phu/api"
    );
}

#[test]
fn the_style_sheet_can_be_kept_for_good() {
    let server = Server::empty();
    let page = page(&server, "/api", "vi");
    let href = page.with("rel", "stylesheet").get("href");
    let reply = server.get(&href).ok();
    assert_eq!(reply.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        reply.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    for coding in ["gzip", "br"] {
        let packed = server.get_with(&href, &[("accept-encoding", coding)]).ok();
        assert_eq!(packed.header("content-encoding"), coding);
        assert_eq!(packed.decoded(), reply.body);
    }
    // The colours are those of the web app.
    assert!(
        reply.text().contains("--overdue-a: #f2a154"),
        "{}",
        reply.text()
    );
}

#[test]
fn structured_data_say_what_and_where_and_under_which_licence() {
    let server = Server::empty();
    let catalog = page(&server, "/api", "en").told("DataCatalog");
    assert_eq!(catalog["dataset"].as_array().unwrap().len(), 6);
    for id in ["communes", "pano-sites", "coverage"] {
        let path = format!("/api/collections/{id}");
        let about = server.json(&path);
        let set = page(&server, &path, "en").told("Dataset");
        assert_eq!(set["url"], format!("{}{path}", server.base));
        let bbox: Vec<String> = about["extent"]["spatial"]["bbox"][0]
            .as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect();
        let [west, south, east, north] = &bbox[..] else {
            panic!("{bbox:?}")
        };
        let corners = format!("{south} {west} {north} {east}");
        assert_eq!(set["spatialCoverage"]["geo"]["box"], corners);
        assert_eq!(set["temporalCoverage"], "2016-11-09/..");
        let licences = set["license"].as_array().unwrap();
        assert!(
            licences
                .iter()
                .any(|l| l.as_str().unwrap().contains("odbl")),
            "{id}"
        );
        let file = set["distribution"][0]["contentUrl"].as_str().unwrap();
        assert_eq!(
            server.get(file).ok().header("content-type"),
            "application/geo+json"
        );
    }
}

#[test]
fn numbers_and_days_are_written_as_the_language_has_it() {
    let server = Server::demo();
    let path = "/api/collections/districts/items/107";
    let area = server.json(path)["properties"]["area_km2"].to_string();
    assert_eq!(area, "2677.47");
    assert!(page(&server, path, "vi").text().contains("2.677,47"));
    assert!(page(&server, path, "en").text().contains("2,677.47"));
    let view = "/api/collections/coverage/items/03571?line=2018-leaflets&as_of=2018-09-05";
    for (language, words) in [
        ("vi", ["Tờ rơi 2018", "5/9/2018", "có", "xã"]),
        ("en", ["Leaflets 2018", "5 Sep 2018", "yes", "commune"]),
    ] {
        let text = page(&server, view, language).text();
        for word in words {
            assert!(text.contains(word), "{language}: {word}");
        }
    }
}

#[test]
fn a_page_of_all_communes_is_not_heavy() {
    let server = Server::demo();
    for path in [
        "/api/collections/communes/items",
        "/api/collections/coverage/items?line=2018-leaflets",
    ] {
        let page = page(&server, path, "vi");
        println!("{path}: {} bytes", page.0.len());
        assert!(page.0.len() < 150_000, "{path}: {} bytes", page.0.len());
    }
}

#[test]
fn the_guide_has_everything_that_the_description_has() {
    let server = Server::demo();
    let document = server.json("/api/openapi.json");
    for language in LANGUAGES {
        let page = page(&server, "/api/docs", language);
        let anchors: BTreeSet<String> = page
            .all()
            .iter()
            .filter(|tag| tag.has("id"))
            .map(|tag| tag.get("id"))
            .collect();
        let all = page.all().into_iter().filter(|tag| tag.has("id")).count();
        assert_eq!(anchors.len(), all, "an id stands twice");
        for link in page.tags("a").iter().map(|a| a.get("href")) {
            if let Some(anchor) = link.strip_prefix('#') {
                assert!(anchors.contains(anchor), "{language}: {link}");
            }
        }
        let mut operations = 0;
        for item in document["paths"].as_object().unwrap().values() {
            let methods = item.as_object().unwrap().values();
            for operation in methods.filter(|m| m["operationId"].is_string()) {
                operations += 1;
                let id = operation["operationId"].as_str().unwrap();
                assert!(anchors.contains(id), "{id}");
                let title = &operation[if language == "vi" {
                    "x-title-vi"
                } else {
                    "summary"
                }];
                let heading = page.with("id", id).text();
                assert!(heading.contains(title.as_str().unwrap()), "{heading}");
            }
        }
        assert_eq!(page.tags("article").len(), operations);
        for (kind, prefix) in [
            ("parameters", "parameter"),
            ("responses", "response"),
            ("schemas", "schema"),
        ] {
            for name in document["components"][kind].as_object().unwrap().keys() {
                assert!(
                    anchors.contains(&format!("{prefix}-{name}")),
                    "{kind}: {name}"
                );
            }
        }
        let text = page.text();
        for problem in document["x-problems"].as_array().unwrap() {
            for member in [
                "code",
                if language == "vi" {
                    "title_vi"
                } else {
                    "title_en"
                },
            ] {
                assert!(
                    text.contains(problem[member].as_str().unwrap()),
                    "{problem}"
                );
            }
        }
    }
}

#[test]
fn what_the_guide_offers_to_try_can_be_tried() {
    let server = Server::demo();
    let page = page(&server, "/api/docs", "en");
    let links = page
        .tags("p")
        .into_iter()
        .filter(|p| p.get("class") == "try");
    let links: Vec<_> = links.map(|p| Page(p.inner).one("a").get("href")).collect();
    assert!(links.len() > 25, "{links:?}");
    for link in links.iter().filter(|link| !link.ends_with("/events")) {
        assert_eq!(server.get(link).status, 200, "{link}");
    }
}

#[test]
fn the_guide_is_a_page_and_nothing_else() {
    let server = Server::empty();
    for path in GUIDES {
        let reply = server.get(path).ok();
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(reply.header("content-language"), "vi");
        let english = server.get_with(path, &[("accept-language", "en")]).ok();
        assert_eq!(english.header("content-language"), "en");
        let json = server.get(&format!("{path}?f=json"));
        assert_eq!(json.status, 400);
        assert_eq!(json.json()["allowed"], json!(["html"]));
    }
}

#[test]
fn columns_sort_the_table_either_way() {
    let server = Server::demo();
    let path = "/api/collections/coverage/items?line=2018-leaflets&limit=20&offset=20";
    let first = page(&server, path, "vi");
    let heading = |page: &Page, words: &str| {
        let mut all = page.tags("th").into_iter();
        all.find(|th| th.text().starts_with(words))
            .expect("a heading")
    };
    let link = |heading: &Tag| Page(heading.inner.clone()).one("a").get("href");
    let gap = heading(&first, "Còn thiếu");
    assert!(!gap.has("aria-sort"));
    let mut address = link(&gap);
    for (direction, by) in [("ascending", "gap"), ("descending", "-gap")] {
        let sorted = Page(server.get(&address).ok().text().to_owned());
        let data = server.json(&format!(
            "/api/collections/coverage/items?line=2018-leaflets&limit=20&sortby={by}"
        ));
        assert_eq!(rows(&sorted), ids(&data), "{by}");
        let gap = heading(&sorted, "Còn thiếu");
        assert_eq!(gap.get("aria-sort"), direction);
        assert_eq!(
            sorted.all().iter().filter(|t| t.has("aria-sort")).count(),
            1
        );
        address = link(&gap);
    }
}

#[test]
fn a_table_shows_the_properties_that_are_asked_for() {
    let server = Server::demo();
    let path =
        "/api/collections/coverage/items?line=2018-leaflets&as_of=2026-11-24&properties=gap,status";
    let page = page(&server, path, "en");
    let one = "/api/collections/coverage/items/03571?properties=gap,status";
    let of_one = Page(
        self::page(&server, one, "en")
            .with("class", "data properties")
            .inner,
    );
    assert_eq!(of_one.tags("tr").len(), 2);
    let table = page.with("class", "data").inner;
    let head = Page(table).one("thead").inner;
    let headings: Vec<String> = Page(head).tags("th").iter().map(Tag::text).collect();
    assert_eq!(headings, ["Name", "Gap", "Status"]);
    // The map stays a map.
    assert_eq!(
        page.with("data-status", "reached").text(),
        page_status(&server)
    );
}

/// The row of the key about what is reached, on the page with all properties.
fn page_status(server: &Server) -> String {
    let path = "/api/collections/coverage/items?line=2018-leaflets";
    page(server, path, "en")
        .with("data-status", "reached")
        .text()
}
