//! Features and tables out. Each format is one file.

pub mod geojson;
pub mod layer;
pub mod marked;
pub mod template;
