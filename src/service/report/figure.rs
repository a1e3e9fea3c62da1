//! The map of the report: the overall status of every commune at the period's end.

use super::pen::Pen;
use crate::domain::Status;
use crate::domain::coverage::LineChoice;
use crate::exchange::report::document::{Block, Picture};
use crate::exchange::report::format::Drawn;
use crate::service::map::{self, MapPicture, PictureError, Size};
use crate::service::selection::View;

/// A figure is 160 mm wide, as the text is, and 110 mm high.
const RATIO: f32 = 160.0 / 110.0;

/// # Errors
/// If the drawing cannot be turned into pixels.
pub(super) fn write(pen: &mut Pen<'_, '_>, drawn: Option<Drawn>) -> Result<(), PictureError> {
    let Some(drawn) = drawn else {
        return Ok(());
    };
    let scene = pen.scene;
    let picture = MapPicture {
        view: View {
            as_of: scene.period.last,
            choice: LineChoice::Overall { year: None },
        },
        district: scene.district,
        size: Size::Figure,
        language: scene.language,
    };
    let svg = map::svg(scene.snapshot, &picture);
    let png = match drawn {
        Drawn::Vector => Vec::new(),
        Drawn::Pixels => map::png(&svg, Size::Figure.dpi())?,
    };
    let day = scene.day(scene.period.last);
    let whose = scene.whose();
    let counts = &scene.summary.communes;
    let reached = counts.by_status.get(Status::Reached);
    let total = counts.total;
    let (caption, alt) = if scene.is_vi() {
        (
            format!("Hình 1. Bản đồ tình trạng chung, {whose}, tính đến hết ngày {day}"),
            format!(
                "Bản đồ {total} xã, phường, thị trấn của {whose} tô theo tình trạng chung: {reached} nơi đã phủ; số nơi theo từng tình trạng ở Bảng 1."
            ),
        )
    } else {
        (
            format!("Figure 1. Map of the overall status, {whose}, at the end of {day}"),
            format!(
                "Map of the {total} communes of {whose} by overall status: {reached} are reached; Table 1 has the numbers of each status."
            ),
        )
    };
    pen.blocks.push(Block::Picture(Picture {
        svg,
        png,
        ratio: RATIO,
        alt,
        caption,
    }));
    Ok(())
}
