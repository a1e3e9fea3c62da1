//! `FlatGeobuf` (version 3): features along a Hilbert curve behind a packed spatial index, so that a reader fetches only
//! what lies in its window.
//!
//! The crate's own writer has no features without a geometry and none without an index; this writes with its schema and
//! its index, in the same order. Features wait in a temporary file, since there may be a million and the index goes before.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use flatbuffers::{FlatBufferBuilder, WIPOffset};
use flatgeobuf::packed_r_tree::{NodeItem, PackedRTree, calc_extent, hilbert_sort};
use flatgeobuf::{
    Column as FgbColumn, ColumnArgs, ColumnType, Crs, CrsArgs, Feature, FeatureArgs, Geometry,
    GeometryArgs, GeometryType, Header, HeaderArgs,
};
use geo_types::{Coord, Polygon};
use tempfile::SpooledTempFile;

use super::layer::{Features, Layer};
use super::said::{self, explained, json, moment};
use super::waiting;
use crate::geo::feature::{ColumnKind, Role};
use crate::geo::{Column, Shape, ShapeKind, Value};

const MAGIC: [u8; 8] = *b"fgb\x03fgb\x00";

/// The layer as a `FlatGeobuf` file.
///
/// # Errors
/// If the features cannot be read, the temporary file or the output not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut written = Written::default();
    let mut file = waiting::file();
    let mut builder = FlatBufferBuilder::new();
    let mut properties = Vec::new();
    features(&mut |feature| {
        builder.reset();
        properties.clear();
        for (ix, (_, value)) in layer.values(feature).enumerate() {
            property(&mut properties, ix, value)?;
        }
        let shape = feature.shape.as_deref();
        let geometry = shape.map(|shape| geometry(&mut builder, shape));
        let properties = builder.create_vector(&properties);
        let feature = Feature::create(
            &mut builder,
            &FeatureArgs {
                geometry,
                properties: Some(properties),
                columns: None,
            },
        );
        builder.finish_size_prefixed(feature, None);
        let bytes = builder.finished_data();
        file.write_all(bytes)?;
        written.add(shape, bytes.len());
        Ok(())
    })?;
    out.write_all(&MAGIC)?;
    header(layer, &written, out)?;
    if written.is_indexed() {
        written.index(out)?;
    }
    written.copy(file, out)
}

/// What was written of the features so far: where each lies, in what order.
#[derive(Default)]
struct Written {
    /// A box for each feature; its offset is the feature's place among the others.
    boxes: Vec<NodeItem>,
    /// Where each begins, and how long it is.
    spans: Vec<(u64, usize)>,
    end: u64,
    /// How many have a geometry.
    placed: usize,
}

impl Written {
    fn add(&mut self, shape: Option<&Shape>, length: usize) {
        let mut node = NodeItem::create(self.boxes.len() as u64);
        if let Some(shape) = shape {
            let (min, max) = (shape.bbox.min(), shape.bbox.max());
            node.expand_xy(min.x, min.y);
            node.expand_xy(max.x, max.y);
            self.placed += 1;
        }
        self.boxes.push(node);
        self.spans.push((self.end, length));
        self.end += length as u64;
    }

    /// What has no place cannot be found in an index, and would be lost to those who read through it.
    fn is_indexed(&self) -> bool {
        self.placed > 0 && self.placed == self.boxes.len()
    }

    /// Sorts the features along the curve and writes their index.
    fn index(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let extent = calc_extent(&self.boxes);
        hilbert_sort(&mut self.boxes, &extent);
        let mut offset = 0;
        let mut nodes = self.boxes.clone();
        for node in &mut nodes {
            let length = self.span(node).1;
            node.offset = offset;
            offset += length as u64;
        }
        let tree = PackedRTree::build(&nodes, &extent, PackedRTree::DEFAULT_NODE_SIZE);
        tree.map_err(io::Error::other)?.stream_write(&mut &mut *out)
    }

    fn span(&self, node: &NodeItem) -> (u64, usize) {
        let place = usize::try_from(node.offset).ok();
        let span = place.and_then(|place| self.spans.get(place));
        span.copied().unwrap_or_default()
    }

    fn copy(&self, file: SpooledTempFile, out: &mut dyn io::Write) -> io::Result<()> {
        let mut file = BufReader::new(file);
        let mut bytes = Vec::new();
        for node in &self.boxes {
            let (start, length) = self.span(node);
            file.seek(SeekFrom::Start(start))?;
            bytes.resize(length, 0);
            file.read_exact(&mut bytes)?;
            out.write_all(&bytes)?;
        }
        Ok(())
    }
}

