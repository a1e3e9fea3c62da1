//! What can go wrong: the form of a problem, the list of all, and which an operation may answer with.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::parts::{count, header, list, maybe, object, object_with, one_of, schema, text, told};
use crate::domain::Language;
use crate::domain::Role;
use crate::domain::access::Action;
use crate::http::problem::Problem;

/// A status that an operation may answer with, and the problems it then tells of.
#[derive(Debug)]
pub struct Refusal {
    pub name: &'static str,
    pub status: u16,
    pub codes: &'static [&'static str],
    about: &'static str,
}

macro_rules! refusals {
    ($($refusal:ident = $status:literal $name:literal [$($code:literal),*] $about:literal;)*) => {
        $(pub const $refusal: Refusal = Refusal {
            name: $name,
            status: $status,
            codes: &[$($code),*],
            about: $about,
        };)*
        const ALL: &[&Refusal] = &[$(&$refusal),*];
    };
}

refusals! {
    PARAMETER = 400 "BadParameter"
        ["unknown_parameter", "parameter_given_twice", "malformed_parameter", "no_such_value", "only_without_line", "not_beside", "only_wgs84", "too_many_features", "malformed_condition"]
        "A parameter cannot be used: `parameter` names it, `value` is what stood there, `allowed` what may stand there";
    BODY = 400 "BadRequest"
        ["unknown_parameter", "parameter_given_twice", "malformed_parameter", "not_json", "broken_body"]
        "A parameter or the body cannot be read";
    SIGN_IN = 401 "SignInNeeded" ["sign_in_needed", "wrong_token"]
        "Nobody has signed in, or the token does not hold (any more)";
    CREDENTIALS = 401 "WrongCredentials" ["wrong_credentials", "wrong_token"]
        "Name and password do not fit";
    TOKEN = 401 "WrongToken" ["wrong_token"] "The token that was sent does not hold (any more)";
    ROLE = 403 "RoleTooLow" ["not_allowed"] "The account's role is not enough";
    ORIGIN = 403 "WrongOrigin" ["wrong_origin"] "A browser sent it from another site";
    ROLE_OR_ORIGIN = 403 "NotAllowed" ["not_allowed", "wrong_origin"]
        "The account's role is not enough, or a browser sent it from another site";
    PLACE = 403 "NotAllowedHere" ["not_allowed", "other_district", "wrong_origin"]
        "The account's role is not enough, a place lies outside its districts, or a browser sent it from another site";
    NO_FEATURE = 404 "NoSuchFeature" ["no_such_feature", "no_such_page"] "The collection has no such feature";
    NO_FILE = 404 "NoSuchFile" ["no_such_page"] "There is no such collection, or no such format";
    NO_REPORT = 404 "NoSuchReport" ["no_such_report", "no_such_page"]
        "There is no report of that period, or none in that format: `allowed` lists what there is";
    NO_ACTIVITY = 404 "NoSuchActivity" ["no_such_activity", "no_such_page"] "There is no such activity";
    NO_ACCOUNT = 404 "NoSuchAccount" ["no_such_account", "no_such_page"] "There is no such account";
    NO_TOKEN = 404 "NoSuchToken" ["no_such_token", "no_such_page"] "There is no such token, or it is somebody else's";
    NAME_TAKEN = 409 "NameTaken" ["name_taken"] "There is an account of this name";
    LAST_ADMIN = 409 "LastAdmin" ["last_admin"] "Nobody would be left to manage accounts";
    DELETED = 409 "Deleted" ["deleted"] "The activity is deleted";
    STATE = 409 "AlreadySo" ["deleted", "already_so"] "The activity is so already, or is deleted";
    CHANGED = 412 "ChangedMeanwhile" ["changed_meanwhile"]
        "The record was changed after the asker read it: `current` is in force, `base` what the asker had";
    TOO_LARGE = 413 "TooLarge" ["too_large"] "The body is too large";
    FILE_TOO_LARGE = 413 "FileTooLarge" ["too_large", "too_many_rows", "too_many_columns"]
        "The file is too large, or has too many rows or columns";
    MEDIA_TYPE = 415 "WrongMediaType" ["wrong_media_type"] "The body is of another type";
    INVALID = 422 "Invalid" ["invalid"] "Fields have values that cannot be; each is told in `faults`";
    INVALID_ACTIVITY = 422 "InvalidActivity" ["invalid_activity"]
        "Fields of the activity have values that cannot be; each is told in `faults`";
    FAULTY_FILE = 422 "FaultyFile" ["faulty_file", "invalid"]
        "Rows have faults and nothing was recorded; the problem has the members of the report";
    NO_TABLE = 422 "NoTable" ["not_a_table", "invalid"] "The file is no table that can be read";
    PRECONDITION = 428 "VersionMissing" ["precondition_required"] "`If-Match` is missing";
    ATTEMPTS = 429 "TooManyAttempts" ["too_many_attempts"] "Too many wrong passwords; `Retry-After` says how long to wait";
    INTERNAL = 500 "InternalError" ["internal"] "An error of the service, told to its log";
    BUSY = 503 "Busy" ["busy"] "Too many are waiting already; try again after `Retry-After`";
    NOT_READY = 503 "NotReady" ["not_ready"] "The data cannot be read";
    DISK_FULL = 507 "DiskFull" ["disk_full"] "No room is left; nothing was recorded";
}

