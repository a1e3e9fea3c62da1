//! GeoJSON (RFC 7946): features and feature collections as bytes.

use std::io::Write;

use serde::Serialize;
use serde_json::{Map, Value, json};

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

/// A feature collection. `members` are foreign members (what it shows, as of when, links), written before the features.
pub fn collection(
    columns: &[Column],
    picked: Picked<'_>,
    features: &[Feature<'_>],
    members: &Map<String, Value>,
) -> Vec<u8> {
    let geometry: usize = features
        .iter()
        .filter_map(|f| f.shape.as_ref())
        .map(|s| s.json.len())
        .sum();
    let mut out = Vec::with_capacity(geometry + features.len() * 512 + 1024);
    let picked = chosen(columns, picked);
    out.extend_from_slice(br#"{"type":"FeatureCollection""#);
    write_members(&mut out, members);
    out.extend_from_slice(b",\"features\":[");
    for (ix, feature) in features.iter().enumerate() {
        out.extend_from_slice(if ix == 0 { b"\n" } else { b",\n" });
        write_feature(&mut out, columns, &picked, feature, &Map::new());
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

/// A single feature with foreign members.
pub fn feature(
    columns: &[Column],
    picked: Picked<'_>,
    feature: &Feature<'_>,
    members: &Map<String, Value>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(feature.shape.as_ref().map_or(0, |s| s.json.len()) + 1024);
    write_feature(
        &mut out,
        columns,
        &chosen(columns, picked),
        feature,
        members,
    );
    out.push(b'\n');
    out
}

/// All columns if none are picked.
fn chosen(columns: &[Column], picked: Picked<'_>) -> Vec<usize> {
    picked.map_or_else(|| (0..columns.len()).collect(), <[usize]>::to_vec)
}

fn write_feature(
    out: &mut Vec<u8>,
    columns: &[Column],
    picked: &[usize],
    feature: &Feature<'_>,
    members: &Map<String, Value>,
) {
    out.extend_from_slice(br#"{"type":"Feature","id":"#);
    write_json(out, &feature.id);
    out.extend_from_slice(b",\"properties\":{");
    let mut first = true;
    for ix in picked {
        let (Some(column), Some(value)) = (columns.get(*ix), feature.values.get(*ix)) else {
            continue;
        };
        if !first {
            out.push(b',');
        }
        first = false;
        write_json(out, column.name);
        out.push(b':');
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
