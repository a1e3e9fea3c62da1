//! Reports as documents. What a report says is made elsewhere ([`Document`]); each format is one file here.

pub mod document;
mod pdf;

pub use document::Document;
pub use pdf::{PdfError, pdf};