/// The `components/responses`.
pub fn responses() -> Value {
    let response = |refusal: &&Refusal| {
        let examples: Map<String, Value> = refusal
            .codes
            .iter()
            .map(|code| {
                let example = json!({"$ref": format!("#/components/examples/{code}")});
                ((*code).to_owned(), example)
            })
            .collect();
        let mut headers = json!({"Content-Language": header("Content-Language")});
        match refusal.status {
            401 => headers["WWW-Authenticate"] = header("WWW-Authenticate"),
            429 | 503 => headers["Retry-After"] = header("Retry-After"),
            _ => {}
        }
        let response = json!({
            "description": refusal.about,
            "headers": headers,
            "content": {"application/problem+json": {"schema": schema("Problem"), "examples": examples}},
        });
        (refusal.name.to_owned(), response)
    };
    ALL.iter().map(response).collect::<Map<_, _>>().into()
}

/// The `components/examples`: one problem of every kind that an operation may answer with, in English.
pub fn examples() -> Value {
    let used: BTreeSet<&str> = ALL
        .iter()
        .flat_map(|refusal| refusal.codes)
        .copied()
        .collect();
    let example = |problem: &Problem| {
        let example = json!({
            "summary": problem.title(Language::En),
            "value": problem.body(Language::En),
        });
        (problem.code().to_owned(), example)
    };
    let examples = Problem::examples();
    let shown = examples
        .iter()
        .filter(|problem| used.contains(problem.code()));
    shown.map(example).collect::<Map<_, _>>().into()
}

/// All problems with their words, for those who list them.
pub fn catalogue() -> Value {
    let told = |problem: Problem| {
        json!({
            "code": problem.code(),
            "status": problem.status().as_u16(),
            "title_en": problem.title(Language::En),
            "title_vi": problem.title(Language::Vi),
            "example_en": problem.detail(Language::En),
            "example_vi": problem.detail(Language::Vi),
        })
    };
    Problem::examples().into_iter().map(told).collect()
}

