//! What stands around a map on its sheet: title, notice, the answer in figures, legend, gaps by name, sources.

use super::body::{DISTRICT_DASHES, NATIONAL_DASHES, dashes};
use super::pen::{Anchor, Pen, Type, short};
use super::picture::{Count, Picture};
use super::projection::Frame;
use super::sheet::{Parts, Sheet};
use super::signs;
use crate::domain::{Status, words};
use crate::exchange::palette;

pub fn draw(pen: &mut Pen, sheet: &Sheet, parts: &Parts, picture: &Picture<'_>) {
    if let Some(frame) = parts.title {
        title(pen, sheet, frame, picture);
    }
    if let Some(text) = &picture.words.notice {
        let height = sheet.pt(16.0);
        let frame = Frame {
            x: parts.foot.x,
            y: parts.map.y - sheet.pt(20.0),
            width: parts.foot.width,
            height,
        };
        notice(pen, sheet, frame, text);
    }
    let mut side = Side {
        pen,
        sheet,
        picture,
        x: parts.side.x,
        y: parts.side.y,
        width: parts.side.width,
    };
    if !sheet.bare {
        side.answer();
    }
    side.legend();
    side.keys();
    let bottom = parts.side.y + parts.side.height;
    side.gaps(bottom);
    if !sheet.bare {
        side.districts(bottom);
    }
    foot(pen, sheet, parts.foot, picture);
}

/// Sizes of type for titles, the largest first: the first in which it fits.
const TITLES: [f64; 4] = [18.0, 16.0, 14.0, 12.5];

fn title(pen: &mut Pen, sheet: &Sheet, frame: Frame, picture: &Picture<'_>) {
    let words = &picture.words;
    let set = |points: f64| Type::of(sheet.point * points).strong();
    let fits = |points: &f64| set(*points).width(&words.title) <= f64::from(frame.width);
    let points = TITLES.into_iter().find(fits).unwrap_or(TITLES[3]);
    pen.text(
        (frame.x, frame.y + sheet.pt(14.0)),
        &words.title,
        set(points),
    );
    let small = Type::of(sheet.point * 9.2);
    let when = format!("{} · {}", words.place, words.when);
    pen.text(
        (frame.x, frame.y + sheet.pt(28.0)),
        &when,
        small.strong().fill(palette::ACTION),
    );
    let about = match &words.result {
        Some(result) => format!("{} · {result}", words.about),
        None => words.about.clone(),
    };
    pen.text(
        (frame.x, frame.y + sheet.pt(40.0)),
        &about,
        small.fill(palette::MUTED),
    );
}

fn notice(pen: &mut Pen, sheet: &Sheet, frame: Frame, text: &str) {
    let look = format!("fill=\"{}\"", palette::SAMPLE_GROUND);
    pen.rect(frame, f64::from(sheet.pt(3.0)), &look);
    let set = Type::of(sheet.point * 9.0)
        .strong()
        .fill(palette::SAMPLE)
        .at(Anchor::Middle);
    let middle = frame.x + frame.width / 2;
    pen.text((middle, frame.y + sheet.pt(11.2)), text, set);
}

/// Where the words of a key begin behind its left edge, in points.
const KEY_TEXT: f64 = 25.5;

/// The panel beside the map, written from the top down.
struct Side<'a> {
    pen: &'a mut Pen,
    sheet: &'a Sheet,
    picture: &'a Picture<'a>,
    x: i32,
    y: i32,
    width: i32,
}

/// A line in the key: how it is drawn, and what it means.
enum Key {
    Late,
    Border,
    National,
    District,
    Pano(&'static str, usize),
}

impl Side<'_> {
    fn pt(&self, points: f64) -> i32 {
        self.sheet.pt(points)
    }

    fn set(&self, points: f64) -> Type {
        Type::of(self.sheet.point * points)
    }

    fn number(&self, number: usize) -> String {
        words::whole(&number, self.picture.language)
    }

    fn right(&self) -> i32 {
        self.x + self.width
    }

