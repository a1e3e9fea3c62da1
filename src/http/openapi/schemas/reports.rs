//! The list of reports.

use serde_json::{Value, json};

use crate::exchange::report::FORMATS;
use crate::http::openapi::parts::{date, flag, list, object, one_of, schema, text, told};

pub fn schemas() -> Value {
    let formats = FORMATS.iter().map(|format| format.extension);
    let address = || told(text(), "Address below this server");
    let files: serde_json::Map<String, Value> = formats
        .clone()
        .map(|id| (id.to_owned(), address()))
        .collect();
    json!({
        "Reports": object(&json!({
            "version": schema("Version"),
            "reports": list(&object(&json!({
                "id": told(text(), "`2018`, or `2018-h1` for its first half"),
                "title_vi": text(),
                "title_en": text(),
                "first": date(),
                "last": date(),
                "over": told(flag(), "Reports are there when their period is over"),
                "files": told(object(&files.into()), "By format"),
            }))),
            "formats": list(&object(&json!({
                "id": one_of(formats),
                "title_vi": text(),
                "title_en": text(),
                "about_vi": text(),
                "about_en": text(),
                "media_type": text(),
                "shown": told(flag(), "Browsers show it; the others are offered as files"),
            }))),
        })),
    })
}
