//! Links: every one has `rel`, `type` and an absolute address.

use serde::Serialize;

pub const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";

#[derive(Debug, Serialize)]
pub struct Link {
    pub href: String,
    pub rel: &'static str,
    #[serde(rename = "type")]
    pub media_type: &'static str,
    pub title: String,
}

impl Link {
    pub fn new(href: String, rel: &'static str, media_type: &'static str, title: &str) -> Self {
        Self {
            href,
            rel,
            media_type,
            title: title.to_owned(),
        }
    }
}