fn header(layer: &Layer<'_>, written: &Written, out: &mut dyn io::Write) -> io::Result<()> {
    let mut builder = FlatBufferBuilder::new();
    let columns: Vec<_> = layer
        .columns
        .iter()
        .map(|(_, described)| column(&mut builder, layer, described))
        .collect();
    let columns = builder.create_vector(&columns);
    let extent = calc_extent(&written.boxes);
    let extent = [extent.min_x, extent.min_y, extent.max_x, extent.max_y];
    let envelope = (written.placed > 0).then(|| builder.create_vector(&extent));
    let members = serde_json::to_string(&layer.about.members)?;
    let crs = CrsArgs {
        org: Some(builder.create_string("EPSG")),
        code: i32::from(layer.crs.epsg()),
        name: Some(builder.create_string(layer.crs.epsg_name())),
        description: Some(builder.create_string(layer.crs.titles().1)),
        wkt: Some(builder.create_string(layer.crs.wkt())),
        code_string: None,
    };
    let args = HeaderArgs {
        name: Some(builder.create_string(layer.name)),
        envelope,
        geometry_type: match layer.shape {
            ShapeKind::Areas => GeometryType::MultiPolygon,
            ShapeKind::Point => GeometryType::Point,
            ShapeKind::Points => GeometryType::MultiPoint,
        },
        columns: Some(columns),
        features_count: written.boxes.len() as u64,
        index_node_size: if written.is_indexed() {
            PackedRTree::DEFAULT_NODE_SIZE
        } else {
            0
        },
        crs: Some(Crs::create(&mut builder, &crs)),
        title: Some(builder.create_string(&said::title(layer))),
        description: Some(builder.create_string(&said::notes(layer))),
        metadata: Some(builder.create_string(&members)),
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut builder, &args);
    builder.finish_size_prefixed(header, None);
    out.write_all(builder.finished_data())
}

fn column<'b>(
    builder: &mut FlatBufferBuilder<'b>,
    layer: &Layer<'_>,
    column: &Column,
) -> WIPOffset<FgbColumn<'b>> {
    let title = layer.title(column);
    let description = explained(column, layer.language);
    let is_id = column.role == Some(Role::Id);
    let args = ColumnArgs {
        name: Some(builder.create_string(column.name)),
        type_: match column.kind {
            ColumnKind::Text | ColumnKind::Prose => ColumnType::String,
            ColumnKind::Bool => ColumnType::Bool,
            ColumnKind::Integer => ColumnType::Long,
            ColumnKind::Number | ColumnKind::Quantity => ColumnType::Double,
            ColumnKind::Date | ColumnKind::Instant => ColumnType::DateTime,
            ColumnKind::Json => ColumnType::Json,
        },
        title: Some(builder.create_string(title)),
        description: description.map(|text| builder.create_string(&text)),
        nullable: !is_id,
        unique: is_id,
        primary_key: is_id,
        ..ColumnArgs::default()
    };
    FgbColumn::create(builder, &args)
}

/// A value behind the number of its column; what is null is left out.
fn property(out: &mut Vec<u8>, column: usize, value: &Value<'_>) -> io::Result<()> {
    let mut text = |bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        place(out, column)?;
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(bytes);
        Ok(())
    };
    let fixed: &[u8] = match value {
        Value::Null => return Ok(()),
        Value::Text(words) => return text(words.as_bytes()),
        Value::Date(day) => return text(day.to_string().as_bytes()),
        Value::Instant(at) => return text(moment(*at).as_bytes()),
        Value::Portions(portions) => return text(json(portions).as_bytes()),
        Value::Bool(yes) => &[u8::from(*yes)],
        Value::Integer(n) => &n.to_le_bytes(),
        Value::Number(n) => &n.to_le_bytes(),
        Value::Quantity(quantity) => &quantity.as_f64().to_le_bytes(),
    };
    place(out, column)?;
    out.extend_from_slice(fixed);
    Ok(())
}

fn place(out: &mut Vec<u8>, column: usize) -> io::Result<()> {
    let column = u16::try_from(column).map_err(io::Error::other)?;
    out.extend_from_slice(&column.to_le_bytes());
    Ok(())
}

/// The type of a geometry is the layer's, and is not said again.
fn geometry<'b>(builder: &mut FlatBufferBuilder<'b>, shape: &Shape) -> WIPOffset<Geometry<'b>> {
    let polygons = shape.as_polygons();
    if polygons.is_empty() {
        let points = flat(shape.as_points());
        let xy = Some(builder.create_vector(&points));
        return Geometry::create(
            builder,
            &GeometryArgs {
                xy,
                ..GeometryArgs::default()
            },
        );
    }
    let parts: Vec<_> = polygons
        .into_iter()
        .map(|part| polygon(builder, part))
        .collect();
    let parts = Some(builder.create_vector(&parts));
    Geometry::create(
        builder,
        &GeometryArgs {
            parts,
            ..GeometryArgs::default()
        },
    )
}

