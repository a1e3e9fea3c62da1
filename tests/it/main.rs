//! Integration tests: they start the program itself, speak to it over HTTP and its command line, and know nothing of
//! its inside. One file per subject; `support` holds what they share. What is expected is worked out from the plan
//! (`data/plan.toml`, `data/units.csv`), never copied from an answer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a broken expectation should stop a test and say so"
)]

mod support;

mod access;
mod accounts;
mod architecture;
mod audit;
mod backup;
mod bbox;
mod boundaries;
mod check;
mod collections;
mod concurrency;
mod conditional;
mod coverage_lines;
mod coverage_overall;
mod coverage_panos;
mod coverage_scope;
mod coverage_sums;
mod crs;
mod data;
mod datetime;
mod demo;
mod durability;
mod events;
mod export;
mod filter;
mod filters;
mod formats;
mod full_disk;
mod generalise;
mod headers;
mod health;
mod hostile_queries;
mod import_defences;
mod import_encodings;
mod import_faults;
mod import_files;
mod import_marked;
mod import_tables;
mod import_workbooks;
mod imports;
mod killed;
mod known_at;
mod map;
mod offline;
mod openapi;
mod openapi_answers;
mod origins;
mod pages;
mod paging;
mod personal_data;
mod places;
mod preview;
mod private_mode;
mod problems;
mod properties;
mod record_faults;
mod record_list;
mod record_warnings;
mod records;
mod reference;
mod refused_uploads;
mod reports;
mod reports_figures;
mod requirements;
mod schemas;
mod secrets;
mod sessions;
mod snapshots;
mod sortby;
mod start;
mod streaming;
mod writers;
