//! Excel workbooks as people keep them: titles, merged cells, dates and numbers of every kind, several sheets.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};

use crate::support::workbook::{Package, row, workbook};
use crate::support::{DataDir, features};

const HEADER: [&str; 5] = [
    "Mã nhiệm vụ",
    "Nội dung",
    "Ngày bắt đầu",
    "Địa bàn",
    "Số lượng",
];

/// The recorded start, shares and title of each activity.
fn recorded(bytes: impl AsRef<[u8]>) -> Value {
    let data = DataDir::new();
    data.import_bytes(bytes).done();
    let all = data.export("activities", &[]);
    let of = |f: &Value| {
        let p = &f["properties"];
        json!([p["plan_line"], p["start"], p["end"], p["shares"]])
    };
    features(&all).iter().map(of).collect()
}

fn header(sheet: &mut Worksheet, row: u32, names: &[&str]) {
    for (column, name) in (0..).zip(names) {
        sheet.write_string(row, column, *name).unwrap();
    }
}

#[test]
fn a_workbook_means_what_the_same_csv_means() {
    let cells = ["2017-leaflets", "Phát tờ rơi", "10/5/2017", "Pa Ủ", "100"];
    let wanted =
        json!([["2017-leaflets", "2017-05-10", null, [{"unit": "03442", "quantity": 100}]]]);
    assert_eq!(recorded(workbook(&[&HEADER, &cells])), wanted);
    let csv = format!("{}\n{}\n", HEADER.join(","), cells.join(","));
    assert_eq!(recorded(csv), wanted);
}

#[test]
fn titles_blank_rows_and_columns_and_other_headers_are_no_matter() {
    let rows: [&[&str]; 9] = [
        &["", "UBND HUYỆN MƯỜNG TÈ"],
        &["", "BÁO CÁO KẾT QUẢ, NĂM 2017"],
        &[],
        &[
            "",
            "STT",
            "Xã",
            "",
            "Thời gian",
            "Nội dung công việc",
            "Mã NV",
            "SL (tờ)",
            "Số người",
            "Trong đó: nữ",
        ],
        &[
            "", "(1)", "(2)", "", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)",
        ],
        &[
            "",
            "1",
            "Pa Ủ",
            "",
            "10/5/2017",
            "Phát tờ rơi",
            "2017-leaflets",
            "1.250",
            "45",
            "20",
        ],
        &[],
        &[
            "",
            "2",
            "Tá Bạ",
            "",
            "11.5.2017",
            "Phát tờ rơi",
            "2017-leaflets",
            "5",
            "",
            "",
        ],
        &[
            "",
            "3",
            "Nơi nào",
            "",
            "11.5.2017",
            "Phát tờ rơi",
            "2017-leaflets",
            "5",
            "",
            "",
        ],
    ];
    let (_, report) = DataDir::new().report(workbook(&rows));
    assert_eq!(
        json!([
            report["rows"],
            report["faulty"],
            report["file"]["header_row"]
        ]),
        json!([3, 1, 4])
    );
    assert_eq!(
        json!([report["faults"][0]["row"], report["faults"][0]["column"]]),
        json!([9, "Xã"])
    );
    assert_eq!(report["notices"], json!([]));
    let column = &report["columns"][1];
    assert_eq!(
        *column,
        json!({"header": "Xã", "field": "place", "samples": ["Pa Ủ", "Tá Bạ", "Nơi nào"]})
    );
    assert_eq!(report["columns"][0]["field"], Value::Null);
    assert_eq!(
        recorded(workbook(&rows[..8])),
        json!([
            ["2017-leaflets", "2017-05-10", null, [{"unit": "03442", "quantity": 1250}]],
            ["2017-leaflets", "2017-05-11", null, [{"unit": "03440", "quantity": 5}]],
        ])
    );
}

