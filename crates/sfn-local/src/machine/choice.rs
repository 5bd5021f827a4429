//! Choice: the first rule that is true leads on.

mod test;

use super::{
    Machine, Step, context::Extra, evaluate::ExitFields, frame::Frame, paths::runtime_error,
};
use crate::program::{ConditionProgram, RuleProgram, StateIndex, StateProgram, Target};

impl Machine {
    pub(super) fn choose(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        rules: &[RuleProgram],
        default: Option<StateIndex>,
    ) -> Step {
        for rule in rules {
            let is_true = match &rule.condition {
                ConditionProgram::Constant(constant) => Ok(*constant),
                ConditionProgram::Expression(field) => self.boolean(frame, state, field),
                ConditionProgram::Test(test) => self.test(frame, state, test),
            };
            match is_true {
                Ok(false) => {}
                Ok(true) => {
                    // The rule's `Assign` and `Output` stand in for the state's, also where there are none.
                    let fields = ExitFields {
                        output: &rule.output,
                        assign: rule.assign.as_ref(),
                        target: Target::Next(rule.next),
                    };
                    return self.choice_exit(frame, state, &fields);
                }
                Err(error) => return Step::Error(error),
            }
        }
        if let Some(default) = default {
            let fields = ExitFields { target: Target::Next(default), ..ExitFields::of(state) };
            self.choice_exit(frame, state, &fields)
        } else {
            let message =
                "Failed to transition out of the state. The state does not point to a next state.";
            Step::Error(runtime_error(frame, state, message))
        }
    }

    fn choice_exit(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        fields: &ExitFields<'_>,
    ) -> Step {
        let input = frame.effective_input.clone();
        self.exit(frame, state, fields, input, &Extra::default())
    }
}
