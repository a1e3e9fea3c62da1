//! How geometry is to be shown.

use super::Crs;

/// The system in which geometry is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    pub crs: Crs,
}

impl Look {
    /// In a system, and otherwise as it is.
    pub const fn of(crs: Crs) -> Self {
        Self { crs }
    }
}
