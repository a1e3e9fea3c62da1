//! What every page has around its content: head, way back, languages, other formats, foot.

use serde_json::Value;

use super::address::Addresses;
use super::{ld, marked, style};
use crate::domain::{Language, words};
use crate::http::ask::Ask;
use crate::http::ready::Now;
use crate::service::clock;
use crate::service::sources::{self, Source};

/// A page on the way from the landing page.
#[derive(Debug)]
pub struct Crumb {
    pub name: String,
    pub path: String,
}

/// The same resource in another format.
#[derive(Debug)]
pub struct Format {
    pub name: &'static str,
    pub media_type: &'static str,
    pub href: String,
}

#[derive(Debug)]
pub struct Frame {
    pub language: Language,
    pub links: Addresses,
    pub title: String,
    pub description: String,
    /// The last one is this page.
    pub crumbs: Vec<Crumb>,
    pub formats: Vec<Format>,
    /// JSON-LD, safe inside a script element.
    pub data: Vec<String>,
    pub hotline: String,
    pub plan: String,
    pub version: i64,
    /// When the data last changed, on Vietnam's clock.
    pub changed: String,
    pub samples: usize,
}

impl Frame {
    /// `way`: names and paths of the pages below the landing page down to this one.
    pub fn new(
        ask: &Ask,
        now: &Now,
        language: Language,
        title: String,
        description: String,
        way: &[(&str, String)],
    ) -> Self {
        let snapshot = &now.snapshot;
        let document = &snapshot.atlas.reference.plan.document;
        let links = Addresses::new(ask, language);
        let home = (
            language.choose("Dữ liệu mở", "Open data"),
            "/api".to_owned(),
        );
        let crumbs = std::iter::once(&home).chain(way).map(|(name, path)| Crumb {
            name: (*name).to_owned(),
            path: path.clone(),
        });
        let mut frame = Self {
            language,
            links,
            title,
            description,
            crumbs: crumbs.collect(),
            formats: Vec::new(),
            data: Vec::new(),
            hotline: document.hotline.clone(),
            plan: document.number.clone(),
            version: snapshot.version,
            changed: words::moment(clock::local(snapshot.time), language),
            samples: snapshot.tally.samples,
        };
        frame.tell(&ld::breadcrumbs(&frame));
        frame
    }

    /// One of the two, in the page's language.
    pub const fn t(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.language.choose(vi, en)
    }

    /// Offers the resource in another format.
    pub fn also(&mut self, name: &'static str, media_type: &'static str, href: String) {
        self.formats.push(Format {
            name,
            media_type,
            href,
        });
    }

    /// Tells search engines.
    pub fn tell(&mut self, what: &Value) {
        // Nothing in it may end the script element.
        self.data.push(what.to_string().replace('<', "\\u003c"));
    }

    pub fn style(&self) -> String {
        self.links.file(style::path(), &[])
    }

    pub fn to(&self, path: &str) -> String {
        self.links.to(path)
    }

    /// Of what has no language.
    pub fn file(&self, path: &str) -> String {
        self.links.file(path, &[])
    }

    pub fn collection(&self, id: &str) -> String {
        self.to(&format!("/api/collections/{id}"))
    }

    pub fn items(&self, id: &str) -> String {
        self.to(&format!("/api/collections/{id}/items"))
    }

    /// A whole collection as a file.
    pub fn geojson(&self, id: &str) -> String {
        let path = format!("/data/{id}.geojson");
        self.links.file(&path, &[("download", "true")])
    }

    pub fn absolute(&self, href: &str) -> String {
        self.links.absolute(href)
    }

    /// A text with marks.
    #[expect(clippy::unused_self, reason = "templates see methods of the page")]
    pub fn marked(&self, text: &str) -> String {
        marked::inline(text)
    }

    pub fn source(&self, source: &Source) -> &'static str {
        source.words(self.language)
    }

    pub fn credit(&self) -> &'static str {
        sources::credit(self.language)
    }

    /// Whether a link leads to the page on which it stands.
    pub fn here(&self, path: &str) -> bool {
        self.links.is_at(path)
    }

    /// The map that stands for this page where its address is shared: of the line and day that it shows.
    pub fn picture(&self) -> String {
        let look = [("size", "social"), ("lang", self.language.tag())];
        let view = self.links.given(&["line", "year", "as_of", "known_at"]);
        let parameters: Vec<(&str, &str)> = view.into_iter().chain(look).collect();
        self.absolute(&self.links.file("/map.png", &parameters))
    }

    pub fn other_language(&self) -> String {
        self.links.switched(self.t("en", "vi"))
    }

    pub fn canonical(&self) -> String {
        self.links.absolute(&self.links.plain())
    }

    pub fn in_language(&self, tag: &str) -> String {
        self.links.absolute(&self.links.in_language(tag))
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand over fields by reference"
    )]
    pub fn count(&self, number: &usize) -> String {
        words::whole(&number, self.language)
    }
}
