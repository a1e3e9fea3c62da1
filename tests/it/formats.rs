//! The table of formats over HTTP and on the command line: every collection in every format, by the right name and type,
//! with the same figures, the same bytes and the same refusals.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::support::{DataDir, Reply, Server, Table, address, by_status, features};

const COLLECTIONS: [&str; 6] = [
    "communes",
    "border-communes",
    "districts",
    "pano-sites",
    "coverage",
    "activities",
];

/// The formats besides GeoJSON, as the service lists them: id, extension, type, whether they take any reference system.
fn formats(server: &Server) -> Vec<(String, String, String, bool)> {
    let listed = server.json("/api/formats");
    let listed = listed["formats"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    listed
        .iter()
        .filter(|format| format["id"] != "json")
        .map(|format| {
            let any_crs = format["any_crs"].as_bool().unwrap();
            let [id, extension, media_type] =
                ["id", "extension", "media_type"].map(|name| text(&format[name]));
            (id, extension, media_type, any_crs)
        })
        .collect()
}

/// The rows of a CSV file by its header.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn name_of(reply: &Reply) -> String {
    let disposition = reply.header("content-disposition");
    let (_, coded) = disposition.split_once("filename*=UTF-8''").unwrap();
    let pair = format!("name={coded}");
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs.next().unwrap().1.into_owned()
}

#[test]
fn every_collection_comes_in_every_format() {
    let server = Server::demo();
    let formats = formats(&server);
    assert!(formats.len() >= 2);
    for collection in COLLECTIONS {
        for (id, extension, media_type, _) in &formats {
            let file = format!("/data/{collection}.{extension}?as_of=2018-06-30");
            let items = format!("/api/collections/{collection}/items?as_of=2018-06-30&f={id}");
            let short = server.get(&file).ok();
            let about = format!("{collection} {id}");
            assert_eq!(short.header("content-type"), media_type, "{about}");
            assert!(
                name_of(&short).ends_with(&format!(" – 2018-06-30.{extension}")),
                "{about}"
            );
            assert!(short.header("content-crs").contains("CRS84"), "{about}");
            let long = server.get(&items).ok();
            assert!(short.body == long.body, "{about}");
            let accepted = items.replace(&format!("&f={id}"), "");
            let essence = media_type.split(';').next().unwrap();
            let accepted = server.get_with(&accepted, &[("accept", essence)]).ok();
            assert!(accepted.body == long.body, "{about}");
            // Once made it is not sent again, and its head says what a GET would.
            let tag = short.header("etag");
            assert_eq!(
                server.get_with(&file, &[("if-none-match", tag)]).status,
                304,
                "{about}"
            );
            let head = server.ask("HEAD", &file, &[]);
            assert_eq!((head.status, head.header("etag")), (200, tag), "{about}");
            assert_eq!(
                head.header("content-length"),
                short.body.len().to_string(),
                "{about}"
            );
        }
    }
}

#[test]
fn the_command_line_writes_the_same_bytes() {
    let server = Server::demo();
    let data = &server.data;
    for (_, extension, ..) in formats(&server) {
        for (collection, query) in [
            ("coverage", "line=2018-leaflets"),
            ("activities", "state=submitted"),
        ] {
            let file = data.join(&format!("out.{extension}"));
            let name = file.to_str().unwrap();
            let filter = format!("--filter={query}");
            let run = |lang| {
                let args = [
                    "export",
                    collection,
                    "--as-of",
                    "2018-06-30",
                    "--output",
                    name,
                    &filter,
                    "--lang",
                    lang,
                ];
                data.run(&args).done();
                std::fs::read(&file).unwrap()
            };
            for lang in ["vi", "en"] {
                let path =
                    format!("/data/{collection}.{extension}?as_of=2018-06-30&{query}&lang={lang}");
                let over_http = server.get(&path).ok().body;
                assert!(run(lang) == over_http, "{collection} {extension} {lang}");
                assert!(
                    run(lang) == over_http,
                    "{collection} {extension} {lang}: not twice the same"
                );
            }
        }
    }
}

#[test]
fn what_is_compressed_already_is_sent_as_it_is() {
    let server = Server::demo();
    for (path, coding) in [
        ("/data/communes.csv", "gzip"),
        ("/data/communes.kml", "gzip"),
        ("/data/communes.gpkg", "gzip"),
        ("/api/reports/2016.pdf", "gzip"),
        ("/data/communes.xlsx", ""),
        ("/data/communes.zip", ""),
        ("/api/reports/2016.docx", ""),
    ] {
        let reply = server.get_with(path, &[("accept-encoding", "gzip")]).ok();
        assert_eq!(reply.header("content-encoding"), coding, "{path}");
        assert_eq!(reply.decoded(), server.get(path).ok().body, "{path}");
    }
}

