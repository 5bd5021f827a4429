//! What a service is set up with.

use std::{path::PathBuf, sync::Arc};

use super::arn::Scope;
use crate::{
    TaskRunner, TimeScale, Timestamp,
    objects::{NoObjects, ObjectStore},
};

/// The setting of a service or endpoint.
#[derive(Clone)]
pub struct ServiceConfig {
    /// The account that all ARNs name.
    pub account: String,
    /// The region that all ARNs name.
    pub region: String,
    /// The partition that all ARNs name.
    pub partition: String,
    /// Answers the tasks of executions. Nested executions (`states:startExecution`) the service runs itself.
    pub tasks: Arc<dyn TaskRunner>,
    /// The objects that distributed Maps read and write; none, unless told otherwise.
    pub objects: Arc<dyn ObjectStore>,
    /// How time passes in executions.
    pub time: TimeMode,
    /// The instant at which the service starts; now, unless told otherwise.
    pub start: Option<Timestamp>,
    /// Fixes identifiers, the draws of weighted aliases and the randomness of executions; without it they differ
    /// from run to run.
    pub seed: Option<u64>,
    /// How many requests an endpoint works on at once; it refuses more with `ThrottlingException`, which clients try
    /// again. A worker that waits for a task is one of them.
    pub max_requests: usize,
    /// A file in which state machines, executions and all else survive the process, for
    /// [`Service::open`](super::Service::open) and [`Endpoint::bind`](super::Endpoint::bind); without one they are in memory.
    /// Express executions are not kept: they end with the process. Not with [`TimeMode::Virtual`].
    pub state: Option<PathBuf>,
    /// Listen on other than loopback addresses, too.
    pub allow_remote: bool,
}

/// How time passes in executions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum TimeMode {
    /// As outside.
    #[default]
    Real,
    /// That many times as fast as outside.
    Scaled(TimeScale),
    /// Not at all while something is at work; while all wait, it is the next instant that one of them waits for.
    /// A `Wait` of three days takes no time, and so does the timeout of a callback that nobody answers at once.
    Virtual,
}

impl ServiceConfig {
    /// A service in account 000000000000 and region us-east-1, in real time, whose tasks `tasks` answers.
    pub fn new(tasks: Arc<dyn TaskRunner>) -> Self {
        Self {
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
            tasks,
            objects: Arc::new(NoObjects),
            time: TimeMode::default(),
            start: None,
            seed: None,
            max_requests: 1_000,
            state: None,
            allow_remote: false,
        }
    }
}

impl ServiceConfig {
    pub(super) fn scope(&self) -> Scope {
        Scope {
            partition: self.partition.clone(),
            region: self.region.clone(),
            account: self.account.clone(),
        }
    }
}

impl std::fmt::Debug for ServiceConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            account,
            region,
            partition,
            time,
            start,
            seed,
            max_requests,
            state,
            allow_remote,
            ..
        } = self;
        f.debug_struct("ServiceConfig")
            .field("account", account)
            .field("region", region)
            .field("partition", partition)
            .field("time", time)
            .field("start", start)
            .field("seed", seed)
            .field("max_requests", max_requests)
            .field("state", state)
            .field("allow_remote", allow_remote)
            .finish_non_exhaustive()
    }
}
