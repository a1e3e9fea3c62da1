//! `vungphu serve`

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{Ending, WrongConfiguration, atlas, open_store};
use crate::config::{DataDir, Serve};
use crate::http::{self, App, Guard};
use crate::service::{import, refresh};
use crate::store::Lifetime;
use crate::world::World;

pub(super) fn run(data: &DataDir, settings: Serve) -> anyhow::Result<Ending> {
    let atlas = atlas(data)?;
    let store = open_store(data)?;
    if settings.demo {
        match import::sample(&atlas.reference, &store)? {
            Some(activities) => {
                tracing::warn!(activities, "the empty database was filled with SAMPLE data");
            }
            None => tracing::warn!("--demo: the database is not empty; no sample data was added"),
        }
    }
    let (snapshot, unresolved) = refresh::rebuild(&atlas, &store)?;
    for record in unresolved {
        tracing::warn!(
            activity = record.activity,
            names = record.what,
            "left out: the reference does not know it"
        );
    }
    if !store.has_accounts()? {
        tracing::info!(
            "There is no account yet. Make the first admin: vungphu user add NAME --role admin --password-stdin"
        );
    }
    let guard = Guard {
        private: settings.private,
        lifetime: Lifetime {
            idle: settings.session_idle,
            most: settings.session_max,
        },
        behind_proxy: settings.behind_proxy,
    };
    let app = App::new(World::new(snapshot), store, settings.public_url, guard);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
            WrongConfiguration(format!("cannot listen at {}: {error}", settings.listen))
        })?;
        let address = listener.local_addr()?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        tracing::info!("Listening at http://{address}");
        let shutdown = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("Stopping: finishing the requests under way");
        };
        http::serve(app, listener, shutdown)
            .await
            .context("serving broke off")
    });
    // Whoever did not finish within the time to drain is not waited for.
    runtime.shutdown_background();
    served.map(|()| Ending::Done)
}
