//! `$states`, `$`, `$$` and the variables, as the expressions of a state see them.

use serde_json::Value;
use sfn_asl::{StateType, WorkflowType};
use sfn_query::{
    jsonata::{Bindings, Tree},
    jsonpath::Documents,
};

use super::frame::{Frame, MapItem};
use crate::{
    execution::ExecutionContext, payload::Payload, program::StateProgram, time::Timestamp,
};

/// The members that a given context object can have.
const GIVEN: [&str; 4] = ["Execution", "State", "StateMachine", "Task"];

/// What the expressions of a state can read. The context object is put together only when read.
pub(super) struct Environment<'a> {
    pub(super) workflow_type: WorkflowType,
    pub(super) execution: &'a ExecutionContext,
    pub(super) execution_input: &'a Payload,
    pub(super) started_at: Timestamp,
    pub(super) redriven_at: Option<Timestamp>,
    /// The context object, where it is given.
    pub(super) context: Option<&'a Value>,
    pub(super) frame: &'a Frame,
    pub(super) state: &'a StateProgram,
    pub(super) extra: &'a Extra<'a>,
}

/// What only some fields of a state can read.
#[derive(Default)]
pub(super) struct Extra<'a> {
    /// What `$` is in JSONPath, where that is not the state's input.
    pub(super) document: Option<&'a Payload>,
    pub(super) result: Option<&'a Payload>,
    pub(super) error_output: Option<&'a Payload>,
    pub(super) item: Option<&'a MapItem>,
    pub(super) token: Option<&'a str>,
}

impl Environment<'_> {
    /// What `$` is in JSONPath.
    pub(super) fn document(&self) -> &Payload {
        self.extra.document.unwrap_or(&self.frame.effective_input)
    }

    fn context_object(&self) -> Tree<'_> {
        if let Some(context) = self.context {
            let Some(map) = self.map_member() else { return Tree::Value(context) };
            let given = GIVEN.iter().filter_map(|name| Some((*name, context.get(name)?.into())));
            return Tree::Object(given.chain([map]).collect());
        }
        let execution = self.execution;
        let mut about = vec![
            ("Id", execution.execution_arn.as_str().into()),
            ("Input", self.execution_input.value().into()),
            ("StartTime", text(self.started_at)),
            ("Name", execution.execution_name.as_str().into()),
            ("RoleArn", execution.role_arn.as_str().into()),
        ];
        // Only Standard executions can be redriven.
        if self.workflow_type == WorkflowType::Standard {
            about.push(("RedriveCount", Tree::Number(execution.redrive_count.into())));
            about.extend(self.redriven_at.map(|at| ("RedriveTime", text(at))));
        }
        let mut members = vec![
            ("Execution", Tree::Object(about)),
            (
                "StateMachine",
                Tree::Object(vec![
                    ("Id", execution.state_machine_arn.as_str().into()),
                    ("Name", execution.state_machine_name.as_str().into()),
                ]),
            ),
            ("State", self.state_member()),
        ];
        if let Some(token) = self.extra.token {
            members.push(("Task", Tree::Object(vec![("Token", token.into())])));
        }
        members.extend(self.map_member());
        Tree::Object(members)
    }

    fn map_member(&self) -> Option<(&'static str, Tree<'_>)> {
        let item = self.extra.item.or(self.frame.item.as_deref())?;
        let index = u64::try_from(item.index).unwrap_or(u64::MAX);
        let mut about = vec![("Index", Tree::Number(index)), ("Value", item.value.value().into())];
        let texts = [("Key", &item.key), ("Source", &item.source)];
        about.extend(
            texts
                .into_iter()
                .filter_map(|(name, text)| text.as_deref().map(|text| (name, text.into()))),
        );
        Some(("Map", Tree::Object(vec![("Item", Tree::Object(about))])))
    }

    fn state_member(&self) -> Tree<'_> {
        let mut members = vec![
            ("Name", self.state.name.as_ref().into()),
            ("EnteredTime", text(self.frame.entered_at)),
        ];
        // Recordings show the count in states that can be retried, from 0 on, and nowhere else.
        if matches!(self.state.state_type, StateType::Task | StateType::Parallel | StateType::Map) {
            members.push(("RetryCount", Tree::Number(self.frame.retry_count.into())));
        }
        Tree::Object(members)
    }
}

fn text(timestamp: Timestamp) -> Tree<'static> {
    Tree::Text(timestamp.to_string().into())
}

impl Bindings for Environment<'_> {
    fn variable(&self, name: &str) -> Option<&Value> {
        self.frame.variables.get(name).map(Payload::value)
    }

    fn states(&self, member: &str) -> Option<Tree<'_>> {
        match member {
            "input" => Some(self.frame.input.value().into()),
            "context" => Some(self.context_object()),
            "result" => self.extra.result.map(|result| result.value().into()),
            "errorOutput" => self.extra.error_output.map(|output| output.value().into()),
            _ => None,
        }
    }
}

impl Documents for Environment<'_> {
    fn input(&self) -> &Value {
        self.document().value()
    }

    fn context(&self) -> Tree<'_> {
        self.context_object()
    }

    fn variable(&self, name: &str) -> Option<&Value> {
        self.frame.variables.get(name).map(Payload::value)
    }
}
