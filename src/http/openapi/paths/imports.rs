//! Imports of activity tables.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::http::api::imports::{NDJSON, XLSX};
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parts::{list, object, schema, text};
use crate::http::openapi::problems;

pub fn paths() -> Vec<(String, Value)> {
    vec![
        path("/imports", [list_imports(), import()]),
        path("/imports/marked", [marked()]),
        path("/imports/template.xlsx", [template()]),
    ]
}

fn binary() -> Value {
    json!({"type": "string", "format": "binary"})
}

/// A file as the body itself, or in a form.
fn file() -> Value {
    let form = json!({
        "type": "object",
        "required": ["file"],
        "additionalProperties": false,
        "properties": {"file": binary(), "options": schema("ImportOptions")},
    });
    json!({
        "required": true,
        "description": "A table of activities, CSV or XLSX, with the columns of the template in any order",
        "content": {
            "text/csv": {
                "schema": text(),
                "example": "plan_line,title,start,place,quantity\n2018-leaflets,Phát tờ rơi,2018-03-15,Dào San,350\n",
            },
            XLSX: {"schema": binary()},
            "application/octet-stream": {"schema": binary()},
            "multipart/form-data": {
                "schema": form,
                "encoding": {"options": {"contentType": "application/json"}},
            },
        },
    })
}

fn list_imports() -> Operation {
    Operation::new(
        "get",
        "listImports",
        Tag::Imports,
        "The imports there were",
        "Các lần nhập",
    )
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(Answer::new("The imports, newest first").json(&schema("Imports")))
}

fn import() -> Operation {
    let progress = object(&json!({"stage": text(), "rows": {"type": "integer"}}));
    let line = json!({
        "type": "object",
        "description": "`progress` on every line but the last, which has `status` and `report`",
        "properties": {
            "progress": progress,
            "status": {"type": "integer"},
            "report": {"anyOf": [schema("ImportReport"), schema("Problem")]},
        },
    });
    let answer = Answer::new("The report. With `Accept: application/x-ndjson`, lines that say how far it has come, and the report in the last")
        .json(&schema("ImportReport"))
        .content(NDJSON, &list(&line));
    Operation::new("post", "importActivities", Tag::Imports, "Import a table of activities", "Nhập bảng hoạt động")
        .about("Reads a file and, unless it is a dry run, records all of its activities or none. The same file again changes nothing.")
        .takes(&["dryRun", "fileName", "options"])
        .content(file())
        .needs(Action::Record)
        .answers(200, answer)
        .refuses(&[&problems::BODY, &problems::FILE_TOO_LARGE, &problems::FAULTY_FILE])
        .writes()
}

fn marked() -> Operation {
    let answer = Answer::new("A workbook whose faulty cells are marked and explained")
        .content(XLSX, &binary())
        .header("Content-Disposition");
    Operation::new(
        "post",
        "markFaults",
        Tag::Imports,
        "The same table with its faults marked",
        "Bảng đánh dấu lỗi",
    )
    .about("Reads a file without recording anything and gives it back as a workbook.")
    .takes(&["fileName", "options"])
    .content(file())
    .needs(Action::Record)
    .answers(200, answer)
    .refuses(&[
        &problems::BODY,
        &problems::FILE_TOO_LARGE,
        &problems::NO_TABLE,
        &problems::INTERNAL,
        &problems::BUSY,
    ])
}

fn template() -> Operation {
    let answer = Answer::new("A workbook to fill in, with lists to choose from")
        .content(XLSX, &binary())
        .header("Content-Disposition");
    Operation::new(
        "get",
        "getTemplate",
        Tag::Imports,
        "The workbook to fill in",
        "Mẫu bảng hoạt động",
    )
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(answer)
}
