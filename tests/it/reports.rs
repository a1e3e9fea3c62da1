//! Half-year and yearly reports: which there are, in which formats, what they are called, and that the same data makes the
//! same bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{DataDir, Reply, Server, activity, address};

const PERIODS: [&str; 5] = ["2016", "2017-h1", "2017", "2018-h1", "2018"];

fn formats(server: &Server) -> Vec<Value> {
    let list = server.json("/api/reports");
    list["formats"].as_array().unwrap().clone()
}

fn report(server: &Server, file: &str, parameters: &[(&str, &str)]) -> Reply {
    server.get(&address(&format!("/api/reports/{file}"), parameters))
}

#[test]
fn every_report_is_there_in_every_format() {
    let server = Server::demo();
    let list = server.json("/api/reports");
    let ids: Vec<&str> = list["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, PERIODS);
    let mut asked = 0;
    for entry in list["reports"].as_array().unwrap() {
        assert_eq!(entry["over"], true);
        for format in list["formats"].as_array().unwrap() {
            let id = format["id"].as_str().unwrap();
            let path = entry["files"][id].as_str().unwrap();
            for district in ["", "Phong Thổ", "105"] {
                let parameters = [("district", district)];
                let parameters = if district.is_empty() {
                    &[]
                } else {
                    &parameters[..]
                };
                let path = address(path, parameters);
                let reply = server.get(&path).ok();
                assert_eq!(reply.header("content-type"), format["media_type"], "{path}");
                let shown = format["shown"] == true;
                let named = reply.header("content-disposition");
                assert_eq!(named.is_empty(), shown, "{path}: {named}");
                let again = [("if-none-match", reply.header("etag"))];
                assert_eq!(server.get_with(&path, &again).status, 304, "{path}");
                asked += 1;
            }
        }
    }
    assert!(asked >= 45, "{asked}");
}

#[test]
fn files_are_called_what_they_are() {
    let server = Server::empty();
    let name = |file: &str, parameters: &[(&str, &str)]| {
        let reply = report(&server, file, parameters).ok();
        let name = reply.header("content-disposition");
        let name = name.split("filename*=UTF-8''").nth(1).unwrap();
        let pair = format!("name={name}");
        let mut pairs = form_urlencoded::parse(pair.as_bytes()).into_owned();
        pairs.next().unwrap().1
    };
    assert_eq!(
        name("2017-h1.xlsx", &[]),
        "Báo cáo – Kế hoạch 2228 – 6 tháng đầu năm 2017 – tỉnh Lai Châu.xlsx"
    );
    assert_eq!(
        name("2018.html", &[("download", "true"), ("district", "109")]),
        "Báo cáo – Kế hoạch 2228 – năm 2018 – huyện Phong Thổ.html"
    );
    assert_eq!(
        name("2018.xlsx", &[("lang", "en"), ("district", "105")]),
        "Report – Plan 2228 – year 2018 – Lai Châu city.xlsx"
    );
}

#[test]
fn the_same_data_makes_the_same_bytes_in_another_process() {
    let server = Server::demo();
    for format in formats(&server) {
        let format = format["id"].as_str().unwrap();
        for (flags, parameters) in [
            (&[][..], &[][..]),
            (
                &["--district", "Phong Thổ", "--lang", "en"][..],
                &[("district", "Phong Thổ"), ("lang", "en")][..],
            ),
        ] {
            let over_http = report(&server, &format!("2018-h1.{format}"), parameters).ok();
            let file = server.data.join(&format!("report.{format}"));
            let mut args = vec!["report", "2018-h1", "--output", file.to_str().unwrap()];
            args.extend(flags);
            server.data.run(&args).done();
            let written = std::fs::read(&file).unwrap();
            assert!(written == over_http.body, "{format} {flags:?}");
        }
    }
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    let server = Server::empty();
    for (file, parameter, value, allowed) in [
        ("2019.docx", "period", "2019", json!(PERIODS)),
        ("2016-h1.docx", "period", "2016-h1", json!(PERIODS)),
        (".docx", "period", "", json!(PERIODS)),
    ] {
        let reply = report(&server, file, &[]);
        let problem = reply.json();
        assert_eq!(
            (reply.status, &problem["code"]),
            (404, &json!("no_such_report")),
            "{file}"
        );
        assert_eq!(problem["parameter"], parameter, "{file}");
        assert_eq!(problem["value"], value, "{file}");
        assert_eq!(problem["allowed"], allowed, "{file}");
    }
    let problem = report(&server, "2018.odt", &[]).json();
    let known: Vec<Value> = formats(&server).iter().map(|f| f["id"].clone()).collect();
    assert_eq!(
        (&problem["value"], &problem["allowed"]),
        (&json!("odt"), &json!(known))
    );
    assert_eq!(report(&server, "2018", &[]).status, 404);
    for (parameter, value) in [
        ("lang", "fr"),
        ("district", "Hà Giang"),
        ("known_at", "2999-01-01"),
        ("download", "yes"),
        ("as_of", "2018-06-30"),
    ] {
        let reply = report(&server, "2018.xlsx", &[(parameter, value)]);
        assert_eq!(reply.status, 400, "{parameter}");
        assert_eq!(reply.json()["parameter"], parameter);
    }
    let vietnamese = [("accept-language", "vi")];
    let told = server
        .get_with("/api/reports/2019.docx", &vietnamese)
        .json();
    assert!(
        told["detail"]
            .as_str()
            .unwrap()
            .contains("không có giá trị `2019`"),
        "{told}"
    );
}

#[test]
fn the_command_says_what_it_wants() {
    let data = DataDir::new();
    for (args, words) in [
        (
            &["report", "2019", "-o", "a.docx"][..],
            &["2019", "2018-h1"][..],
        ),
        (&["report", "2018", "-o", "a.odt"], &["odt", "docx"]),
        (&["report", "2018", "-o", "-"], &["--format", "html"]),
        (
            &["report", "2018", "-o", "a.docx", "--lang", "fr"],
            &["`lang`", "fr"],
        ),
        (
            &["report", "2018", "-o", "a.docx", "--district", "Huế"],
            &["`district`", "Huế"],
        ),
    ] {
        data.run(args).failed(2, words);
    }
    let page = data
        .run(&["report", "2018", "-o", "-", "--format", "html"])
        .done();
    assert!(page.out.starts_with("<!DOCTYPE html>"));
}

#[test]
fn a_page_may_use_its_own_style_and_nothing_else() {
    let server = Server::demo();
    let reply = report(&server, "2018.html", &[("district", "109")]).ok();
    let policy = reply.header("content-security-policy");
    let page = reply.text();
    let style = page.split("<style>").nth(1).unwrap();
    let style = style.split("</style>").next().unwrap();
    let hash = STANDARD.encode(Sha256::digest(style));
    assert!(
        policy.contains(&format!("style-src 'sha256-{hash}';")),
        "{policy}"
    );
    for part in [
        "default-src 'none'",
        "frame-ancestors 'self'",
        "img-src data:",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    for part in [" style=\"", "<script", "http://", "https://", "<link"] {
        assert!(!page.contains(part), "{part}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
}

#[test]
fn an_empty_ledger_reads_naturally_and_samples_are_told() {
    let empty = Server::empty();
    let page = report(&empty, "2018-h1.html", &[("district", "109")]).ok();
    let page = page.text();
    for words in [
        "huyện Phong Thổ chưa ghi nhận hoạt động nào thuộc Kế hoạch.",
        "hệ thống Vùng phủ chưa ghi nhận hoạt động nào.",
        "chưa phát hành (chỉ tiêu 13.412 tờ)",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UBND HUYỆN PHONG THỔ",
        "TM. ỦY BAN NHÂN DÂN",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("DỮ LIỆU MẪU"));
    let demo = Server::demo();
    let sampled = report(&demo, "2018-h1.html", &[("district", "109")]).ok();
    let marks = sampled
        .text()
        .matches("DỮ LIỆU MẪU – KHÔNG PHẢI SỐ LIỆU THẬT");
    assert_eq!(marks.count(), 2, "at the top and above the annex");
    let english = report(
        &demo,
        "2018-h1.html",
        &[("district", "109"), ("lang", "en")],
    )
    .ok();
    assert!(english.text().contains("SAMPLE DATA – NOT REAL FIGURES"));
}

#[test]
fn a_past_report_can_be_had_again() {
    let data = DataDir::new();
    let token = data.admin().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    let made = client.post(
        "/api/activities",
        &activity("2018-leaflets", "2018-03-01", &[("03571", 100.0)]),
    );
    assert_eq!(made.status, 201);
    let at = made.json()["recorded_at"].as_str().unwrap().to_owned();
    let kinds = ["xlsx", "html", "docx"];
    let of = |more: &[(&str, &str)]| {
        kinds.map(|kind| {
            let mut parameters = vec![("district", "109")];
            parameters.extend(more);
            report(&server, &format!("2018-h1.{kind}"), &parameters)
                .ok()
                .body
        })
    };
    let then = of(&[]);
    let path = made.header("location");
    let more = activity("2018-leaflets", "2018-03-01", &[("03571", 250.0)]);
    client.if_match("*").put(path, &more).ok();
    let now = of(&[]);
    for ((kind, then), now) in kinds.iter().zip(&then).zip(&now) {
        assert!(then != now, "{kind} does not tell what changed");
    }
    assert!(of(&[("known_at", &at)]) == then);
    let page = String::from_utf8(of(&[])[1].clone()).unwrap();
    assert!(page.contains("250/13.412"), "{page}");
}
