//! From history events to visits of states: when each began and ended, and how.
//!
//! Every event names the one before it, so branches and iterations are kept apart by following these links;
//! the order in which events of different branches arrive does not matter.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use crate::aws::Event;

/// One stay in a state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Visit {
    pub(crate) state: String,
    /// The state's type, such as `Task`.
    pub(crate) state_type: String,
    /// The Parallel or Map that it happened in.
    pub(crate) parent: Option<usize>,
    /// Which iteration of a Map.
    pub(crate) iteration: Option<i32>,
    /// How often its work was begun; 0 for states that do none.
    pub(crate) attempts: u32,
    pub(crate) outcome: Outcome,
    /// The error of the last attempt.
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
    /// The state that came after.
    pub(crate) next: Option<String>,
    entered: SystemTime,
    left: Option<SystemTime>,
}

impl Visit {
    /// How long it took, if it has ended.
    pub(crate) fn duration(&self) -> Option<Duration> {
        self.left.map(|left| left.duration_since(self.entered).unwrap_or_default())
    }
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Running,
    Succeeded,
    /// It failed, and the machine went on elsewhere.
    Caught,
    Failed,
    /// Something beside it failed first.
    Stopped,
}

/// The visits of an execution so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    visits: Vec<Visit>,
    /// Event → the visit that what follows it belongs to.
    scopes: BTreeMap<i64, Option<usize>>,
    /// Event → the visit it ended.
    exits: BTreeMap<i64, usize>,
    /// Event → the iteration it began.
    iterations: BTreeMap<i64, i32>,
    last_id: i64,
    /// The visit that made the execution fail.
    culprit: Option<usize>,
}

impl Timeline {
    pub(crate) fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// The id of the last event.
    pub(crate) fn last_id(&self) -> i64 {
        self.last_id
    }

    /// The visit in which the execution failed, as deep inside as is known.
    pub(crate) fn culprit(&self) -> Option<&Visit> {
        self.culprit.and_then(|index| self.visits.get(index))
    }

    /// How many Parallels and Maps a visit is inside of.
    pub(crate) fn depth(&self, visit: &Visit) -> usize {
        std::iter::successors(visit.parent, |parent| self.visits.get(*parent)?.parent).count()
    }

    /// Takes the next event.
    pub(crate) fn push(&mut self, event: &Event) {
        self.last_id = self.last_id.max(event.id);
        let scope = self.scopes.get(&event.previous).copied().flatten();
        let kind = event.kind.as_str();
        let scope = if let Some(state_type) = kind.strip_suffix("StateEntered") {
            Some(self.enter(event, state_type, scope))
        } else if kind.ends_with("StateExited") {
            self.exit(event, scope)
        } else if kind.starts_with("Execution") {
            self.end(event, scope);
            scope
        } else if kind.starts_with("MapIteration")
            || kind.starts_with("MapState")
            || kind.starts_with("ParallelState")
        {
            self.container(event, scope)
        } else {
            self.work(event, scope);
            scope
        };
        self.scopes.insert(event.id, scope);
    }

    fn enter(&mut self, event: &Event, state_type: &str, parent: Option<usize>) -> usize {
        let index = self.visits.len();
        let before = self.exits.get(&event.previous).copied();
        if let Some(before) = before.and_then(|before| self.visits.get_mut(before)) {
            before.next.clone_from(&event.state);
        }
        let before = before.and_then(|before| self.visits.get(before));
        let iteration = self
            .iterations
            .get(&event.previous)
            .copied()
            .or_else(|| before.and_then(|visit| visit.iteration));
        self.visits.push(Visit {
            state: event.state.clone().unwrap_or_default(),
            state_type: state_type.to_owned(),
            parent,
            iteration,
            attempts: 0,
            outcome: Outcome::Running,
            error: None,
            cause: None,
            next: None,
            entered: event.at,
            left: None,
        });
        if state_type == "Fail" {
            self.close(index, Outcome::Failed, event.at);
            self.culprit = Some(index);
        }
        index
    }

    fn exit(&mut self, event: &Event, scope: Option<usize>) -> Option<usize> {
        let state = event.state.as_deref().unwrap_or_default();
        let index = self.enclosing(scope, |visit| visit.state == state)?;
        let has_failed = self.visits.get(index).is_some_and(|visit| visit.error.is_some());
        self.close(index, if has_failed { Outcome::Caught } else { Outcome::Succeeded }, event.at);
        self.culprit = None;
        self.exits.insert(event.id, index);
        self.visits.get(index)?.parent
    }

