//! Wait: for a time, or until one.

use std::time::Duration;

use sfn_query::jsonpath::Path;

use super::{
    Machine, Step,
    frame::{Frame, FrameId, Resume, Waiting},
    paths::runtime_error,
    timers::Timer,
};
use crate::{
    errors::StateError,
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
            return self.hand_on(frame, state);
        }
        let until = match wait {
            WaitProgram::Seconds(seconds) => self
                .number(frame, state, seconds)
                .map(|seconds| self.now + Duration::from_secs(seconds)),
            WaitProgram::Timestamp(timestamp) => self
                .text(frame, state, timestamp)
                .and_then(|text| self.instant(frame, state, &text)),
            WaitProgram::SecondsPath(path) => self.seconds_at(frame, state, path),
            WaitProgram::TimestampPath(path) => self.timestamp_at(frame, state, path),
        };
        match until {
            Err(error) => Step::Error(error),
            Ok(until) if until <= self.now => self.hand_on(frame, state),
            Ok(until) if self.now.until(until) >= LONGEST => {
                Step::Error(runtime_error(frame, state, "Wait state delay is too long."))
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

    fn seconds_at(
        &self,
        frame: &Frame,
        state: &StateProgram,
        path: &Path,
    ) -> Result<Timestamp, StateError> {
        let text = self.referenced(frame, state, "SecondsPath", path)?;
        let problem = match text.parse::<i64>().map(u64::try_from) {
            Ok(Ok(seconds)) => return Ok(self.now + Duration::from_secs(seconds)),
            Ok(Err(_)) => "references a negative value",
            Err(_) => "cannot be parsed as a long value",
        };
        let message = format!("The SecondsPath parameter {problem}: {} == {text}", path.text());
        Err(runtime_error(frame, state, &message))
    }

    fn timestamp_at(
        &self,
        frame: &Frame,
        state: &StateProgram,
        path: &Path,
    ) -> Result<Timestamp, StateError> {
        let text = self.referenced(frame, state, "TimestampPath", path)?;
        Timestamp::parse(&text).ok_or_else(|| {
            let message = format!(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {} == {text}",
                path.text()
            );
            runtime_error(frame, state, &message)
        })
    }
}
