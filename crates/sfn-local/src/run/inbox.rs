//! What reaches a running execution from outside: from its handle, and from the calls it makes.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::task::AtomicWaker;

use super::lock;
use crate::{errors::StateError, machine::TaskId, payload::Payload};

/// What comes to an execution from outside.
pub(super) enum Message {
    Complete { token: Arc<str>, result: Result<Payload, StateError> },
    Heartbeat { token: Arc<str> },
    Submitted { task: TaskId, output: Payload },
    Scheduled { task: TaskId },
    Started { task: TaskId, worker_name: Option<Arc<str>> },
    Stop(StateError),
}

/// Where messages wait, and what calls tell about themselves.
#[derive(Default)]
pub(crate) struct Inbox {
    pub(super) messages: Mutex<VecDeque<Message>>,
    pub(super) tokens: Mutex<BTreeSet<Arc<str>>>,
    pub(super) waker: AtomicWaker,
    pub(super) idle: AtomicUsize,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

impl Inbox {
    pub(super) fn send(&self, message: Message) {
        lock(&self.messages).push_back(message);
        self.waker.wake();
    }

    pub(crate) fn submitted(&self, task: TaskId, output: Payload) {
        self.send(Message::Submitted { task, output });
    }

    pub(crate) fn scheduled(&self, task: TaskId) {
        self.send(Message::Scheduled { task });
    }

    pub(crate) fn started(&self, task: TaskId, worker_name: Option<Arc<str>>) {
        self.send(Message::Started { task, worker_name });
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
