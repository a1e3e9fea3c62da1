//! `communes` and `border-communes`: the units themselves.

use std::borrow::Cow;

use super::{Collection, Source, Wanted};
use crate::domain::unit::Commune;
use crate::domain::{CommuneIx, Place};
use crate::geo::feature::ColumnKind::{Bool, Integer, Number, Text};
use crate::geo::feature::Role;
use crate::geo::{Column, Feature, ShapeKind, Value};
use crate::service::selection::View;
use crate::world::{Atlas, Snapshot};

pub static COMMUNES: Collection = Collection {
    id: "communes",
    title_vi: "Xã, phường, thị trấn",
    title_en: "Communes",
    description_vi: "Các đơn vị hành chính cấp xã vào thời gian thực hiện kế hoạch",
    description_en: "The commune-level units of the plan's time",
    columns: &COLUMNS,
    shape: ShapeKind::Areas,
    temporal: None,
    also_by: &[],
    has_view: false,
    source: Source::Snapshot(all),
};

pub static BORDER_COMMUNES: Collection = Collection {
    id: "border-communes",
    title_vi: "Xã biên giới",
    title_en: "Border communes",
    description_vi: "Các xã có đường biên giới quốc gia",
    description_en: "The communes that touch the international border",
    columns: &COLUMNS,
    shape: ShapeKind::Areas,
    temporal: None,
    also_by: &[],
    has_view: false,
    source: Source::Snapshot(border),
};

/// The columns with which a feature about a commune begins, here and in `coverage`.
pub(super) const IDENTITY: [Column; 7] = [
    Column::new("code", Text)
        .titled("Mã xã", "Commune code")
        .about("Code of the General Statistics Office: text, with its leading zeros")
        .role(Role::Id),
    Column::new("name", Text).titled("Tên", "Name"),
    Column::one_of("kind", &["xa", "thi_tran", "phuong"])
        .titled("Loại", "Kind")
        .about("Commune (xã), town (thị trấn) or ward (phường)"),
    Column::new("district_code", Text).titled("Mã huyện", "District code"),
    Column::new("district", Text).titled("Huyện, thành phố", "District"),
    Column::new("border", Bool)
        .titled("Xã biên giới", "Border commune")
        .about("It touches the international border"),
    Column::new("priority", Bool)
        .titled("Ưu tiên phát tờ rơi", "Priority for leaflets")
        .about("A border commune, town or ward: it gets twice as many leaflets"),
];

pub(super) const AREA: Column = Column::new("area_km2", Number)
    .titled("Diện tích", "Area")
    .adds_up()
    .unit("km2")
    .at_least(0);
pub(super) const POPULATION: Column = Column::new("population_2019", Integer)
    .titled("Dân số 2019", "Population in 2019")
    .adds_up()
    .about("Census of 1 April 2019")
    .at_least(0);
pub(super) const LON: Column = Column::new("lon", Number)
    .titled("Kinh độ điểm đại diện", "Longitude")
    .about("Of the representative point, WGS 84")
    .unit("deg")
    .at_least(-180)
    .at_most(180);
pub(super) const LAT: Column = Column::new("lat", Number)
    .titled("Vĩ độ điểm đại diện", "Latitude")
    .about("Of the representative point, WGS 84")
    .unit("deg")
    .at_least(-90)
    .at_most(90);

static COLUMNS: [Column; 12] = {
    let [code, name, kind, district_code, district, border, priority] = IDENTITY;
    [
        code,
        name,
        kind,
        district_code,
        district,
        border,
        priority,
        AREA,
        POPULATION,
        LON,
        LAT,
        Column::new("aliases", Text)
            .titled("Cách viết khác", "Other spellings")
            .about("Separated by semicolons; empty if there are none"),
    ]
};

/// The values of [`IDENTITY`].
pub(super) fn identity(atlas: &Atlas, ix: CommuneIx) -> [Value<'_>; 7] {
    let commune = &atlas.reference.units.communes[ix];
    let district = atlas.reference.units.district_of(ix);
    [
        Value::text(&commune.code),
        Value::text(&commune.name),
        Value::text(commune.kind.as_str()),
        Value::text(&district.code),
        Value::text(&district.name),
        Value::Bool(commune.border),
        Value::Bool(commune.priority()),
    ]
}

fn all<'a>(snapshot: &'a Snapshot, _view: View, wanted: Wanted<'_>) -> Vec<Feature<'a>> {
    of(&snapshot.atlas, wanted, |_| true)
}

fn border<'a>(snapshot: &'a Snapshot, _view: View, wanted: Wanted<'_>) -> Vec<Feature<'a>> {
    of(&snapshot.atlas, wanted, |commune| commune.border)
}

fn of<'a>(atlas: &'a Atlas, wanted: Wanted<'_>, kind: fn(&Commune) -> bool) -> Vec<Feature<'a>> {
    let communes = atlas.reference.units.communes.iter().enumerate();
    communes
        .filter(|(ix, commune)| kind(commune) && wanted(Place::Commune(*ix)))
        .map(|(ix, _)| feature(atlas, ix))
        .collect()
}

fn feature(atlas: &Atlas, ix: CommuneIx) -> Feature<'_> {
    let commune = &atlas.reference.units.communes[ix];
    let mut values = Vec::with_capacity(COLUMNS.len());
    values.extend(identity(atlas, ix));
    values.extend([
        Value::Number(commune.area_km2),
        Value::Integer(i64::from(commune.population_2019)),
        Value::Number(commune.point.lon),
        Value::Number(commune.point.lat),
        Value::Text(Cow::Owned(commune.aliases.join("; "))),
    ]);
    Feature {
        id: Cow::Borrowed(&commune.code),
        values,
        shape: Some(Cow::Borrowed(&atlas.communes[ix])),
    }
}
