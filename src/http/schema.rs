//! Properties as JSON Schema writes them: what queryables, schemas and the description of the service share.

use serde_json::{Map, Value, json};

use crate::geo::feature::ColumnKind;
use crate::geo::{Column, ShapeKind};

/// The type of a property with its title: what a filter must know.
pub fn plain(column: &Column) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("title".into(), json!(column.title_en));
    if !column.about.is_empty() {
        schema.insert("description".into(), json!(column.about));
    }
    let (kind, format) = match column.kind {
        ColumnKind::Text | ColumnKind::Prose => ("string", column.format),
        ColumnKind::Bool => ("boolean", None),
        ColumnKind::Integer => ("integer", None),
        ColumnKind::Number | ColumnKind::Quantity => ("number", None),
        ColumnKind::Date => ("string", Some("date")),
        ColumnKind::Instant => ("string", Some("date-time")),
        ColumnKind::Json => ("array", None),
    };
    schema.insert("type".into(), json!(kind));
    if let Some(format) = format {
        schema.insert("format".into(), json!(format));
    }
    if !column.values.is_empty() {
        schema.insert("enum".into(), json!(column.values));
    }
    if column.kind == ColumnKind::Json {
        schema.insert("items".into(), share());
    }
    schema
}

/// The same with the values that it can have.
pub fn bounded(column: &Column) -> Map<String, Value> {
    let mut schema = plain(column);
    for (name, bound) in [("minimum", column.least), ("maximum", column.most)] {
        if let Some(bound) = bound {
            schema.insert(name.into(), json!(bound));
        }
    }
    schema
}

/// One of the places of an activity: the only lists that features have.
fn share() -> Value {
    json!({
        "type": "object",
        "required": ["unit", "quantity"],
        "additionalProperties": false,
        "properties": {
            "unit": {"type": "string", "title": "Place", "description": "Code of the unit, or pano site"},
            "quantity": {"type": "number", "title": "Quantity", "minimum": 0},
        },
    })
}

/// The `format` of a spatial property (OGC API – Features – Part 5, /req/schemas/properties).
pub const fn geometry_format(shape: ShapeKind) -> &'static str {
    match shape {
        ShapeKind::Areas => "geometry-polygon-or-multipolygon",
        ShapeKind::Point => "geometry-point",
        ShapeKind::Points => "geometry-multipoint",
    }
}
