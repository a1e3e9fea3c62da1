//! Maps as pictures: drawn as SVG, and rendered from it as PNG.

pub mod font;
pub mod raster;
pub mod size;

pub use raster::{PictureError, png, tree};
pub use size::Size;