    /// The border communes first; where there are none, all communes.
    fn answer(&mut self) {
        let (border, all) = (self.picture.count(true), self.picture.count(false));
        let border_words = self
            .picture
            .t("xã biên giới đã phủ", "border communes reached");
        let all_words = self
            .picture
            .t("xã, phường, thị trấn đã phủ", "communes reached");
        let first = if border.all > 0 {
            (border, border_words)
        } else {
            (all, all_words)
        };
        let second = (border.all > 0).then_some((all, all_words));
        let height = self.pt(if second.is_some() { 84.0 } else { 62.0 });
        let frame = Frame {
            x: self.x,
            y: self.y,
            width: self.width,
            height,
        };
        let look = format!("fill=\"{}\"", palette::ACTION);
        self.pen.rect(frame, f64::from(self.pt(5.0)), &look);
        let white = "#ffffff";
        let left = self.x + self.pt(11.0);
        let baseline = self.y + self.pt(37.0);
        let large = self.set(35.0).strong().fill(white);
        let number = self.number(first.0.some);
        self.pen.text((left, baseline), &number, large);
        let of = format!("/ {}", self.number(first.0.all));
        let beside = left + units(large.width(&number)) + self.pt(6.0);
        let soft = "#cfe0ea";
        self.pen
            .text((beside, baseline), &of, self.set(20.0).fill(soft));
        let strong = self.set(10.0).strong().fill(white);
        self.pen
            .text((left, self.y + self.pt(53.0)), first.1, strong);
        if let Some((count, words)) = second {
            let Count { some, all } = count;
            let text = format!("{} / {} {words}", self.number(some), self.number(all));
            let set = self.set(8.8).fill(soft);
            self.pen.text((left, self.y + self.pt(71.0)), &text, set);
        }
        self.y += height + self.pt(10.0);
    }

    /// A table: how many of all, how many at the border.
    fn legend(&mut self) {
        let picture = self.picture;
        let row = self.pt(14.6);
        let (all, border) = (self.right() - self.pt(46.0), self.right());
        let head = self.set(7.4).fill(palette::MUTED);
        self.y += self.pt(7.0);
        let when = if self.sheet.bare {
            &picture.words.when
        } else {
            picture.t("Tình trạng", "Status")
        };
        self.pen.text((self.x, self.y), when, head);
        let right = head.at(Anchor::End);
        if self.sheet.bare {
            self.y += self.pt(11.0);
        }
        self.pen
            .text((all, self.y), picture.t("xã", "communes"), right);
        let at_border = picture.t("biên giới", "border");
        self.pen
            .text((border, self.y), at_border, right.fill(palette::BORDER));
        self.y += self.pt(4.0);
        self.rule();
        let number = self.set(8.8).at(Anchor::End);
        let red = number.strong().fill(palette::BORDER);
        for status in Status::ALL {
            let swatch = Frame {
                x: self.x,
                y: self.y + self.pt(2.4),
                width: self.pt(21.0),
                height: self.pt(10.4),
            };
            let line = self.sheet.point * 0.5;
            signs::swatch(self.pen, status, swatch, line);
            let sign = (self.x + self.pt(25.5), self.y + self.pt(3.8));
            signs::status(self.pen, status, sign, f64::from(self.pt(7.6)));
            let baseline = self.y + self.pt(10.6);
            let words = words::status(status, picture.language);
            self.pen
                .text((self.x + self.pt(38.0), baseline), words, self.set(8.8));
            let counts = [
                (all, &picture.communes, number),
                (border, &picture.border_communes, red),
            ];
            for (x, by_status, set) in counts {
                let count = self.number(by_status.get(status));
                self.pen.text((x, baseline), &count, set);
            }
            self.y += row;
        }
        self.y += self.pt(2.0);
        self.rule();
        let baseline = self.y + self.pt(10.0);
        let total = self.set(8.8).strong();
        self.pen
            .text((self.x, baseline), picture.t("Cộng", "Total"), total);
        for (x, total, set) in [
            (all, picture.communes.total(), number.strong()),
            (border, picture.border_communes.total(), red),
        ] {
            let total = self.number(total);
            self.pen.text((x, baseline), &total, set);
        }
        self.y += self.pt(20.0);
    }

