//! `activities`: what was recorded, listed by the store.

use std::borrow::Cow;

use serde_json::json;

use super::{Collection, Page, Source};
use crate::domain::{Activity, Place, Reference};
use crate::geo::feature::ColumnKind::{Date, Instant, Integer, Json, Prose, Text};
use crate::geo::feature::Role;
use crate::geo::{Column, Feature, Shape, ShapeKind, Value};
use crate::service::selection::{Filter, Selection};
use crate::store::{Field, Listing, Store, StoreError};
use crate::world::Snapshot;

pub static ACTIVITIES: Collection = Collection {
    id: "activities",
    title_vi: "Hoạt động",
    title_en: "Activities",
    description_vi: "Những gì đã được ghi nhận; mỗi hoạt động nằm tại các điểm đại diện của địa bàn",
    description_en: "What was recorded; each activity stands at the representative points of its places",
    columns: &COLUMNS,
    shape: ShapeKind::Points,
    // From `start` to `end`: the store filters by both.
    temporal: Some("start"),
    also_by: &ALSO_BY,
    has_view: false,
    source: Source::Ledger,
};

static COLUMNS: [Column; 15] = [
    Column::new("id", Text)
        .titled("Số hiệu", "Id")
        .format("uuid")
        .role(Role::Id),
    Column::new("code", Text)
        .titled("Mã hoạt động", "Activity code")
        .about("Free; null if none was given")
        .nullable()
        .handed_in(),
    Column::new("plan_line", Text)
        .titled("Mã nhiệm vụ", "Plan line")
        .about("Id of the plan line that it serves")
        .handed_in(),
    Column::new("title", Prose)
        .titled("Nội dung", "Title")
        .handed_in(),
    Column::new("start", Date)
        .titled("Ngày bắt đầu", "Start")
        .role(Role::IntervalStart)
        .handed_in(),
    Column::new("end", Date)
        .titled("Ngày kết thúc", "End")
        .about("Null if it took one day")
        .role(Role::IntervalEnd)
        .nullable()
        .handed_in(),
    Column::new("shares", Json)
        .titled("Địa bàn, số lượng", "Shares")
        .about("Places by code, each with its quantity in the line's unit")
        .handed_in(),
    Column::new("participants", Integer)
        .titled("Số người tham gia", "Participants")
        .at_least(0)
        .nullable()
        .handed_in(),
    Column::new("women", Integer)
        .titled("Nữ", "Women")
        .about("Among the participants")
        .at_least(0)
        .nullable()
        .handed_in(),
    Column::new("reference", Prose)
        .titled("Số văn bản", "Reference")
        .about("Number of the document that reports it")
        .nullable()
        .handed_in(),
    Column::new("note", Prose)
        .titled("Ghi chú", "Note")
        .nullable()
        .handed_in(),
    Column::one_of("state", &["submitted", "verified", "rejected"])
        .titled("Trạng thái", "State")
        .about("Those that are rejected do not count"),
    Column::new("revision", Integer)
        .titled("Phiên bản", "Revision")
        .about("1 for what was recorded first")
        .at_least(1),
    Column::new("recorded_by", Text)
        .titled("Người cập nhật", "Recorded by")
        .about("Account, or command, that made the revision"),
    Column::new("recorded_at", Instant).titled("Thời điểm cập nhật", "Recorded at"),
];

/// Not properties of a record: the districts of its places, one of the places, the day by which it had ended, words in
/// its texts, and the import that brought it.
static ALSO_BY: [Column; 5] = [
    Column::new("district", Text)
        .titled("Huyện, thành phố", "District")
        .about("Of one of its places, by code or name"),
    Column::new("place", Text)
        .titled("Địa bàn", "Place")
        .about("One of its places: the code of a commune or district, `12` for the province, or a pano site"),
    Column::new("as_of", Date)
        .titled("Tính đến ngày", "As of")
        .about("It had ended by this day"),
    Column::new("q", Prose)
        .titled("Tìm kiếm", "Search")
        .about("Words in its title, note, reference or code; case and accents do not matter"),
    Column::new("import", Integer)
        .titled("Lần nhập", "Import")
        .about("Number of the import that brought it"),
];

pub(super) fn page<'a>(
    selection: &Selection,
    snapshot: &'a Snapshot,
    store: &Store,
) -> Result<Page<'a>, StoreError> {
    let reference = &snapshot.atlas.reference;
    let mut listing = Listing {
        limit: selection.limit.unwrap_or(usize::MAX),
        offset: selection.offset,
        known: selection.known.then_some(snapshot.version),
        from: selection.interval.and_then(|i| i.from),
        until: selection.interval.and_then(|i| i.until),
        ..Listing::default()
    };
    for filter in &selection.filters {
        narrow(&mut listing, filter, reference);
    }
    if let Some(window) = &selection.window {
        let inside = |place: &Place| {
            let point = Shape::point(reference.point(*place));
            let point = point.and_then(|point| point.shown_in(window.crs()));
            point.is_some_and(|point| window.intersects(&point))
        };
        listing
            .places
            .push(ids(reference.places().filter(inside), reference));
    }
    listing.order = selection
        .order
        .iter()
        .filter_map(|order| Some((field(COLUMNS[order.column].name)?, order.descending)))
        .collect();
    let (matched, revisions) = match &selection.condition {
        None => store.list(&listing, reference)?,
        Some(condition) => store.sift(&listing, reference, |revision| {
            condition.matches(&to_feature(&revision.activity, reference))
        })?,
    };
    Ok(Page {
        matched,
        features: revisions
            .iter()
            .map(|revision| to_feature(&revision.activity, reference))
            .collect(),
    })
}

