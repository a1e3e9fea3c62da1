//! Files that are no activity table, and headers that miss what a table needs: said once, for the file, not row by row.

use serde_json::json;

use crate::support::{DataDir, Table};

/// A table with one right row, of these columns.
fn table(columns: &[&'static str]) -> String {
    Table::new()
        .columns(columns)
        .done("2017-leaflets", "2017-05-10", "Pa Ủ", "100")
        .text()
}

const ALL: [&str; 5] = ["plan_line", "title", "start", "place", "quantity"];

#[test]
fn files_that_are_no_table_say_why() {
    let header = table(&ALL).lines().next().unwrap().to_owned();
    for bytes in ["", "\n\n", &header, &format!("{header}\n,,,,\n")] {
        let fault = DataDir::new().only_fault(bytes);
        assert_eq!(fault["code"], "empty_file", "{bytes}");
    }
    // “Thôn” as Windows-1258 writes it, in the row after the right one.
    let latin = [
        table(&ALL).as_bytes(),
        b"2017-leaflets,Th\xf4n,2017-05-10\n",
    ]
    .concat();
    let fault = DataDir::new().only_fault(latin);
    assert_eq!(
        (&fault["code"], &fault["row"]),
        (&json!("not_utf8"), &json!(3))
    );
}

#[test]
fn a_header_must_name_the_needed_columns_once() {
    for missing in ["plan_line", "title", "start", "place"] {
        let kept: Vec<&str> = ALL.into_iter().filter(|name| *name != missing).collect();
        let fault = DataDir::new().only_fault(table(&kept));
        assert_eq!(
            json!([fault["row"], fault["column"], fault["code"]]),
            json!([1, missing, "missing_column"])
        );
    }
    // The same field in both languages.
    let twice = table(&ALL).replacen("quantity", "quantity,Ngày bắt đầu", 1);
    let fault = DataDir::new().only_fault(twice);
    assert_eq!(
        json!([fault["row"], fault["column"], fault["code"]]),
        json!([1, "Ngày bắt đầu", "duplicate_column"])
    );
}

#[test]
fn a_letter_is_no_table() {
    let letter = "Kính gửi: Sở Lao động\nkhông có bảng nào\n";
    let (code, report) = DataDir::new().report(letter);
    let columns: Vec<_> = report["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| &f["column"])
        .collect();
    assert_eq!(code, Some(1));
    assert_eq!(columns, ["plan_line", "title", "start", "place"]);
}
