//! OGC API – Features: landing page, collections, items.

pub mod collections;
pub mod items;
pub mod landing;
