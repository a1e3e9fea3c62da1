//! Features out. Each format is one file.

pub mod geojson;
