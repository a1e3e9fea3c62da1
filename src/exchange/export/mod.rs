//! Features and tables out. Each format is one file.

pub mod flatgeobuf;
pub mod geojson;
pub mod gpkg;
pub mod kml;
pub mod layer;
pub mod legend;
pub mod marked;
pub mod qml;
mod said;
#[cfg(test)]
mod sample;
pub mod shapefile;
pub mod template;
mod waiting;
