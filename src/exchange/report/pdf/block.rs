//! Blocks on pages: what stands above what, how far apart, and where a page ends.
//!
//! A block is set first (its lines are known), then placed: a heading asks how much of what follows must stay with
//! it. No page ends with a heading, and none begins or ends with a single line of a longer paragraph.

use std::num::NonZeroU16;
use std::ops::Range;
use std::rc::Rc;

use krilla::color::rgb;
use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag};
use resvg::usvg::Tree;

use super::PdfError;
use super::grid::Grid;
use super::page::{Frame, Ink, Mark, Pages, Part};
use super::style::{self, Distance};
use super::tags::{Tagged, Tags};
use super::text::{Setter, Text};
use crate::exchange::map;
use crate::exchange::report::document::{Beside, Block, Paragraph, Picture, Section, Span, Style};

/// A heading and where it came to stand, for the outline.
pub struct Mentioned {
    pub level: u8,
    pub text: String,
    pub page: usize,
    pub y: f32,
}

/// A block whose lines are set.
enum Ready {
    Heading {
        level: u8,
        text: Rc<Text>,
        title: String,
    },
    Paragraph {
        text: Rc<Text>,
        style: Style,
        distance: Distance,
    },
    Beside(Vec<Vec<(Rc<Text>, Distance)>>, Vec<f32>),
    Table(Grid),
    Picture {
        tree: Rc<Tree>,
        width: f32,
        height: f32,
        caption: Rc<Text>,
        alt: String,
    },
}

impl Ready {
    fn distance(&self) -> Distance {
        match self {
            Self::Heading { .. } => style::HEADING,
            Self::Paragraph { distance, .. } => *distance,
            Self::Beside(..) | Self::Table(_) | Self::Picture { .. } => style::BLOCK,
        }
    }

    /// Distance from the block before.
    fn after(&self, before: &Self) -> f32 {
        let alike = match (self, before) {
            (Self::Paragraph { style: a, .. }, Self::Paragraph { style: b, .. }) => a == b,
            (Self::Heading { .. }, Self::Heading { .. }) => true,
            _ => false,
        };
        if alike {
            self.distance().among
        } else {
            self.distance().before.max(before.distance().after)
        }
    }

    /// The least of it that may stand at the foot of a page so high.
    fn least(&self, page: f32) -> f32 {
        match self {
            Self::Heading { text, .. } => text.whole(),
            Self::Paragraph { text, .. } => {
                let lines = text.lines();
                text.height(0..if lines > 3 { 2 } else { lines })
            }
            Self::Beside(columns, _) => besides(columns),
            Self::Table(grid) => grid.least(page),
            Self::Picture {
                height, caption, ..
            } => height + captioned(caption),
        }
    }
}

fn captioned(caption: &Text) -> f32 {
    if caption.is_blank() {
        0.0
    } else {
        style::CAPTION.before + caption.whole()
    }
}

/// Height of what stands side by side.
fn besides(columns: &[Vec<(Rc<Text>, Distance)>]) -> f32 {
    let height = |column: &Vec<(Rc<Text>, Distance)>| {
        let among = column.iter().skip(1).map(|(_, d)| d.among).sum::<f32>();
        among + column.iter().map(|(text, _)| text.whole()).sum::<f32>()
    };
    columns.iter().map(height).fold(0.0, f32::max)
}

/// Puts blocks on pages, and notes what they are.
pub struct Composer {
    pub setter: Setter,
    pub pages: Pages,
    pub tags: Tags,
    pub headings: Vec<Mentioned>,
}

impl Composer {
    pub fn new() -> Self {
        Self {
            setter: Setter::new(),
            pages: Pages::new(),
            tags: Tags::default(),
            headings: Vec::new(),
        }
    }

    pub fn section(&mut self, section: &Section) -> Result<(), PdfError> {
        self.pages.open(Frame::new(section.landscape));
        let ready: Vec<Ready> = section
            .blocks
            .iter()
            .map(|block| self.set(block, section.landscape))
            .collect::<Result<_, _>>()?;
        for (ix, block) in ready.iter().enumerate() {
            if let Some(before) = ix.checked_sub(1).and_then(|before| ready.get(before)) {
                self.pages.skip(block.after(before));
            }
            self.place(block, &ready[ix + 1..]);
        }
        Ok(())
    }

    fn set(&mut self, block: &Block, landscape: bool) -> Result<Ready, PdfError> {
        let measure = self.pages.frame().measure();
        Ok(match block {
            Block::Heading { level, text } => {
                let spans = [Span::plain(text)];
                Ready::Heading {
                    level: *level,
                    text: Rc::new(self.setter.set(&spans, style::heading(*level), measure)),
                    title: text.clone(),
                }
            }
            Block::Paragraph(paragraph) => {
                let (text, distance) = self.set_paragraph(paragraph, measure);
                Ready::Paragraph {
                    text,
                    style: paragraph.style,
                    distance,
                }
            }
            Block::Beside(columns) => self.set_beside(columns, measure),
            Block::Table(table) => {
                Ready::Table(Grid::set(&mut self.setter, table, landscape, measure))
            }
            Block::Picture(picture) => self.set_picture(picture, measure)?,
        })
    }

    fn set_paragraph(&mut self, paragraph: &Paragraph, measure: f32) -> (Rc<Text>, Distance) {
        let (look, distance) = style::paragraph(paragraph.style, paragraph.align);
        let text = self.setter.set(&paragraph.spans, look, measure);
        (Rc::new(text), distance)
    }

