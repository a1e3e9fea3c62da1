//! How a sheet of each size is divided: title, map, side panel, foot.

use super::projection::Frame;
use super::size::Size;

/// What stands where, in units: the tenth of a millimetre on paper, half a pixel on a slide.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub width: i32,
    pub height: i32,
    /// Width and height with their unit of measure.
    pub outer: (&'static str, &'static str),
    /// A point of type. Larger than the printer's where a sheet is looked at from farther away.
    pub point: f64,
    /// Width of the tile of a dense hatch: whole pixels at the usual resolution, so that it stays sharp.
    pub hatch: f64,
    /// Part of a figure in a page that says the rest.
    pub bare: bool,
}

/// A sheet of paper divided; `None` where a part is left out.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub title: Option<Frame>,
    pub map: Frame,
    pub side: Frame,
    pub foot: Frame,
}

/// Tenths of a millimetre in an inch.
const INCH: f64 = 254.0;

impl Sheet {
    pub const fn of(size: Size) -> Self {
        let (width, height, outer, point, hatch) = match size {
            Size::A4 => (2970, 2100, ("297mm", "210mm"), 3.53, INCH / 15.0),
            Size::A3 => (4200, 2970, ("420mm", "297mm"), 4.6, INCH / 12.5),
            Size::Slide => (3840, 2160, ("1920", "1080"), 3.85, 24.0),
            Size::Social => (4800, 2520, ("1200", "630"), 7.0, 40.0),
            Size::Figure => (1600, 1100, ("160mm", "110mm"), 2.8, INCH / 20.0),
        };
        Self {
            width,
            height,
            outer,
            point,
            hatch,
            bare: matches!(size, Size::Figure),
        }
    }

    /// Points in units.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a few thousand units at most"
    )]
    pub fn pt(&self, points: f64) -> i32 {
        (points * self.point).round() as i32
    }

    /// `notice`: something must be said above the map.
    pub fn parts(&self, notice: bool) -> Parts {
        let margin = if self.bare { 0 } else { self.pt(26.0) };
        let inner = self.width - 2 * margin;
        let foot = self.pt(if self.bare { 22.0 } else { 33.0 });
        let foot_top = self.height - margin - foot;
        let title = (!self.bare).then(|| Frame {
            x: margin,
            y: margin,
            width: inner,
            height: self.pt(51.0),
        });
        let said = if notice { self.pt(21.0) } else { 0 };
        let map_top = title.map_or(margin, |t| t.y + t.height) + said;
        let side = self.pt(if self.bare { 172.0 } else { 190.0 });
        let gap = self.pt(10.0);
        let height = foot_top - self.pt(8.0) - map_top;
        Parts {
            title,
            map: Frame {
                x: margin,
                y: map_top,
                width: inner - side - gap,
                height,
            },
            side: Frame {
                x: self.width - margin - side,
                y: map_top,
                width: if self.bare { side - self.pt(2.0) } else { side },
                height,
            },
            foot: Frame {
                x: margin,
                y: foot_top,
                width: inner,
                height: foot,
            },
        }
    }
}
