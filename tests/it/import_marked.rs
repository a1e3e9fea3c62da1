//! The workbooks we give out: the template, and a file with its faults marked. Both come back in.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};

use crate::support::workbook::workbook;
use crate::support::{DataDir, Table};

fn faulty() -> Table {
    Table::new()
        .vietnamese()
        .done("2017-leaflets", "2017-05-10", "Pa Ủ", "100")
        .done("2017-leaflet", "31/2/2017", "Mường Tè", "nhiều")
        .done("2017-leaflets", "tháng 5/2017", "Tá Bạ", "")
        .row(&[
            ("plan_line", "2017-leaflets"),
            ("title", ""),
            ("start", "2017-05-10"),
            ("place", "03442"),
            ("quantity", "1.250"),
        ])
}

/// Row, column, value and code of what is said.
fn said(report: &Value, list: &str) -> Vec<Value> {
    let list = report[list].as_array().unwrap().iter();
    list.map(|f| json!([f["row"], f["column"], f["value"], f["code"]]))
        .collect()
}

/// The marked workbook of a file, as a file of its own.
fn mark(data: &DataDir, bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let (file, out) = (data.put_new(bytes), data.join("marked.xlsx"));
    let args = [
        "import",
        "activities",
        &file,
        "--marked",
        out.to_str().unwrap(),
    ];
    data.run(&args);
    std::fs::read(out).unwrap()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

#[test]
fn a_marked_file_has_the_same_cells_and_the_same_report() {
    let data = DataDir::new();
    let text = faulty().text();
    let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .map(|r| r.iter().map(String::as_str).collect())
        .collect();
    let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    for bytes in [text.clone().into_bytes(), workbook(&cells)] {
        let marked = mark(&data, &bytes);
        let ((_, before), (code, after)) = (data.report(&bytes), data.report(&marked));
        assert_eq!(code, Some(1));
        assert!(said(&before, "faults").len() >= 5, "{before}");
        assert_eq!(said(&before, "faults"), said(&after, "faults"));
        assert_eq!(said(&before, "notices"), said(&after, "notices"));
        // Marking what is marked changes nothing.
        let again = mark(&data, &marked);
        assert_eq!(
            said(&data.report(again).1, "faults"),
            said(&after, "faults")
        );
        let mut book = open(&marked);
        let names = book.sheet_names();
        assert_eq!(names.last().unwrap(), "Lỗi nhập liệu");
        let range = book.worksheet_range(&names[0]).unwrap();
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                assert_eq!(
                    range.get_value((row, column)),
                    Some(&Data::String(cell.clone()))
                );
            }
        }
        let list = book.worksheet_range("Lỗi nhập liệu").unwrap();
        let all = said(&before, "faults").len() + said(&before, "notices").len();
        assert_eq!(list.height(), 1 + all);
    }
}

#[test]
fn a_marked_file_can_be_corrected_and_sent() {
    let data = DataDir::new();
    let wrong = Table::new()
        .done("2017-leaflets", "2017-05-10", "Mường Tè", "100")
        .text();
    let marked = mark(&data, &wrong);
    let comments = {
        let mut zip = zip::ZipArchive::new(Cursor::new(&marked)).unwrap();
        let mut part = zip.by_name("xl/comments1.xml").unwrap();
        std::io::read_to_string(&mut part).unwrap()
    };
    let (vi, en) = (
        comments.find("nhiều nơi").unwrap(),
        comments.find("several places").unwrap(),
    );
    assert!(vi < en && comments.contains("03445"), "{comments}");
    // Whoever corrects it in a spreadsheet program changes this text.
    let right = {
        let mut zip = zip::ZipArchive::new(Cursor::new(&marked)).unwrap();
        let mut parts = Vec::new();
        for ix in 0..zip.len() {
            let mut part = zip.by_index(ix).unwrap();
            let name = part.name().unwrap().to_string();
            let mut bytes = Vec::new();
            std::io::copy(&mut part, &mut bytes).unwrap();
            if name.ends_with("sharedStrings.xml") {
                bytes = String::from_utf8(bytes)
                    .unwrap()
                    .replacen("<t>Mường Tè</t>", "<t>thị trấn Mường Tè</t>", 1)
                    .into_bytes();
            }
            parts.push((name, bytes));
        }
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(n, b)| (n.as_str(), b.as_slice()))
            .collect();
        crate::support::workbook::archive(&parts)
    };
    data.import_bytes(right).done();
    assert_eq!(data.recorded(), 1);
}