#[test]
fn tables_have_the_figures_of_the_summary() {
    let server = Server::demo();
    for query in [
        "as_of=2018-06-30&line=2018-border-conferences",
        "as_of=2018-09-30",
    ] {
        let summary = server.json(&format!("/api/summary?{query}"));
        let geojson = server.json(&format!("/data/coverage.geojson?{query}"));
        let csv = server.get(&format!("/data/coverage.csv?{query}")).ok();
        let rows = rows(&csv.body);
        assert_eq!(rows.len(), 108);
        for (told, border) in [("communes", false), ("border_communes", true)] {
            let mut counts = BTreeMap::new();
            for row in rows.iter().filter(|row| !border || row["border"] == "true") {
                *counts.entry(row["status"].clone()).or_insert(0) += 1;
            }
            for (status, count) in summary[told]["by_status"].as_object().unwrap() {
                let counted = counts.get(status).copied().unwrap_or(0);
                assert_eq!(counted, count.as_u64().unwrap(), "{told} {status}");
            }
        }
        assert_eq!(geojson["by_status"], summary["communes"]["by_status"]);
        assert_eq!(
            geojson["by_status_border"],
            summary["border_communes"]["by_status"]
        );
        assert_eq!(by_status(features(&geojson)).values().sum::<usize>(), 108);
    }
}

/// Values of tables are those of GeoJSON; what is missing is empty.
#[test]
fn a_csv_row_is_a_feature() {
    let server = Server::demo();
    for collection in COLLECTIONS {
        let query = "as_of=2018-06-30";
        let geojson = server.json(&format!("/data/{collection}.geojson?{query}"));
        let csv = server.get(&format!("/data/{collection}.csv?{query}")).ok();
        let rows = rows(&csv.body);
        assert_eq!(rows.len(), features(&geojson).len(), "{collection}");
        for (row, feature) in rows.iter().zip(features(&geojson)) {
            for (name, value) in feature["properties"].as_object().unwrap() {
                let cell = row[name].trim_start_matches('\'');
                let about = format!("{collection} {} {name}: {cell}", feature["id"]);
                match value {
                    Value::Null => assert_eq!(cell, "", "{about}"),
                    Value::String(text) => assert_eq!(cell, text, "{about}"),
                    Value::Bool(yes) => assert_eq!(cell, yes.to_string(), "{about}"),
                    Value::Number(n) => {
                        let same =
                            (cell.parse::<f64>().unwrap() - n.as_f64().unwrap()).abs() < 1e-12;
                        assert!(same, "{about}");
                    }
                    Value::Array(shares) => {
                        assert_eq!(cell.split("; ").count(), shares.len(), "{about}");
                        for (told, share) in cell.split("; ").zip(shares) {
                            assert!(told.starts_with(share["unit"].as_str().unwrap()), "{about}");
                            assert!(
                                told.ends_with(&format!(": {}", share["quantity"])),
                                "{about}"
                            );
                        }
                    }
                    Value::Object(_) => panic!("{about}"),
                }
            }
        }
    }
}

#[test]
fn coordinates_are_columns_in_every_system() {
    let server = Server::empty();
    for (crs, [x, y], [east, north]) in [
        ("OGC:CRS84", ["lon", "lat"], [103.165_73, 22.607_199]),
        ("EPSG:4326", ["lon", "lat"], [103.165_73, 22.607_199]),
        (
            "EPSG:9205",
            ["easting", "northing"],
            [516_841.855, 2_500_902.275],
        ),
    ] {
        let path = address(
            "/data/pano-sites.csv",
            &[("crs", crs), ("slug", "ma-lu-thang")],
        );
        let file = server.get(&path).ok();
        let row = &rows(&file.body)[0];
        let at = |name: &str| row[name].parse::<f64>().unwrap();
        let off = (at(x) - east).abs().max((at(y) - north).abs());
        // Ma Lù Thàng lies within some hundred metres of where the test of systems has its point.
        let near = if east < 360.0 { 0.01 } else { 1500.0 };
        assert!(off < near, "{crs} {row:?}");
    }
    let header = |path: &str| {
        let file = server.get(path).ok();
        let text = file.text().trim_start_matches('\u{feff}').to_owned();
        text.lines().next().unwrap().to_owned()
    };
    // They have them as properties already.
    assert_eq!(header("/data/communes.csv").matches("lon").count(), 1);
    assert!(header("/data/communes.csv?crs=EPSG:9205").ends_with(",easting,northing"));
    assert!(header("/data/coverage.csv").ends_with(",lon,lat"));
}

