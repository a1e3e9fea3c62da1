//! The half-year and yearly reports.

use serde_json::{Value, json};

use crate::domain::access::Action;
use crate::exchange::report::FORMATS;
use crate::http::openapi::operation::{Answer, Operation, Tag, path};
use crate::http::openapi::parts::{schema, text};
use crate::http::openapi::problems;

pub fn paths() -> Vec<(String, Value)> {
    vec![
        path("/reports", [list()]),
        path("/reports/{reportFile}", [report()]),
    ]
}

fn list() -> Operation {
    Operation::new(
        "get",
        "listReports",
        Tag::Reports,
        "The reports there are",
        "Các báo cáo",
    )
    .about("The periods for which the plan wants a report (IV.3), whether they are over, and the formats of reports with their addresses.")
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER])
    .kept(Answer::new("The reports, by period").json(&schema("Reports")))
}

fn report() -> Operation {
    let binary = json!({"type": "string", "format": "binary"});
    let answer =
        Answer::new("The report, ready to be numbered and signed").header("Content-Disposition");
    let answer = FORMATS.iter().fold(answer, |answer, format| {
        let media_type = format.media_type.split(';').next().unwrap_or_default();
        let body = if media_type.starts_with("text/") {
            text()
        } else {
            binary.clone()
        };
        answer.content(media_type, &body)
    });
    Operation::new(
        "get",
        "getReport",
        Tag::Reports,
        "A report of a period",
        "Báo cáo của một kỳ",
    )
    .about("In the form of a Vietnamese administrative report, of the province or of one district: results of each plan line, communes, panos, leaflets, participants, gaps, comparison, and the activities of the period. Its totals are those of the summary and the matrix at the period's end. The same data makes the same bytes.")
    .takes(&["reportFile", "district", "knownAt", "reportLang", "download"])
    .needs(Action::Read)
    .refuses(&[&problems::PARAMETER, &problems::NO_REPORT])
    .kept(answer)
}