#[test]
fn a_header_of_two_rows_is_understood() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(
        sheet,
        0,
        &[
            "Mã nhiệm vụ",
            "Nội dung",
            "Ngày",
            "Xã",
            "Số lượng",
            "Số người tham gia",
        ],
    );
    sheet
        .merge_range(0, 5, 0, 6, "Số người tham gia", &Format::new())
        .unwrap();
    for column in 0..5 {
        let text = ["Mã nhiệm vụ", "Nội dung", "Ngày", "Xã", "Số lượng"][usize::from(column)];
        sheet
            .merge_range(0, column, 1, column, text, &Format::new())
            .unwrap();
    }
    sheet.write_string(1, 5, "Tổng số").unwrap();
    sheet.write_string(1, 6, "Nữ").unwrap();
    header(
        sheet,
        2,
        &[
            "2017-leaflets",
            "Phát tờ rơi",
            "10/5/2017",
            "Pa Ủ",
            "100",
            "30",
            "40",
        ],
    );
    let (_, report) = DataDir::new().report(book.save_to_buffer().unwrap());
    assert_eq!(report["rows"], 1);
    let fault = &report["faults"][0];
    assert_eq!(
        json!([fault["row"], fault["column"], fault["code"]]),
        json!([3, "Nữ", "women_exceed_participants"])
    );
}

#[test]
fn merged_cells_count_for_all_their_rows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(
        sheet,
        0,
        &[
            "Mã hoạt động",
            "Mã nhiệm vụ",
            "Nội dung",
            "Ngày bắt đầu",
            "Huyện",
            "Địa bàn",
            "Số lượng",
        ],
    );
    let merged = [
        "TH-1",
        "2017-leaflets",
        "Phát tờ rơi",
        "10/5/2017",
        "Mường Tè",
    ];
    for (column, text) in (0..).zip(merged) {
        sheet
            .merge_range(1, column, 3, column, text, &Format::new())
            .unwrap();
    }
    for (row, place) in (1..).zip(["Pa Ủ", "Tá Bạ", "thị trấn Mường Tè"]) {
        sheet.write_string(row, 5, place).unwrap();
        sheet.write_number(row, 6, f64::from(row) * 10.0).unwrap();
    }
    // A block that runs on below the table makes no rows of its own.
    sheet
        .merge_range(4, 0, 9, 0, "TH-2", &Format::new())
        .unwrap();
    header(
        sheet,
        4,
        &[
            "TH-2",
            "2017-leaflets",
            "Phát tờ rơi",
            "11/5/2017",
            "Mường Tè",
            "Pa Ủ",
            "1",
        ],
    );
    assert_eq!(
        recorded(book.save_to_buffer().unwrap()),
        json!([
            ["2017-leaflets", "2017-05-10", null, [
                {"unit": "03442", "quantity": 10}, {"unit": "03440", "quantity": 20}, {"unit": "03433", "quantity": 30},
            ]],
            ["2017-leaflets", "2017-05-11", null, [{"unit": "03442", "quantity": 1}]],
        ])
    );
}

#[test]
fn merged_amounts_are_not_multiplied() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(sheet, 0, &HEADER);
    for (row, place) in (1..).zip(["Pa Ủ", "Tá Bạ"]) {
        header(
            sheet,
            row,
            &["2017-leaflets", "Phát tờ rơi", "10/5/2017", place],
        );
    }
    sheet
        .merge_range(1, 4, 2, 4, "100", &Format::new())
        .unwrap();
    let fault = DataDir::new().only_fault(book.save_to_buffer().unwrap());
    assert_eq!(
        json!([fault["row"], fault["column"], fault["code"]]),
        json!([3, "Số lượng", "missing_value"])
    );
}

