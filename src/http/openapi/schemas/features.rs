//! Features of each collection, made from its columns.

use serde_json::{Map, Value, json};

use crate::domain::Status;
use crate::geo::{Column, ShapeKind};
use crate::http::openapi::parts::{
    count, date, list, maybe, moment, object, object_with, one_of, pascal, quantity, schema, text,
    told,
};
use crate::http::schema;
use crate::service::collection::{COLLECTIONS, Collection};

/// The schema of a page of features, and that of one of them.
pub fn page_name(collection: &Collection) -> String {
    format!("{}Page", pascal(collection.id))
}

pub fn feature_name(collection: &Collection) -> String {
    format!("{}Feature", pascal(collection.id))
}

fn properties_name(collection: &Collection) -> String {
    format!("{}Properties", pascal(collection.id))
}

pub fn schemas() -> Value {
    let mut all = Map::new();
    for kind in [ShapeKind::Areas, ShapeKind::Point, ShapeKind::Points] {
        all.insert(geometry_name(kind).into(), geometry(kind));
    }
    for collection in COLLECTIONS {
        all.insert(properties_name(collection), properties(collection));
        all.insert(feature_name(collection), feature(collection));
        all.insert(page_name(collection), page(collection));
    }
    all.insert("NationalBorder".into(), national_border());
    all.insert("ByStatus".into(), by_status());
    all.insert("Source".into(), source());
    all.into()
}

const fn geometry_name(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Areas => "AreaGeometry",
        ShapeKind::Point => "PointGeometry",
        ShapeKind::Points => "PointsGeometry",
    }
}

/// Told apart by `type` and not by `oneOf`, since nothing but a plain object can be null in OpenAPI 3.0.
fn geometry(kind: ShapeKind) -> Value {
    let number = json!({"type": "number"});
    let position = json!({"type": "array", "minItems": 2, "maxItems": 2, "items": number});
    let either = |a: &Value, b: &Value| list(&json!({"anyOf": [a, b]}));
    let (types, coordinates): (&[&str], _) = match kind {
        ShapeKind::Areas => {
            // Rings of positions, or polygons of rings of positions.
            let innermost = either(&number, &position);
            (&["Polygon", "MultiPolygon"], list(&list(&innermost)))
        }
        ShapeKind::Point => (&["Point"], position),
        ShapeKind::Points => (&["MultiPoint"], list(&position)),
    };
    let about = format!(
        "{} by RFC 7946, in the system of `crs`; null where it is left out (`skip_geometry`)",
        types.join(" or ")
    );
    let geometry = json!({"type": one_of(types.iter().copied()), "coordinates": coordinates});
    told(maybe(object(&geometry)), &about)
}

fn property(column: &Column) -> Value {
    let mut schema = schema::bounded(column);
    schema.insert("x-title-vi".into(), json!(column.title_vi));
    if column.nullable {
        schema.insert("nullable".into(), json!(true));
    }
    if let Some(unit) = column.unit {
        schema.insert("x-ogc-unit".into(), json!(unit));
    }
    schema.into()
}

fn properties(collection: &Collection) -> Value {
    let properties: Map<String, Value> = collection
        .columns
        .iter()
        .map(|column| (column.name.to_owned(), property(column)))
        .collect();
    json!({
        "type": "object",
        "title": collection.title_en,
        "x-title-vi": collection.title_vi,
        "description": "All of them, or those that `properties` asks for",
        "properties": properties,
    })
}

fn feature(collection: &Collection) -> Value {
    let mut feature = object_with(
        &["type", "id", "properties", "geometry"],
        &json!({
            "type": one_of(["Feature"]),
            "id": text(),
            "properties": schema(&properties_name(collection)),
            "geometry": schema(geometry_name(collection.shape)),
            "links": told(list(&schema("Link")), "Of a feature that was asked for by itself"),
            "crs": crs(),
        }),
    );
    feature["title"] = json!(collection.title_en);
    feature
}

/// As GeoJSON had it before RFC 7946, for programs that read the file alone.
fn crs() -> Value {
    let name = object(&json!({"name": text()}));
    let crs = object(&json!({"type": one_of(["name"]), "properties": name}));
    told(crs, "The system of the coordinates, where it is not CRS84")
}