    fn rule(&mut self) {
        let d = format!("M{} {}H{}", self.x, self.y, self.right());
        let look = format!(
            "stroke=\"{}\" stroke-width=\"{}\"",
            palette::HAIRLINE,
            short(self.sheet.point * 0.6)
        );
        self.pen.path(&d, &look);
    }

    /// Lines and signs, in two columns.
    fn keys(&mut self) {
        let picture = self.picture;
        let mut keys = vec![Key::National, Key::Border, Key::District];
        let late = |area: &super::Area<'_>| area.late && area.status == Status::Partial;
        if picture.areas.iter().any(late) {
            keys.insert(0, Key::Late);
        }
        let states = ["built", "planned", "overdue"].into_iter();
        let panos = states.map(|state| Key::Pano(state, picture.panos(state)));
        keys.extend(panos.filter(|key| !matches!(key, Key::Pano(_, 0))));
        // Side by side where the words leave room for it.
        let set = self.set(6.9);
        let widths = keys.iter().map(|key| set.width(&self.key_text(key)));
        let widest = f64::from(self.pt(KEY_TEXT)) + widths.fold(0.0, f64::max);
        let column = self.width * 134 / 250;
        let columns = if widest <= f64::from(self.width - column) {
            2
        } else {
            1
        };
        let mut deepest = self.y;
        for (ix, key) in (0..).zip(&keys) {
            let (x, y) = (
                self.x + column * (ix % columns),
                self.y + self.pt(14.0) * (ix / columns),
            );
            self.key(key, x, y);
            deepest = y + self.pt(14.0);
        }
        self.y = deepest + self.pt(8.0);
    }

    fn key(&mut self, key: &Key, x: i32, y: i32) {
        let width = self.pt(21.0);
        let middle = y + self.pt(6.0);
        let line = format!("M{x} {middle}h{width}");
        let stroke = |colour: &str, points: f64, more: &str| {
            let points = short(points * self.sheet.point);
            format!("stroke=\"{colour}\" stroke-width=\"{points}\"{more}")
        };
        let dashed = |points: &[f64]| {
            let dashes = dashes(self.sheet, points);
            format!(" stroke-dasharray=\"{dashes}\"")
        };
        match key {
            Key::Late => {
                let frame = Frame {
                    x,
                    y: y + self.pt(0.8),
                    width,
                    height: self.pt(10.4),
                };
                self.pen.rect(frame, 0.0, "fill=\"url(#overdue)\"");
                let edge = self.pt(2.6);
                let inner = Frame {
                    x: x + edge,
                    y: frame.y + edge,
                    width: width - 2 * edge,
                    height: frame.height - 2 * edge,
                };
                self.pen.rect(inner, 0.0, "fill=\"url(#partial)\"");
            }
            Key::Border => {
                let look = stroke(palette::BORDER, 1.0, "");
                self.pen.path(&line, &look);
            }
            Key::National => {
                let halo = stroke(palette::BORDER, 7.5, " stroke-opacity=\".16\"");
                self.pen.path(&line, &halo);
                let look = stroke(palette::BORDER, 1.6, &dashed(&NATIONAL_DASHES));
                self.pen.path(&line, &look);
            }
            Key::District => {
                let look = stroke(palette::DISTRICT_LINE, 0.95, &dashed(&DISTRICT_DASHES));
                self.pen.path(&line, &look);
            }
            Key::Pano(state, _) => {
                let at = (x + width / 2, y + self.pt(12.0));
                signs::pano(self.pen, state, at, f64::from(self.pt(12.0)));
            }
        }
        let at = (x + self.pt(KEY_TEXT), y + self.pt(8.6));
        self.pen.text(at, &self.key_text(key), self.set(6.9));
    }

