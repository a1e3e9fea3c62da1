//! The map itself, from the ground up: outside, communes, lines, signs, names.

use geo::Intersects;

use super::furniture;
use super::labels::{Name, Taken};
use super::pen::{Anchor, Pen, Type, escaped, short};
use super::picture::{Area, Picture};
use super::projection::{Frame, Projection};
use super::sheet::Sheet;
use super::signs;
use crate::domain::Status;
use crate::exchange::palette;

/// Stripes, hatch and dots. Tiles are upright, their lines slanting, so that they meet without a seam.
pub fn patterns(pen: &mut Pen, hatch: f64) {
    let stripes = |id: &str, status: Status, size: f64, part: f64| {
        let (ground, line) = palette::of(status);
        // The line three times, so that its corners are there.
        let (s, h) = (size, size / 2.0);
        let d: String = [-s, 0.0, s]
            .into_iter()
            .map(|shift| {
                format!(
                    "M{:.2} {:.2}L{:.2} {:.2}",
                    shift - h,
                    s + h,
                    shift + s + h,
                    -h
                )
            })
            .collect();
        format!(
            "<pattern id=\"{id}\" width=\"{s:.3}\" height=\"{s:.3}\" patternUnits=\"userSpaceOnUse\">\
             <path fill=\"{ground}\" d=\"M0 0h{s:.3}v{s:.3}H0z\"/>\
             <path stroke=\"{}\" stroke-width=\"{:.2}\" d=\"{d}\"/></pattern>",
            line.unwrap_or(ground),
            size * part,
        )
    };
    let (ground, dot) = palette::of(Status::NotTargeted);
    pen.raw("<defs>");
    pen.raw(&stripes("partial", Status::Partial, hatch * 1.5, 0.36));
    pen.raw(&stripes("overdue", Status::Overdue, hatch, 0.25));
    pen.raw(&format!(
        "<pattern id=\"not-targeted\" width=\"{hatch:.3}\" height=\"{hatch:.3}\" patternUnits=\"userSpaceOnUse\">\
         <path fill=\"{ground}\" d=\"M0 0h{hatch:.3}v{hatch:.3}H0z\"/>\
         <circle cx=\"{:.2}\" cy=\"{0:.2}\" r=\"{:.2}\" fill=\"{}\"/></pattern></defs>",
        hatch / 2.0,
        hatch * 0.13,
        dot.unwrap_or(ground),
    ));
}

/// The map in its frame, on paper: what reaches beyond the frame is covered.
pub fn draw(pen: &mut Pen, sheet: &Sheet, frame: Frame, picture: &Picture<'_>) {
    let projection = Projection::within(frame, sheet.pt(11.0), picture.extent());
    areas(pen, sheet, frame, &projection, picture);
    lines(pen, sheet, &projection, picture);
    let mut taken = Taken::within(frame);
    furniture::draw(pen, sheet, frame, &projection, picture, &mut taken);
    panos(pen, sheet, &projection, picture, &mut taken);
    names(pen, sheet, &projection, picture, &mut taken);
    paper(pen, sheet, frame);
}

/// Communes, lines and signs only: for pictures too small for names.
pub fn draw_plain(pen: &mut Pen, sheet: &Sheet, frame: Frame, picture: &Picture<'_>) {
    let projection = Projection::within(frame, sheet.pt(12.0), picture.extent());
    areas(pen, sheet, frame, &projection, picture);
    lines(pen, sheet, &projection, picture);
    paper(pen, sheet, frame);
}

fn paper(pen: &mut Pen, sheet: &Sheet, frame: Frame) {
    let (w, h) = (sheet.width, sheet.height);
    let (x, y, right) = (frame.x, frame.y, frame.x + frame.width);
    let d = format!("M0 0H{w}V{h}H0zM{x} {y}V{}H{right}V{y}z", y + frame.height);
    pen.path(&d, "fill=\"#fff\" fill-rule=\"evenodd\"");
}

fn areas(
    pen: &mut Pen,
    sheet: &Sheet,
    frame: Frame,
    projection: &Projection,
    picture: &Picture<'_>,
) {
    pen.rect(frame, 0.0, &format!("fill=\"{}\"", palette::GROUND));
    let thin = short(f64::from(sheet.pt(0.6)));
    let halo = format!(
        "fill=\"none\" stroke=\"{}\" stroke-opacity=\".16\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
        palette::BORDER,
        sheet.pt(7.5)
    );
    pen.path(&projection.lines(&picture.national), &halo);
    let window = projection.window();
    let around = picture.around.iter().filter(|s| s.bbox.intersects(&window));
    let around = projection.areas(around.flat_map(|shape| shape.as_polygons()));
    let look = format!(
        "fill=\"{}\" stroke=\"#d3d2cc\" stroke-width=\"{thin}\"",
        palette::HIDDEN
    );
    pen.path(&around, &look);
    // The border communes last, so that nobody paints over their outlines.
    for border in [false, true] {
        let (line, width) = if border {
            (palette::BORDER, sheet.pt(1.0))
        } else {
            (palette::COMMUNE_LINE, sheet.pt(0.7))
        };
        pen.raw(&format!(
            "<g stroke=\"{line}\" stroke-width=\"{width}\" stroke-linejoin=\"round\">"
        ));
        for status in Status::ALL {
            let these = |area: &&Area<'_>| area.border == border && area.status == status;
            for area in picture.areas.iter().filter(these) {
                commune(pen, sheet, projection, area);
            }
        }
        pen.raw("</g>");
    }
}

