//! `pano-sites`: the plan's billboard places, with their state on a day.

use std::borrow::Cow;

use super::{Collection, Source, Wanted};
use crate::domain::pano::{PanoSite, SiteState};
use crate::domain::{Place, Reference};
use crate::geo::feature::ColumnKind::{Date, Integer, Text};
use crate::geo::feature::Role;
use crate::geo::{Column, Feature, Shape, ShapeKind, Value};
use crate::service::selection::View;
use crate::world::Snapshot;

pub static PANO_SITES: Collection = Collection {
    id: "pano-sites",
    title_vi: "Vị trí pano",
    title_en: "Pano sites",
    description_vi: "Các vị trí đặt pano cỡ lớn theo kế hoạch, với tình trạng đến một ngày",
    description_en: "The places of the plan's large billboards, with their state on a day",
    columns: &COLUMNS,
    shape: ShapeKind::Point,
    temporal: Some("built_on"),
    also_by: &[],
    has_view: false,
    source: Source::Snapshot(all),
};

static COLUMNS: [Column; 12] = [
    Column::new("slug", Text)
        .titled("Mã vị trí", "Site")
        .about("The place's name in plain letters, such as `ma-lu-thang`")
        .role(Role::Id),
    Column::new("name_vi", Text).titled("Tên", "Vietnamese name"),
    Column::new("name_en", Text).titled("Tên tiếng Anh", "English name"),
    Column::new("plan_line", Text)
        .titled("Nhiệm vụ", "Plan line")
        .about("Id of the plan line that promises it"),
    Column::new("year", Integer)
        .titled("Năm", "Year")
        .about("By whose end it is due"),
    Column::new("commune_code", Text)
        .titled("Mã xã", "Commune code")
        .about("Of the commune in which it stands"),
    Column::new("commune", Text).titled("Xã, phường, thị trấn", "Commune"),
    Column::new("district_code", Text).titled("Mã huyện", "District code"),
    Column::new("district", Text).titled("Huyện, thành phố", "District"),
    Column::one_of("status", &["built", "planned", "overdue"])
        .titled("Tình trạng", "Status")
        .about("On the day `as_of`"),
    Column::new("built_on", Date)
        .titled("Ngày hoàn thành", "Built on")
        .about("End of the activity that reports it; null while there is none")
        .role(Role::Instant)
        .nullable(),
    Column::new("accuracy_m", Integer)
        .titled("Sai số vị trí", "Accuracy of the place")
        .about("How far off the point may be")
        .unit("m")
        .at_least(0),
];

fn all<'a>(snapshot: &'a Snapshot, view: View, wanted: Wanted<'_>) -> Vec<Feature<'a>> {
    let atlas = &snapshot.atlas;
    let coverage = snapshot.coverage(view.as_of);
    let sites = atlas
        .reference
        .sites
        .iter()
        .zip(&atlas.sites)
        .zip(&coverage.sites);
    sites
        .enumerate()
        .filter(|(ix, _)| wanted(Place::Site(*ix)))
        .map(|(_, ((site, shape), state))| feature(site, shape, *state, &atlas.reference))
        .collect()
}

fn feature<'a>(
    site: &'a PanoSite,
    shape: &'a Shape,
    state: SiteState,
    reference: &'a Reference,
) -> Feature<'a> {
    let district = reference.units.district_of(site.commune);
    let values = vec![
        Value::text(&site.slug),
        Value::text(&site.name_vi),
        Value::text(&site.name_en),
        Value::text(&reference.plan.lines[site.line].id),
        Value::Integer(i64::from(site.year)),
        Value::text(&reference.units.communes[site.commune].code),
        Value::text(&reference.units.communes[site.commune].name),
        Value::text(&district.code),
        Value::text(&district.name),
        Value::text(state.as_str()),
        Value::maybe(state.built_on(), Value::Date),
        Value::Integer(i64::from(site.accuracy_m)),
    ];
    Feature {
        id: Cow::Borrowed(&site.slug),
        values,
        shape: Some(Cow::Borrowed(shape)),
    }
}
