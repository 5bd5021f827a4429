//! The embedded endpoint: Step Functions, and what a deployment needs of IAM and STS, in this process.
//!
//! It is spoken to through the AWS SDK like any other endpoint, so that a local run takes the very
//! steps of a deployment.

mod client;
mod command;
mod http_task;
mod objects;
mod services;
mod tasks;

use std::{
    error::Error,
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use sfn_local::{
    endpoint::{BindError, Endpoint, ServiceConfig, TimeMode},
    objects::ObjectStore,
};
use tokio::sync::oneshot;

pub(crate) use objects::objects;
pub(crate) use services::Services;
pub(crate) use tasks::{Given, PerWorkflow};

use crate::{
    Exit,
    error::{Fault, Internal, Result},
    naming::Target,
};

/// A running endpoint; ends with this value.
pub(crate) struct LocalEndpoint {
    url: String,
    /// Dropping it ends the endpoint.
    _stop: oneshot::Sender<()>,
}

impl LocalEndpoint {
    /// Starts an endpoint on a port of this machine; 0 takes a free one.
    ///
    /// It has a thread and a runtime of its own: a task that blocks does not keep us from showing that it does.
    pub(crate) fn start(
        port: u16,
        target: &Target,
        tasks: PerWorkflow,
        objects: Arc<dyn ObjectStore>,
        time: TimeMode,
    ) -> Result<Self> {
        let mut config = ServiceConfig::new(Arc::new(tasks));
        config.region.clone_from(&target.region);
        config.account.clone_from(&target.account);
        config.partition.clone_from(&target.partition);
        config.time = time;
        config.objects = objects;
        let (stop, stopped) = oneshot::channel();
        let (bound, when_bound) = mpsc::sync_channel(1);
        let work =
            move || run(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), config, &bound, stopped);
        let thread = thread::Builder::new().name("endpoint".to_owned()).spawn(work);
        thread.map_err(|source| Internal::new("starting the embedded endpoint", source))?;
        match when_bound.recv() {
            Ok(Ok(url)) => Ok(Self { url, _stop: stop }),
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
                // An error here means that the process is at its end: clients see that nobody answers.
                let _: io::Result<()> = endpoint
                    .serve(async {
                        let _ = stopped.await;
                    })
                    .await;
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
        Some("choose another --port; 0 takes a free one".to_owned())
    }
}
