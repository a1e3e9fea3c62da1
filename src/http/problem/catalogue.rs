//! One problem of every kind, with its own words: what the description of the service lists and shows.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Problem, Versions};
use crate::domain::access::{Action, Role};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::{FieldFault, FieldFaultKind};
use crate::service::account::DistrictView;
use crate::service::parameter::{ParameterFault, ParameterFaultKind, Parameters};
use crate::service::{collection, refinement};

impl Problem {
    /// In the order of their statuses; each code once.
    pub(in crate::http) fn examples() -> Vec<Self> {
        let mut examples = of_parameters();
        examples.extend(of_conditions());
        examples.extend(of_bodies());
        examples.extend(of_people());
        examples.extend(of_things());
        examples.extend([Self::Internal, Self::Busy, Self::NotReady, Self::DiskFull]);
        examples.sort_by_key(Self::status);
        examples
    }
}

fn of_parameters() -> Vec<Problem> {
    let mut unknown = ParameterFault::new("distrct", "Phong Thổ", ParameterFaultKind::Unknown);
    unknown.allowed = ["as_of", "line", "district"].map(str::to_owned).into();
    let beside = ParameterFaultKind::NotBeside("zoom-level");
    let mut only =
        ParameterFault::new("crs", "EPSG:9205", ParameterFaultKind::OnlyWgs84("GeoJSON"));
    only.allowed = ["csv", "gpkg"].map(str::to_owned).into();
    let size = ParameterFaultKind::TooManyFor {
        count: 120_000,
        most: 50_000,
    };
    let mut large = ParameterFault::new("f", "xlsx", size);
    large.allowed = ["json", "csv"].map(str::to_owned).into();
    let faults = [
        unknown,
        only,
        large,
        ParameterFault::new("district", "Mường Tè", ParameterFaultKind::GivenTwice),
        ParameterFault::malformed("limit", "0", "số nguyên từ 1 trở lên", "a whole number ≥ 1"),
        ParameterFault::not_among("scope", "province", ["border", "all"]),
        ParameterFault::new("year", "2018", ParameterFaultKind::OnlyWithoutLine),
        ParameterFault::new("max-allowable-offset", "0.001", beside),
    ];
    faults.map(Problem::Parameter).into()
}

/// A text without its quotation marks.
fn of_conditions() -> Option<Problem> {
    let communes = collection::find("communes")?;
    let filter = ("filter".to_owned(), "district = Mường".to_owned());
    let mut parameters = Parameters::new(vec![filter]).ok()?;
    let fault = refinement::condition(communes, &mut parameters).err()?;
    Some(Problem::Parameter(fault))
}

fn of_bodies() -> Vec<Problem> {
    let field = || {
        let kind = FieldFaultKind::Content(FaultKind::NotADate);
        vec![FieldFault::new("start", "15.3.18", kind)]
    };
    let role = FieldFault::new("role", "boss", FieldFaultKind::UnknownRole);
    let file = |kind| Problem::OversizedFile(Box::new(Fault::of_file(0, kind)));
    vec![
        Problem::NotJson {
            why: "expected `,` or `}` at line 1 column 24".into(),
        },
        Problem::Broken,
        Problem::TooLarge { most: 256 << 10 },
        file(FaultKind::TooManyRows { most: 200_000 }),
        file(FaultKind::TooManyColumns { most: 200 }),
        Problem::WrongMediaType {
            want: "application/json",
        },
        Problem::Invalid(vec![role]),
        Problem::InvalidActivity(field()),
        Problem::FaultyFile(Box::new(report())),
        Problem::NotAWorkbook,
    ]
}

/// The report of a file with one faulty row.
fn report() -> Map<String, Value> {
    let fault = Fault::of_cell(2, "Ngày bắt đầu", "31/2/2018", FaultKind::NotADate);
    let report = json!({"rows": 1, "accepted": 0, "faulty": 1, "faults": [fault]});
    match report {
        Value::Object(report) => report,
        _ => Map::new(),
    }
}

fn of_people() -> Vec<Problem> {
    let district = DistrictView {
        code: "109".into(),
        name: "Phong Thổ".into(),
    };
    vec![
        Problem::SignInNeeded,
        Problem::WrongToken,
        Problem::WrongCredentials,
        Problem::NotAllowed {
            action: Action::Verify,
            role: Role::Editor,
        },
        Problem::OtherDistrict {
            districts: vec![district],
            places: vec!["03386".into()],
        },
        Problem::WrongOrigin,
        Problem::TooManyAttempts {
            wait: Duration::from_secs(59),
        },
    ]
}

fn of_things() -> Vec<Problem> {
    let activity = "0190a6c4-0000-7000-8000-000000000000";
    let versions = Versions {
        current: Value::Null,
        base: Value::Null,
    };
    vec![
        Problem::NoSuchPage,
        Problem::NoSuchCollection { id: "towns".into() },
        Problem::NoSuchFeature {
            collection: "communes",
            id: "99999".into(),
        },
        Problem::NoSuchReport(ParameterFault::not_among(
            "period",
            "2019",
            ["2016", "2017-h1"],
        )),
        Problem::NoSuchActivity {
            id: activity.into(),
        },
        Problem::NoSuchAccount {
            name: "phong-thổ".into(),
        },
        Problem::NoSuchToken { id: "7".into() },
        Problem::MethodNotAllowed,
        Problem::NameTaken {
            name: "phong-thổ".into(),
        },
        Problem::LastAdmin,
        Problem::Deleted,
        Problem::AlreadySo,
        Problem::ChangedMeanwhile(Box::new(versions)),
        Problem::PreconditionRequired,
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The codes that a source gives, each behind an arrow.
    fn codes(source: &str) -> BTreeSet<&str> {
        let code = source.split("fn code(&self)").nth(1).unwrap();
        let code = code.split("fn ").next().unwrap();
        code.lines()
            .filter_map(|line| line.split_once("=> \"")?.1.split('"').next())
            .collect()
    }

    #[test]
    fn there_is_one_of_every_kind() {
        let mut wanted = codes(include_str!("words.rs"));
        wanted.extend(codes(include_str!("../../service/parameter.rs")));
        // What a file is too much of.
        wanted.extend(["too_many_rows", "too_many_columns"]);
        let examples = Problem::examples();
        let shown: BTreeSet<&str> = examples.iter().map(Problem::code).collect();
        assert_eq!(shown, wanted);
        assert_eq!(shown.len(), examples.len(), "a code stands twice");
    }
}
