//! The history of an execution: compact events, rendered as the API shows them when someone asks.

mod event;
mod render;

use std::sync::Arc;

pub use event::{Assigned, Call, Event, EventKind, FailedEvaluation};
pub(crate) use render::{Rendered, StartedBy};
use serde_json::Value;

use crate::{execution::ExecutionContext, program::Program};

/// What is needed to show events: the program for the names, the execution for its role and ARN.
#[derive(Clone, Debug)]
pub struct HistoryReader {
    /// The program that ran.
    pub program: Arc<Program>,
    /// The execution.
    pub context: Arc<ExecutionContext>,
}

impl HistoryReader {
    /// The event's type, such as `PassStateEntered`.
    pub fn type_of(&self, event: &Event) -> &'static str {
        render::type_name(&self.program, &event.kind)
    }

    /// The name of the state that the event is about, where it is about one.
    pub fn state_of(&self, event: &Event) -> Option<&str> {
        event.kind.state().map(|state| self.program.state_name(state))
    }

    /// The event as an element of `GetExecutionHistory`'s `events`; `include_data` keeps inputs and outputs.
    pub fn render(&self, event: &Event, include_data: bool) -> Value {
        let rendered = self.rendered(event, include_data, StartedBy::default());
        // All keys are texts, so it is a JSON value.
        serde_json::to_value(rendered).unwrap_or_default()
    }

    /// The same, to be written.
    pub(crate) fn rendered<'a>(
        &'a self,
        event: &'a Event,
        include_data: bool,
        started_by: StartedBy<'a>,
    ) -> Rendered<'a> {
        Rendered { reader: self, event, include_data, started_by }
    }
}
