//! Every address of the service with its operations, by subject.

mod accounts;
mod activities;
mod features;
mod figures;
mod files;
mod imports;
mod pictures;
mod reports;
mod service;

use serde_json::{Map, Value};

use crate::world::Snapshot;

pub fn paths(base: &str, snapshot: &Snapshot) -> Value {
    let mut all = Map::new();
    for part in [
        service::paths(base),
        features::paths(snapshot),
        files::paths(base, snapshot),
        figures::paths(),
        pictures::paths(base),
        reports::paths(),
        activities::paths(),
        imports::paths(),
        accounts::paths(),
    ] {
        all.extend(part);
    }
    all.into()
}