#[test]
fn the_template_says_how_and_its_lists_are_understood() {
    let data = DataDir::new();
    let (one, two) = (data.join("mau.xlsx"), data.join("mau-2.xlsx"));
    for out in [&one, &two] {
        data.run(&["template", out.to_str().unwrap()]).done();
    }
    let bytes = std::fs::read(&one).unwrap();
    assert_eq!(bytes, std::fs::read(two).unwrap());
    let mut book = open(&bytes);
    assert_eq!(book.sheet_names(), ["Hoạt động", "Hướng dẫn", "Danh mục"]);
    // As it is given out it has no rows, and the example is not one.
    let (_, report) = data.report(&bytes);
    assert_eq!(
        json!([
            report["rows"],
            report["faults"][0]["code"],
            report["notices"][0]["code"]
        ]),
        json!([0, "empty_file", "example_row"])
    );
    assert_eq!(report["columns"].as_array().unwrap().len(), 12);
    // Whatever can be chosen from its lists is found.
    let lists = book.worksheet_range("Danh mục").unwrap();
    let text = |row: u32, column: u32| match lists.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        _ => String::new(),
    };
    let height = u32::try_from(lists.height()).unwrap();
    let mut table = Table::new().vietnamese();
    let (mut lines, mut places) = (0, 0);
    for row in 1..height {
        if !text(row, 0).is_empty() {
            lines += 1;
            table = table.row(&[
                ("plan_line", &text(row, 0)),
                ("start", "2018-01-02"),
                ("place", "toàn tỉnh"),
                ("quantity", "1"),
            ]);
        }
        let (district, place) = (text(row, 6), text(row, 7));
        if !place.is_empty() {
            places += 1;
            table = table.row(&[
                ("plan_line", "2018-loudspeaker"),
                ("start", "2018-01-03"),
                ("district", &district),
                ("place", &place),
            ]);
        }
    }
    assert_eq!(lines, 22);
    assert!(places > 108 + 8, "{places}");
    let (_, report) = data.report(table.text());
    // A pano line has places of its own, a loudspeaker is at no border gate.
    let faults = said(&report, "faults");
    assert!(
        faults
            .iter()
            .all(|f| f[3] == "unknown_site" || f[2] == "Cửa khẩu Ma Lù Thàng"),
        "{faults:?}"
    );
    assert!(faults.len() <= 3, "{faults:?}");
}

#[test]
fn a_filled_template_comes_in() {
    let data = DataDir::new();
    let row = [
        "",
        "2017-leaflets · Tờ rơi 2017",
        "Phát tờ rơi",
        "10/5/2017",
        "",
        "Mường Tè",
        "xã Pa Ủ",
        "350",
    ];
    let header = [
        "Mã hoạt động",
        "Mã nhiệm vụ *",
        "Nội dung *",
        "Ngày bắt đầu *",
        "Ngày kết thúc",
        "Huyện",
        "Địa bàn *",
        "Số lượng",
    ];
    let example = [
        "VÍ DỤ",
        "2017-leaflets",
        "x",
        "không phải ngày",
        "",
        "",
        "Nơi nào",
        "-",
    ];
    let run = data
        .import_bytes(workbook(&[&header, &example, &row]))
        .done();
    assert!(run.out.contains("1 activities from 1 rows"), "{}", run.out);
}
