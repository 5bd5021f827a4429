//! States of every type, with `Retry` and `Catch`.

use super::object::{Fields, Object, Sink};
use crate::{
    Catcher, FailState, ParallelState, PassState, Retrier, State, StateKind, TaskState, Transition,
    WaitState,
};

impl Fields for State {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        let object = object
            .put("Type", self.state_type().as_str())
            .maybe("Comment", self.comment.as_ref())
            .maybe("QueryLanguage", self.query_language.as_ref());
        match &self.kind {
            StateKind::Task(task) => task.write(self, object),
            StateKind::Parallel(parallel) => parallel.write(self, object),
            StateKind::Map(map) => map.write(self, object),
            StateKind::Pass(pass) => pass.write(self, object),
            StateKind::Wait(wait) => wait.write(self, object),
            StateKind::Choice(choice) => choice.write(self, object),
            StateKind::Succeed => self.results(self.input_path(object)),
            StateKind::Fail(fail) => fail.write(self, object),
        }
    }
}

impl State {
    pub(super) fn input_path<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object.maybe("InputPath", self.input_path.as_ref())
    }

    /// What every type says last about its data.
    pub(super) fn results<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("OutputPath", self.output_path.as_ref())
            .maybe("Assign", self.assign.as_ref())
            .maybe("Output", self.output.as_ref())
    }
}

impl Transition {
    pub(super) fn write<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object.maybe("Next", self.next.as_ref()).maybe("End", self.end.as_ref())
    }
}

impl TaskState {
    fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        object
            .name("Resource", &self.resource)
            .maybe("Credentials", self.credentials.as_ref())
            .with(|object| state.input_path(object))
            .maybe("Parameters", self.parameters.as_ref())
            .maybe("Arguments", self.arguments.as_ref())
            .maybe("TimeoutSeconds", self.timeout_seconds.as_ref())
            .maybe("TimeoutSecondsPath", self.timeout_seconds_path.as_ref())
            .maybe("HeartbeatSeconds", self.heartbeat_seconds.as_ref())
            .maybe("HeartbeatSecondsPath", self.heartbeat_seconds_path.as_ref())
            .maybe("ResultSelector", self.result_selector.as_ref())
            .maybe("ResultPath", self.result_path.as_ref())
            .with(|object| state.results(object))
            .maybe("Retry", self.retry.as_ref())
            .maybe("Catch", self.catch.as_ref())
            .with(|object| self.transition.write(object))
    }
}

impl ParallelState {
    fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        state
            .input_path(object)
            .maybe("Parameters", self.parameters.as_ref())
            .maybe("Arguments", self.arguments.as_ref())
            .put("Branches", &self.branches)
            .maybe("ResultSelector", self.result_selector.as_ref())
            .maybe("ResultPath", self.result_path.as_ref())
            .with(|object| state.results(object))
            .maybe("Retry", self.retry.as_ref())
            .maybe("Catch", self.catch.as_ref())
            .with(|object| self.transition.write(object))
    }
}

impl PassState {
    fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        state
            .input_path(object)
            .maybe("Parameters", self.parameters.as_ref())
            .maybe("Result", self.result.as_ref())
            .maybe("ResultPath", self.result_path.as_ref())
            .with(|object| state.results(object))
            .with(|object| self.transition.write(object))
    }
}

impl WaitState {
    fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        state
            .input_path(object)
            .maybe("Seconds", self.seconds.as_ref())
            .maybe("SecondsPath", self.seconds_path.as_ref())
            .maybe("Timestamp", self.timestamp.as_ref())
            .maybe("TimestampPath", self.timestamp_path.as_ref())
            .with(|object| state.results(object))
            .with(|object| self.transition.write(object))
    }
}

impl FailState {
    fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        state
            .input_path(object)
            .maybe("Error", self.error.as_ref())
            .maybe("ErrorPath", self.error_path.as_ref())
            .maybe("Cause", self.cause.as_ref())
            .maybe("CausePath", self.cause_path.as_ref())
            .with(|object| state.results(object))
    }
}

impl Fields for Retrier {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Comment", self.comment.as_ref())
            .put("ErrorEquals", &self.error_equals)
            .maybe("IntervalSeconds", self.interval_seconds.as_ref())
            .maybe("MaxAttempts", self.max_attempts.as_ref())
            .maybe("BackoffRate", self.backoff_rate.as_ref())
            .maybe("MaxDelaySeconds", self.max_delay_seconds.as_ref())
            .maybe(
                "JitterStrategy",
                self.jitter_strategy.as_ref().map(crate::JitterStrategy::as_str),
            )
    }
}

impl Fields for Catcher {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Comment", self.comment.as_ref())
            .put("ErrorEquals", &self.error_equals)
            .maybe("ResultPath", self.result_path.as_ref())
            .maybe("Assign", self.assign.as_ref())
            .maybe("Output", self.output.as_ref())
            .name("Next", &self.next)
    }
}
