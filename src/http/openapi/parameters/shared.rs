//! What the features of all collections, and figures, are asked for by.

use serde_json::json;

use super::{Part, Query, first_line, flag};
use crate::domain::Reference;
use crate::exchange::export::{FORMATS, Format};
use crate::geo::Crs;
use crate::http::api;
use crate::http::openapi::parts::{date, moment, one_of, schema, text};
use crate::service::map::{LEAST_DPI, MOST_DPI, Size};
use crate::service::query::{DEFAULT_FEATURES, FINEST_ZOOM, MOST_FEATURES};
use crate::service::records;

pub fn looks() -> Part {
    let f = Query::new(
        "f",
        "Định dạng",
        "`json` for data, `html` for a page; without it the header `Accept` decides",
        one_of(["json", "html"]),
    );
    let told = FORMATS.iter().map(|format| {
        let also = format.also.iter().map(|name| format!(", also `{name}`"));
        format!(
            "- `{}`{}: {}, {}",
            format.id,
            also.collect::<String>(),
            format.title_en,
            format.about_en
        )
    });
    let about = format!(
        "What the features come as; without it the header `Accept` decides:\n\n{}\n- `html`: a page\n\nFormats besides GeoJSON and pages hold all that match unless `limit` is given",
        told.collect::<Vec<_>>().join("\n")
    );
    let of_features = Query::new(
        "f",
        "Định dạng",
        &about,
        one_of(Format::names().chain(["html"])),
    );
    let html = Query::new(
        "f",
        "Định dạng",
        "It is a page and nothing else",
        one_of(["html"]),
    );
    let lang = Query::new(
        "lang",
        "Ngôn ngữ của trang",
        "Language of a page, or of the texts of a file; without it the header `Accept-Language` decides. Data is the same in both",
        one_of(["vi", "en"]),
    );
    let skip = Query::new(
        "skip_geometry",
        "Bỏ hình học",
        "`true` leaves geometry out: it is null",
        flag(),
    );
    let download = Query::new(
        "download",
        "Tải xuống",
        "`true` offers the answer as a file whose name says what it is",
        flag(),
    );
    vec![
        f.example("json").at("f"),
        of_features.example("csv").at("format"),
        html.example("html").at("htmlOnly"),
        lang.example("vi").at("lang"),
        skip.example(true).at("skipGeometry"),
        download.example(true).at("download"),
    ]
}

pub fn pages() -> Part {
    let limit = |most: usize, usual: Option<usize>| {
        let mut schema = json!({"type": "integer", "minimum": 1, "maximum": most});
        if let Some(usual) = usual {
            schema["default"] = json!(usual);
        }
        let about = match usual {
            Some(_) => "Most on one page; more than the maximum counts as the maximum",
            None => {
                "Most in the file; more than the maximum counts as the maximum. Without it, all of them"
            }
        };
        Query::new("limit", "Số đối tượng mỗi trang", about, schema)
    };
    let offset = Query::new(
        "offset",
        "Bỏ qua",
        "How many to leave out before the first; links to other pages have it",
        json!({"type": "integer", "format": "int64", "minimum": 0, "default": 0}),
    );
    let usual = limit(MOST_FEATURES, Some(DEFAULT_FEATURES));
    vec![
        usual.example(108).at("limit"),
        limit(MOST_FEATURES, None).example(10).at("fileLimit"),
        limit(records::MOST, Some(records::USUAL))
            .example(20)
            .at("recordLimit"),
        offset.example(0).at("offset"),
    ]
}

pub fn places() -> Part {
    let number = json!({"type": "number"});
    let bbox = Query::new(
        "bbox",
        "Khung bao",
        "Features that touch this box: west, south, east, north, or with heights after south and north, which do not count. In degrees, or in the axes and units of `bbox-crs`, in their order. West of 180° and east of it, the box crosses the antimeridian",
        json!({
            "type": "array",
            "minItems": 4,
            "maxItems": 6,
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": number,
        }),
    );
    let system = |name, vi, about: &str| {
        let mut schema = one_of(Crs::ALL.map(Crs::uri));
        schema["format"] = json!("uri");
        schema["default"] = json!(Crs::default().uri());
        Query::new(name, vi, about, schema).example(Crs::Epsg3405.uri())
    };
    let known = Crs::ALL.map(|crs| format!("- `{}`: {}", crs.code(), crs.titles().1));
    let about = format!(
        "System of the answer's coordinates, in the order of its axes; the header `Content-Crs` repeats it:\n\n{}",
        known.join("\n")
    );
    let crs = system("crs", "Hệ tọa độ", &about);
    let bbox_crs = system(
        "bbox-crs",
        "Hệ tọa độ của khung",
        "System of the numbers of `bbox`",
    );
    let filter_crs = system(
        "filter-crs",
        "Hệ tọa độ của điều kiện",
        "System of the geometries in `filter`",
    );
    let mut only = one_of([Crs::Crs84.uri()]);
    only["format"] = json!("uri");
    let file_crs = Query::new(
        "crs",
        "Hệ tọa độ",
        "GeoJSON files are in WGS 84, longitude first (RFC 7946, 4); the features interface and the other formats take more",
        only,
    );
    let zoom = Query::new(
        "zoom-level",
        "Mức thu phóng",
        "Borders are generalised as far as a map of tiles of this zoom level (WebMercatorQuad) does not show; units still fit together without gaps. Not together with `max-allowable-offset`",
        json!({"type": "number", "minimum": 0, "maximum": FINEST_ZOOM}),
    );
    let offset = Query::new(
        "max-allowable-offset",
        "Sai lệch cho phép",
        "Borders may be generalised by this much, in the unit of `crs` (degrees or metres); units still fit together without gaps. Not together with `zoom-level`",
        json!({"type": "number", "minimum": 0}),
    );
    vec![
        bbox.example(json!([102.9, 22.2, 103.5, 22.7])).at("bbox"),
        bbox_crs.at("bboxCrs"),
        crs.at("crs"),
        file_crs.example(Crs::Crs84.uri()).at("fileCrs"),
        filter_crs.at("filterCrs"),
        zoom.example(9).at("zoomLevel"),
        offset.example(0.001).at("maxAllowableOffset"),
    ]
}

