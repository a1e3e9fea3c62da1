//! The plan, the leadership's figures, the matrix, the reach of panos, and what changed.

use serde_json::{Value, json};

use crate::domain::unit::CommuneKind;
use crate::domain::{Reference, Status};
use crate::http::openapi::parts::{
    count, date, flag, list, maybe, moment, object, object_with, one_of, quantity, schema, text,
    told,
};

pub fn schemas(reference: &Reference) -> Value {
    json!({
        "Status": {
            "type": "string",
            "enum": Status::ALL.map(Status::as_str),
            "description": "`reached`: all that is due; `partial`: some of it; `pending`: nothing, not yet due; `overdue`: nothing, and late; `not_targeted`: outside of the line's scope",
        },
        "PlanLineId": {
            "type": "string",
            "enum": reference.plan.lines.iter().map(|line| &line.id).collect::<Vec<_>>(),
            "description": "Id of a plan line",
        },
        "Counts": object(&json!({"total": count(), "by_status": schema("ByStatus")})),
        "Plan": plan(),
        "PlanLine": line(),
        "Summary": summary(),
        "LineFigures": line_figures(),
        "Matrix": matrix(),
        "PanoReach": pano_reach(),
        "Changes": changes(),
    })
}

fn kinds() -> Value {
    one_of([
        "document",
        "meeting",
        "pano",
        "leaflet",
        "event",
        "training",
        "press",
        "broadcast",
        "conference",
        "report",
    ])
}

fn level() -> Value {
    told(
        one_of(["commune", "district", "province", "site"]),
        "What kind of place it is promised to",
    )
}

fn year() -> Value {
    json!({"type": "integer"})
}

fn plan() -> Value {
    let document = object(&json!({
        "number": text(),
        "title_vi": text(),
        "title_en": text(),
        "issuer_vi": text(),
        "issuer_en": text(),
        "issued_on": date(),
        "starts_on": date(),
        "ends_on": date(),
        "hotline": text(),
        "province": told(text(), "Code of the province"),
        "edition": told(text(), "Edition of the administrative units that the plan speaks of"),
    }));
    let pano = object(&json!({
        "reach_km": told(quantity(), "How far a pano is taken to be seen, km"),
        "assumption_vi": text(),
        "assumption_en": text(),
    }));
    object(&json!({
        "version": schema("Version"),
        "as_of": date(),
        "document": document,
        "pano": pano,
        "lines": list(&schema("PlanLine")),
    }))
}

fn line() -> Value {
    let codes = list(&text());
    let scope = object_with(
        &[],
        &json!({
            "communes": one_of(["all", "border"]),
            "districts": told(codes.clone(), "Codes of districts"),
            "sites": told(codes, "Pano sites"),
        }),
    );
    let weights = object(&json!({"priority": count(), "other": count()}));
    let assumption = object(&json!({"vi": text(), "en": text()}));
    let parameters = object(&json!({
        "weights": told(maybe(weights), "How the target splits over communes; null where it does not"),
        "assumptions": told(list(&assumption), "What the plan leaves open, as it is taken here"),
    }));
    object(&json!({
        "id": schema("PlanLineId"),
        "year": year(),
        "paragraph": told(text(), "Of the plan, that promises it"),
        "quote": told(text(), "The plan's own words"),
        "kind": kinds(),
        "title_vi": text(),
        "title_en": text(),
        "short_vi": text(),
        "short_en": text(),
        "level": level(),
        "measure": told(one_of(["sum", "count"]), "`sum`: quantities add up; `count`: how many took place"),
        "reach": told(one_of(["direct", "within"]), "`direct`: only a share that names a unit counts for it; `within`: a share reaches all inside of the unit it names"),
        "scope": {"description": "Where it is promised: `province`, or sets of communes, districts or sites", "anyOf": [one_of(["province"]), scope]},
        "target": quantity(),
        "unit": told(text(), "Unit of measure, in Vietnamese"),
        "unit_en": text(),
        "due": date(),
        "parameters": parameters,
        "achieved": quantity(),
        "undistributed": told(quantity(), "Given to a district or the province, not yet to a commune"),
        "status": schema("Status"),
        "late": flag(),
    }))
}

