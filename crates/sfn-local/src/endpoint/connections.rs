//! Accepts connections, and bounds what one of them can hold on to.

use std::{future::Future, pin::pin, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::net::TcpListener;

/// How long a client may take to send the head of a request, and how long a connection may wait for its next one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests under way may take once the endpoint is told to end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// How long to wait after the system had no connection to give: it has no more file descriptors, say.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// Answers requests until `shutdown` is ready, and then those under way.
pub(super) async fn serve(
    listener: TcpListener,
    router: &Router,
    shutdown: impl Future<Output = ()>,
) {
    let connections = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(AFTER_FAILURE).await;
            continue;
        };
        // Without it an answer waits for the acknowledgement of its own head.
        stream.set_nodelay(true).ok();
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        // How a connection ends is for its client to see.
        tokio::spawn(async { drop(connection.await) });
    }
    // New connections are refused while the last requests are answered.
    drop(listener);
    tokio::time::timeout(LAST_REQUESTS, connections.shutdown()).await.ok();
}
