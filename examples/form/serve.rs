//! Connections: how many, how long, and how they end.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

use crate::args::Args;

/// Threads for job descriptions, which take milliseconds where a title takes
/// microseconds.
pub const MOST_BLOCKING_THREADS: usize = 4;

/// Connections at one time. More wait to be accepted.
const MOST_CONNECTIONS: usize = 1024;

/// How long a client may take to send the head of a request, which is also how long a
/// connection may idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);

/// How long a client may not take what is written to it.
const WRITE_TIMEOUT: Duration = Duration::from_secs(15);

/// How long open requests may take to end after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// The buffer of a connection, which bounds the head of a request.
const LARGEST_HEAD: usize = 16 * 1024;

/// Serves until the process is told to stop, then ends what is open.
pub async fn serve(args: &Args, router: Router) -> io::Result<()> {
    let address = (args.host.as_str(), args.port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let what = format!("cannot listen on {}:{}: {error}", args.host, args.port);
        io::Error::new(error.kind(), what)
    })?;
    // Whoever started it may have gone.
    let _ = writeln!(io::stdout(), "http://{}/", listener.local_addr()?);

    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(LARGEST_HEAD);
    let service = TowerToHyperService::new(router);
    let open = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop_signal());
    loop {
        let (stream, permit) = tokio::select! {
            accepted = accept(&listener, &open) => accepted,
            () = &mut stop => break,
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(WRITE_TIMEOUT));
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away or talks nonsense is no event for anybody.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    // What is still open then is cut.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}

/// Accepts a connection once there is room for it.
async fn accept(
    listener: &TcpListener,
    open: &Arc<Semaphore>,
) -> (TcpStream, tokio::sync::OwnedSemaphorePermit) {
    // Nothing closes the semaphore.
    let permit = open.clone().acquire_owned().await.expect("it is open");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // An answer is written at once; waiting for more only delays it.
                let _ = stream.set_nodelay(true);
                return (stream, permit);
            }
            // The client left, or descriptors ran out: others end meanwhile.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Ends when the process is interrupted or terminated.
async fn stop_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
