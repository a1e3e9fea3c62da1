//! What a CSV file is about (W3C, Metadata Vocabulary for Tabular Data): its columns with types and titles in Vietnamese
//! and English, and everything that the file would say of itself if CSV had a place for it.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::coordinates;
use super::layer::{Features, Layer};
use crate::domain::Language;
use crate::geo::Column;
use crate::geo::feature::{ColumnKind, Role};

/// The features themselves are not asked for.
///
/// # Errors
/// If it cannot be written.
pub fn write(
    layer: &Layer<'_>,
    _features: &mut Features<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(layer))?;
    out.write_all(b"\n")
}

fn document(layer: &Layer<'_>) -> Value {
    let about = layer.about;
    let own = format!("{}.csv", layer.name);
    let url = if about.address.is_empty() {
        &own
    } else {
        &about.address
    };
    let columns = layer.columns.iter().map(|(_, column)| of(column));
    let axes = coordinates::axes(layer).into_iter().flatten().map(|axis| {
        json!({
            "name": axis.name,
            "titles": axis.name,
            "rdfs:label": both(axis.title_vi, axis.title_en),
            "datatype": "number",
            "null": "",
        })
    });
    let columns: Vec<Value> = columns.chain(axes).collect();
    let mut schema = json!({"columns": columns});
    let key = layer.columns.iter().find(|(_, c)| c.role == Some(Role::Id));
    if let Some((_, key)) = key {
        schema["primaryKey"] = json!(key.name);
    }
    let note = |language: Language| {
        let lines = about.notes.iter().map(move |note| {
            let (label, text) = note.in_language(language);
            format!("{label}: {text}")
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
        "url": url,
        "dc:title": both(&about.title_vi, &about.title_en),
        "dc:description": both(&note(Language::Vi), &note(Language::En)),
        "dc:modified": {"@value": about.time.to_string(), "@type": "xsd:dateTime"},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": true, "lineTerminators": ["\r\n", "\n"]},
        // Members that no vocabulary has: as they stand in GeoJSON.
        "notes": [Value::Object(about.members.clone())],
        "tableSchema": schema,
    })
}

/// In Vietnamese and English.
fn both(vi: &str, en: &str) -> Value {
    json!([{"@value": vi, "@language": "vi"}, {"@value": en, "@language": "en"}])
}

fn of(column: &Column) -> Value {
    let mut told = Map::new();
    told.insert("name".into(), json!(column.name));
    // What stands in the header.
    told.insert("titles".into(), json!(column.name));
    told.insert("rdfs:label".into(), both(column.title_vi, column.title_en));
    if !column.about.is_empty() {
        told.insert(
            "dc:description".into(),
            json!({"@value": column.about, "@language": "en"}),
        );
    }
    if let Some(unit) = column.unit {
        told.insert("schema:unitCode".into(), json!(unit));
    }
    told.insert("datatype".into(), datatype(column));
    told.insert("null".into(), json!(""));
    told.insert(
        "required".into(),
        json!(!column.nullable && column.kind != ColumnKind::Text),
    );
    told.into()
}

fn datatype(column: &Column) -> Value {
    let base = match column.kind {
        ColumnKind::Text | ColumnKind::Prose | ColumnKind::Json => "string",
        ColumnKind::Bool => "boolean",
        ColumnKind::Integer => "integer",
        ColumnKind::Number | ColumnKind::Quantity => "number",
        ColumnKind::Date => "date",
        ColumnKind::Instant => "dateTime",
    };
    if !column.values.is_empty() {
        return json!({"base": base, "format": column.values.join("|")});
    }
    match (column.least, column.most) {
        (None, None) => json!(base),
        (least, most) => {
            let mut bounded = json!({"base": base});
            if let Some(least) = least {
                bounded["minimum"] = json!(least);
            }
            if let Some(most) = most {
                bounded["maximum"] = json!(most);
            }
            bounded
        }
    }
}
