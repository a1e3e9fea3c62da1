//! Files that are not what they should be, by mistake or on purpose: each is named, none hurts.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::DataDir;
use crate::support::workbook::{Package, archive, row};

fn code(bytes: impl AsRef<[u8]>) -> Value {
    DataDir::new().only_fault(bytes)["code"].clone()
}

#[test]
fn other_files_are_named() {
    let old = |inside: &str| -> Vec<u8> {
        let wide = inside.bytes().flat_map(|b| [b, 0]);
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend(wide);
        bytes
    };
    for (bytes, code, vi, en) in [
        (
            old("Workbook"),
            "wrong_file_type",
            ".xls)",
            "old Excel file",
        ),
        (
            old("EncryptedPackage"),
            "encrypted_file",
            "mật khẩu",
            "password",
        ),
        (
            archive(&[("word/document.xml", b"")]),
            "wrong_file_type",
            "Word",
            "Word",
        ),
        (
            archive(&[
                (
                    "mimetype",
                    b"application/vnd.oasis.opendocument.spreadsheet",
                ),
                ("content.xml", b""),
            ]),
            "wrong_file_type",
            "OpenDocument",
            ".ods",
        ),
        (
            archive(&[("xl/workbook.bin", b"")]),
            "wrong_file_type",
            ".xlsb",
            ".xlsb",
        ),
        (
            archive(&[("báo cáo.csv", b"a,b")]),
            "wrong_file_type",
            "giải nén",
            "archive",
        ),
        (
            b"%PDF-1.7\n%\xe2\xe3".to_vec(),
            "wrong_file_type",
            "PDF",
            "PDF",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".to_vec(),
            "wrong_file_type",
            "bảng tính",
            "spreadsheet",
        ),
        (
            b"PK\x03\x04 broken".to_vec(),
            "damaged_file",
            "hỏng",
            "damaged",
        ),
        (
            archive(&[("[Content_Types].xml", b"<Types/>")]),
            "damaged_file",
            "hỏng",
            "damaged",
        ),
    ] {
        let fault = DataDir::new().only_fault(&bytes);
        assert_eq!(fault["code"], code, "{fault}");
        assert!(
            fault["message_vi"].as_str().unwrap().contains(vi),
            "{fault}"
        );
        assert!(
            fault["message_en"].as_str().unwrap().contains(en),
            "{fault}"
        );
    }
}

#[test]
fn too_much_is_refused() {
    let header = "plan_line,title,start,place,quantity\n";
    let wide = format!("{header}{}\n", "x,".repeat(201));
    assert_eq!(code(wide), "too_many_columns");
    let long = format!("{header}{}", "x,y\n".repeat(200_002));
    assert_eq!(code(long), "too_many_rows");
    // A cell far to the right, and one far down in a sheet that says to be full.
    let far = r#"<row r="2"><c r="XFD2"><v>1</v></c></row>"#;
    assert_eq!(
        code(Package::of_rows(&format!("{}{far}", row(1, &["a", "b"]))).bytes()),
        "too_many_columns"
    );
    let mut deep = Package::of_rows(&format!(
        "{}{}",
        row(1, &["plan_line", "title"]),
        row(1_048_576, &["x"])
    ));
    deep.sheet = format!("<dimension ref=\"A1:XFD1048576\"/>{}", deep.sheet);
    let (_, report) = DataDir::new().report(deep.bytes());
    assert_eq!(report["rows"], 1);
}

/// Runs an import that may use so much memory (address space, kB) at most.
fn bounded(bytes: &[u8], kilobytes: u64) -> Value {
    let data = DataDir::new();
    let file = data.put_new(bytes);
    let program = env!("CARGO_BIN_EXE_vungphu");
    let script = format!(
        "ulimit -v {kilobytes}; exec \"$0\" import activities \"$1\" --dry-run --format json --data-dir \"$2\""
    );
    let run = Command::new("sh")
        .args(["-c", &script, program, &file, data.arg()])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    let report: Value =
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text} {said}"));
    report["faults"][0]["code"].clone()
}

