//! The listening endpoint.

use std::{future::Future, io, net::SocketAddr, path::PathBuf, sync::Arc};

use tokio::{net::TcpListener, sync::Semaphore};

use super::{
    config::ServiceConfig,
    connections,
    http::{self, Answering},
    service::Service,
    state_file::StateFileError,
};

/// What the user of an SDK or of the AWS CLI must know to call `StartSyncExecution` here: they put `sync-` before the
/// host name, which makes an address that does not exist of `127.0.0.1`.
pub const HOST_PREFIX_NOTE: &str = "for StartSyncExecution, set AWS_DISABLE_HOST_PREFIX_INJECTION=true, or else the SDK calls `sync-127.0.0.1`";

/// A bound endpoint; it answers once [`Endpoint::serve`] runs.
#[derive(Debug)]
pub struct Endpoint {
    listener: TcpListener,
    address: SocketAddr,
    service: Service,
    max_requests: usize,
}

/// Why an endpoint could not be bound.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// The address is not a loopback address, and the configuration does not allow others.
    #[error("`{0}` is not a loopback address; whoever reaches the endpoint can run its tasks")]
    NotLoopback(SocketAddr),
    /// Another process listens there.
    #[error("the port of `{address}` is in use")]
    InUse {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The state file cannot be used.
    #[error("cannot use the state file `{}`", .path.display())]
    StateFile {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: StateFileError,
    },
    /// The system refused for another reason.
    #[error("cannot listen on `{address}`")]
    Refused {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl Endpoint {
    /// Binds to `address`; port 0 takes a free one.
    ///
    /// # Errors
    /// If the address is not loopback (unless [`ServiceConfig::allow_remote`] is set), or cannot be had; if the state file
    /// cannot be used.
    pub async fn bind(address: SocketAddr, config: ServiceConfig) -> Result<Self, BindError> {
        if !address.ip().is_loopback() && !config.allow_remote {
            return Err(BindError::NotLoopback(address));
        }
        let refused = |source: io::Error| match source.kind() {
            io::ErrorKind::AddrInUse => BindError::InUse { address, source },
            _ => BindError::Refused { address, source },
        };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let max_requests = config.max_requests;
        let path = config.state.clone().unwrap_or_default();
        let service = Service::open(config);
        let service = service.map_err(|source| BindError::StateFile { path, source })?;
        Ok(Self { listener, address, service, max_requests })
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL for an SDK's `endpoint_url`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The service behind it, to call in process.
    pub fn service(&self) -> Service {
        self.service.clone()
    }

    /// Answers requests until `shutdown` is ready: on loopback only those that name this machine, in `Host` and `Origin`; then aborts what runs and is not kept in a file, and finishes the requests under way.
    pub async fn serve(self, shutdown: impl Future<Output = ()> + Send + 'static) {
        let service = self.service.clone();
        let shutdown = async move {
            shutdown.await;
            service.stop_all();
        };
        let router = http::router(Answering {
            service: self.service,
            at_work: Arc::new(Semaphore::new(self.max_requests.min(Semaphore::MAX_PERMITS))),
            is_private: self.address.ip().is_loopback(),
        });
        connections::serve(self.listener, &router, shutdown).await;
    }
}
