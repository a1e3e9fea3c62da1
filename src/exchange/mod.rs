//! Bytes from and to the world outside: reference files, activity tables, exports.
//!
//! Each format has one file. Turns bytes into the domain's values and back; knows nothing of the database, HTTP or
//! where the bytes come from.

pub mod export;
pub mod import;
pub mod map;
pub mod markup;
pub mod palette;
pub mod reference;
pub mod report;
pub mod whole_file;
