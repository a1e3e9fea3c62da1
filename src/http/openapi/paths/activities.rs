//! Recording activities, their history and their verification.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parts::schema;
use crate::http::openapi::problems;

pub fn paths() -> Vec<(String, Value)> {
    vec![
        path("/activities", [list(), create()]),
        path("/activities/{activityId}", [one(), change(), delete()]),
        path("/activities/{activityId}/history", [history()]),
        path("/activities/{activityId}/restore", [restore()]),
        path("/activities/{activityId}/verify", [verify()]),
        path("/activities/{activityId}/reject", [reject()]),
    ]
}

fn example() -> Value {
    json!({
        "plan_line": "2018-leaflets",
        "title": "Phát tờ rơi tại chợ phiên",
        "start": "2018-03-15",
        "shares": [{"unit": "03571", "quantity": 350}],
        "participants": 120,
        "women": 70,
        "reference": "12/BC-UBND",
    })
}

fn record(about: &str) -> Answer {
    Answer::new(about)
        .json(&schema("Record"))
        .header_as("ETag", "ETagOfRecord")
}

fn list() -> Operation {
    Operation::new("get", "listRecords", Tag::Activities, "Records", "Danh sách hoạt động")
        .about("Records as people work with them: newest change first, with what is odd about each. `/api/collections/activities` has them as features.")
        .takes(&[
            "q", "planLines", "states", "district", "place", "from", "until", "recordedBy", "import",
            "recordLimit", "offset",
        ])
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER])
        .kept(Answer::new("A page of records").json(&schema("Records")))
}

fn create() -> Operation {
    let next = [
        "getRecord",
        "changeRecord",
        "getHistory",
        "verifyRecord",
        "rejectRecord",
        "deleteRecord",
        "restoreRecord",
    ];
    let recorded = record("Recorded").header("Location");
    let recorded = next.into_iter().fold(recorded, |answer, id| {
        answer.leads_to(id, "activityId", "/id")
    });
    Operation::new("post", "createRecord", Tag::Activities, "Record an activity", "Ghi nhận hoạt động")
        .about("Records an activity. Editors record for places in their districts. A 2xx means that the next reader sees it.")
        .takes(&["dryRun"])
        .body(&schema("NewRecord"), true, &example())
        .needs(Action::Record)
        .answers(200, Answer::new("With `dry_run`: how it would look").json(&schema("Record")))
        .answers(201, recorded)
        .refuses(&[&problems::BODY, &problems::TOO_LARGE, &problems::MEDIA_TYPE, &problems::INVALID_ACTIVITY])
        .writes()
}

fn one() -> Operation {
    Operation::new(
        "get",
        "getRecord",
        Tag::Activities,
        "One record",
        "Một hoạt động",
    )
    .about("The record in force, deleted or not, with the `ETag` that a change of it needs.")
    .takes(&["activityId"])
    .needs(Action::Read)
    .answers(200, record("The record"))
    .refuses(&[
        &problems::PARAMETER,
        &problems::NO_ACTIVITY,
        &problems::INTERNAL,
    ])
}

fn change() -> Operation {
    Operation::new("put", "changeRecord", Tag::Activities, "Change an activity", "Sửa hoạt động")
        .about("Replaces the content; makes a new revision. What was verified can only be changed by verifiers.")
        .takes(&["activityId", "dryRun", "ifMatch"])
        .body(&schema("NewRecord"), true, &example())
        .needs(Action::Record)
        .answers(200, record("Changed; or, with `dry_run`, how it would look"))
        .refuses(&[
            &problems::BODY,
            &problems::NO_ACTIVITY,
            &problems::DELETED,
            &problems::CHANGED,
            &problems::TOO_LARGE,
            &problems::MEDIA_TYPE,
            &problems::INVALID_ACTIVITY,
            &problems::PRECONDITION,
        ])
        .writes()
}

fn delete() -> Operation {
    Operation::new(
        "delete",
        "deleteRecord",
        Tag::Activities,
        "Delete an activity",
        "Xóa hoạt động",
    )
    .about("It counts no more, but its history stays and it can be restored.")
    .takes(&["activityId", "ifMatch"])
    .needs(Action::Record)
    .answers(204, Answer::new("Deleted").header("ETag"))
    .refuses(&[
        &problems::PARAMETER,
        &problems::NO_ACTIVITY,
        &problems::DELETED,
        &problems::CHANGED,
        &problems::PRECONDITION,
    ])
    .writes()
}

fn history() -> Operation {
    Operation::new(
        "get",
        "getHistory",
        Tag::Activities,
        "All revisions of a record",
        "Lịch sử hoạt động",
    )
    .takes(&["activityId"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER, &problems::NO_ACTIVITY])
    .kept(Answer::new("The revisions, newest first").json(&schema("History")))
}

/// A decision on the record in force, or on the one that `If-Match` names.
fn decision(id: &str, en: &str, vi: &str, action: Action) -> Operation {
    Operation::new("post", id, Tag::Activities, en, vi)
        .takes(&["activityId", "ifMatchOptional"])
        .needs(action)
        .answers(200, record("The record as it is now"))
        .refuses(&[
            &problems::BODY,
            &problems::NO_ACTIVITY,
            &problems::STATE,
            &problems::CHANGED,
            &problems::TOO_LARGE,
            &problems::MEDIA_TYPE,
        ])
        .writes()
}

fn restore() -> Operation {
    decision(
        "restoreRecord",
        "Restore an activity",
        "Khôi phục hoạt động",
        Action::Record,
    )
    .about("Brings back what was deleted, or the content of an earlier revision.")
    .body(&schema("Restoration"), false, &json!({"revision": 1}))
    .refuses(&[&problems::INVALID])
}

fn verify() -> Operation {
    decision(
        "verifyRecord",
        "Verify an activity",
        "Xác minh hoạt động",
        Action::Verify,
    )
    .about("Confirms that it took place as recorded.")
    .body(&schema("Nothing"), false, &json!({}))
}

fn reject() -> Operation {
    decision(
        "rejectRecord",
        "Reject an activity",
        "Trả lại hoạt động",
        Action::Verify,
    )
    .about("It counts no more until it is changed; whoever recorded it sees the reason.")
    .body(
        &schema("Rejection"),
        true,
        &json!({"reason": "Thiếu biên bản"}),
    )
    .refuses(&[&problems::INVALID_ACTIVITY])
}
