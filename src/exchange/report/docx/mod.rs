//! Documents for word processors (Office Open XML): real headings, styles, tables with repeated heads, so that whoever
//! signs the report can edit it.
//!
//! Written by hand, since the crates there are write no alternative texts, no repeated rows and no language; elements stand
//! in the order that the schema wants, which Word insists on. The same document makes the same bytes.

mod body;
mod parts;
mod styles;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::document::{Block, Document, Picture};

/// # Errors
/// If the package cannot be put together.
pub fn docx(document: &Document) -> Result<Vec<u8>, zip::result::ZipError> {
    let pictures: Vec<&Picture> = document
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        })
        .collect();
    let files = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::relationships()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::app()),
        ("word/document.xml", body::body(document)),
        ("word/styles.xml", styles::styles(document.language)),
        ("word/settings.xml", parts::settings(document.language)),
        ("word/header1.xml", parts::running_head()),
        (
            "word/_rels/document.xml.rels",
            parts::document_relationships(pictures.len()),
        ),
    ];
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // No day of today's: the package is the same whenever it is made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in files {
        package.start_file(name, options)?;
        package.write_all(text.as_bytes())?;
    }
    for (ix, picture) in pictures.iter().enumerate() {
        package.start_file(format!("word/{}", parts::picture_file(ix)), options)?;
        package.write_all(&picture.png)?;
    }
    Ok(package.finish()?.into_inner())
}
