//! Read back by SQLite; what GDAL makes of it is tested in `tests/clients/test_vector_formats.py`.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row};

use super::*;
use crate::domain::Language;
use crate::exchange::export::tests as sample;
use crate::geo::Crs;

/// The file, and a connection to a copy of it.
fn opened(crs: Crs) -> (Vec<u8>, Connection, tempfile::TempDir) {
    let about = sample::about();
    let layer = sample::layer(&about, crs, Language::Vi);
    let bytes = sample::written(write, &layer, &sample::features(crs)).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("layer.gpkg");
    std::fs::write(&path, &bytes).unwrap();
    (bytes, Connection::open(path).unwrap(), directory)
}

fn texts(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).unwrap();
    let first = |row: &Row<'_>| row.get::<_, String>(0);
    statement
        .query_map([], first)
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn is_a_sound_geopackage_that_says_what_it_is() {
    let (bytes, db, _directory) = opened(Crs::Epsg9205);
    assert_eq!(&bytes[68..72], b"GPKG");
    let version: i32 = db
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 10300);
    assert_eq!(texts(&db, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(
        db.prepare("PRAGMA foreign_key_check")
            .unwrap()
            .query([])
            .unwrap()
            .next()
            .unwrap()
            .map(|_| ()),
        None
    );
    assert_eq!(
        texts(
            &db,
            "SELECT identifier || '|' || last_change FROM gpkg_contents WHERE data_type = 'features'"
        ),
        ["Độ phủ – 2018-leaflets – 30/6/2018 (có dữ liệu mẫu)|2018-06-30T08:00:00.123Z"]
    );
    assert_eq!(
        texts(
            &db,
            "SELECT CAST(srs_id AS TEXT) FROM gpkg_spatial_ref_sys ORDER BY srs_id"
        ),
        ["-1", "0", "4326", "9205"]
    );
    let about = sample::about();
    let members: serde_json::Value = texts(
        &db,
        "SELECT metadata FROM gpkg_metadata WHERE mime_type = 'application/json'",
    )
    .first()
    .map(|text| serde_json::from_str(text).unwrap())
    .unwrap();
    assert_eq!(members.as_object(), Some(&about.members));
    assert_eq!(
        texts(
            &db,
            "SELECT description FROM gpkg_data_column_constraints WHERE value = 'overdue'"
        ),
        ["Trống – quá hạn"]
    );
}

#[test]
fn keeps_every_value_by_its_type() {
    let (_, db, _directory) = opened(Crs::Crs84);
    let first: Vec<Sql> = db
        .query_row(
            "SELECT * FROM border_communes WHERE code = '03433'",
            [],
            |row| (2..14).map(|ix| row.get(ix)).collect(),
        )
        .unwrap();
    let text = |text: &str| Sql::Text(text.to_owned());
    assert_eq!(
        first,
        [
            text("03433"),
            text("Thu Lũm"),
            text("107"),
            text("overdue"),
            Sql::Integer(1),
            Sql::Real(420.5),
            Sql::Real(123.45),
            Sql::Integer(-7),
            text("2018-06-30"),
            text("2018-07-01T01:02:03.004Z"),
            text(r#"[{"unit":"03433","quantity":420.5}]"#),
            text("<b>“A & B”</b> \u{b}'"),
        ]
    );
    let nulls: Vec<Sql> = db
        .query_row(
            "SELECT * FROM border_communes WHERE code = '03574'",
            [],
            |row| (4..14).map(|ix| row.get(ix)).chain([row.get(1)]).collect(),
        )
        .unwrap();
    assert_eq!(nulls, vec![Sql::Null; 11]);
}

#[test]
fn finds_features_by_place() {
    let (_, db, _directory) = opened(Crs::Crs84);
    let found = "SELECT name FROM border_communes WHERE fid IN
                 (SELECT id FROM rtree_border_communes_geom WHERE maxx > 103.35 AND minx < 103.6)";
    assert_eq!(texts(&db, found), ["Dào San"]);
    let extent = "SELECT min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y FROM gpkg_contents WHERE srs_id = 4326";
    assert_eq!(texts(&db, extent), ["103.0 22.0 103.5 22.3"]);
    // Header, envelope, then a multipolygon though it is one.
    let blob: Vec<u8> = db
        .query_row(
            "SELECT geom FROM border_communes WHERE fid = 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(&blob[..8], [b'G', b'P', 0, 3, 0xE6, 0x10, 0, 0]);
    assert_eq!(&blob[40..49], [1, 6, 0, 0, 0, 1, 0, 0, 0]);
}

#[test]
fn the_same_layer_makes_the_same_bytes() {
    let (one, ..) = opened(Crs::Epsg3405);
    let (two, ..) = opened(Crs::Epsg3405);
    assert!(one == two);
}

#[test]
fn an_error_of_the_features_is_passed_on() {
    let about = sample::about();
    let layer = sample::layer(&about, Crs::Crs84, Language::En);
    let mut failing = |_: crate::exchange::export::layer::Take<'_>| Err(io::Error::other("gone"));
    let mut out = Vec::new();
    let fault = write(&layer, &mut failing, &mut out).unwrap_err();
    assert_eq!(fault.to_string(), "gone");
    assert!(out.is_empty());
}
