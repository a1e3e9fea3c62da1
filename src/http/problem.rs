//! Errors at the edge: RFC 9457 problems, worded in the asker's language. Nothing internal leaks into them.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::headers::{Language, language};
use crate::service::parameter::ParameterFault;
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
    NotReady,
    /// Told to the log, not to the asker.
    Internal,
}

impl Problem {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) => StatusCode::BAD_REQUEST,
            Self::NoSuchPage | Self::NoSuchCollection { .. } | Self::NoSuchFeature { .. } => {
                StatusCode::NOT_FOUND
            }
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::Parameter(fault) => fault.code(),
            Self::NoSuchPage => "no_such_page",
            Self::NoSuchCollection { .. } => "no_such_collection",
            Self::NoSuchFeature { .. } => "no_such_feature",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotReady => "not_ready",
            Self::Internal => "internal",
        }
    }

    fn title(&self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Parameter(_) => ("Tham số không dùng được", "Unusable parameter"),
            Self::NoSuchPage => ("Không có trang này", "No such page"),
            Self::NoSuchCollection { .. } => ("Không có lớp dữ liệu này", "No such collection"),
            Self::NoSuchFeature { .. } => ("Không có đối tượng này", "No such feature"),
            Self::MethodNotAllowed => ("Không dùng được phương thức này", "Method not allowed"),
            Self::NotReady => ("Chưa sẵn sàng", "Not ready"),
            Self::Internal => ("Máy chủ gặp lỗi", "Internal error"),
        };
        language.choose(vi, en)
    }

    fn detail(&self, language: Language) -> String {
        match (self, language) {
            (Self::Parameter(fault), Language::Vi) => fault.vi(),
            (Self::Parameter(fault), Language::En) => fault.en(),
            (Self::NoSuchPage, Language::Vi) => "địa chỉ không đúng; xem /api".into(),
            (Self::NoSuchPage, Language::En) => "there is nothing at this address; see /api".into(),
            (Self::NoSuchCollection { id }, Language::Vi) => {
                format!("không có lớp dữ liệu `{id}`; xem /api/collections")
            }
            (Self::NoSuchCollection { id }, Language::En) => {
                format!("there is no collection `{id}`; see /api/collections")
            }
            (Self::NoSuchFeature { collection, id }, Language::Vi) => {
                format!("lớp `{collection}` không có đối tượng `{id}`")
            }
            (Self::NoSuchFeature { collection, id }, Language::En) => {
                format!("collection `{collection}` has no feature `{id}`")
            }
            (Self::MethodNotAllowed, Language::Vi) => "địa chỉ này chỉ đọc được (GET)".into(),
            (Self::MethodNotAllowed, Language::En) => "this address can only be read (GET)".into(),
            (Self::NotReady, Language::Vi) => "cơ sở dữ liệu chưa đọc được; hãy thử lại sau".into(),
            (Self::NotReady, Language::En) => "the database cannot be read; try again later".into(),
            (Self::Internal, Language::Vi) => "lỗi đã được ghi vào nhật ký; hãy thử lại sau".into(),
            (Self::Internal, Language::En) => "the error was logged; try again later".into(),
        }
    }

    fn body(&self, language: Language) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("type".into(), json!("about:blank"));
        body.insert("title".into(), json!(self.title(language)));
        body.insert("status".into(), json!(self.status().as_u16()));
        body.insert("detail".into(), json!(self.detail(language)));
        body.insert("code".into(), json!(self.code()));
        if let Self::Parameter(fault) = self {
            body.insert("parameter".into(), json!(fault.parameter));
            body.insert("value".into(), json!(fault.value));
            if !fault.allowed.is_empty() {
                body.insert("allowed".into(), json!(fault.allowed));
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

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the ledger cannot be read");
        Self::Internal
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
