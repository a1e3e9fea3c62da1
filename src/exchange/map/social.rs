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

/// Where the title begins, and how high it may be, in pixels; from line to line, in sizes of its type.
const TITLE: (i32, i32) = (370, 158);
const LEADING: f64 = 1.22;

fn set(pixels: f64) -> Type {
    Type::of(pixels * f64::from(PIXEL))
}

pub fn draw(pen: &mut Pen, sheet: &Sheet, picture: &Picture<'_>) {
    let left = PANEL * PIXEL;
    let notice = picture.words.notice.as_ref();
    let top = notice.map_or(0, |_| 52 * PIXEL);
    let map = Frame {
        x: left,
        y: top,
        width: sheet.width - left,
        height: sheet.height - STRIP * PIXEL - top,
    };
    body::draw_plain(pen, sheet, map, picture);
    panel(pen, sheet, left, picture);
    key(pen, sheet, left, picture);
    if let Some(notice) = notice {
        let frame = Frame {
            y: 0,
            height: top,
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
    let set_of = |size: f64| set(size).strong().fill(soft);
    let fits = |size: &f64| set_of(*size).width(&place) <= f64::from(room);
    let size = [30.0, 26.0, 22.0].into_iter().find(fits).unwrap_or(20.0);
    pen.text((x, 66 * PIXEL), &place, set_of(size));
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
        let words = picture.t("xã biên giới đã phủ", "reached at the border");
        pen.text((x, 284 * PIXEL), words, strong);
        let words = picture.t("xã đã phủ", "communes");
        let text = format!("{} / {} {words}", number(all.some), number(all.all));
        pen.text((x, 340 * PIXEL), &text, set(36.0).fill(soft));
    } else {
        let words = picture.t("xã đã phủ", "communes reached");
        pen.text((x, 284 * PIXEL), words, strong);
    }
    // The title in the largest type in which it stays above what stands at the bottom.
    let set_of = |size: f64| set(size).strong().fill(white);
    let lines = |size: f64| set_of(size).lines(&picture.words.title, room);
    let leading = |size: f64| units(size * LEADING) * PIXEL;
    let sizes = [36.0, 32.0, 29.0, 26.0, 23.0];
    let fits = |size: &f64| {
        i32::try_from(lines(*size).len()).is_ok_and(|n| n * leading(*size) <= TITLE.1 * PIXEL)
    };
    let size = sizes.into_iter().find(fits).unwrap_or(20.0);
    let first = (TITLE.0 * PIXEL) + units(size) * PIXEL;
    pen.block((x, first), &lines(size), leading(size), set_of(size));
    let small = set(26.0).fill(soft);
    let bottom = sheet.height - 32 * PIXEL;
    pen.text((x, bottom), &picture.words.hotline, small.strong());
    pen.text((x, bottom - 40 * PIXEL), &picture.words.when, small);
}

/// Colours that are on the map with their counts, and who drew the lines.
fn key(pen: &mut Pen, sheet: &Sheet, left: i32, picture: &Picture<'_>) {
    let top = sheet.height - STRIP * PIXEL;
    let edge = 22 * PIXEL;
    let shown = Status::ALL.into_iter().filter_map(|status| {
        let count = picture.communes.get(status);
        let words = lower(words::status(status, picture.language));
        let text = format!("{} {words}", words::whole(&count, picture.language));
        (count > 0).then_some((status, text))
    });
    let shown: Vec<(Status, String)> = shown.collect();
    let (swatch, gap) = (46 * PIXEL, 18 * PIXEL);
    let width = |size: f64| {
        let one = |text: &str| swatch + units(set(size).width(text)) + gap;
        shown.iter().map(|(_, text)| one(text)).sum::<i32>() - gap
    };
    let room = sheet.width - left - 2 * edge;
    let sizes = [25.0, 22.0, 19.0, 16.0];
    let size = sizes.into_iter().find(|size| width(*size) <= room);
    let set_of = set(size.unwrap_or(sizes[3]));
    let mut x = left + edge;
    for (status, text) in &shown {
        let frame = Frame {
            x,
            y: top + 11 * PIXEL,
            width: 38 * PIXEL,
            height: 24 * PIXEL,
        };
        signs::swatch(pen, *status, frame, f64::from(PIXEL));
        x += swatch;
        pen.text((x, top + 31 * PIXEL), text, set_of);
        x += units(set_of.width(text)) + gap;
    }
    let at = (sheet.width - edge, sheet.height - 13 * PIXEL);
    let small = set(17.0).fill(palette::MUTED).at(Anchor::End);
    pen.text(at, &picture.words.short_credit, small);
}
