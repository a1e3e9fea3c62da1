//! What the map shows, in memory: the reference with its geometry, and an immutable snapshot of all achievements.
//!
//! Readers take the current snapshot with one atomic load. A change builds the next snapshot from the last and swaps it
//! in; the incremental snapshot always equals the one rebuilt from the ledger. Knows nothing of HTTP or SQL.

mod atlas;
mod drawing;
mod snapshot;

use std::sync::Arc;

use arc_swap::ArcSwap;
use quick_cache::sync::Cache;

pub use atlas::Atlas;
pub use drawing::Drawing;
pub use snapshot::{Edition, Effect, Snapshot};

/// The current snapshot, shared by all threads.
#[derive(Debug)]
pub struct World {
    now: ArcSwap<Snapshot>,
    /// Past states that somebody looked at.
    past: Cache<Edition, Arc<Snapshot>>,
}

/// How many past states are kept: some hundred kilobytes each.
const PAST_KEPT: usize = 16;

impl World {
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            now: ArcSwap::from_pointee(snapshot),
            past: Cache::new(PAST_KEPT),
        }
    }

    pub fn now(&self) -> Arc<Snapshot> {
        self.now.load_full()
    }

    /// Which state of the data is current.
    pub fn edition(&self) -> Edition {
        self.now.load().edition()
    }

    pub fn swap(&self, next: Snapshot) {
        self.now.store(Arc::new(next));
    }

    pub fn past(&self, edition: Edition) -> Option<Arc<Snapshot>> {
        self.past.get(&edition)
    }

    pub fn keep(&self, past: Arc<Snapshot>) {
        self.past.insert(past.edition(), past);
    }
}
