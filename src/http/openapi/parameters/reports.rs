//! What reports are asked for by.

use serde_json::{Value, json};

use super::{Part, Query};
use crate::domain::Reference;
use crate::exchange::report::FORMATS;
use crate::http::openapi::parts::one_of;
use crate::service::report::Period;

pub fn reports(reference: &Reference) -> Part {
    let periods = Period::all(&reference.plan);
    let of_period = |period: &Period| FORMATS.map(|f| format!("{}.{}", period.id, f.extension));
    let files: Vec<String> = periods.iter().flat_map(of_period).collect();
    let file = json!({
        "name": "reportFile",
        "in": "path",
        "required": true,
        "description": "Period and format. Those of periods that still last are not there",
        "x-title-vi": "Kỳ báo cáo và định dạng",
        "schema": one_of(files.iter().map(String::as_str)),
        "example": files.last().map_or(Value::Null, |file| json!(file)),
    });
    let mut schema = one_of(["vi", "en"]);
    schema["default"] = json!("vi");
    let about = "Language of the report; Vietnamese, if nobody says";
    let language = Query::new("lang", "Ngôn ngữ của báo cáo", about, schema);
    vec![
        ("reportFile", file),
        language.example("en").at("reportLang"),
    ]
}
