//! OGC API – Features: landing page, conformance, collections with their schemas, items.

pub mod collections;
pub mod conformance;
pub mod items;
pub mod landing;
pub mod schemas;
