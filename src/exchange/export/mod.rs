//! Features and tables out. Each format is one file, and one line in the table of formats.

mod coordinates;
mod csv;
mod csvw;
pub mod format;
pub mod geojson;
pub mod layer;
pub mod marked;
pub mod template;
mod xlsx;

pub use format::{FORMATS, Format};
