//! Half-year and yearly reports (IV.3 of the plan), for the province or one district: what the records say, in the form
//! of an administrative report.
//!
//! Sentences are templates over figures that the API gives too; nothing is judged that the figures do not say. One file
//! for each part of the report; a report is a [`Document`], which knows no format.

mod annex;
pub mod ask;
mod change;
mod communes;
mod figure;
mod gaps;
mod general;
mod ledger;
mod letter;
mod lines;
mod outreach;
mod pen;
mod period;
mod results;
mod scene;

pub use period::Period;

use crate::domain::{DistrictIx, Language};
use crate::exchange::report::document::Section;
use crate::exchange::report::format::{Drawn, NotWritten};
use crate::exchange::report::{Document, Format};
use crate::service::map::PictureError;
use crate::store::{Store, StoreError};
use crate::world::Snapshot;
use pen::Pen;
use scene::Scene;

/// Which report.
#[derive(Clone, Debug)]
pub struct Asked {
    pub period: Period,
    /// `None`: the province's.
    pub district: Option<DistrictIx>,
    pub language: Language,
}

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the map cannot be drawn: {0}")]
    Picture(#[from] PictureError),
    #[error(transparent)]
    NotWritten(#[from] NotWritten),
}

/// The report in a format, as the records were at the snapshot's version.
///
/// # Errors
/// If the database cannot be read, or the report not written, which says nothing of the data.
pub fn report(
    snapshot: &Snapshot,
    store: &Store,
    asked: &Asked,
    format: &Format,
) -> Result<Vec<u8>, ReportError> {
    let document = document(snapshot, store, asked, format.pictures)?;
    Ok(format.write(&document)?)
}

fn document(
    snapshot: &Snapshot,
    store: &Store,
    asked: &Asked,
    pictures: Option<Drawn>,
) -> Result<Document, ReportError> {
    let scene = Scene::new(snapshot, store, asked)?;
    let pen = &mut Pen::new(&scene);
    let mut sections = Vec::new();
    let mut section = |landscape, pen: &mut Pen<'_, '_>| {
        let blocks = pen.take();
        sections.push(Section { landscape, blocks });
    };
    letter::head(pen);
    general::write(pen);
    figure::write(pen, pictures)?;
    section(false, pen);
    lines::write(pen);
    communes::write(pen);
    section(true, pen);
    outreach::write(pen);
    gaps::write(pen);
    change::write(pen);
    letter::foot(pen);
    section(false, pen);
    annex::activities(pen);
    section(true, pen);
    // A district's report has all of its communes in the text.
    if scene.district.is_none() {
        annex::communes(pen);
        section(false, pen);
    }
    Ok(Document {
        title: title(&scene),
        author: letter::author(&scene),
        language: scene.language,
        time: snapshot.time,
        sections,
    })
}

fn title(scene: &Scene<'_>) -> String {
    let number = &scene.reference.plan.document.number;
    let (whose, period) = (scene.whose(), scene.period_name());
    if scene.is_vi() {
        format!("Báo cáo kết quả thực hiện Kế hoạch số {number} {period}, {whose}")
    } else {
        format!("Report on Plan {number}, {period}, {whose}")
    }
}
