//! Who answers tasks in the embedded endpoint: per workflow, its own functions and mocks.

use std::{collections::BTreeMap, future::Future, pin::Pin, sync::Arc};

use serde_json::Value;
use sfn_local::{
    Definition, LambdaHandler, LocalTasks, MockFile, TaskFailure, TaskRequest, TaskRunner,
};

use super::{command::TaskCommand, services::Services};
use crate::{
    placeholder::{Values, fill, fill_text},
    workflow::Workflow,
};

/// What the options say about tasks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// They come before those of the workflows.
    pub(crate) mocks: MockFile,
    /// By the name of the task.
    pub(crate) commands: Vec<(String, String)>,
    pub(crate) services: Services,
}

impl Given {
    fn add_to(&self, tasks: LocalTasks) -> LocalTasks {
        let tasks = tasks.services(Arc::new(self.services.clone()));
        self.commands.iter().fold(tasks, |tasks, (name, command)| {
            tasks.stand_in(name, Arc::new(TaskCommand(command.as_str().into())))
        })
    }
}

/// The task runner of several workflows.
#[derive(Clone, Default)]
pub(crate) struct PerWorkflow {
    own: BTreeMap<String, LocalTasks>,
    /// For machines that somebody else made at the endpoint: the functions and mocks of all.
    others: LocalTasks,
}

impl PerWorkflow {
    /// Who answers the tasks of these workflows, with these values.
    pub(crate) fn new(workflows: &[&Workflow], values: &Values, given: &Given) -> Self {
        let mut all = Self::default();
        for workflow in workflows {
            let definition = filled(&workflow.definition, values);
            let mocks = mocks(&given.mocks, Some(workflow), workflows);
            let tasks = given.add_to(LocalTasks::new().handlers(&definition).mocks(mocks));
            all.own.insert(workflow.name().to_owned(), tasks);
            for LambdaHandler { function, handler } in definition.handlers {
                all.others = all.others.handler(function, handler);
            }
        }
        all.others = given.add_to(all.others.mocks(mocks(&given.mocks, None, workflows)));
        all
    }

    fn of(&self, workflow: &str) -> &LocalTasks {
        self.own.get(workflow).unwrap_or(&self.others)
    }
}

impl TaskRunner for PerWorkflow {
    fn call(
        &self,
        request: TaskRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>> {
        self.of(request.execution.workflow_name()).call(request)
    }

    fn test_cases(&self, workflow: &str) -> Vec<String> {
        self.of(workflow).test_cases(workflow)
    }
}

/// The definition as it is deployed. What it starts are workflows of their own.
pub(crate) fn filled(definition: &Definition, values: &Values) -> Definition {
    let mut definition = Definition { children: Vec::new(), ..definition.clone() };
    fill(&mut definition.machine, values);
    for handler in &mut definition.handlers {
        fill_text(&mut handler.function, values);
    }
    definition
}

/// The mocks of a workflow: after the extra ones its own, then those of others, which may speak of it, too.
fn mocks(extra: &MockFile, own: Option<&Workflow>, workflows: &[&Workflow]) -> MockFile {
    let name = own.map(Workflow::name);
    let others = workflows.iter().copied().filter(|other| Some(other.name()) != name);
    let all = own.into_iter().chain(others);
    all.fold(extra.clone(), |mocks, workflow| mocks.or(workflow.mocks.clone()))
}
