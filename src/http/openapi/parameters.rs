//! Parameters: those that many operations share, and those of each collection.

use serde_json::{Map, Value, json};

use super::parts::{date, moment, one_of, parameter, schema};
use crate::domain::{Reference, State};
use crate::exchange::import::MOST_BYTES;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Crs, ShapeKind};
use crate::http::api;
use crate::http::schema;
use crate::service::collection::{COLLECTIONS, Collection};
use crate::service::query::{DEFAULT_FEATURES, FINEST_ZOOM, MOST_FEATURES};
use crate::service::records;

/// A parameter of the address's end.
struct Query {
    name: &'static str,
    vi: &'static str,
    about: String,
    schema: Value,
    example: Value,
}

impl Query {
    fn new(name: &'static str, vi: &'static str, about: &str, schema: Value) -> Self {
        Self {
            name,
            vi,
            about: about.to_owned(),
            schema,
            example: Value::Null,
        }
    }

    fn example(mut self, example: impl Into<Value>) -> Self {
        self.example = example.into();
        self
    }

    fn value(self) -> Value {
        let mut value = json!({
            "name": self.name,
            "in": "query",
            "required": false,
            "description": self.about,
            "x-title-vi": self.vi,
            "schema": self.schema,
            "style": "form",
            "explode": false,
        });
        if !self.example.is_null() {
            value["example"] = self.example;
        }
        value
    }
}

/// The `components/parameters`.
pub fn parameters(reference: &Reference) -> Value {
    let mut all = Map::new();
    for part in [
        looks(),
        pages(),
        places(),
        times(),
        promises(reference),
        conditions(),
        records(reference),
        machines(),
    ] {
        all.extend(part.into_iter().map(|(key, value)| (key.to_owned(), value)));
    }
    all.extend(COLLECTIONS.into_iter().flat_map(own));
    all.into()
}

type Part = Vec<(&'static str, Value)>;

fn looks() -> Part {
    let f = Query::new(
        "f",
        "Định dạng",
        "`json` for data, `html` for a page; without it the header `Accept` decides",
        one_of(["json", "html"]),
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
        "Language of a page; without it the header `Accept-Language` decides. Data is the same in both",
        one_of(["vi", "en"]),
    );
    let skip = Query::new(
        "skip_geometry",
        "Bỏ hình học",
        "`true` leaves geometry out: it is null",
        json!({"type": "boolean", "default": false}),
    );
    let download = Query::new(
        "download",
        "Tải xuống",
        "`true` offers the answer as a file whose name says what it is",
        json!({"type": "boolean", "default": false}),
    );
    vec![
        ("f", f.example("json").value()),
        ("htmlOnly", html.example("html").value()),
        ("lang", lang.example("vi").value()),
        ("skipGeometry", skip.example(true).value()),
        ("download", download.example(true).value()),
    ]
}

fn pages() -> Part {
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
        ("limit", usual.example(108).value()),
        ("fileLimit", limit(MOST_FEATURES, None).example(10).value()),
        (
            "recordLimit",
            limit(records::MOST, Some(records::USUAL))
                .example(20)
                .value(),
        ),
        ("offset", offset.example(0).value()),
    ]
}

fn places() -> Part {
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
        (
            "bbox",
            bbox.example(json!([102.9, 22.2, 103.5, 22.7])).value(),
        ),
        ("bboxCrs", bbox_crs.value()),
        ("crs", crs.value()),
        ("filterCrs", filter_crs.value()),
        ("zoomLevel", zoom.example(9).value()),
        ("maxAllowableOffset", offset.example(0.001).value()),
    ]
}

fn times() -> Part {
    let datetime = Query::new(
        "datetime",
        "Thời gian",
        "Features of this time: a date, an RFC 3339 time, or an interval `from/until`, whose ends may be open (`..` or nothing). A time falls on its day in Vietnam. Features without a time always match; for coverage, an interval asks for the state at its end",
        json!({"type": "string"}),
    );
    let as_of = Query::new(
        "as_of",
        "Tính đến ngày",
        "The day that is shown: what was done by its end. Today in Vietnam, if nobody says",
        json!({"type": "string", "format": "date"}),
    );
    let known_at = Query::new(
        "known_at",
        "Theo hiểu biết lúc",
        "As the data was known at a past moment, or at the end of a past day in Vietnam: an answer of then can be had again after later corrections",
        json!({"anyOf": [moment(), date()]}),
    );
    vec![
        (
            "datetime",
            datetime.example("2017-01-01/2018-06-30").value(),
        ),
        ("asOf", as_of.example("2018-06-30").value()),
        (
            "knownAt",
            known_at.example("2018-07-05T08:00:00+07:00").value(),
        ),
    ]
}

