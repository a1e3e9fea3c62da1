//! Recording one activity at a time: create, change, delete, restore, verify, reject. Each takes the right it needs, and
//! is one transaction in which the record in force is looked at and the next revision written.

mod draft;
mod view;
mod warnings;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::clock;
use crate::domain::access::{Record, Refusal, Right, Verify};
use crate::domain::{
    Activity, Change, Draft, FieldFault, Permit, Place, Reference, Revision, State,
};
use crate::store::{Hand, Next, Store, StoreError};

pub use draft::{MOST_CHARACTERS, MOST_SHARES};
pub use view::{FieldChange, HistoryEntry, RecordView, history};
pub use warnings::warnings;

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordFault {
    #[error("there is no activity `{0}`")]
    NoSuch(String),
    #[error("the content is not valid")]
    Invalid(Vec<FieldFault>),
    #[error("the right is missing")]
    Refused(Refusal),
    #[error("places lie outside the asker's districts")]
    OtherDistrict(Vec<Place>),
    /// Somebody changed it meanwhile. The revision that the asker knew, where there was one of that number.
    #[error("revision {} is in force", .current.activity.revision)]
    ChangedMeanwhile {
        current: Box<Revision>,
        base: Option<Box<Revision>>,
    },
    #[error("it is deleted")]
    Deleted,
    #[error("it is so already")]
    AlreadySo,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which revision the asker means to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Any,
    Revision(u32),
    /// A tag that no revision has.
    Foreign,
}

/// Reads and checks the body of a new or changed activity, and whether the asker may record it.
///
/// # Errors
/// Every fault of the content, or the places that are not the asker's.
pub fn draft(
    permit: &Permit<Record>,
    body: &Value,
    reference: &Reference,
) -> Result<Draft, RecordFault> {
    let draft = draft::read(body, reference, clock::today()).map_err(RecordFault::Invalid)?;
    inside(permit, &draft, reference)?;
    Ok(draft)
}

/// Records a new activity.
///
/// # Errors
/// If the database cannot be written.
pub fn create(
    permit: &Permit<Record>,
    draft: &Draft,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    Ok(store.create(draft, hand(permit.name()), reference)?)
}

/// Replaces an activity's content.
///
/// # Errors
/// If it is not there, deleted, changed meanwhile, verified and the asker no verifier, or not the asker's.
pub fn change(
    permit: &Permit<Record>,
    id: Uuid,
    known: Known,
    draft: Draft,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    revise(permit, id, reference, store, |now, earlier| {
        may_change(permit, &now.activity, reference)?;
        current(now, known, earlier)?;
        alive(now)?;
        Ok(Next {
            change: Change::Change,
            state: state_after(&now.activity),
            reason: None,
            content: draft,
        })
    })
}

/// Takes an activity out; it can be restored.
///
/// # Errors
/// As for [`change`].
pub fn delete(
    permit: &Permit<Record>,
    id: Uuid,
    known: Known,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    revise(permit, id, reference, store, |now, earlier| {
        may_change(permit, &now.activity, reference)?;
        current(now, known, earlier)?;
        alive(now)?;
        Ok(same(now, Change::Delete, now.activity.state))
    })
}

/// Brings a deleted activity back, or one to the content of an earlier revision.
///
/// # Errors
/// As for [`change`]; [`RecordFault::AlreadySo`] if there is nothing to bring back.
pub fn restore(
    permit: &Permit<Record>,
    id: Uuid,
    known: Known,
    to: Option<u32>,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    revise(permit, id, reference, store, |now, earlier| {
        may_change(permit, &now.activity, reference)?;
        current(now, known, earlier)?;
        let content = match to {
            None if now.deleted() => now.activity.content.clone(),
            None => return Err(RecordFault::AlreadySo),
            Some(number) => {
                let found = earlier(number)
                    .ok_or_else(|| RecordFault::NoSuch(format!("{id}, {number}")))?;
                found.activity.content
            }
        };
        if !now.deleted() && content == now.activity.content {
            return Err(RecordFault::AlreadySo);
        }
        inside(permit, &content, reference)?;
        // What comes back unchanged is as it was; other content has to be looked at again.
        let state = if content == now.activity.content {
            now.activity.state
        } else {
            state_after(&now.activity)
        };
        Ok(Next {
            change: Change::Restore,
            state,
            reason: now
                .activity
                .reason
                .clone()
                .filter(|_| state == State::Rejected),
            content,
        })
    })
}

