//! Bodies of requests: JSON of a modest size, read as it is meant or refused with a reason.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::access::Guarded;
use super::problem::Problem;

/// Most of a JSON body: an activity with every place of the province has about 10 kB.
const MOST_JSON: usize = 256 << 10;

/// A JSON body.
#[derive(Debug)]
pub struct JsonBody(pub Value);

impl JsonBody {
    /// Read as a type; an empty body is an empty object.
    ///
    /// # Errors
    /// If a field is missing, unknown or of another type.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Problem> {
        serde_json::from_value(self.0).map_err(|error| Problem::NotJson {
            why: error.to_string(),
        })
    }
}

impl FromRequest<Guarded> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _guarded: &Guarded) -> Result<Self, Problem> {
        let json = media_type(request.headers()) == "application/json";
        let bytes = bytes(request.into_body(), MOST_JSON).await?;
        if bytes.is_empty() {
            return Ok(Self(Value::Object(serde_json::Map::new())));
        }
        if !json {
            return Err(Problem::WrongMediaType {
                want: "application/json",
            });
        }
        let value = serde_json::from_slice(&bytes);
        value.map(Self).map_err(|error| Problem::NotJson {
            why: error.to_string(),
        })
    }
}

/// All bytes of a body.
///
/// # Errors
/// If there are more than `most`, or the connection breaks off.
pub async fn bytes(body: Body, most: usize) -> Result<Bytes, Problem> {
    let declared = axum::body::HttpBody::size_hint(&body).lower();
    if usize::try_from(declared).unwrap_or(usize::MAX) > most {
        return Err(Problem::TooLarge { most });
    }
    axum::body::to_bytes(body, most).await.map_err(|error| {
        let source = std::error::Error::source(&error);
        if source.is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>) {
            Problem::TooLarge { most }
        } else {
            Problem::Broken
        }
    })
}

/// `application/json` of `application/json; charset=utf-8`.
pub fn media_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media = value.split(';').next().unwrap_or_default();
    media.trim().to_ascii_lowercase()
}