#[test]
fn no_cell_is_taken_for_a_formula() {
    let texts = [
        "=HYPERLINK(\"http://x\")",
        "+84 123",
        "-5 xã",
        "@SUM(A1)",
        "\tthụt vào",
    ];
    let table = texts.iter().fold(Table::new(), |table, text| {
        table.row(&[
            ("plan_line", "2018-press"),
            ("start", "2018-03-01"),
            ("place", "toàn tỉnh"),
            ("title", text),
            ("note", "a, \"b\"; c"),
        ])
    });
    let server = Server::empty();
    server.import(&table);
    let csv = server.get("/data/activities.csv").ok();
    let rows = rows(&csv.body);
    assert_eq!(rows.len(), texts.len());
    for row in &rows {
        for (name, cell) in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{name}: {cell}"
            );
        }
        assert_eq!(row["note"], "a, \"b\"; c");
    }
    let guarded = |text: &&str| {
        rows.iter()
            .any(|row| row["title"] == format!("'{}", text.trim()))
    };
    assert_eq!(
        texts.iter().filter(|text| guarded(text)).count(),
        4,
        "{rows:?}"
    );
    // In a workbook a text is a text.
    let book = server.get("/data/activities.xlsx").ok();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.body)).unwrap();
    let sheet = book.worksheet_range("Dữ liệu").unwrap();
    let cells: Vec<_> = sheet
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    assert!(cells.iter().any(|cell| cell == texts[0]), "{cells:?}");
    assert!(
        book.worksheet_formula("Dữ liệu")
            .unwrap()
            .used_cells()
            .all(|(_, _, f)| f.contains("SUBTOTAL"))
    );
}

#[test]
fn a_workbook_says_what_it_is_and_counts() {
    let server = Server::demo();
    let query = "line=2018-border-conferences&as_of=2018-12-31&district=Phong%20Th%E1%BB%95";
    let summary = server.json(&format!("/api/summary?{query}"));
    for (lang, cover, data, border, words) in [
        (
            "vi",
            "Giới thiệu (MẪU)",
            "Dữ liệu (MẪU)",
            "Xã biên giới (MẪU)",
            [
                "Đã phủ",
                "Trống – quá hạn",
                "Ngoài phạm vi",
                "Huyện, thành phố: Phong Thổ",
            ],
        ),
        (
            "en",
            "About (SAMPLE)",
            "Data (SAMPLE)",
            "Border communes (SAMPLE)",
            ["Reached", "Overdue", "Not targeted", "District: Phong Thổ"],
        ),
    ] {
        let file = server
            .get(&format!("/data/coverage.xlsx?{query}&lang={lang}"))
            .ok();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.body)).unwrap();
        assert_eq!(book.sheet_names(), [cover, data, border]);
        let about = book.worksheet_range(cover).unwrap();
        let row = |label: &str| {
            let mut rows = about.rows();
            let found = rows.find(|row| row[0] == Data::String(label.to_owned()));
            found
                .unwrap_or_else(|| panic!("{lang}: no {label}"))
                .to_vec()
        };
        let statuses = ["reached", "overdue", "not_targeted"];
        for (label, status) in words.iter().zip(statuses) {
            let told =
                |group: &str| Data::Float(summary[group]["by_status"][status].as_f64().unwrap());
            let cells = row(label);
            assert_eq!(
                cells[1..3],
                [told("communes"), told("border_communes")],
                "{lang} {label}"
            );
        }
        let texts: Vec<String> = about
            .used_cells()
            .map(|(_, _, cell)| cell.to_string())
            .collect();
        assert!(texts.iter().any(|text| text == words[3]), "{texts:?}");
        let sheet = book.worksheet_range(data).unwrap();
        // Codes with their leading zeros; the sum of the line's quotas below.
        assert_eq!(sheet.get((1, 0)).unwrap().to_string().len(), 5);
        let total = summary["communes"]["total"].as_u64().unwrap();
        assert_eq!(sheet.height() as u64, total + 2);
        let border = book.worksheet_range(border).unwrap();
        assert_eq!(
            border.height() as u64,
            summary["border_communes"]["total"].as_u64().unwrap() + 2
        );
    }
}

