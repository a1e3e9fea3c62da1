//! `GET /map.svg` and `/map.png`: the coverage map as a picture.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::domain::access::Read;
use crate::http::access::Allowed;
use crate::http::ask::Ask;
use crate::http::problem::Problem;
use crate::http::ready::{Answer, Now};
use crate::http::state::App;
use crate::service::map::{self, Format, MapPicture};
use crate::service::query;

/// A drawing may use the typeface that it carries, and nothing else; it may stand in pages of ours.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src '{}'; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        map::style_hash()
    );
    HeaderValue::try_from(policy).ok()
});

pub async fn svg(allowed: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    allowed
        .app
        .answer(ask, |ask, now| picture(ask, now, Format::Svg))
        .await
}

pub async fn png(Allowed { app, .. }: Allowed<Read>, ask: Ask) -> Result<Response, Problem> {
    let drawing = App::clone(&app);
    // Each takes a core for a while, and a large one a hundred megabytes.
    let Ok(_one) = drawing.pictures.acquire().await else {
        return Err(Problem::Internal);
    };
    app.answer(ask, |ask, now| picture(ask, now, Format::Png))
        .await
}

fn picture(ask: &Ask, now: &mut Now, format: Format) -> Result<Answer, Problem> {
    let mut parameters = ask.parameters()?;
    now.known(&mut parameters)?;
    let reference = &now.snapshot.atlas.reference;
    let picture = MapPicture::read(&mut parameters, reference, now.today)?;
    let dpi = map::dpi(&mut parameters, format, picture.size)?;
    let as_file = query::flag(&mut parameters, "download")?;
    parameters.finish()?;
    let svg = map::svg(&now.snapshot, &picture);
    let mut answer = match format {
        Format::Svg => {
            let answer = Answer::new(svg.into_bytes(), format.media_type());
            match POLICY.as_ref() {
                Some(policy) => answer.with(header::CONTENT_SECURITY_POLICY, policy.clone()),
                None => answer,
            }
        }
        Format::Png => {
            let bytes = map::png(&svg, dpi).map_err(|error| {
                tracing::error!(%error, "cannot draw a map");
                Problem::Internal
            })?;
            Answer::new(bytes, format.media_type())
        }
    };
    if as_file {
        answer = answer.named(&picture.file_name(reference, format));
    }
    Ok(answer)
}
