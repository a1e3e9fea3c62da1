//! Faults in what somebody hands in: where, which value, and what would be right, in Vietnamese and English.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{self, TimeZone};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Quantity;
use super::not_a_table::NotATable;
use super::personal::Personal;

/// A place that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    pub code: String,
    pub name: String,
    pub district: String,
}

/// One fault (or, in a list of warnings, one oddity) of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// As the spreadsheet program counts: the header of a plain CSV is row 1. 0 for the file as a whole.
    pub row: u64,
    /// The column's header as it stands in the file; the field's name if there is no such column.
    pub column: String,
    pub value: String,
    pub kind: FaultKind,
    pub candidates: Vec<Candidate>,
}

impl Fault {
    /// Of one cell. A value of any length is shown, but not echoed in full.
    pub fn of_cell(row: u64, column: &str, value: &str, kind: FaultKind) -> Self {
        Self {
            row,
            column: column.to_owned(),
            value: value.chars().take(200).collect(),
            kind,
            candidates: Vec::new(),
        }
    }

    /// Of a row, or with row 0 of the file as a whole.
    pub fn of_file(row: u64, kind: FaultKind) -> Self {
        Self::of_cell(row, "", "", kind)
    }
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    EmptyFile,
    NotUtf8,
    NotCsv {
        why: String,
    },
    NoHeader {
        wanted: &'static str,
    },
    UnknownColumn,
    DuplicateColumn,
    Missing,
    UnknownLine,
    UnknownDistrict,
    UnknownPlace,
    UnknownSite,
    AmbiguousPlace,
    NotADate,
    BeforePlan {
        starts_on: Date,
    },
    AfterPlan {
        ends_on: Date,
    },
    InFuture {
        today: Date,
    },
    EndBeforeStart {
        start: Date,
    },
    NotAQuantity,
    NotACount,
    MoreWomenThanParticipants {
        participants: u32,
    },
    DiffersWithinActivity {
        first_row: u64,
        first_value: String,
    },
    SamePlaceTwice {
        first_row: u64,
    },
    OutsideScope,
    TooLong {
        most: usize,
    },
    TooManyRows {
        most: usize,
    },
    AlreadyImported {
        at: Timestamp,
    },
    /// Only a month was written.
    MonthOnly {
        day: Date,
    },
    /// A cell in which the spreadsheet program shows an error, such as `#N/A`.
    ErrorCell,
    PersonalData {
        what: Personal,
    },
    /// The same line, place and start day as another row (`Some`), or as the record that the value names.
    PossibleDuplicate {
        row: Option<u64>,
    },
    /// The line's total would be above its target.
    ExceedsPlan {
        total: Quantity,
        target: Quantity,
    },
    /// The place lies outside the districts of whoever hands it in.
    OtherDistrict,
    /// The row shows how to fill the table in.
    ExampleRow,
    NotATable {
        what: NotATable,
    },
    TooLarge,
    TooManyColumns {
        most: usize,
    },
    UnknownSheet,
    UnknownUnit,
}

