//! Vùng phủ ("coverage"): the activity map of Plan 2228/KH-UBND against human trafficking, Lai Châu 2016–2018.
//!
//! The plan makes 22 promises (*plan lines*) to 108 communes, above all to 23 border communes. What was done about them
//! (*activities*) is recorded here; the service says where the gaps are.
//!
//! # The flows
//! - **Start**: [`exchange::reference`] reads the plan, units, outlines and sites (in the binary, or files in the data
//!   directory) → [`world::Atlas`] adds geometry → [`service::refresh`] reads the ledger ([`store`]) into the first
//!   [`world::Snapshot`] → [`http::serve`].
//! - **Read**: a request → one atomic load of the snapshot → ready bytes by address and version, or
//!   [`service::collection`], [`service::summary`], [`service::matrix`] make the answer once from
//!   [`domain::Coverage`]: as data for programs, or as a page for people (`http::html`).
//! - **Write**: a right ([`domain::Permit`], which only the table of roles gives out) and a file or a form → drafts, or
//!   faults ([`exchange::import`], [`service::record`]) → one transaction of [`store`], sealed in its audit log →
//!   [`service::refresh::catch_up`] applies the new revisions to the [`domain::Tally`], swaps the snapshot and tells
//!   whoever listens.
//! - **Look back**: `known_at` → the ledger as it was at that version → a [`world::Snapshot`] like any other.
//!
//! # The map of modules
//! | module | owns | may use |
//! |---|---|---|
//! | [`domain`] | the meaning: plan, units, activities, quotas, coverage, names, faults, rights | nothing here |
//! | [`geo`] | shapes, reference systems, distances, windows, validity, generalisation, features | domain |
//! | [`exchange`] | bytes ↔ domain: reference files and tables in, files of features, maps and documents out | domain, geo |
//! | [`store`] | SQLite, the only module that names rusqlite (but for the writer of `GeoPackage`s) | domain |
//! | [`world`] | the atlas and the immutable snapshot | domain, geo, exchange's reference |
//! | [`service`] | use cases; no HTTP, no printing | all of the above |
//! | [`http`], [`cli`] | the two faces | service and world |
//!
//! A test (`tests/it/architecture.rs`) holds the code to this table.
//!
//! # What coverage is
//! For a commune, a plan line and a day: `achieved` is the sum of the shares that reach the commune in activities done
//! by that day and not rejected; `quota` is what the line owes it. From the two and the due date follows exactly one of
//! five statuses ([`domain::Status`]), so counts by status always add up to 108, and to 23 over the border communes.

pub mod cli;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod geo;
pub mod http;
pub mod service;
pub mod store;
pub mod telemetry;
pub mod world;
