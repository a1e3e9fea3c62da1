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

/// A part of an archive as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = zip.by_name(name).unwrap();
    std::io::read_to_string(&mut part).unwrap()
}

/// The fill (ARGB) of a cell of the first sheet, as a spreadsheet program would look it up.
fn fill(bytes: &[u8], cell: &str) -> Option<String> {
    let sheet = part(bytes, "xl/worksheets/sheet1.xml");
    let tag = sheet.split(&format!("<c r=\"{cell}\"")).nth(1)?;
    let tag = tag.split('>').next()?;
    let style: usize = tag
        .split("s=\"")
        .nth(1)
        .map_or(0, |s| s.split('"').next().unwrap().parse().unwrap());
    let styles = part(bytes, "xl/styles.xml");
    let xfs = styles
        .split("<cellXfs")
        .nth(1)?
        .split("</cellXfs>")
        .next()?;
    let xf = xfs.split("<xf ").nth(style + 1)?;
    let id: usize = xf
        .split("fillId=\"")
        .nth(1)?
        .split('"')
        .next()?
        .parse()
        .unwrap();
    let fills = styles.split("<fills").nth(1)?.split("</fills>").next()?;
    let fill = fills.split("<fill>").nth(id + 1)?;
    Some(
        fill.split("<fgColor rgb=\"")
            .nth(1)?
            .split('"')
            .next()?
            .to_owned(),
    )
}

#[test]
fn a_workbook_stays_the_users_own() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Tháng 5").unwrap();
    let blue = rust_xlsxwriter::Format::new()
        .set_bold()
        .set_background_color("#0000FF");
    for (column, name) in (0..).zip(["Mã nhiệm vụ", "Nội dung", "Ngày", "Xã", "Số lượng"])
    {
        sheet.write_with_format(0, column, name, &blue).unwrap();
    }
    for (row, place) in [(1, "Mường Tè"), (2, "Pa Ủ")] {
        for (column, text) in (0..).zip(["2017-leaflets", "Phát", "10/5/2017", place]) {
            sheet.write_with_format(row, column, text, &blue).unwrap();
        }
    }
    sheet.write_number(2, 4, 7).unwrap();
    sheet
        .insert_note(
            0,
            0,
            &rust_xlsxwriter::Note::new("của tôi").set_author("Tôi"),
        )
        .unwrap();
    sheet.set_column_width(1, 44).unwrap();
    book.add_worksheet()
        .set_name("Khác")
        .unwrap()
        .write_string(4, 4, "giữ nguyên")
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let data = DataDir::new();
    let marked = mark(&data, &bytes);
    let mut opened = open(&marked);
    assert_eq!(opened.sheet_names(), ["Tháng 5", "Khác", "Lỗi nhập liệu"]);
    let other = opened.worksheet_range("Khác").unwrap();
    assert_eq!(
        other.get_value((4, 4)),
        Some(&Data::String("giữ nguyên".to_owned()))
    );
    // The fault and the empty cell are red, the others as they were; widths and the user's note are still there.
    let red = Some("FFFFC7CD".to_owned());
    assert_eq!(
        [fill(&marked, "D2"), fill(&marked, "E2")],
        [red.clone(), red]
    );
    assert_eq!(
        [fill(&marked, "D3"), fill(&marked, "A1")],
        [(); 2].map(|()| Some("FF0000FF".to_owned()))
    );
    let widths = |bytes: &[u8]| {
        let sheet = part(bytes, "xl/worksheets/sheet1.xml");
        sheet
            .split("<cols>")
            .nth(1)
            .unwrap()
            .split("</cols>")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(widths(&marked), widths(&bytes));
    let comments = part(&marked, "xl/comments1.xml");
    assert!(
        comments.contains("của tôi") && comments.contains("ref=\"D2\""),
        "{comments}"
    );

    // Corrected and marked again: what is right now has its own colour back, or none.
    let strings = part(&marked, "xl/sharedStrings.xml").replace("Mường Tè", "thị trấn Mường Tè");
    let sheet = part(&marked, "xl/worksheets/sheet1.xml");
    let (before, behind) = sheet.split_once("<c r=\"E2\"").unwrap();
    let (tag, behind) = behind.split_once("/>").unwrap();
    let sheet = format!("{before}<c r=\"E2\"{tag}><v>nhiều</v></c>{behind}");
    let mut zip = zip::ZipArchive::new(Cursor::new(&marked)).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    let parts: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let bytes = match name.as_str() {
                "xl/sharedStrings.xml" => strings.clone().into_bytes(),
                "xl/worksheets/sheet1.xml" => sheet.clone().into_bytes(),
                _ => {
                    let mut bytes = Vec::new();
                    std::io::copy(&mut zip.by_name(&name).unwrap(), &mut bytes).unwrap();
                    bytes
                }
            };
            (name, bytes)
        })
        .collect();
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(n, b)| (n.as_str(), b.as_slice()))
        .collect();
    let again = mark(&data, crate::support::workbook::archive(&parts));
    assert_eq!(open(&again).sheet_names().len(), 3);
    assert_eq!(fill(&again, "D2"), None);
    assert_eq!(fill(&again, "E2"), Some("FFFFC7CD".to_owned()));
    let comments = part(&again, "xl/comments1.xml");
    assert!(
        comments.contains("của tôi") && comments.contains("ref=\"E2\""),
        "{comments}"
    );
    assert!(!comments.contains("ref=\"D2\""), "{comments}");
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
