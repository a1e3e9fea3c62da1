//! The formats of reports: one table for the API, the command line and the documentation.

use super::{Document, docx, html, pdf, xlsx};

#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Behind the file's name, and the name by which it is asked for.
    pub extension: &'static str,
    pub media_type: &'static str,
    /// Browsers show it; the others are offered as files.
    pub shown: bool,
    /// What it shows of pictures; `None`: nothing.
    pub pictures: Option<Drawn>,
    pub title_vi: &'static str,
    pub title_en: &'static str,
    pub about_vi: &'static str,
    pub about_en: &'static str,
    write: fn(&Document) -> Result<Vec<u8>, NotWritten>,
}

/// How a format holds pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    Vector,
    Pixels,
}

/// The document could not be written in a format.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    #[error("the package cannot be put together: {0}")]
    Package(#[from] zip::result::ZipError),
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("the pages cannot be written: {0}")]
    Pages(#[from] pdf::PdfError),
}

pub static FORMATS: [Format; 4] = [
    Format {
        extension: "docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        shown: false,
        pictures: Some(Drawn::Pixels),
        title_vi: "Word (DOCX)",
        title_en: "Word (DOCX)",
        about_vi: "Để sửa, điền số văn bản và trình ký",
        about_en: "To edit, number and sign",
        write: |document| Ok(docx::docx(document)?),
    },
    Format {
        extension: "pdf",
        media_type: "application/pdf",
        shown: true,
        pictures: Some(Drawn::Vector),
        title_vi: "PDF",
        title_en: "PDF",
        about_vi: "Để in và gửi đi, đọc được bằng trình đọc màn hình",
        about_en: "To print and send, readable by screen readers",
        write: |document| Ok(pdf::pdf(document)?),
    },
    Format {
        extension: "xlsx",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        shown: false,
        pictures: None,
        title_vi: "Excel (XLSX)",
        title_en: "Excel (XLSX)",
        about_vi: "Các bảng của báo cáo, để tính tiếp",
        about_en: "The report’s tables, to calculate with",
        write: |document| Ok(xlsx::xlsx(document)?),
    },
    Format {
        extension: "html",
        media_type: "text/html; charset=utf-8",
        shown: true,
        pictures: Some(Drawn::Vector),
        title_vi: "Trang web (HTML)",
        title_en: "Web page (HTML)",
        about_vi: "Để xem ngay, một tệp duy nhất",
        about_en: "To read at once, a single file",
        write: |document| Ok(html::html(document)),
    },
];

impl Format {
    pub fn find(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extension == extension)
    }

    /// # Errors
    /// If the document cannot be written, which says nothing of the data.
    pub fn write(&self, document: &Document) -> Result<Vec<u8>, NotWritten> {
        (self.write)(document)
    }
}
