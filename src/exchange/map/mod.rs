//! Maps as pictures: drawn as SVG, and rendered from it as PNG.
//!
//! Takes everything as it is to be shown: outlines in metres of a projected system, statuses, words in one language. Knows
//! nothing of where they come from. One file per part of a sheet: the map itself, what lies on it, what stands beside it.

mod body;
mod font;
mod furniture;
mod labels;
mod panels;
mod pen;
mod picture;
mod projection;
mod raster;
mod sheet;
mod signs;
mod size;
mod social;

pub use font::STYLE_HASH;
pub use panels::lower;
pub use picture::{Area, Count, District, Neighbour, Picture, Sign, Words, svg};
pub use projection::{Frame, Projection};
pub use raster::{PictureError, png, tree};
pub use size::Size;