fn polygon<'b>(
    builder: &mut FlatBufferBuilder<'b>,
    polygon: &Polygon<f64>,
) -> WIPOffset<Geometry<'b>> {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let (mut xy, mut ends, mut end) = (Vec::new(), Vec::new(), 0_u32);
    for ring in rings {
        xy.extend(flat(ring.coords().copied()));
        end = end.saturating_add(u32::try_from(ring.0.len()).unwrap_or(u32::MAX));
        ends.push(end);
    }
    let xy = Some(builder.create_vector(&xy));
    // One ring ends where its coordinates do.
    let ends = (ends.len() > 1).then(|| builder.create_vector(&ends));
    Geometry::create(
        builder,
        &GeometryArgs {
            xy,
            ends,
            ..GeometryArgs::default()
        },
    )
}

fn flat(coords: impl IntoIterator<Item = Coord<f64>>) -> Vec<f64> {
    coords.into_iter().flat_map(|at| [at.x, at.y]).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
    use geozero::ToGeo;

    use super::*;
    use crate::domain::Language;
    use crate::exchange::export::tests as sample;
    use crate::geo::{self, Crs};

    fn made(crs: Crs, features: &[geo::Feature<'_>]) -> Vec<u8> {
        let about = sample::about();
        let layer = sample::layer(&about, crs, Language::En);
        sample::written(write, &layer, features).unwrap()
    }

    #[test]
    fn the_crate_reads_it_back() {
        let features = sample::features(Crs::Epsg9205);
        let bytes = made(Crs::Epsg9205, &features);
        let reader = FgbReader::open(Cursor::new(&bytes)).unwrap();
        let header = reader.header();
        assert_eq!(header.name(), Some("border-communes"));
        assert_eq!(
            header.title(),
            Some("Coverage – 2018-leaflets – 30 Jun 2018 (contains sample data)")
        );
        assert_eq!(header.crs().unwrap().code(), 9205);
        let members: serde_json::Value = serde_json::from_str(header.metadata().unwrap()).unwrap();
        assert_eq!(members.as_object(), Some(&sample::about().members));
        assert_eq!(header.features_count(), 3);
        // One of them has no place.
        assert_eq!(header.index_node_size(), 0);
        let mut read = reader.select_all_seq().unwrap();
        let first = read.next().unwrap().unwrap();
        assert_eq!(sample::polygons(&first.to_geo().unwrap()), 1);
        let values = first.properties().unwrap();
        assert_eq!(values["name"], "Thu Lũm");
        assert_eq!(values["quota"], "420.5");
        assert_eq!(values["communes"], "-7");
        assert_eq!(values["start"], "2018-06-30");
        let second = read.next().unwrap().unwrap();
        assert_eq!(sample::polygons(&second.to_geo().unwrap()), 2);
        assert!(!second.properties().unwrap().contains_key("quota"));
        let third = read.next().unwrap().unwrap();
        assert!(third.fbs_feature().geometry().is_none());
    }

    #[test]
    fn what_has_a_place_is_found_by_it() {
        let mut features = sample::features(Crs::Crs84);
        features.retain(|feature| feature.shape.is_some());
        let bytes = made(Crs::Crs84, &features);
        let reader = FgbReader::open(Cursor::new(&bytes)).unwrap();
        assert_eq!(reader.header().index_node_size(), 16);
        let envelope: Vec<f64> = reader.header().envelope().unwrap().iter().collect();
        assert_eq!(envelope, [103.0, 22.0, 103.5, 22.3]);
        let mut found = reader.select_bbox(103.41, 22.21, 103.42, 22.22).unwrap();
        let feature = found.next().unwrap().unwrap();
        assert_eq!(feature.properties().unwrap()["name"], "Dào San");
        assert!(found.next().unwrap().is_none());
    }

    #[test]
    fn nothing_is_a_file_too() {
        let bytes = made(Crs::Crs84, &[]);
        let reader = FgbReader::open(Cursor::new(&bytes)).unwrap();
        assert_eq!(reader.header().features_count(), 0);
        assert!(reader.header().envelope().is_none());
        assert_eq!(
            reader.header().columns().unwrap().len(),
            sample::COLUMNS.len()
        );
    }

    #[test]
    fn the_same_layer_makes_the_same_bytes() {
        let features = sample::features(Crs::Epsg3857);
        assert!(made(Crs::Epsg3857, &features) == made(Crs::Epsg3857, &features));
    }
}
