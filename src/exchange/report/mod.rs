//! Reports as documents. What a report says is made elsewhere ([`Document`]); each format is one file here.

pub mod columns;
pub mod document;
pub mod docx;
pub mod format;
pub mod html;
pub mod pdf;
pub mod typeface;
pub mod xlsx;

pub use document::Document;
pub use format::{FORMATS, Format};