fn page(collection: &Collection) -> Value {
    let mut properties = json!({
        "type": one_of(["FeatureCollection"]),
        "title_vi": text(),
        "title_en": text(),
        "plan": told(text(), "Number of the plan"),
        "units_edition": told(text(), "Edition of the administrative units"),
        "version": schema("Version"),
        "timeStamp": told(moment(), "When the last revision was recorded that is counted in"),
        "as_of": told(date(), "The day that is shown"),
        "sample_activities": told(count(), "How many activities are sample data; absent if none are"),
        "notice_vi": text(),
        "notice_en": told(text(), "Says that there is sample data"),
        "numberMatched": told(count(), "How many features match"),
        "numberReturned": told(count(), "How many of them are here"),
        "links": told(list(&schema("Link")), "`next` and `prev` lead to the other pages; a file has no links"),
        "crs": crs(),
        "filter_vi": text(),
        "filter_en": told(text(), "What was left out, in words; absent where nothing was"),
        "sources": told(list(&schema("Source")), "Where the data come from, and under which licence"),
        "generalised_m": told(quantity(), "How far borders may have moved, m; absent where they have not"),
        "features": list(&schema(&feature_name(collection))),
    });
    if collection.has_view {
        properties["line"] = told(maybe(text()), "Id of the plan line; null overall");
        properties["line_title_vi"] = text();
        properties["line_title_en"] = text();
        properties["paragraph"] = told(text(), "Of the plan, that promises the line");
        properties["year"] = told(
            maybe(json!({"type": "integer"})),
            "Of the lines that are taken together; null for all years",
        );
        properties["by_status"] = schema("ByStatus");
        properties["by_status_border"] =
            told(schema("ByStatus"), "Of the border communes among them");
    }
    let always = [
        "type",
        "title_vi",
        "title_en",
        "version",
        "timeStamp",
        "as_of",
        "numberMatched",
        "numberReturned",
        "features",
    ];
    let mut page = object_with(&always, &properties);
    page["title"] = json!(collection.title_en);
    page["x-title-vi"] = json!(collection.title_vi);
    page
}

fn source() -> Value {
    object(&json!({
        "title_vi": text(),
        "title_en": text(),
        "license": maybe(text()),
        "license_url": maybe(json!({"type": "string", "format": "uri"})),
    }))
}

fn by_status() -> Value {
    let counts: Map<String, Value> = Status::ALL
        .into_iter()
        .map(|status| (status.as_str().to_owned(), count()))
        .collect();
    told(object(&counts.into()), "How many of each status")
}

fn national_border() -> Value {
    let position =
        json!({"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}});
    let line = object(&json!({
        "type": one_of(["LineString", "MultiLineString"]),
        "coordinates": list(&json!({"anyOf": [position, list(&position)]})),
    }));
    let feature = object(&json!({
        "type": one_of(["Feature"]),
        "id": text(),
        "properties": {"type": "object"},
        "geometry": line,
    }));
    object(&json!({
        "type": one_of(["FeatureCollection"]),
        "title_vi": text(),
        "title_en": text(),
        "attribution": text(),
        "features": list(&feature),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::collection;

    fn all() -> Value {
        schemas()
    }

    #[test]
    fn properties_have_their_types_bounds_and_words() {
        let all = all();
        let coverage = &all["CoverageProperties"]["properties"];
        assert_eq!(
            coverage["share"],
            json!({
                "title": "Share achieved",
                "description": "Part of the quota, 0 to 1; overall, part of the lines that are reached; null where nothing is due",
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "x-title-vi": "Tỷ lệ đạt",
                "nullable": true,
            })
        );
        assert_eq!(coverage["as_of"]["format"], "date");
        assert_eq!(coverage["status"]["enum"].as_array().map(Vec::len), Some(5));
        assert_eq!(coverage["late"]["type"], "boolean");
        assert_eq!(
            all["CommunesProperties"]["properties"]["area_km2"]["x-ogc-unit"],
            "km2"
        );
    }

    #[test]
    fn every_collection_has_a_page_and_a_feature_with_its_geometry() {
        let all = all();
        for collection in collection::COLLECTIONS {
            let page = &all[page_name(collection)];
            assert_eq!(
                page["properties"]["features"]["items"],
                schema(&feature_name(collection))
            );
            let by_status = page["properties"].get("by_status").is_some();
            assert_eq!(by_status, collection.has_view, "{}", collection.id);
        }
        let sites = &all["PanoSitesFeature"]["properties"]["geometry"];
        assert_eq!(*sites, schema("PointGeometry"));
        assert_eq!(all["PointGeometry"]["nullable"], true);
    }
}