fn commune(pen: &mut Pen, sheet: &Sheet, projection: &Projection, area: &Area<'_>) {
    let d = projection.areas(area.shape.as_polygons());
    let (fill, title) = (signs::fill(area.status), escaped(&area.title));
    if area.status == Status::Partial && area.late {
        // The hatch along its edge ends at the edge.
        let id = format!("late-{}", area.id);
        let width = sheet.pt(6.0);
        pen.raw(&format!(
            "<clipPath id=\"{id}\"><path d=\"{d}\"/></clipPath><g clip-path=\"url(#{id})\">\
             <path fill=\"{fill}\" stroke=\"url(#overdue)\" stroke-width=\"{width}\" d=\"{d}\"/></g>"
        ));
        pen.raw(&format!(
            "<path fill=\"none\" pointer-events=\"all\" d=\"{d}\"><title>{title}</title></path>"
        ));
    } else {
        pen.raw(&format!(
            "<path fill=\"{fill}\" d=\"{d}\"><title>{title}</title></path>"
        ));
    }
}

/// Dashes of a line, in points.
pub const DISTRICT_DASHES: [f64; 2] = [4.2, 2.4];
pub const NATIONAL_DASHES: [f64; 4] = [9.0, 2.6, 1.6, 2.6];

pub fn dashes(sheet: &Sheet, points: &[f64]) -> String {
    let dashes: Vec<String> = points
        .iter()
        .map(|points| short(points * sheet.point))
        .collect();
    dashes.join(" ")
}

fn lines(pen: &mut Pen, sheet: &Sheet, projection: &Projection, picture: &Picture<'_>) {
    let line = |colour: &str, points: f64, more: &str| {
        format!(
            "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{more}",
            short(points * sheet.point)
        )
    };
    let dashed = |points: &[f64]| format!(" stroke-dasharray=\"{}\"", dashes(sheet, points));
    pen.path(
        &projection.lines(&picture.lines.outside),
        &line(palette::DISTRICT_LINE, 0.7, ""),
    );
    // On dark ground, too.
    let between = projection.lines(&picture.lines.between);
    pen.path(&between, &line("#ffffff", 1.7, " stroke-opacity=\".75\""));
    pen.path(
        &between,
        &line(palette::DISTRICT_LINE, 0.95, &dashed(&DISTRICT_DASHES)),
    );
    // Over the outlines of the border communes, which have its colour: on a light ground its dashes can be told apart.
    let national = projection.lines(&picture.national);
    pen.path(&national, &line("#f4e6e6", 2.5, ""));
    pen.path(
        &national,
        &line(palette::BORDER, 1.6, &dashed(&NATIONAL_DASHES)),
    );
}

/// Of a billboard, in points.
const PANO: f64 = 11.5;

fn panos(
    pen: &mut Pen,
    sheet: &Sheet,
    projection: &Projection,
    picture: &Picture<'_>,
    taken: &mut Taken,
) {
    let width = sheet.pt(PANO);
    for sign in &picture.signs {
        let (x, y) = projection.at(sign.at);
        let frame = Frame {
            x: x - width / 2,
            y: y - width,
            width,
            height: width + sheet.pt(0.5),
        };
        taken.take(frame);
        signs::pano(pen, sign.state, (x, y), f64::from(width));
    }
}

/// Communes at the border with a gap first; then districts; then the other communes, the large ones first.
fn names(
    pen: &mut Pen,
    sheet: &Sheet,
    projection: &Projection,
    picture: &Picture<'_>,
    taken: &mut Taken,
) {
    // Within a district there is more room.
    let points = if picture.districts.is_empty() {
        8.0
    } else {
        6.6
    };
    let size = sheet.point * points;
    let mut areas: Vec<&Area<'_>> = picture.areas.iter().collect();
    areas.sort_by(|a, b| extent(b).total_cmp(&extent(a)).then(a.id.cmp(b.id)));
    let (gaps, others): (Vec<&Area<'_>>, Vec<&Area<'_>>) = areas
        .into_iter()
        .partition(|area| area.border && is_gap(area));
    let gaps = gaps
        .into_iter()
        .map(|area| name(area, 0.5, size, projection));
    let districts = picture.districts.iter().map(|district| Name {
        text: district.name,
        at: projection.at(district.at),
        inside: district.shape,
        least: 0.3,
        reach: 5.0,
        set: Type::of(sheet.point * 9.6)
            .strong()
            .at(Anchor::Middle)
            .spaced(0.03)
            .fill(palette::LABEL)
            .halo("#ffffff"),
    });
    let others = others
        .into_iter()
        .map(|area| name(area, 0.75, size, projection));
    for name in gaps.chain(districts).chain(others) {
        if let Some(placed) = name.place(taken, projection) {
            pen.block(placed.at, &placed.lines, placed.leading, name.set);
        }
    }
}

const fn is_gap(area: &Area<'_>) -> bool {
    matches!(
        area.status,
        Status::Overdue | Status::Partial | Status::Pending
    )
}

fn name<'a>(area: &Area<'a>, least: f64, size: f64, projection: &Projection) -> Name<'a> {
    let set = Type::of(size).at(Anchor::Middle);
    Name {
        text: area.name,
        at: projection.at(area.point),
        inside: Some(area.shape),
        least,
        reach: 2.5,
        set: if area.status == Status::Reached {
            set.fill("#ffffff").halo(palette::of(Status::Reached).0)
        } else {
            set.fill(palette::LABEL).halo("#ffffff")
        },
    }
}

/// Of the box around it: what a name finds room in.
fn extent(area: &Area<'_>) -> f64 {
    area.shape.bbox.width() * area.shape.bbox.height()
}
