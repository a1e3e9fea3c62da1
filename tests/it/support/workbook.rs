//! Workbooks, made by a library as spreadsheet programs write them, or by hand as others may.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook with one sheet of texts.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A zip archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package with one sheet, given as the XML inside `<worksheet>`; and what else may be there.
#[derive(Debug, Default)]
pub struct Package {
    pub sheet: String,
    /// The XML of `sharedStrings.xml`.
    pub strings: Option<String>,
    pub styles: Option<String>,
    /// What stands in the workbook before its sheets.
    pub properties: String,
}

impl Package {
    /// Of rows as `<row>` elements.
    pub fn of_rows(rows: &str) -> Self {
        Self {
            sheet: format!("<sheetData>{rows}</sheetData>"),
            ..Self::default()
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
        };
        let relations = |inner: &str| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
            )
        };
        let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
        let mut parts = vec![
            ("[Content_Types].xml", String::from("<Types/>")),
            (
                "_rels/.rels",
                relations(&relation("r1", "officeDocument", "xl/workbook.xml")),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook {main} xmlns:r="{RELATIONS}">{}<sheets><sheet name="Trang 1" sheetId="1" r:id="s1"/></sheets></workbook>"#,
                    self.properties
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations(
                    &[
                        relation("s1", "worksheet", "worksheets/sheet1.xml"),
                        relation("s2", "sharedStrings", "sharedStrings.xml"),
                        relation("s3", "styles", "styles.xml"),
                    ]
                    .concat(),
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet {main}>{}</worksheet>", self.sheet),
            ),
        ];
        parts.extend(
            self.strings
                .iter()
                .map(|xml| ("xl/sharedStrings.xml", xml.clone())),
        );
        parts.extend(self.styles.iter().map(|xml| ("xl/styles.xml", xml.clone())));
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, x)| (*n, x.as_bytes())).collect();
        archive(&parts)
    }
}

/// A row of inline texts, `r` attributes and all.
pub fn row(number: usize, cells: &[&str]) -> String {
    let cell = |(column, text): (char, &&str)| {
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let cells: String = ('A'..='Z').zip(cells).map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}