#[test]
fn cells_are_read_as_what_they_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(
        sheet,
        0,
        &[
            "Mã nhiệm vụ",
            "Nội dung",
            "Ngày bắt đầu",
            "Ngày kết thúc",
            "Địa bàn",
            "Số lượng",
        ],
    );
    let day = ExcelDateTime::from_ymd(2018, 3, 15).unwrap();
    let shown = Format::new().set_num_format("dd/mm/yyyy");
    for row in 1..=4 {
        sheet.write_string(row, 0, "2018-leaflets").unwrap();
        sheet.write_string(row, 1, "Phát").unwrap();
    }
    // A day as such, as a bare number, as text of a date and time, and as the result of a formula.
    sheet
        .write_datetime_with_format(1, 2, &day, &shown)
        .unwrap();
    sheet.write_number(2, 2, 43174.0).unwrap();
    sheet.write_string(3, 2, "2018-03-15T00:00:00").unwrap();
    sheet
        .write_formula(4, 2, Formula::new("=DATE(2018,3,15)").set_result("43174"))
        .unwrap();
    // A code that lost its zero, a code as text, names.
    sheet.write_number(1, 4, 3442.0).unwrap();
    sheet.write_string(2, 4, "03440").unwrap();
    sheet.write_string(3, 4, "Thu Lu\u{303}m").unwrap();
    sheet.write_string(4, 4, "Ka Lăng").unwrap();
    sheet.write_number(1, 5, 350.0).unwrap();
    sheet.write_number(2, 5, 1.125).unwrap();
    sheet.write_string(3, 5, "1.125").unwrap();
    sheet
        .write_formula(
            4,
            5,
            Formula::new("=0.1+0.2").set_result("0.30000000000000004"),
        )
        .unwrap();
    let got = recorded(book.save_to_buffer().unwrap());
    let quantities: Vec<&Value> = got
        .as_array()
        .unwrap()
        .iter()
        .map(|a| &a[3][0]["quantity"])
        .collect();
    assert_eq!(json!(quantities), json!([350, 1.125, 1125, 0.3]));
    assert!(
        got.as_array().unwrap().iter().all(|a| a[1] == "2018-03-15"),
        "{got}"
    );
    assert_eq!(
        json!([got[0][3][0]["unit"], got[1][3][0]["unit"]]),
        json!(["03442", "03440"])
    );
}

