//! One event loop per core, with connections dealt out in turn.
//!
//! An answer is mostly a ready buffer handed to the kernel; waking another thread for it costs as much as the answer.
//! So a connection stays with the loop it was given to, as it does in nginx. Slow work goes to tokio's blocking threads.

use std::future::Future;
use std::io;
use std::net::TcpStream;
use std::thread::JoinHandle;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::front::Front;

/// How long requests under way may take to finish once the service is told to stop.
const DRAIN: Duration = Duration::from_secs(5);

/// How long a client may take to send the head of its next request; then its connection is closed.
const HEAD: Duration = Duration::from_secs(30);

/// How long to wait when no further connection can be opened (too many files, for one).
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// Accepts until `shutdown` resolves; then waits for the workers to finish what they have.
///
/// # Errors
/// If a worker cannot be started.
pub async fn serve(
    front: &Front,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let workers = (0..cores)
        .map(|_| Worker::start(front.clone()))
        .collect::<io::Result<Vec<_>>>()?;
    tokio::select! {
        () = deal(&listener, &workers) => {}
        () = shutdown => {}
    }
    drop(listener);
    let (stopping, threads): (Vec<_>, Vec<_>) = workers
        .into_iter()
        .map(|w| (w.connections, w.thread))
        .unzip();
    // A worker stops when no more connections can come.
    drop(stopping);
    let finished = tokio::task::spawn_blocking(move || {
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(io::Error::other("a worker panicked")))
        })
    });
    match tokio::time::timeout(DRAIN + ACCEPT_AGAIN, finished).await {
        Ok(joined) => joined.unwrap_or_else(|error| Err(io::Error::other(error))),
        Err(_) => Ok(()), // the worker has said so
    }
}

/// Gives each new connection to the next worker.
async fn deal(listener: &TcpListener, workers: &[Worker]) {
    for worker in workers.iter().cycle() {
        let connection = loop {
            match listener
                .accept()
                .await
                .and_then(|(stream, _)| stream.into_std())
            {
                Ok(connection) => break connection,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_AGAIN).await;
                }
            }
        };
        // A worker that is gone is told of when it is joined.
        let _ = worker.connections.send(connection);
    }
}

struct Worker {
    connections: mpsc::UnboundedSender<TcpStream>,
    thread: JoinHandle<io::Result<()>>,
}

impl Worker {
    fn start(front: Front) -> io::Result<Self> {
        let (connections, dealt) = mpsc::unbounded_channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let thread = std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                runtime.block_on(work(front, dealt));
                // What did not finish within the time to drain is not waited for.
                runtime.shutdown_background();
                Ok(())
            })?;
        Ok(Self {
            connections,
            thread,
        })
    }
}

async fn work(front: Front, mut dealt: mpsc::UnboundedReceiver<TcpStream>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let graceful = GracefulShutdown::new();
    while let Some(stream) = dealt.recv().await {
        let peer = stream.peer_addr().ok().map(|address| address.ip());
        // An answer is written at once; waiting to fill a segment would only delay it.
        let stream = stream
            .set_nodelay(true)
            .and_then(|()| tokio::net::TcpStream::from_std(stream));
        let Ok(stream) = stream else { continue };
        let connection =
            graceful.watch(http.serve_connection(TokioIo::new(stream), front.of(peer)));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
        });
    }
    if tokio::time::timeout(DRAIN, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time");
    }
}
