//! What a Map Run comes back with: the results themselves, or files of them.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::super::{ExecutionHandle, MapRunHandle};
use crate::{
    execution::{Outcome, Status},
    machine::{MapRunStart, ResultDestination},
    map_run::{Formed, OutputType, Results},
    objects::{ObjectError, ObjectStore},
    payload::Payload,
};

/// The results as the state's result.
pub(super) fn result(start: &MapRunStart, handle: &MapRunHandle) -> Payload {
    let children = handle.executions();
    Payload::new(match start.writer_config.output_type {
        OutputType::Json => children.iter().flat_map(|child| values(start, child)).collect(),
        OutputType::JsonLines => {
            let mut results = Results::new(OutputType::JsonLines);
            for child in &children {
                add(start, child, &mut results);
            }
            String::from_utf8_lossy(&results.into_bytes()).into()
        }
    })
}

/// The results of a child as values.
fn values(start: &MapRunStart, child: &ExecutionHandle) -> Vec<Value> {
    let outcome = child.outcome();
    let output = outcome.as_ref().and_then(Outcome::output);
    match start.writer_config.transformation.apply(output) {
        Formed::Outputs(outputs) => outputs.to_vec(),
        Formed::Description => {
            // All its keys are texts, so it is a JSON value.
            vec![serde_json::to_value(Description::of(child, outcome.as_ref())).unwrap_or_default()]
        }
    }
}

/// The same in a file.
fn add(start: &MapRunStart, child: &ExecutionHandle, results: &mut Results) {
    let outcome = child.outcome();
    let output = outcome.as_ref().and_then(Outcome::output);
    match start.writer_config.transformation.apply(output) {
        Formed::Outputs(outputs) => outputs.iter().for_each(|output| results.push(output)),
        Formed::Description => results.push(&Description::of(child, outcome.as_ref())),
    }
}

/// The results as files.
pub(super) struct Export {
    bucket: String,
    /// The manifest comes last.
    files: Vec<(String, Vec<u8>)>,
    /// Says where they are; the state's result.
    result: Payload,
}

impl Export {
    /// Of how the children stand now, where the Map has a destination.
    pub(super) fn new(
        start: &MapRunStart,
        handle: &MapRunHandle,
        pending: impl Iterator<Item = Payload>,
    ) -> Option<Self> {
        let ResultDestination { bucket, prefix } = start.destination.as_ref()?;
        let folder = match prefix.trim_end_matches('/') {
            "" => start.uuid.clone(),
            prefix => format!("{prefix}/{}", start.uuid),
        };
        let mut files = Vec::new();
        let mut listed = Map::new();
        for (name, results) in by_status(start, handle, pending) {
            let mut written = Vec::new();
            if !results.is_empty() {
                let extension = start.writer_config.output_type.extension();
                let key = format!("{folder}/{name}_0.{extension}");
                let body = results.into_bytes();
                written.push(json!({ "Key": key, "Size": body.len() }));
                files.push((key, body));
            }
            listed.insert(name.to_owned(), Value::Array(written));
        }
        let manifest = json!({
            "DestinationBucket": bucket,
            "MapRunArn": handle.arn(),
            "ResultFiles": listed,
        });
        let key = format!("{folder}/manifest.json");
        let result = json!({
            "MapRunArn": handle.arn(),
            "ResultWriterDetails": { "Bucket": bucket, "Key": key },
        });
        files.push((key, manifest.to_string().into_bytes()));
        Some(Self { bucket: bucket.clone(), files, result: Payload::new(result) })
    }

    pub(super) async fn write(self, objects: Arc<dyn ObjectStore>) -> Result<Payload, ObjectError> {
        for (key, body) in self.files {
            objects.put(&self.bucket, &key, body).await?;
        }
        Ok(self.result)
    }
}

/// The results that belong in one file, under its name.
fn by_status(
    start: &MapRunStart,
    handle: &MapRunHandle,
    pending: impl Iterator<Item = Payload>,
) -> [(&'static str, Results); 3] {
    let none = || Results::new(start.writer_config.output_type);
    let (mut succeeded, mut failed, mut not_started) = (none(), none(), none());
    for child in handle.executions() {
        let is_success = child.status() == Status::Succeeded;
        add(start, &child, if is_success { &mut succeeded } else { &mut failed });
    }
    for input in pending {
        not_started.push(&Pending {
            input: input.text(),
            input_details: Details { included: true },
            state_machine_arn: handle.state_machine_arn(),
            status: "PENDING",
        });
    }
    [("FAILED", failed), ("PENDING", not_started), ("SUCCEEDED", succeeded)]
}

/// A child execution as results have it that are not transformed, and all that failed.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Description<'a> {
    execution_arn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    input: String,
    input_details: Details,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_details: Option<Details>,
    redrive_count: u32,
    redrive_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_status_reason: Option<&'static str>,
    start_date: String,
    state_machine_arn: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<String>,
}

/// A child execution that was not started.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Pending<'a> {
    input: String,
    input_details: Details,
    state_machine_arn: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Details {
    included: bool,
}

impl<'a> Description<'a> {
    fn of(child: &'a ExecutionHandle, outcome: Option<&'a Outcome>) -> Self {
        let context = child.context();
        let output = outcome.and_then(Outcome::output);
        let error = outcome.and_then(Outcome::error);
        let succeeded = child.status() == Status::Succeeded;
        Self {
            execution_arn: &context.execution_arn,
            cause: error.and_then(|error| error.cause.as_deref()),
            error: error.and_then(|error| error.error.as_deref()),
            input: child.input().text(),
            input_details: Details { included: true },
            name: &context.execution_name,
            output: output.map(Value::to_string),
            output_details: output.map(|_| Details { included: true }),
            redrive_count: child.redrive_count(),
            redrive_status: if succeeded { "NOT_REDRIVABLE" } else { "REDRIVABLE" },
            redrive_status_reason: succeeded
                .then_some("Execution is SUCCEEDED and cannot be redriven"),
            start_date: child.started_at().to_string(),
            state_machine_arn: &context.state_machine_arn,
            status: child.status().as_str(),
            stop_date: child.stopped_at().map(|instant| instant.to_string()),
        }
    }
}
