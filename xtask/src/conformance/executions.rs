//! Executions recorded on AWS, run by `sfn-local`.

use std::{
    path::Path,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use serde_json::{Map, Value, json};
use sfn_asl::{Diagnostic, WorkflowType};
use sfn_local::{
    ExecutionContext, ExecutionHandle, Program, Run, Status, Timestamp, VirtualClock,
    objects::MemoryObjects,
};

use super::{
    Case, Verdict,
    compare::Comparison,
    mocks::{MockRunner, Mocks},
    placeholders::{Bindings, normalise, parse_texts},
};

/// What this runner can give a case.
const CAPABILITIES: [&str; 8] = [
    "task_mocks",
    "time",
    "callback",
    "activity",
    "clock_or_context",
    "random",
    "s3",
    "distributed_map",
];

pub(super) fn run(path: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for case in super::records(path)? {
        let text = |name: &str| case[name].as_str().unwrap_or_default();
        if selected(text("id")) {
            cases.push(Case::new(text("id"), text("category"), verdict(&case)));
        }
    }
    Ok(cases)
}

fn verdict(case: &Value) -> Verdict {
    let needs = case["needs"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(need) = needs.into_iter().find(|need| !CAPABILITIES.contains(need)) {
        return Verdict::Skip(format!("needs {need}"));
    }
    match execute(case) {
        Ok((_, mocks)) if mocks.is_incomplete() && case["expected"].get("events").is_none() => {
            Verdict::Skip("has tasks whose answers were not recorded".to_owned())
        }
        Ok((handle, mocks)) => judge(case, &handle, &mocks),
        Err(Problem::NotSupported(what)) => Verdict::Skip(what),
        Err(Problem::Other(problem)) => Verdict::Fail(format!("    {problem}")),
    }
}

/// Why a case did not run.
enum Problem {
    NotSupported(String),
    Other(String),
}

impl From<Vec<Diagnostic>> for Problem {
    fn from(found: Vec<Diagnostic>) -> Self {
        if found.iter().all(|finding| finding.rule == "not-supported-locally") {
            return Self::NotSupported("some readers are not supported yet".to_owned());
        }
        Self::Other(found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    }
}

fn execute(case: &Value) -> Result<(ExecutionHandle, Arc<Mocks>), Problem> {
    let workflow_type =
        if case["type"] == "EXPRESS" { WorkflowType::Express } else { WorkflowType::Standard };
    let reading = sfn_asl::read::value(&case["definition"]);
    let machine = reading
        .machine
        .ok_or_else(|| Problem::Other("the definition cannot be read".to_owned()))?;
    let names =
        |name: &str, default: &str| case["names"][name].as_str().unwrap_or(default).to_owned();
    let name = names("state_machine", "machine");
    let program = Program::compile(&name, workflow_type, &machine)?;
    let mut context = ExecutionContext::in_account(
        "us-east-1",
        "111111111111",
        &name,
        &names("execution", "execution"),
    );
    let bindings = Bindings::of(case);
    let events = case["expected"]["events"].as_array().map(Vec::as_slice).unwrap_or_default();
    // The role is an input, which the first event repeats; `names` has another one where a test has two.
    let role =
        events.first().and_then(|event| event["executionStartedEventDetails"]["roleArn"].as_str());
    let role = role.map(|role| bindings.fill_text(role)).filter(|role| !role.contains('<'));
    context.role_arn = role.unwrap_or_else(|| names("role_arn", &context.role_arn));
    if let Some(arn) = express_arn(&bindings.fill(&case["expected"]), &context) {
        context.execution_arn = arn;
    }
    let mocks = Arc::new(Mocks::of(&bindings.fill(&case["mocks"]), events, is_sorted(case)));
    let start = case["clock"]
        .as_str()
        .and_then(Timestamp::parse)
        .unwrap_or(Timestamp::from_millis(1_735_689_600_000));
    let stops = matches!(case["expected"]["status"].as_str(), Some("RUNNING" | "ABORTED"));
    let clock = VirtualClock::new(start);
    let clock = if stops { clock.until(start) } else { clock };
    let (handle, work) = Run::new(
        Arc::new(program),
        case["input"].clone(),
        Arc::new(MockRunner(Arc::clone(&mocks))),
    )
    .context(context)
    .clock(Arc::new(clock))
    .objects(Arc::new(objects(case)))
    .start();
    let mut work = pin!(work);
    let mut cx = Context::from_waker(Waker::noop());
    // Nothing outside answers, so the run goes on for as long as a poll changes anything.
    let mut poll = || {
        let mut seen = usize::MAX;
        while work.as_mut().poll(&mut cx) == Poll::Pending && seen != handle.event_count() {
            seen = handle.event_count();
        }
    };
    poll();
    if case["expected"]["status"] == "ABORTED" {
        handle.stop(None, None);
        poll();
    }
    Ok((handle, mocks))
}

/// The ARN of an Express execution, whose last part AWS makes up: as the recording shows it.
fn express_arn(recorded: &Value, context: &ExecutionContext) -> Option<String> {
    let part = format!(":express:{}:{}:", context.state_machine_name, context.execution_name);
    match recorded {
        Value::String(text) => {
            (text.starts_with("arn:") && text.contains(&part)).then(|| text.clone())
        }
        Value::Array(items) => items.iter().find_map(|item| express_arn(item, context)),
        Value::Object(members) => members.values().find_map(|member| express_arn(member, context)),
        _ => None,
    }
}

/// The objects that the test had put.
fn objects(case: &Value) -> MemoryObjects {
    let fixtures = case["fixtures"]["s3"].as_array().into_iter().flatten();
    fixtures.fold(MemoryObjects::new(), |objects, fixture| {
        let text = |name: &str| fixture[name].as_str().unwrap_or_default();
        objects.with(text("bucket"), text("key"), text("body"))
    })
}

fn is_sorted(case: &Value) -> bool {
    case["notes"].as_array().into_iter().flatten().any(|note| note == "parallel_events_sorted")
}

fn judge(case: &Value, handle: &ExecutionHandle, mocks: &Mocks) -> Verdict {
    let expected = Bindings::of(case).fill(&case["expected"]);
    let needs = case["needs"].as_array();
    let random = needs.is_some_and(|needs| needs.iter().any(|need| need == "random"));
    let mut comparison = Comparison::default().with_random_numbers(random);
    let found = mocks.recorded_tokens(&result(handle, &expected));
    if let Err(difference) = comparison.values("result", &expected_result(&expected), &found) {
        return Verdict::Fail(difference);
    }
    let Some(events) = expected["events"].as_array() else { return Verdict::Pass };
    let history =
        handle.history().iter().map(|event| mocks.recorded_tokens(event)).collect::<Vec<_>>();
    match comparison.histories(events, &history, is_sorted(case)) {
        Ok(()) => Verdict::Pass,
        Err(difference) => Verdict::History(difference),
    }
}

/// Status, output, error and cause as recorded.
fn expected_result(expected: &Value) -> Value {
    let mut result = Map::new();
    for name in ["status", "output", "error", "cause"] {
        if let Some(value) = expected.get(name) {
            result.insert(name.to_owned(), normalise(value));
        }
    }
    if let Some(cause) = expected.get("cause_json") {
        result.insert("cause".to_owned(), normalise(cause));
    }
    result.into()
}

/// Ours, in the same shape.
fn result(handle: &ExecutionHandle, expected: &Value) -> Value {
    let mut result = Map::new();
    result.insert("status".to_owned(), handle.status().as_str().into());
    let outcome = handle.outcome();
    if let Some(output) = outcome.as_ref().and_then(|outcome| outcome.output()) {
        result.insert("output".to_owned(), normalise(output));
    }
    if let Some(error) = outcome.as_ref().and_then(|outcome| outcome.error())
        && handle.status() != Status::Running
    {
        let cause = error.cause.as_deref().filter(|cause| !cause.is_empty());
        let texts = [("error", error.error.as_deref()), ("cause", cause)];
        for (name, text) in texts {
            if let Some(text) = text {
                let value = json!(text);
                let value = if name == "cause" && expected.get("cause_json").is_some() {
                    parse_texts(&value)
                } else {
                    value
                };
                result.insert(name.to_owned(), normalise(&value));
            }
        }
    }
    result.into()
}
