//! `GET /`: the web app's page, whose head says what the link shows where it is shared: title, figures, picture.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::Response;
use quick_xml::escape::escape;

use super::access::Guarded;
use super::ask::Ask;
use super::assets;
use super::problem::Problem;
use super::ready::Answer;
use crate::service::preview::Preview;

pub async fn index(State(guarded): State<Guarded>, ask: Ask) -> Result<Response, Problem> {
    // What only some may see is told to nobody who has not signed in: the page as it is.
    let Some(app) = guarded.open_to_all() else {
        return Ok(assets::index(&ask.headers));
    };
    app.answer(ask, move |ask, now| {
        let preview = Preview::of(&now.snapshot, &ask.pairs(), now.today);
        let html = with_head(&assets::page(), &head(&preview, &ask.base(), ask.query()));
        let mut answer = Answer::new(html.into_bytes(), "text/html; charset=utf-8");
        for (name, value) in assets::GUARD {
            answer = answer.with(name, HeaderValue::from_static(value));
        }
        Ok(answer)
    })
    .await
}

fn with_head(page: &str, head: &str) -> String {
    match page.split_once("</head>") {
        Some((before, after)) => format!("{before}{head}</head>{after}"),
        None => page.to_owned(),
    }
}

/// The Open Graph protocol, which chat programs read, and what X calls the same things.
fn head(preview: &Preview, base: &str, query: &str) -> String {
    let picture = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&preview.picture)
        .finish();
    let picture = format!("{base}/map.png?{picture}");
    let mut address = format!("{base}/");
    if !query.is_empty() {
        address.push('?');
        address.push_str(query);
    }
    let locale = preview.language.choose("vi_VN", "en_GB");
    let facts = [
        ("og:type", "website"),
        ("og:site_name", "Vùng phủ"),
        ("og:locale", locale),
        ("og:title", &preview.title),
        ("og:description", &preview.description),
        ("og:url", &address),
        ("og:image", &picture),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", &preview.description),
    ];
    let mut head = String::new();
    for (property, content) in facts {
        let content = escape(content);
        head.push_str(&format!(
            "<meta property=\"{property}\" content=\"{content}\">\n"
        ));
    }
    head.push_str("<meta name=\"twitter:card\" content=\"summary_large_image\">\n");
    head
}
