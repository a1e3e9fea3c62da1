//! OGC API – Features: landing page, conformance, collections with their schemas, items; examples for clients.

pub mod collections;
pub mod conformance;
pub mod examples;
pub mod items;
pub mod landing;
pub mod schemas;
