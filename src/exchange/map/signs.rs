//! Small drawings with a meaning: the sign of each status, the swatch of a legend, a billboard.

use super::pen::{Pen, short};
use super::projection::Frame;
use crate::domain::Status;
use crate::exchange::palette;

/// What a commune of a status is filled with.
pub const fn fill(status: Status) -> &'static str {
    match status {
        Status::Reached => "#2f6f8f",
        Status::Pending => palette::of(Status::Pending).0,
        Status::Partial => "url(#partial)",
        Status::Overdue => "url(#overdue)",
        Status::NotTargeted => "url(#not-targeted)",
    }
}

/// The sign of a status within a square. As shapes, because few typefaces have these characters.
pub fn status(pen: &mut Pen, status: Status, (x, y): (i32, i32), size: f64) {
    let scale = size / 12.0;
    let (blue, orange) = (palette::of(Status::Reached).0, "#b4480b");
    let ring = |colour: &str| {
        format!(
            "<circle cx=\"6\" cy=\"6\" r=\"4.4\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.3\"/>"
        )
    };
    let drawn = match status {
        Status::Reached => format!("<circle cx=\"6\" cy=\"6\" r=\"5\" fill=\"{blue}\"/>"),
        Status::Partial => {
            ring(blue) + &format!("<path d=\"M6 1a5 5 0 0 0 0 10z\" fill=\"{blue}\"/>")
        }
        Status::Pending => ring(palette::MUTED),
        Status::Overdue => format!("<path d=\"M6 .8 11.6 11H.4z\" fill=\"{orange}\"/>"),
        Status::NotTargeted => format!(
            "<path d=\"M1.5 5.2h9v1.6h-9z\" fill=\"{}\"/>",
            palette::MUTED
        ),
    };
    pen.raw(&format!(
        "<g transform=\"translate({x} {y}) scale({:.3})\">{drawn}</g>",
        scale
    ));
}

/// The look of a status, as a legend shows it.
pub fn swatch(pen: &mut Pen, status: Status, frame: Frame, line: f64) {
    let attributes = format!(
        "fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"",
        fill(status),
        "#a9adb3",
        short(line)
    );
    pen.rect(frame, f64::from(frame.height) * 0.18, &attributes);
}

/// A billboard on its post, whose foot stands on a point: filled when built, an outline while planned, orange when overdue.
pub fn pano(pen: &mut Pen, state: &str, (x, y): (i32, i32), width: f64) {
    let scale = width / 26.0;
    let (fill, stroke) = match state {
        "built" => (palette::INK, palette::INK),
        "planned" => ("#ffffff", palette::INK),
        _ => {
            let (ground, hatch) = palette::of(Status::Overdue);
            (ground, hatch.unwrap_or(palette::INK))
        }
    };
    let d = "M-9-21h18v11h-18zM0-10v10";
    pen.raw(&format!(
        "<g transform=\"translate({x} {y}) scale({scale:.3})\" stroke-linejoin=\"round\">\
         <path d=\"{d}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"5\"/>\
         <path d=\"{d}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"2\"/></g>"
    ));
}
