//! A document as PDF: searchable, tagged as PDF/UA-1 asks, so that it can be listened to and read on small screens, and
//! complete in itself as PDF/A-2a asks, so that archives take it.
//!
//! Three crates do the work: parley turns text into lines, krilla writes and checks the file, krilla-svg draws the
//! map. What lies between is here: `style` (sizes), `text` (paragraphs), `grid` (tables), `block` and `table` (what stands
//! where on which page), `tags` (what it is), `paint` (all of it into the file). Nothing depends on the machine or the clock.

mod block;
mod fonts;
mod grid;
mod outline;
mod page;
mod paint;
mod style;
mod table;
mod tags;
mod text;

use std::rc::Rc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, ConfigurationError};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata};

use self::block::Composer;
use self::page::{Frame, Ink, Mark, Part};
use self::style::mm;
use super::document::{Document, Span};
use crate::exchange::map::PictureError;

/// Of the baseline of page numbers from the upper edge.
const NUMBER: f32 = mm(10.0);

#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("a picture of the document: {0}")]
    Picture(#[from] PictureError),
    #[error("the form of PDF: {0:?}")]
    Form(ConfigurationError),
    #[error("the document cannot be written as PDF/UA-1 and PDF/A-2a: {0:?}")]
    File(KrillaError),
}

/// # Errors
/// If a picture is no SVG, or the document lacks what the two standards ask for, such as a title.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let mut composer = Composer::new();
    for section in &document.sections {
        composer.section(section)?;
    }
    let Composer {
        mut setter,
        pages,
        mut tags,
        headings,
    } = composer;
    let mut pages = pages.into_pages();
    // The first page has no number (Decree 30/2020/NĐ-CP).
    for (ix, page) in pages.iter_mut().enumerate().skip(1) {
        let number = Span::plain((ix + 1).to_string());
        let text = setter.set(&[number], style::page_number(), page.frame.measure());
        page.marks.push(Mark {
            part: Part::Number,
            x: Frame::LEFT,
            y: NUMBER,
            ink: Ink::Lines {
                lines: 0..text.lines(),
                text: Rc::new(text),
                colour: rgb::Color::black(),
            },
        });
    }
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(PdfError::Form)?;
    let mut file = krilla::Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    paint::paint(&mut file, &pages, &mut tags);
    file.set_tag_tree(tags.into_tree());
    file.set_outline(outline::outline(&document.title, headings));
    file.set_metadata(metadata(document));
    file.finish().map_err(PdfError::File)
}

fn metadata(document: &Document) -> Metadata {
    Metadata::new()
        .title(document.title.clone())
        .authors(vec![document.author.clone()])
        .language(document.language.choose("vi-VN", "en").to_owned())
        .creator("Vùng phủ".to_owned())
        .creation_date(moment(document.time))
        .document_id(document.title.clone())
}

fn moment(time: Timestamp) -> DateTime {
    let time = TimeZone::UTC.to_datetime(time);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    DateTime::new(u16::try_from(time.year()).unwrap_or_default())
        .month(part(time.month()))
        .day(part(time.day()))
        .hour(part(time.hour()))
        .minute(part(time.minute()))
        .second(part(time.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

#[cfg(test)]
mod tests;
