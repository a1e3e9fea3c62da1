//! `districts`: huyện and thành phố, outlined by the union of their communes.

use std::borrow::Cow;

use super::communes::{AREA, LAT, LON, POPULATION};
use super::{Collection, Source, Wanted};
use crate::domain::Place;
use crate::domain::unit::{District, Units};
use crate::geo::feature::ColumnKind::{Integer, Text};
use crate::geo::feature::Role;
use crate::geo::{Column, Feature, Shape, ShapeKind, Value};
use crate::service::selection::View;
use crate::world::Snapshot;

pub static DISTRICTS: Collection = Collection {
    id: "districts",
    title_vi: "Huyện, thành phố",
    title_en: "Districts",
    description_vi: "Các đơn vị hành chính cấp huyện vào thời gian thực hiện kế hoạch",
    description_en: "The district-level units of the plan's time",
    columns: &COLUMNS,
    shape: ShapeKind::Areas,
    temporal: None,
    also_by: &[],
    has_view: false,
    source: Source::Snapshot(all),
};

static COLUMNS: [Column; 9] = [
    Column::new("code", Text)
        .titled("Mã huyện", "District code")
        .about("Code of the General Statistics Office")
        .role(Role::Id),
    Column::new("name", Text).titled("Tên", "Name"),
    Column::one_of("kind", &["huyen", "thanh_pho"])
        .titled("Loại", "Kind")
        .about("District (huyện) or city (thành phố)"),
    Column::new("communes", Integer)
        .titled("Số xã", "Communes")
        .adds_up()
        .about("How many communes, towns and wards it has")
        .at_least(0),
    Column::new("border_communes", Integer)
        .titled("Số xã biên giới", "Border communes")
        .adds_up()
        .at_least(0),
    AREA,
    POPULATION,
    LON,
    LAT,
];

fn all<'a>(snapshot: &'a Snapshot, _view: View, wanted: Wanted<'_>) -> Vec<Feature<'a>> {
    let atlas = &snapshot.atlas;
    let units = &atlas.reference.units;
    units
        .districts
        .iter()
        .zip(&atlas.districts)
        .enumerate()
        .filter(|(ix, _)| wanted(Place::District(*ix)))
        .map(|(_, (district, shape))| feature(district, shape, units))
        .collect()
}

fn feature<'a>(district: &'a District, shape: &'a Shape, units: &Units) -> Feature<'a> {
    let border = district
        .communes
        .iter()
        .filter(|&&c| units.communes[c].border);
    let values = vec![
        Value::text(&district.code),
        Value::text(&district.name),
        Value::text(district.kind.as_str()),
        Value::count(district.communes.len()),
        Value::count(border.count()),
        Value::Number(district.area_km2),
        Value::Integer(i64::from(district.population_2019)),
        Value::Number(district.point.lon),
        Value::Number(district.point.lat),
    ];
    Feature {
        id: Cow::Borrowed(&district.code),
        values,
        shape: Some(Cow::Borrowed(shape)),
    }
}