#[test]
fn bombs_do_not_go_off() {
    // A gigabyte of blanks packs to one megabyte.
    let mut package = Package::of_rows(&row(1, &["plan_line", "title"]));
    package.sheet.push_str(&" ".repeat(450 << 20));
    assert_eq!(bounded(&package.bytes(), 1_500_000), "too_large");
    drop(package);
    // One text of eighty megabytes.
    let long = Package::of_rows(&row(1, &["plan_line", &"x".repeat(80 << 20)]));
    assert_eq!(bounded(&long.bytes(), 1_000_000), "too_large");
    // Entities that multiply are not expanded.
    let mut entities = Package::of_rows(&row(1, &["plan_line", "title", "&lol9;"]));
    let mut doctype = String::from("<!DOCTYPE lolz [<!ENTITY lol \"lol\">");
    for n in 1..10 {
        let inner = format!("&lol{};", n - 1).repeat(10).replace("lol0", "lol");
        doctype.push_str(&format!("<!ENTITY lol{n} \"{inner}\">"));
    }
    entities.strings = Some(format!("{doctype}]><sst><si><t>&lol9;</t></si></sst>"));
    assert_eq!(bounded(&entities.bytes(), 1_000_000), "missing_column");
    // Counts that lie.
    let lying = Package {
        strings: Some(
            "<sst count=\"18446744073709551615\" uniqueCount=\"18446744073709551615\"/>".to_owned(),
        ),
        styles: Some("<styleSheet><cellXfs count=\"4294967295\"/></styleSheet>".to_owned()),
        ..Package::of_rows(&row(1, &["plan_line", "title"]))
    };
    assert_eq!(bounded(&lying.bytes(), 1_000_000), "missing_column");
}

#[test]
fn broken_workbooks_are_said_to_be() {
    for sheet in [
        "<sheetData><row r=\"0\"><c r=\"A1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"99999999\"><c><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c",
        "<sheetData><row r=\"1\"><c r=\"ZZZZ1\" t=\"zz\" s=\"-1\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"B9:A1\"/><mergeCell ref=\"x\"/></mergeCells>",
        "",
    ] {
        let package = Package {
            sheet: sheet.to_owned(),
            ..Package::default()
        };
        let (code, report) = DataDir::new().report(package.bytes());
        assert_eq!(code, Some(1), "{sheet}: {report}");
    }
}

#[test]
fn personal_numbers_are_refused_and_the_hotline_is_not() {
    let header = "plan_line,title,start,place,quantity,reference,note\n";
    let rows = [
        "2017-leaflets,Gọi 0912 345 678,2017-05-10,Pa Ủ,1,,",
        "2017-leaflets,Phát,2017-05-10,Pa Ủ,1,045123456,",
        "2017-leaflets,Phát,2017-05-10,Pa Ủ,1,,CCCD 012345678901",
        "2017-leaflets,Đường dây nóng 1800 1567,2017-05-11,Pa Ủ,1,2228/KH-UBND,ngày 15.03.2018 phát 1.250.000 tờ",
    ];
    let (_, report) = DataDir::new().report(format!("{header}{}\n", rows.join("\n")));
    let faults = report["faults"].as_array().unwrap();
    let said: Vec<Value> = faults
        .iter()
        .map(|f| json!([f["row"], f["column"], f["code"]]))
        .collect();
    assert_eq!(
        json!(said),
        json!([
            [2, "title", "personal_data"],
            [3, "reference", "personal_data"],
            [4, "note", "personal_data"]
        ])
    );
}

#[test]
fn repeated_and_excessive_work_is_pointed_out() {
    let data = DataDir::new();
    let header = "plan_line,title,start,place,quantity\n";
    let first = format!("{header}2017-leaflets,Phát,2017-05-10,Pa Ủ,20000\n");
    data.import_bytes(&first).done();
    let rows = "2017-leaflets,Phát thêm,2017-05-10,Pa Ủ,1\n2017-leaflets,Phát,2017-05-11,Pa Ủ,9999\n2017-leaflets,Phát,2017-05-11,Pa Ủ,1\n";
    let (code, report) = data.report(format!("{header}{rows}"));
    assert_eq!((code, &report["warnings"]), (Some(0), &json!(3)));
    let notices = report["notices"].as_array().unwrap();
    let said: Vec<Value> = notices
        .iter()
        .map(|n| json!([n["row"], n["column"], n["code"]]))
        .collect();
    assert_eq!(
        json!(said),
        json!([
            [2, "place", "possible_duplicate"],
            [4, "place", "possible_duplicate"],
            [4, "plan_line", "exceeds_plan"],
        ])
    );
    let recorded = data.export("activities", &[]);
    assert_eq!(notices[0]["value"], recorded["features"][0]["id"]);
    assert!(notices[2]["message_en"].as_str().unwrap().contains("30001"));
}

#[test]
fn a_dry_run_shows_what_would_change() {
    let data = DataDir::new();
    let text = "plan_line,title,start,place,quantity\n2018-border-conferences,Hội nghị,2018-05-10,Pa Ủ,1\n2018-leaflets,Phát,2018-05-10,Pa Ủ,1\n";
    let (_, report) = data.report(text);
    let change = |line: &str, after: &str| json!({"code": "03442", "name": "Pa Ủ", "district": "Mường Tè", "border": true, "line": line, "before": "overdue", "after": after});
    assert_eq!(
        report["changes"],
        json!([
            change("2018-leaflets", "partial"),
            change("2018-border-conferences", "reached")
        ])
    );
    assert_eq!(report["changes_total"], 2);
}
