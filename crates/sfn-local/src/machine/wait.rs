//! Wait: for a time, or until one.

use std::time::Duration;

use super::{
    Machine, Step,
    evaluate::entered_cause,
    frame::{Frame, FrameId, Resume, Waiting},
    timers::Timer,
};
use crate::{
    errors::{StateError, names},
    program::{StateProgram, WaitProgram},
    time::Timestamp,
};

/// Recordings show that AWS waits 24,855 days and refuses 24,856.
const LONGEST: Duration = Duration::from_hours(24_856 * 24);

impl Machine {
    pub(super) fn wait(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        wait: &WaitProgram,
    ) -> Step {
        if matches!(frame.resume, Resume::Waited) {
            return self.pass(frame, state);
        }
        let until = match wait {
            WaitProgram::Seconds(seconds) => self
                .number(frame, state, seconds)
                .map(|seconds| self.now + Duration::from_secs(seconds)),
            WaitProgram::Timestamp(timestamp) => self
                .text(frame, state, timestamp)
                .and_then(|text| self.instant(frame, state, &text)),
        };
        match until {
            Err(error) => Step::Error(error),
            Ok(until) if until <= self.now => self.pass(frame, state),
            Ok(until) if self.now.until(until) >= LONGEST => {
                let cause = entered_cause(frame, state, "Wait state delay is too long.");
                Step::Error(StateError::new(names::RUNTIME, cause))
            }
            Ok(until) => {
                self.timers.set(until, Timer::Frame(id));
                frame.resume = Resume::Waited;
                frame.waiting = Waiting::Timer;
                Step::Blocked
            }
        }
    }

    fn instant(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        text: &str,
    ) -> Result<Timestamp, StateError> {
        Timestamp::parse(text).ok_or_else(|| {
            let message =
                format!("The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}");
            // The expression did give a value, so this follows the event of entering the state.
            frame.fresh = false;
            self.evaluation_failed(frame, state, "Timestamp", &message)
        })
    }
}
