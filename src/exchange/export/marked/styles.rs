//! A workbook's cell styles, with our two fills added: every marked cell keeps its format and takes another ground.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::{RED, Shade, YELLOW};

pub(super) struct Styles {
    xml: String,
    /// The fill of each cell style.
    fill_of: Vec<usize>,
    /// Of each fill, whether it is ours.
    ours: Vec<Shade>,
    /// Styles to be added: by the one they come from, in order.
    added: Vec<(usize, Shade)>,
    known: HashMap<(usize, Shade), usize>,
}

/// The last part of a name with a prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Another name with the same prefix.
pub(super) fn beside(name: &str, other: &str) -> String {
    match name.rsplit_once(':') {
        Some((prefix, _)) => format!("{prefix}:{other}"),
        None => other.to_owned(),
    }
}

/// The raw value of an attribute.
pub(super) fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes
        .filter_map(Result::ok)
        .find(|a| a.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The same tag with some attributes set.
pub(super) fn with(start: &BytesStart<'_>, set: &[(&str, &str)]) -> BytesStart<'static> {
    let mut tag = BytesStart::new(start.name().as_ref().to_owned());
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let kept = attributes
        .filter_map(Result::ok)
        .filter(|a| set.iter().all(|(name, _)| *name != a.key.as_ref()));
    for attribute in kept {
        tag.push_attribute(attribute);
    }
    for (name, value) in set {
        tag.push_attribute((*name, *value));
    }
    tag
}

impl Styles {
    /// Reads what is there; `None` if it is not as workbooks have it.
    pub(super) fn read(xml: String) -> Option<Self> {
        let (mut fill_of, mut ours) = (Vec::new(), Vec::new());
        let (mut in_fills, mut in_styles) = (false, false);
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) | Event::Empty(tag) => match local(tag.name().as_ref()) {
                    "fills" => in_fills = true,
                    "fill" if in_fills => ours.push(Shade::None),
                    "fgColor" if in_fills => {
                        let colour = value(&tag, "rgb").unwrap_or_default();
                        let shade = [(RED, Shade::Fault), (YELLOW, Shade::Notice)]
                            .into_iter()
                            .find(|(known, _)| colour.eq_ignore_ascii_case(&argb(*known)));
                        if let (Some((_, shade)), Some(last)) = (shade, ours.last_mut()) {
                            *last = shade;
                        }
                    }
                    "cellXfs" => in_styles = true,
                    "xf" if in_styles => {
                        let fill = value(&tag, "fillId").and_then(|id| id.parse().ok());
                        fill_of.push(fill.unwrap_or(0));
                    }
                    _ => {}
                },
                Event::End(tag) => match local(tag.name().as_ref()) {
                    "fills" => in_fills = false,
                    "cellXfs" => in_styles = false,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let whole = !ours.is_empty() && !fill_of.is_empty();
        whole.then(|| Self {
            xml,
            fill_of,
            ours,
            added: Vec::new(),
            known: HashMap::new(),
        })
    }

    /// The style that looks like another, but in this shade; a shade of ours from before goes.
    pub(super) fn shaded(&mut self, style: usize, shade: Shade) -> usize {
        let style = if style < self.fill_of.len() { style } else { 0 };
        let fill = self.fill_of[style];
        let now = self.ours.get(fill).copied().unwrap_or(Shade::None);
        if now == shade {
            return style;
        }
        let next = self.fill_of.len() + self.added.len();
        let known = *self.known.entry((style, shade)).or_insert(next);
        if known == next {
            self.added.push((style, shade));
        }
        known
    }

    /// The fill of a shade: one that is there, or one of the two behind them all.
    fn fill(&self, shade: Shade) -> usize {
        let there = self.ours.iter().position(|ours| *ours == shade);
        match shade {
            Shade::None => 0,
            Shade::Fault => there.unwrap_or(self.ours.len()),
            Shade::Notice => there.unwrap_or(self.ours.len() + 1),
        }
    }

    /// The part with everything added.
    pub(super) fn write(&self) -> Option<Vec<u8>> {
        let mut writer = Writer::new(Vec::with_capacity(self.xml.len() + 1024));
        let mut reader = Reader::from_str(&self.xml);
        let mut styles: Vec<Vec<Event<'static>>> = Vec::new();
        let mut in_styles = false;
        let fills = (self.ours.len() + 2).to_string();
        let count = (self.fill_of.len() + self.added.len()).to_string();
        loop {
            let event = reader.read_event().ok()?;
            let event = match &event {
                Event::Eof => return Some(writer.into_inner()),
                Event::Start(tag) => match local(tag.name().as_ref()) {
                    "fills" => Event::Start(with(tag, &[("count", &fills)])),
                    "cellXfs" => {
                        in_styles = true;
                        Event::Start(with(tag, &[("count", &count)]))
                    }
                    _ => event,
                },
                Event::End(tag) if local(tag.name().as_ref()) == "fills" => {
                    for colour in [RED, YELLOW] {
                        Self::write_fill(tag.name().as_ref(), colour, &mut writer)?;
                    }
                    event
                }
                Event::End(tag) if local(tag.name().as_ref()) == "cellXfs" => {
                    in_styles = false;
                    for (style, shade) in &self.added {
                        let fill = self.fill(*shade).to_string();
                        let set = [("fillId", fill.as_str()), ("applyFill", "1")];
                        for (ix, part) in styles.get(*style)?.iter().enumerate() {
                            let part = match part {
                                Event::Start(tag) if ix == 0 => Event::Start(with(tag, &set)),
                                Event::Empty(tag) if ix == 0 => Event::Empty(with(tag, &set)),
                                other => other.clone(),
                            };
                            writer.write_event(part).ok()?;
                        }
                    }
                    event
                }
                _ => event,
            };
            let tag = match &event {
                Event::Start(tag) | Event::Empty(tag) => Some(tag.name()),
                _ => None,
            };
            if in_styles && tag.is_some_and(|name| local(name.as_ref()) == "xf") {
                styles.push(Vec::new());
            }
            if let Some(style) = styles.last_mut().filter(|_| in_styles) {
                style.push(event.clone().into_owned());
            }
            writer.write_event(event).ok()?;
        }
    }

    fn write_fill(fills: &str, colour: u32, writer: &mut Writer<Vec<u8>>) -> Option<()> {
        let [fill, pattern, ground, back] =
            ["fill", "patternFill", "fgColor", "bgColor"].map(|name| beside(fills, name));
        let colour = argb(colour);
        let xml = format!(
            r#"<{fill}><{pattern} patternType="solid"><{ground} rgb="{colour}"/><{back} indexed="64"/></{pattern}></{fill}>"#
        );
        std::io::Write::write_all(writer.get_mut(), xml.as_bytes()).ok()
    }
}

fn argb(colour: u32) -> String {
    format!("FF{colour:06X}")
}
