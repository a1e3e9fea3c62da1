//! Activities as they are recorded, and their history.

use serde_json::{Value, json};

use crate::domain::Reference;
use crate::domain::activity::{Change, State};
use crate::http::openapi::parts::{
    body, count, date, flag, list, maybe, moment, object, one_of, quantity, schema, text, told,
};
use crate::service::record::{MOST_CHARACTERS, MOST_SHARES};

pub fn schemas(reference: &Reference) -> Value {
    json!({
        "RecordState": one_of(State::ALL.map(State::as_str)),
        "RecordAction": one_of(Change::ALL.map(Change::as_str)),
        "NewRecord": new_record(),
        "Record": record(),
        "Records": object(&json!({
            "matched": told(count(), "How many match"),
            "offset": count(),
            "limit": count(),
            "records": list(&schema("Record")),
        })),
        "History": history(),
        "Restoration": body(&[], &json!({
            "revision": {"type": "integer", "minimum": 1, "maximum": u32::MAX, "nullable": true, "description": "Whose content is to hold again; without it, the activity is only no longer deleted"},
        })),
        "Rejection": body(&["reason"], &json!({
            "reason": {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS, "description": "Shown to whoever recorded it"},
        })),
        "Nothing": body(&[], &json!({})),
        "UnitCode": {
            "type": "string",
            "description": format!("Code of a commune or district, `{}` for the province, or a pano site", reference.units.province.code),
        },
    })
}

fn words(about: &str) -> Value {
    json!({"type": "string", "maxLength": MOST_CHARACTERS, "nullable": true, "description": about})
}

/// People that were counted.
fn people(about: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": u32::MAX, "nullable": true, "description": about})
}

fn new_record() -> Value {
    let share = body(
        &["unit"],
        &json!({
            "unit": schema("UnitCode"),
            "quantity": told(maybe(quantity()), "In the line's unit, to a thousandth; may be left out where the line counts how many took place: then it is 1"),
        }),
    );
    body(
        &["plan_line", "title", "start", "shares"],
        &json!({
            "code": words("The submitter's own code"),
            "plan_line": schema("PlanLineId"),
            "title": {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS, "description": "What was done; no personal data"},
            "start": told(date(), "Within the time of the plan, and not in the future"),
            "end": told(maybe(date()), "Not before `start`; left out if it took one day"),
            "shares": {"type": "array", "minItems": 1, "maxItems": MOST_SHARES, "items": share, "description": "Places with their quantities; each place once"},
            "participants": people("All who took part"),
            "women": people("How many of them were women"),
            "reference": words("Number of the document that reports it"),
            "note": words("Anything else; no personal data"),
        }),
    )
}

fn record() -> Value {
    let share = object(&json!({
        "unit": text(),
        "name": told(text(), "Name of the unit or site"),
        "district": told(maybe(text()), "Of a commune or site"),
        "quantity": quantity(),
    }));
    object(&json!({
        "id": told(maybe(json!({"type": "string", "format": "uuid"})), "Null in a dry run"),
        "code": maybe(text()),
        "plan_line": schema("PlanLineId"),
        "title": text(),
        "start": date(),
        "end": maybe(date()),
        "shares": list(&share),
        "participants": maybe(count()),
        "women": maybe(count()),
        "reference": maybe(text()),
        "note": maybe(text()),
        "state": schema("RecordState"),
        "reason": told(maybe(text()), "Why it was rejected"),
        "revision": told(count(), "Counts up from 1; 0 in a dry run"),
        "deleted": flag(),
        "recorded_by": maybe(text()),
        "recorded_at": maybe(moment()),
        "warnings": told(list(&schema("FieldFault")), "What is odd about it, and recorded all the same"),
    }))
}

fn history() -> Value {
    let import = object(&json!({"id": count(), "file_name": text()}));
    let anything = json!({"nullable": true});
    let change = object(&json!({
        "field": text(),
        "before": told(anything.clone(), "The field's value as in `Record`"),
        "after": told(anything, "The same, in this revision"),
    }));
    let revision = object(&json!({
        "revision": {"type": "integer", "minimum": 1},
        "action": schema("RecordAction"),
        "by": text(),
        "at": moment(),
        "import": told(maybe(import), "The import that brought it"),
        "record": schema("Record"),
        "changes": told(list(&change), "Against the revision before it"),
    }));
    object(&json!({
        "id": {"type": "string", "format": "uuid"},
        "revisions": told(list(&revision), "Newest first"),
    }))
}
