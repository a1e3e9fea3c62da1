//! What a picture shows, and the sheet on which it is drawn.

use geo::{Coord, LineString, Rect};

use super::pen::{Pen, escaped};
use super::sheet::Sheet;
use super::size::Size;
use super::{body, font, panels, social};
use crate::domain::{ByStatus, Language, Status};
use crate::exchange::palette;
use crate::geo::Shape;
use crate::geo::mesh::Mesh;

/// A commune that is shown by its status.
#[derive(Debug)]
pub struct Area<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// What a pointer over it is told.
    pub title: String,
    pub shape: &'a Shape,
    /// Inside, far from its edge.
    pub point: Coord<f64>,
    pub status: Status,
    /// Something is missing and the due date is past.
    pub late: bool,
    pub border: bool,
}

/// A district on a map of all of them.
#[derive(Debug)]
pub struct District<'a> {
    pub name: &'a str,
    pub at: Coord<f64>,
    pub shape: Option<&'a Shape>,
    pub communes: Count,
    pub border_communes: Count,
}

/// What lies around the province, with places where its name may stand: the first that is free.
#[derive(Debug)]
pub struct Neighbour {
    pub name: &'static str,
    pub places: Vec<Coord<f64>>,
}

/// A pano.
#[derive(Debug)]
pub struct Sign {
    pub at: Coord<f64>,
    /// `built`, `planned` or `overdue`.
    pub state: &'static str,
}

/// How many of how many.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    pub some: usize,
    pub all: usize,
}

impl Count {
    pub fn reached(by_status: &ByStatus) -> Self {
        Self {
            some: by_status.get(Status::Reached),
            all: by_status.total(),
        }
    }
}

/// Everything a picture says in words, in its language.
#[derive(Debug)]
pub struct Words {
    pub title: String,
    /// Paragraph, target and due date, or what the picture sums up.
    pub about: String,
    /// The day that is shown, and the district.
    pub when: String,
    pub place: String,
    /// How much of the line's own target is achieved.
    pub result: Option<String>,
    /// That data are sample data.
    pub notice: Option<String>,
    /// Border communes with a gap, in words.
    pub gaps: Option<(String, String)>,
    pub sources: String,
    /// Attribution where there is no room for more, and where there is next to none.
    pub credit: String,
    pub short_credit: String,
    pub plan: String,
    pub hotline: String,
    pub version: String,
    pub projection: String,
}

/// A map as it is to be shown. Coordinates are metres of one projected system.
#[derive(Debug)]
pub struct Picture<'a> {
    pub size: Size,
    pub language: Language,
    pub words: Words,
    pub areas: Vec<Area<'a>>,
    /// Communes that are not what is looked at.
    pub around: Vec<&'a Shape>,
    pub lines: Mesh,
    pub national: Vec<LineString<f64>>,
    pub districts: Vec<District<'a>>,
    pub neighbours: Vec<Neighbour>,
    pub signs: Vec<Sign>,
    pub communes: ByStatus,
    pub border_communes: ByStatus,
}

impl Picture<'_> {
    pub(super) fn t(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.language.choose(vi, en)
    }

    /// What lies around everything that is looked at.
    pub(super) fn extent(&self) -> Rect<f64> {
        let boxes = self.areas.iter().map(|area| area.shape.bbox);
        let joined = |a: Rect<f64>, b: Rect<f64>| {
            let (low, high) = (a.min(), a.max());
            Rect::new(
                (low.x.min(b.min().x), low.y.min(b.min().y)),
                (high.x.max(b.max().x), high.y.max(b.max().y)),
            )
        };
        let nothing = Rect::new((0.0, 0.0), (1.0, 1.0));
        boxes.reduce(joined).unwrap_or(nothing)
    }

    pub(super) fn count(&self, border: bool) -> Count {
        Count::reached(if border {
            &self.border_communes
        } else {
            &self.communes
        })
    }

    pub(super) fn panos(&self, state: &str) -> usize {
        let signs = self.signs.iter();
        signs.filter(|sign| sign.state == state).count()
    }
}

/// The picture as SVG, complete in itself: its typeface comes with it.
pub fn svg(picture: &Picture<'_>) -> String {
    let sheet = Sheet::of(picture.size);
    let mut pen = Pen::default();
    let (width, height) = sheet.outer;
    let about = format!("{}. {}.", picture.words.about, picture.words.when);
    pen.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" role=\"img\" \
         xml:lang=\"{}\" aria-labelledby=\"map-title map-about\" font-family=\"'{}','Noto Sans',Arial,sans-serif\" fill=\"{}\">\
         <title id=\"map-title\">{}</title><desc id=\"map-about\">{}</desc><style>{}</style>",
        sheet.width,
        sheet.height,
        picture.language.tag(),
        font::FAMILY,
        palette::INK,
        escaped(&picture.words.title),
        escaped(&about),
        *font::STYLE,
    ));
    body::patterns(&mut pen, sheet.hatch);
    if picture.size == Size::Social {
        social::draw(&mut pen, &sheet, picture);
    } else {
        let parts = sheet.parts(picture.words.notice.is_some());
        body::draw(&mut pen, &sheet, parts.map, picture);
        panels::draw(&mut pen, &sheet, &parts, picture);
    }
    pen.raw("</svg>\n");
    pen.finish()
}
