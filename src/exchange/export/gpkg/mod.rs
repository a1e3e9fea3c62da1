//! `GeoPackage` 1.3 (OGC 12-128r17): one table of features with its spatial index, titles of its columns, a style for
//! QGIS, and everything that the file says of itself.
//!
//! An SQLite file, made by SQLite: the one place outside of the store that names it. It is written to a temporary file,
//! since there may be a million features, and copied out. The crate `geopackage` is not used: it wants another version
//! of the same library, writes the clock's time, and version 1.4, which Debian's and QGIS's GDAL warn of.

mod described;

use std::fs::File;
use std::io;

use geo_types::{Geometry, MultiPolygon, Rect};
use geozero::{CoordDimensions, ToWkb};
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, params_from_iter};
use tempfile::NamedTempFile;

use super::layer::{Features, Layer};
use super::said::{json, moment};
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Shape, ShapeKind, Value, shape};

const TABLES: &str = include_str!("tables.sql");
const INDEX: &str = include_str!("index.sql");

/// `GPKG`, which programs know the file by.
const APPLICATION_ID: i32 = 0x4750_4B47;
/// Version 1.3.0.
const USER_VERSION: i32 = 10300;

/// The layer as a `GeoPackage`.
///
/// # Errors
/// If the features cannot be read, the temporary file or the output not be written.
pub fn write(
    layer: &Layer<'_>,
    features: &mut Features<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let file = NamedTempFile::with_prefix("vungphu-")?;
    let mut db = Connection::open(file.path()).map_err(io::Error::other)?;
    fill(&mut db, layer, features)?;
    db.close().map_err(|(_, e)| io::Error::other(e))?;
    io::copy(&mut File::open(file.path())?, out)?;
    Ok(())
}

fn fill(db: &mut Connection, layer: &Layer<'_>, features: &mut Features<'_>) -> io::Result<()> {
    let table = Table::of(layer);
    let prepare = |db: &mut Connection| {
        // Nobody else sees the file, and nobody gets it if this fails: no journal, no waiting for the disk.
        db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;",
        )?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "user_version", USER_VERSION)?;
        db.execute_batch("BEGIN")?;
        db.execute_batch(TABLES)?;
        described::before(db, layer, &table)?;
        db.execute_batch(&table.created())
    };
    prepare(db).map_err(io::Error::other)?;
    let bounds = insert(db, layer, &table, features)?;
    let finish = || {
        described::after(db, layer, &table, bounds)?;
        db.execute_batch(&INDEX.replace("{t}", &table.name))?;
        db.execute_batch("COMMIT")
    };
    finish().map_err(io::Error::other)
}

/// The features' table. Its names are those of collections and properties: none has a quotation mark.
struct Table<'a> {
    /// As SQL likes it: `pano_sites`.
    name: String,
    geometry: &'static str,
    columns: Vec<&'a Column>,
    srs: u16,
}

impl<'a> Table<'a> {
    fn of(layer: &Layer<'a>) -> Self {
        Self {
            name: layer.name.replace('-', "_"),
            geometry: match layer.shape {
                ShapeKind::Areas => "MULTIPOLYGON",
                ShapeKind::Point => "POINT",
                ShapeKind::Points => "MULTIPOINT",
            },
            columns: layer.columns.iter().map(|(_, column)| *column).collect(),
            srs: layer.crs.epsg(),
        }
    }

    fn created(&self) -> String {
        let Self { name, geometry, .. } = self;
        let mut columns = String::new();
        for column in &self.columns {
            columns.push_str(&format!(", \"{}\" {}", column.name, sql_type(column.kind)));
        }
        format!(
            "CREATE TABLE \"{name}\" (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"geom\" {geometry}{columns});\n\
             CREATE VIRTUAL TABLE \"rtree_{name}_geom\" USING rtree(id, minx, maxx, miny, maxy);"
        )
    }

