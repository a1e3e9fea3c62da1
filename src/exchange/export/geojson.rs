//! GeoJSON (RFC 7946): features and feature collections as bytes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::layer::{Features, Layer};
use crate::geo::{Column, Crs, Feature};

/// The member `crs` of GeoJSON 2008 for coordinates that are not those of RFC 7946.
///
/// A file that was put away has lost the header `Content-Crs`, and GDAL and QGIS still read the old member. They take its
/// coordinates as east before north, so it says nothing of the systems that have north first: it would put them elsewhere
/// with authority.
pub fn crs(crs: Crs) -> Option<Value> {
    let (authority, code) = crs.code().split_once(':')?;
    let name = format!("urn:ogc:def:crs:{authority}::{code}");
    crs.is_projected()
        .then(|| json!({"type": "name", "properties": {"name": name}}))
}

/// Which properties are written: places of columns, in their order.
pub type Picked<'a> = Option<&'a [usize]>;

/// A feature collection. The members that say what it shows stand before the features; how many there are stands behind
/// them where nobody could know before.
///
/// # Errors
/// If the features cannot be had, or not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let members = &layer.about.members;
    let names = names(layer.columns.iter().map(|(ix, column)| (*ix, *column)));
    let mut text = Vec::with_capacity(1024);
    text.extend_from_slice(br#"{"type":"FeatureCollection""#);
    write_members(&mut text, members);
    text.extend_from_slice(b",\"features\":[");
    let mut written: usize = 0;
    features(&mut |feature| {
        text.extend_from_slice(if written == 0 { b"\n" } else { b",\n" });
        written += 1;
        write_feature(&mut text, &names, feature, &Map::new());
        out.write_all(&text)?;
        text.clear();
        Ok(())
    })?;
    text.extend_from_slice(b"\n]");
    if !members.contains_key(RETURNED) {
        let count = Map::from_iter([(RETURNED.to_owned(), json!(written))]);
        write_members(&mut text, &count);
    }
    text.extend_from_slice(b"}\n");
    out.write_all(&text)
}

/// The member that says how many features there are.
pub const RETURNED: &str = "numberReturned";

/// A single feature with foreign members.
pub fn feature(
    columns: &[Column],
    picked: Picked<'_>,
    feature: &Feature<'_>,
    members: &Map<String, Value>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(feature.shape.as_ref().map_or(0, |s| s.json.len()) + 1024);
    let all: Vec<usize> = (0..columns.len()).collect();
    let told = picked.unwrap_or(&all);
    let told = told.iter().filter_map(|ix| Some((*ix, columns.get(*ix)?)));
    write_feature(&mut out, &names(told), feature, members);
    out.push(b'\n');
    out
}

/// The places of the columns that are told, each with its name as it stands before a value.
fn names<'a>(told: impl Iterator<Item = (usize, &'a Column)>) -> Vec<(usize, Vec<u8>)> {
    let name = |(place, (ix, column)): (usize, (usize, &Column))| {
        let mut name = if place == 0 { Vec::new() } else { vec![b','] };
        write_json(&mut name, column.name);
        name.push(b':');
        (ix, name)
    };
    told.enumerate().map(name).collect()
}

fn write_feature(
    out: &mut Vec<u8>,
    names: &[(usize, Vec<u8>)],
    feature: &Feature<'_>,
    members: &Map<String, Value>,
) {
    out.extend_from_slice(br#"{"type":"Feature","id":"#);
    write_json(out, &feature.id);
    out.extend_from_slice(b",\"properties\":{");
    for (ix, name) in names {
        let Some(value) = feature.values.get(*ix) else {
            continue;
        };
        out.extend_from_slice(name);
        write_json(out, value);
    }
    out.extend_from_slice(b"},\"geometry\":");
    out.extend_from_slice(
        feature
            .shape
            .as_ref()
            .map_or(b"null".as_slice(), |shape| shape.json.as_bytes()),
    );
    write_members(out, members);
    out.push(b'}');
}

fn write_members(out: &mut Vec<u8>, members: &Map<String, Value>) {
    for (name, value) in members {
        out.push(b',');
        write_json(out, name.as_str());
        out.push(b':');
        write_json(out, value);
    }
}

fn write_json<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    // Writing to memory cannot fail, and neither can these types.
    if serde_json::to_writer(&mut *out, value).is_err() {
        let _ = out.write_all(b"null");
    }
}
