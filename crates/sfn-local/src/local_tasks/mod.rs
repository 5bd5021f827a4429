//! Tasks without AWS: Rust functions, other workflows of the program, and a mock file.
//!
//! A call is answered by the first of these that knows it: the test case that the execution takes part in; a stand-in,
//! such as a command of the user's; a mock for its state, function or resource; a native handler of the Lambda function, or else the one that the code has in this state, so that
//! a machine that was deployed with other names of functions runs too; a workflow that it starts; what was given for the services of
//! AWS, or else, for S3, the objects of the run.
//! What none answers fails with an error that shows the mock to write, and that no Catch hides.

mod lambda;
mod mock;
mod mock_config;
mod mock_names;
mod nested;
mod objects;
mod stand_in;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_asl::Diagnostic;

pub use mock::{Answer, MockError, MockFile, TokenAnswer};
pub use mock_names::UnknownName;
pub use nested::sdk_metadata;
pub use objects::object_task;
pub use stand_in::{StandIn, is_like, task_names};

use crate::{
    definition::{Definition, Handler, LambdaHandler, TaskFailure},
    errors::names,
    program::{IntegrationPattern, Program, ResourceKind},
    run::Observer,
    task_runner::{TaskRequest, TaskRunner},
};

type Answering = BoxFuture<'static, Result<Value, TaskFailure>>;
type Spawn = Arc<dyn Fn(BoxFuture<'static, ()>) + Send + Sync>;

/// The task runner of `--local` and of tests. Cheap to clone.
#[derive(Clone, Default)]
pub struct LocalTasks(Arc<Inner>);

#[derive(Clone, Default)]
struct Inner {
    handlers: Vec<(String, Handler)>,
    workflows: BTreeMap<String, Arc<Program>>,
    /// Workflow and state → the function that the code calls there.
    functions: BTreeMap<(String, String), String>,
    mocks: MockFile,
    stand_ins: stand_in::StandIns,
    services: Option<Arc<dyn TaskRunner>>,
    observer: Option<Arc<dyn Observer>>,
    spawn: Option<Spawn>,
    calls: Calls,
}

/// How often each mock was asked, by execution.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<BTreeMap<(String, String), usize>>>);

impl Calls {
    fn count(&self, execution: &str, key: &str) -> usize {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = calls.entry((execution.to_owned(), key.to_owned())).or_default();
        *count += 1;
        *count - 1
    }
}

impl Inner {
    fn add_handlers(&mut self, definition: &Definition) {
        for node in definition.machine.walk() {
            if let Some(function) = lambda::function_in(node.state) {
                let key = (definition.name.clone(), node.name.to_string());
                self.functions.insert(key, function.to_owned());
            }
        }
        for LambdaHandler { function, handler } in &definition.handlers {
            self.handlers.push((function.clone(), Arc::clone(handler)));
        }
    }
}

impl LocalTasks {
    /// No handlers, no workflows, no mocks.
    pub fn new() -> Self {
        Self::default()
    }

    /// The handlers of these definitions and of the workflows they start, and those workflows themselves.
    ///
    /// # Errors
    /// What keeps one of the definitions from running.
    pub fn of<'a>(
        definitions: impl IntoIterator<Item = &'a Definition>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut tasks = Self::new();
        for definition in definitions {
            tasks.add(definition)?;
        }
        Ok(tasks)
    }

    /// Adds the handlers of a definition, the workflow itself, and those that it starts.
    ///
    /// # Errors
    /// What keeps one of the definitions from running.
    pub fn add(&mut self, definition: &Definition) -> Result<(), Vec<Diagnostic>> {
        let inner = Arc::make_mut(&mut self.0);
        if inner.workflows.contains_key(&definition.name) {
            return Ok(());
        }
        let program =
            Program::compile(&definition.name, definition.workflow_type, &definition.machine)?;
        inner.workflows.insert(definition.name.clone(), Arc::new(program));
        inner.add_handlers(definition);
        definition.children.iter().try_for_each(|child| self.add(&child()))
    }

    /// Adds the handlers of a definition, not the workflow itself nor those that it starts: an endpoint runs those that
    /// were created there.
    #[must_use]
    pub fn handlers(mut self, definition: &Definition) -> Self {
        Arc::make_mut(&mut self.0).add_handlers(definition);
        self
    }

    /// Adds a native Lambda function: a name, an ARN or a `${Placeholder}`, as the definition has it.
    #[must_use]
    pub fn handler(mut self, function: impl Into<String>, handler: Handler) -> Self {
        Arc::make_mut(&mut self.0).handlers.push((function.into(), handler));
        self
    }

    /// Answers with these mocks first.
    #[must_use]
    pub fn mocks(mut self, mocks: MockFile) -> Self {
        Arc::make_mut(&mut self.0).mocks = mocks;
        self
    }

    /// Has somebody else do the tasks of this name: that of a Lambda function, an activity or a state, also
    /// `workflow/state`. Case, punctuation and a `Function` at the end do not matter.
    #[must_use]
    pub fn stand_in(mut self, name: impl Into<String>, stand_in: Arc<dyn StandIn>) -> Self {
        Arc::make_mut(&mut self.0).stand_ins.add(name.into(), stand_in);
        self
    }

    /// Has the calls of services that nothing else answers answered by `services`; it fails those that it does not
    /// know with [`unanswered`].
    #[must_use]
    pub fn services(mut self, services: Arc<dyn TaskRunner>) -> Self {
        Arc::make_mut(&mut self.0).services = Some(services);
        self
    }

    /// Has the events of started workflows told to `observer`.
    #[must_use]
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        Arc::make_mut(&mut self.0).observer = Some(observer);
        self
    }

    /// How workflows run that are started and not waited for; without it they run to their end
    /// before the call that starts them returns.
    #[must_use]
    pub fn spawn(mut self, spawn: impl Fn(BoxFuture<'static, ()>) + Send + Sync + 'static) -> Self {
        Arc::make_mut(&mut self.0).spawn = Some(Arc::new(spawn));
        self
    }

    /// The compiled workflow of that name.
    pub fn workflow(&self, name: &str) -> Option<&Arc<Program>> {
        self.0.workflows.get(name)
    }

    fn answer(&self, request: TaskRequest) -> Answering {
        if let Some(answer) = self.in_test_case(&request) {
            return mocked(request, answer).boxed();
        }
        if let Some(stand_in) = self.0.stand_ins.find(&request) {
            return stand_in::call(request, stand_in).boxed();
        }
        let function = lambda::function_of(&request);
        if let Some(answer) = self.mocked(&request, function.as_deref()) {
            return mocked(request, answer).boxed();
        }
        if let Some(function) = function {
            let handler = self.find_handler(&function).or_else(|| self.handler_in_code(&request));
            return match handler {
                Some(handler) => lambda::invoke(request, handler).boxed(),
                None => self.others(request),
            };
        }
        match request.resource.service_api() {
            Some(("states", "startExecution")) => {
                nested::start_execution(self.clone(), request).boxed()
            }
            _ => self.others(request),
        }
    }

    fn others(&self, request: TaskRequest) -> Answering {
        match &self.0.services {
            Some(services) => services.call(request),
            None => async move {
                let answer = object_task(&request).await;
                answer.unwrap_or_else(|| Err(unanswered(&request)))
            }
            .boxed(),
        }
    }

    fn find_handler(&self, function: &str) -> Option<Handler> {
        let exact = self.0.handlers.iter().find(|(name, _)| name == function);
        let by_name = || {
            let name = lambda::function_name(function);
            self.0.handlers.iter().find(|(handler, _)| lambda::function_name(handler) == name)
        };
        exact.or_else(by_name).map(|(_, handler)| Arc::clone(handler))
    }

    fn handler_in_code(&self, request: &TaskRequest) -> Option<Handler> {
        let workflow = request.execution.workflow_name().to_owned();
        let function = self.0.functions.get(&(workflow, request.state.to_string()))?;
        self.find_handler(function)
    }

    fn in_test_case(&self, request: &TaskRequest) -> Option<Answer> {
        let responses = self.0.mocks.responses(request)?;
        let key = format!("test case/{}", request.state);
        let invocation = self.0.calls.count(&request.execution.execution_arn, &key);
        let is_callback = request.resource.integration == IntegrationPattern::WaitForTaskToken;
        Some(responses.answer(invocation as u64, is_callback))
    }

    fn mocked(&self, request: &TaskRequest, function: Option<&str>) -> Option<Answer> {
        let (key, answers) = self.0.mocks.find(request, function.map(lambda::function_name))?;
        let arguments = match request.arguments.get("Payload") {
            Some(payload) if lambda::is_invoke(request) => payload,
            _ => &request.arguments,
        };
        if let Some(answer) = answers.particular(arguments) {
            return Some(answer.clone());
        }
        answers.in_turn(self.0.calls.count(&request.execution.execution_arn, &key)).cloned()
    }
}