    fn set_beside(&mut self, columns: &[Beside], measure: f32) -> Ready {
        let width = |column: &Beside| measure * f32::from(column.width) / 100.0;
        let set = columns
            .iter()
            .map(|column| {
                let paragraphs = column.paragraphs.iter();
                paragraphs
                    .map(|paragraph| self.set_paragraph(paragraph, width(column)))
                    .collect()
            })
            .collect();
        Ready::Beside(set, columns.iter().map(width).collect())
    }

    fn set_picture(&mut self, picture: &Picture, measure: f32) -> Result<Ready, PdfError> {
        let spans = [Span::plain(&picture.caption)];
        let caption = Rc::new(self.setter.set(&spans, style::caption(), measure));
        let tree = Rc::new(map::tree(&picture.svg)?);
        let ratio = tree.size().width() / tree.size().height();
        let highest = self.pages.frame().depth() - captioned(&caption);
        let height = (measure / ratio).min(highest);
        Ok(Ready::Picture {
            tree,
            width: height * ratio,
            height,
            caption,
            alt: picture.alt.clone(),
        })
    }

    fn place(&mut self, block: &Ready, behind: &[Ready]) {
        match block {
            Ready::Heading { level, text, title } => {
                self.keep(with_next(block, behind, self.pages.frame().depth()));
                self.headings.push(Mentioned {
                    level: *level,
                    text: title.clone(),
                    page: self.pages.last(),
                    y: self.pages.y,
                });
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                let node = self.tags.add(None, Tag::Hn(level, Some(title.clone())));
                self.lines(text, Some(node), Frame::LEFT);
            }
            Ready::Paragraph { text, style, .. } => {
                // A signature does not stand alone on a page.
                if let Some(next @ Ready::Beside(..)) = behind.first() {
                    self.keep(text.whole() + next.after(block) + next.least(0.0));
                }
                let node = match style {
                    _ if text.is_blank() => None,
                    Style::Title => Some(self.tags.add(None, Tag::Title)),
                    _ => Some(self.tags.add(None, Tag::P)),
                };
                self.lines(text, node, Frame::LEFT);
            }
            Ready::Beside(columns, widths) => self.beside(columns, widths),
            Ready::Table(grid) => self.table(grid),
            Ready::Picture { .. } => self.picture(block),
        }
    }

    /// Turns the page where less than this is left of it.
    pub fn keep(&mut self, height: f32) {
        if height > self.pages.room() && !self.pages.at_top() {
            self.pages.turn();
        }
    }

    /// A paragraph, over as many pages as it needs.
    pub(super) fn lines(&mut self, text: &Rc<Text>, node: Option<Tagged>, x: f32) {
        let (mut from, all) = (0, text.lines());
        while from < all {
            let mut to = text.fitting(from, self.pages.room());
            if to + 1 == all {
                // The last line is not left alone,
                to = to.max(from + 1) - 1;
            }
            if from == 0 && to == 1 && all > 1 {
                // nor the first.
                to = 0;
            }
            if self.pages.at_top() {
                to = to.max(from + 1);
            }
            if to > from {
                self.write(text, from..to, node.map_or(Part::Layout, Part::Content), x);
                self.pages.y += text.height(from..to);
                from = to;
            }
            if from < all {
                self.pages.turn();
            }
        }
    }

    fn write(&mut self, text: &Rc<Text>, lines: Range<usize>, part: Part, x: f32) {
        let y = self.pages.y;
        self.pages.mark(Mark {
            part,
            x,
            y,
            ink: Ink::Lines {
                text: Rc::clone(text),
                lines,
                colour: rgb::Color::black(),
            },
        });
    }

    fn beside(&mut self, columns: &[Vec<(Rc<Text>, Distance)>], widths: &[f32]) {
        let height = besides(columns);
        self.keep(height);
        let whole = height <= self.pages.room();
        let (top, mut x) = (self.pages.y, Frame::LEFT);
        for (column, width) in columns.iter().zip(widths) {
            if whole {
                self.pages.y = top;
            }
            for (ix, (text, distance)) in column.iter().enumerate() {
                if ix > 0 {
                    self.pages.skip(distance.among);
                }
                let node = (!text.is_blank()).then(|| self.tags.add(None, Tag::P));
                self.lines(text, node, x);
            }
            x += width;
        }
        if whole {
            self.pages.y = top + height;
        }
    }

    fn picture(&mut self, picture: &Ready) {
        let Ready::Picture {
            tree,
            width,
            height,
            caption,
            alt,
        } = picture
        else {
            return;
        };
        self.keep(picture.least(self.pages.frame().depth()));
        let (x, y) = (
            Frame::LEFT + (self.pages.frame().measure() - width) / 2.0,
            self.pages.y,
        );
        let place = Rect::from_xywh(x, y, *width, *height);
        let both = self.tags.add(None, Tag::Div);
        let figure = Tag::Figure(Some(alt.clone()))
            .with_bbox(place.map(|place| BBox::new(self.pages.last(), place)));
        let figure = self.tags.add(Some(both), figure);
        self.pages.mark(Mark {
            part: Part::Content(figure),
            x,
            y,
            ink: Ink::Drawing {
                tree: Rc::clone(tree),
                width: *width,
                height: *height,
            },
        });
        self.pages.y += height;
        if !caption.is_blank() {
            self.pages.skip(style::CAPTION.before);
            let node = self.tags.add(Some(both), Tag::Caption);
            self.lines(caption, Some(node), Frame::LEFT);
        }
    }
}

/// Height of a heading with all headings that follow it, and the least of what stands below them.
fn with_next(heading: &Ready, behind: &[Ready], page: f32) -> f32 {
    let mut height = heading.least(page);
    let mut before = heading;
    for block in behind {
        height += block.after(before) + block.least(page);
        if !matches!(block, Ready::Heading { .. }) {
            break;
        }
        before = block;
    }
    height
}
