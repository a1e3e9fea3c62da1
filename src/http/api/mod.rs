//! The service's own API: the plan, the figures, the matrix, and short addresses of the collections.

pub mod data;
pub mod health;
pub mod matrix;
pub mod pano_reach;
pub mod plan;
pub mod summary;
