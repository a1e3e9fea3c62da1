//! The picture that chat programs show beside a link: the answer in figures that can be read on a phone, and the map.

use super::body;
use super::panels::{lower, units};
use super::pen::{Anchor, Pen, Type};
use super::picture::Picture;
use super::projection::Frame;
use super::sheet::Sheet;
use super::signs;
use crate::domain::{Status, words};
use crate::exchange::palette;

/// Units of a pixel.
const PIXEL: i32 = 4;

/// Of the panel with the figures, and of the strip with the key below the map; in pixels.
const PANEL: i32 = 500;
const STRIP: i32 = 74;
const EDGE: i32 = 36;

fn set(pixels: f64) -> Type {
    Type::of(pixels * f64::from(PIXEL))
}

pub fn draw(pen: &mut Pen, sheet: &Sheet, picture: &Picture<'_>) {
    let left = PANEL * PIXEL;
    let map = Frame {
        x: left,
        y: 0,
        width: sheet.width - left,
        height: sheet.height - STRIP * PIXEL,
    };
    body::draw_plain(pen, sheet, map, picture);
    panel(pen, sheet, left, picture);
    key(pen, sheet, left, picture);
    if let Some(notice) = &picture.words.notice {
        let frame = Frame {
            height: 52 * PIXEL,
            ..map
        };
        let look = format!("fill=\"{}\"", palette::SAMPLE_GROUND);
        pen.rect(frame, 0.0, &look);
        let at = (frame.x + frame.width / 2, 36 * PIXEL);
        let set = set(28.0).strong().fill(palette::SAMPLE);
        pen.text(at, notice, set.at(Anchor::Middle));
    }
}

fn panel(pen: &mut Pen, sheet: &Sheet, width: i32, picture: &Picture<'_>) {
    let (white, soft) = ("#ffffff", "#cfe0ea");
    let whole = Frame {
        x: 0,
        y: 0,
        width,
        height: sheet.height,
    };
    pen.rect(whole, 0.0, &format!("fill=\"{}\"", palette::ACTION));
    let x = EDGE * PIXEL;
    let room = width - 2 * x;
    let place = format!("Vùng phủ · {}", picture.words.place);
    pen.text((x, 66 * PIXEL), &place, set(30.0).strong().fill(soft));
    let (border, all) = (picture.count(true), picture.count(false));
    let number = |number: usize| words::whole(&number, picture.language);
    let first = if border.all > 0 { border } else { all };
    let large = set(150.0).strong().fill(white);
    let some = number(first.some);
    let baseline = 222 * PIXEL;
    pen.text((x, baseline), &some, large);
    let beside = x + units(large.width(&some)) + 16 * PIXEL;
    let of = format!("/ {}", number(first.all));
    pen.text((beside, baseline), &of, set(84.0).fill(soft));
    let strong = set(40.0).strong().fill(white);
    if border.all > 0 {
        let words = picture.t("xã biên giới đã phủ", "border communes");
        pen.text((x, 284 * PIXEL), words, strong);
        let words = picture.t("xã đã phủ", "communes reached");
        let text = format!("{} / {} {words}", number(all.some), number(all.all));
        pen.text((x, 340 * PIXEL), &text, set(36.0).fill(soft));
    } else {
        let words = picture.t("xã đã phủ", "communes reached");
        pen.text((x, 284 * PIXEL), words, strong);
    }
    // The title in the largest type in which it takes no more than four lines.
    let sizes = [36.0, 32.0, 28.0, 25.0];
    let set_of = |size: f64| set(size).strong().fill(white);
    let lines = |size: f64| set_of(size).lines(&picture.words.title, room);
    let size = sizes.into_iter().find(|size| lines(*size).len() <= 4);
    let size = size.unwrap_or(sizes[3]);
    let leading = units(size * 1.22) * PIXEL;
    pen.block((x, 406 * PIXEL), &lines(size), leading, set_of(size));
    pen.text(
        (x, sheet.height - 30 * PIXEL),
        &picture.words.when,
        set(28.0).fill(soft),
    );
}

/// Colours that are on the map with their counts, and who drew the lines.
fn key(pen: &mut Pen, sheet: &Sheet, left: i32, picture: &Picture<'_>) {
    let top = sheet.height - STRIP * PIXEL;
    let mut x = left + 22 * PIXEL;
    let set_of = set(25.0);
    for status in Status::ALL {
        let count = picture.communes.get(status);
        if count == 0 {
            continue;
        }
        let swatch = Frame {
            x,
            y: top + 13 * PIXEL,
            width: 38 * PIXEL,
            height: 24 * PIXEL,
        };
        signs::swatch(pen, status, swatch, f64::from(PIXEL));
        x += 46 * PIXEL;
        let words = lower(words::status(status, picture.language));
        let text = format!("{} {words}", words::whole(&count, picture.language));
        pen.text((x, top + 34 * PIXEL), &text, set_of);
        x += units(set_of.width(&text)) + 20 * PIXEL;
    }
    let at = (sheet.width - 22 * PIXEL, sheet.height - 12 * PIXEL);
    let small = set(16.0).fill(palette::MUTED).at(Anchor::End);
    pen.text(at, &picture.words.credit, small);
    let hotline = set(16.0).strong().fill(palette::ALERT);
    let at = (left + 22 * PIXEL, sheet.height - 12 * PIXEL);
    pen.text(at, &picture.words.hotline, hotline);
}
