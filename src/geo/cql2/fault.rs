//! What is wrong with a condition: where, what was found and what is wanted, in both languages.

use std::borrow::Cow;

use super::{MOST_BYTES, MOST_LEVELS, MOST_OPERATIONS, MOST_VERTICES};

/// A condition that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: bytes before it while reading, and characters counted from 1 once it is told.
    pub at: usize,
    /// Boxed, so that the frames of the descent stay small.
    pub kind: Box<FaultKind>,
}

pub(super) type Read<T> = Result<T, Fault>;

/// The same thing said in Vietnamese and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub vi: &'static str,
    pub en: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    TooLong,
    TooDeep,
    TooManyOperations,
    TooManyVertices,
    NumberTooLarge,
    /// A quotation that does not end.
    Unclosed(char),
    /// `found` is empty at the end of the text.
    Unexpected {
        found: String,
        wanted: Said,
    },
    UnknownProperty {
        found: String,
        known: Vec<String>,
    },
    UnknownFunction {
        found: String,
        known: Vec<String>,
    },
    /// A value of another type than the one that is wanted there.
    WrongType {
        found: Said,
        wanted: Said,
    },
    /// A geometry that is none.
    Malformed(Said),
}

/// What may be wanted.
pub(super) mod want {
    use super::Said;

    pub const TOKEN: Said = Said {
        vi: "tên thuộc tính, số, chữ trong nháy đơn hoặc một phép toán",
        en: "a property, a number, text in single quotes or an operator",
    };
    pub const VALUE: Said = Said {
        vi: "một giá trị: thuộc tính, số, chữ trong nháy đơn như 'xa', true, false, DATE('2018-06-30') \
             hoặc hình học như POINT(103.1 22.6); giá trị rỗng thì dùng IS NULL",
        en: "a value: a property, a number, text in single quotes such as 'xa', true, false, DATE('2018-06-30') \
             or a geometry such as POINT(103.1 22.6); for missing values use IS NULL",
    };
    pub const END: Said = Said {
        vi: "AND, OR, một phép so sánh hoặc hết điều kiện",
        en: "AND, OR, a comparison or the end",
    };
    pub const OPEN: Said = Said {
        vi: "dấu `(`",
        en: "`(`",
    };
    pub const CLOSE: Said = Said {
        vi: "dấu `)`",
        en: "`)`",
    };
    pub const COMMA: Said = Said {
        vi: "dấu `,`",
        en: "`,`",
    };
    pub const COMMA_OR_CLOSE: Said = Said {
        vi: "dấu `,` hoặc `)`",
        en: "`,` or `)`",
    };
    pub const AND: Said = Said {
        vi: "AND (như trong BETWEEN 1 AND 2)",
        en: "AND (as in BETWEEN 1 AND 2)",
    };
    pub const NULL: Said = Said {
        vi: "NULL hoặc NOT NULL",
        en: "NULL or NOT NULL",
    };
    pub const PATTERN: Said = Said {
        vi: "mẫu trong nháy đơn, có thể trong CASEI(…) hoặc ACCENTI(…)",
        en: "a pattern in single quotes, which may stand in CASEI(…) or ACCENTI(…)",
    };
    pub const DATE: Said = Said {
        vi: "ngày trong nháy đơn như '2018-06-30'",
        en: "a day in single quotes such as '2018-06-30'",
    };
    pub const MOMENT: Said = Said {
        vi: "thời điểm trong nháy đơn như '2018-06-30T08:00:00Z'",
        en: "a moment in single quotes such as '2018-06-30T08:00:00Z'",
    };
    pub const BOUND: Said = Said {
        vi: "ngày hoặc thời điểm trong nháy đơn, thuộc tính ngày, hoặc '..'",
        en: "a day or moment in single quotes, a property with days, or '..'",
    };
    pub const COORDINATE: Said = Said {
        vi: "một tọa độ (số)",
        en: "a coordinate (a number)",
    };
    pub const GEOMETRY: Said = Said {
        vi: "POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING, MULTIPOLYGON hoặc GEOMETRYCOLLECTION",
        en: "POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING, MULTIPOLYGON or GEOMETRYCOLLECTION",
    };
    pub const DISTANCE: Said = Said {
        vi: "khoảng cách là số từ 0 trở lên",
        en: "a distance: a number ≥ 0",
    };
    pub const UNIT: Said = Said {
        vi: "đơn vị: meters, kilometers, feet, 'statute miles' hoặc 'nautical miles'",
        en: "a unit: meters, kilometers, feet, 'statute miles' or 'nautical miles'",
    };
}

