//! Answers tasks with what their recordings say.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_local::{ResourceKind, TaskFailure, TaskRequest, TaskRunner};

use super::api::no_activity;

/// The recorded attempts of a case.
pub(super) struct Mocks {
    attempts: Mutex<Vec<(String, VecDeque<Value>)>>,
    /// Outcomes that only the history still has, since its events were sorted.
    lost: Mutex<VecDeque<Value>>,
    /// The tokens that were given out, with what the recording has in their place.
    tokens: Mutex<Vec<(String, String)>>,
    /// The workers of activities, as the history names them.
    workers: Mutex<VecDeque<Option<String>>>,
    /// Whether a call was not recorded.
    missing: AtomicBool,
}

impl Mocks {
    pub(super) fn of(mocks: &Value, events: &[Value], sorted: bool) -> Self {
        let attempts = mocks.as_object().into_iter().flatten();
        let attempts = attempts
            .map(|(state, attempts)| {
                (state.clone(), attempts.as_array().cloned().unwrap_or_default().into())
            })
            .collect();
        Self {
            lost: Mutex::new(if sorted { lost_outcomes(mocks, events) } else { VecDeque::new() }),
            attempts: Mutex::new(attempts),
            tokens: Mutex::default(),
            workers: Mutex::new(workers(events)),
            missing: AtomicBool::new(false),
        }
    }

    /// Whether a call was made that was not recorded.
    pub(super) fn is_incomplete(&self) -> bool {
        self.missing.load(Ordering::Relaxed)
    }

    /// Puts what the recording has in the place of the tokens that were given out.
    pub(super) fn recorded_tokens(&self, value: &Value) -> Value {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.is_empty() {
            return value.clone();
        }
        let replaced = tokens
            .iter()
            .fold(value.to_string(), |text, (token, recorded)| text.replace(token, recorded));
        serde_json::from_str(&replaced).unwrap_or_else(|_| value.clone())
    }

    fn note_token(&self, token: &str, given: &Value, sent: &Value) {
        match (given, sent) {
            (Value::String(given), Value::String(sent)) if given == token && given != sent => {
                let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
                tokens.push((token.to_owned(), sent.clone()));
            }
            (Value::Object(given), Value::Object(sent)) => {
                for (name, given) in given {
                    self.note_token(token, given, sent.get(name).unwrap_or(&Value::Null));
                }
            }
            (Value::Array(given), Value::Array(sent)) => {
                for (given, sent) in given.iter().zip(sent) {
                    self.note_token(token, given, sent);
                }
            }
            _ => {}
        }
    }

    fn next(&self, request: &TaskRequest) -> Option<Value> {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, attempts) = attempts.iter_mut().find(|(state, _)| **state == *request.state)?;
        let iteration: Vec<_> =
            request.iteration.iter().map(|(state, index)| json!([state.as_ref(), index])).collect();
        let iteration = Value::Array(iteration);
        let at = attempts.iter().position(|attempt| {
            attempt.get("iteration").is_none_or(|recorded| *recorded == iteration)
        })?;
        let mut attempt = attempts.remove(at)?;
        if attempt.get("result").is_none_or(Value::is_null)
            && let Some(outcome) =
                self.lost.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
        {
            attempt["result"] = outcome;
        }
        Some(attempt)
    }
}

/// Who did the tasks of activities, in their order.
fn workers(events: &[Value]) -> VecDeque<Option<String>> {
    let started = events.iter().filter(|event| event["type"] == "ActivityStarted");
    let name = |event: &Value| {
        event["activityStartedEventDetails"]["workerName"].as_str().map(str::to_owned)
    };
    started.map(name).collect()
}

/// Outcomes in the history that no attempt accounts for.
fn lost_outcomes(mocks: &Value, events: &[Value]) -> VecDeque<Value> {
    let recorded: Vec<_> = mocks
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(_, attempts)| attempts.as_array())
        .flatten()
        .collect();
    let open = recorded.iter().filter(|attempt| attempt["result"].is_null()).count();
    let outcomes: Vec<_> = events.iter().filter_map(outcome).collect();
    let known: Vec<_> = recorded
        .iter()
        .filter_map(|attempt| attempt["result"].get("cause"))
        .filter_map(Value::as_str)
        .map(compact)
        .collect();
    let is_known = |outcome: &Value| {
        outcome
            .get("cause")
            .and_then(Value::as_str)
            .is_some_and(|cause| known.contains(&compact(cause)))
    };
    outcomes.into_iter().filter(|outcome| !is_known(outcome)).take(open).collect()
}

/// A text that holds JSON, without its spaces.
fn compact(text: &str) -> String {
    serde_json::from_str::<Value>(text).map_or_else(|_| text.to_owned(), |value| value.to_string())
}

fn outcome(event: &Value) -> Option<Value> {
    let kind = event["type"].as_str()?;
    let details =
        event.get("taskFailedEventDetails").or_else(|| event.get("taskSucceededEventDetails"))?;
    // The recording turned texts that hold an object into that object.
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(match details.get("output") {
        Some(output) => json!({ "event": kind, "output": output }),
        None => {
            json!({ "event": kind, "error": details["error"], "cause": text(&details["cause"]) })
        }
    })
}

/// [`Mocks`] as a task runner.
pub(super) struct MockRunner(pub(super) Arc<Mocks>);

impl TaskRunner for MockRunner {
    fn call(&self, request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
        let attempt = self.0.next(&request);
        match (&attempt, request.token.as_deref()) {
            (Some(attempt), Some(token)) => {
                let sent = attempt.get("sent").unwrap_or(&Value::Null);
                self.0.note_token(token, &request.arguments, sent);
            }
            (Some(_), None) => {}
            (None, _) if request.resource.kind == ResourceKind::Activity => {
                return async move { Err(no_activity(&request)) }.boxed();
            }
            (None, _) => self.0.missing.store(true, Ordering::Relaxed),
        }
        if request.resource.kind == ResourceKind::Activity {
            let mut workers = self.0.workers.lock().unwrap_or_else(PoisonError::into_inner);
            request.control.started(workers.pop_front().flatten().as_deref());
        }
        async move {
            let Some(attempt) = attempt else {
                return Err(TaskFailure::new(
                    "Conformance.NoRecording",
                    format!("`{}` was not recorded", request.state),
                ));
            };
            if let Some(submitted) =
                attempt.get("submitted").filter(|submitted| !submitted.is_null())
            {
                request.control.submitted(submitted.clone());
            }
            let result = attempt.get("result").cloned().unwrap_or_default();
            let text = |name: &str| result.get(name).and_then(Value::as_str).unwrap_or_default();
            if result.is_null() || text("event").ends_with("TimedOut") {
                request.control.never().await;
            }
            match result.get("output") {
                Some(output) => Ok(output.clone()),
                None => Err(TaskFailure::new(text("error"), text("cause"))),
            }
        }
        .boxed()
    }
}
