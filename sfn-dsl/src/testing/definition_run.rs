//! A run of a definition in the interpreter, and what can be asked of it.

use std::{fmt, time::Duration};

use serde_json::Value;
use sfn_local::{Event, EventKind, ExecutionHandle, Outcome};

/// An execution of a definition that has ended, in virtual time.
#[derive(Clone)]
pub struct DefinitionRun {
    /// How it ended.
    pub outcome: Outcome,
    /// How much virtual time passed.
    pub elapsed: Duration,
    pub(super) handle: ExecutionHandle,
}

impl fmt::Debug for DefinitionRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DefinitionRun")
            .field("outcome", &self.outcome)
            .field("elapsed", &self.elapsed)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}

impl DefinitionRun {
    /// The names of the states in the order in which they were entered, those of branches and iterations among them.
    pub fn path(&self) -> Vec<String> {
        self.events_of(|kind| matches!(kind, EventKind::StateEntered { .. }))
            .map(|(state, _)| state)
            .collect()
    }

    /// How often the Task state called its task, over all times that it was entered.
    pub fn attempts(&self, state: &str) -> usize {
        self.events_of(|kind| matches!(kind, EventKind::TaskScheduled { .. }))
            .filter(|(name, _)| name == state)
            .count()
    }

    /// How long the execution was in the state, over all times that it was entered: what a Wait state waited, or a Task
    /// took with its retries.
    pub fn time_in(&self, state: &str) -> Duration {
        let moments = |wanted: fn(&EventKind) -> bool| {
            self.events_of(wanted)
                .filter(|(name, _)| name == state)
                .map(|(_, event)| self.handle.started_at().until(event.at))
                .collect::<Vec<_>>()
        };
        let entered = moments(|kind| matches!(kind, EventKind::StateEntered { .. }));
        let exited = moments(|kind| matches!(kind, EventKind::StateExited { .. }));
        // A state that was not left was there when the execution ended.
        let not_left = u32::try_from(entered.len().saturating_sub(exited.len())).unwrap_or(0);
        let total: Duration = exited.iter().sum::<Duration>() + self.elapsed * not_left;
        total.saturating_sub(entered.iter().sum())
    }

    /// The events, as `GetExecutionHistory` shows them.
    pub fn history(&self) -> Vec<Value> {
        self.handle.history()
    }

    fn events_of(
        &self,
        wanted: impl Fn(&EventKind) -> bool,
    ) -> impl Iterator<Item = (String, Event)> {
        let reader = self.handle.reader().clone();
        self.handle
            .events(0, usize::MAX)
            .into_iter()
            .filter(move |event| wanted(&event.kind))
            .filter_map(move |event| Some((reader.state_of(&event)?.to_owned(), event)))
    }
}
