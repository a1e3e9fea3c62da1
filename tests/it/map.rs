//! The map as a picture: over HTTP and on the command line, in every size and language, with the figures of the API.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::support::{DataDir, Reply, Server, Table, address};

const SIZES: [(&str, u32, u32); 5] = [
    ("a4", 1754, 1240),
    ("a3", 2480, 1754),
    ("slide", 1920, 1080),
    ("social", 1200, 630),
    ("figure", 1260, 866),
];
const STATUSES: [&str; 5] = ["reached", "partial", "pending", "overdue", "not_targeted"];
const LINE: (&str, &str) = ("line", "2018-border-conferences");
const DAY: (&str, &str) = ("as_of", "2019-01-31");

/// Width, height and pixels to the metre of a PNG, from its first chunks.
fn picture(reply: &Reply) -> (u32, u32, u32) {
    assert_eq!(reply.header("content-type"), "image/png");
    let number = |at: usize| u32::from_be_bytes(reply.body[at..at + 4].try_into().unwrap());
    assert_eq!(&reply.body[..8], b"\x89PNG\r\n\x1a\n");
    let physical = reply.body.windows(4).position(|w| w == b"pHYs").unwrap();
    (number(16), number(20), number(physical + 4))
}

/// The texts of a drawing, which must be sound XML.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut texts, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => inside = tag.name().as_ref() == "text",
            Event::Text(text) if inside => texts.push(text.to_string()),
            Event::End(_) => inside = false,
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(texts.len() > 10, "{texts:?}");
    texts
}

/// The number that an attribute of a tag has.
fn number(tag: &str, name: &str) -> Option<f64> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()?.parse().ok()
}

/// The two numbers that stand behind a word of the legend.
fn row(texts: &[String], word: &str) -> (u64, u64) {
    let at = texts.iter().position(|text| text == word);
    let at = at.unwrap_or_else(|| panic!("no `{word}` among {texts:?}"));
    (
        texts[at + 1].parse().unwrap(),
        texts[at + 2].parse().unwrap(),
    )
}

#[test]
fn has_the_size_that_is_asked_for() {
    let server = Server::demo();
    for (size, width, height) in SIZES {
        let path = address("/map.png", &[("size", size), DAY]);
        let (w, h, _) = picture(&server.get(&path).ok());
        assert_eq!((w, h), (width, height), "{size}");
    }
    let path = address("/map.png", &[("dpi", "72"), DAY]);
    assert_eq!(picture(&server.get(&path).ok()), (842, 595, 2835));
}

#[test]
fn its_legend_has_the_figures_of_the_summary() {
    let server = Server::demo();
    let words = |language: &str| match language {
        "vi" => [
            "Đã phủ",
            "Một phần",
            "Chưa đến hạn",
            "Trống – quá hạn",
            "Ngoài phạm vi",
        ],
        _ => ["Reached", "Partial", "Pending", "Overdue", "Not targeted"],
    };
    for (line, day, district) in [
        ("2018-border-conferences", "2018-09-30", None),
        ("2018-leaflets", "2019-01-31", None),
        ("2018-leaflets", "2018-06-30", Some("109")),
        ("2017-awareness", "2017-12-31", Some("110")),
    ] {
        let mut parameters = vec![("line", line), ("as_of", day)];
        parameters.extend(district.map(|code| ("district", code)));
        let summary = server.json(&address("/api/summary", &parameters));
        for language in ["vi", "en"] {
            let mut parameters = parameters.clone();
            parameters.push(("lang", language));
            let svg = server.get(&address("/map.svg", &parameters)).ok();
            assert_eq!(svg.header("content-type"), "image/svg+xml");
            let texts = texts(svg.text());
            let count = |group: &str, status: &str| summary[group]["by_status"][status].as_u64();
            for (status, word) in STATUSES.into_iter().zip(words(language)) {
                let (all, border) = row(&texts, word);
                assert_eq!(Some(all), count("communes", status), "{line} {status}");
                assert_eq!(
                    Some(border),
                    count("border_communes", status),
                    "{line} {status}"
                );
            }
            let total = row(&texts, if language == "vi" { "Cộng" } else { "Total" });
            assert_eq!(Some(total.0), summary["communes"]["total"].as_u64());
            assert_eq!(Some(total.1), summary["border_communes"]["total"].as_u64());
        }
    }
}

