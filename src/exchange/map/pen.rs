//! Writes SVG: shapes and texts one by one, their words escaped.

use quick_xml::escape::escape;

use super::font::{self, Weight};
use super::projection::Frame;
use crate::exchange::palette;

/// Where a text stands to its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// In units of the drawing.
    pub size: f64,
    pub weight: Weight,
    pub fill: &'static str,
    pub anchor: Anchor,
    /// Colour of the halo around it.
    pub halo: Option<&'static str>,
    /// Between letters, in parts of the size.
    pub spacing: f64,
}

impl Type {
    pub const fn of(size: f64) -> Self {
        Self {
            size,
            weight: Weight::Regular,
            fill: palette::INK,
            anchor: Anchor::Start,
            halo: None,
            spacing: 0.0,
        }
    }

    #[must_use]
    pub const fn strong(mut self) -> Self {
        self.weight = Weight::SemiBold;
        self
    }

    #[must_use]
    pub const fn fill(mut self, fill: &'static str) -> Self {
        self.fill = fill;
        self
    }

    #[must_use]
    pub const fn at(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    #[must_use]
    pub const fn halo(mut self, colour: &'static str) -> Self {
        self.halo = Some(colour);
        self
    }

    #[must_use]
    pub const fn spaced(mut self, spacing: f64) -> Self {
        self.spacing = spacing;
        self
    }

    pub fn width(&self, text: &str) -> f64 {
        let letters = text.chars().fold(0.0, |count, _| count + 1.0);
        font::width(text, self.size, self.weight) + letters * self.spacing * self.size
    }

    pub fn lines(&self, text: &str, most: i32) -> Vec<String> {
        font::lines(text, f64::from(most), self.size, self.weight)
    }
}

/// A drawing as it is written.
#[derive(Debug, Default)]
pub struct Pen(String);

impl Pen {
    /// SVG as it is.
    pub fn raw(&mut self, svg: &str) {
        self.0.push_str(svg);
    }

    /// A path with attributes of SVG as they are.
    pub fn path(&mut self, d: &str, attributes: &str) {
        if !d.is_empty() {
            self.0.push_str(&format!("<path {attributes} d=\"{d}\"/>"));
        }
    }

    pub fn rect(&mut self, frame: Frame, radius: f64, attributes: &str) {
        let Frame {
            x,
            y,
            width,
            height,
        } = frame;
        let rounded = if radius > 0.0 {
            format!(" rx=\"{}\"", short(radius))
        } else {
            String::new()
        };
        self.0.push_str(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{rounded} {attributes}/>"
        ));
    }

    /// A text whose baseline begins, has its middle or ends at a point.
    pub fn text(&mut self, (x, y): (i32, i32), text: &str, set: Type) {
        let size = short(set.size);
        let mut attributes = format!("x=\"{x}\" y=\"{y}\" font-size=\"{size}\"");
        if set.weight != Weight::Regular {
            attributes.push_str(&format!(" font-weight=\"{}\"", set.weight.number()));
        }
        if set.fill != palette::INK {
            attributes.push_str(&format!(" fill=\"{}\"", set.fill));
        }
        match set.anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push_str(" text-anchor=\"middle\""),
            Anchor::End => attributes.push_str(" text-anchor=\"end\""),
        }
        if set.spacing > 0.0 {
            let spacing = short(set.spacing * set.size);
            attributes.push_str(&format!(" letter-spacing=\"{spacing}\""));
        }
        if let Some(halo) = set.halo {
            let width = short(set.size * 0.28);
            attributes.push_str(&format!(
                " stroke=\"{halo}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            ));
        }
        self.0
            .push_str(&format!("<text {attributes}>{}</text>", escape(text)));
    }

    /// Lines of text one under the other; says where the next one would stand.
    pub fn block(
        &mut self,
        (x, mut y): (i32, i32),
        lines: &[String],
        leading: i32,
        set: Type,
    ) -> i32 {
        for line in lines {
            self.text((x, y), line, set);
            y += leading;
        }
        y
    }

    pub fn finish(self) -> String {
        self.0
    }
}

/// With one decimal at most.
pub fn short(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    rounded.to_string()
}

/// What may stand between the tags of SVG.
pub fn escaped(text: &str) -> String {
    escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_tags() {
        let mut pen = Pen::default();
        let set = Type::of(12.5).strong().at(Anchor::End).fill("#fff");
        pen.text((1, 2), "a < b & \"c\"", set);
        assert_eq!(
            pen.finish(),
            "<text x=\"1\" y=\"2\" font-size=\"12.5\" font-weight=\"600\" fill=\"#fff\" text-anchor=\"end\">a &lt; b &amp; &quot;c&quot;</text>"
        );
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            (short(3.0), short(3.96), short(0.25)),
            ("3".into(), "4".into(), "0.3".into())
        );
    }
}
