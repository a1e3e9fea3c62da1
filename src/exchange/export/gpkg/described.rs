//! What a `GeoPackage` says of its layer: contents, reference system, columns, metadata and style.

use geo_types::Rect;
use rusqlite::{Connection, Result, params};

use super::Table;
use crate::exchange::export::layer::Layer;
use crate::exchange::export::qml;
use crate::exchange::export::said::{self, explained, moment};
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Crs};

/// What stands before the features: others refer to it.
pub(super) fn before(db: &Connection, layer: &Layer<'_>, table: &Table<'_>) -> Result<()> {
    reference_system(db, Crs::Epsg4326)?;
    if layer.crs.epsg() != Crs::Epsg4326.epsg() {
        reference_system(db, layer.crs)?;
    }
    let time = moment(layer.about.time);
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
         VALUES (?, 'features', ?, ?, ?, ?)",
        params![table.name, said::title(layer), said::notes(layer), time, table.srs],
    )?;
    db.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        params![table.name, table.geometry, table.srs],
    )?;
    db.execute(
        "INSERT INTO gpkg_extensions VALUES
         (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')",
        [&table.name],
    )?;
    Ok(())
}

/// What is known only after them, and what comes last in the file.
pub(super) fn after(
    db: &Connection,
    layer: &Layer<'_>,
    table: &Table<'_>,
    bounds: Option<Rect<f64>>,
) -> Result<()> {
    if let Some(bounds) = bounds {
        let (min, max) = (bounds.min(), bounds.max());
        db.execute(
            "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
            params![min.x, min.y, max.x, max.y, table.name],
        )?;
    }
    for column in &table.columns {
        data_column(db, layer, table, column)?;
    }
    metadata(db, layer, table)?;
    style(db, layer, table)
}

fn reference_system(db: &Connection, crs: Crs) -> Result<()> {
    db.execute(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, ?, ?)",
        params![
            crs.epsg_name(),
            crs.epsg(),
            crs.epsg(),
            crs.wkt(),
            crs.titles().1
        ],
    )?;
    Ok(())
}

/// Title and description of a column; of one that takes few values, what each of them means.
fn data_column(
    db: &Connection,
    layer: &Layer<'_>,
    table: &Table<'_>,
    column: &Column,
) -> Result<()> {
    let constraint = (!column.values.is_empty()).then(|| format!("{}_{}", table.name, column.name));
    let mime = (column.kind == ColumnKind::Json).then_some("application/json");
    db.execute(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![
            table.name,
            column.name,
            column.name,
            layer.title(column),
            explained(column, layer.language),
            mime,
            constraint,
        ],
    )?;
    for value in column.values {
        db.execute(
            "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description)
             VALUES (?, 'enum', ?, ?)",
            params![constraint, value, layer.meaning(column, value)],
        )?;
    }
    Ok(())
}

/// The members for programs, and the notes for people.
fn metadata(db: &Connection, layer: &Layer<'_>, table: &Table<'_>) -> Result<()> {
    let members = serde_json::to_string_pretty(&layer.about.members);
    let members = members.unwrap_or_default();
    let time = moment(layer.about.time);
    for ((standard, mime, text), id) in [
        (
            "https://www.rfc-editor.org/rfc/rfc8259",
            "application/json",
            members,
        ),
        (
            "https://www.rfc-editor.org/rfc/rfc2046",
            "text/plain",
            said::notes(layer),
        ),
    ]
    .into_iter()
    .zip(1_i64..)
    {
        db.execute(
            "INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, ?, ?)",
            params![id, standard, mime, text],
        )?;
        db.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)",
            params![table.name, time, id],
        )?;
    }
    Ok(())
}

/// The style with which QGIS opens the layer, in the table in which QGIS looks for it.
fn style(db: &Connection, layer: &Layer<'_>, table: &Table<'_>) -> Result<()> {
    let time = moment(layer.about.time);
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
         VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        [&time],
    )?;
    db.execute(
        "INSERT INTO layer_styles VALUES (1, '', '', ?, 'geom', ?, ?, NULL, 1, ?, '', NULL, ?)",
        params![
            table.name,
            table.name,
            qml::style(layer, &str::to_owned),
            said::title(layer),
            time
        ],
    )?;
    Ok(())
}
