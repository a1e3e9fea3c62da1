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

/// An opening tag where it stands: what makes it a [`Tag`] is looked for when it is the one that is wanted.
struct Opening<'p> {
    name: &'p str,
    attributes: &'p str,
    behind: &'p str,
}

impl Opening<'_> {
    fn inner(&self) -> &str {
        let close = self.behind.find(&format!("</{}>", self.name));
        &self.behind[..close.unwrap_or(0)]
    }

    fn tag(&self) -> Tag {
        Tag {
            name: self.name.to_owned(),
            attributes: attributes(self.attributes),
            inner: self.inner().to_owned(),
        }
    }
}

impl Page {
    fn openings(&self) -> impl Iterator<Item = Opening<'_>> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            loop {
                rest = &rest[rest.find('<')? + 1..];
                if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    break;
                }
            }
            let (tag, behind) = rest.split_once('>').expect("a tag ends");
            let name = tag.split([' ', '\n', '/']).next().unwrap();
            let attributes = &tag[name.len()..];
            let opening = Opening {
                name,
                attributes,
                behind,
            };
            // What is in a script is no markup.
            let inside = if name == "script" {
                opening.inner().len()
            } else {
                0
            };
            rest = &behind[inside..];
            Some(opening)
        })
    }

    pub fn all(&self) -> Vec<Tag> {
        self.openings().map(|opening| opening.tag()).collect()
    }

    pub fn tags(&self, name: &str) -> Vec<Tag> {
        let named = self.openings().filter(|opening| opening.name == name);
        named.map(|opening| opening.tag()).collect()
    }

    /// The only one of its name.
    pub fn one(&self, name: &str) -> Tag {
        let tags = self.tags(name);
        assert_eq!(tags.len(), 1, "{name}");
        tags[0].clone()
    }

    /// The first with this value of an attribute.
    pub fn with(&self, attribute: &str, value: &str) -> Tag {
        let has = |opening: &Opening<'_>| {
            let mut all = attributes(opening.attributes).into_iter();
            all.any(|(name, text)| name == attribute && plain(&text) == value)
        };
        let found = self.openings().find(has);
        let found = found.unwrap_or_else(|| panic!("nothing with {attribute}={value}"));
        found.tag()
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
