//! What the tests share: data directories, the running server, the command line, activity tables and GeoJSON. Nothing
//! here asserts anything about the domain.

mod chance;
mod client;
mod data_dir;
mod description;
mod features;
mod page;
mod person;
mod record;
mod reply;
mod routes;
mod server;
mod table;
mod wait;
pub mod workbook;

pub use chance::Chance;
pub use client::Client;
pub use data_dir::{DataDir, Run, Started, command};
pub use description::{Described, Description};
pub use features::{by_status, feature, features, ids, property, shape};
pub use page::{Page, Tag};
pub use person::{PASSWORD, Person};
pub use record::{activity, changed, share};
pub use reply::{Reply, address};
pub use routes::routes;
pub use server::Server;
pub use table::{Table, shipped, shipped_rows};
pub use wait::{until, within};
