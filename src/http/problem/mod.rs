//! Errors at the edge: RFC 9457 problems, worded in the asker's language. Nothing internal leaks into them.

mod catalogue;
mod words;

use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::headers::language;
use crate::domain::Language;
use crate::domain::Role;
use crate::domain::access::{Action, Refusal};
use crate::domain::{Fault, FieldFault};
use crate::service::account::{AccountFault, DistrictView};
use crate::service::parameter::{ParameterFault, ParameterFaultKind};
use crate::service::sign_in::SignInFault;
use crate::store::StoreError;

/// Everything that can go wrong with a request.
#[derive(Clone, Debug)]
pub enum Problem {
    Parameter(ParameterFault),
    NoSuchPage,
    NoSuchCollection {
        id: String,
    },
    NoSuchFeature {
        collection: &'static str,
        id: String,
    },
    MethodNotAllowed,
    // Who asks
    SignInNeeded,
    WrongToken,
    NotAllowed {
        action: Action,
        role: Role,
    },
    OtherDistrict {
        districts: Vec<DistrictView>,
        places: Vec<String>,
    },
    WrongOrigin,
    WrongCredentials,
    TooManyAttempts {
        wait: Duration,
    },
    // What is sent
    WrongMediaType {
        want: &'static str,
    },
    NotJson {
        why: String,
    },
    TooLarge {
        most: usize,
    },
    Broken,
    Invalid(Vec<FieldFault>),
    InvalidActivity(Vec<FieldFault>),
    /// An import with faults: the members of its report.
    FaultyFile(Box<Map<String, Value>>),
    /// It unpacks to too much, or has too many rows or columns.
    OversizedFile(Box<Fault>),
    /// It cannot be marked, since it is no table.
    NotAWorkbook,
    // What it is about
    /// There is no report of that period, or none in that format.
    NoSuchReport(ParameterFault),
    NoSuchActivity {
        id: String,
    },
    NoSuchAccount {
        name: String,
    },
    NoSuchToken {
        id: String,
    },
    NameTaken {
        name: String,
    },
    LastAdmin,
    PreconditionRequired,
    ChangedMeanwhile(Box<Versions>),
    Deleted,
    AlreadySo,
    // The machine
    Busy,
    DiskFull,
    NotReady,
    /// Told to the log, not to the asker.
    Internal,
}

/// The record in force, and the one that the asker had: null if there is none of that number.
#[derive(Clone, Debug)]
pub struct Versions {
    pub current: Value,
    pub base: Value,
}