fn promises(reference: &Reference) -> Part {
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
        json!({"type": "string"}),
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
        ("line", line.example(first_line(reference)).value()),
        ("year", year.example(years.last().copied()).value()),
        ("district", district.example("Phong Thổ").value()),
        ("scope", scope.example("all").value()),
        ("radius", radius.example(5).value()),
    ]
}

/// A line that reaches communes.
fn first_line(reference: &Reference) -> Option<&str> {
    let lines = &reference.plan.lines;
    let first = lines.iter().find(|line| line.kind.counts_overall());
    first.map(|line| line.id.as_str())
}

fn conditions() -> Part {
    let filter = Query::new(
        "filter",
        "Điều kiện",
        "A condition in CQL2 text on the properties that `…/queryables` lists, and on `geometry`; holds together with every other parameter",
        json!({"type": "string"}),
    );
    let lang = Query::new(
        "filter-lang",
        "Ngôn ngữ của điều kiện",
        "How `filter` is written",
        json!({"type": "string", "enum": ["cql2-text"], "default": "cql2-text"}),
    );
    let filter =
        filter.example("border = true AND S_INTERSECTS(geometry, BBOX(102.9, 22.2, 103.5, 22.7))");
    vec![
        ("filter", filter.value()),
        ("filterLang", lang.example("cql2-text").value()),
    ]
}

/// What records are found by, and what is told of uploads.
fn records(reference: &Reference) -> Part {
    let list = |items: Value| json!({"type": "array", "minItems": 1, "items": items});
    let states = State::ALL.map(State::as_str).into_iter();
    let day = || json!({"type": "string", "format": "date"});
    let all = [
        (
            "q",
            Query::new(
                "q",
                "Tìm kiếm",
                "Words in the title, note, reference or code; case and accents do not matter",
                json!({"type": "string"}),
            )
            .example("tờ rơi"),
        ),
        (
            "planLines",
            Query::new(
                "plan_line",
                "Nhiệm vụ",
                "Of these plan lines; several with commas",
                list(schema("PlanLineId")),
            ).example(json!([first_line(reference)])),
        ),
        (
            "states",
            Query::new(
                "state",
                "Trạng thái",
                "In these states; several with commas. Deleted ones are only shown if they are asked for",
                list(one_of(states.chain([records::DELETED]))),
            )
            .example(json!(["submitted"])),
        ),
        (
            "place",
            Query::new(
                "place",
                "Địa bàn",
                "With a share of this place: the code of a commune, a district or the province, or a pano site",
                json!({"type": "string"}),
            )
            .example("03571"),
        ),
        (
            "from",
            Query::new("from", "Từ ngày", "Ended on this day or later", day()).example("2018-01-01"),
        ),
        (
            "until",
            Query::new("until", "Đến ngày", "Began on this day or earlier", day())
                .example("2018-06-30"),
        ),
        (
            "recordedBy",
            Query::new(
                "recorded_by",
                "Người cập nhật",
                "Whose last revision this account, or command, made",
                json!({"type": "string"}),
            )
            .example("phong-thổ"),
        ),
        (
            "import",
            Query::new(
                "import",
                "Lần nhập",
                "Brought by the import of this number",
                json!({"type": "integer", "format": "int64", "minimum": 0}),
            )
            .example(1),
        ),
        (
            "since",
            Query::new(
                "since",
                "Từ phiên bản",
                "Changes after this version",
                json!({"type": "integer", "format": "int64", "minimum": 0, "default": 0}),
            )
            .example(0),
        ),
        (
            "dryRun",
            Query::new(
                "dry_run",
                "Chạy thử",
                "`true` only says what would come of it; nothing is recorded",
                json!({"type": "boolean", "default": false}),
            )
            .example(true),
        ),
        (
            "fileName",
            Query::new(
                "file_name",
                "Tên tệp",
                "Name of the file, where the body is the file itself",
                json!({"type": "string"}),
            )
            .example("Hoạt động 2018.xlsx"),
        ),
    ];
    let mut part: Part = all
        .into_iter()
        .map(|(key, query)| (key, query.value()))
        .collect();
    part.push(("options", json!({
        "name": "options",
        "in": "query",
        "required": false,
        "description": format!("What the file leaves open, as JSON; the file may have {} MB", MOST_BYTES >> 20),
        "x-title-vi": "Tùy chọn",
        "content": {"application/json": {
            "schema": schema("ImportOptions"),
            "example": {"places": {"Tà Tổng": "03439"}},
        }},
    })));
    part
}