#[test]
fn says_what_it_is_in_both_languages() {
    let server = Server::demo();
    let plan = server.json("/api/plan");
    let lines = plan["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["id"] == LINE.1).unwrap();
    for (language, title, words) in [
        (
            "vi",
            "title_vi",
            ["Tỉnh Lai Châu", "TRUNG QUỐC", "MẪU", "31/1/2019", "Nguồn:"],
        ),
        (
            "en",
            "title_en",
            [
                "Lai Châu province",
                "CHINA",
                "SAMPLE",
                "31 Jan 2019",
                "Sources:",
            ],
        ),
    ] {
        let svg = server.get(&address("/map.svg", &[LINE, DAY, ("lang", language)]));
        let texts = texts(svg.text());
        let whole = texts.join(" ");
        assert!(texts.iter().any(|text| line[title] == *text));
        for word in
            words
                .into_iter()
                .chain(["18001567", "2228/KH-UBND", "OpenStreetMap", "III.3.1", "km"])
        {
            assert!(whole.contains(word), "{language}: no {word} in {whole}");
        }
        // Large communes and all districts are named.
        for name in [
            "Mù Cả",
            "Pa Ủ",
            "Tà Tổng",
            "Mường Tè",
            "Sìn Hồ",
            "Than Uyên",
        ] {
            assert!(texts.iter().any(|text| text == name), "{name}");
        }
    }
    // Without sample data nothing is called so.
    let svg = Server::empty().get("/map.svg");
    assert!(!svg.text().contains("MẪU"));
}

#[test]
fn a_drawing_uses_nothing_but_what_it_carries() {
    let server = Server::empty();
    let svg = server.get("/map.svg").ok();
    let policy = svg.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert!(
        policy.contains("font-src data:") && !policy.contains("unsafe"),
        "{policy}"
    );
    let svg = svg.text();
    assert!(!svg.contains(" style=") && !svg.contains("<script"));
    let addresses = svg.matches("http").count();
    assert_eq!(addresses, svg.matches("http://www.w3.org/2000/svg").count());
    assert!(svg.len() < 300_000, "{}", svg.len());
}

#[test]
fn refuses_what_it_cannot_draw() {
    let server = Server::empty();
    for (path, parameter, allowed) in [
        ("/map.png?size=a5", "size", "slide"),
        ("/map.png?size=", "size", "a4"),
        ("/map.png?dpi=71", "dpi", "72"),
        ("/map.png?dpi=301", "dpi", "300"),
        ("/map.png?dpi=1e2", "dpi", "72"),
        ("/map.svg?dpi=150", "dpi", "download"),
        ("/map.svg?lang=fr", "lang", "vi"),
        ("/map.svg?line=2018", "line", "2018-leaflets"),
        ("/map.svg?line=2018-leaflets&year=2018", "year", "line"),
        ("/map.svg?as_of=30/6/2018", "as_of", "2018-06-30"),
        ("/map.svg?district=Sa%20Pa", "district", "Sìn Hồ"),
        ("/map.svg?known_at=2999-01-01", "known_at", "2018-06-30"),
        ("/map.svg?colour=red", "colour", "size"),
        ("/map.svg?size=a4&size=a3", "size", ""),
        ("/map.svg?download=yes", "download", "true"),
    ] {
        for language in ["vi", "en"] {
            let reply = server.get_with(path, &[("accept-language", language)]);
            assert_eq!(reply.status, 400, "{path}");
            assert_eq!(reply.header("content-type"), "application/problem+json");
            let said = reply.text();
            assert!(
                said.contains(parameter) && said.contains(allowed),
                "{path}: {said}"
            );
        }
    }
    assert_eq!(server.get("/map.jpg").status, 404);
}

#[test]
fn no_line_of_a_preview_stands_in_another() {
    let server = Server::demo();
    let plan = server.json("/api/plan");
    let mut lines: Vec<&str> = vec![""];
    lines.extend(
        plan["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["id"].as_str().unwrap()),
    );
    for (line, language) in lines.iter().flat_map(|line| [(line, "vi"), (line, "en")]) {
        let mut query = vec![("size", "social"), ("lang", language), ("district", "109")];
        if !line.is_empty() {
            query.push(("line", line));
        }
        let reply = server.get(&address("/map.svg", &query)).ok();
        let svg = reply.text();
        let tags = svg
            .split("<text")
            .skip(1)
            .map(|tag| tag.split('>').next().unwrap());
        let left = tags.filter(|tag| number(tag, "x") == Some(144.0));
        let mut rows: Vec<(f64, f64)> = left
            .map(|tag| (number(tag, "y").unwrap(), number(tag, "font-size").unwrap()))
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(rows.len() > 5, "{line}: {rows:?}");
        for pair in rows.windows(2) {
            let [(above, _), (below, size)] = pair else {
                panic!("two");
            };
            assert!(below - above >= *size, "{line} {language}: {rows:?}");
        }
    }
}

#[test]
fn is_the_same_within_a_version_and_another_after_a_record() {
    let data = DataDir::new();
    let server = Server::on(&data);
    let paths = ["/map.png", "/map.svg"].map(|path| {
        address(
            path,
            &[
                ("line", "2017-event"),
                ("as_of", "2018-01-31"),
                ("size", "social"),
            ],
        )
    });
    let before = paths.each_ref().map(|path| server.get(path).ok());
    for (path, reply) in paths.iter().zip(&before) {
        let tag = reply.header("etag");
        let again = server.get_with(path, &[("if-none-match", tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    // Another server draws the same bytes.
    let other = Server::empty();
    for (path, reply) in paths.iter().zip(&before) {
        assert_eq!(other.get(path).ok().body, reply.body, "{path}");
    }
    server.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"));
    for (path, reply) in paths.iter().zip(&before) {
        let stale = [("if-none-match", reply.header("etag"))];
        let fresh = server.get_with(path, &stale).ok();
        assert_ne!(fresh.body, reply.body, "{path}");
    }
    // A picture is sent as it is, a drawing compressed.
    let takes = [("accept-encoding", "gzip, br")];
    let [png, svg] = paths
        .each_ref()
        .map(|path| server.get_with(path, &takes).ok());
    assert_eq!(
        (
            png.header("content-encoding"),
            svg.header("content-encoding")
        ),
        ("", "gzip")
    );
    assert_eq!(svg.decoded(), server.get(&paths[1]).ok().body);
}

#[test]
fn files_say_what_they_are_by_their_names() {
    let server = Server::empty();
    for (path, wanted) in [
        (
            address(
                "/map.png",
                &[LINE, DAY, ("district", "109"), ("download", "true")],
            ),
            "Vung phu - Ban do - 2018-border-conferences - Phong Tho - 2019-01-31.png",
        ),
        (
            address("/map.svg", &[DAY, ("lang", "en"), ("download", "true")]),
            "Vung phu - Map - overall - 2019-01-31.svg",
        ),
    ] {
        let reply = server.get(&path).ok();
        let named = reply.header("content-disposition");
        assert!(named.contains(&format!("filename=\"{wanted}\"")), "{named}");
    }
    let shown = server.get(&address("/map.svg", &[DAY])).ok();
    assert_eq!(shown.header("content-disposition"), "");
}

#[test]
fn the_command_draws_what_the_service_draws() {
    let server = Server::demo();
    for (file, path, flags) in [
        (
            "map.svg",
            "/map.svg",
            &["--line", LINE.1, "--as-of", DAY.1][..],
        ),
        (
            "map.png",
            "/map.png",
            &[
                "--line", LINE.1, "--as-of", DAY.1, "--size", "social", "--lang", "en",
            ],
        ),
    ] {
        let output = server.data.join(file);
        let mut arguments = vec!["map", "--output", output.to_str().unwrap()];
        arguments.extend(flags);
        server.data.run(&arguments).done();
        let mut parameters = vec![LINE, DAY];
        if file == "map.png" {
            parameters.extend([("size", "social"), ("lang", "en")]);
        }
        let over_http = server.get(&address(path, &parameters)).ok();
        assert!(std::fs::read(&output).unwrap() == over_http.body, "{file}");
    }
    for (flags, said) in [
        (
            &["--output", "map.jpg"][..],
            "want a name that ends in .svg or .png",
        ),
        (
            &["--output", "map.png", "--size", "a5"],
            "`size` cannot be `a5`",
        ),
        (
            &["--output", "map.svg", "--dpi", "150"],
            "no parameter `dpi`",
        ),
    ] {
        let mut arguments = vec!["map"];
        arguments.extend(flags);
        let run = server.data.run(&arguments);
        run.failed(2, &[said]);
    }
}