impl TaskRunner for LocalTasks {
    fn call(&self, request: TaskRequest) -> Answering {
        self.answer(request)
    }

    fn test_cases(&self, workflow: &str) -> Vec<String> {
        self.0.mocks.test_cases(workflow).map(str::to_owned).collect()
    }
}

async fn mocked(request: TaskRequest, answer: Answer) -> Result<Value, TaskFailure> {
    let control = request.control.clone();
    if request.resource.kind == ResourceKind::Activity {
        control.started(None);
    }
    let is_lambda = lambda::is_invoke(&request);
    let whole = |value| if is_lambda { lambda::response(&request, value) } else { value };
    match answer {
        Answer::Return { value, after } => {
            control.sleep(after).await;
            Ok(whole(value))
        }
        Answer::Result { value, after } => {
            control.sleep(after).await;
            Ok(value)
        }
        Answer::Throw { failure, after } => {
            control.sleep(after).await;
            Err(failure)
        }
        Answer::Timeout => {
            if request.resource.integration == IntegrationPattern::WaitForTaskToken {
                control.submitted(whole(json!({})));
            }
            control.never().await;
            Err(TaskFailure::new(names::TIMEOUT, ""))
        }
        Answer::Token { submitted, answer, after } => {
            control.submitted(whole(submitted));
            control.sleep(after).await;
            match answer {
                TokenAnswer::Success(value) => Ok(value),
                TokenAnswer::Failure(failure) => Err(failure),
                // Somebody outside sends the token back, or the task runs into its timeout.
                TokenAnswer::Wait => {
                    control.never().await;
                    Err(TaskFailure::new(names::TIMEOUT, ""))
                }
            }
        }
    }
}

/// The failure of a call that nothing answers. `States.Runtime` is what no Catch can hide.
pub fn unanswered(request: &TaskRequest) -> TaskFailure {
    let function = lambda::function_of(request);
    let (kind, key) = match &function {
        Some(function) => ("functions", lambda::function_name(function)),
        None => ("states", &*request.state),
    };
    let answer = match request.resource.integration {
        IntegrationPattern::WaitForTaskToken => json!({ "token": { "success": {} } }),
        _ => json!({ "return": {} }),
    };
    let mock = json!({ kind: { key: [answer] } });
    let body = if function.is_some() { "give it a body, or " } else { "" };
    let cause = format!(
        "nothing answers the task `{}` ({}) locally: {body}add this to the mock file: {mock}",
        request.state, request.resource.arn
    );
    TaskFailure::new(names::RUNTIME, cause)
}
