//! A small layer with everything that formats stumble over, for the tests of the writers.

use std::borrow::Cow;
use std::sync::LazyLock;

use geo_types::{Geometry, LineString, MultiPolygon, Polygon};
use jiff::civil::date;
use serde_json::json;

use super::layer::{About, Features, Layer, Note, Take};
use crate::domain::{Language, Quantity, Reference};
use crate::exchange::reference;
use crate::geo::feature::{ColumnKind, Role};
use crate::geo::{Column, Crs, Feature, Portion, Shape, ShapeKind, Value};

const STATUSES: [&str; 5] = ["reached", "partial", "pending", "overdue", "not_targeted"];

/// The real one: names of places are taken from it.
static REFERENCE: LazyLock<Reference> = LazyLock::new(|| reference::load(None).unwrap().reference);

pub static COLUMNS: [Column; 12] = [
    Column::new("code", ColumnKind::Text)
        .titled("Mã xã", "Commune code")
        .role(Role::Id),
    Column::new("name", ColumnKind::Text).titled("Tên", "Name"),
    Column::new("district_code", ColumnKind::Text).titled("Mã huyện", "District code"),
    Column::one_of("status", &STATUSES)
        .titled("Tình trạng", "Status")
        .about("Of the line; overall, the worst of those that apply"),
    Column::new("late", ColumnKind::Bool).titled("Trễ hạn", "Late"),
    Column::new("quota", ColumnKind::Quantity)
        .titled("Chỉ tiêu", "Quota")
        .nullable(),
    Column::new("area_km2", ColumnKind::Number)
        .titled("Diện tích", "Area")
        .unit("km2"),
    Column::new("communes", ColumnKind::Integer).titled("Số xã", "Communes"),
    Column::new("start", ColumnKind::Date)
        .titled("Ngày bắt đầu", "Start")
        .role(Role::IntervalStart),
    Column::new("recorded_at", ColumnKind::Instant).titled("Thời điểm", "Recorded at"),
    Column::new("shares", ColumnKind::Json).titled("Địa bàn", "Shares"),
    Column::new("note", ColumnKind::Prose).titled("Ghi chú", "Note"),
];

pub fn about() -> About {
    let members = json!({
        "title_vi": "Độ phủ",
        "title_en": "Coverage",
        "timeStamp": "2018-06-30T08:00:00.123Z",
        "as_of": "2018-06-30",
        "line": "2018-leaflets",
        "sample_activities": 3,
    });
    let note = |key, vi: (&'static str, &str), en: (&'static str, &str)| Note {
        key,
        vi: (vi.0, vi.1.to_owned()),
        en: (en.0, en.1.to_owned()),
    };
    About {
        title_vi: "Độ phủ – 2018-leaflets – 30/6/2018".to_owned(),
        title_en: "Coverage – 2018-leaflets – 30 Jun 2018".to_owned(),
        time: "2018-06-30T08:00:00.123Z".parse().unwrap(),
        address: String::new(),
        members: members.as_object().cloned().unwrap_or_default(),
        notes: vec![
            note(
                "plan",
                ("Kế hoạch", "2228/KH-UBND"),
                ("Plan", "2228/KH-UBND"),
            ),
            note(
                "sources",
                ("Nguồn", "© cộng đồng OpenStreetMap <ODbL> & khác"),
                ("Sources", "© OpenStreetMap contributors <ODbL> & others"),
            ),
        ],
    }
}

pub fn layer(about: &About, crs: Crs, language: Language) -> Layer<'_> {
    Layer {
        name: "border-communes",
        columns: COLUMNS.iter().enumerate().collect(),
        shape: ShapeKind::Areas,
        crs,
        about,
        language,
        reference: &REFERENCE,
        has_view: true,
    }
}

/// A square with a hole; two squares; nothing at all.
pub fn features(crs: Crs) -> Vec<Feature<'static>> {
    let with_hole = Polygon::new(square(103.0, 22.0, 0.2), vec![square(103.05, 22.05, 0.1)]);
    let two = MultiPolygon(vec![
        Polygon::new(square(103.2, 22.0, 0.1), vec![]),
        Polygon::new(square(103.4, 22.2, 0.1), vec![]),
    ]);
    let shapes = [
        Shape::polygons(&MultiPolygon(vec![with_hole])),
        Shape::polygons(&two),
        None,
    ];
    let shown = |shape: Shape| shape.shown_in(crs).map(Cow::Owned);
    let values = [first(), second(), third()];
    shapes
        .into_iter()
        .zip(values)
        .zip(["03433", "03571", "03574"])
        .map(|((shape, values), id)| Feature {
            id: Cow::Borrowed(id),
            values,
            shape: shape.and_then(shown),
        })
        .collect()
}

fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
    let corners = [
        (x, y),
        (x + side, y),
        (x + side, y + side),
        (x, y + side),
        (x, y),
    ];
    LineString::from(corners.to_vec())
}

fn first() -> Vec<Value<'static>> {
    vec![
        Value::text("03433"),
        Value::text("Thu Lũm"),
        Value::text("107"),
        Value::text("overdue"),
        Value::Bool(true),
        Value::Quantity(Quantity::from_thousandths(420_500)),
        Value::Number(123.45),
        Value::Integer(-7),
        Value::Date(date(2018, 6, 30)),
        Value::maybe("2018-07-01T01:02:03.004Z".parse().ok(), Value::Instant),
        Value::Portions(vec![Portion {
            unit: "03433",
            quantity: Quantity::from_thousandths(420_500),
        }]),
        Value::text("<b>“A & B”</b> \u{b}'"),
    ]
}

fn second() -> Vec<Value<'static>> {
    vec![
        Value::text("03571"),
        Value::text("Dào San"),
        Value::text("109"),
        Value::text("not_targeted"),
        Value::Bool(false),
        Value::Null,
        Value::Number(0.1 + 0.2),
        Value::Integer(0),
        Value::Null,
        Value::Null,
        Value::Portions(vec![]),
        // 258 bytes, a character across the 254th.
        Value::Text(Cow::Owned("ế".repeat(86))),
    ]
}

fn third() -> Vec<Value<'static>> {
    let mut values = vec![Value::text("03574"), Value::text("=1+1")];
    values.resize(COLUMNS.len(), Value::Null);
    values
}

/// What a format's function makes of features.
pub fn written(
    write: impl Fn(&Layer<'_>, &mut Features<'_>, &mut dyn std::io::Write) -> std::io::Result<()>,
    layer: &Layer<'_>,
    features: &[Feature<'_>],
) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut given = |take: Take<'_>| features.iter().try_for_each(&mut *take);
    write(layer, &mut given, &mut out)?;
    Ok(out)
}

/// Whether a geometry is this many polygons.
pub fn polygons(geometry: &Geometry<f64>) -> usize {
    match geometry {
        Geometry::MultiPolygon(several) => several.0.len(),
        Geometry::Polygon(_) => 1,
        _ => 0,
    }
}