impl FaultKind {
    /// Stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::NotUtf8 => "not_utf8",
            Self::NotCsv { .. } => "not_csv",
            Self::NoHeader { .. } => "missing_column",
            Self::UnknownColumn => "unknown_column",
            Self::DuplicateColumn => "duplicate_column",
            Self::Missing => "missing_value",
            Self::UnknownLine => "unknown_plan_line",
            Self::UnknownDistrict => "unknown_district",
            Self::UnknownPlace => "unknown_place",
            Self::UnknownSite => "unknown_site",
            Self::AmbiguousPlace => "ambiguous_place",
            Self::NotADate => "bad_date",
            Self::BeforePlan { .. } => "before_plan",
            Self::AfterPlan { .. } => "after_plan",
            Self::InFuture { .. } => "future_date",
            Self::EndBeforeStart { .. } => "end_before_start",
            Self::NotAQuantity => "bad_quantity",
            Self::NotACount => "bad_count",
            Self::MoreWomenThanParticipants { .. } => "women_exceed_participants",
            Self::DiffersWithinActivity { .. } => "conflicting_rows",
            Self::SamePlaceTwice { .. } => "duplicate_place",
            Self::OutsideScope => "outside_scope",
            Self::TooLong { .. } => "too_long",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::AlreadyImported { .. } => "already_imported",
            Self::MonthOnly { .. } => "month_only",
            Self::ErrorCell => "error_cell",
            Self::PersonalData { .. } => "personal_data",
            Self::PossibleDuplicate { .. } => "possible_duplicate",
            Self::ExceedsPlan { .. } => "exceeds_plan",
            Self::OtherDistrict => "other_district",
            Self::ExampleRow => "example_row",
            Self::NotATable { what } => what.code(),
            Self::TooLarge => "too_large",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::UnknownSheet => "unknown_sheet",
            Self::UnknownUnit => "unknown_unit",
        }
    }

    /// The file is more than anybody means to send.
    pub const fn is_oversize(&self) -> bool {
        matches!(
            self,
            Self::TooLarge | Self::TooManyRows { .. } | Self::TooManyColumns { .. }
        )
    }

    pub fn vi(&self) -> String {
        match self {
            Self::EmptyFile => "tệp không có dòng dữ liệu nào".into(),
            Self::NotUtf8 => "tệp không phải UTF-8; hãy lưu lại dưới dạng “CSV UTF-8”".into(),
            Self::NotCsv { why } => format!("không đọc được dạng CSV: {why}"),
            Self::NoHeader { wanted } => format!("thiếu cột bắt buộc; cần có cột {wanted}"),
            Self::UnknownColumn => "cột lạ, không được đọc".into(),
            Self::DuplicateColumn => "cột này xuất hiện hai lần".into(),
            Self::Missing => "ô này không được để trống".into(),
            Self::UnknownLine => "không có nhiệm vụ này trong kế hoạch".into(),
            Self::UnknownDistrict => "không có huyện, thành phố này".into(),
            Self::UnknownPlace => "không tìm thấy địa bàn này".into(),
            Self::UnknownSite => "nhiệm vụ này không có vị trí pano đó".into(),
            Self::AmbiguousPlace => {
                "tên này ứng với nhiều nơi; hãy ghi thêm huyện, loại đơn vị hoặc mã".into()
            }
            Self::NotADate => "không phải ngày; hãy ghi như 15/3/2018 hoặc 2018-03-15".into(),
            Self::BeforePlan { starts_on } => {
                format!("trước ngày kế hoạch bắt đầu ({})", vi_date(*starts_on))
            }
            Self::AfterPlan { ends_on } => {
                format!("sau ngày kế hoạch kết thúc ({})", vi_date(*ends_on))
            }
            Self::InFuture { today } => {
                format!("ngày này chưa đến (hôm nay là {})", vi_date(*today))
            }
            Self::EndBeforeStart { start } => {
                format!("ngày kết thúc trước ngày bắt đầu ({})", vi_date(*start))
            }
            Self::NotAQuantity => {
                "số lượng phải là số không âm, nhiều nhất ba chữ số thập phân, ví dụ 350".into()
            }
            Self::NotACount => "phải là số nguyên không âm, ví dụ 45".into(),
            Self::MoreWomenThanParticipants { participants } => {
                format!("số nữ lớn hơn số người tham gia ({participants})")
            }
            Self::DiffersWithinActivity {
                first_row,
                first_value,
            } => format!(
                "khác với dòng {first_row} của cùng hoạt động (“{first_value}”); ghi giống nhau hoặc chỉ ghi ở một dòng"
            ),
            Self::SamePlaceTwice { first_row } => {
                format!("địa bàn này đã có ở dòng {first_row} của cùng hoạt động")
            }
            Self::OutsideScope => {
                "ngoài phạm vi của nhiệm vụ: được ghi nhận nhưng không tính vào độ phủ".into()
            }
            Self::TooLong { most } => format!("quá dài; nhiều nhất {most} ký tự"),
            Self::TooManyRows { most } => format!("quá nhiều dòng; nhiều nhất {most} dòng mỗi tệp"),
            Self::AlreadyImported { at } => {
                let at = vietnam(*at).strftime("%H:%M ngày %-d/%-m/%Y");
                format!("tệp này đã được nhập lúc {at}; không có gì thay đổi")
            }
            Self::MonthOnly { day } => format!("chỉ ghi tháng; tính là ngày {}", vi_date(*day)),
            Self::ErrorCell => "ô này báo lỗi công thức; hãy ghi giá trị vào ô".into(),
            Self::PersonalData { what } => format!(
                "có vẻ là {}; không ghi dữ liệu cá nhân, hãy xóa khỏi ô này",
                match what {
                    Personal::Identity => "số căn cước hoặc chứng minh nhân dân",
                    Personal::Phone => "số điện thoại",
                }
            ),
            Self::PossibleDuplicate { row: Some(row) } => {
                format!("có thể trùng với dòng {row}: cùng nhiệm vụ, địa bàn và ngày bắt đầu")
            }
            Self::PossibleDuplicate { row: None } => {
                "có thể trùng với hoạt động đã ghi nhận: cùng nhiệm vụ, địa bàn và ngày bắt đầu"
                    .into()
            }
            Self::ExceedsPlan { total, target } => {
                format!(
                    "tổng của nhiệm vụ sẽ là {}, vượt chỉ tiêu {}",
                    total.vi(),
                    target.vi()
                )
            }
            Self::OtherDistrict => "địa bàn này ngoài huyện mà tài khoản được ghi".into(),
            Self::ExampleRow => "dòng ví dụ của mẫu, không được đọc".into(),
            Self::NotATable { what } => what.vi(),
            Self::TooLarge => "tệp quá lớn khi giải nén; hãy chia thành nhiều tệp nhỏ hơn".into(),
            Self::TooManyColumns { most } => format!("quá nhiều cột; nhiều nhất {most} cột"),
            Self::UnknownSheet => "tệp không có trang tính này".into(),
            Self::UnknownUnit => "không có đơn vị nào mang mã này".into(),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::EmptyFile => "the file has no rows of data".into(),
            Self::NotUtf8 => "the file is not UTF-8; save it again as “CSV UTF-8”".into(),
            Self::NotCsv { why } => format!("cannot be read as CSV: {why}"),
            Self::NoHeader { wanted } => format!("a required column is missing: {wanted}"),
            Self::UnknownColumn => "unknown column, not read".into(),
            Self::DuplicateColumn => "this column stands twice".into(),
            Self::Missing => "this cell must not be empty".into(),
            Self::UnknownLine => "the plan has no such line".into(),
            Self::UnknownDistrict => "there is no such district".into(),
            Self::UnknownPlace => "no such place was found".into(),
            Self::UnknownSite => "this plan line has no such pano site".into(),
            Self::AmbiguousPlace => {
                "the name fits several places; add the district, the kind of unit or the code"
                    .into()
            }
            Self::NotADate => "not a date; write 2018-03-15 or 15/3/2018".into(),
            Self::BeforePlan { starts_on } => format!("before the plan starts ({starts_on})"),
            Self::AfterPlan { ends_on } => format!("after the plan ends ({ends_on})"),
            Self::InFuture { today } => format!("this day has not come yet (today is {today})"),
            Self::EndBeforeStart { start } => format!("the end is before the start ({start})"),
            Self::NotAQuantity => {
                "the quantity must be a number ≥ 0 with at most three decimals, such as 350".into()
            }
            Self::NotACount => "must be a whole number ≥ 0, such as 45".into(),
            Self::MoreWomenThanParticipants { participants } => {
                format!("more women than participants ({participants})")
            }
            Self::DiffersWithinActivity {
                first_row,
                first_value,
            } => format!(
                "differs from row {first_row} of the same activity (“{first_value}”); repeat the value or write it once"
            ),
            Self::SamePlaceTwice { first_row } => {
                format!("row {first_row} of the same activity names this place already")
            }
            Self::OutsideScope => {
                "outside the line's scope: recorded, but not counted as coverage".into()
            }
            Self::TooLong { most } => format!("too long; at most {most} characters"),
            Self::TooManyRows { most } => format!("too many rows; at most {most} in a file"),
            Self::AlreadyImported { at } => {
                let at = vietnam(*at).strftime("%Y-%m-%d %H:%M");
                format!("this file was imported at {at} (Vietnam); nothing changes")
            }
            Self::MonthOnly { day } => format!("only a month is given; taken as {day}"),
            Self::ErrorCell => "the cell shows a formula error; write the value itself".into(),
            Self::PersonalData { what } => format!(
                "looks like {}; personal data is not recorded, take it out of this cell",
                match what {
                    Personal::Identity => "an identity number",
                    Personal::Phone => "a phone number",
                }
            ),
            Self::PossibleDuplicate { row: Some(row) } => {
                format!("may repeat row {row}: same plan line, place and start day")
            }
            Self::PossibleDuplicate { row: None } => {
                "may repeat a recorded activity: same plan line, place and start day".into()
            }
            Self::ExceedsPlan { total, target } => {
                format!("the line's total would be {total}, above its target of {target}")
            }
            Self::OtherDistrict => {
                "this place lies outside the districts that the account may record".into()
            }
            Self::ExampleRow => "the template's example row, not read".into(),
            Self::NotATable { what } => what.en(),
            Self::TooLarge => {
                "the file is too large when unpacked; split it into several files".into()
            }
            Self::TooManyColumns { most } => format!("too many columns; at most {most}"),
            Self::UnknownSheet => "the file has no such sheet".into(),
            Self::UnknownUnit => "no unit has this code".into(),
        }
    }
}

/// A moment on the clocks of Vietnam.
fn vietnam(moment: Timestamp) -> DateTime {
    TimeZone::fixed(tz::offset(7)).to_datetime(moment)
}

/// `15/3/2018`, as Vietnamese write a day.
fn vi_date(day: Date) -> String {
    format!("{}/{}/{}", day.day(), day.month(), day.year())
}

/// The shape of the import report: `row, column, value, code, message_vi, message_en, candidates`.
impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("row", &self.row)?;
        map.serialize_entry("column", &self.column)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("code", self.kind.code())?;
        map.serialize_entry("message_vi", &self.kind.vi())?;
        map.serialize_entry("message_en", &self.kind.en())?;
        map.serialize_entry("candidates", &self.candidates)?;
        map.end()
    }
}
