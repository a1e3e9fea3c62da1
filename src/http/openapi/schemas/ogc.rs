//! Landing page, conformance, collections, and the schemas of their features.

use serde_json::{Value, json};

use crate::exchange::export::FORMATS;
use crate::http::openapi::parts::{
    count, flag, list, maybe, object, object_with, one_of, schema, text, told,
};
use crate::service::collection::COLLECTIONS;

pub fn schemas() -> Value {
    let uri = json!({"type": "string", "format": "uri"});
    json!({
        "Link": object_with(&["href", "rel", "type"], &json!({
            "href": told(uri.clone(), "Absolute address"),
            "rel": told(text(), "Relation, of the IANA registry or by its URI"),
            "type": told(text(), "Media type"),
            "title": text(),
        })),
        "LandingPage": object(&json!({
            "title": text(),
            "description": text(),
            "links": list(&schema("Link")),
        })),
        "Conformance": object(&json!({
            "links": list(&schema("Link")),
            "conformsTo": told(list(&uri), "Conformance classes by their URIs"),
        })),
        "Collections": collections(&uri),
        "Collection": collection(&uri),
        "PropertiesSchema": properties(),
        "Formats": formats(&uri),
    })
}

fn formats(uri: &Value) -> Value {
    let format = object(&json!({
        "id": told(one_of(FORMATS.iter().map(|format| format.id)), "Name for `f`"),
        "title_vi": text(),
        "title_en": text(),
        "about_vi": text(),
        "about_en": told(text(), "What it is good for"),
        "media_type": text(),
        "extension": told(text(), "Of the address `/data/{collection}.{extension}`, and of files"),
        "any_crs": told(flag(), "It takes every reference system; otherwise WGS 84, longitude first"),
        "in_a_language": told(flag(), "Its texts are in the language of `lang`"),
        "most": told(maybe(count()), "Most features that it holds; null where there is no bound"),
    }));
    let crs = object(&json!({
        "uri": uri,
        "code": text(),
        "title_vi": text(),
        "title_en": text(),
    }));
    object(&json!({"formats": list(&format), "crs": list(&crs)}))
}

fn collections(uri: &Value) -> Value {
    object_with(
        &["links", "collections"],
        &json!({
            "links": list(&schema("Link")),
            "crs": told(list(uri), "Coordinate reference systems of all collections"),
            "collections": list(&schema("Collection")),
        }),
    )
}

fn collection(uri: &Value) -> Value {
    let corner =
        json!({"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}});
    let day = json!({"type": "string", "format": "date-time", "nullable": true});
    let interval = json!({"type": "array", "minItems": 2, "maxItems": 2, "items": day});
    let extent = object(&json!({
        "spatial": object(&json!({
            "bbox": told(list(&corner), "West, south, east, north"),
            "crs": uri,
        })),
        "temporal": object(&json!({
            "interval": told(list(&interval), "From, until; null where it is open"),
            "trs": uri,
        })),
    }));
    object(&json!({
        "id": one_of(COLLECTIONS.iter().map(|c| c.id)),
        "title": text(),
        "title_vi": text(),
        "description": text(),
        "description_vi": text(),
        "itemType": one_of(["feature"]),
        "crs": told(list(uri), "Coordinate reference systems to ask for with `crs`"),
        "storageCrs": told(uri.clone(), "The one in which it is kept"),
        "extent": extent,
        "links": list(&schema("Link")),
    }))
}

/// A JSON Schema document, of which only the frame can be told here.
fn properties() -> Value {
    let mut document = object_with(
        &[
            "$schema",
            "$id",
            "type",
            "title",
            "properties",
            "additionalProperties",
        ],
        &json!({
            "$schema": one_of(["https://json-schema.org/draft/2020-12/schema"]),
            "$id": told(json!({"type": "string", "format": "uri"}), "Its own address"),
            "type": one_of(["object"]),
            "title": text(),
            "description": text(),
            "x-ogc-title-vi": text(),
            "properties": {
                "type": "object",
                "description": "The properties by name, each with its title, type and format; `x-ogc-role` and `x-ogc-unit` (UCUM) where it has them",
                "additionalProperties": schema_of_property(),
            },
            "required": told(list(&text()), "Properties that are never null"),
            "additionalProperties": {"type": "boolean"},
        }),
    );
    document["description"] =
        json!("A JSON Schema (draft 2020-12), by OGC API – Features – Parts 3 and 5");
    document
}

fn schema_of_property() -> Value {
    object_with(
        &["title", "x-ogc-title-vi", "x-ogc-propertySeq"],
        &json!({
            "title": text(),
            "x-ogc-title-vi": text(),
            "description": text(),
            "type": one_of(["string", "boolean", "integer", "number", "array"]),
            "format": text(),
            "enum": list(&text()),
            "items": {"type": "object", "additionalProperties": true},
            "minimum": {"type": "number"},
            "maximum": {"type": "number"},
            "readOnly": {"type": "boolean"},
            "x-ogc-role": text(),
            "x-ogc-unit": text(),
            "x-ogc-propertySeq": {"type": "integer", "minimum": 1},
        }),
    )
}
