//! Geometry: outlines, reference systems, distances, windows, validity, generalisation, and features as they
//! go over the wire.
//!
//! Owns everything that computes on coordinates (WGS 84 degrees, longitude first). Knows the domain's types, but nothing
//! of where geometry is read from or who asks for it.

pub mod cql2;
pub mod crs;
pub mod feature;
pub mod generalise;
pub mod look;
pub mod marks;
pub mod measure;
pub mod mesh;
pub mod order;
pub mod reach;
pub mod shape;
pub mod validity;
pub mod window;
pub mod wkt;

pub use crs::Crs;
pub use feature::{Column, Feature, Portion, Value};
pub use look::{Look, Tolerance};
pub use marks::Marks;
pub use order::Order;
pub use shape::{Shape, ShapeKind};
pub use window::Window;
