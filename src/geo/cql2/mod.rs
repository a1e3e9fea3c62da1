//! CQL2 text (OGC 21-065r2): conditions on features, as the parameter `filter` has them.
//!
//! A condition is read once into a tree over the columns of a collection, its types checked and its texts folded, and
//! then asked of each feature. Nothing that comes in can make it slow or deep: length, levels, operations and vertices are
//! bounded. Supported are the classes basic-cql2, advanced-comparison-operators, case- and accent-insensitive-comparison,
//! the spatial and the temporal functions, property-property and arithmetic; and `S_DWITHIN`, which is ours.
//!
//! The grammar is ours too: the crate `cql2` brings some 85 others and evaluates JSON documents, `ogc-cql2` needs the C
//! libraries GEOS and PROJ. The words are read with `winnow`; above them stands a plain recursive descent, since every
//! fault must say where it is, what was found and what is wanted. The crate `wkt` does not fit for the same reason, and
//! because it follows nested collections without end.

mod evaluate;
mod expression;
mod fault;
mod found;
mod functions;
mod like;
mod literal;
mod near;
mod parse;
mod reader;
mod spatial;
mod temporal;
#[cfg(test)]
mod tests;
mod text;
mod token;

use super::{Column, Crs, Feature};
use evaluate::{Row, Slot};
use expression::Logic;
pub use fault::{Fault, FaultKind, Said};
use reader::Reader;

/// What a condition may not exceed.
pub const MOST_BYTES: usize = 16 << 10;
pub const MOST_LEVELS: usize = 64;
pub const MOST_OPERATIONS: usize = 200;
pub const MOST_VERTICES: usize = 1000;

/// A condition on the features of a collection.
#[derive(Clone, Debug)]
pub struct Condition {
    root: Logic,
    /// The text properties it asks for.
    slots: Vec<Slot>,
}

impl Condition {
    /// Reads a condition on features with these columns, whose geometry is called `geometry`; the coordinates of its literals
    /// are of this system.
    ///
    /// # Errors
    /// The first thing in it that cannot be understood.
    pub fn parse(text: &str, columns: &[Column], crs: Crs) -> Result<Self, Fault> {
        let read = || -> Result<Self, Fault> {
            let mut reader = Reader::new(text, columns, crs)?;
            let root = reader.condition()?;
            Ok(Self {
                root,
                slots: reader.slots,
            })
        };
        read().map_err(|fault| fault.told(text))
    }

    /// Whether it is true of a feature: what is unknown does not match. The feature's values stand in the order of the
    /// columns that the condition was read with.
    pub fn matches(&self, feature: &Feature<'_>) -> bool {
        self.root.truth(&Row::new(feature, &self.slots)) == Some(true)
    }
}
