//! What reaches a running execution from outside: from its handle, from the calls it makes, and from the clock.

use std::{
    any::Any,
    collections::{BTreeSet, VecDeque},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::task::AtomicWaker;
use serde::{Deserialize, Serialize};

use super::lock;
use crate::{
    errors::StateError,
    machine::{MapRunId, SourcedItem, TaskId},
    objects::Item,
    payload::Payload,
    task_runner::HttpExchange,
};

/// What the machine is told.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Input {
    /// A task token came back.
    Complete { token: String, result: Result<Payload, StateError> },
    /// A sign of life came with a task token.
    Heartbeat { token: String },
    /// A call told its first answer.
    Submitted { task: TaskId, output: Payload },
    /// The task of an activity waits for a worker.
    Scheduled { task: TaskId },
    /// A worker took it.
    Started { task: TaskId, worker_name: Option<String> },
    /// A call returned.
    Finished { task: TaskId, result: Result<Payload, StateError> },
    /// A Map Run has read its items.
    Items { map_run: MapRunId, items: Result<Vec<ReadItem>, StateError> },
    /// The children of a Map Run have ended, or it failed.
    MapRunFinished { map_run: MapRunId, result: Result<Payload, StateError> },
    /// It is time.
    Fire,
    /// Somebody stops the execution.
    Stop(StateError),
    /// Somebody redrives it.
    Redrive,
}

/// An item that was read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadItem {
    value: Payload,
    source: Arc<str>,
}

impl From<Item> for ReadItem {
    fn from(Item { value, source }: Item) -> Self {
        Self { value: Payload::new(value), source }
    }
}

impl From<ReadItem> for SourcedItem {
    fn from(ReadItem { value, source }: ReadItem) -> Self {
        Self { input: value, value: None, key: None, source: Some(source) }
    }
}

/// What waits to be read.
pub(super) enum Message {
    Input(Input),
    /// Dropped once all before it was read.
    Mark {
        _mark: Box<dyn Any + Send>,
    },
}

/// Where messages wait, and what calls tell about themselves.
#[derive(Default)]
pub(crate) struct Inbox {
    pub(super) messages: Mutex<VecDeque<Message>>,
    pub(super) tokens: Mutex<BTreeSet<Arc<str>>>,
    pub(super) waker: AtomicWaker,
    pub(super) idle: AtomicUsize,
    /// The last HTTP request that a call told of, where somebody asks for it.
    exchange: Option<Mutex<Option<HttpExchange>>>,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

impl Inbox {
    /// `keeps_exchange`: whether somebody asks for the last HTTP request.
    pub(super) fn new(keeps_exchange: bool) -> Self {
        Self { exchange: keeps_exchange.then(Mutex::default), ..Self::default() }
    }

    pub(super) fn send(&self, input: Input) {
        self.put(Message::Input(input));
    }

    /// Drops `mark` once all that was sent before was read, or the execution has ended.
    pub(crate) fn mark(&self, mark: impl Any + Send) {
        self.put(Message::Mark { _mark: Box::new(mark) });
    }

    fn put(&self, message: Message) {
        lock(&self.messages).push_back(message);
        self.waker.wake();
    }

    pub(crate) fn submitted(&self, task: TaskId, output: Payload) {
        self.send(Input::Submitted { task, output });
    }

    pub(crate) fn scheduled(&self, task: TaskId) {
        self.send(Input::Scheduled { task });
    }

    pub(crate) fn started(&self, task: TaskId, worker_name: Option<String>) {
        self.send(Input::Started { task, worker_name });
    }

    pub(crate) fn exchanged(&self, exchange: impl FnOnce() -> HttpExchange) {
        if let Some(kept) = &self.exchange {
            *lock(kept) = Some(exchange());
        }
    }

    pub(super) fn exchange(&self) -> Option<HttpExchange> {
        self.exchange.as_ref().and_then(|kept| lock(kept).clone())
    }

    /// Counts a call as idle while the guard lives.
    pub(crate) fn idle(self: &Arc<Self>) -> IdleGuard {
        self.idle.fetch_add(1, Ordering::AcqRel);
        IdleGuard(Arc::clone(self))
    }
}

pub(crate) struct IdleGuard(Arc<Inbox>);

impl Drop for IdleGuard {
    fn drop(&mut self) {
        self.0.idle.fetch_sub(1, Ordering::AcqRel);
    }
}
