//! What a Map Run comes back with: the results themselves, or files of them.

use serde_json::{Map, Value, json};

use super::super::{ExecutionHandle, MapRunHandle};
use crate::{
    errors::{StateError, names},
    execution::Status,
    machine::{MapRunStart, ResultDestination},
    map_run::OutputType,
    objects::{ObjectError, ObjectStore},
    payload::Payload,
};

/// The state's result, when all children have ended.
pub(super) fn result(
    start: &MapRunStart,
    handle: &MapRunHandle,
    objects: &dyn ObjectStore,
) -> Result<Payload, StateError> {
    if start.destination.is_some() {
        return export(start, handle, std::iter::empty(), objects)
            .map(Payload::new)
            .map_err(|error| StateError::new(names::RESULT_WRITER_FAILED, error.to_string()));
    }
    let children = handle.executions();
    let results = children.iter().flat_map(|child| transformed(start, child)).collect::<Vec<_>>();
    Ok(Payload::new(match start.writer_config.output_type {
        OutputType::Json => Value::Array(results),
        OutputType::JsonLines => start.writer_config.text(&results).into(),
    }))
}

/// Writes the results where they are to go, and says where that is; the state's result.
pub(super) fn export(
    start: &MapRunStart,
    handle: &MapRunHandle,
    pending: impl Iterator<Item = Payload>,
    objects: &dyn ObjectStore,
) -> Result<Value, ObjectError> {
    let Some(ResultDestination { bucket, prefix }) = &start.destination else {
        return Ok(Value::Null);
    };
    let folder = match prefix.trim_end_matches('/') {
        "" => start.uuid.clone(),
        prefix => format!("{prefix}/{}", start.uuid),
    };
    let (mut succeeded, mut failed) = (Vec::new(), Vec::new());
    for child in handle.executions() {
        let results =
            if child.status() == Status::Succeeded { &mut succeeded } else { &mut failed };
        results.extend(transformed(start, &child));
    }
    let pending: Vec<_> = pending.map(|input| not_started(handle, &input)).collect();
    let mut files = Map::new();
    for (name, results) in [("FAILED", failed), ("PENDING", pending), ("SUCCEEDED", succeeded)] {
        let mut written = Vec::new();
        if !results.is_empty() {
            let extension = start.writer_config.output_type.extension();
            let key = format!("{folder}/{name}_0.{extension}");
            let text = start.writer_config.text(&results);
            written.push(json!({ "Key": key, "Size": text.len() }));
            objects.put(bucket, &key, text.into_bytes())?;
        }
        files.insert(name.to_owned(), Value::Array(written));
    }
    let manifest = json!({
        "DestinationBucket": bucket,
        "MapRunArn": handle.arn(),
        "ResultFiles": files,
    });
    let key = format!("{folder}/manifest.json");
    objects.put(bucket, &key, manifest.to_string().into_bytes())?;
    Ok(json!({
        "MapRunArn": handle.arn(),
        "ResultWriterDetails": { "Bucket": bucket, "Key": key },
    }))
}

fn transformed(start: &MapRunStart, child: &ExecutionHandle) -> Vec<Value> {
    let outcome = child.outcome();
    let output = outcome.as_ref().and_then(|outcome| outcome.output());
    start.writer_config.transformation.apply(output, || description(child))
}

/// A child execution as result files have it.
fn description(child: &ExecutionHandle) -> Value {
    let context = child.context();
    let status = child.status();
    let outcome = child.outcome();
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
    let included = || json!({ "Included": true });
    set("ExecutionArn", context.execution_arn.as_str().into());
    if let Some(error) = outcome.as_ref().and_then(|outcome| outcome.error()) {
        for (name, text) in [("Cause", &error.cause), ("Error", &error.error)] {
            if let Some(text) = text {
                set(name, text.as_ref().into());
            }
        }
    }
    set("Input", child.input().text().into());
    set("InputDetails", included());
    set("Name", context.execution_name.as_str().into());
    if let Some(output) = outcome.as_ref().and_then(|outcome| outcome.output()) {
        set("Output", output.to_string().into());
        set("OutputDetails", included());
    }
    set("RedriveCount", 0.into());
    if status == Status::Succeeded {
        set("RedriveStatus", "NOT_REDRIVABLE".into());
        let reason = format!("Execution is {} and cannot be redriven", status.as_str());
        set("RedriveStatusReason", reason.into());
    } else {
        set("RedriveStatus", "REDRIVABLE".into());
    }
    set("StartDate", child.started_at().to_string().into());
    set("StateMachineArn", context.state_machine_arn.as_str().into());
    set("Status", status.as_str().into());
    if let Some(stopped_at) = child.stopped_at() {
        set("StopDate", stopped_at.to_string().into());
    }
    Value::Object(members)
}

/// A child execution that was not started, as result files have it.
fn not_started(handle: &MapRunHandle, input: &Payload) -> Value {
    json!({
        "Input": input.text(),
        "InputDetails": { "Included": true },
        "StateMachineArn": handle.state_machine_arn(),
        "Status": "PENDING",
    })
}