#[test]
fn days_may_count_from_1904() {
    let rows = [
        row(1, &HEADER),
        r#"<row r="2"><c r="A2" t="inlineStr"><is><t>2018-leaflets</t></is></c><c r="B2" t="inlineStr"><is><t>Phát</t></is></c><c r="C2" s="1"><v>41712</v></c><c r="D2"><v>3442</v></c><c r="E2"><v>5</v></c></row>"#.to_owned(),
        row(3, &["2018-leaflets", "Phát", "", "03440", "5"]).replace("<c r=\"C3\" t=\"inlineStr\"><is><t></t></is></c>", r#"<c r="C3"><v>41712</v></c>"#),
    ];
    let package = Package {
        properties: r#"<workbookPr date1904="1"/>"#.to_owned(),
        styles: Some(
            r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
                .to_owned(),
        ),
        ..Package::of_rows(&rows.concat())
    };
    let got = recorded(package.bytes());
    assert_eq!(
        json!([got[0][1], got[1][1]]),
        json!(["2018-03-15", "2018-03-15"])
    );
}

#[test]
fn a_month_is_a_first_and_a_last_day() {
    let header = [
        "Mã nhiệm vụ",
        "Nội dung",
        "Từ ngày",
        "Đến ngày",
        "Địa bàn",
        "Số lượng",
    ];
    let rows: [&[&str]; 3] = [
        &header,
        &[
            "2018-leaflets",
            "Phát",
            "T2/2018",
            "tháng 3/2018",
            "Pa Ủ",
            "5",
        ],
        &["2018-leaflets", "Phát", "2/2018", "", "Tá Bạ", "5"],
    ];
    let bytes = workbook(&rows);
    let (code, report) = DataDir::new().report(&bytes);
    let notices = report["notices"].as_array().unwrap();
    let said: Vec<Value> = notices
        .iter()
        .map(|n| json!([n["row"], n["column"], n["code"]]))
        .collect();
    assert_eq!(code, Some(0));
    assert_eq!(
        json!(said),
        json!([
            [2, "Từ ngày", "month_only"],
            [2, "Đến ngày", "month_only"],
            [3, "Từ ngày", "month_only"]
        ])
    );
    let got = recorded(&bytes);
    assert_eq!(
        json!([got[0][1], got[0][2]]),
        json!(["2018-02-01", "2018-03-31"])
    );
    assert_eq!(json!([got[1][1], got[1][2]]), json!(["2018-02-01", null]));
}

#[test]
fn the_sheet_with_the_table_is_found_or_named() {
    let mut book = Workbook::new();
    let first = book.add_worksheet().set_name("Bìa").unwrap();
    first.write_string(0, 0, "Báo cáo").unwrap();
    for (name, place) in [("Số liệu", "Pa Ủ"), ("Số liệu cũ", "Tá Bạ")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        header(sheet, 0, &HEADER);
        header(
            sheet,
            1,
            &["2017-leaflets", "Phát", "10/5/2017", place, "1"],
        );
    }
    let data = DataDir::new();
    let file = data.put_new(book.save_to_buffer().unwrap());
    let run = |sheet: &[&str]| {
        let args = [
            &[
                "import",
                "activities",
                &file,
                "--dry-run",
                "--format",
                "json",
            ],
            sheet,
        ]
        .concat();
        data.run(&args).json()
    };
    let report = run(&[]);
    assert_eq!(
        report["file"],
        json!({"name": "input-1.csv", "kind": "xlsx", "encoding": "UTF-8", "sheet": "Số liệu",
            "sheets": ["Bìa", "Số liệu", "Số liệu cũ"], "header_row": 1})
        .as_object_mut()
        .map(|o| {
            o["name"] = report["file"]["name"].clone();
            json!(o)
        })
        .unwrap()
    );
    assert_eq!(
        run(&["--sheet", "số liệu CŨ"])["columns"][3]["samples"],
        json!(["Tá Bạ"])
    );
    let missing = run(&["--sheet", "Không có"]);
    assert_eq!(
        json!([missing["faults"][0]["code"], missing["faults"][0]["value"]]),
        json!(["unknown_sheet", "Không có"])
    );
}

#[test]
fn error_cells_and_rich_texts_and_missing_addresses() {
    // No `r` attributes at all, a text in pieces, an error, a shared text that is not there, an entity.
    let rows = concat!(
        "<row><c t=\"inlineStr\"><is><t>plan_line</t></is></c><c t=\"inlineStr\"><is><t>title</t></is></c><c t=\"inlineStr\"><is><t>start</t></is></c>",
        "<c t=\"inlineStr\"><is><t>place</t></is></c><c t=\"inlineStr\"><is><t>quantity</t></is></c></row>",
        "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><r><t>Phát </t></r><r><t>tờ &amp; rơi &#x1EE6;</t></r></is></c>",
        "<c t=\"d\"><v>2018-03-15T00:00:00</v></c><c t=\"str\"><f>A1</f><v>Pa Ủ</v></c><c t=\"e\"><v>#N/A</v></c></row>",
        "<row><c t=\"s\"><v>7</v></c><c t=\"b\"><v>1</v></c><c s=\"99\"><v>43174</v></c><c/><c><v>x</v></c></row>",
    );
    let package = Package {
        strings: Some(
            "<sst uniqueCount=\"99999999999999\"><si><t>2018-leaflets</t></si></sst>".to_owned(),
        ),
        ..Package::of_rows(rows)
    };
    let (_, report) = DataDir::new().report(package.bytes());
    let faults = report["faults"].as_array().unwrap();
    let said: Vec<Value> = faults
        .iter()
        .map(|f| json!([f["row"], f["column"], f["value"], f["code"]]))
        .collect();
    assert_eq!(
        json!(said),
        json!([
            [2, "quantity", "#N/A", "error_cell"],
            [3, "plan_line", "#7", "error_cell"],
            [3, "place", "", "missing_value"],
            [3, "quantity", "x", "bad_quantity"],
        ])
    );
}