/// The form of every problem (RFC 9457).
pub fn problem() -> Value {
    let mut codes: Vec<&str> = Problem::examples().iter().map(Problem::code).collect();
    codes.sort_unstable();
    let districts = list(&schema("DistrictRef"));
    let roles = Role::ALL.map(Role::as_str);
    let actions = Action::ALL.map(Action::as_str);
    let mut problem = object_with(
        &["type", "title", "status", "detail", "code"],
        &json!({
            "type": told(text(), "Always `about:blank`: `code` says what it is"),
            "title": told(text(), "What it is, in the language of `Accept-Language` (`vi` or `en`)"),
            "status": {"type": "integer", "minimum": 400, "maximum": 599, "description": "The HTTP status"},
            "detail": told(text(), "What it is this time and what would be right, in the same language"),
            "code": told(one_of(codes), "What it is, for programs; never changes"),
            "parameter": told(text(), "Name of the parameter that cannot be used"),
            "value": told(text(), "What stood there, at most 200 characters of it"),
            "position": told(count(), "Where `filter` cannot be understood: a character, counted from 1"),
            "allowed": told(list(&text()), "What may stand there instead, where that can be listed"),
            "action": told(one_of(actions), "What was to be done"),
            "role": told(one_of(roles), "Whose role is not enough"),
            "districts": told(districts, "Where the account may record"),
            "places": told(list(&text()), "Places outside of them"),
            "retry_after": told(count(), "Seconds to wait"),
            "faults": {
                "description": "Every fault: of fields, or of the cells of a table",
                "type": "array",
                "items": {"anyOf": [schema("FieldFault"), schema("CellFault")]},
            },
            "current": told(maybe(schema("Record")), "The record in force"),
            "base": told(maybe(schema("Record")), "The record as the asker had it; null if there is none"),
        }),
    );
    // A file with faults is told of with all that its report says.
    problem["additionalProperties"] = json!(true);
    problem["description"] = json!(
        "A problem by RFC 9457. Which members there are beside the first five depends on `code`; `faulty_file` has those of `ImportReport`."
    );
    problem
}

/// Headers of problems.
pub fn headers() -> Value {
    json!({
        "Content-Language": {
            "description": "The language of `title` and `detail`",
            "required": true,
            "schema": one_of(["vi", "en"]),
        },
        "Retry-After": {"description": "Seconds to wait", "schema": count()},
        "WWW-Authenticate": {
            "description": "How programs sign in: `Bearer realm=\"vungphu\"`",
            "required": true,
            "schema": text(),
        },
    })
}

/// Faults of fields and of cells.
pub fn faults() -> Value {
    let candidates = list(&schema("Candidate"));
    let common = json!({
        "value": told(text(), "What stands there; empty for secrets"),
        "code": told(text(), "What is wrong, for programs"),
        "message_vi": text(),
        "message_en": text(),
        "candidates": told(candidates, "What may have been meant"),
    });
    let with = |own: Value| {
        let mut properties = own;
        if let (Some(all), Some(common)) = (properties.as_object_mut(), common.as_object()) {
            all.extend(common.clone());
        }
        object(&properties)
    };
    json!({
        "FieldFault": with(json!({"field": told(text(), "`title`, `shares[0].unit`, …")})),
        "CellFault": with(json!({
            "row": told(count(), "As the spreadsheet program counts; 0 for the file as a whole"),
            "column": told(text(), "The column's header as it stands in the file"),
        })),
        "Candidate": object(&json!({
            "code": text(),
            "name": text(),
            "district": told(text(), "Empty where there is none"),
        })),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_the_status_of_its_problems() {
        let examples = Problem::examples();
        for refusal in ALL {
            for code in refusal.codes {
                let problem = examples.iter().find(|problem| problem.code() == *code);
                let status = problem.map(|problem| problem.status().as_u16());
                assert_eq!(status, Some(refusal.status), "{}: {code}", refusal.name);
            }
        }
    }

    #[test]
    fn every_problem_is_some_refusal() {
        let used: BTreeSet<&str> = ALL
            .iter()
            .flat_map(|refusal| refusal.codes)
            .copied()
            .collect();
        let unused: Vec<&str> = Problem::examples()
            .iter()
            .map(Problem::code)
            .filter(|code| !used.contains(code))
            .collect();
        // What is not described: other collections, other methods.
        assert_eq!(unused, ["no_such_collection", "method_not_allowed"]);
    }

    #[test]
    fn the_catalogue_has_every_code_once_with_its_words() {
        let catalogue = catalogue();
        let catalogue = catalogue.as_array().unwrap();
        let codes: BTreeSet<&str> = catalogue
            .iter()
            .filter_map(|p| p["code"].as_str())
            .collect();
        assert_eq!(codes.len(), catalogue.len());
        for told in catalogue {
            for word in ["title_en", "title_vi", "example_en", "example_vi"] {
                assert!(told[word].as_str().is_some_and(|w| !w.is_empty()), "{told}");
            }
        }
    }
}