    fn inserted(&self) -> String {
        let (mut names, mut places) = (String::new(), String::new());
        for column in &self.columns {
            names.push_str(&format!(", \"{}\"", column.name));
            places.push_str(", ?");
        }
        format!(
            "INSERT INTO \"{}\" (\"geom\"{names}) VALUES (?{places})",
            self.name
        )
    }
}

const fn sql_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text | ColumnKind::Prose | ColumnKind::Json => "TEXT",
        ColumnKind::Bool => "BOOLEAN",
        ColumnKind::Integer => "INTEGER",
        ColumnKind::Number | ColumnKind::Quantity => "REAL",
        ColumnKind::Date => "DATE",
        ColumnKind::Instant => "DATETIME",
    }
}

/// Writes all features; what they cover.
fn insert(
    db: &Connection,
    layer: &Layer<'_>,
    table: &Table<'_>,
    features: &mut Features<'_>,
) -> io::Result<Option<Rect<f64>>> {
    let mut bounds: Option<Rect<f64>> = None;
    let mut row = db.prepare(&table.inserted()).map_err(io::Error::other)?;
    let mut index = db
        .prepare(&format!(
            "INSERT INTO \"rtree_{}_geom\" VALUES (?, ?, ?, ?, ?)",
            table.name
        ))
        .map_err(io::Error::other)?;
    features(&mut |feature| {
        let shape = feature.shape.as_deref();
        let blob = shape.map(|shape| binary(shape, layer.shape, table.srs));
        let geometry = blob.transpose()?.map_or(Sql::Null, Sql::Blob);
        let values = layer.values(feature).map(|(_, value)| sql(value));
        let cells = std::iter::once(ToSqlOutput::Owned(geometry)).chain(values);
        row.execute(params_from_iter(cells))
            .map_err(io::Error::other)?;
        if let Some(Shape { bbox, .. }) = shape {
            let (min, max) = (bbox.min(), bbox.max());
            let id = db.last_insert_rowid();
            index
                .execute((id, min.x, max.x, min.y, max.y))
                .map_err(io::Error::other)?;
            bounds = Some(bounds.map_or(*bbox, |all| shape::around(all, *bbox)));
        }
        Ok(())
    })?;
    Ok(bounds)
}

fn sql<'v>(value: &'v Value<'_>) -> ToSqlOutput<'v> {
    ToSqlOutput::Owned(match value {
        Value::Text(text) => return ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Value::Null => Sql::Null,
        Value::Bool(yes) => Sql::Integer((*yes).into()),
        Value::Integer(n) => Sql::Integer(*n),
        Value::Number(n) => Sql::Real(*n),
        Value::Quantity(quantity) => Sql::Real(quantity.as_f64()),
        Value::Date(day) => Sql::Text(day.to_string()),
        Value::Instant(at) => Sql::Text(moment(*at)),
        Value::Portions(portions) => Sql::Text(json(portions)),
    })
}

/// A geometry as `GeoPackage` keeps it. A table has one kind: a single polygon is several of which there is one.
fn binary(shape: &Shape, kind: ShapeKind, srs: u16) -> io::Result<Vec<u8>> {
    let (min, max) = (shape.bbox.min(), shape.bbox.max());
    // A point is its own envelope.
    let envelope = match kind {
        ShapeKind::Point => vec![],
        ShapeKind::Areas | ShapeKind::Points => vec![min.x, max.x, min.y, max.y],
    };
    let (dimensions, srs) = (CoordDimensions::xy(), Some(i32::from(srs)));
    let blob = match &shape.geometry {
        Geometry::Polygon(one) => {
            let several = Geometry::MultiPolygon(MultiPolygon(vec![one.clone()]));
            several.to_gpkg_wkb(dimensions, srs, envelope)
        }
        geometry => geometry.to_gpkg_wkb(dimensions, srs, envelope),
    };
    blob.map_err(io::Error::other)
}

#[cfg(test)]
mod tests;
