//! Activity tables as people hand them in, and the files of `data/` for comparison.

use std::collections::HashMap;

/// English and Vietnamese headers, as the interface promises them.
const COLUMNS: [(&str, &str); 12] = [
    ("activity", "Mã hoạt động"),
    ("plan_line", "Mã nhiệm vụ"),
    ("title", "Nội dung"),
    ("start", "Ngày bắt đầu"),
    ("end", "Ngày kết thúc"),
    ("district", "Huyện"),
    ("place", "Địa bàn"),
    ("quantity", "Số lượng"),
    ("participants", "Số người tham gia"),
    ("women", "Nữ"),
    ("reference", "Số văn bản"),
    ("note", "Ghi chú"),
];

/// A table being put together; a row names its cells by the English header.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<&'static str>,
    vietnamese: bool,
    separator: u8,
    rows: Vec<Vec<(String, String)>>,
}

impl Table {
    pub fn new() -> Self {
        Self {
            columns: COLUMNS.iter().map(|(english, _)| *english).collect(),
            vietnamese: false,
            separator: b',',
            rows: Vec::new(),
        }
    }

    pub fn vietnamese(mut self) -> Self {
        self.vietnamese = true;
        self
    }

    pub fn separator(mut self, separator: u8) -> Self {
        self.separator = separator;
        self
    }

    /// Only these columns, in this order.
    pub fn columns(mut self, columns: &[&'static str]) -> Self {
        self.columns = columns.to_vec();
        self
    }

    /// A row; it has some title unless it names one.
    pub fn row(mut self, cells: &[(&str, &str)]) -> Self {
        let mut row = vec![("title".to_owned(), "Hoạt động thử".to_owned())];
        row.extend(
            cells
                .iter()
                .map(|(c, v)| ((*c).to_owned(), (*v).to_owned())),
        );
        self.rows.push(row);
        self
    }

    /// The usual row: what was done, when, where, how much.
    pub fn done(self, line: &str, start: &str, place: &str, quantity: &str) -> Self {
        self.row(&[
            ("plan_line", line),
            ("start", start),
            ("place", place),
            ("quantity", quantity),
        ])
    }

    pub fn text(&self) -> String {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.separator)
            .from_writer(Vec::new());
        let header = self.columns.iter().map(|column| {
            let names = COLUMNS.iter().find(|(english, _)| english == column);
            names.map_or(*column, |(en, vi)| if self.vietnamese { vi } else { en })
        });
        writer.write_record(header).unwrap();
        for row in &self.rows {
            let cells: HashMap<&str, &str> =
                row.iter().map(|(c, v)| (c.as_str(), v.as_str())).collect();
            let cell = |column: &&str| cells.get(column).copied().unwrap_or_default();
            writer.write_record(self.columns.iter().map(cell)).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }
}

/// A file of `data/`.
pub fn shipped(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The rows of a CSV file of `data/`, by header.
pub fn shipped_rows(name: &str) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(shipped(name).as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}