#[test]
fn what_a_format_cannot_hold_is_refused_with_what_would_be_right() {
    let server = Server::empty();
    for (path, parameter, words) in [
        ("/data/communes.geojson?crs=EPSG:9205", "crs", "csv"),
        (
            "/api/collections/communes/items?f=json&download=true&crs=EPSG:3405",
            "crs",
            "csv",
        ),
        ("/data/communes.csv?crs=EPSG:1", "crs", "9205"),
        ("/data/communes.csv?lang=fr", "lang", "vi"),
        ("/data/communes.csv?f=json", "f", "limit"),
        ("/api/collections/communes/items?f=pdf", "f", "csv"),
        ("/api/collections/communes?f=csv", "f", "html"),
        ("/data/communes.csv?limit=0", "limit", ""),
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 400, "{path}");
        let problem = reply.json();
        assert_eq!(problem["parameter"], parameter, "{path}");
        assert!(problem.to_string().contains(words), "{path}: {problem}");
    }
    // The features interface has every system; a file that is put away has one.
    server
        .get("/api/collections/communes/items?crs=http://www.opengis.net/def/crs/EPSG/0/3405")
        .ok();
    server.get("/data/communes.geojson?crs=OGC:CRS84").ok();
    let data = DataDir::new();
    let out = data.join("x.geojson");
    let args = [
        "export",
        "communes",
        "--crs",
        "EPSG:9205",
        "--output",
        out.to_str().unwrap(),
    ];
    data.run(&args).failed(2, &["EPSG:9205", "csv"]);
    assert!(!out.exists());
    let out = data.join("x.dbf");
    data.run(&["export", "communes", "--output", out.to_str().unwrap()])
        .failed(2, &["x.dbf", "geojson", "csv"]);
}

#[test]
fn a_csv_file_is_described_beside_it() {
    let server = Server::demo();
    let query = [
        ("line", "2018-leaflets"),
        ("as_of", "2018-06-30"),
        ("border", "true"),
    ];
    let csv = server.get(&address("/data/coverage.csv", &query)).ok();
    let link = csv.header("link");
    assert!(
        link.contains("rel=\"describedby\"; type=\"application/csvm+json\""),
        "{link}"
    );
    let described = link.split(['<', '>']).nth(1).unwrap();
    let described = server
        .get(described.strip_prefix(&server.base).unwrap())
        .ok();
    assert_eq!(described.header("content-type"), "application/csvm+json");
    let about = described.json();
    assert_eq!(about["url"], address("coverage.csv", &query));
    let columns = about["tableSchema"]["columns"].as_array().unwrap();
    let names: Vec<&str> = columns
        .iter()
        .map(|c| c["titles"].as_str().unwrap())
        .collect();
    let header = csv
        .text()
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap();
    assert_eq!(names.join(","), header);
    assert_eq!(about["notes"][0]["numberReturned"], 23);
    let title = about["dc:title"][0]["@value"].as_str().unwrap();
    assert!(title.contains("30/6/2018"), "{title}");
    assert!(about.to_string().contains("Xã biên giới: có"));
    // The command line puts it beside the file, by the name that readers look for.
    let file = server.data.join("bảng.csv");
    server
        .data
        .run(&["export", "districts", "--output", file.to_str().unwrap()])
        .done();
    let beside = std::fs::read(server.data.join("bảng.csv-metadata.json")).unwrap();
    let beside: Value = serde_json::from_slice(&beside).unwrap();
    assert_eq!(beside["url"], "bảng.csv");
}

#[test]
fn collections_and_pages_lead_to_all_formats() {
    let server = Server::empty();
    let collection = server.json("/api/collections/coverage");
    let items = server.json("/api/collections/coverage/items?limit=2");
    let page = server
        .get("/api/collections/coverage/items?f=html&lang=vi&border=true")
        .ok();
    for (id, extension, media_type, _) in formats(&server) {
        let essence = media_type.split(';').next().unwrap();
        let leads = |document: &Value, rel: &str| {
            let links = document["links"].as_array().unwrap();
            let link = links
                .iter()
                .find(|l| l["rel"] == rel && l["type"] == essence);
            let href = link.unwrap_or_else(|| panic!("no {rel} to {id}"))["href"]
                .as_str()
                .unwrap();
            server.get(href.strip_prefix(&server.base).unwrap()).ok();
        };
        leads(&collection, "enclosure");
        leads(&items, "alternate");
        let file = format!("/data/coverage.{extension}?border=true");
        assert!(page.text().contains(&file), "{file}");
    }
    // A part says where the next one is.
    let part = server.get("/data/communes.csv?limit=100").ok();
    assert!(
        part.header("link").contains("offset=100>; rel=\"next\"")
            || part.header("link").contains("rel=\"next\"")
    );
    assert!(
        !server
            .get("/data/communes.csv")
            .ok()
            .header("link")
            .contains("next")
    );
}
