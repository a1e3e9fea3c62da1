//! A record as people and programs see it, and what changed from one revision to the next.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::{Draft, FieldFault, Place, Quantity, Reference, Revision, State};

/// One version of an activity.
#[derive(Clone, Debug, Serialize)]
pub struct RecordView {
    pub id: Option<String>,
    pub code: Option<String>,
    pub plan_line: String,
    pub title: String,
    pub start: Date,
    pub end: Option<Date>,
    pub shares: Vec<ShareView>,
    pub participants: Option<u32>,
    pub women: Option<u32>,
    pub reference: Option<String>,
    pub note: Option<String>,
    pub state: &'static str,
    pub reason: Option<String>,
    pub revision: u32,
    pub deleted: bool,
    pub recorded_by: Option<String>,
    pub recorded_at: Option<Timestamp>,
    pub warnings: Vec<FieldFault>,
}

/// A place of a record, with its names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareView {
    pub unit: String,
    pub name: String,
    /// Of a commune or site.
    pub district: Option<String>,
    pub quantity: Quantity,
}

impl RecordView {
    pub fn of(revision: &Revision, warnings: Vec<FieldFault>, reference: &Reference) -> Self {
        let activity = &revision.activity;
        Self {
            id: Some(activity.id.to_string()),
            state: activity.state.as_str(),
            reason: activity.reason.clone(),
            revision: activity.revision,
            deleted: revision.deleted(),
            recorded_by: Some(activity.recorded_by.clone()),
            recorded_at: Some(activity.recorded_at),
            ..Self::of_draft(&activity.content, warnings, reference)
        }
    }

    /// As it would be recorded.
    pub fn of_draft(draft: &Draft, warnings: Vec<FieldFault>, reference: &Reference) -> Self {
        let shares = draft.shares.iter().map(|share| {
            let (name, district) = names(share.place, reference);
            ShareView {
                unit: reference.place_id(share.place).to_owned(),
                name,
                district,
                quantity: share.quantity,
            }
        });
        Self {
            id: None,
            code: draft.code.clone(),
            plan_line: reference.plan.lines[draft.line].id.clone(),
            title: draft.title.clone(),
            start: draft.start,
            end: draft.end,
            shares: shares.collect(),
            participants: draft.participants,
            women: draft.women,
            reference: draft.reference.clone(),
            note: draft.note.clone(),
            state: State::Submitted.as_str(),
            reason: None,
            revision: 0,
            deleted: false,
            recorded_by: None,
            recorded_at: None,
            warnings,
        }
    }
}

fn names(place: Place, reference: &Reference) -> (String, Option<String>) {
    let units = &reference.units;
    let within = reference
        .district_of(place)
        .map(|d| units.districts[d].name.clone());
    match place {
        Place::Province => (units.province.name.clone(), None),
        Place::District(d) => (units.districts[d].name.clone(), None),
        Place::Commune(c) => (units.communes[c].name.clone(), within),
        Place::Site(s) => (reference.sites[s].name_vi.clone(), within),
    }
}

/// One revision in an activity's history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryEntry {
    pub revision: u32,
    pub action: &'static str,
    pub by: String,
    pub at: Timestamp,
    pub import: Option<Value>,
    pub record: RecordView,
    pub changes: Vec<FieldChange>,
}

/// A field that a revision changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    pub field: &'static str,
    pub before: Value,
    pub after: Value,
}

/// Fields in the order in which a person reads them.
const COMPARED: [&str; 12] = [
    "plan_line",
    "title",
    "start",
    "end",
    "shares",
    "participants",
    "women",
    "reference",
    "note",
    "code",
    "state",
    "reason",
];

/// An activity's revisions, newest first, each with what it changed.
pub fn history(revisions: &[Revision], reference: &Reference) -> Vec<HistoryEntry> {
    let views: Vec<RecordView> = revisions
        .iter()
        .map(|revision| RecordView::of(revision, Vec::new(), reference))
        .collect();
    let entry = |(ix, revision): (usize, &Revision)| {
        let activity = &revision.activity;
        HistoryEntry {
            revision: activity.revision,
            action: revision.change.as_str(),
            by: activity.recorded_by.clone(),
            at: activity.recorded_at,
            import: revision
                .import
                .as_ref()
                .map(|(id, file_name)| json!({"id": id, "file_name": file_name})),
            record: views[ix].clone(),
            changes: views
                .get(ix + 1)
                .map(|before| changes(before, &views[ix]))
                .unwrap_or_default(),
        }
    };
    revisions.iter().enumerate().map(entry).collect()
}

fn changes(before: &RecordView, after: &RecordView) -> Vec<FieldChange> {
    let fields = |view: &RecordView| match serde_json::to_value(view) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (before, after) = (fields(before), fields(after));
    let of =
        |fields: &Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or_default();
    COMPARED
        .into_iter()
        .map(|field| FieldChange {
            field,
            before: of(&before, field),
            after: of(&after, field),
        })
        .filter(|change| change.before != change.after)
        .collect()
}
