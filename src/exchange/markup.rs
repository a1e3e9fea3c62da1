//! Marked-up text, element by element: XML and HTML. Texts and attributes are escaped, and what was opened is closed.

use quick_xml::escape::escape;

#[derive(Debug, Default)]
pub struct Markup {
    text: String,
    open: Vec<&'static str>,
}

/// Names with their values.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    /// What stands before the first element.
    pub fn new(prologue: &str) -> Self {
        Self {
            text: prologue.to_owned(),
            open: Vec::new(),
        }
    }

    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.text.push_str("/>");
    }

    pub fn text(&mut self, text: &str) {
        self.text.push_str(&escape(plain(text).as_str()));
    }

    /// An element with nothing but text.
    pub fn element(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Markup of our own, as it is.
    pub fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// The whole text; what is still open is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.text.push_str(&escape(plain(value).as_str()));
            self.text.push('"');
        }
    }
}

/// Without the control characters that XML has no way to write.
fn plain(text: &str) -> String {
    let written = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars().filter(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_closes() {
        let mut markup = Markup::new("<!DOCTYPE html>");
        markup.open("p", &[("title", "a \"b\" & c")]);
        markup.text("1 < 2 & 3\u{b}");
        markup.empty("br", &[]);
        markup.open("b", &[]);
        assert_eq!(
            markup.finish(),
            "<!DOCTYPE html><p title=\"a &quot;b&quot; &amp; c\">1 &lt; 2 &amp; 3<br/><b></b></p>"
        );
    }
}