    /// What a Parallel or a Map says about itself and its iterations.
    fn container(&mut self, event: &Event, scope: Option<usize>) -> Option<usize> {
        let kind = event.kind.as_str();
        let state_type = if kind.starts_with("Map") { "Map" } else { "Parallel" };
        let index = self.enclosing(scope, |visit| visit.state_type == state_type);
        if kind == "MapIterationStarted" {
            self.iterations.extend(event.iteration.map(|iteration| (event.id, iteration)));
        }
        let failed = kind.ends_with("Failed") || kind.ends_with("Aborted");
        let inner = scope
            .and_then(|scope| self.visits.get(scope))
            .map(|visit| (visit.error.clone(), visit.cause.clone()));
        if let Some(visit) = index.and_then(|index| self.visits.get_mut(index)) {
            if kind.ends_with("StateStarted") {
                visit.attempts += 1;
                (visit.error, visit.cause) = (None, None);
            } else if failed && visit.error.is_none() {
                (visit.error, visit.cause) = match (&event.error, inner) {
                    (Some(error), _) => (Some(error.clone()), event.cause.clone()),
                    (None, Some((Some(error), cause))) => (Some(error), cause),
                    (None, _) => (Some("States.TaskFailed".to_owned()), None),
                };
            }
        }
        if failed && kind.contains("State") {
            self.stop_inside(index, event.at);
        }
        index
    }

    /// What a Task, an expression or a distributed Map reports.
    fn work(&mut self, event: &Event, scope: Option<usize>) {
        let Some(index) = scope else { return };
        let Some(visit) = self.visits.get_mut(index) else { return };
        let kind = event.kind.as_str();
        if kind.ends_with("Scheduled") || kind == "MapRunStarted" {
            visit.attempts += 1;
            (visit.error, visit.cause) = (None, None);
        } else if kind.ends_with("Failed")
            || kind.ends_with("TimedOut")
            || kind.ends_with("Aborted")
        {
            // What was aborted because it had failed keeps its error.
            if kind.ends_with("Aborted") && visit.error.is_some() {
                return;
            }
            let unnamed =
                if kind.ends_with("TimedOut") { "States.Timeout" } else { "States.TaskFailed" };
            visit.error = Some(event.error.clone().unwrap_or_else(|| unnamed.to_owned()));
            visit.cause.clone_from(&event.cause);
            self.culprit = Some(index);
        }
    }

    fn end(&mut self, event: &Event, scope: Option<usize>) {
        if event.kind == "ExecutionStarted" || event.kind == "ExecutionRedriven" {
            return;
        }
        if self.culprit.is_none() {
            self.culprit = scope;
        }
        let culprit = self.culprit;
        if let Some(visit) = culprit.and_then(|index| self.visits.get_mut(index))
            && visit.error.is_none()
        {
            visit.error.clone_from(&event.error);
            visit.cause.clone_from(&event.cause);
        }
        let inside: Vec<usize> = std::iter::successors(culprit, |index| {
            self.visits.get(*index).and_then(|visit| visit.parent)
        })
        .collect();
        for index in inside {
            self.close(index, Outcome::Failed, event.at);
        }
        self.stop_inside(None, event.at);
    }

    /// Ends what is still running inside a visit, or anywhere.
    fn stop_inside(&mut self, container: Option<usize>, at: SystemTime) {
        for index in 0..self.visits.len() {
            let is_inside = container.is_none() || self.is_inside(index, container);
            if is_inside
                && self.visits.get(index).is_some_and(|visit| visit.outcome == Outcome::Running)
            {
                let failed = self.visits.get(index).is_some_and(|visit| visit.error.is_some());
                self.close(index, if failed { Outcome::Failed } else { Outcome::Stopped }, at);
            }
        }
    }

    fn is_inside(&self, index: usize, container: Option<usize>) -> bool {
        let parent = self.visits.get(index).and_then(|visit| visit.parent);
        container.is_some()
            && std::iter::successors(parent, |parent| self.visits.get(*parent)?.parent)
                .any(|parent| Some(parent) == container)
    }

    fn close(&mut self, index: usize, outcome: Outcome, at: SystemTime) {
        if let Some(visit) = self.visits.get_mut(index)
            && visit.left.is_none()
        {
            visit.outcome = outcome;
            visit.left = Some(at);
        }
    }