impl Fault {
    pub(super) fn new(at: usize, kind: FaultKind) -> Self {
        let kind = Box::new(kind);
        Self { at, kind }
    }

    /// The same with its place in characters, as people count.
    #[must_use]
    pub(super) fn told(mut self, text: &str) -> Self {
        let before = text.get(..self.at).unwrap_or(text);
        self.at = before.chars().count() + 1;
        self
    }

    /// What may stand there instead, where that can be listed.
    pub fn known(&self) -> &[String] {
        match &*self.kind {
            FaultKind::UnknownProperty { known, .. } | FaultKind::UnknownFunction { known, .. } => {
                known
            }
            _ => &[],
        }
    }

    pub fn vi(&self) -> String {
        match &*self.kind {
            FaultKind::TooLong => format!("điều kiện quá dài; nhiều nhất {MOST_BYTES} byte"),
            FaultKind::TooDeep => {
                format!("quá nhiều ngoặc lồng nhau; nhiều nhất {MOST_LEVELS} lớp")
            }
            FaultKind::TooManyOperations => {
                format!("quá nhiều phép toán; nhiều nhất {MOST_OPERATIONS} (danh sách thì dùng IN)")
            }
            FaultKind::TooManyVertices => format!("quá nhiều đỉnh; nhiều nhất {MOST_VERTICES}"),
            FaultKind::NumberTooLarge => "số quá lớn".into(),
            FaultKind::Unclosed(quote) => format!("dấu {quote} mở ra mà không đóng lại"),
            FaultKind::Unexpected { found, wanted } => {
                format!("{}, cần {}", found_vi(found), wanted.vi)
            }
            FaultKind::UnknownProperty { found, known } => {
                let found = short(found);
                format!(
                    "không có thuộc tính `{found}`; có thể dùng: {}",
                    known.join(", ")
                )
            }
            FaultKind::UnknownFunction { found, known } => {
                let found = short(found);
                format!("không có hàm `{found}`; có thể dùng: {}", known.join(", "))
            }
            FaultKind::WrongType { found, wanted } => {
                format!("thấy {}, cần {}", found.vi, wanted.vi)
            }
            FaultKind::Malformed(why) => why.vi.into(),
        }
    }

    pub fn en(&self) -> String {
        match &*self.kind {
            FaultKind::TooLong => format!("the condition is too long; at most {MOST_BYTES} bytes"),
            FaultKind::TooDeep => format!("nested too deeply; at most {MOST_LEVELS} levels"),
            FaultKind::TooManyOperations => {
                format!("too many operations; at most {MOST_OPERATIONS} (for a list use IN)")
            }
            FaultKind::TooManyVertices => format!("too many vertices; at most {MOST_VERTICES}"),
            FaultKind::NumberTooLarge => "the number is too large".into(),
            FaultKind::Unclosed(quote) => format!("{quote} opens and never closes"),
            FaultKind::Unexpected { found, wanted } => {
                format!("found {}, want {}", found_en(found), wanted.en)
            }
            FaultKind::UnknownProperty { found, known } => {
                let found = short(found);
                format!(
                    "there is no property `{found}`; there are: {}",
                    known.join(", ")
                )
            }
            FaultKind::UnknownFunction { found, known } => {
                let found = short(found);
                format!(
                    "there is no function `{found}`; there are: {}",
                    known.join(", ")
                )
            }
            FaultKind::WrongType { found, wanted } => {
                format!("found {}, want {}", found.en, wanted.en)
            }
            FaultKind::Malformed(why) => why.en.into(),
        }
    }
}

fn found_vi(found: &str) -> Cow<'static, str> {
    match found {
        "" => "hết điều kiện".into(),
        found => format!("thấy `{}`", short(found)).into(),
    }
}

fn found_en(found: &str) -> Cow<'static, str> {
    match found {
        "" => "the end".into(),
        found => format!("`{}`", short(found)).into(),
    }
}

/// Whatever was sent is shown, but not at any length.
fn short(found: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = found.chars().take(MOST).collect();
    if shown.len() < found.len() {
        shown.push('…');
    }
    shown
}
