//! `TestState`: one state alone, with a mock for what it calls, or with the call itself.

mod answer;
mod context;
mod fields;
mod request;
mod tested;

use std::sync::Arc;

use serde_json::{Value, json};

use self::{request::Request, tested::Tested};
use super::{
    definition::Checked,
    error::ApiError,
    model,
    ops::{self, Call},
    service::Service,
    shape,
};
use crate::{
    ExecutionContext, HttpExchange, Outcome, SeededRandomness, StateError,
    machine::{
        Machine, TaskStart,
        probe::{Probe, ProbeEnd, Probed},
    },
    payload::Payload,
    time::Timestamp,
};

pub(super) const NAME: &str = "TestState";

/// What the state is called in the machine that is made around it, as in AWS's.
const STATE_NAME: &str = "StateName";

/// "The `TestState` API can run for up to five minutes" (API reference, `TestState`); then it fails with `States.Timeout`.
const MAX_SECONDS: u64 = 300;

/// A test that is ready to run, as often as need be.
struct Test {
    checked: Checked,
    input: Payload,
    context: Value,
    execution: ExecutionContext,
    variables: Vec<(Arc<str>, Payload)>,
    items: Option<String>,
    seed: u64,
    now: Timestamp,
}

pub(super) async fn call(service: &Service, input: Value) -> Result<Value, ApiError> {
    shape::check(model::TEST_STATE, &input)?;
    let request: Request = ops::read(shape::without_nulls(input))?;
    let mocked = request.mocked()?;
    let tested = Tested::find(&request.definition, request.state_name.as_deref())?;
    tested.accepts(mocked.as_ref())?;
    request.check_role(&tested)?;
    let checked = tested.checked()?;
    if let Some(Ok(result)) = &mocked {
        fields::check(tested.resource(), result, request.field_validation_mode())?;
    }
    let (test, _) =
        service.answer(None, |call| prepare(call, &request, &tested, checked.clone()))?;
    let answer = mocked.map(|mocked| mocked.map(Payload::new));
    let mut probed = test.probe(&request, answer);
    let mut exchange = None;
    if let ProbeEnd::Calls(start) = &probed.end {
        let (called, made) = call_task(service, &test, start).await?;
        exchange = made;
        probed = test.probe(&request, Some(called));
    }
    Ok(answer::of(&request, &tested, &test.input, probed, exchange.as_ref()))
}

fn prepare(
    call: &mut Call<'_>,
    request: &Request,
    tested: &Tested,
    checked: Checked,
) -> Result<Test, ApiError> {
    let input = ops::check_input(request.input.as_deref().unwrap_or("{}"))?;
    let (machine, name) = (call.state.ids.uuid(), call.state.ids.uuid());
    let execution = ExecutionContext {
        execution_arn: call.state.scope.tested(&machine, &name),
        execution_name: name,
        role_arn: request.role_arn.clone().unwrap_or_default(),
        redrive_count: 0,
        state_machine_arn: call.state.scope.state_machine(&machine),
        state_machine_name: machine,
        test_case: None,
    };
    let context = match request.given_context()? {
        Some(given) => context::checked(given, tested)?,
        None => context::made_up(request, tested, &execution, &input, call.now.0),
    };
    let variables = request.variables()?.into_iter();
    Ok(Test {
        checked,
        input: Payload::new(input),
        context,
        execution,
        variables: variables.map(|(name, value)| (name.into(), Payload::new(value))).collect(),
        items: request.state_configuration.map_item_reader_data.clone(),
        seed: call.state.ids.next(),
        now: call.now.0,
    })
}

impl Test {
    fn probe(&self, request: &Request, answer: Option<Result<Payload, StateError>>) -> Probed {
        let configuration = &request.state_configuration;
        let probe = Probe {
            context: self.context.clone(),
            variables: self.variables.clone(),
            retries: configuration.retrier_retry_count,
            failed_iterations: configuration.map_iteration_failure_count,
            items: self.items.clone(),
            answer,
        };
        let randomness = Box::new(SeededRandomness::new(self.seed));
        let execution = Arc::new(self.execution.clone());
        Machine::new(self.checked.program(), execution, self.input.clone(), randomness)
            .probe(probe, self.now)
    }
}

/// Makes the call of a Task: a state that does nothing else runs it. With the HTTP request that it made.
async fn call_task(
    service: &Service,
    test: &Test,
    start: &TaskStart,
) -> Result<(Result<Payload, StateError>, Option<HttpExchange>), ApiError> {
    let seconds = start.timeout_seconds.unwrap_or(MAX_SECONDS).min(MAX_SECONDS);
    let mut state = json!({ "Type": "Task", "Resource": start.resource.arn, "End": true });
    let fields = [
        ("TimeoutSeconds", Some(seconds.into())),
        // One that is longer has no effect, and is refused in a definition.
        (
            "HeartbeatSeconds",
            start.heartbeat_seconds.filter(|beat| *beat < seconds).map(Value::from),
        ),
        ("Credentials", start.credentials.clone()),
    ];
    for (name, value) in fields {
        if let (Some(state), Some(value)) = (state.as_object_mut(), value) {
            state.insert(name.to_owned(), value);
        }
    }
    let checked = Tested::alone(state).checked()?;
    let input = start.arguments.value().clone();
    let (run, _) = service.answer(None, |call| {
        let context = test.execution.clone();
        Ok(call.launcher.run(checked.program(), input, context, test.seed, None).keep_exchange())
    })?;
    let finished = run.run().await;
    let result = match finished.outcome {
        Outcome::Succeeded(output) => Ok(output),
        Outcome::Failed(error) | Outcome::TimedOut(error) | Outcome::Aborted(error) => Err(error),
    };
    Ok((result, finished.handle.http_exchange()))
}
