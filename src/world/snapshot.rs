//! One state of the data: its version, its tally, and coverage for any day.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use quick_cache::sync::Cache;

use super::Atlas;
use crate::domain::{Activity, Coverage, Draft, Tally};

/// Days for which coverage is kept: about 60 kB each. A planner who drags the date through a year stays inside.
const DAYS_KEPT: usize = 64;

/// What one change did to the tally: take the former content away, add the new one.
#[derive(Clone, Copy, Debug)]
pub struct Effect<'a> {
    pub before: Option<&'a Draft>,
    pub after: Option<&'a Draft>,
}

impl<'a> Effect<'a> {
    /// Of an activity's revision; rejected records do not count.
    pub fn between(before: Option<&'a Activity>, after: Option<&'a Activity>) -> Self {
        let counting =
            |activity: Option<&'a Activity>| activity.filter(|a| a.counts()).map(|a| &a.content);
        Self {
            before: counting(before),
            after: counting(after),
        }
    }
}

/// Which state of the data: its last revision, and when that was recorded, since after a restored backup the same number
/// can come again.
pub type Edition = (i64, Timestamp);

/// An immutable state of the data.
#[derive(Debug)]
pub struct Snapshot {
    pub atlas: Arc<Atlas>,
    pub tally: Tally,
    /// The ledger's last revision in it.
    pub version: i64,
    /// When that was recorded; for an empty ledger, the day the plan was issued.
    pub time: Timestamp,
    coverage: Cache<Date, Arc<Coverage>>,
}

impl Snapshot {
    /// The state before anything was recorded.
    pub fn empty(atlas: Arc<Atlas>) -> Self {
        let tally = Tally::new(&atlas.reference);
        let time = atlas.issued();
        Self {
            atlas,
            tally,
            version: 0,
            time,
            coverage: Cache::new(DAYS_KEPT),
        }
    }

    /// The next state: this one with changes applied in order.
    #[must_use]
    pub fn after<'a>(
        &self,
        effects: impl IntoIterator<Item = Effect<'a>>,
        version: i64,
        time: Timestamp,
    ) -> Self {
        let mut next = self.continued();
        for effect in effects {
            next.apply(&effect, (version, time));
        }
        next.version = version;
        next.time = time;
        next
    }

    /// A copy to apply further changes to.
    #[must_use]
    pub fn continued(&self) -> Self {
        Self {
            atlas: Arc::clone(&self.atlas),
            tally: self.tally.clone(),
            version: self.version,
            time: self.time,
            coverage: Cache::new(DAYS_KEPT),
        }
    }

    /// Applies one change, which brings the data to an edition. Only before anybody asked for coverage.
    pub fn apply(&mut self, effect: &Effect<'_>, (version, time): Edition) {
        let reference = &self.atlas.reference;
        if let Some(draft) = effect.before {
            self.tally.take(reference, draft);
        }
        if let Some(draft) = effect.after {
            self.tally.add(reference, draft);
        }
        self.version = version;
        self.time = time;
    }

    pub fn edition(&self) -> Edition {
        (self.version, self.time)
    }

    /// Coverage as it stood at the end of a day; kept, since a view asks for it several times.
    pub fn coverage(&self, as_of: Date) -> Arc<Coverage> {
        self.coverage.get(&as_of).unwrap_or_else(|| {
            let coverage = Arc::new(Coverage::on(as_of, &self.atlas.reference, &self.tally));
            self.coverage.insert(as_of, Arc::clone(&coverage));
            coverage
        })
    }
}
