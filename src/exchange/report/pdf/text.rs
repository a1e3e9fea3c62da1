//! Spans → lines of a given width. A paragraph knows its lines and their heights; where they stand is not its business.

use std::collections::HashSet;
use std::ops::Range;

use parley::{
    Alignment, AlignmentOptions, FontContext, FontStyle, FontWeight, IndentOptions, Layout,
    LayoutContext, LineHeight, OverflowWrap, StyleProperty, TextWrapMode,
};
use unicode_normalization::UnicodeNormalization;

use super::fonts;
use super::style::{Look, mm};
use crate::exchange::report::document::{Align, Span};

/// Stands for a character that no typeface here has.
const UNKNOWN: char = '\u{fffd}';
/// Numbers of documents (`2228/KH-UBND`) are kept whole where a line is at least so wide.
const WIDE: f32 = mm(80.0);
/// Words longer than this are broken all the same.
const LONG: usize = 24;

/// A paragraph in lines.
pub struct Text {
    pub characters: String,
    pub layout: Layout<()>,
    pub align: Align,
}

impl Text {
    pub fn lines(&self) -> usize {
        self.layout.len()
    }

    pub fn is_blank(&self) -> bool {
        self.characters.trim().is_empty()
    }

    /// Of some of its lines together.
    pub fn height(&self, lines: Range<usize>) -> f32 {
        let height = |ix| self.layout.get(ix).map(|l| l.metrics().line_height);
        lines.filter_map(height).sum()
    }

    pub fn whole(&self) -> f32 {
        self.height(0..self.lines())
    }

    /// How far its lines reach from `from` on without becoming higher than `room`.
    pub fn fitting(&self, from: usize, room: f32) -> usize {
        let fits = |to: &usize| self.height(from..*to) <= room;
        (from..=self.lines()).rev().find(fits).unwrap_or(from)
    }
}

/// Sets paragraphs; keeps what each of them needs.
pub struct Setter {
    fonts: FontContext,
    context: LayoutContext<()>,
}

impl Setter {
    pub fn new() -> Self {
        Self {
            fonts: fonts::context(),
            context: LayoutContext::new(),
        }
    }

    pub fn set(&mut self, spans: &[Span], look: Look, width: f32) -> Text {
        let text = self.lines(spans, look, width, &HashSet::new());
        let unknown = without_glyph(&text);
        if unknown.is_empty() {
            return text;
        }
        // An activity may be called anything; a file without a glyph for each character is not accessible.
        self.lines(spans, look, width, &unknown)
    }

    fn lines(&mut self, spans: &[Span], look: Look, width: f32, unknown: &HashSet<char>) -> Text {
        let mut text = String::new();
        let mut parts = Vec::with_capacity(spans.len());
        for span in spans {
            let start = text.len();
            let known = |c| if unknown.contains(&c) { UNKNOWN } else { c };
            text.extend(readable(&span.text).map(known));
            parts.push((start..text.len(), span));
        }
        let mut builder = self
            .context
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(fonts::FAMILIES.into()));
        builder.push_default(StyleProperty::FontSize(look.size));
        builder.push_default(LineHeight::FontSizeRelative(look.leading));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        for (range, span) in parts {
            if span.bold || look.bold {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
            }
            if span.italic || look.italic {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
            if span.underline {
                builder.push(StyleProperty::Underline(true), range);
            }
        }
        if width >= WIDE {
            for range in numbers(&text) {
                builder.push(StyleProperty::TextWrapMode(TextWrapMode::NoWrap), range);
            }
        }
        let mut layout = builder.build(&text);
        layout.set_text_indent(look.indent, IndentOptions::default());
        layout.break_all_lines(Some(width));
        layout.align(alignment(look.align), AlignmentOptions::default());
        Text {
            characters: text,
            layout,
            align: look.align,
        }
    }
}

const fn alignment(align: Align) -> Alignment {
    match align {
        Align::Justify => Alignment::Justify,
        Align::Left => Alignment::Left,
        Align::Centre => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}

/// The text composed, since not every reader finds `e` + `ˆ` + `´` where `ế` is looked for, and without what has no
/// form of its own on paper.
fn readable(text: &str) -> impl Iterator<Item = char> {
    text.nfc().filter_map(|c| match c {
        '\n' => Some(c),
        '\t' | '\r' => Some(' '),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            None
        }
        c if c.is_control() => None,
        c => Some(c),
    })
}

/// Characters that came out as the sign for "no glyph".
fn without_glyph(text: &Text) -> HashSet<char> {
    let mut found = HashSet::new();
    for line in text.layout.lines() {
        for run in line.runs() {
            for cluster in run.visual_clusters() {
                if cluster.glyphs().any(|glyph| glyph.id == 0) {
                    found.extend(text.characters[cluster.text_range()].chars());
                }
            }
        }
    }
    found
}

/// Where numbers of documents stand: `2228/KH-UBND`, `30/6/2018`.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in text.split([' ', '\n']) {
        let number = word.contains('/') && word.contains(|c: char| c.is_ascii_digit());
        if number && word.len() <= LONG {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            found.push(start..start + word.len());
        }
    }
    found
}
