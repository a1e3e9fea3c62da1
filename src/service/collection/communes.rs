//! `communes` and `border-communes`: the units themselves.

use std::borrow::Cow;

use super::{Collection, Source, Wanted};
use crate::domain::unit::Commune;
use crate::domain::{CommuneIx, Place};
use crate::geo::feature::ColumnKind::{Bool, Integer, Number, Text};
use crate::geo::{Column, Feature, Value};
use crate::service::selection::View;
use crate::world::{Atlas, Snapshot};

pub static COMMUNES: Collection = Collection {
    id: "communes",
    title_vi: "Xã, phường, thị trấn",
    title_en: "Communes",
    description_vi: "Các đơn vị hành chính cấp xã vào thời gian thực hiện kế hoạch",
    description_en: "The commune-level units of the plan's time",
    columns: &COLUMNS,
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
    temporal: None,
    also_by: &[],
    has_view: false,
    source: Source::Snapshot(border),
};

/// The columns with which a feature about a commune begins, here and in `coverage`.
pub(super) const IDENTITY: [Column; 7] = [
    Column::new("code", Text),
    Column::new("name", Text),
    Column::one_of("kind", &["xa", "thi_tran", "phuong"]),
    Column::new("district_code", Text),
    Column::new("district", Text),
    Column::new("border", Bool),
    Column::new("priority", Bool),
];

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
        Column::new("area_km2", Number),
        Column::new("population_2019", Integer),
        Column::new("lon", Number),
        Column::new("lat", Number),
        Column::new("aliases", Text),
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
