//! The coverage map as a picture: what is drawn, with which words, from one state of the data.

use crate::domain::{DistrictIx, Language, Place};
use crate::geo::{Crs, Look, Tolerance};
use crate::world::Snapshot;

use super::selection::View;
pub use crate::exchange::map::{PictureError, Size, png, tree};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapPicture {
    pub view: View,
    pub district: Option<DistrictIx>,
    pub size: Size,
    pub language: Language,
}

/// The map as SVG, complete in itself: its typeface comes with it.
pub fn svg(snapshot: &Snapshot, picture: &MapPicture) -> String {
    let atlas = &snapshot.atlas;
    let drawing = atlas.drawing(Look {
        crs: Crs::Epsg9205,
        tolerance: Tolerance::Offset(100.0),
    });
    let coverage = snapshot.coverage(picture.view.as_of);
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160mm\" height=\"110mm\" viewBox=\"430000 2390000 190000 140000\"><g transform=\"matrix(1 0 0 -1 0 4920000)\" stroke=\"#fff\" stroke-width=\"300\">",
    );
    for commune in 0..atlas.reference.units.communes.len() {
        let status = coverage.status(commune, picture.view.choice, &atlas.reference);
        let colour = crate::exchange::palette::plain(status);
        let Some(shape) = drawing.place(Place::Commune(commune)) else {
            continue;
        };
        for polygon in shape.as_polygons() {
            let points: Vec<String> = polygon
                .exterior()
                .0
                .iter()
                .map(|c| format!("{:.0} {:.0}", c.x, c.y))
                .collect();
            out.push_str(&format!(
                "<path fill=\"{colour}\" d=\"M{}z\"/>",
                points.join("L")
            ));
        }
    }
    out.push_str("</g></svg>");
    out
}
