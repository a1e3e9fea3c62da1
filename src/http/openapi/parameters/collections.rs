//! What each collection is asked for by.

use serde_json::{Value, json};

use super::Query;
use crate::exchange::export::FORMATS;
use crate::exchange::export::format::CSV_METADATA;
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, ShapeKind};
use crate::http::openapi::parts::{one_of, parameter, text};
use crate::http::schema;
use crate::service::collection::Collection;

/// Where features are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The items of the collection.
    Items,
    /// The short address of the GeoJSON file.
    GeoJson,
    /// That of a file of any format.
    File,
}

/// What items of a collection can be asked for by.
pub fn of_collection(collection: &Collection, at: At) -> Vec<Value> {
    let mut names = match at {
        At::Items => vec!["format", "lang", "limit"],
        At::GeoJson => vec!["fileLimit"],
        At::File => vec!["extension", "lang", "fileLimit"],
    };
    names.extend(["offset", "bbox", "bboxCrs", "datetime"]);
    names.extend(look(collection));
    if at == At::GeoJson {
        names
            .iter_mut()
            .filter(|name| **name == "crs")
            .for_each(|name| *name = "fileCrs");
    }
    names.extend(["filterLang", "filterCrs", "skipGeometry", "download"]);
    let own = own(collection).into_iter().map(|(key, _)| parameter(&key));
    names.into_iter().map(parameter).chain(own).collect()
}

/// The parameters that a collection has for itself, by their keys: `communes.border`.
pub(super) fn own(collection: &Collection) -> Vec<(String, Value)> {
    let filters = collection
        .filterable()
        .filter(|column| !is_view(collection, column))
        .map(|column| (column.name, property(column)));
    [
        ("filter", condition(collection)),
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
    names.push("skipGeometry");
    let chosen = parameter(&format!("{}.properties", collection.id));
    names.into_iter().map(parameter).chain([chosen]).collect()
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

/// A condition on features of this collection.
fn condition(collection: &Collection) -> Value {
    let mut few = collection.columns.iter().filter(|c| !c.values.is_empty());
    let one = few
        .next()
        .map(|c| format!("{} = '{}' AND ", c.name, c.values[0]));
    let example = format!(
        "{}S_INTERSECTS(geometry, BBOX(102.9, 22.2, 103.5, 22.7))",
        one.unwrap_or_default()
    );
    let about = format!(
        "A condition in CQL2 text on the properties that `/collections/{}/queryables` lists, `geometry` among them; holds together with every other parameter",
        collection.id
    );
    Query::new("filter", "Điều kiện", &about, text())
        .example(example)
        .value()
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

/// The extension of a file in an address.
pub(super) fn extension() -> Value {
    let extensions = FORMATS.iter().filter(|format| format.id != "json");
    let extensions = extensions.map(|format| format.extension);
    let extensions = extensions.chain([CSV_METADATA.extension]);
    json!({
        "name": "extension",
        "in": "path",
        "required": true,
        "description": "Which format; `csv-metadata.json` is what the CSV file is about",
        "x-title-vi": "Phần mở rộng của tệp",
        "schema": one_of(extensions),
        "example": "csv",
    })
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

    fn of(id: &str, at: At) -> Vec<String> {
        let collection = collection::find(id).unwrap();
        let name = |value: &Value| {
            let key = value["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            key.rsplit('.').next().unwrap().to_owned()
        };
        of_collection(collection, at).iter().map(name).collect()
    }

    #[test]
    fn every_collection_has_its_own_parameters() {
        let coverage = of("coverage", At::Items);
        for name in [
            "line", "year", "asOf", "status", "border", "format", "limit",
        ] {
            assert!(coverage.iter().any(|n| n == name), "{name}");
        }
        // What is looked at is no filter besides.
        assert!(!coverage.iter().any(|n| n == "as_of"));
        let activities = of("activities", At::GeoJson);
        for name in ["as_of", "q", "place", "fileLimit", "state"] {
            assert!(activities.iter().any(|n| n == name), "{name}");
        }
        for name in ["asOf", "line", "shares", "f", "format", "crs"] {
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
}
