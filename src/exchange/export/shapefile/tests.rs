//! Read back by the crate `shapefile`; what GDAL makes of it is tested in `tests/clients/test_vector_formats.py`.

use std::io::{Cursor, Read};

use shapefile::dbase::{self, FieldValue};
use shapefile::{Reader, Shape, ShapeReader};
use zip::ZipArchive;

use super::*;
use crate::domain::Language;
use crate::exchange::export::tests as sample;
use crate::geo::Crs;

fn made(language: Language) -> Vec<u8> {
    let about = sample::about();
    let layer = sample::layer(&about, Crs::Epsg9205, language);
    let features = sample::features(Crs::Epsg9205);
    sample::written(write, &layer, &features).unwrap()
}

fn file(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

fn read(archive: &[u8]) -> Vec<(Shape, dbase::Record)> {
    let part =
        |extension: &str| Cursor::new(file(archive, &format!("border-communes.{extension}")));
    let shapes = ShapeReader::with_shx(part("shp"), part("shx")).unwrap();
    let table = dbase::Reader::new(part("dbf")).unwrap();
    Reader::new(shapes, table).read().unwrap()
}

#[test]
fn the_crate_reads_it_back() {
    let records = read(&made(Language::Vi));
    assert_eq!(records.len(), 3);
    let kept = |record: usize, field: &str| records[record].1.get(field).unwrap().clone();
    let text = |text: &str| FieldValue::Character(Some(text.to_owned()));
    assert_eq!(kept(0, "name"), text("Thu Lũm"));
    assert_eq!(kept(0, "dist_code"), text("107"));
    assert_eq!(kept(0, "late"), FieldValue::Logical(Some(true)));
    assert_eq!(kept(0, "quota"), FieldValue::Numeric(Some(420.5)));
    assert_eq!(kept(0, "communes"), FieldValue::Numeric(Some(-7.0)));
    assert_eq!(
        kept(0, "start"),
        FieldValue::Date(dbase::Date::new(30, 6, 2018).ok())
    );
    assert_eq!(kept(0, "rec_at"), text("2018-07-01T01:02:03.004Z"));
    assert_eq!(kept(1, "area_km2"), FieldValue::Numeric(Some(0.1 + 0.2)));
    assert_eq!(kept(2, "late"), FieldValue::Logical(None));
    assert_eq!(kept(2, "quota"), FieldValue::Numeric(None));
    assert_eq!(kept(2, "start"), FieldValue::Date(None));
    assert_eq!(kept(2, "note"), FieldValue::Character(None));
    // 84 characters of three bytes; the 85th would end at the 255th.
    assert_eq!(kept(1, "note"), text(&"ế".repeat(84)));
}

#[test]
fn outlines_run_clockwise_and_what_has_none_is_null() {
    let records = read(&made(Language::Vi));
    let rings = |record: usize| match &records[record].0 {
        Shape::Polygon(polygon) => polygon.rings().len(),
        _ => 0,
    };
    assert_eq!((rings(0), rings(1)), (2, 2));
    assert!(matches!(records[2].0, Shape::NullShape));
    // The crate tells holes by the way they run.
    let polygons = |shape: Shape| {
        let geometry = geo_types::Geometry::try_from(shape);
        geometry.map(|geometry| sample::polygons(&geometry)).ok()
    };
    let found: Vec<_> = records
        .into_iter()
        .map(|(shape, _)| polygons(shape))
        .collect();
    assert_eq!(found, [Some(1), Some(2), None]);
}

#[test]
fn a_page_says_what_the_format_cannot() {
    let [vi, en] = [Language::Vi, Language::En]
        .map(|language| String::from_utf8(file(&made(language), "README.txt")).unwrap());
    for part in [
        "\u{FEFF}Độ phủ – 2018-leaflets – 30/6/2018 (có dữ liệu mẫu)\r\n",
        "Nguồn: © cộng đồng OpenStreetMap <ODbL> & khác\r\n",
        "dist_code   district_code  Mã huyện\r\n",
        "overdue = Trống – quá hạn\r\n",
        "Văn bản dài quá 254 byte bị cắt ngắn: note (1).\r\n",
    ] {
        assert!(vi.contains(part), "{part} is not in\n{vi}");
    }
    assert!(en.contains("Texts longer than 254 bytes are cut: note (1).\r\n"));
    assert!(!vi.replace("\r\n", "").contains('\n'));
}

#[test]
fn the_same_layer_makes_the_same_bytes_with_the_datas_time() {
    let bytes = made(Language::En);
    assert!(bytes == made(Language::En));
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.len(), 7);
    for ix in 0..archive.len() {
        let file = archive.by_index(ix).unwrap();
        let time = file.last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.hour()), (2018, 6, 8));
    }
    assert_eq!(file(&bytes, "border-communes.dbf")[..4], [3, 118, 6, 30]);
    assert_eq!(file(&bytes, "border-communes.cpg"), b"UTF-8");
}

#[test]
fn a_layer_of_nothing_is_a_shapefile_too() {
    let about = sample::about();
    let layer = sample::layer(&about, Crs::Crs84, Language::Vi);
    let bytes = sample::written(write, &layer, &[]).unwrap();
    assert!(read(&bytes).is_empty());
}
