//! What the ledger says about a period: how many activities, how many people. One pass over the records; only those that
//! are listed are kept.

use jiff::civil::Date;

use super::period::Period;
use crate::domain::{Activity, DistrictIx, LineIx, Reference, State};
use crate::store::{Field, Listing, Store, StoreError};
use crate::world::Snapshot;

/// Most activities that a report lists: some twenty pages. It says how many more there are.
pub const MOST_LISTED: usize = 500;

/// Activities and those who took part, of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    pub activities: usize,
    /// Those of them that say how many took part, and how many women.
    pub counted: usize,
    pub counted_women: usize,
    pub participants: u64,
    pub women: u64,
}

impl Turnout {
    fn add(&mut self, activity: &Activity) {
        let content = &activity.content;
        self.activities += 1;
        if let Some(participants) = content.participants {
            self.counted += 1;
            self.participants += u64::from(participants);
        }
        if let Some(women) = content.women {
            self.counted_women += 1;
            self.women += u64::from(women);
        }
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            activities: self.activities + other.activities,
            counted: self.counted + other.counted,
            counted_women: self.counted_women + other.counted_women,
            participants: self.participants + other.participants,
            women: self.women + other.women,
        }
    }
}

/// Turnouts by plan line.
#[derive(Clone, Debug)]
pub struct Turnouts(Vec<Turnout>);

impl Turnouts {
    fn new(reference: &Reference) -> Self {
        Self(vec![Turnout::default(); reference.plan.lines.len()])
    }

    pub fn of(&self, line: LineIx) -> &Turnout {
        &self.0[line]
    }

    pub fn all(&self) -> Turnout {
        self.0.iter().fold(Turnout::default(), Turnout::plus)
    }

    /// Lines for which anything was done.
    pub fn lines(&self) -> usize {
        self.0.iter().filter(|line| line.activities > 0).count()
    }
}

#[derive(Debug)]
pub struct Ledger {
    pub period: Turnouts,
    /// Of the period it is compared with.
    pub before: Option<Turnouts>,
    /// The activities of the period in the order in which they were done, at most [`MOST_LISTED`].
    pub listed: Vec<Activity>,
    /// How many there are.
    pub matched: usize,
    /// Sample data among all that was done until the period's end.
    pub samples: usize,
    /// Activities that were held for the district and others together.
    pub shared: usize,
}

impl Ledger {
    /// Of everybody, or of the activities with a share in a district.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn read(
        snapshot: &Snapshot,
        store: &Store,
        (period, before): (&Period, Option<&Period>),
        district: Option<DistrictIx>,
    ) -> Result<Self, StoreError> {
        let reference = &snapshot.atlas.reference;
        let counting = [State::Submitted, State::Verified].map(|s| s.as_str().to_owned());
        let listing = Listing {
            fields: vec![(Field::State, counting.into())],
            done_by: Some(period.last),
            order: vec![(Field::Start, false)],
            // The very records that the snapshot counts, whatever was recorded since.
            known: Some(snapshot.version),
            limit: MOST_LISTED,
            ..Listing::default()
        };
        let mut of_period = Turnouts::new(reference);
        let mut of_before = before.map(|_| Turnouts::new(reference));
        let (mut samples, mut joint) = (0, 0);
        let within = |period: &Period, day: Date| period.first <= day && day <= period.last;
        let (matched, listed) = store.sift(&listing, reference, |revision| {
            let activity = &revision.activity;
            let districts = || {
                let shares = activity.content.shares.iter();
                shares.map(|share| reference.district_of(share.place))
            };
            if district.is_some() && !districts().any(|d| d == district) {
                return false;
            }
            samples += usize::from(activity.content.is_sample());
            let (day, line) = (activity.content.done_on(), activity.content.line);
            if let (Some(before), Some(turnouts)) = (before, &mut of_before)
                && within(before, day)
            {
                turnouts.0[line].add(activity);
            }
            let listed = within(period, day);
            if listed {
                of_period.0[line].add(activity);
                let others = district.is_some() && districts().any(|d| d != district);
                joint += usize::from(others);
            }
            listed
        })?;
        let listed = listed.into_iter().map(|revision| revision.activity);
        let mut listed: Vec<Activity> = listed.collect();
        listed.sort_by_key(|activity| activity.content.done_on());
        Ok(Self {
            period: of_period,
            before: of_before,
            listed,
            matched,
            samples,
            shared: joint,
        })
    }
}
