//! One event loop per core, with connections dealt out in turn.
//!
//! An answer is mostly a ready buffer handed to the kernel; waking another thread for it costs as much as the answer.
//! So a connection stays with the loop it was given to, as it does in nginx. Slow work goes to tokio's blocking threads.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::ServiceExt;
use axum::extract::Request;
use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

use super::front::Front;

/// How long requests under way may take to finish once the service is told to stop.
const DRAIN: Duration = Duration::from_secs(5);

/// How long to wait when no further connection can be opened (too many files, for one).
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

type Connection = (std::net::TcpStream, SocketAddr);

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
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(());
    let mut workers = Vec::with_capacity(cores);
    for _ in 0..cores {
        workers.push(Worker::start(front.clone(), address, stopped.clone())?);
    }
    drop(stopped);
    tokio::select! {
        () = deal(&listener, &workers) => {}
        () = shutdown => {}
    }
    drop(listener);
    drop(stop);
    let finished =
        tokio::task::spawn_blocking(move || workers.into_iter().try_for_each(Worker::finish));
    match tokio::time::timeout(DRAIN, finished).await {
        Ok(joined) => joined.unwrap_or_else(|error| Err(io::Error::other(error))),
        Err(_) => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    }
}

/// Gives each new connection to the next worker.
async fn deal(listener: &TcpListener, workers: &[Worker]) {
    for worker in workers.iter().cycle() {
        let connection = loop {
            match listener
                .accept()
                .await
                .and_then(|(stream, from)| Ok((stream.into_std()?, from)))
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
    connections: mpsc::UnboundedSender<Connection>,
    thread: JoinHandle<io::Result<()>>,
}

impl Worker {
    fn start(
        front: Front,
        address: SocketAddr,
        mut stopped: watch::Receiver<()>,
    ) -> io::Result<Self> {
        let (connections, dealt) = mpsc::unbounded_channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let thread = std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    // The sender never sends: it is dropped when it is time to stop.
                    let stopped = async move { while stopped.changed().await.is_ok() {} };
                    axum::serve(
                        Dealt { dealt, address },
                        ServiceExt::<Request>::into_make_service(front),
                    )
                    .with_graceful_shutdown(stopped)
                    .await
                })
            })?;
        Ok(Self {
            connections,
            thread,
        })
    }

    fn finish(self) -> io::Result<()> {
        drop(self.connections);
        self.thread
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("a worker panicked")))
    }
}

/// The connections dealt to a worker, as what axum accepts from.
struct Dealt {
    dealt: mpsc::UnboundedReceiver<Connection>,
    address: SocketAddr,
}

impl Listener for Dealt {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            match self.dealt.recv().await {
                // No more will come: the graceful shutdown takes over.
                None => std::future::pending().await,
                Some((stream, from)) => {
                    // An answer is written at once; waiting to fill a segment would only delay it.
                    let stream = stream
                        .set_nodelay(true)
                        .and_then(|()| TcpStream::from_std(stream));
                    if let Ok(stream) = stream {
                        return (stream, from);
                    }
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}
