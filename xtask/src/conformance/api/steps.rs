//! What the steps of a case send, and when.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Map, Value, json};
use sfn_local::{
    ResourceKind, TaskFailure, TaskRequest,
    endpoint::{Service, ServiceConfig, TimeMode},
};

use super::{compare::Names, items, text};

/// What of a case is known before its first call.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    steps: &'a [Value],
    /// The text of each step's definition.
    definitions: Vec<Option<String>>,
}

impl<'a> Plan<'a> {
    /// The plan for `case`, or why it cannot be replayed.
    pub(super) fn new(case: &'a Value) -> Result<Self, String> {
        let steps = items(&case["steps"]);
        for step in steps {
            let op = text(step, "op");
            if op == "cloudformation" {
                return Err("the machine is made by CloudFormation".to_owned());
            }
            if step["params"].to_string().contains("\"arn:aws:fake:") {
                return Err("an ARN was not recorded".to_owned());
            }
            let recorded = step.get("recorded").and_then(Value::as_object);
            if recorded.is_some_and(|recorded| recorded.contains_key("logged_execution_events")) {
                return Err("what was recorded are CloudWatch logs".to_owned());
            }
            if !OFFERED.contains(&op) {
                return Err(format!("`{op}` is not offered yet"));
            }
        }
        Ok(Self { steps, definitions: definitions(steps) })
    }

    /// The account of the recordings. Time is virtual, but for tests that stop what still runs.
    pub(super) fn config(&self) -> ServiceConfig {
        let stops = self
            .steps
            .iter()
            .any(|step| text(step, "op") == "stop_execution" && step["fails"] != true);
        ServiceConfig {
            account: "111111111111".to_owned(),
            time: if stops { TimeMode::Real } else { TimeMode::Virtual },
            ..ServiceConfig::new(Arc::new(unrecorded))
        }
    }

    /// The input of a step; `None` where the SDK would not have sent it.
    pub(super) fn input(
        &self,
        step: &Value,
        names: &Names,
        last_token: Option<&str>,
    ) -> Option<Value> {
        if refused_by_sdk(step) {
            return None;
        }
        let mut input = match names.localised(&step["params"]) {
            Value::Object(input) => input,
            _ => Map::new(),
        };
        let index = self.steps.iter().position(|other| std::ptr::eq(other, step))?;
        if let Some(Some(definition)) = self.definitions.get(index) {
            input.insert("definition".to_owned(), definition.clone().into());
        }
        // Of tokens the recording holds a made-up name or nothing; each goes on from the page before.
        if input.contains_key("nextToken") && step["fails"] != true {
            input.insert("nextToken".to_owned(), json!(last_token));
        }
        if let Some(theirs) = step["params"].get("revisionId").and_then(Value::as_str) {
            input.insert("revisionId".to_owned(), names.revision(theirs, step).into());
        }
        Some(Value::Object(input))
    }

    /// Calls at the end that recorded nothing are the test's tidying up, which took whatever came.
    pub(super) fn is_judged(&self, index: usize) -> bool {
        self.steps
            .iter()
            .skip(index)
            .any(|step| step.get("recorded").is_some() || step["fails"] == true)
    }

    /// Whether the executions under way were over when the test made this call: not where the next call is about
    /// one that still runs.
    pub(super) fn waits_before(&self, index: usize) -> bool {
        let op = |step: &Value| text(step, "op").to_owned();
        let later_stop = self
            .steps
            .iter()
            .skip(index)
            .any(|step| op(step) == "stop_execution" && step["fails"] != true);
        let this = self.steps.get(index).map(op).unwrap_or_default();
        !later_stop && !matches!(this.as_str(), "start_execution" | "create_state_machine")
    }

    /// Learns the name of an execution from an answer that was not recorded: the next ARN of that machine's
    /// executions that a later, successful step sends.
    pub(super) fn learn(&self, index: usize, output: &Value, names: &mut Names) {
        let Some(step) = self.steps.get(index).filter(|step| text(step, "op") == "start_execution")
        else {
            return;
        };
        let ours = text(output, "executionArn");
        names.started.insert(ours.to_owned());
        if step.get("recorded").is_some() || step["params"].get("name").is_some() {
            return;
        }
        let Some((machine, _)) = ours.rsplit_once(':') else { return };
        let later = self.steps.iter().skip(index + 1).filter(|step| step["fails"] != true);
        let mut sent = later.filter_map(|step| step["params"].get("executionArn")?.as_str());
        let theirs =
            sent.find(|arn| arn.rsplit_once(':').is_some_and(|(other, _)| other == machine));
        if let Some(theirs) = theirs {
            names.replace(theirs, ours);
            let name = |arn: &str| arn.rsplit(':').next().unwrap_or_default().to_owned();
            names.replace(&name(theirs), &name(ours));
        }
    }
}