    /// The innermost visit, from `scope` outwards, for which this holds.
    fn enclosing(&self, scope: Option<usize>, holds: impl Fn(&Visit) -> bool) -> Option<usize> {
        std::iter::successors(scope, |index| self.visits.get(*index)?.parent)
            .find(|index| self.visits.get(*index).is_some_and(&holds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(events: &[(i64, i64, &str, &str)]) -> Timeline {
        let mut timeline = Timeline::default();
        for (id, previous, kind, detail) in events {
            let is_state = kind.contains("StateE");
            timeline.push(&Event {
                id: *id,
                previous: *previous,
                at: SystemTime::UNIX_EPOCH
                    + Duration::from_millis(u64::try_from(*id).unwrap() * 10),
                kind: (*kind).to_owned(),
                state: is_state.then(|| (*detail).to_owned()),
                iteration: kind.starts_with("MapIteration").then(|| detail.parse().unwrap()),
                error: (!is_state && !detail.is_empty()).then(|| (*detail).to_owned()),
                cause: None,
            });
        }
        timeline
    }

    fn summary(timeline: &Timeline) -> Vec<(usize, &str, u32, Outcome, u128)> {
        let row = |visit| timeline.depth(visit);
        timeline
            .visits()
            .iter()
            .map(|v| {
                (
                    row(v),
                    v.state.as_str(),
                    v.attempts,
                    v.outcome,
                    v.duration().unwrap_or_default().as_millis(),
                )
            })
            .collect()
    }

    #[test]
    fn a_task_that_is_retried_and_then_caught() {
        let timeline = timeline(&[
            (1, 0, "ExecutionStarted", ""),
            (2, 0, "TaskStateEntered", "Charge"),
            (3, 2, "LambdaFunctionScheduled", ""),
            (4, 3, "LambdaFunctionFailed", "Lambda.ServiceException"),
            (5, 4, "LambdaFunctionScheduled", ""),
            (6, 5, "LambdaFunctionFailed", "Declined"),
            (7, 6, "TaskStateExited", "Charge"),
            (8, 7, "FailStateEntered", "Declined"),
            (9, 8, "ExecutionFailed", "Declined"),
        ]);
        assert_eq!(
            summary(&timeline),
            [(0, "Charge", 2, Outcome::Caught, 50), (0, "Declined", 0, Outcome::Failed, 0),]
        );
        let charge = &timeline.visits()[0];
        assert_eq!(
            (charge.next.as_deref(), charge.error.as_deref()),
            (Some("Declined"), Some("Declined"))
        );
        assert_eq!(timeline.culprit().unwrap().state, "Declined");
        assert_eq!(timeline.culprit().unwrap().error.as_deref(), Some("Declined"));
        assert_eq!(timeline.last_id(), 9);
    }

    #[test]
    fn branches_are_told_apart_by_their_links() {
        let timeline = timeline(&[
            (1, 0, "ExecutionStarted", ""),
            (2, 0, "ParallelStateEntered", "Both"),
            (3, 2, "ParallelStateStarted", ""),
            (4, 3, "TaskStateEntered", "Left"),
            (5, 3, "TaskStateEntered", "Right"),
            (6, 5, "LambdaFunctionScheduled", ""),
            (7, 4, "LambdaFunctionScheduled", ""),
            (8, 6, "LambdaFunctionFailed", "Broken"),
            (9, 8, "ParallelStateFailed", ""),
            (10, 9, "ExecutionFailed", "Broken"),
        ]);
        assert_eq!(
            summary(&timeline),
            [
                (0, "Both", 1, Outcome::Failed, 80),
                (1, "Left", 1, Outcome::Stopped, 50),
                (1, "Right", 1, Outcome::Failed, 40),
            ]
        );
        assert_eq!(timeline.culprit().unwrap().state, "Right");
        assert_eq!(timeline.visits()[0].error.as_deref(), Some("Broken"));
    }

    #[test]
    fn iterations_of_a_map_keep_their_number() {
        let timeline = timeline(&[
            (1, 0, "ExecutionStarted", ""),
            (2, 0, "MapStateEntered", "Each"),
            (3, 2, "MapStateStarted", ""),
            (4, 3, "MapIterationStarted", "0"),
            (5, 3, "MapIterationStarted", "1"),
            (6, 4, "PassStateEntered", "A"),
            (7, 6, "PassStateExited", "A"),
            (8, 7, "PassStateEntered", "B"),
            (9, 5, "PassStateEntered", "A"),
            (10, 8, "PassStateExited", "B"),
            (11, 10, "MapIterationSucceeded", "0"),
            (12, 9, "PassStateExited", "A"),
            (13, 12, "MapIterationSucceeded", "1"),
            (14, 13, "MapStateSucceeded", ""),
            (15, 14, "MapStateExited", "Each"),
            (16, 15, "ExecutionSucceeded", ""),
        ]);
        let rows: Vec<_> =
            timeline.visits().iter().map(|v| (v.state.as_str(), v.iteration, v.outcome)).collect();
        assert_eq!(
            rows,
            [
                ("Each", None, Outcome::Succeeded),
                ("A", Some(0), Outcome::Succeeded),
                ("B", Some(0), Outcome::Succeeded),
                ("A", Some(1), Outcome::Succeeded),
            ]
        );
        assert!(timeline.culprit().is_none());
    }

    #[test]
    fn strange_histories_do_no_harm() {
        let timeline = timeline(&[
            (5, 99, "TaskStateExited", "Nowhere"),
            (4, 4, "LambdaFunctionFailed", "X"),
            (9, 5, "ParallelStateFailed", ""),
            (2, 1, "SomethingNew", ""),
            (10, 9, "ExecutionTimedOut", ""),
        ]);
        assert!(timeline.visits().is_empty() && timeline.culprit().is_none());
    }
}
