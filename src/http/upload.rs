//! Files that are sent: as the body itself, or in a form as browsers send it.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use multer::{Constraints, Multipart, SizeLimit};

use super::body::{bytes, media_type};
use super::problem::Problem;
use crate::domain::fault::FaultKind;
use crate::domain::{FieldFault, FieldFaultKind};
use crate::exchange::import::{MOST_BYTES, Options};
use crate::service::parameter::Parameters;

/// Most of what is said of a file.
const MOST_OPTIONS: u64 = 256 << 10;

/// A file and what its sender says of it.
#[derive(Debug)]
pub struct Upload {
    pub file_name: String,
    pub bytes: Bytes,
    pub options: Options,
}

/// Reads a file that is sent, with its name and options from the form or the parameters.
///
/// # Errors
/// If it is too large, there is none, or the options are no proper JSON.
pub async fn read(request: Request, parameters: &mut Parameters) -> Result<Upload, Problem> {
    let named = parameters.take("file_name");
    let said = parameters.take("options");
    let form = media_type(request.headers()) == "multipart/form-data";
    let (bytes, name, options) = if form {
        form_fields(request).await?
    } else {
        (bytes(request.into_body(), MOST_BYTES).await?, None, None)
    };
    if bytes.is_empty() {
        let fault = FieldFault::content("file", "", FaultKind::Missing);
        return Err(Problem::Invalid(vec![fault]));
    }
    let options = match options.or(said) {
        None => Options::default(),
        Some(text) => serde_json::from_str(&text).map_err(|error| Problem::NotJson {
            why: format!("options: {error}"),
        })?,
    };
    // Browsers of old send a path; only its last part is a name.
    let name = name.or(named).unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let file_name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    Ok(Upload {
        file_name,
        bytes,
        options,
    })
}

/// The field `file` with its name, and the field `options`.
async fn form_fields(request: Request) -> Result<(Bytes, Option<String>, Option<String>), Problem> {
    let boundary = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or(Problem::Broken)?;
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let limits = SizeLimit::new()
        .whole_stream(most + MOST_OPTIONS + 4096)
        .per_field(MOST_OPTIONS)
        .for_field("file", most);
    let constraints = Constraints::new().size_limit(limits);
    let body: Body = request.into_body();
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let (mut file, mut name, mut options) = (Bytes::new(), None, None);
    while let Some(field) = form.next_field().await.map_err(|error| problem(&error))? {
        match field.name() {
            Some("file") => {
                name = field.file_name().map(str::to_owned);
                file = field.bytes().await.map_err(|error| problem(&error))?;
            }
            Some("options") => {
                options = Some(field.text().await.map_err(|error| problem(&error))?);
            }
            other => {
                let field = other.unwrap_or_default();
                let fault = FieldFault::new(field, "", FieldFaultKind::UnknownField);
                return Err(Problem::Invalid(vec![fault]));
            }
        }
    }
    Ok((file, name, options))
}

fn problem(error: &multer::Error) -> Problem {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            Problem::TooLarge { most: MOST_BYTES }
        }
        _ => Problem::Broken,
    }
}
