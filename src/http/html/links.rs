//! The links of a JSON document as people see them: where they lead, how, and of which type.

use serde_json::Value;

#[derive(Debug)]
pub struct Listed {
    pub rel: String,
    pub media_type: String,
    pub title: String,
    /// The address as the document has it.
    pub href: String,
    /// The same, but such that a browser too gets the type that is promised.
    pub exact: String,
}

/// The `links` of a document.
pub fn listed(document: &Value) -> Vec<Listed> {
    let links = document["links"].as_array();
    let text = |link: &Value, name: &str| link[name].as_str().unwrap_or_default().to_owned();
    let listed = |link: &Value| {
        let (href, media_type) = (text(link, "href"), text(link, "type"));
        Listed {
            rel: text(link, "rel"),
            title: text(link, "title"),
            exact: exact(&href, &media_type),
            media_type,
            href,
        }
    };
    links.into_iter().flatten().map(listed).collect()
}

/// Features, and what describes them, show browsers a page unless the address says otherwise.
fn exact(href: &str, media_type: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let said = query.split('&').any(|pair| pair.starts_with("f="));
    let faced = path.ends_with("/api") || FACED.iter().any(|part| path.contains(part));
    if said || !faced || !media_type.ends_with("json") {
        return href.to_owned();
    }
    let mark = if query.is_empty() { '?' } else { '&' };
    format!("{href}{mark}f=json")
}

const FACED: [&str; 2] = ["/api/collections", "/api/conformance"];
