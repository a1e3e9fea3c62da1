//! Keeping the world in step with the ledger: whole at the start, by changes after that.

use std::sync::Arc;

use crate::store::{Store, StoreError, Unresolved};
use crate::world::{Atlas, Effect, Snapshot, World};

/// Builds a snapshot from everything in the ledger. Also gives the records that the reference does not know.
///
/// # Errors
/// If the database cannot be read.
pub fn rebuild(
    atlas: &Arc<Atlas>,
    store: &Store,
) -> Result<(Snapshot, Vec<Unresolved>), StoreError> {
    // The version first: what is recorded while we read is then applied once more by `catch_up`, never missed.
    // Both reads see whole transactions, and the loop below makes them see the same one.
    loop {
        let version = store.version()?;
        let loaded = store.activities(&atlas.reference)?;
        if store.version()? != version {
            continue;
        }
        let empty = Snapshot::empty(Arc::clone(atlas));
        let time = version.at.unwrap_or(empty.time);
        let effects = loaded
            .activities
            .iter()
            .map(|activity| Effect::between(None, Some(activity)));
        return Ok((empty.after(effects, version.seq, time), loaded.unresolved));
    }
}

/// Applies what was recorded since the world's version, by this process or another. Says whether anything was.
///
/// Call it from one thread at a time.
///
/// # Errors
/// If the database cannot be read; the world stays as it was.
pub fn catch_up(world: &World, store: &Store) -> Result<bool, StoreError> {
    let now = world.now();
    let recorded = store.version()?;
    if recorded.seq == now.version && recorded.at.unwrap_or(now.time) == now.time {
        return Ok(false);
    }
    // Where a backup was put back, our last revision is not in the ledger any more, or is another one.
    let continues = now.version == 0 || store.recorded_at(now.version)? == Some(now.time);
    if !continues {
        world.swap(rebuild(&now.atlas, store)?.0);
        return Ok(true);
    }
    let changes = store.changes_since(now.version, &now.atlas.reference)?;
    let Some(last) = changes.last() else {
        return Ok(false);
    };
    let (seq, time) = (last.seq, last.recorded_at);
    let effects = changes
        .iter()
        .map(|c| Effect::between(c.before.as_ref(), c.after.as_ref()));
    world.swap(now.after(effects, seq, time));
    Ok(true)
}
