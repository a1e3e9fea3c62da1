//! `GET /api/conformance`: which classes of the standards hold here. A class stands in the list only if its requirements
//! are tested (`tests/it/requirements`).

use axum::response::Response;
use serde_json::{Value, json};

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::http::html;
use crate::http::link::{self, JSON, Link};
use crate::http::problem::Problem;
use crate::http::ready::Answer;

/// A conformance class.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    pub uri: &'static str,
    /// What it means here, in Vietnamese and English.
    pub about_vi: &'static str,
    pub about: &'static str,
}

pub const CLASSES: [Class; 25] = [
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        about_vi: "Trang đầu, danh sách chuẩn, bộ dữ liệu và đối tượng, với `limit`, `bbox` và `datetime`",
        about: "Landing page, conformance, collections and their features, with `limit`, `bbox` and `datetime`",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        about_vi: "Đối tượng ở dạng GeoJSON",
        about: "Features as GeoJSON",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
        about_vi: "Mọi tài nguyên đều có trang web",
        about: "Every resource as a web page",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        about_vi: "Bản mô tả dịch vụ theo OpenAPI 3.0",
        about: "A description of the service in OpenAPI 3.0",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        about_vi: "Tọa độ ở hệ khác, chọn bằng địa chỉ của hệ: `crs`, `bbox-crs`",
        about: "Coordinates in other systems, asked for by reference: `crs`, `bbox-crs`",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        about_vi: "Các thuộc tính dùng để lọc, ở dạng lược đồ",
        about: "The properties to filter by, as a schema",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
        about_vi: "Mỗi thuộc tính ấy là một tham số",
        about: "Each of these properties as a parameter",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        about_vi: "Điều kiện trong tham số `filter`",
        about: "Conditions in the parameter `filter`",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        about_vi: "`filter` cho đối tượng của mọi bộ dữ liệu",
        about: "`filter` on the features of every collection",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
        about_vi: "Điều kiện viết bằng chữ",
        about: "Conditions written as text",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
        about_vi: "So sánh, `IS NULL`, `AND`, `OR`, `NOT`",
        about: "Comparisons, `IS NULL`, `AND`, `OR`, `NOT`",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
        about_vi: "`LIKE`, `BETWEEN`, `IN`",
        about: "`LIKE`, `BETWEEN`, `IN`",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
        about_vi: "`CASEI`: không phân biệt chữ hoa, chữ thường",
        about: "`CASEI`: capital and small letters are the same",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
        about_vi: "`ACCENTI`: không phân biệt có dấu, không dấu",
        about: "`ACCENTI`: letters with and without marks are the same",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
        about_vi: "`S_INTERSECTS` với điểm và khung chữ nhật",
        about: "`S_INTERSECTS` with points and boxes",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
        about_vi: "`S_INTERSECTS` với mọi loại hình học",
        about: "`S_INTERSECTS` with every geometry",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
        about_vi: "`S_WITHIN`, `S_CONTAINS`, `S_TOUCHES` và các hàm tương tự",
        about: "`S_WITHIN`, `S_CONTAINS`, `S_TOUCHES` and their like",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
        about_vi: "`T_AFTER`, `T_DURING` và các hàm tương tự",
        about: "`T_AFTER`, `T_DURING` and their like",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
        about_vi: "So sánh hai thuộc tính với nhau",
        about: "Properties compared with each other",
    },
    Class {
        uri: "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
        about_vi: "Cộng, nhân, lũy thừa trong điều kiện",
        about: "Sums, products and powers in conditions",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
        about_vi: "Lược đồ nêu kiểu, đơn vị và vai trò của thuộc tính",
        about: "Schemas that name types, units and roles of properties",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
        about_vi: "Thuộc tính nào là mã, hình học, thời gian",
        about: "Which property is the id, the geometry, the time",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
        about_vi: "Lược đồ đối tượng của mọi bộ dữ liệu",
        about: "The schema of the features of every collection",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
        about_vi: "Các thuộc tính dùng để lọc cũng là một lược đồ như vậy",
        about: "The queryables as such a schema",
    },
    Class {
        uri: "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
        about_vi: "Các thuộc tính dùng để sắp xếp",
        about: "The properties to sort by",
    },
];

pub async fn page(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    app.answer(ask, move |ask, now| {
        let mut parameters = ask.parameters()?;
        let face = ask.face(&mut parameters)?;
        parameters.finish()?;
        let document = document(ask);
        match face {
            Face::Page(language) => html::conformance::page(ask, now, language, &document),
            Face::Data | Face::File(..) => Answer::json(&document),
        }
    })
    .await
}

pub fn document(ask: &Ask) -> Value {
    let base = ask.base();
    let links = [
        Link::new(
            format!("{base}/api/conformance"),
            "self",
            JSON,
            "This document",
        ),
        link::alternate(ask),
    ];
    json!({"links": links, "conformsTo": CLASSES.map(|class| class.uri)})
}
