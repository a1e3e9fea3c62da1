//! Use cases: what people ask of the service, apart from how they ask it.
//!
//! HTTP and the command line both come here. Uses world, store and exchange; knows no axum types and prints nothing.

pub mod about;
pub mod account;
pub mod boundaries;
pub mod check;
pub mod clock;
pub mod collection;
pub mod download;
pub mod export;
pub mod filter_words;
pub mod import;
pub mod map;
pub mod matrix;
pub mod offline;
pub mod pano_reach;
pub mod parameter;
pub mod password;
pub mod plan;
pub mod preview;
pub mod query;
pub mod record;
pub mod records;
pub mod refinement;
pub mod refresh;
pub mod report;
pub mod selection;
pub mod sign_in;
pub mod sources;
pub mod summary;
pub mod throttle;