    fn key_text(&self, key: &Key) -> String {
        let picture = self.picture;
        let words = match key {
            Key::Late => picture.t("Một phần, trễ hạn", "Partial, late"),
            Key::Border => picture.t("Xã biên giới", "Border commune"),
            Key::National => picture.t("Biên giới quốc gia", "National border"),
            Key::District => picture.t("Ranh giới huyện", "District line"),
            Key::Pano(state, count) => {
                let state = words::pano(state, picture.language);
                return format!("Pano: {} {}", lower(state), self.number(*count));
            }
        };
        words.to_owned()
    }

    /// The border communes with a gap by name, as long as there is room for all of them.
    fn gaps(&mut self, bottom: i32) {
        let Some((heading, names)) = &self.picture.words.gaps else {
            return;
        };
        let set = self.set(7.6);
        let lines = set.lines(names, self.width);
        let leading = self.pt(9.6);
        let count = i32::try_from(lines.len()).unwrap_or(i32::MAX);
        let height = self.pt(18.0) + leading.saturating_mul(count);
        if self.y.saturating_add(height) > bottom {
            return;
        }
        self.rule();
        self.y += self.pt(13.0);
        let strong = self.set(8.4).strong().fill(palette::ALERT);
        self.pen.text((self.x, self.y), heading, strong);
        self.y += self.pt(11.0);
        self.y = self.pen.block((self.x, self.y), &lines, leading, set);
        self.y += self.pt(3.0);
    }

    /// How many are reached in each district, if there is room.
    fn districts(&mut self, bottom: i32) {
        let picture = self.picture;
        let leading = self.pt(10.6);
        let count = i32::try_from(picture.districts.len()).unwrap_or(i32::MAX);
        let height = self.pt(18.0) + leading.saturating_mul(count);
        if count == 0 || self.y.saturating_add(height) > bottom {
            return;
        }
        self.rule();
        self.y += self.pt(13.0);
        let (all, border) = (self.right() - self.pt(46.0), self.right());
        let heading = picture.t("Đã phủ theo huyện", "Reached, by district");
        let strong = self.set(8.4).strong();
        self.pen.text((self.x, self.y), heading, strong);
        self.y += self.pt(11.0);
        let set = self.set(7.6);
        let number = set.at(Anchor::End);
        for district in &picture.districts {
            self.pen.text((self.x, self.y), district.name, set);
            let of = |count: Count| {
                let (some, all) = (self.number(count.some), self.number(count.all));
                format!("{some} / {all}")
            };
            let (communes, at_border) = (of(district.communes), of(district.border_communes));
            self.pen.text((all, self.y), &communes, number);
            if district.border_communes.all > 0 {
                let red = number.strong().fill(palette::BORDER);
                self.pen.text((border, self.y), &at_border, red);
            }
            self.y += leading;
        }
    }
}

fn foot(pen: &mut Pen, sheet: &Sheet, frame: Frame, picture: &Picture<'_>) {
    let words = &picture.words;
    let set = Type::of(sheet.point * 6.2).fill(palette::MUTED);
    let leading = sheet.pt(7.6);
    let top = frame.y + sheet.pt(6.0);
    if sheet.bare {
        let text = format!("{} {}", words.credit, words.version);
        let lines = set.lines(&text, frame.width);
        pen.block((frame.x, top), &lines, leading, set);
        return;
    }
    let lines = set.lines(&words.sources, frame.width * 66 / 100);
    pen.block((frame.x, top), &lines, leading, set);
    let right = (frame.x + frame.width, top);
    let end = set.at(Anchor::End);
    let strong = Type::of(sheet.point * 7.6)
        .strong()
        .fill(palette::ALERT)
        .at(Anchor::End);
    pen.text((right.0, right.1 + sheet.pt(1.0)), &words.hotline, strong);
    let others = [&words.plan, &words.version, &words.projection].map(Clone::clone);
    pen.block((right.0, top + sheet.pt(9.2)), &others, leading, end);
}

/// With a small first letter, as it stands within a sentence.
pub fn lower(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the width of a text on a sheet"
)]
pub fn units(width: f64) -> i32 {
    width.round() as i32
}
