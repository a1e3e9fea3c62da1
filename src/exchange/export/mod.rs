//! Features and tables out. Each format is one file, and one line in the table of formats.

mod coordinates;
mod csv;
mod csvw;
mod flatgeobuf;
pub mod format;
pub mod geojson;
mod gpkg;
mod kml;
pub mod layer;
mod legend;
pub mod marked;
mod qml;
mod said;
mod shapefile;
pub mod template;
#[cfg(test)]
mod tests;
mod waiting;
mod xlsx;

pub use format::{FORMATS, Format};
