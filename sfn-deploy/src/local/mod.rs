//! The embedded endpoint: Step Functions, and what a deployment needs of IAM and STS, in this process.
//!
//! It is spoken to through the AWS SDK like any other endpoint, so that a local run takes the very
//! steps of a deployment.

mod client;
mod command;
mod http_task;
mod objects;
mod services;
mod sign;
mod tasks;
mod xml;

use std::{
    error::Error,
    fmt::{self, Write as _},
    net::SocketAddr,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use sfn_local::{
    endpoint::{BindError, Endpoint, ServiceConfig, StateFileError, TimeMode},
    objects::ObjectStore,
};
use tokio::sync::oneshot;

pub(crate) use objects::{objects, s3};
pub(crate) use services::Services;
pub(crate) use tasks::{Given, PerWorkflow, filled};

use crate::{
    Exit,
    cli::Options,
    error::{Fault, Internal, Result},
    naming::Target,
};

/// What an endpoint is set up with in this process.
pub(crate) fn config(
    options: &Options,
    target: &Target,
    tasks: PerWorkflow,
    objects: Arc<dyn ObjectStore>,
    time: TimeMode,
) -> ServiceConfig {
    ServiceConfig {
        region: target.region.clone(),
        account: target.account.clone(),
        partition: target.partition.clone(),
        objects,
        time,
        start: options.embedded.start,
        seed: options.embedded.seed,
        ..ServiceConfig::new(Arc::new(tasks))
    }
}

/// How long the endpoint may take to end: a task that blocks its thread cannot be ended.
const LONGEST_END: Duration = Duration::from_secs(2);

/// A running endpoint; ends with this value, once the requests under way are answered. Commands that do tasks end with it.
pub(crate) struct LocalEndpoint {
    url: String,
    /// Dropping it ends the endpoint.
    stop: Option<oneshot::Sender<()>>,
    /// Nothing comes of it before it has ended.
    ended: mpsc::Receiver<()>,
}

impl Drop for LocalEndpoint {
    fn drop(&mut self) {
        drop(self.stop.take());
        // An error is what is waited for: that the other side is gone.
        let _ = self.ended.recv_timeout(LONGEST_END);
    }
}

impl LocalEndpoint {
    /// Starts an endpoint at an address; port 0 takes a free one.
    ///
    /// It has a thread and a runtime of its own: a task that blocks does not keep us from showing that it does.
    pub(crate) fn start(address: SocketAddr, config: ServiceConfig) -> Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let (bound, when_bound) = mpsc::sync_channel(1);
        let (ending, ended) = mpsc::channel();
        let work = move || {
            run(address, config, &bound, stopped);
            drop(ending);
        };
        let thread = thread::Builder::new().name("endpoint".to_owned()).spawn(work);
        thread.map_err(|source| Internal::new("starting the embedded endpoint", source))?;
        match when_bound.recv() {
            Ok(Ok(url)) => Ok(Self { url, stop: Some(stop), ended }),
            Ok(Err(error)) => Err(error),
            Err(source) => Err(Internal::new("starting the embedded endpoint", source).into()),
        }
    }

    /// What SDKs take as `endpoint_url`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

/// Binds, says so, and serves until told to stop.
fn run(
    address: SocketAddr,
    config: ServiceConfig,
    bound: &mpsc::SyncSender<Result<String>>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(source) => {
            return report(bound, Err(Internal::new("starting the runtime", source).into()));
        }
    };
    runtime.block_on(async {
        match Endpoint::bind(address, config).await {
            Err(source) => report(bound, Err(CannotBind(source).into())),
            Ok(endpoint) => {
                report(bound, Ok(endpoint.url()));
                endpoint.serve(async { drop(stopped.await) }).await;
            }
        }
    });
}

/// Waits as long as a task may take. What is outside takes time of the world's, also where that of the execution is
/// virtual and stands still meanwhile.
async fn within<F: Future>(seconds: Option<u64>, ended: F) -> Option<F::Output> {
    match seconds {
        Some(seconds) => tokio::time::timeout(Duration::from_secs(seconds), ended).await.ok(),
        None => Some(ended.await),
    }
}

/// Everything escaped but what no URL escapes (RFC 3986, unreserved characters).
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing into a `String` cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

fn report(bound: &mpsc::SyncSender<Result<String>>, result: Result<String>) {
    // Who started us waits for exactly this.
    let _ = bound.send(result);
}

/// The reason says which port it is; the system's own words for a port in use would only repeat it.
#[derive(Debug)]
struct CannotBind(BindError);

impl fmt::Display for CannotBind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for CannotBind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            BindError::InUse { .. } => None,
            other => other.source(),
        }
    }
}

impl Fault for CannotBind {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        let help = match &self.0 {
            BindError::StateFile { source: StateFileError::InUse, .. } => {
                "end the other process, or give another file"
            }
            BindError::StateFile { source: StateFileError::OtherPlace { .. }, .. } => {
                "`serve` with the region that it has, or give another file"
            }
            BindError::StateFile { .. } => "give another file; this one is left as it is",
            BindError::NotLoopback(_) => "add --allow-remote, where that is what you want",
            _ => "choose another --port; 0 takes a free one",
        };
        Some(help.to_owned())
    }
}
