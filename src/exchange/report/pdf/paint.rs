//! Pages → the file: glyphs, borders and drawings, each under its tag.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla_svg::{SurfaceExt, SvgSettings};
use parley::{Line, PositionedLayoutItem};
use resvg::usvg::{Group, Node, Tree};

use super::fonts::Faces;
use super::page::{Ink, Mark, Page, Part};
use super::style::RULE;
use super::tags::Tags;
use super::text::Text;
use crate::exchange::report::document::Align;

pub fn paint(file: &mut Document, pages: &[Page], tags: &mut Tags) {
    let mut faces = Faces::default();
    for page in pages {
        let Some(settings) = PageSettings::from_wh(page.frame.width, page.frame.height) else {
            continue;
        };
        let mut sheet = file.start_page_with(settings);
        let mut pen = Pen {
            surface: sheet.surface(),
            faces: &mut faces,
            tags: &mut *tags,
        };
        for mark in &page.marks {
            pen.draw(mark);
        }
    }
}

struct Pen<'p> {
    surface: Surface<'p>,
    faces: &'p mut Faces,
    tags: &'p mut Tags,
}

impl Pen<'_> {
    fn draw(&mut self, mark: &Mark) {
        match &mark.ink {
            Ink::Lines {
                text,
                lines,
                colour,
            } => {
                let mut y = mark.y;
                for line in lines.clone().filter_map(|ix| text.layout.get(ix)) {
                    let metrics = line.metrics();
                    let baseline = y + metrics.baseline - metrics.block_min_coord;
                    self.fill(*colour);
                    if !text.is_blank() {
                        self.tagged(mark.part, ContentTag::Span(SpanTag::empty()), |pen| {
                            pen.glyphs(text, &line, mark.x, baseline);
                        });
                    }
                    self.underline(&line, mark.x - hung(text, &line), baseline);
                    y += metrics.line_height;
                }
            }
            Ink::Cell {
                width,
                height,
                ground,
            } => self.tagged(mark.part, ContentTag::Other, |pen| {
                pen.surface.set_fill(ground.map(|colour| Fill {
                    paint: colour.into(),
                    ..Fill::default()
                }));
                pen.surface.set_stroke(Some(Stroke {
                    paint: rgb::Color::black().into(),
                    width: RULE,
                    ..Stroke::default()
                }));
                pen.rectangle(mark.x, mark.y, *width, *height);
            }),
            Ink::Drawing {
                tree,
                width,
                height,
            } => {
                let Some(size) = Size::from_wh(*width, *height) else {
                    return;
                };
                self.tagged(mark.part, ContentTag::Other, |pen| {
                    let there = Transform::from_translate(mark.x, mark.y);
                    pen.surface.push_transform(&there);
                    let settings = SvgSettings {
                        embed_text: has_all_glyphs(tree),
                        ..SvgSettings::default()
                    };
                    pen.surface.draw_svg(tree, size, settings);
                    pen.surface.pop();
                });
            }
        }
    }

    /// What `draw` draws, under the tag of its part.
    fn tagged(&mut self, part: Part, content: ContentTag<'_>, draw: impl FnOnce(&mut Self)) {
        let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
        let tag = match part {
            Part::Content(_) => content,
            Part::Layout => artifact(ArtifactType::Layout),
            Part::Number => artifact(ArtifactType::PageNumber),
        };
        let content = self.surface.start_tagged(tag);
        draw(self);
        self.surface.end_tagged();
        if let Part::Content(node) = part {
            self.tags.drawn(node, content);
        }
    }

    fn fill(&mut self, colour: rgb::Color) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: colour.into(),
            ..Fill::default()
        }));
    }

    fn glyphs(&mut self, text: &Text, line: &Line<'_, ()>, left: f32, baseline: f32) {
        let metrics = line.metrics();
        let mut x = left + metrics.offset + metrics.inline_min_coord;
        for run in line.runs() {
            let size = run.font_size();
            let start = x;
            let mut glyphs = Vec::with_capacity(run.len());
            for cluster in run.visual_clusters() {
                for glyph in cluster.glyphs() {
                    glyphs.push(KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        glyph.advance / size,
                        glyph.x / size,
                        glyph.y / size,
                        0.0,
                        cluster.text_range(),
                        None,
                    ));
                    x += glyph.advance;
                }
            }
            if let Some(face) = self.faces.of(run.font())
                && !glyphs.is_empty()
            {
                let start = Point::from_xy(start, baseline);
                self.surface
                    .draw_glyphs(start, &glyphs, face, &text.characters, size, false);
            }
        }
    }

    fn underline(&mut self, line: &Line<'_, ()>, left: f32, baseline: f32) {
        for item in line.items() {
            if let PositionedLayoutItem::GlyphRun(run) = item
                && run.style().underline.is_some()
            {
                let metrics = *run.run().metrics();
                let y = baseline - metrics.underline_offset;
                self.tagged(Part::Layout, ContentTag::Other, |pen| {
                    let height = metrics.underline_size;
                    pen.rectangle(left + run.offset(), y, run.advance(), height);
                });
            }
        }
    }

    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        let mut path = PathBuilder::new();
        if let Some(place) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(place);
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}

/// How far a line of nothing but spaces hangs out to the right: what is underlined in it is a rule, to be aligned too.
fn hung(text: &Text, line: &Line<'_, ()>) -> f32 {
    let hung = line.metrics().trailing_whitespace;
    match text.align {
        Align::Centre if text.is_blank() => hung / 2.0,
        Align::Right if text.is_blank() => hung,
        _ => 0.0,
    }
}

/// Whether the drawing's texts can be text in the file too: an accessible one has no sign for "no glyph".
fn has_all_glyphs(tree: &Tree) -> bool {
    fn within(group: &Group) -> bool {
        group.children().iter().all(|node| match node {
            Node::Group(group) => within(group),
            Node::Text(text) => {
                let mut glyphs = text.layouted().iter().flat_map(|s| &s.positioned_glyphs);
                glyphs.all(|glyph| glyph.id.0 != 0)
            }
            Node::Path(_) | Node::Image(_) => true,
        })
    }
    within(tree.root())
}
