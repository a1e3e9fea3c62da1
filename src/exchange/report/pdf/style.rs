//! How large and how far apart things stand on paper: Decree 30/2020/NĐ-CP on the form of administrative documents.

use krilla::color::rgb;

use crate::exchange::report::columns;
use crate::exchange::report::document::{Align, Style};

/// In points, of which everything else here is.
pub const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// A paragraph's type.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub size: f32,
    /// Height of a line, of the size.
    pub leading: f32,
    /// Of the first line.
    pub indent: f32,
    pub align: Align,
    pub bold: bool,
    pub italic: bool,
}

/// A paragraph's distances; between two blocks the larger of theirs counts, between two of one kind `among`.
#[derive(Clone, Copy, Debug)]
pub struct Distance {
    pub before: f32,
    pub after: f32,
    pub among: f32,
}

const INDENT: f32 = mm(10.0);
pub const RULE: f32 = 0.5;
pub const BLOCK: Distance = Distance {
    before: 6.0,
    after: 8.0,
    among: 8.0,
};
pub const HEADING: Distance = Distance {
    before: 10.0,
    after: 6.0,
    among: 6.0,
};
pub const CAPTION: Distance = Distance {
    before: 4.0,
    after: 4.0,
    among: 4.0,
};

const fn plain(size: f32, leading: f32, align: Align) -> Look {
    Look {
        size,
        leading,
        indent: 0.0,
        align,
        bold: false,
        italic: false,
    }
}

pub const fn paragraph(style: Style, align: Align) -> (Look, Distance) {
    let (look, before, after, among) = match style {
        Style::Body => (
            Look {
                // What is centred is in the middle of the line, not of the rest of it.
                indent: if matches!(align, Align::Justify | Align::Left) {
                    INDENT
                } else {
                    0.0
                },
                ..plain(14.0, 1.3, align)
            },
            6.0,
            6.0,
            6.0,
        ),
        Style::Plain => (plain(14.0, 1.2, align), 4.0, 4.0, 2.0),
        Style::Head => (plain(12.0, 1.2, align), 0.0, 6.0, 0.0),
        Style::Title => (
            Look {
                bold: true,
                ..plain(14.0, 1.3, align)
            },
            16.0,
            14.0,
            0.0,
        ),
        Style::Note => (plain(11.0, 1.2, align), 4.0, 6.0, 3.0),
    };
    let distance = Distance {
        before,
        after,
        among,
    };
    (look, distance)
}

/// Headings down to the third level: bold, the third bold and italic.
pub const fn heading(level: u8) -> Look {
    Look {
        bold: true,
        italic: level > 2,
        ..plain(14.0, 1.3, Align::Left)
    }
}

pub const fn caption() -> Look {
    Look {
        bold: true,
        ..plain(13.0, 1.15, Align::Centre)
    }
}

pub const fn cell(landscape: bool, align: Align) -> Look {
    // Narrow columns have too few spaces to stretch.
    let align = match align {
        Align::Justify => Align::Left,
        other => other,
    };
    plain(columns::size(landscape), 1.15, align)
}

pub const fn page_number() -> Look {
    plain(13.0, 1.0, Align::Centre)
}

/// `#rrggbb`.
pub fn colour(code: &str) -> Option<rgb::Color> {
    let digits = code.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(rgb::Color::new(red, green, blue))
}

/// White or black, whichever is easier to read on this ground (relative luminance as WCAG has it).
pub fn ink_on(ground: Option<rgb::Color>) -> rgb::Color {
    let Some(ground) = ground else {
        return rgb::Color::black();
    };
    let linear = |part: u8| {
        let part = f32::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * linear(ground.red())
        + 0.7152 * linear(ground.green())
        + 0.0722 * linear(ground.blue());
    // Where both contrasts are the same: (1.05)/(l + 0.05) = (l + 0.05)/0.05.
    if luminance > 0.179 {
        rgb::Color::black()
    } else {
        rgb::Color::white()
    }
}
