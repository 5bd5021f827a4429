//! Pass and Succeed: `Output` and `Assign`, nothing else. And which work each state type does.

use super::{
    Machine, Step,
    context::Extra,
    evaluate::ExitFields,
    frame::{Frame, FrameId},
};
use crate::program::{KindProgram, StateProgram};

impl Machine {
    /// Does the work of the frame's state.
    pub(super) fn act(&mut self, id: FrameId, frame: &mut Frame, state: &StateProgram) -> Step {
        match &state.kind {
            KindProgram::Pass | KindProgram::Succeed => self.pass(frame, state),
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

    pub(super) fn pass(&mut self, frame: &mut Frame, state: &StateProgram) -> Step {
        let input = frame.input.clone();
        self.exit(frame, state, &ExitFields::of(state), input, &Extra::default())
    }
}