/// Accounts and the audit log, parts of addresses, and headers.
fn machines() -> Part {
    let part = |name: &str, vi: &str, about: &str, schema: Value, example: &str| {
        json!({
            "name": name, "in": "path", "required": true, "description": about, "x-title-vi": vi,
            "schema": schema, "example": example,
        })
    };
    let head = |name: &str, required: bool, about: &str, example: &str| {
        json!({
            "name": name, "in": "header", "required": required, "description": about,
            "schema": {"type": "string"}, "example": example,
        })
    };
    let number = || json!({"type": "integer", "format": "int64", "minimum": 1});
    let text = || json!({"type": "string"});
    let everywhere = Query::new(
        "everywhere",
        "Mọi nơi",
        "`true` ends all sessions of the account",
        json!({"type": "boolean", "default": false}),
    );
    let account = Query::new(
        "account",
        "Tài khoản",
        "Whose tokens; `*` for everybody's. Only admins may name others than themselves",
        text(),
    );
    let before = Query::new("before", "Trước mục", "Entries before this one", number());
    let check = Query::new(
        "check",
        "Kiểm tra",
        "`true` holds the whole log against its hashes and the ledger",
        json!({"type": "boolean", "default": false}),
    );
    let mut entries = number();
    entries["maximum"] = json!(api::accounts::MOST_ENTRIES);
    entries["default"] = json!(api::accounts::USUAL_ENTRIES);
    let entries = Query::new("limit", "Số mục", "Most entries in one answer", entries);
    let ids = one_of(COLLECTIONS.iter().map(|c| c.id));
    let uuid = json!({"type": "string", "format": "uuid"});
    let an_id = "0190a6c4-0000-7000-8000-000000000000";
    vec![
        (
            "collectionId",
            part(
                "collectionId",
                "Lớp dữ liệu",
                "Id of a collection",
                ids,
                "coverage",
            ),
        ),
        (
            "activityId",
            part("activityId", "Hoạt động", "Id of an activity", uuid, an_id),
        ),
        (
            "accountName",
            part(
                "accountName",
                "Tài khoản",
                "Name of an account",
                text(),
                "phong-thổ",
            ),
        ),
        (
            "tokenId",
            part("tokenId", "Mã truy cập", "Number of a token", text(), "7"),
        ),
        (
            "ifNoneMatch",
            head(
                "If-None-Match",
                false,
                "Tags of answers that the asker has: if one of them still holds, 304 and nothing more",
                "\"42-9a3f6c1e5b7d2084-identity\"",
            ),
        ),
        (
            "ifMatch",
            head(
                "If-Match",
                true,
                "The `ETag` of the record that is being changed, or `*` for whatever is in force",
                "\"1\"",
            ),
        ),
        (
            "ifMatchOptional",
            head(
                "If-Match",
                false,
                "The `ETag` of the record that was read; without it, whatever is in force",
                "\"1\"",
            ),
        ),
        ("everywhere", everywhere.example(true).value()),
        ("account", account.example("*").value()),
        ("before", before.example(100).value()),
        ("check", check.example(true).value()),
        ("entryLimit", entries.example(20).value()),
    ]
}

/// What items of a collection can be asked for by, as a page or, with `file`, as a file.
pub fn of_collection(collection: &Collection, file: bool) -> Vec<Value> {
    let mut names = if file {
        vec!["fileLimit"]
    } else {
        vec!["f", "lang", "limit"]
    };
    names.extend(["offset", "bbox", "bboxCrs", "datetime"]);
    names.extend(look(collection));
    names.extend([
        "filter",
        "filterLang",
        "filterCrs",
        "skipGeometry",
        "download",
    ]);
    let own = own(collection).into_iter().map(|(key, _)| parameter(&key));
    names.into_iter().map(parameter).chain(own).collect()
}

/// The parameters that a collection has for itself, by their keys: `communes.border`.
fn own(collection: &Collection) -> Vec<(String, Value)> {
    let filters = collection
        .filterable()
        .filter(|column| !is_view(collection, column))
        .map(|column| (column.name, property(column)));
    [
        ("sortby", sorted(collection)),
        ("properties", chosen(collection)),
    ]
    .into_iter()
    .chain(filters)
    .map(|(name, value)| (format!("{}.{name}", collection.id), value))
    .collect()
}

/// What one feature of a collection can be asked for by.
pub fn of_feature(collection: &Collection) -> Vec<Value> {
    let mut names = vec!["f", "lang"];
    names.extend(look(collection));
    names.into_iter().map(parameter).collect()
}

