//! The tasks of an interpreted run, answered as a native run's are.

use std::{
    collections::BTreeMap,
    fmt,
    rc::Rc,
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use sfn_asl::Diagnostic;
use sfn_local::{
    Clock, Definition, ExecutionContext, ExecutionHandle, Handler, IntegrationPattern, Outcome,
    Program, Run, SeededRandomness, StateError, TaskFailure, TaskRequest, TaskRunner, Timestamp,
    VirtualClock, objects::MemoryObjects,
};

use super::{
    answers::Answers,
    definition_run::DefinitionRun,
    session::{Session, SessionCall},
};
use crate::native::{
    Answer, DEFAULT_EXECUTION_NAME, Environment, block_on, child_failure, nobody_answers,
};

/// A definition cannot be run: what is wrong with it.
#[derive(Clone, Debug)]
pub struct NotRunnable(pub Vec<Diagnostic>);

impl fmt::Display for NotRunnable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let findings: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&findings.join("\n"))
    }
}

impl std::error::Error for NotRunnable {}

impl Answers {
    /// Runs a definition in the interpreter, in virtual time: with these answers, and with the bodies of its tasks
    /// where there is no answer.
    ///
    /// # Errors
    /// Where the definition cannot be run. How the execution ended is the run's `outcome`.
    pub fn run_definition(
        &self,
        definition: &Definition,
        input: Value,
    ) -> Result<DefinitionRun, NotRunnable> {
        self.interpret(&Arc::new(Session::new(self)), definition, input)
    }

    pub(super) fn interpret(
        &self,
        session: &Arc<Session>,
        definition: &Definition,
        input: Value,
    ) -> Result<DefinitionRun, NotRunnable> {
        let start = Timestamp::from_millis(self.start.as_millisecond());
        let objects = self.store();
        let tasks = Tasks { session: Arc::clone(session), objects, seed: self.seed, start };
        let name = self.execution_name.unwrap_or(DEFAULT_EXECUTION_NAME);
        let run = tasks
            .run(definition, input)?
            .clock(Arc::new(VirtualClock::new(start)))
            .context(ExecutionContext::local(&definition.name, name));
        let (handle, outcome) = block_on(tasks.finish(run));
        // Not the clock's time: that may have gone on with calls that nobody waits for any more.
        let end = handle.stopped_at().unwrap_or(start);
        Ok(DefinitionRun { outcome, elapsed: start.until(end), handle })
    }
}

/// What all executions of a run share.
#[derive(Clone)]
struct Tasks {
    session: Arc<Session>,
    objects: Arc<MemoryObjects>,
    seed: u64,
    start: Timestamp,
}

/// An execution that is about to start, and the runner that is told its handle.
struct Prepared {
    run: Run,
    handle: Arc<OnceLock<ExecutionHandle>>,
}

impl Prepared {
    fn context(self, context: ExecutionContext) -> Self {
        Self { run: self.run.context(context), ..self }
    }

    fn clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { run: self.run.clock(clock), ..self }
    }
}

impl Tasks {
    fn run(&self, definition: &Definition, input: Value) -> Result<Prepared, NotRunnable> {
        let program =
            Program::compile(&definition.name, definition.workflow_type, &definition.machine)
                .map_err(NotRunnable)?;
        let handle = Arc::new(OnceLock::new());
        let handlers = definition.handlers.iter();
        let runner = ExecutionTasks {
            tasks: self.clone(),
            handlers: handlers
                .map(|known| (known.function.clone(), Arc::clone(&known.handler)))
                .collect(),
            children: definition.children.clone(),
            handle: Arc::clone(&handle),
        };
        let run = Run::new(Arc::new(program), input, Arc::new(runner))
            .objects(Arc::<MemoryObjects>::clone(&self.objects))
            .randomness(Box::new(SeededRandomness::new(self.seed)));
        Ok(Prepared { run, handle })
    }

    async fn finish(&self, prepared: Prepared) -> (ExecutionHandle, Outcome) {
        let (handle, work) = prepared.run.start();
        // Set once: each execution has a runner of its own.
        let _ = prepared.handle.set(handle.clone());
        (handle, work.await)
    }
}

/// The tasks of one execution.
struct ExecutionTasks {
    tasks: Tasks,
    handlers: BTreeMap<String, Handler>,
    children: Vec<fn() -> Definition>,
    handle: Arc<OnceLock<ExecutionHandle>>,
}

impl TaskRunner for ExecutionTasks {
    fn call(&self, request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
        if let Some(child) = self.child_of(&request) {
            let (tasks, input) = (self.tasks.clone(), input_of(request.arguments.value()));
            return Box::pin(async move { tasks.child(&child, input, &request).await });
        }
        let answer = self.answer(&request);
        let handle = Arc::clone(&self.handle);
        Box::pin(async move {
            request.control.sleep(answer.after).await;
            deliver(&request, &handle, answer.result)
        })
    }
}

