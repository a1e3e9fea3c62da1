//! What the map shows, in memory: the reference with its geometry, and an immutable snapshot of all achievements.
//!
//! Readers take the current snapshot with one atomic load. A change builds the next snapshot from the last and swaps it
//! in; the incremental snapshot always equals the one rebuilt from the ledger. Knows nothing of HTTP or SQL.

mod atlas;
mod snapshot;

use std::sync::Arc;

use arc_swap::ArcSwap;

pub use atlas::Atlas;
pub use snapshot::{Edition, Effect, Snapshot};

/// The current snapshot, shared by all threads.
#[derive(Debug)]
pub struct World(ArcSwap<Snapshot>);

impl World {
    pub fn new(snapshot: Snapshot) -> Self {
        Self(ArcSwap::from_pointee(snapshot))
    }

    pub fn now(&self) -> Arc<Snapshot> {
        self.0.load_full()
    }

    /// Which state of the data is current.
    pub fn edition(&self) -> Edition {
        self.0.load().edition()
    }

    pub fn swap(&self, next: Snapshot) {
        self.0.store(Arc::new(next));
    }
}
