//! Addresses as they stand in a page: paths below the root of the service, so that they hold behind any proxy, and
//! absolute ones for what leaves the page (search engines, GIS programs).

use crate::domain::Language;
use crate::http::ask::Ask;

/// Parameters that say how an answer looks, not what it is.
const FACE: [&str; 2] = ["f", "lang"];

#[derive(Debug)]
pub struct Addresses {
    /// Scheme and host.
    origin: String,
    /// Path of the service on its host; mostly empty.
    root: String,
    path: String,
    /// The parameters of the request but for [`FACE`].
    pairs: Vec<(String, String)>,
    /// Of [`FACE`], what the asker chose by address. Links keep it; else a browser's headers decide again.
    chosen: Vec<(&'static str, &'static str)>,
}

impl Addresses {
    pub fn new(ask: &Ask, language: Language) -> Self {
        let base = ask.base();
        let host = base.find("://").map_or(0, |at| at + 3);
        let root = base[host..].find('/').map_or("", |at| &base[host + at..]);
        let pairs = ask.pairs();
        let faces = FACE.into_iter().zip(["html", language.tag()]);
        let chosen = faces.filter(|(face, _)| pairs.iter().any(|(name, _)| name == face));
        let chosen = chosen.collect();
        Self {
            origin: base[..base.len() - root.len()].to_owned(),
            root: root.to_owned(),
            // A slash at the end leads to the same page.
            path: ask.path().trim_end_matches('/').to_owned(),
            pairs: pairs
                .into_iter()
                .filter(|(name, _)| !FACE.contains(&name.as_str()))
                .collect(),
            chosen,
        }
    }

    /// Of another page.
    pub fn to(&self, path: &str) -> String {
        self.to_with(path, &[])
    }

    pub fn to_with(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        // The web app speaks two languages, but is one page.
        let faced = path.starts_with("/api");
        let chosen = self
            .chosen
            .iter()
            .filter(|(name, _)| faced || *name == "lang");
        let all = parameters.iter().copied().chain(chosen.copied());
        format!("{}{path}{}", self.root, query(all))
    }

    /// Of a file or of anything else that has no language.
    pub fn file(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        format!("{}{path}{}", self.root, query(parameters.iter().copied()))
    }

    /// Those of these parameters that this page was asked with.
    pub fn given(&self, names: &[&str]) -> Vec<(&str, &str)> {
        let pairs = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        pairs.filter(|(name, _)| names.contains(name)).collect()
    }

    /// This page with some parameters set anew, or taken away where `None`.
    pub fn same(&self, set: &[(&str, Option<&str>)]) -> String {
        self.changed(set, self.chosen.iter().copied())
    }

    /// This page in a language, whatever the asker chose.
    pub fn in_language(&self, tag: &str) -> String {
        self.changed(&[], [("lang", tag)])
    }

    /// The same, for who now reads it in another.
    pub fn switched(&self, tag: &str) -> String {
        let chosen = self.chosen.iter().copied();
        let chosen = chosen.filter(|(name, _)| *name != "lang");
        self.changed(&[], chosen.chain([("lang", tag)]))
    }

    /// This resource in a format, with the same parameters.
    pub fn in_format(&self, format: &str) -> String {
        self.changed(&[], [("f", format)])
    }

    /// This page as everybody finds it.
    pub fn plain(&self) -> String {
        self.changed(&[], [])
    }

    fn changed<'a>(
        &'a self,
        set: &[(&'a str, Option<&'a str>)],
        face: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let kept = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let kept = kept.filter(|(name, _)| !set.iter().any(|(new, _)| new == name));
        let set = set
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?)));
        format!(
            "{}{}{}",
            self.root,
            self.path,
            query(kept.chain(set).chain(face))
        )
    }

    pub fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.origin)
    }

    /// Whether this page is what lies at a path.
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// What links keep of how an answer looks, for forms.
    pub fn chosen(&self) -> &[(&'static str, &'static str)] {
        &self.chosen
    }
}

/// A part of a path.
pub fn segment(text: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    encoded.replace('+', "%20")
}

fn query<'a>(parameters: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{mark}{query}")
}