impl ExecutionTasks {
    fn answer(&self, request: &TaskRequest) -> Answer {
        let arguments = &as_written(request);
        let is_lambda = request.resource.service_api() == Some(("lambda", "invoke"));
        let function = arguments.get("FunctionName").and_then(Value::as_str).filter(|_| is_lambda);
        let payload = match arguments.get("Payload") {
            Some(payload) if is_lambda => payload,
            _ => arguments,
        };
        let resource: &str = &request.resource.arn;
        let session = &self.tasks.session;
        let call = |function, payload| SessionCall {
            function,
            resource,
            payload,
            task_token: request.token.as_deref(),
            elapsed: self.tasks.start.until(request.control.now()),
        };
        // A function is called as a task, or by the service's own call, which is answered as such.
        let of_the_service = call(None, arguments);
        let of_a_task = call(function, payload);
        let is_task = function.is_some_and(|function| self.handlers.contains_key(function))
            || session.knows(&of_a_task);
        let is_of_the_service = !is_task && session.knows(&of_the_service);
        let call = if is_of_the_service { of_the_service } else { of_a_task };
        if let Some((answer, member)) = session.answer(&call) {
            return as_member(answer, member);
        }
        let after = session.time_of_body(&call);
        let Some(handler) = function.and_then(|function| self.handlers.get(function)) else {
            let failure = nobody_answers(&format!("`{}`", function.unwrap_or(resource)));
            session.unanswered(&failure.cause);
            return Err(failure).into();
        };
        let answer = self.tasks.perform(handler(payload.clone()), request.control.now(), after);
        as_member(answer, request.token.is_none().then_some("Payload"))
    }

    fn child_of(&self, request: &TaskRequest) -> Option<Definition> {
        if request.resource.service_api() != Some(("states", "startExecution")) {
            return None;
        }
        let arn = request.arguments.value().get("StateMachineArn")?.as_str()?;
        let name = arn.rsplit(':').next()?;
        self.children.iter().map(|child| child()).find(|child| child.name == name)
    }
}

impl Tasks {
    /// Runs a body as a native run does, in virtual time: it begins `after` some time.
    fn perform(&self, body: sfn_local::HandlerFuture, now: Timestamp, after: Duration) -> Answer {
        let start = jiff::Timestamp::from_millisecond((now + after).as_millis());
        let environment =
            Rc::new(Environment::new().starting_at(start.unwrap_or_default()).seeded(self.seed));
        let result = block_on(Rc::clone(&environment).running(body));
        Answer { result: result.and_then(|result| result), after: after + environment.elapsed() }
    }

    async fn child(
        &self,
        child: &Definition,
        input: Value,
        request: &TaskRequest,
    ) -> Result<Value, TaskFailure> {
        let prepared = self
            .run(child, input)
            .map_err(|problem| TaskFailure::new("States.Runtime", problem.to_string()))?
            .clock(request.control.clock());
        let (_, outcome) = request.control.idle(self.finish(prepared)).await;
        match outcome {
            Outcome::Succeeded(output) => {
                Ok(json!({ "Output": output.value(), "Status": "SUCCEEDED" }))
            }
            Outcome::Failed(error) | Outcome::TimedOut(error) | Outcome::Aborted(error) => {
                Err(child_failure(&failure_of(&error)))
            }
        }
    }
}

/// The arguments without the mark that Step Functions sets on an ECS task whose end it awaits.
fn as_written(request: &TaskRequest) -> Value {
    let mut arguments = request.arguments.value().clone();
    if request.resource.service_api() == Some(("ecs", "runTask"))
        && let Value::Object(members) = &mut arguments
        && members.get("StartedBy").is_some_and(|mark| mark == "AWS Step Functions")
    {
        members.remove("StartedBy");
    }
    arguments
}

/// The answer as the service gives it, of whose result the call gives a member or all.
fn as_member(answer: Answer, member: Option<&'static str>) -> Answer {
    let result = answer.result.map(|result| match member {
        Some(member) => json!({ member: result }),
        None => result,
    });
    Answer { result, ..answer }
}

/// The result as the service gives it, or as somebody who calls back does.
fn deliver(
    request: &TaskRequest,
    handle: &OnceLock<ExecutionHandle>,
    result: Result<Value, TaskFailure>,
) -> Result<Value, TaskFailure> {
    match (request.resource.integration, &request.token, handle.get()) {
        (IntegrationPattern::WaitForTaskToken, Some(token), Some(handle)) => {
            let child = handle.child_execution(&request.execution.execution_arn);
            let execution = child.as_ref().map_or(handle, |child| &child.handle);
            // Nobody waits any more where the task has run into its time limit.
            let _ = execution.complete(token, result);
            Ok(json!({}))
        }
        _ => result,
    }
}

/// `Input` is JSON or, as for every caller of the API, JSON text.
fn input_of(arguments: &Value) -> Value {
    match arguments.get("Input") {
        Some(Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into())
        }
        Some(input) => input.clone(),
        None => json!({}),
    }
}

pub(super) fn failure_of(error: &StateError) -> TaskFailure {
    let text = |part: &Option<Arc<str>>| part.as_deref().unwrap_or_default().to_owned();
    TaskFailure::new(text(&error.error), text(&error.cause))
}