/// How features are shown: of which promise, as of when, in which coordinates.
fn look(collection: &Collection) -> Vec<&'static str> {
    let mut names = vec!["knownAt", "crs", "zoomLevel", "maxAllowableOffset"];
    // Where it is a filter of its own, that says what it means there.
    if !collection
        .also_by
        .iter()
        .any(|column| column.name == "as_of")
    {
        names.insert(0, "asOf");
    }
    if collection.has_view {
        names.splice(0..0, ["line", "year"]);
    }
    names
}

/// Not a filter but what is looked at.
fn is_view(collection: &Collection, column: &Column) -> bool {
    collection.has_view && ["line", "as_of"].contains(&column.name)
}

/// A property as a parameter, with the schema that the queryables have for it.
fn property(column: &Column) -> Value {
    let mut of_one = schema::plain(column);
    if column.kind == ColumnKind::Integer {
        of_one.insert("format".into(), json!("int64"));
    }
    let many = column.kind != ColumnKind::Prose;
    let (several, schema) = if many {
        let list = json!({"type": "array", "minItems": 1, "items": of_one});
        ("; several values with commas: any of them", list)
    } else {
        ("", of_one.into())
    };
    let about = format!("Only with this value of `{}`{several}", column.name);
    let mut value = Query::new(column.name, column.title_vi, &about, schema).value();
    value["x-queryable"] = json!(column.name);
    value
}

fn sorted(collection: &Collection) -> Value {
    let names = || {
        collection
            .columns
            .iter()
            .filter(|c| c.kind != ColumnKind::Json)
    };
    let both = names().flat_map(|c| [c.name.to_owned(), format!("-{}", c.name)]);
    let both: Vec<String> = both.collect();
    let name = names().nth(1).map_or("id", |c| c.name);
    Query::new(
        "sortby",
        "Sắp xếp theo",
        "Properties to sort by, the first before the second; with `-` in front, the greatest first",
        json!({
            "type": "array",
            "minItems": 1,
            "items": one_of(both.iter().map(String::as_str)),
        }),
    )
    .example(json!([format!("-{name}")]))
    .value()
}

fn chosen(collection: &Collection) -> Value {
    let names = collection.columns.iter().map(|c| c.name);
    Query::new(
        "properties",
        "Thuộc tính",
        "Only these properties; the id always comes",
        json!({"type": "array", "minItems": 1, "items": one_of(names)}),
    )
    .example(json!([collection.columns[1].name]))
    .value()
}

/// An id of a feature in an address.
pub fn feature_id(collection: &Collection) -> Value {
    let example = match collection.shape {
        ShapeKind::Point => "ma-lu-thang",
        ShapeKind::Points => "0190a6c4-0000-7000-8000-000000000000",
        ShapeKind::Areas if collection.id == "districts" => "109",
        ShapeKind::Areas => "03571",
    };
    let id = &collection.columns[0];
    json!({
        "name": "featureId",
        "in": "path",
        "required": true,
        "description": format!("Id of a feature: its `{}`", id.name),
        "x-title-vi": id.title_vi,
        "schema": {"type": "string"},
        "example": example,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::collection;

    fn of(id: &str, file: bool) -> Vec<String> {
        let collection = collection::find(id).unwrap();
        let name = |value: &Value| {
            let key = value["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            key.rsplit('.').next().unwrap().to_owned()
        };
        of_collection(collection, file).iter().map(name).collect()
    }

    #[test]
    fn every_collection_has_its_own_parameters() {
        let coverage = of("coverage", false);
        for name in ["line", "year", "asOf", "status", "border", "f", "limit"] {
            assert!(coverage.iter().any(|n| n == name), "{name}");
        }
        // What is looked at is no filter besides.
        assert!(!coverage.iter().any(|n| n == "as_of"));
        let activities = of("activities", true);
        for name in ["as_of", "q", "place", "fileLimit", "state"] {
            assert!(activities.iter().any(|n| n == name), "{name}");
        }
        for name in ["asOf", "line", "shares", "f"] {
            assert!(!activities.iter().any(|n| n == name), "{name}");
        }
    }

    #[test]
    fn a_property_takes_several_values_unless_they_may_hold_commas() {
        let status = property(
            &Column::one_of("status", &["built", "planned"]).titled("Tình trạng", "Status"),
        );
        assert_eq!(status["schema"]["type"], "array");
        assert_eq!(
            status["schema"]["items"]["enum"],
            json!(["built", "planned"])
        );
        assert_eq!(
            (&status["style"], &status["explode"]),
            (&json!("form"), &json!(false))
        );
        let title = property(&Column::new("title", ColumnKind::Prose).titled("Nội dung", "Title"));
        assert_eq!(title["schema"]["type"], "string");
    }

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
