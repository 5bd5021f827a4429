//! Fail: ends its scope with an error.

use super::{Machine, Step, frame::Frame};
use crate::{
    errors::StateError,
    program::{StateProgram, TextProgram},
};

impl Machine {
    pub(super) fn fail(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        error: Option<&TextProgram>,
        cause: Option<&TextProgram>,
    ) -> Step {
        let error = error.map(|error| self.text(frame, state, error)).transpose();
        let texts = error.and_then(|error| {
            let cause = cause.map(|cause| self.text(frame, state, cause)).transpose()?;
            Ok(StateError { error, cause, ..StateError::default() })
        });
        texts.map_or_else(Step::Error, Step::Fail)
    }
}