impl Problem {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) | Self::NotJson { .. } | Self::Broken => StatusCode::BAD_REQUEST,
            Self::SignInNeeded | Self::WrongToken | Self::WrongCredentials => {
                StatusCode::UNAUTHORIZED
            }
            Self::NotAllowed { .. } | Self::OtherDistrict { .. } | Self::WrongOrigin => {
                StatusCode::FORBIDDEN
            }
            Self::NoSuchPage
            | Self::NoSuchCollection { .. }
            | Self::NoSuchFeature { .. }
            | Self::NoSuchReport(_)
            | Self::NoSuchActivity { .. }
            | Self::NoSuchAccount { .. }
            | Self::NoSuchToken { .. } => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NameTaken { .. } | Self::LastAdmin | Self::Deleted | Self::AlreadySo => {
                StatusCode::CONFLICT
            }
            Self::ChangedMeanwhile(_) => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge { .. } | Self::OversizedFile(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_)
            | Self::InvalidActivity(_)
            | Self::FaultyFile(_)
            | Self::NotAWorkbook => StatusCode::UNPROCESSABLE_ENTITY,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
            Self::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    /// After how many seconds it makes sense to try again.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyAttempts { wait } => Some(wait.as_secs() + 1),
            Self::Busy => Some(1),
            Self::NotReady => Some(5),
            _ => None,
        }
    }

    /// What programs are told beside the words.
    fn members(&self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Parameter(fault) | Self::NoSuchReport(fault) => {
                let mut members = vec![
                    ("parameter", json!(fault.parameter)),
                    ("value", json!(fault.value)),
                ];
                if let ParameterFaultKind::Expression(misread) = &fault.kind {
                    members.push(("position", json!(misread.at)));
                }
                if !fault.allowed.is_empty() {
                    members.push(("allowed", json!(fault.allowed)));
                }
                members
            }
            Self::NotAllowed { action, role } => vec![
                ("action", json!(action.as_str())),
                ("role", json!(role.as_str())),
            ],
            Self::OtherDistrict { districts, places } => {
                vec![("districts", json!(districts)), ("places", json!(places))]
            }
            Self::TooManyAttempts { .. } => vec![("retry_after", json!(self.retry_after()))],
            Self::Invalid(faults) | Self::InvalidActivity(faults) => {
                vec![("faults", json!(faults))]
            }
            Self::ChangedMeanwhile(versions) => vec![
                ("current", versions.current.clone()),
                ("base", versions.base.clone()),
            ],
            _ => Vec::new(),
        }
    }

    pub(super) fn body(&self, language: Language) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("type".into(), json!("about:blank"));
        body.insert("title".into(), json!(self.title(language)));
        body.insert("status".into(), json!(self.status().as_u16()));
        body.insert("detail".into(), json!(self.detail(language)));
        body.insert("code".into(), json!(self.code()));
        for (name, value) in self.members() {
            body.insert(name.into(), value);
        }
        if let Self::FaultyFile(report) = self {
            for (name, value) in report.as_ref() {
                body.insert(name.clone(), value.clone());
            }
        }
        body
    }
}

impl From<ParameterFault> for Problem {
    fn from(fault: ParameterFault) -> Self {
        Self::Parameter(fault)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::SignInNeeded => Self::SignInNeeded,
            Refusal::NotAllowed { action, role } => Self::NotAllowed { action, role },
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            StoreError::DiskFull => {
                tracing::error!("the disk is full");
                Self::DiskFull
            }
            StoreError::NameTaken { name } => Self::NameTaken { name },
            StoreError::LastAdmin => Self::LastAdmin,
            error => {
                tracing::error!(%error, "the ledger cannot be read or written");
                Self::Internal
            }
        }
    }
}

impl From<AccountFault> for Problem {
    fn from(fault: AccountFault) -> Self {
        match fault {
            AccountFault::Invalid(faults) => Self::Invalid(faults),
            AccountFault::NoSuch(name) => Self::NoSuchAccount { name },
            AccountFault::Store(error) => error.into(),
            AccountFault::Secret(error) => {
                tracing::error!(%error, "no secret");
                Self::Internal
            }
        }
    }
}

impl From<SignInFault> for Problem {
    fn from(fault: SignInFault) -> Self {
        match fault {
            SignInFault::WrongCredentials => Self::WrongCredentials,
            SignInFault::TooMany { wait } => Self::TooManyAttempts { wait },
            SignInFault::Store(error) => error.into(),
            SignInFault::Secret(error) => {
                tracing::error!(%error, "no secret");
                Self::Internal
            }
        }
    }
}

/// Without a body yet: [`worded`] writes it, since only that knows the asker's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of a problem in the language of the request; no answer's type is to be guessed.
pub async fn worded(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let mut response = next.run(request).await;
    let nosniff = HeaderValue::from_static("nosniff");
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        let headers = response.headers_mut();
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
        return response;
    };
    let mut worded = (problem.status(), Json(problem.body(language))).into_response();
    let headers = worded.headers_mut();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    if let Some(seconds) = problem.retry_after() {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if problem.status() == StatusCode::UNAUTHORIZED {
        // Programs are told how; a browser must not open a window of its own for it.
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"vungphu\""),
        );
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    worded
}
