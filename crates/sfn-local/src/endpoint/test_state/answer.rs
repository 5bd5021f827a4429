//! The answer of `TestState`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    request::{InspectionLevel, Request},
    tested::Tested,
};
use crate::{
    HttpExchange, StateError,
    machine::probe::{ProbeEnd, Probed},
    payload::Payload,
};

/// What the test answers.
pub(super) fn of(
    request: &Request,
    tested: &Tested,
    input: &Payload,
    probed: Probed,
    exchange: Option<&HttpExchange>,
) -> Value {
    let mut answer = Map::new();
    let mut set = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    let mut failed = |error: &StateError| {
        for (name, text) in [("error", &error.error), ("cause", &error.cause)] {
            if let Some(text) = text.as_deref() {
                set(name, text.into());
            }
        }
    };
    let (status, left) = match &probed.end {
        ProbeEnd::Succeeded { output, next } => ("SUCCEEDED", Some((output, next))),
        ProbeEnd::Failed(error) => {
            failed(error);
            ("FAILED", None)
        }
        ProbeEnd::Retriable(error) => {
            failed(error);
            ("RETRIABLE", None)
        }
        ProbeEnd::Caught { error, output, next } => {
            failed(error);
            ("CAUGHT_ERROR", Some((output, next)))
        }
        ProbeEnd::Calls(_) => ("FAILED", None),
    };
    set("status", status.into());
    if let Some((output, next)) = left {
        set("output", output.text().into());
        if let Some(next) = next {
            set("nextState", next.as_ref().into());
        }
    }
    if request.inspection_level != InspectionLevel::Info {
        let mut data = inspection(tested, input, probed);
        if let (InspectionLevel::Trace, Some(exchange)) = (request.inspection_level, exchange) {
            data.extend(exchanged(exchange));
        }
        set("inspectionData", data.into());
    }
    answer.into()
}

/// The values on the way that AWS shows for the type and the language of the state: its name, and ours.
fn shown(tested: &Tested) -> &'static [(&'static str, &'static str)] {
    const MAP: &[(&str, &str)] = &[
        ("afterItemsPointer", "afterItemsPointer"),
        ("afterItemSelector", "afterItemSelector"),
        ("afterItemBatcher", "afterItemBatcher"),
        ("maxConcurrency", "maxConcurrency"),
        ("toleratedFailureCount", "toleratedFailureCount"),
        ("toleratedFailurePercentage", "toleratedFailurePercentage"),
    ];
    match (tested.state_type(), tested.is_jsonata()) {
        ("Task", true) => &[("afterArguments", "afterArguments")],
        ("Map", true) => MAP,
        (_, true) => &[],
        // The result of a Pass stands in for its parameters.
        ("Pass", false) if tested.has("Result") => &[
            ("result", "afterResultSelector"),
            ("afterResultSelector", "afterResultSelector"),
            ("afterResultPath", "afterResultPath"),
        ],
        ("Pass", false) => &[
            ("afterInputPath", "afterInputPath"),
            ("afterParameters", "afterResultSelector"),
            ("afterResultSelector", "afterResultSelector"),
            ("afterResultPath", "afterResultPath"),
        ],
        ("Task", false) => &[
            ("afterInputPath", "afterInputPath"),
            ("afterParameters", "afterArguments"),
            ("result", "result"),
            ("afterResultSelector", "afterResultSelector"),
            ("afterResultPath", "afterResultPath"),
        ],
        ("Parallel", false) => &[
            ("afterResultSelector", "afterResultSelector"),
            ("afterResultPath", "afterResultPath"),
        ],
        ("Map", false) => &[
            ("afterInputPath", "afterInputPath"),
            ("afterItemsPath", "afterItemsPath"),
            ("afterItemsPointer", "afterItemsPointer"),
            ("afterItemSelector", "afterItemSelector"),
            ("afterItemBatcher", "afterItemBatcher"),
            ("maxConcurrency", "maxConcurrency"),
            ("toleratedFailureCount", "toleratedFailureCount"),
            ("toleratedFailurePercentage", "toleratedFailurePercentage"),
            ("afterResultSelector", "afterResultSelector"),
            ("afterResultPath", "afterResultPath"),
        ],
        (_, false) => &[("afterInputPath", "afterInputPath")],
    }
}

fn inspection(tested: &Tested, input: &Payload, probed: Probed) -> Map<String, Value> {
    let Probed { seen, variables, retrier, catcher, .. } = probed;
    let mut data = Map::new();
    let mut set = |name: &str, value: Value| data.insert(name.to_owned(), value);
    set("input", input.text().into());
    // A catcher's own paths have left theirs.
    let is_own = |name: &str| catcher.is_none() || !name.starts_with("afterResult");
    for (name, ours) in shown(tested).iter().filter(|(name, _)| is_own(name)) {
        match (*name, seen.get(ours)) {
            (_, None) => {}
            (
                "maxConcurrency" | "toleratedFailureCount" | "toleratedFailurePercentage",
                Some(number),
            ) => {
                set(name, number.clone());
            }
            (_, Some(value)) => {
                set(name, value.to_string().into());
            }
        }
    }
    if !variables.is_empty() {
        let variables: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| (name.as_ref(), value.value())).collect();
        set("variables", json!(variables).to_string().into());
    }
    let mut details = Map::new();
    if let Some((index, delay)) = retrier {
        details.insert("retryIndex".to_owned(), index.into());
        if let Some(delay) = delay {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative; casting saturates"
            )]
            let seconds = delay as u64;
            details.insert("retryBackoffIntervalSeconds".to_owned(), seconds.into());
        }
    }
    if let Some(index) = catcher {
        details.insert("catchIndex".to_owned(), index.into());
    }
    if !details.is_empty() {
        set("errorDetails", details.into());
    }
    data
}

/// The members `request` and `response`.
///
/// Source: <https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html>
fn exchanged(exchange: &HttpExchange) -> impl Iterator<Item = (String, Value)> {
    let request = json!({
        "protocol": exchange.protocol,
        "method": exchange.method,
        "url": exchange.url,
        "headers": listed(&exchange.headers),
        "body": exchange.body,
    });
    let response = exchange.response.as_ref().map(|response| {
        json!({
            "protocol": exchange.protocol,
            "statusCode": response.status_code.to_string(),
            "statusMessage": response.status_message,
            "headers": listed(&response.headers),
            "body": response.body,
        })
    });
    let members = [("request", Some(request)), ("response", response)].into_iter();
    members.filter_map(|(member, value)| value.map(|value| (member.to_owned(), value)))
}

/// Headers as AWS lists them: `[date: today, content-length: 2]`.
fn listed(headers: &[(String, String)]) -> String {
    let headers: Vec<String> =
        headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("[{}]", headers.join(", "))
}
