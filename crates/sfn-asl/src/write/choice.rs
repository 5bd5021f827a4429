//! Choice states and their rules.

use super::object::{Fields, Object, Sink};
use crate::{ChoiceRule, ChoiceState, DataTest, NestedRule, State};

impl ChoiceState {
    pub(super) fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        state
            .input_path(object)
            .put("Choices", &self.choices)
            .maybe("Default", self.default.as_ref())
            .with(|object| state.results(object))
    }
}

impl Fields for ChoiceRule {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Comment", self.comment.as_ref())
            .maybe("Condition", self.condition.as_ref())
            .with(|object| self.test.iter().fold(object, |object, test| test.write(object)))
            .maybe("Assign", self.assign.as_ref())
            .maybe("Output", self.output.as_ref())
            .name("Next", &self.next)
    }
}

impl Fields for NestedRule {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object.maybe("Comment", self.comment.as_ref()).with(|object| self.test.write(object))
    }
}

impl DataTest {
    fn write<S: Sink>(&self, object: Object<S>) -> Object<S> {
        match self {
            Self::And(rules) => object.put("And", rules),
            Self::Or(rules) => object.put("Or", rules),
            Self::Not(rule) => object.put("Not", rule.as_ref()),
            Self::Compare { variable, operator, operand } => {
                object.name("Variable", variable).put(operator.as_str(), operand)
            }
        }
    }
}
