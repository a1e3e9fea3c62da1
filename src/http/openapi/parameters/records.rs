//! What records are found by, and what is told of those that are handed in.

use serde_json::{Value, json};

use super::{Part, Query, first_line, flag, number};
use crate::domain::{Reference, State};
use crate::exchange::import::MOST_BYTES;
use crate::http::openapi::parts::{date, one_of, schema, text};
use crate::service::records;

pub fn found_by(reference: &Reference) -> Part {
    let list = |items: Value| json!({"type": "array", "minItems": 1, "items": items});
    let q = "Words in the title, note, reference or code; case and accents do not matter";
    let lines = "Of these plan lines; several with commas";
    let states = State::ALL.map(State::as_str).into_iter();
    let states = list(one_of(states.chain([records::DELETED])));
    let deleted =
        "In these states; several with commas. Deleted ones are only shown if they are asked for";
    let place = "With a share of this place: the code of a commune, a district or the province, or a pano site";
    let by = "Whose last revision this account, or command, made";
    let import = "Brought by the import of this number";
    let mut since = number(0);
    since["default"] = json!(0);
    vec![
        Query::new("q", "Tìm kiếm", q, text())
            .example("tờ rơi")
            .at("q"),
        Query::new("plan_line", "Nhiệm vụ", lines, list(schema("PlanLineId")))
            .example(json!([first_line(reference)]))
            .at("planLines"),
        Query::new("state", "Trạng thái", deleted, states)
            .example(json!(["submitted"]))
            .at("states"),
        Query::new("place", "Địa bàn", place, text())
            .example("03571")
            .at("place"),
        Query::new("from", "Từ ngày", "Ended on this day or later", date())
            .example("2018-01-01")
            .at("from"),
        Query::new("until", "Đến ngày", "Began on this day or earlier", date())
            .example("2018-06-30")
            .at("until"),
        Query::new("recorded_by", "Người cập nhật", by, text())
            .example("phong-thổ")
            .at("recordedBy"),
        Query::new("import", "Lần nhập", import, number(0))
            .example(1)
            .at("import"),
        Query::new("since", "Từ phiên bản", "Changes after this version", since)
            .example(0)
            .at("since"),
    ]
}

pub fn uploads() -> Part {
    let tried = "`true` only says what would come of it; nothing is recorded";
    let named = "Name of the file, where the body is the file itself";
    let options = json!({
        "name": "options",
        "in": "query",
        "required": false,
        "description": format!("What the file leaves open, as JSON; the file may have {} MB", MOST_BYTES >> 20),
        "x-title-vi": "Tùy chọn",
        "content": {"application/json": {
            "schema": schema("ImportOptions"),
            "example": {"places": {"Tà Tổng": "03439"}},
        }},
    });
    vec![
        Query::new("dry_run", "Chạy thử", tried, flag())
            .example(true)
            .at("dryRun"),
        Query::new("file_name", "Tên tệp", named, text())
            .example("Hoạt động 2018.xlsx")
            .at("fileName"),
        ("options", options),
    ]
}
