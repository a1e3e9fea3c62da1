//! Pages while they are filled: what stands where, and how much room is left. Drawing comes later (`paint`).

use std::ops::Range;
use std::rc::Rc;

use krilla::color::rgb;
use resvg::usvg::Tree;

use super::style::mm;
use super::tags::Tagged;
use super::text::Text;

/// A4 and its margins: 30 mm left for the binding, 20 mm elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub width: f32,
    pub height: f32,
}

impl Frame {
    pub const MARGIN: f32 = mm(20.0);
    pub const LEFT: f32 = mm(30.0);

    pub const fn new(landscape: bool) -> Self {
        let (short, long) = (mm(210.0), mm(297.0));
        if landscape {
            Self {
                width: long,
                height: short,
            }
        } else {
            Self {
                width: short,
                height: long,
            }
        }
    }

    /// Width of the text.
    pub fn measure(self) -> f32 {
        self.width - Self::LEFT - Self::MARGIN
    }

    /// Height of the text.
    pub fn depth(self) -> f32 {
        self.height - 2.0 * Self::MARGIN
    }
}

/// What a mark is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Content(Tagged),
    /// Borders and grounds, repeated heads of tables.
    Layout,
    Number,
}

pub enum Ink {
    /// Some lines of a paragraph, the first at this height.
    Lines {
        text: Rc<Text>,
        lines: Range<usize>,
        colour: rgb::Color,
    },
    /// A cell's ground and border.
    Cell {
        width: f32,
        height: f32,
        ground: Option<rgb::Color>,
    },
    Drawing {
        tree: Rc<Tree>,
        width: f32,
        height: f32,
    },
}

/// Something drawn, its upper left corner at a place of the page.
pub struct Mark {
    pub part: Part,
    pub x: f32,
    pub y: f32,
    pub ink: Ink,
}

pub struct Page {
    pub frame: Frame,
    pub marks: Vec<Mark>,
}

/// The pages so far; the last one is being filled.
pub struct Pages {
    filled: Vec<Page>,
    frame: Frame,
    /// Where the next thing goes.
    pub y: f32,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            filled: Vec::new(),
            frame: Frame::new(false),
            y: Frame::MARGIN,
        }
    }

    /// A new page of this form.
    pub fn open(&mut self, frame: Frame) {
        self.frame = frame;
        self.turn();
    }

    /// A new page like the one before.
    pub fn turn(&mut self) {
        self.filled.push(Page {
            frame: self.frame,
            marks: Vec::new(),
        });
        self.y = Frame::MARGIN;
    }

    pub const fn frame(&self) -> Frame {
        self.frame
    }

    pub const fn at_top(&self) -> bool {
        self.y <= Frame::MARGIN
    }

    pub fn room(&self) -> f32 {
        self.frame.height - Frame::MARGIN - self.y
    }

    /// Leaves a distance, unless a page begins here.
    pub fn skip(&mut self, distance: f32) {
        if !self.at_top() {
            self.y += distance;
        }
    }

    pub fn last(&self) -> usize {
        self.filled.len().saturating_sub(1)
    }

    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.filled.last_mut() {
            page.marks.push(mark);
        }
    }

    pub fn into_pages(self) -> Vec<Page> {
        self.filled
    }
}
