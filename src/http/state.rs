//! What every handler shares.

use std::sync::Arc;

use super::shelf::Shelf;
use crate::service::refresh;
use crate::store::{Store, StoreError};
use crate::world::World;

/// The running service.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
pub struct Parts {
    pub world: World,
    pub store: Store,
    /// Base of all links, without a slash at its end; `None`: the address by which it was asked.
    pub public_url: Option<String>,
    pub(super) shelf: Shelf,
}

impl App {
    pub fn new(world: World, store: Store, public_url: Option<String>) -> Self {
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        Self(Arc::new(Parts {
            world,
            store,
            public_url,
            shelf: Shelf::new(),
        }))
    }

    /// Takes in what was recorded since the last look.
    pub(super) fn catch_up(&self) -> Result<bool, StoreError> {
        refresh::catch_up(&self.world, &self.store)
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
