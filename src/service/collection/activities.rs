//! `activities`: what was recorded, listed by the store.

use std::borrow::Cow;
use std::io;

use super::{Collection, Page, Source};
use crate::domain::{Activity, Place, Reference, Share};
use crate::exchange::export::layer::Take;
use crate::geo::feature::ColumnKind::{Date, Instant, Integer, Json, Prose, Text};
use crate::geo::feature::Role;
use crate::geo::{Column, Crs, Feature, Marks, Portion, Shape, ShapeKind, Value};
use crate::service::selection::{Filter, Selection};
use crate::store::{Field, Flow, Listing, Record, Store, StoreError, Version};
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
        .adds_up()
        .at_least(0)
        .nullable()
        .handed_in(),
    Column::new("women", Integer)
        .titled("Nữ", "Women")
        .adds_up()
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
    let listing = listing(selection, snapshot);
    let (matched, revisions) = match &selection.condition {
        None => store.list(&listing, reference)?,
        Some(condition) => store.sift(&listing, reference, |revision| {
            condition.matches(&of_activity(&revision.activity, reference))
        })?,
    };
    Ok(Page {
        matched,
        features: revisions
            .iter()
            .map(|revision| of_activity(&revision.activity, reference))
            .collect(),
    })
}

/// How many match, without reading more of them than the question needs.
pub(super) fn count(
    selection: &Selection,
    snapshot: &Snapshot,
    store: &Store,
) -> Result<usize, StoreError> {
    let listing = listing(selection, snapshot);
    let Some(condition) = &selection.condition else {
        return store.count(&listing, version(snapshot));
    };
    let reference = &snapshot.atlas.reference;
    let marks = marks(reference, Crs::Crs84);
    let mut count = 0;
    store.stream(&listing, version(snapshot), reference, &mut |record| {
        let Ok(record) = record else {
            return Flow::On;
        };
        let feature = of_record(record, reference, &marks);
        count += usize::from(condition.matches(&feature));
        Flow::On
    })?;
    Ok(count)
}

/// Hands over the features of the wanted page one by one, in the look that is wanted.
///
/// # Errors
/// If the database cannot be read, or with what `take` failed.
pub(super) fn stream(
    selection: &Selection,
    snapshot: &Snapshot,
    store: &Store,
    take: Take<'_>,
) -> io::Result<()> {
    let reference = &snapshot.atlas.reference;
    let plain = marks(reference, Crs::Crs84);
    let shown = marks(reference, selection.look.crs);
    let mut skip = selection.offset;
    let mut wanted = selection.limit.unwrap_or(usize::MAX);
    let mut taken = Ok(());
    let listing = listing(selection, snapshot);
    let read = store.stream(&listing, version(snapshot), reference, &mut |record| {
        let Ok(record) = record else {
            return Flow::On;
        };
        let mut feature = of_record(record, reference, &plain);
        let condition = selection.condition.as_ref();
        if condition.is_some_and(|condition| !condition.matches(&feature)) {
            return Flow::On;
        }
        if skip > 0 {
            skip -= 1;
            return Flow::On;
        }
        if wanted == 0 {
            return Flow::Enough;
        }
        wanted -= 1;
        if selection.skip_geometry {
            feature.shape = None;
        } else if selection.look.crs != Crs::Crs84 {
            feature.shape = stands(record.shares, reference, &shown);
        }
        taken = take(&feature);
        if taken.is_ok() {
            Flow::On
        } else {
            Flow::Enough
        }
    });
    read.map_err(io::Error::other)?;
    taken
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
        .map(|revision| of_activity(&revision.activity, reference)))
}

fn version(snapshot: &Snapshot) -> Version {
    Version {
        seq: snapshot.version,
        at: Some(snapshot.time),
    }
}

/// What is asked of the store.
fn listing(selection: &Selection, snapshot: &Snapshot) -> Listing {
    let reference = &snapshot.atlas.reference;
    let mut listing = Listing {
        limit: selection.limit.unwrap_or(usize::MAX),
        offset: selection.offset,
        known: selection.known_at.is_some().then_some(snapshot.version),
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
    listing
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

/// The points of all places in a system, by the places' numbers.
fn marks(reference: &Reference, crs: Crs) -> Marks {
    let points: Vec<_> = reference
        .places()
        .map(|place| reference.point(place))
        .collect();
    Marks::new(&points, crs)
}

/// Where shares stand on the map.
fn stands(shares: &[Share], reference: &Reference, marks: &Marks) -> Option<Cow<'static, Shape>> {
    let numbers = shares.iter().map(|share| reference.number(share.place));
    marks.multi_point(numbers).map(Cow::Owned)
}

/// A record as a feature that lives as long as its row is read.
fn of_record<'r>(record: &Record<'r>, reference: &'r Reference, marks: &Marks) -> Feature<'r> {
    Feature {
        id: Cow::Borrowed(record.id),
        values: values(record, reference, Cow::Borrowed),
        shape: stands(record.shares, reference, marks),
    }
}

/// An activity as a feature that lives on without it.
fn of_activity<'a>(activity: &Activity, reference: &'a Reference) -> Feature<'a> {
    let id = activity.id.to_string();
    let values = values(&Record::of(activity, &id), reference, |text| {
        Cow::Owned(text.to_owned())
    });
    let shares = activity.content.shares.iter();
    let shape = Shape::points(shares.map(|share| reference.point(share.place)));
    Feature {
        id: Cow::Owned(id),
        values,
        shape: shape.map(Cow::Owned),
    }
}

/// The values of [`COLUMNS`]; `text` borrows texts, or copies them.
fn values<'r, 'f>(
    record: &Record<'r>,
    reference: &'f Reference,
    text: fn(&'r str) -> Cow<'f, str>,
) -> Vec<Value<'f>> {
    let maybe_text = |given: Option<&'r str>| Value::maybe(given, |given| Value::Text(text(given)));
    let portion = |share: &Share| Portion {
        unit: reference.place_id(share.place),
        quantity: share.quantity,
    };
    vec![
        Value::Text(text(record.id)),
        maybe_text(record.code),
        Value::text(&reference.plan.lines[record.line].id),
        Value::Text(text(record.title)),
        Value::Date(record.start),
        Value::maybe(record.end, Value::Date),
        Value::Portions(record.shares.iter().map(portion).collect()),
        Value::maybe(record.participants, |n| Value::Integer(i64::from(n))),
        Value::maybe(record.women, |n| Value::Integer(i64::from(n))),
        maybe_text(record.reference),
        maybe_text(record.note),
        Value::text(record.state.as_str()),
        Value::Integer(i64::from(record.revision)),
        Value::Text(text(record.recorded_by)),
        Value::Instant(record.recorded_at),
    ]
}
