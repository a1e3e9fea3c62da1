//! Short texts with marks: `code` between backticks, paragraphs, lists. As much as the description of the service uses of
//! what such texts can have, and no more; everything else is text.

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

/// Safe HTML of blocks, divided by empty lines: paragraphs, and lists with a hyphen before every item.
pub fn blocks(text: &str) -> String {
    let parts = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    let block = |part: &str| match part.strip_prefix("- ") {
        Some(list) => {
            let items = list.split("\n- ");
            let items = items.map(|item| format!("<li>{}</li>", inline(item)));
            format!("<ul>{}</ul>", items.collect::<String>())
        }
        None => format!("<p>{}</p>", inline(part)),
    };
    parts.map(block).collect()
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
            blocks("a\n\n- b `c`\n- <d>\n"),
            "<p>a</p><ul><li>b <code>c</code></li><li>&lt;d&gt;</li></ul>"
        );
    }
}
