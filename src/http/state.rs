//! What every handler shares.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::{Semaphore, watch};

use super::access::Guard;
use super::html::Sketch;
use super::problem::Problem;
use super::shelf::Shelf;
use crate::service::refresh;
use crate::service::throttle::Throttle;
use crate::store::{Store, StoreError};
use crate::world::World;

/// Writes that may wait for the one under way. More are sent away: they would only wait in vain.
const WRITES_WAITING: usize = 64;

/// Passwords that are hashed at once: each takes a core and 19 MiB for some time.
const HASHES_AT_ONCE: usize = 2;

/// Files that are read at once, and files that are kept in memory meanwhile.
const IMPORTS_AT_ONCE: usize = 1;
const UPLOADS_AT_ONCE: usize = 4;

/// Pictures that are drawn at once.
const PICTURES_AT_ONCE: usize = 2;

/// Large files that are written at once: each reads the ledger all the while.
const EXPORTS_AT_ONCE: usize = 4;

/// The running service.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
pub struct Parts {
    pub world: World,
    pub store: Store,
    /// Base of all links, without a slash at its end; `None`: the address by which it was asked.
    pub public_url: Option<String>,
    pub(super) guard: Guard,
    pub(super) throttle: Throttle,
    pub(super) shelf: Shelf,
    sketch: OnceLock<Sketch>,
    /// The version, for those who wait for the next one.
    pub(super) news: watch::Sender<News>,
    pub(super) hashes: Semaphore,
    pub(super) imports: Semaphore,
    pub(super) uploads: Arc<Semaphore>,
    pub(super) pictures: Semaphore,
    pub(super) exports: Arc<Semaphore>,
    writes: Semaphore,
    catching_up: Mutex<()>,
}

/// What open connections are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    Version(i64),
    Stopping,
}

impl App {
    pub fn new(world: World, store: Store, public_url: Option<String>, guard: Guard) -> Self {
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        let (news, _) = watch::channel(News::Version(world.now().version));
        Self(Arc::new(Parts {
            world,
            store,
            public_url,
            guard,
            throttle: Throttle::default(),
            shelf: Shelf::new(),
            sketch: OnceLock::new(),
            news,
            hashes: Semaphore::new(HASHES_AT_ONCE),
            imports: Semaphore::new(IMPORTS_AT_ONCE),
            uploads: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
            pictures: Semaphore::new(PICTURES_AT_ONCE),
            exports: Arc::new(Semaphore::new(EXPORTS_AT_ONCE)),
            writes: Semaphore::new(WRITES_WAITING),
            catching_up: Mutex::new(()),
        }))
    }

    /// The province's lines for maps; the atlas does not change while the service runs.
    pub(super) fn sketch(&self) -> &Sketch {
        let of = || Sketch::of(&self.world.now().atlas);
        self.sketch.get_or_init(of)
    }

    pub(super) fn is_https(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }

    /// Takes in what was recorded since the last look, and tells those who wait.
    pub(super) fn catch_up(&self) -> Result<bool, StoreError> {
        let _one = self
            .catching_up
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let newer = refresh::catch_up(&self.world, &self.store)?;
        if newer {
            let version = self.world.now().version;
            self.news.send_if_modified(|news| {
                let open = *news != News::Stopping;
                if open {
                    *news = News::Version(version);
                }
                open
            });
        }
        Ok(newer)
    }

    /// Tells open connections that the service stops.
    pub(super) fn stop(&self) {
        self.news.send_replace(News::Stopping);
    }

    /// Does blocking work beside the event loop.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.clone();
        let working = tokio::task::spawn_blocking(move || work(&app));
        working.await.unwrap_or_else(|error| {
            tracing::error!(%error, "some work broke off");
            Err(Problem::Internal)
        })
    }

    /// Does work that records something. When it is done the next reader sees it.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(_waiting) = self.writes.try_acquire() else {
            return Err(Problem::Busy);
        };
        self.work(|app| {
            let done = work(app)?;
            app.catch_up()?;
            Ok(done)
        })
        .await
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
