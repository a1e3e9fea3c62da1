//! The plan and its coverage, as pure values and arithmetic.
//!
//! Owns the meaning of every figure the service shows: units, plan lines, pano sites, activities, quotas, coverage and
//! Vietnamese place names. Knows nothing of HTTP, SQL, files, async or the clock: days and text come in as arguments.
//! Everything is addressed by position in the reference ([`CommuneIx`], [`LineIx`], …), so that coverage is array work.

pub mod access;
pub mod activity;
pub mod calendar;
pub mod checksum;
pub mod collation;
pub mod coverage;
pub mod fault;
pub mod field_fault;
pub mod gazetteer;
pub mod language;
pub mod names;
pub mod not_a_table;
pub mod pano;
pub mod personal;
pub mod place_words;
pub mod plan;
pub mod quantity;
pub mod quota;
pub mod reference;
pub mod rules;
pub mod tally;
pub mod unit;
pub mod words;

pub use access::{Account, Actor, Permit, Role, Territory};
pub use activity::{Activity, Change, Draft, Place, Revision, Share, State};
pub use coverage::{ByStatus, Coverage, Status};
pub use fault::Fault;
pub use field_fault::{FieldFault, FieldFaultKind};
pub use language::Language;
pub use plan::{Line, Plan};
pub use quantity::Quantity;
pub use reference::Reference;
pub use tally::Tally;
pub use unit::Units;

/// Position of a commune in [`Units::communes`].
pub type CommuneIx = usize;
/// Position of a district in [`Units::districts`].
pub type DistrictIx = usize;
/// Position of a plan line in [`Plan::lines`].
pub type LineIx = usize;
/// Position of a pano site in [`Reference::sites`].
pub type SiteIx = usize;
