//! Retry and Catch.

use std::time::Duration;

use sfn_asl::StateType;

use super::{
    Flow, Machine, Step,
    context::Extra,
    evaluate::ExitFields,
    frame::{Frame, FrameId, Resume, Waiting},
    timers::Timer,
};
use crate::{
    errors::{StateError, names},
    history::EventKind,
    payload::Payload,
    program::{CatcherProgram, RetrierProgram, StateProgram, Target},
};

/// Where an error comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The state itself, or what it calls.
    State,
    /// A branch or an iteration of it.
    Children,
}

impl Machine {
    /// What a state does about an error: tries again, goes to a catcher's state, or fails its scope.
    pub(super) fn recover(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        error: StateError,
        from: Origin,
    ) -> Flow {
        if let Some(delay) = self.next_delay(frame, state, &error) {
            frame.retry_count += 1;
            frame.resume = Resume::Retry;
            frame.interrupted = None;
            frame.map_run = None;
            frame.waiting = Waiting::Timer;
            self.timers.set(self.now + delay, Timer::Frame(id));
            return Flow::Blocked;
        }
        // The scope of a Parallel or Map is over once nothing is tried again; retries are not reported, and neither is a
        // path of its own that leads nowhere.
        if matches!(state.state_type, StateType::Parallel | StateType::Map)
            && (from == Origin::Children || !error.is(names::RUNTIME))
        {
            self.record(frame, EventKind::StateFailed { state: frame.state });
        }
        match state.catch.iter().find(|catcher| error.matches(&catcher.error_equals)) {
            Some(catcher) => self.catch(id, frame, state, catcher, &error),
            None => Flow::Failed(error),
        }
    }

    /// The delay before the next attempt. The first retrier that matches decides, also where its
    /// attempts are used up.
    pub(super) fn next_delay(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        error: &StateError,
    ) -> Option<Duration> {
        let (at, retrier) = state
            .retry
            .iter()
            .enumerate()
            .find(|(_, retrier)| error.matches(&retrier.error_equals))?;
        frame.attempts.resize(state.retry.len(), 0);
        let attempts = frame.attempts.get_mut(at)?;
        if *attempts >= retrier.max_attempts {
            return None;
        }
        *attempts += 1;
        let longest = delay_seconds(retrier, *attempts);
        let seconds =
            if retrier.full_jitter { longest * self.randomness.next_fraction() } else { longest };
        Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX))
    }

    fn catch(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        catcher: &CatcherProgram,
        error: &StateError,
    ) -> Flow {
        match self.caught(frame, state, catcher, error) {
            Step::Exit(exit) => self.leave(id, frame, state, exit),
            Step::Error(error) | Step::Fail(error) => Flow::Failed(error),
            Step::Blocked => Flow::Blocked,
        }
    }

    /// What a catcher leaves the state with.
    pub(super) fn caught(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        catcher: &CatcherProgram,
        error: &StateError,
    ) -> Step {
        let error_output = Payload::new(error.output());
        let extra = Extra {
            document: Some(&error_output),
            error_output: Some(&error_output),
            ..Extra::default()
        };
        let fields = ExitFields {
            output: &catcher.output,
            assign: catcher.assign.as_ref(),
            target: Target::Next(catcher.next),
        };
        frame.recovering = true;
        self.exit(frame, state, &fields, error_output.clone(), &extra)
    }
}

/// The delay before the n-th retry, before jitter.
fn delay_seconds(retrier: &RetrierProgram, attempt: u64) -> f64 {
    let exponent = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX);
    let delay = retrier.interval_seconds * retrier.backoff_rate.powi(exponent);
    retrier.max_delay_seconds.map_or(delay, |longest| delay.min(longest))
}
