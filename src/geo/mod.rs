//! Geometry: outlines, distances, windows, validity, and features as they go over the wire.
//!
//! Owns everything that computes on coordinates (WGS 84 degrees, longitude first). Knows the domain's types, but nothing
//! of where geometry is read from or who asks for it.

pub mod cql2;
pub mod feature;
pub mod measure;
pub mod reach;
pub mod shape;
pub mod validity;
pub mod window;

pub use feature::{Column, Feature, Value};
pub use shape::Shape;
pub use window::Window;