/// Confirms that an activity took place as recorded.
///
/// # Errors
/// If it is not there, deleted, changed meanwhile, or verified already.
pub fn verify(
    permit: &Permit<Verify>,
    id: Uuid,
    known: Known,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    revise(permit, id, reference, store, |now, earlier| {
        current(now, known, earlier)?;
        alive(now)?;
        if now.activity.state == State::Verified {
            return Err(RecordFault::AlreadySo);
        }
        Ok(same(now, Change::Verify, State::Verified))
    })
}

/// Takes an activity out of every figure until it is put right. The reason is for whoever recorded it.
///
/// # Errors
/// If it is not there, deleted, changed meanwhile, or the reason is missing or no good.
pub fn reject(
    permit: &Permit<Verify>,
    id: Uuid,
    known: Known,
    reason: &str,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    let reason = draft::reason(reason).map_err(|fault| RecordFault::Invalid(vec![fault]))?;
    revise(permit, id, reference, store, |now, earlier| {
        current(now, known, earlier)?;
        alive(now)?;
        if now.activity.state == State::Rejected && now.activity.reason.as_deref() == Some(&*reason)
        {
            return Err(RecordFault::AlreadySo);
        }
        Ok(Next {
            reason: Some(reason),
            ..same(now, Change::Reject, State::Rejected)
        })
    })
}

/// Whether an activity could be changed so, without changing it; and what it is now.
///
/// # Errors
/// As for [`change`].
pub fn try_change(
    permit: &Permit<Record>,
    id: Uuid,
    known: Known,
    reference: &Reference,
    store: &Store,
) -> Result<Revision, RecordFault> {
    let no_such = || RecordFault::NoSuch(id.to_string());
    let now = store.activity(id, reference)?.ok_or_else(no_such)?;
    may_change(permit, &now.activity, reference)?;
    let history = store.history(id, reference)?;
    let earlier = |number: u32| {
        let revision = history.iter().find(|r| r.activity.revision == number);
        revision.cloned()
    };
    current(&now, known, &earlier)?;
    alive(&now)?;
    Ok(now)
}

/// Writes what `decide` makes of the revision in force.
fn revise<P: Right>(
    permit: &Permit<P>,
    id: Uuid,
    reference: &Reference,
    store: &Store,
    decide: impl FnOnce(&Revision, &dyn Fn(u32) -> Option<Revision>) -> Result<Next, RecordFault>,
) -> Result<Revision, RecordFault> {
    let written = store.revise(id, hand(permit.name()), reference, decide)?;
    written.ok_or_else(|| RecordFault::NoSuch(id.to_string()))?
}

/// A verified record is changed by those who may verify; every record only by those whose district it is of.
fn may_change(
    permit: &Permit<Record>,
    activity: &Activity,
    reference: &Reference,
) -> Result<(), RecordFault> {
    if activity.state == State::Verified {
        permit.also::<Verify>().map_err(RecordFault::Refused)?;
    }
    inside(permit, &activity.content, reference)
}

fn inside(
    permit: &Permit<Record>,
    draft: &Draft,
    reference: &Reference,
) -> Result<(), RecordFault> {
    let outside = permit.outside(draft.shares.iter().map(|share| share.place), reference);
    if outside.is_empty() {
        Ok(())
    } else {
        Err(RecordFault::OtherDistrict(outside))
    }
}

fn current(
    now: &Revision,
    known: Known,
    earlier: &dyn Fn(u32) -> Option<Revision>,
) -> Result<(), RecordFault> {
    let base = match known {
        Known::Any => return Ok(()),
        Known::Revision(number) if number == now.activity.revision => return Ok(()),
        Known::Revision(number) => earlier(number).map(Box::new),
        Known::Foreign => None,
    };
    Err(RecordFault::ChangedMeanwhile {
        current: Box::new(now.clone()),
        base,
    })
}

fn alive(now: &Revision) -> Result<(), RecordFault> {
    if now.deleted() {
        Err(RecordFault::Deleted)
    } else {
        Ok(())
    }
}

/// A verified record stays so when a verifier changes it; any other has to be looked at again.
fn state_after(activity: &Activity) -> State {
    match activity.state {
        State::Verified => State::Verified,
        State::Submitted | State::Rejected => State::Submitted,
    }
}

fn same(now: &Revision, change: Change, state: State) -> Next {
    Next {
        change,
        state,
        reason: now
            .activity
            .reason
            .clone()
            .filter(|_| state == State::Rejected),
        content: now.activity.content.clone(),
    }
}

fn hand(by: &str) -> Hand<'_> {
    Hand {
        by,
        now: Timestamp::now(),
    }
}
