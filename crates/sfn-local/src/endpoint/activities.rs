//! Tasks of activities that wait for workers, and workers that wait for tasks.

use std::{
    collections::{BTreeMap, VecDeque},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::future::{Either, select};
use tokio::sync::Notify;

use crate::{TaskRequest, task_runner::TaskControl};

/// How long `GetActivityTask` waits for a task.
const PATIENCE: Duration = Duration::from_mins(1);

/// The tasks that wait, by the ARN of their activity.
#[derive(Default)]
pub(super) struct Activities {
    waiting: Mutex<BTreeMap<Arc<str>, VecDeque<Waiting>>>,
    arrived: Notify,
    dismissed: Notify,
}

struct Waiting {
    token: Arc<str>,
    input: String,
    control: TaskControl,
}

/// A task that a worker took.
pub(super) struct Taken {
    pub(super) token: Arc<str>,
    pub(super) input: String,
    pub(super) control: TaskControl,
}

impl std::fmt::Debug for Activities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Activities").finish_non_exhaustive()
    }
}

impl Activities {
    fn waiting(&self) -> MutexGuard<'_, BTreeMap<Arc<str>, VecDeque<Waiting>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a task wait for a worker, for as long as the guard lives.
    pub(super) fn offer(self: Arc<Self>, request: &TaskRequest) -> Offered {
        let arn = Arc::clone(&request.resource.arn);
        let token = request.token.clone().unwrap_or_default();
        let waiting = Waiting {
            token: Arc::clone(&token),
            input: request.arguments.text(),
            control: request.control.clone(),
        };
        request.control.scheduled();
        self.waiting().entry(Arc::clone(&arn)).or_default().push_back(waiting);
        self.arrived.notify_waiters();
        Offered { activities: self, arn, token }
    }

    /// Sends the workers that wait away, with nothing.
    pub(super) fn dismiss(&self) {
        self.dismissed.notify_waiters();
    }

    /// The task that has waited longest, once there is one; `None` where none came in time.
    pub(super) async fn take(&self, arn: &str, worker_name: Option<&str>) -> Option<Taken> {
        let arrival = async {
            loop {
                let mut arrived = pin!(self.arrived.notified());
                // Heard from here on, so that nothing arrives between the look and the wait.
                arrived.as_mut().enable();
                if let Some(waiting) = self.pop(arn) {
                    return waiting;
                }
                arrived.await;
            }
        };
        let (arrival, dismissal) = (pin!(arrival), pin!(self.dismissed.notified()));
        let first = tokio::time::timeout(PATIENCE, select(arrival, dismissal));
        let Ok(Either::Left((waiting, _))) = first.await else {
            return None;
        };
        let Waiting { token, input, control } = waiting;
        control.started(worker_name);
        Some(Taken { token, input, control })
    }

    fn pop(&self, arn: &str) -> Option<Waiting> {
        self.waiting().get_mut(arn)?.pop_front()
    }
}

/// Takes the task back when nobody wants it done any more.
pub(super) struct Offered {
    activities: Arc<Activities>,
    arn: Arc<str>,
    token: Arc<str>,
}

impl Drop for Offered {
    fn drop(&mut self) {
        let mut all = self.activities.waiting();
        if let Some(waiting) = all.get_mut(&self.arn) {
            waiting.retain(|task| task.token != self.token);
            if waiting.is_empty() {
                all.remove(&self.arn);
            }
        }
    }
}
