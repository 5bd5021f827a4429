//! What others hold of an execution while it runs and after.

use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::{
    ChildExecution, MapRunHandle,
    inbox::{Inbox, Input},
    lock,
    redrive::Interrupted,
};
use crate::{
    definition::TaskFailure,
    errors::StateError,
    execution::{ExecutionContext, Outcome, Status},
    history::{Event, HistoryReader},
    payload::Payload,
    task_runner::HttpExchange,
    time::Timestamp,
};

/// Looks at a running or finished execution, and reaches into it from any thread.
#[derive(Clone, Debug)]
pub struct ExecutionHandle {
    pub(super) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) reader: HistoryReader,
    pub(super) input: Payload,
    pub(super) started_at: Timestamp,
    pub(super) inbox: Arc<Inbox>,
    pub(super) progress: Mutex<Progress>,
}

#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) events: Vec<Event>,
    pub(super) outcome: Option<Outcome>,
    pub(super) stopped_at: Option<Timestamp>,
    /// Where it ended without success.
    pub(super) interrupted: Option<Interrupted>,
    pub(super) redrive_count: u32,
    pub(super) redriven_at: Option<Timestamp>,
    pub(super) map_runs: Vec<MapRunHandle>,
}

impl Progress {
    pub(super) fn redriven(&mut self, redrive_count: u32, at: Timestamp) {
        self.outcome = None;
        self.stopped_at = None;
        self.redrive_count = redrive_count;
        self.redriven_at = Some(at);
    }
}

/// Nobody waits for this task token: it is wrong, or the task is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody waits for this task token")]
pub struct UnknownToken;

impl ExecutionHandle {
    /// Names and ARNs.
    pub fn context(&self) -> &ExecutionContext {
        &self.shared.reader.context
    }

    /// What shows its events.
    pub fn reader(&self) -> &HistoryReader {
        &self.shared.reader
    }

    /// Its input.
    pub fn input(&self) -> &Payload {
        &self.shared.input
    }

    /// The last HTTP request of its tasks, where whoever runs them tells of it and [`Run::keep_exchange`](crate::Run::keep_exchange) asked
    /// for it.
    pub fn http_exchange(&self) -> Option<HttpExchange> {
        self.shared.inbox.exchange()
    }

    /// When it started.
    pub fn started_at(&self) -> Timestamp {
        self.shared.started_at
    }

    /// When it ended.
    pub fn stopped_at(&self) -> Option<Timestamp> {
        lock(&self.shared.progress).stopped_at
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<Outcome> {
        lock(&self.shared.progress).outcome.clone()
    }

    /// Whether it runs, or how it ended.
    pub fn status(&self) -> Status {
        lock(&self.shared.progress).outcome.as_ref().map_or(Status::Running, Outcome::status)
    }

    /// How many events there are.
    pub fn event_count(&self) -> usize {
        lock(&self.shared.progress).events.len()
    }

    /// The events from `first` (from 0) on, at most `most` of them.
    pub fn events(&self, first: usize, most: usize) -> Vec<Event> {
        lock(&self.shared.progress).events.iter().skip(first).take(most).cloned().collect()
    }

    /// The whole history as `GetExecutionHistory` shows it.
    pub fn history(&self) -> Vec<Value> {
        self.events(0, usize::MAX)
            .iter()
            .map(|event| self.shared.reader.render(event, true))
            .collect()
    }

    /// The Map Runs of its distributed Maps, in the order of their start.
    pub fn map_runs(&self) -> Vec<MapRunHandle> {
        lock(&self.shared.progress).map_runs.clone()
    }

    /// The Map Run of that ARN, here or in a child.
    pub fn map_run(&self, arn: &str) -> Option<MapRunHandle> {
        self.map_runs().iter().find_map(|run| run.find_map_run(arn))
    }

    /// The execution of that ARN that a Map Run of it started, or one of a child.
    pub fn child_execution(&self, arn: &str) -> Option<ChildExecution> {
        self.map_runs().iter().find_map(|run| run.find_child(arn))
    }

    /// Sends a task token back (`SendTaskSuccess`, `SendTaskFailure`).
    ///
    /// # Errors
    /// Where nobody waits for it.
    pub fn complete(
        &self,
        token: &str,
        result: Result<Value, TaskFailure>,
    ) -> Result<(), UnknownToken> {
        self.complete_with(token, result.map_err(StateError::from))
    }

    /// The same with an error whose name or cause may be missing.
    ///
    /// # Errors
    /// Where nobody waits for it.
    pub fn complete_with(
        &self,
        token: &str,
        result: Result<Value, StateError>,
    ) -> Result<(), UnknownToken> {
        // The token is taken at once, so that a second answer is refused.
        if !lock(&self.shared.inbox.tokens).remove(token) {
            return Err(UnknownToken);
        }
        self.shared
            .inbox
            .send(Input::Complete { token: token.into(), result: result.map(Payload::new) });
        Ok(())
    }

    /// A sign of life with a task token (`SendTaskHeartbeat`).
    ///
    /// # Errors
    /// Where nobody waits for it.
    pub fn heartbeat(&self, token: &str) -> Result<(), UnknownToken> {
        if !lock(&self.shared.inbox.tokens).contains(token) {
            return Err(UnknownToken);
        }
        self.shared.inbox.send(Input::Heartbeat { token: token.into() });
        Ok(())
    }

    /// Drops `mark` once what was sent before has reached the execution, or it has ended.
    pub fn mark(&self, mark: impl std::any::Any + Send) {
        self.shared.inbox.mark(mark);
    }

    /// The tokens that somebody waits for.
    pub fn open_tokens(&self) -> Vec<Arc<str>> {
        lock(&self.shared.inbox.tokens).iter().cloned().collect()
    }

    /// Stops it (`StopExecution`).
    pub fn stop(&self, error: Option<String>, cause: Option<String>) {
        let error = StateError {
            error: error.map(Into::into),
            cause: cause.map(Into::into),
            ..StateError::default()
        };
        self.shared.inbox.send(Input::Stop(error));
    }
}
