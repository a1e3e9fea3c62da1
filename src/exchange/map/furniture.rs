//! What a map carries beside its contents: scale bar, north arrow, the names of what lies around.

use geo::{Intersects, Rect};

use super::labels::{Name, Taken};
use super::pen::{Anchor, Pen, Type};
use super::picture::Picture;
use super::projection::{Frame, Projection};
use super::sheet::Sheet;
use crate::domain::words;
use crate::exchange::palette;

pub fn draw(
    pen: &mut Pen,
    sheet: &Sheet,
    frame: Frame,
    projection: &Projection,
    picture: &Picture<'_>,
    taken: &mut Taken,
) {
    let bar = bar(projection, f64::from(frame.width) * 0.2);
    let block = (bar.units + sheet.pt(48.0), sheet.pt(30.0));
    let at = corner(frame, block, sheet.pt(6.0), projection, picture);
    taken.take(at);
    north(pen, sheet, (at.x + sheet.pt(8.0), at.y + sheet.pt(2.0)));
    scale_bar(
        pen,
        sheet,
        (at.x + sheet.pt(24.0), at.y + at.height - sheet.pt(9.0)),
        &bar,
        picture,
    );
    neighbours(pen, sheet, projection, picture, taken);
}

/// A length that is easily read.
#[derive(Debug, PartialEq)]
pub struct Bar {
    pub kilometres: i32,
    pub units: i32,
}

/// The longest round length that takes no more than this many units.
fn bar(projection: &Projection, most: f64) -> Bar {
    let units = |kilometres: i32| f64::from(kilometres) * 1000.0 * projection.scale();
    let round = [200, 100, 50, 20, 10, 5, 2, 1];
    let kilometres = round.into_iter().find(|km| units(*km) <= most).unwrap_or(1);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "part of the width of a sheet"
    )]
    let units = units(kilometres).round() as i32;
    Bar { kilometres, units }
}

/// Whichever corner of the map shows least of the province, the lower left one if several do.
fn corner(
    frame: Frame,
    (width, height): (i32, i32),
    margin: i32,
    projection: &Projection,
    picture: &Picture<'_>,
) -> Frame {
    let left = frame.x + margin;
    let right = frame.x + frame.width - width - margin;
    let top = frame.y + margin;
    let bottom = frame.y + frame.height - height - margin;
    let corners = [(left, bottom), (right, top), (left, top), (right, bottom)];
    let at = |(x, y)| Frame {
        x,
        y,
        width,
        height,
    };
    let covered = |place: &Frame| {
        let on_earth = earth(*place, projection);
        let hit = picture.areas.iter().filter(|area| {
            let polygons = area.shape.as_polygons();
            area.shape.bbox.intersects(&on_earth)
                && polygons.iter().any(|polygon| polygon.intersects(&on_earth))
        });
        hit.count()
    };
    let best = corners.map(at).into_iter().min_by_key(covered);
    best.unwrap_or(at(corners[0]))
}

fn earth(place: Frame, projection: &Projection) -> Rect<f64> {
    let (x, y) = (f64::from(place.x), f64::from(place.y));
    Rect::new(
        projection.back(x, y),
        projection.back(x + f64::from(place.width), y + f64::from(place.height)),
    )
}

fn north(pen: &mut Pen, sheet: &Sheet, (x, y): (i32, i32)) {
    let (half, tip, foot) = (sheet.pt(5.0), sheet.pt(10.0), sheet.pt(24.0));
    let notch = sheet.pt(20.5);
    let set = Type::of(sheet.point * 8.0)
        .strong()
        .at(Anchor::Middle)
        .halo("#ffffff");
    pen.text((x, y + sheet.pt(8.0)), "N", set);
    let (left, right) = (x - half, x + half);
    let (tip, foot, notch) = (y + tip, y + foot, y + notch);
    let whole = format!("M{x} {tip}L{right} {foot}L{x} {notch}L{left} {foot}z");
    let attributes = format!(
        "fill=\"#fff\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
        palette::INK,
        sheet.pt(0.7)
    );
    pen.path(&whole, &attributes);
    let half = format!("M{x} {tip}L{x} {notch}L{left} {foot}z");
    pen.path(&half, &format!("fill=\"{}\"", palette::INK));
}

/// In four parts, dark and light, with its length at the end.
fn scale_bar(pen: &mut Pen, sheet: &Sheet, (x, y): (i32, i32), bar: &Bar, picture: &Picture<'_>) {
    let height = sheet.pt(3.0);
    let frame = Frame {
        x,
        y,
        width: bar.units,
        height,
    };
    let line = format!(
        "fill=\"#fff\" stroke=\"{}\" stroke-width=\"{}\"",
        palette::INK,
        sheet.pt(0.6)
    );
    pen.rect(frame, 0.0, &line);
    for part in [0, 2] {
        let from = bar.units * part / 4;
        let dark = Frame {
            x: x + from,
            width: bar.units * (part + 1) / 4 - from,
            ..frame
        };
        pen.rect(dark, 0.0, &format!("fill=\"{}\"", palette::INK));
    }
    let set = Type::of(sheet.point * 6.6).halo("#ffffff");
    let above = y - sheet.pt(3.0);
    pen.text((x, above), "0", set.at(Anchor::Middle));
    let half = f64::from(bar.kilometres) / 2.0;
    let middle = words::number(half, picture.language);
    pen.text((x + bar.units / 2, above), &middle, set.at(Anchor::Middle));
    let end = format!("{} km", bar.kilometres);
    pen.text((x + bar.units - sheet.pt(2.0), above), &end, set);
}

/// Faint, and only where nothing of the province is named over.
fn neighbours(
    pen: &mut Pen,
    sheet: &Sheet,
    projection: &Projection,
    picture: &Picture<'_>,
    taken: &mut Taken,
) {
    let set = Type::of(sheet.point * 8.5)
        .at(Anchor::Middle)
        .spaced(0.16)
        .fill("#7d838c");
    for neighbour in &picture.neighbours {
        let mut places = neighbour.places.iter().map(|place| projection.at(*place));
        let placed = places.find_map(|at| {
            let placed = Name::line(neighbour.name, at, set);
            let fine = taken.is_free(placed.frame) && is_abroad(placed.frame, projection, picture);
            fine.then_some(placed)
        });
        if let Some(placed) = placed {
            taken.take(placed.frame);
            pen.block(placed.at, &placed.lines, placed.leading, set);
        }
    }
}

/// Whether nothing of the province lies there, nor the border line.
fn is_abroad(place: Frame, projection: &Projection, picture: &Picture<'_>) -> bool {
    let on_earth = earth(place, projection);
    let shown = picture.areas.iter().map(|area| area.shape);
    let mut shapes = shown.chain(picture.around.iter().copied());
    let over = shapes.any(|shape| {
        let polygons = shape.as_polygons();
        shape.bbox.intersects(&on_earth) && polygons.iter().any(|p| p.intersects(&on_earth))
    });
    let mut lines = picture.national.iter();
    !over && !lines.any(|line| line.intersects(&on_earth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_long_as_it_says() {
        let frame = Frame {
            x: 0,
            y: 0,
            width: 1000,
            height: 1000,
        };
        let inner = Rect::new((0.0, 0.0), (100_000.0, 100_000.0));
        let projection = Projection::within(frame, 0, inner);
        let want = |kilometres, units| Bar { kilometres, units };
        assert_eq!(bar(&projection, 250.0), want(20, 200));
        assert_eq!(bar(&projection, 199.0), want(10, 100));
        assert_eq!(bar(&projection, 1.0), want(1, 10));
    }
}
