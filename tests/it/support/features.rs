//! Looking into GeoJSON.

use std::collections::BTreeMap;

use geo_types::Geometry;
use serde_json::Value;

pub fn features(collection: &Value) -> &[Value] {
    collection["features"].as_array().expect("features")
}

pub fn ids(collection: &Value) -> Vec<String> {
    let id = |feature: &Value| feature["id"].as_str().expect("an id").to_owned();
    features(collection).iter().map(id).collect()
}

pub fn feature<'a>(collection: &'a Value, id: &str) -> &'a Value {
    match features(collection).iter().find(|f| f["id"] == id) {
        Some(feature) => feature,
        None => panic!("no feature `{id}`"),
    }
}

pub fn property<'a>(collection: &'a Value, id: &str, name: &str) -> &'a Value {
    let properties = feature(collection, id)["properties"].as_object().unwrap();
    match properties.get(name) {
        Some(value) => value,
        None => panic!("feature `{id}` has no property `{name}`"),
    }
}

/// How many features have which status, counted here.
pub fn by_status(features: &[Value]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for feature in features {
        let status = feature["properties"]["status"].as_str().expect("a status");
        *counts.entry(status.to_owned()).or_default() += 1;
    }
    counts
}

/// A feature's geometry, to calculate with.
pub fn shape(feature: &Value) -> Geometry<f64> {
    let geometry: geojson::Geometry = serde_json::from_value(feature["geometry"].clone()).unwrap();
    geometry.try_into().unwrap()
}
