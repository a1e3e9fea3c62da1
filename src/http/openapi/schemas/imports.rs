//! Imports of activity tables: their report, and the list of those that were.

use serde_json::{Value, json};

use crate::exchange::import::Field;
use crate::http::openapi::parts::{
    body, count, flag, list, maybe, moment, object, object_with, one_of, schema, text, told,
};

pub fn schemas() -> Value {
    json!({
        "ImportOptions": options(),
        "ImportReport": report(),
        "Imports": object(&json!({"imports": list(&object(&json!({
            "id": count(),
            "file_name": text(),
            "at": moment(),
            "by": text(),
            "rows": count(),
            "activities": count(),
        })))})),
    })
}

fn fields() -> Value {
    one_of(Field::all().map(Field::name))
}

/// What the sender answers to what a file leaves open.
fn options() -> Value {
    body(
        &[],
        &json!({
            "sheet": told(maybe(text()), "Of a workbook; otherwise the first visible one that has a table"),
            "columns": {
                "type": "object",
                "description": "What a column is, by its header as it stands in the file; null leaves the column out",
                "additionalProperties": maybe_field(),
            },
            "places": {
                "type": "object",
                "description": "Which unit is meant by the text of a cell, by its code",
                "additionalProperties": text(),
            },
        }),
    )
}

/// OpenAPI 3.0 wants null among the values, too.
fn maybe_field() -> Value {
    let mut field = maybe(fields());
    if let Some(Value::Array(values)) = field.get_mut("enum") {
        values.push(Value::Null);
    }
    field
}

fn report() -> Value {
    let file = object(&json!({
        "name": text(),
        "kind": told(one_of(["csv", "xlsx", ""]), "Empty if it is neither"),
        "encoding": told(text(), "Of a CSV file's bytes or a workbook's texts: `UTF-8`, `TCVN3`, …"),
        "sheet": maybe(text()),
        "sheets": list(&text()),
        "header_row": count(),
    }));
    let column = object(&json!({
        "header": text(),
        "field": maybe_field(),
        "samples": told(list(&text()), "Up to three different values"),
    }));
    let field = object(&json!({
        "field": fields(), "vi": text(), "en": text(), "required": flag(),
    }));
    let change = object(&json!({
        "code": text(),
        "name": text(),
        "district": text(),
        "border": flag(),
        "line": schema("PlanLineId"),
        "before": schema("Status"),
        "after": schema("Status"),
    }));
    let faults = list(&schema("CellFault"));
    let always = json!({
        "rows": told(count(), "Rows of data"),
        "accepted": told(count(), "Rows without a fault"),
        "faulty": told(count(), "Rows with one or more"),
        "warnings": told(count(), "Oddities that do not stop the import; listed in `notices`"),
        "activities": told(count(), "Activities that the rows make together"),
        "faults_total": told(count(), "At most 10 000 of them are listed"),
        "faults": faults,
        "notices": faults,
        "file": file,
        "columns": list(&column),
        "fields": told(list(&field), "What a column can be"),
        "changes": told(list(&change), "Statuses that the import changes, at most 2000"),
        "changes_total": count(),
    });
    let names: Vec<String> = always
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect();
    let mut properties = always;
    properties["import"] = told(
        object(&json!({"id": count(), "at": moment()})),
        "What was recorded; absent in a dry run and for a file that was imported before",
    );
    properties["version"] = schema("Version");
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    object_with(&names, &properties)
}
