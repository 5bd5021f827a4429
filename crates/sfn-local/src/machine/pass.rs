//! Pass and Succeed: what they hand on and assign, nothing else. And which work each state type does.

use super::{
    Machine, Step,
    context::Extra,
    evaluate::ExitFields,
    frame::{Frame, FrameId},
};
use crate::program::{KindProgram, StateProgram, TemplateProgram};

impl Machine {
    /// Does the work of the frame's state.
    pub(super) fn act(&mut self, id: FrameId, frame: &mut Frame, state: &StateProgram) -> Step {
        match &state.kind {
            KindProgram::Pass(result) => self.pass(frame, state, result.as_ref()),
            KindProgram::Succeed => self.hand_on(frame, state),
            KindProgram::Fail { error, cause } => {
                self.fail(frame, state, error.as_ref(), cause.as_ref())
            }
            KindProgram::Wait(wait) => self.wait(id, frame, state, wait),
            KindProgram::Choice { rules, default } => self.choose(frame, state, rules, *default),
            KindProgram::Task(task) => self.start_task(id, frame, state, task),
            KindProgram::Parallel { arguments, branches } => {
                self.start_branches(id, frame, state, arguments.as_ref(), branches)
            }
            KindProgram::Map(map) => self.start_map(id, frame, state, map),
        }
    }

    fn pass(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        result: Option<&TemplateProgram>,
    ) -> Step {
        let Some(result) = result else { return self.hand_on(frame, state) };
        match self.template(frame, state, result, &Extra::default()) {
            Ok(result) => {
                let extra = Extra { document: Some(&result), ..Extra::default() };
                self.exit(frame, state, &ExitFields::of(state), result.clone(), &extra)
            }
            Err(error) => Step::Error(error),
        }
    }

    /// Leaves a state with its input.
    pub(super) fn hand_on(&mut self, frame: &mut Frame, state: &StateProgram) -> Step {
        let input = frame.effective_input.clone();
        self.exit(frame, state, &ExitFields::of(state), input, &Extra::default())
    }
}
