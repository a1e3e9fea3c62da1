//! The fields of an activity table, and the headers that people write for them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::legacy::Legacy;
use crate::domain::names;

/// A field of an activity table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Activity,
    PlanLine,
    Title,
    Start,
    End,
    District,
    Place,
    Quantity,
    Participants,
    Women,
    Reference,
    Note,
}

/// A field, its English and Vietnamese headers, and other headers that people write for it.
type Entry = (Field, &'static str, &'static str, &'static [&'static str]);

impl Field {
    const TABLE: [Entry; 12] = [
        (
            Self::Activity,
            "activity",
            "Mã hoạt động",
            &[
                "Mã HĐ",
                "Mã số hoạt động",
                "Ký hiệu hoạt động",
                "activity_code",
                "activity_id",
                "code",
            ],
        ),
        (
            Self::PlanLine,
            "plan_line",
            "Mã nhiệm vụ",
            &[
                "Nhiệm vụ",
                "Mã NV",
                "Mã số nhiệm vụ",
                "Mã mục kế hoạch",
                "Mục kế hoạch",
                "Chỉ tiêu",
                "Mã chỉ tiêu",
                "line",
                "plan",
            ],
        ),
        (
            Self::Title,
            "title",
            "Nội dung",
            &[
                "Nội dung hoạt động",
                "Nội dung công việc",
                "Tên hoạt động",
                "Hoạt động",
                "Tiêu đề",
                "Nội dung thực hiện",
                "Tên công việc",
                "description",
                "activity_title",
                "activity_name",
            ],
        ),
        (
            Self::Start,
            "start",
            "Ngày bắt đầu",
            &[
                "Ngày",
                "Thời gian",
                "Ngày tháng",
                "Ngày thực hiện",
                "Thời gian thực hiện",
                "Thời gian bắt đầu",
                "Từ ngày",
                "Bắt đầu",
                "Ngày tổ chức",
                "Thời gian tổ chức",
                "Ngày tháng năm",
                "date",
                "start_date",
                "from",
                "day",
            ],
        ),
        (
            Self::End,
            "end",
            "Ngày kết thúc",
            &[
                "Thời gian kết thúc",
                "Đến ngày",
                "Kết thúc",
                "Ngày hoàn thành",
                "end_date",
                "to",
                "until",
            ],
        ),
        (
            Self::District,
            "district",
            "Huyện",
            &[
                "Tên huyện",
                "Huyện/thành phố",
                "Huyện, thành phố",
                "Huyện, TP",
                "Huyện/TP",
                "Huyện (thành phố)",
                "Quận/huyện",
                "Mã huyện",
                "district_name",
                "district_code",
            ],
        ),
        (
            Self::Place,
            "place",
            "Địa bàn",
            &[
                "Xã",
                "Tên xã",
                "Mã xã",
                "Xã/phường/thị trấn",
                "Xã, phường, thị trấn",
                "Xã, thị trấn",
                "Xã/thị trấn",
                "Xã phường",
                "Địa điểm",
                "Nơi thực hiện",
                "Địa bàn thực hiện",
                "Đơn vị",
                "Tên đơn vị",
                "Đơn vị hành chính",
                "Phạm vi",
                "commune",
                "commune_name",
                "commune_code",
                "unit",
                "location",
            ],
        ),
        (
            Self::Quantity,
            "quantity",
            "Số lượng",
            &[
                "SL",
                "Khối lượng",
                "Kết quả",
                "Số lượng thực hiện",
                "Kết quả thực hiện",
                "Số tờ",
                "Số tờ rơi",
                "Số cuộc",
                "Số lớp",
                "amount",
                "count",
                "number",
            ],
        ),
        (
            Self::Participants,
            "participants",
            "Số người tham gia",
            &[
                "Số người",
                "Người tham gia",
                "Số lượng người",
                "Số lượng người tham gia",
                "Số người dự",
                "Số lượt người",
                "Tổng số người",
                "Số người tham dự",
                "Tổng số người tham gia",
                "attendees",
                "people",
            ],
        ),
        (
            Self::Women,
            "women",
            "Nữ",
            &[
                "Số nữ",
                "Trong đó nữ",
                "Trong đó: nữ",
                "Phụ nữ",
                "Số phụ nữ",
                "Nữ giới",
                "female",
                "females",
            ],
        ),
        (
            Self::Reference,
            "reference",
            "Số văn bản",
            &[
                "Văn bản",
                "Số hiệu văn bản",
                "Số, ký hiệu văn bản",
                "Số ký hiệu",
                "Căn cứ",
                "Số quyết định",
                "document",
                "document_number",
            ],
        ),
        (
            Self::Note,
            "note",
            "Ghi chú",
            &[
                "Chú thích",
                "Lưu ý",
                "notes",
                "remark",
                "remarks",
                "comment",
            ],
        ),
    ];

    /// Without these a row means nothing.
    pub(super) const REQUIRED: [(Self, &'static str); 4] = [
        (Self::PlanLine, "`plan_line` (Mã nhiệm vụ)"),
        (Self::Title, "`title` (Nội dung)"),
        (Self::Start, "`start` (Ngày bắt đầu)"),
        (Self::Place, "`place` (Địa bàn)"),
    ];

    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLE.into_iter().map(|(field, ..)| field)
    }

    fn entry(self) -> &'static Entry {
        const TABLE: &[Entry] = &Field::TABLE;
        &TABLE[self as usize]
    }

    /// The English header, which is also the field's name for programs.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    pub fn vi(self) -> &'static str {
        self.entry().2
    }

    pub fn required(self) -> bool {
        Self::REQUIRED.iter().any(|(field, _)| *field == self)
    }

    /// By its words, also as they look in a font from before Unicode.
    pub(super) fn of_header(header: &str) -> Option<Self> {
        Self::of_words(header).or_else(|| {
            let mut legacy = Legacy::ALL.into_iter().filter(|_| !header.is_ascii());
            legacy.find_map(|legacy| Self::of_words(&legacy.decode(header)))
        })
    }

    fn of_words(header: &str) -> Option<Self> {
        HEADERS.get(&fold(header)).copied()
    }
}

/// Every header by its folded form, folded once.
static HEADERS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let mut headers = HashMap::new();
    for (field, en, vi, others) in Field::TABLE {
        for name in [en, vi].iter().chain(others) {
            headers.insert(fold(name), field);
        }
    }
    headers
});

/// A header without what people add in brackets: `Số lượng (tờ)`, `Ngày bắt đầu*`.
fn fold(header: &str) -> String {
    let bare = header.split(['(', '\n']).next().unwrap_or_default();
    let folded = names::fold(bare);
    if folded.is_empty() {
        names::fold(header)
    } else {
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_means_one_field() {
        for (field, en, vi, others) in Field::TABLE {
            assert_eq!(Field::TABLE[field as usize].0, field);
            for name in [en, vi].iter().chain(others) {
                assert_eq!(Field::of_header(name), Some(field), "{name}");
                assert_eq!(
                    Field::of_header(&name.to_uppercase()),
                    Some(field),
                    "{name}"
                );
            }
        }
        for (name, want) in [
            ("Số lượng (tờ)", Some(Field::Quantity)),
            ("Ngày bắt đầu *", Some(Field::Start)),
            ("  SỐ NGƯỜI\ntham gia", Some(Field::Participants)),
            ("(Nữ)", Some(Field::Women)),
            ("Kinh phí", None),
            ("", None),
            ("?", None),
        ] {
            assert_eq!(Field::of_header(name), want, "{name}");
        }
    }
}