pub(super) fn feature<'a>(
    id: &str,
    known: bool,
    snapshot: &'a Snapshot,
    store: &Store,
) -> Result<Option<Feature<'a>>, StoreError> {
    let listing = Listing {
        fields: vec![(Field::Id, vec![id.to_owned()])],
        known: known.then_some(snapshot.version),
        limit: 1,
        ..Listing::default()
    };
    let reference = &snapshot.atlas.reference;
    let (_, found) = store.list(&listing, reference)?;
    Ok(found
        .first()
        .map(|revision| to_feature(&revision.activity, reference)))
}

fn narrow(listing: &mut Listing, filter: &Filter, reference: &Reference) {
    match filter.column.name {
        "as_of" => {
            listing.done_by = filter.any_of.iter().find_map(|v| {
                if let Value::Date(day) = v {
                    Some(*day)
                } else {
                    None
                }
            });
        }
        "district" => {
            let wanted = |place: &Place| in_districts(*place, &filter.any_of, reference);
            listing
                .places
                .push(ids(reference.places().filter(wanted), reference));
        }
        "place" => {
            listing
                .places
                .push(filter.any_of.iter().map(as_text).collect());
        }
        "q" => {
            let text: String = filter.any_of.iter().map(as_text).collect();
            listing.search(&text);
        }
        name => {
            if let Some(field) = field(name) {
                let wanted = filter.any_of.iter().map(as_text).collect();
                listing.fields.push((field, wanted));
            }
        }
    }
}

/// What the store calls a property.
fn field(name: &str) -> Option<Field> {
    Some(match name {
        "import" => Field::Import,
        "id" => Field::Id,
        "code" => Field::Code,
        "plan_line" => Field::PlanLine,
        "title" => Field::Title,
        "start" => Field::Start,
        "end" => Field::End,
        "participants" => Field::Participants,
        "women" => Field::Women,
        "reference" => Field::Reference,
        "note" => Field::Note,
        "state" => Field::State,
        "revision" => Field::Revision,
        "recorded_by" => Field::RecordedBy,
        "recorded_at" => Field::RecordedAt,
        _ => return None,
    })
}

fn as_text(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Integer(n) => n.to_string(),
        Value::Date(day) => day.to_string(),
        // As the store writes it.
        Value::Instant(moment) => moment.to_string(),
        _ => String::new(),
    }
}

/// Whether a place is one of the named districts or lies in it.
fn in_districts(place: Place, names: &[Value<'_>], reference: &Reference) -> bool {
    let Some(district) = reference.district_of(place) else {
        return false;
    };
    names.contains(&Value::text(&reference.units.districts[district].name))
}

fn ids(places: impl Iterator<Item = Place>, reference: &Reference) -> Vec<String> {
    places
        .map(|place| reference.place_id(place).to_owned())
        .collect()
}

fn to_feature(activity: &Activity, reference: &Reference) -> Feature<'static> {
    let content = &activity.content;
    let owned = |text: &str| Value::Text(Cow::Owned(text.to_owned()));
    let maybe_text =
        |text: &Option<String>| Value::maybe(text.clone(), |t| Value::Text(Cow::Owned(t)));
    let shares: Vec<_> = content
        .shares
        .iter()
        .map(|share| json!({"unit": reference.place_id(share.place), "quantity": share.quantity}))
        .collect();
    let values = vec![
        owned(&activity.id.to_string()),
        maybe_text(&content.code),
        owned(&reference.plan.lines[content.line].id),
        owned(&content.title),
        Value::Date(content.start),
        Value::maybe(content.end, Value::Date),
        Value::Json(shares.into()),
        Value::maybe(content.participants, |n| Value::Integer(i64::from(n))),
        Value::maybe(content.women, |n| Value::Integer(i64::from(n))),
        maybe_text(&content.reference),
        maybe_text(&content.note),
        owned(activity.state.as_str()),
        Value::Integer(i64::from(activity.revision)),
        owned(&activity.recorded_by),
        Value::Instant(activity.recorded_at),
    ];
    let shape = Shape::points(
        content
            .shares
            .iter()
            .map(|share| reference.point(share.place)),
    );
    Feature {
        id: Cow::Owned(activity.id.to_string()),
        values,
        shape: shape.map(Cow::Owned),
    }
}
