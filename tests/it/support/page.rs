//! Reading an HTML page just so far as the tests need it: its tags with their attributes, and the text between them.

use serde_json::Value;

#[derive(Clone, Debug)]
pub struct Page(pub String);

/// An opening tag.
#[derive(Clone, Debug)]
pub struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What stands between it and the next closing tag of its name.
    pub inner: String,
}

impl Tag {
    /// The attribute's value without its character references; empty if there is none.
    pub fn get(&self, name: &str) -> String {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map_or_else(String::new, |(_, value)| plain(value))
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(n, _)| n == name)
    }

    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }

    /// Its text, with single spaces.
    pub fn text(&self) -> String {
        text(&self.inner)
    }
}

impl Page {
    pub fn all(&self) -> Vec<Tag> {
        let mut tags = Vec::new();
        let mut rest = self.0.as_str();
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let end = rest.find('>').expect("a tag ends");
            let (tag, behind) = (&rest[..end], &rest[end + 1..]);
            let name = tag.split([' ', '\n', '/']).next().unwrap();
            let close = behind.find(&format!("</{name}>"));
            tags.push(Tag {
                name: name.to_owned(),
                attributes: attributes(&tag[name.len()..]),
                inner: behind[..close.unwrap_or(0)].to_owned(),
            });
            // What is in a script is no markup.
            rest = if name == "script" {
                &behind[close.unwrap_or(0)..]
            } else {
                behind
            };
        }
        tags
    }

    pub fn tags(&self, name: &str) -> Vec<Tag> {
        let all = self.all().into_iter();
        all.filter(|tag| tag.name == name).collect()
    }

    /// The only one of its name.
    pub fn one(&self, name: &str) -> Tag {
        let tags = self.tags(name);
        assert_eq!(tags.len(), 1, "{name}");
        tags[0].clone()
    }

    /// The first with this value of an attribute.
    pub fn with(&self, attribute: &str, value: &str) -> Tag {
        let found = self.all().into_iter().find(|t| t.get(attribute) == value);
        found.unwrap_or_else(|| panic!("nothing with {attribute}={value}"))
    }

    pub fn text(&self) -> String {
        text(&self.0)
    }

    /// Structured data, by type.
    pub fn told(&self, kind: &str) -> Value {
        let mut blocks = self.tags("script").into_iter().map(|script| {
            assert_eq!(script.get("type"), "application/ld+json");
            serde_json::from_str::<Value>(&script.inner).unwrap()
        });
        blocks
            .find(|block| block["@type"] == kind)
            .unwrap_or_else(|| panic!("no {kind}"))
    }
}

fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if text.is_empty() {
            return found;
        }
        let end = text.find(|c: char| c == '=' || c.is_whitespace());
        let (name, rest) = text.split_at(end.unwrap_or(text.len()));
        let Some(value) = rest.strip_prefix("=\"") else {
            found.push((name.to_owned(), String::new()));
            text = rest;
            continue;
        };
        let (value, rest) = value.split_once('"').expect("a value ends");
        found.push((name.to_owned(), value.to_owned()));
        text = rest;
    }
}

fn text(markup: &str) -> String {
    let mut out = String::new();
    for part in markup.split('<') {
        let words = part.split_once('>').map_or(part, |(_, words)| words);
        out.push_str(words);
        out.push(' ');
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    plain(&words.join(" "))
}

fn plain(text: &str) -> String {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&amp;", "&"),
    ];
    known.iter().fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    })
}
