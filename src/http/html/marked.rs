//! Short texts with marks: `code` between backticks, and paragraphs. As much of CommonMark as the description of the
//! service uses, and no more; everything else is text.

/// Safe HTML inside one element.
pub fn inline(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut parts = text.split('`').peekable();
    let mut code = false;
    while let Some(part) = parts.next() {
        // A backtick without its fellow is a backtick.
        let closed = code && parts.peek().is_some();
        if code && !closed {
            html.push('`');
        }
        html.push_str(if closed { "<code>" } else { "" });
        escape(&mut html, part);
        html.push_str(if closed { "</code>" } else { "" });
        code = !code;
    }
    html
}

/// Safe HTML of paragraphs, divided by empty lines.
pub fn paragraphs(text: &str) -> String {
    let parts = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    parts
        .map(|part| format!("<p>{}</p>", inline(part)))
        .collect()
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_code_and_escapes_the_rest() {
        assert_eq!(inline("`a<b` & c"), "<code>a&lt;b</code> &amp; c");
        assert_eq!(inline("one ` only <i>"), "one ` only &lt;i&gt;");
        assert_eq!(
            inline("`x`, `y` and `z"),
            "<code>x</code>, <code>y</code> and `z"
        );
        assert_eq!(inline(""), "");
        assert_eq!(
            paragraphs("a\n\nb `c`\n"),
            "<p>a</p><p>b <code>c</code></p>"
        );
    }
}