pub fn times() -> Part {
    let datetime = Query::new(
        "datetime",
        "Thời gian",
        "Features of this time: a date, an RFC 3339 time, or an interval `from/until`, whose ends may be open (`..` or nothing). A time falls on its day in Vietnam. Features without a time always match; for coverage, an interval asks for the state at its end",
        text(),
    );
    let as_of = Query::new(
        "as_of",
        "Tính đến ngày",
        "The day that is shown: what was done by its end. Today in Vietnam, if nobody says",
        date(),
    );
    let known_at = Query::new(
        "known_at",
        "Theo hiểu biết lúc",
        "As the data was known at a past moment, or at the end of a past day in Vietnam: an answer of then can be had again after later corrections",
        json!({"anyOf": [moment(), date()]}),
    );
    vec![
        datetime.example("2017-01-01/2018-06-30").at("datetime"),
        as_of.example("2018-06-30").at("asOf"),
        known_at.example("2018-07-05T08:00:00+07:00").at("knownAt"),
    ]
}

pub fn promises(reference: &Reference) -> Part {
    let line = Query::new(
        "line",
        "Nhiệm vụ",
        "The plan line that is shown. Without it, all lines together that speak to people where they live",
        schema("PlanLineId"),
    );
    let years = reference.plan.years();
    let year = Query::new(
        "year",
        "Năm",
        "Only lines of this year, taken together; not together with `line`",
        json!({"type": "integer", "enum": years}),
    );
    let district = Query::new(
        "district",
        "Huyện, thành phố",
        "Only this district, by code or name",
        text(),
    );
    let scope = Query::new(
        "scope",
        "Phạm vi",
        "Which communes: the 23 at the border, or all 108",
        json!({"type": "string", "enum": ["border", "all"], "default": "border"}),
    );
    let radius = Query::new(
        "radius_km",
        "Bán kính",
        "How far a pano is taken to be seen, km; without it, as the plan data says",
        json!({
            "type": "number",
            "minimum": 0,
            "exclusiveMinimum": true,
            "maximum": api::pano_reach::WIDEST_KM,
        }),
    );
    vec![
        line.example(first_line(reference)).at("line"),
        year.example(years.last().copied()).at("year"),
        district.example("Phong Thổ").at("district"),
        scope.example("all").at("scope"),
        radius.example(5).at("radius"),
    ]
}

pub fn pictures() -> Part {
    let size = Query::new(
        "size",
        "Khổ",
        "`a4` and `a3` are pages, landscape; `slide` is 1920 × 1080; `social` (1200 × 630) is what chat programs show beside a link; `figure` (160 × 110 mm, without a title) goes into a report",
        json!({
            "type": "string",
            "enum": Size::ALL.map(Size::as_str),
            "default": Size::default().as_str(),
        }),
    );
    let dpi = Query::new(
        "dpi",
        "Điểm ảnh trên inch",
        "Pixels to the inch; without it 150 on paper, 200 in a figure, 96 on a screen",
        json!({"type": "integer", "minimum": LEAST_DPI, "maximum": MOST_DPI}),
    );
    let lang = Query::new(
        "lang",
        "Ngôn ngữ của bản đồ",
        "Language of the words on the map",
        json!({"type": "string", "enum": ["vi", "en"], "default": "vi"}),
    );
    vec![
        size.example("slide").at("size"),
        dpi.example(150).at("dpi"),
        lang.example("en").at("mapLang"),
    ]
}

pub fn conditions() -> Part {
    let lang = Query::new(
        "filter-lang",
        "Ngôn ngữ của điều kiện",
        "How `filter` is written",
        json!({"type": "string", "enum": ["cql2-text"], "default": "cql2-text"}),
    );
    vec![lang.example("cql2-text").at("filterLang")]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What conformance tests look for.
    #[test]
    fn bbox_and_limit_are_declared_as_the_standard_has_them() {
        let places = places();
        let bbox = &places.iter().find(|(key, _)| *key == "bbox").unwrap().1["schema"];
        assert_eq!(
            (&bbox["minItems"], &bbox["maxItems"]),
            (&json!(4), &json!(6))
        );
        assert_eq!(bbox["items"]["type"], "number");
        let pages = pages();
        let limit = &pages.iter().find(|(key, _)| *key == "limit").unwrap().1["schema"];
        assert_eq!(limit["minimum"], 1);
        assert!(limit["maximum"].as_u64().unwrap() >= 108 && limit["default"].is_u64());
    }
}
