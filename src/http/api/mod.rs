//! The service's own API: the plan, the figures, records and their history, accounts, and short addresses of the collections.

pub mod accounts;
pub mod activities;
pub mod changes;
pub mod data;
pub mod formats;
pub mod health;
pub mod imports;
pub mod map;
pub mod matrix;
pub mod offline;
pub mod pano_reach;
pub mod plan;
pub mod reports;
pub mod session;
pub mod summary;
