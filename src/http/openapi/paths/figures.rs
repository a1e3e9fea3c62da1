//! The plan, the figures, and what changed.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::http::link::GEOJSON;
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parts::{schema, text};
use crate::http::openapi::problems;

pub fn paths() -> Vec<(String, Value)> {
    vec![
        path("/plan", [plan()]),
        path("/summary", [summary()]),
        path("/matrix", [matrix()]),
        path("/pano-reach", [pano_reach()]),
        path("/offline.html", [offline()]),
        path("/changes", [changes()]),
        path("/events", [events()]),
    ]
}

fn figures(id: &str, en: &str, vi: &str) -> Operation {
    Operation::new("get", id, Tag::Figures, en, vi)
        .needs(Action::Read)
        .refuses(&[&problems::PARAMETER])
}

fn plan() -> Operation {
    figures(
        "getPlan",
        "The plan's lines with their totals",
        "Các nhiệm vụ của kế hoạch",
    )
    .about("What the plan promises, by which rule each promise counts, and how far it has come.")
    .takes(&["asOf", "knownAt"])
    .kept(Answer::new("The plan").json(&schema("Plan")))
}

fn summary() -> Operation {
    figures("getSummary", "The leadership's figures", "Số liệu cho lãnh đạo")
        .about("How many communes are reached, of the 108 and of the 23 at the border, how many panos stand, how many leaflets were given out, which lines are late.")
        .takes(&["asOf", "knownAt", "line", "year", "district"])
        .kept(Answer::new("The figures").json(&schema("Summary")))
}

fn matrix() -> Operation {
    figures("getMatrix", "Communes by plan lines", "Bảng xã – nhiệm vụ")
        .about("The status of every commune for every line.")
        .takes(&["scope", "asOf", "knownAt", "district"])
        .kept(Answer::new("The matrix").json(&schema("Matrix")))
}

fn pano_reach() -> Operation {
    figures(
        "getPanoReach",
        "How far the built panos reach",
        "Tầm nhìn của pano",
    )
    .about("Circles around the built panos, and which part of each commune lies inside.")
    .takes(&["radius", "asOf", "knownAt"])
    .kept(Answer::new("Circles and shares").content(GEOJSON, &schema("PanoReach")))
}

fn offline() -> Operation {
    figures(
        "getOfflineMap",
        "The map as one file",
        "Bản đồ ngoại tuyến trong một tệp",
    )
    .about("A page with everything in it: map, figures, gaps, matrix and all communes of one day. It opens from a disk or a USB stick, without a network.")
    .takes(&["asOf", "knownAt", "district", "lang", "download"])
    .kept(Answer::new("The page").page().header("Content-Disposition"))
}

fn changes() -> Operation {
    figures(
        "getChanges",
        "What changed since a version",
        "Thay đổi từ một phiên bản",
    )
    .takes(&["since"])
    .kept(Answer::new("The changes").json(&schema("Changes")))
}

fn events() -> Operation {
    let told = json!("event: version\nid: 42\ndata: {\"version\":42}\n\n");
    let answer =
        Answer::new("One event `version` at once, and one after each change; does not end")
            .content("text/event-stream", &text())
            .example("text/event-stream", "One event", &told);
    figures("getEvents", "Changes as they happen", "Thay đổi tức thời")
        .about("Server-sent events: the version of the data at once, and again after each change. The connection stays open.")
        .answers(200, answer)
        .refuses(&[&problems::BUSY])
}
