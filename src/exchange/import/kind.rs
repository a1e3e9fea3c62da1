//! What a file is, told by its bytes; its name counts for nothing.

use crate::domain::not_a_table::NotATable;

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Text with separators.
    Csv,
    /// An Excel workbook since 2007.
    Xlsx,
}

/// # Errors
/// What it is instead.
pub(super) fn recognise(bytes: &[u8]) -> Result<FileKind, NotATable> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // A workbook with a password is kept inside the old container.
        let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let encrypted = bytes.windows(wide.len()).any(|part| part == wide);
        return Err(if encrypted {
            NotATable::Encrypted
        } else {
            NotATable::OldExcel
        });
    }
    let head = &bytes[..bytes.len().min(1024)];
    if contains(head, b"%PDF-") {
        return Err(NotATable::Pdf);
    }
    // BIFF of Excel 2 to 4, without a container.
    if matches!(
        head,
        [
            0x09,
            0x00 | 0x02 | 0x04 | 0x08,
            0x04 | 0x06 | 0x08,
            0x00,
            ..
        ]
    ) {
        return Err(NotATable::OldExcel);
    }
    Ok(FileKind::Csv)
}

fn archive(bytes: &[u8]) -> Result<FileKind, NotATable> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(damaged)?;
    let mut kind = Err(NotATable::Zip);
    for name in archive.file_names().filter_map(Result::ok) {
        let name = name
            .trim_start_matches('/')
            .replace('\\', "/")
            .to_lowercase();
        match name.as_str() {
            "xl/workbook.bin" => return Err(NotATable::BinaryExcel),
            "word/document.xml" => return Err(NotATable::Word),
            "content.xml" | "mimetype" => kind = Err(NotATable::OpenDocument),
            // Where the workbook is, the package's relations say; most often it is here.
            "[content_types].xml" if kind == Err(NotATable::Zip) => kind = Ok(FileKind::Xlsx),
            _ => {}
        }
    }
    kind
}

pub(super) fn damaged(why: impl std::fmt::Display) -> NotATable {
    NotATable::Damaged {
        why: why.to_string().chars().take(200).collect(),
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