/// The operations that the endpoint has.
const OFFERED: &[&str] = &[
    "create_activity",
    "create_state_machine",
    "create_state_machine_alias",
    "delete_activity",
    "delete_state_machine",
    "delete_state_machine_alias",
    "delete_state_machine_version",
    "describe_activity",
    "describe_execution",
    "describe_map_run",
    "describe_state_machine",
    "describe_state_machine_alias",
    "describe_state_machine_for_execution",
    "get_activity_task",
    "get_execution_history",
    "list_activities",
    "list_executions",
    "list_map_runs",
    "list_state_machine_aliases",
    "list_state_machine_versions",
    "list_state_machines",
    "list_tags_for_resource",
    "publish_state_machine_version",
    "redrive_execution",
    "send_task_failure",
    "send_task_heartbeat",
    "send_task_success",
    "start_execution",
    "start_sync_execution",
    "stop_execution",
    "tag_resource",
    "untag_resource",
    "update_state_machine",
    "update_state_machine_alias",
    "validate_state_machine_definition",
];

/// The operation of a step's `op`: `list_executions` is `ListExecutions`.
pub(super) fn operation(op: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        })
    };
    op.split('_').map(word).collect()
}

/// Definitions were recorded as values; those that repeat an earlier one are the same text.
fn definitions(steps: &[Value]) -> Vec<Option<String>> {
    let mut last = None;
    let texts = steps.iter().map(|step| {
        let own = step.get("definition_text").and_then(Value::as_str).map(str::to_owned);
        let own = own.or_else(|| match step["params"].get("definition") {
            None | Some(Value::Null) => None,
            Some(Value::String(_)) => last.clone(),
            Some(value) => Some(value.to_string()),
        });
        if own.is_some() {
            last.clone_from(&own);
        }
        own
    });
    texts.collect()
}

/// An error in the form that most recordings have: some keep only the SDK's sentence.
pub(super) fn normal_error(recorded: &Value) -> Value {
    let parsed = recorded.as_str().and_then(|sentence| {
        let rest = sentence.strip_prefix("An error occurred (")?;
        let (code, rest) = rest.split_once(") when calling the ")?;
        let (_, message) = rest.split_once(" operation: ")?;
        Some(json!({ "error": { "code": code, "message": message } }))
    });
    parsed.unwrap_or_else(|| recorded.clone())
}

/// Whether the SDK refused the call, so that AWS never saw it.
fn refused_by_sdk(step: &Value) -> bool {
    let recorded = step.get("recorded").and_then(Value::as_object);
    recorded.into_iter().flatten().any(|(_, recorded)| {
        let by_code = text(&recorded["error"], "code") == "ParamValidationError";
        by_code
            || recorded
                .as_str()
                .is_some_and(|sentence| sentence.starts_with("Parameter validation failed:"))
    })
}

/// The answers of tasks are part of the execution cases; here, nobody answers a callback and everything else fails.
pub(in super::super) fn unrecorded(
    request: TaskRequest,
) -> BoxFuture<'static, Result<Value, TaskFailure>> {
    async move {
        if request.resource.kind == ResourceKind::Activity {
            return Err(no_activity(&request));
        }
        if request.token.is_some() {
            request.control.never().await;
        }
        Err(TaskFailure::new("States.TaskFailed", "the case has no answer for the task"))
    }
    .boxed()
}

/// What the service says of an activity that it does not know.
pub(in super::super) fn no_activity(request: &TaskRequest) -> TaskFailure {
    let cause = format!("The activity {} does not exist.", request.resource.arn);
    TaskFailure::new("States.Runtime", cause)
}

/// Waits until no execution that was started runs any more.
pub(super) async fn until_all_ended(service: &Service, names: &Names) {
    for arn in &names.started {
        for _ in 0..400 {
            let described = service.call("DescribeExecution", json!({ "executionArn": arn })).await;
            if described.map_or(true, |described| described["status"] != "RUNNING") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
