//! Faults of single fields of a form or a JSON body: which field, what stands there, and what would be right.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::fault::{Candidate, FaultKind};

/// One fault (or, in a list of warnings, one oddity) of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFault {
    /// `title`, `shares[0].unit`, …
    pub field: String,
    /// Empty for secrets.
    pub value: String,
    pub kind: FieldFaultKind,
    pub candidates: Vec<Candidate>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FieldFaultKind {
    /// As in a table.
    Content(FaultKind),
    UnknownField,
    /// It has another JSON type than is wanted.
    WrongType {
        want: Want,
    },
    TooMany {
        most: usize,
    },
    NoShares,
    BadName,
    UnknownRole,
    RoleTooHigh,
    NeedsDistrict,
    BadDays {
        most: i64,
    },
    TooShort {
        least: usize,
    },
    TooCommon,
    WrongPassword,
}

/// What a field must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    Text,
    WholeNumber,
    Truth,
    List,
    Object,
}

impl Want {
    const fn vi(self) -> &'static str {
        match self {
            Self::Text => "một chuỗi",
            Self::WholeNumber => "một số nguyên không âm",
            Self::Truth => "true hoặc false",
            Self::List => "một danh sách",
            Self::Object => "một đối tượng JSON",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::WholeNumber => "a whole number ≥ 0",
            Self::Truth => "true or false",
            Self::List => "a list",
            Self::Object => "a JSON object",
        }
    }
}

impl FieldFault {
    pub fn new(field: impl Into<String>, value: &str, kind: FieldFaultKind) -> Self {
        Self {
            field: field.into(),
            // Whatever was sent is shown, but not echoed at any length.
            value: value.chars().take(200).collect(),
            kind,
            candidates: Vec::new(),
        }
    }

    pub fn content(field: impl Into<String>, value: &str, kind: FaultKind) -> Self {
        Self::new(field, value, FieldFaultKind::Content(kind))
    }

    /// Of a field whose value nobody may see.
    pub fn secret(field: &str, kind: FieldFaultKind) -> Self {
        Self::new(field, "", kind)
    }
}

impl FieldFaultKind {
    /// Stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Content(kind) => kind.code(),
            Self::UnknownField => "unknown_field",
            Self::WrongType { .. } => "wrong_type",
            Self::TooMany { .. } => "too_many",
            Self::NoShares => "no_shares",
            Self::BadName => "bad_name",
            Self::UnknownRole => "unknown_role",
            Self::RoleTooHigh => "role_too_high",
            Self::NeedsDistrict => "needs_district",
            Self::BadDays { .. } => "bad_days",
            Self::TooShort { .. } => "too_short",
            Self::TooCommon => "too_common",
            Self::WrongPassword => "wrong_password",
        }
    }

    pub fn vi(&self) -> String {
        match self {
            Self::Content(kind) => kind.vi(),
            Self::UnknownField => "không có trường này".into(),
            Self::WrongType { want } => format!("phải là {}", want.vi()),
            Self::TooMany { most } => format!("quá nhiều; nhiều nhất {most}"),
            Self::NoShares => "cần ít nhất một địa bàn với số lượng".into(),
            Self::BadName => "tên tài khoản cần 2–64 ký tự: chữ thường, chữ số, dấu . _ - @; \
                 không dùng được tên dành riêng cho hệ thống"
                .into(),
            Self::UnknownRole => "vai trò phải là viewer, editor, verifier hoặc admin".into(),
            Self::RoleTooHigh => "không thể cao hơn vai trò của tài khoản".into(),
            Self::NeedsDistrict => {
                "người nhập liệu cần ít nhất một huyện (mã huyện, hoặc 12 cho toàn tỉnh)".into()
            }
            Self::BadDays { most } => format!("số ngày phải từ 1 đến {most}"),
            Self::TooShort { least } => format!("mật khẩu quá ngắn; cần ít nhất {least} ký tự"),
            Self::TooCommon => {
                "mật khẩu quá dễ đoán; hãy dùng vài từ không liên quan nhau hoặc chuỗi dài hơn"
                    .into()
            }
            Self::WrongPassword => "mật khẩu hiện tại không đúng".into(),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::Content(kind) => kind.en(),
            Self::UnknownField => "there is no such field".into(),
            Self::WrongType { want } => format!("must be {}", want.en()),
            Self::TooMany { most } => format!("too many; at most {most}"),
            Self::NoShares => "at least one place with a quantity is needed".into(),
            Self::BadName => {
                "the name of an account has 2–64 characters: small letters, digits, . _ - @; \
                 names that the system uses cannot be taken"
                    .into()
            }
            Self::UnknownRole => "the role must be viewer, editor, verifier or admin".into(),
            Self::RoleTooHigh => "cannot be more than the account's own role".into(),
            Self::NeedsDistrict => {
                "an editor needs at least one district (its code, or 12 for the whole province)"
                    .into()
            }
            Self::BadDays { most } => format!("must be between 1 and {most} days"),
            Self::TooShort { least } => {
                format!("the password is too short; at least {least} characters")
            }
            Self::TooCommon => {
                "the password is too easily guessed; use a few unrelated words, or more characters"
                    .into()
            }
            Self::WrongPassword => "the current password is not right".into(),
        }
    }
}

/// `field, value, code, message_vi, message_en, candidates`.
impl Serialize for FieldFault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("field", &self.field)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("code", self.kind.code())?;
        map.serialize_entry("message_vi", &self.kind.vi())?;
        map.serialize_entry("message_en", &self.kind.en())?;
        map.serialize_entry("candidates", &self.candidates)?;
        map.end()
    }
}
