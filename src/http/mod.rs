//! The HTTP face of the service. All routes stand in `router`; `api` and `ogc` do not call each other.
//!
//! A read is: load the snapshot, look the answer up by its address, compare the tag, send ready bytes. Only the first
//! asker of an address after a change pays for making the answer (`ready`).

mod access;
mod api;
mod ask;
mod assets;
mod body;
mod compress;
mod drain;
mod face;
mod features;
mod flow;
mod front;
mod headers;
mod html;
mod index;
mod link;
mod ogc;
mod openapi;
mod path;
mod problem;
mod range;
mod ready;
mod router;
mod schema;
mod shelf;
mod state;
mod upload;
mod workers;

use std::future::Future;
use std::time::Duration;

use tokio::net::TcpListener;

pub use access::Guard;
use front::Front;
pub use state::App;

/// How often the ledger is looked at for what other processes recorded (`vungphu import` beside a running server).
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Serves until `shutdown` resolves, then lets the requests under way finish.
///
/// # Errors
/// If a worker cannot be started or the listener fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let watch = tokio::spawn(keep_in_step(app.clone()));
    let front = Front::new(app.clone(), router::router(app.clone()));
    let shutdown = async {
        shutdown.await;
        app.stop();
    };
    let served = workers::serve(&front, listener, shutdown).await;
    watch.abort();
    served
}

async fn keep_in_step(app: App) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let app = app.clone();
        let looked = tokio::task::spawn_blocking(move || app.catch_up()).await;
        match looked {
            Ok(Ok(true)) => tracing::info!("the data changed"),
            Ok(Ok(false)) => {}
            Ok(Err(error)) => tracing::error!(%error, "cannot look for changes"),
            Err(error) => tracing::error!(%error, "looking for changes broke off"),
        }
    }
}
