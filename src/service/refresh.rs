//! Keeping the world in step with the ledger: whole at the start, by changes after that.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::Revision;
use crate::store::{Flow, Listing, Store, StoreError, Unresolved, Version};
use crate::world::{Atlas, Effect, Snapshot, World};

/// Builds a snapshot from everything in the ledger. Also gives the records that the reference does not know.
///
/// # Errors
/// If the database cannot be read.
pub fn rebuild(
    atlas: &Arc<Atlas>,
    store: &Store,
) -> Result<(Snapshot, Vec<Unresolved>), StoreError> {
    // What is recorded while we read is not in this version; `catch_up` applies it.
    read(atlas, store, store.version()?, None)
}

/// The state of the data for listing records only, now or as it was known at a moment: nothing is summed up, which takes as
/// long again as listing a large ledger.
///
/// # Errors
/// If the database cannot be read.
pub fn unsummed(
    atlas: &Arc<Atlas>,
    store: &Store,
    known_at: Option<Timestamp>,
) -> Result<Snapshot, StoreError> {
    let version = match known_at {
        None => store.version()?,
        Some(moment) => store.version_at(moment)?,
    };
    let mut snapshot = Snapshot::empty(Arc::clone(atlas));
    snapshot.version = version.seq;
    snapshot.time = version.at.unwrap_or(snapshot.time);
    snapshot.tally.samples = store.samples(version)?;
    Ok(snapshot)
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
    let mut next = now.continued();
    store.replay(now.version, &now.atlas.reference, |step| {
        let version = (step.version.seq, step.version.at.unwrap_or(now.time));
        let counting = |revision: &'_ Option<Revision>| {
            let activity = revision.as_ref().and_then(Revision::counting);
            activity.map(|activity| activity.content.clone())
        };
        next.apply(
            &Effect {
                before: counting(&step.before).as_ref(),
                after: counting(&step.after).as_ref(),
            },
            version,
        );
    })?;
    if next.version == now.version {
        return Ok(false);
    }
    world.swap(next);
    Ok(true)
}

/// The state of the data as it was known at a moment; the current one where nothing was recorded since.
///
/// # Errors
/// If the database cannot be read.
pub fn known_at(
    world: &World,
    store: &Store,
    moment: Timestamp,
) -> Result<Arc<Snapshot>, StoreError> {
    let now = world.now();
    let version = store.version_at(moment)?;
    let edition = (version.seq, version.at.unwrap_or(now.atlas.issued()));
    if edition == now.edition() {
        return Ok(now);
    }
    if let Some(past) = world.past(edition) {
        return Ok(past);
    }
    let past = at(&now.atlas, store, version)?;
    world.keep(Arc::clone(&past));
    Ok(past)
}

/// The same, read from the ledger.
///
/// # Errors
/// If the database cannot be read.
pub fn past(
    atlas: &Arc<Atlas>,
    store: &Store,
    moment: Timestamp,
) -> Result<Arc<Snapshot>, StoreError> {
    at(atlas, store, store.version_at(moment)?)
}

fn at(atlas: &Arc<Atlas>, store: &Store, version: Version) -> Result<Arc<Snapshot>, StoreError> {
    Ok(Arc::new(read(atlas, store, version, Some(version))?.0))
}

/// The ledger's activities as a snapshot, taken in one by one; as it was at a version where one is given.
fn read(
    atlas: &Arc<Atlas>,
    store: &Store,
    version: Version,
    known: Option<Version>,
) -> Result<(Snapshot, Vec<Unresolved>), StoreError> {
    let mut snapshot = Snapshot::empty(Arc::clone(atlas));
    let edition = (version.seq, version.at.unwrap_or(snapshot.time));
    let listing = Listing {
        known: known.map(|version| version.seq),
        ..Listing::default()
    };
    let mut unresolved = Vec::new();
    store.stream(&listing, version, &atlas.reference, &mut |record| {
        match record {
            Ok(record) => {
                let after = record.counting();
                let effect = Effect {
                    before: None,
                    after: after.as_ref(),
                };
                snapshot.apply(&effect, edition);
            }
            Err(record) => unresolved.push(record),
        }
        Flow::On
    })?;
    (snapshot.version, snapshot.time) = edition;
    Ok((snapshot, unresolved))
}
