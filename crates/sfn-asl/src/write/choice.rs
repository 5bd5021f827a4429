//! Choice states and their rules.

use serde_json::Value;

use super::object::{Json, Object};
use crate::{ChoiceRule, ChoiceState, DataTest, NestedRule, State};

impl ChoiceState {
    pub(super) fn write(&self, state: &State, object: Object) -> Object {
        state
            .input_path(object)
            .put("Choices", self.choices.json())
            .maybe("Default", self.default.as_ref())
            .with(|object| state.results(object))
    }
}

impl Json for ChoiceRule {
    fn json(&self) -> Value {
        Object::new()
            .maybe("Comment", self.comment.as_ref())
            .maybe("Condition", self.condition.as_ref())
            .with(|object| self.test.iter().fold(object, |object, test| test.write(object)))
            .maybe("Assign", self.assign.as_ref())
            .maybe("Output", self.output.as_ref())
            .name("Next", &self.next)
            .into()
    }
}

impl Json for NestedRule {
    fn json(&self) -> Value {
        Object::new()
            .maybe("Comment", self.comment.as_ref())
            .with(|object| self.test.write(object))
            .into()
    }
}

impl DataTest {
    fn write(&self, object: Object) -> Object {
        match self {
            Self::And(rules) => object.put("And", rules.json()),
            Self::Or(rules) => object.put("Or", rules.json()),
            Self::Not(rule) => object.put("Not", rule.json()),
            Self::Compare { variable, operator, operand } => {
                object.name("Variable", variable).put(operator.as_str(), operand.clone())
            }
        }
    }
}
