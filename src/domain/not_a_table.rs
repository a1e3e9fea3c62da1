//! What a file is that was meant to be a table and is not, and what to do about it.

/// A file that is something else than a table we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotATable {
    /// An Excel workbook with a password.
    Encrypted,
    /// The binary format of Excel up to 2003.
    OldExcel,
    BinaryExcel,
    OpenDocument,
    Word,
    Pdf,
    /// Some other archive.
    Zip,
    /// A workbook that cannot be read.
    Damaged {
        why: String,
    },
    /// Bytes that are no text.
    Binary,
}

impl NotATable {
    /// All files of the wrong kind have one code; a damaged workbook has its own.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted_file",
            Self::Damaged { .. } => "damaged_file",
            _ => "wrong_file_type",
        }
    }

    pub(super) fn vi(&self) -> String {
        let save = "hãy mở bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx";
        match self {
            Self::Encrypted => "tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại".into(),
            Self::OldExcel => format!("đây là tệp Excel kiểu cũ (.xls); {save}"),
            Self::BinaryExcel => format!("đây là tệp Excel nhị phân (.xlsb); {save}"),
            Self::OpenDocument => format!("đây là tệp OpenDocument (.ods, .odt); {save}"),
            Self::Word => {
                "đây là tệp Word (.docx); hãy chép bảng sang Excel và lưu dạng .xlsx".into()
            }
            Self::Pdf => "đây là tệp PDF; hãy gửi bảng dạng .xlsx hoặc .csv".into(),
            Self::Zip => "đây là tệp nén; hãy giải nén và gửi tệp .xlsx hoặc .csv bên trong".into(),
            Self::Damaged { why } => format!("bảng tính hỏng hoặc không đọc được ({why}); {save}"),
            Self::Binary => "đây không phải bảng tính; hãy gửi tệp .xlsx hoặc .csv".into(),
        }
    }

    pub(super) fn en(&self) -> String {
        let save = "open it in Excel or LibreOffice and save it as .xlsx";
        match self {
            Self::Encrypted => {
                "the file has a password; take it off and send the file again".into()
            }
            Self::OldExcel => format!("this is an old Excel file (.xls); {save}"),
            Self::BinaryExcel => format!("this is a binary Excel file (.xlsb); {save}"),
            Self::OpenDocument => format!("this is an OpenDocument file (.ods, .odt); {save}"),
            Self::Word => {
                "this is a Word file (.docx); copy its table to Excel and save it as .xlsx".into()
            }
            Self::Pdf => "this is a PDF file; send the table as .xlsx or .csv".into(),
            Self::Zip => {
                "this is an archive; unpack it and send the .xlsx or .csv file inside".into()
            }
            Self::Damaged { why } => {
                format!("the workbook is damaged or cannot be read ({why}); {save}")
            }
            Self::Binary => "this is no spreadsheet; send an .xlsx or .csv file".into(),
        }
    }
}