fn summary() -> Value {
    let panos = object(&json!({
        "total": count(), "built": count(), "planned": count(), "overdue": count(),
    }));
    let leaflets = object(&json!({
        "target": quantity(), "achieved": quantity(), "undistributed": quantity(),
    }));
    let district = object(&json!({
        "code": text(),
        "name": text(),
        "communes": schema("Counts"),
        "border_communes": schema("Counts"),
    }));
    object(&json!({
        "version": schema("Version"),
        "as_of": date(),
        "line": told(maybe(text()), "Id of the plan line; null overall"),
        "year": maybe(year()),
        "district": told(maybe(text()), "Code of the district; null for the province"),
        "activities": told(count(), "Records that count"),
        "sample_activities": told(count(), "How many of them are sample data"),
        "communes": schema("Counts"),
        "border_communes": schema("Counts"),
        "panos": panos,
        "leaflets": leaflets,
        "lines_late": count(),
        "districts": list(&district),
        "lines": list(&schema("LineFigures")),
    }))
}

fn line_figures() -> Value {
    let units = object(&json!({
        "level": level(), "total": count(), "by_status": schema("ByStatus"),
    }));
    object(&json!({
        "id": schema("PlanLineId"),
        "paragraph": text(),
        "kind": kinds(),
        "year": year(),
        "title_vi": text(),
        "title_en": text(),
        "due": date(),
        "target": quantity(),
        "achieved": quantity(),
        "undistributed": quantity(),
        "status": schema("Status"),
        "late": flag(),
        "units": told(units, "Its own denominators: communes, districts, sites or the one province"),
    }))
}

fn matrix() -> Value {
    let overall = object(&json!({
        "status": schema("Status"),
        "lines_applicable": count(),
        "lines_reached": count(),
        "late": flag(),
    }));
    let cell = object(&json!({
        "line": schema("PlanLineId"),
        "status": schema("Status"),
        "quota": told(maybe(quantity()), "Null where nothing is due"),
        "achieved": quantity(),
        "late": flag(),
    }));
    let kinds = [CommuneKind::Xa, CommuneKind::ThiTran, CommuneKind::Phuong];
    let row = object(&json!({
        "code": text(),
        "name": text(),
        "kind": one_of(kinds.map(CommuneKind::as_str)),
        "district_code": text(),
        "district": text(),
        "border": flag(),
        "overall": overall,
        "cells": told(list(&cell), "One per line, in the order of `lines`"),
    }));
    object(&json!({
        "version": schema("Version"),
        "as_of": date(),
        "lines": list(&schema("PlanLineId")),
        "rows": list(&row),
    }))
}

fn pano_reach() -> Value {
    let commune = object(&json!({
        "code": text(),
        "nearest_pano_km": told(maybe(quantity()), "Geodesic distance, km; null while no pano is built"),
        "share_within": {"type": "number", "minimum": 0, "maximum": 1, "description": "Part of its area within the radius of a built pano"},
    }));
    let properties = object(&json!({"slug": text(), "radius_km": quantity()}));
    let feature = object(&json!({
        "type": one_of(["Feature"]),
        "id": text(),
        "properties": properties,
        "geometry": schema("AreaGeometry"),
    }));
    object(&json!({
        "type": one_of(["FeatureCollection"]),
        "version": schema("Version"),
        "as_of": date(),
        "radius_km": quantity(),
        "communes": list(&commune),
        "features": told(list(&feature), "Circles around the built panos"),
    }))
}

fn changes() -> Value {
    let change = object(&json!({
        "version": schema("Version"),
        "activity": json!({"type": "string", "format": "uuid"}),
        "revision": {"type": "integer", "minimum": 1},
        "action": schema("RecordAction"),
        "by": text(),
        "at": moment(),
    }));
    object(&json!({
        "version": schema("Version"),
        "since": count(),
        "changes": told(list(&change), "Oldest first, at most 1000"),
        "more": told(flag(), "There are more: ask again from the last one"),
    }))
}
