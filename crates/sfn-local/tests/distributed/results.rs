//! `ResultWriter`: the files, and the state's result.

use std::sync::Arc;

use serde_json::{Value, json};
use sfn_local::{
    block_on,
    objects::{MemoryObjects, ObjectStore},
};

use crate::{Finished, fails_below_zero, map, map_run, output, run, run_with};

fn writer(more: Value) -> Value {
    let mut writer = json!({
        "Resource": "arn:aws:states:::s3:putObject",
        "Arguments": { "Bucket": "{% $states.context.StateMachine.Name %}", "Prefix": "out" },
    });
    for (key, value) in more.as_object().unwrap() {
        writer[key] = value.clone();
    }
    json!({ "ResultWriter": writer })
}

fn written(processor: Value, more: Value, input: Value) -> (Finished, Arc<MemoryObjects>) {
    let objects = Arc::new(MemoryObjects::new());
    (run_with(map(processor, more), input, json!({}), Arc::clone(&objects)), objects)
}

fn text(objects: &MemoryObjects, key: &str) -> String {
    String::from_utf8(block_on(objects.get("machine", key)).unwrap()).unwrap()
}

fn folder(finished: &Finished) -> String {
    format!("out/{}", map_run(finished).arn().rsplit(':').next().unwrap())
}

#[test]
fn results_are_files_and_a_manifest() {
    let (finished, objects) =
        written(output("$states.input + 1"), writer(json!({})), json!([1, 2]));
    let folder = folder(&finished);
    let arn = map_run(&finished).arn().to_owned();
    assert_eq!(
        finished.output(),
        json!({
            "MapRunArn": arn,
            "ResultWriterDetails": { "Bucket": "machine", "Key": format!("{folder}/manifest.json") }
        })
    );
    let results = text(&objects, &format!("{folder}/SUCCEEDED_0.json"));
    let manifest: Value =
        serde_json::from_str(&text(&objects, &format!("{folder}/manifest.json"))).unwrap();
    assert_eq!(
        manifest,
        json!({
            "DestinationBucket": "machine",
            "MapRunArn": arn,
            "ResultFiles": {
                "FAILED": [],
                "PENDING": [],
                "SUCCEEDED": [{ "Key": format!("{folder}/SUCCEEDED_0.json"), "Size": results.len() }]
            }
        })
    );
    let results: Value = serde_json::from_str(&results).unwrap();
    let child = map_run(&finished).executions()[1].context().clone();
    assert_eq!(
        results[1],
        json!({
            "ExecutionArn": child.execution_arn,
            "Input": "2",
            "InputDetails": { "Included": true },
            "Name": child.execution_name,
            "Output": "3",
            "OutputDetails": { "Included": true },
            "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE",
            "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
            "StartDate": "2025-01-01T00:00:00.000Z",
            "StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:machine/items",
            "Status": "SUCCEEDED",
            "StopDate": "2025-01-01T00:00:00.000Z"
        })
    );
}

#[test]
fn results_take_the_form_that_the_config_says() {
    let export = |config: Value| {
        let more = writer(json!({ "WriterConfig": config }));
        let (finished, objects) = written(output("[$states.input, 0]"), more, json!([1, 2]));
        let prefix = format!("{}/SUCCEEDED", folder(&finished));
        let listed = block_on(objects.list("machine", &prefix)).unwrap();
        let key = listed[0].key.clone();
        (key.rsplit('/').next().unwrap().to_owned(), text(&objects, &key))
    };
    assert_eq!(
        export(json!({ "OutputType": "JSONL", "Transformation": "COMPACT" })),
        ("SUCCEEDED_0.jsonl".into(), "[1,0]\n[2,0]".into())
    );
    assert_eq!(
        export(json!({ "OutputType": "JSON", "Transformation": "FLATTEN" })),
        ("SUCCEEDED_0.json".into(), "[1,0,2,0]".into())
    );
}

#[test]
fn without_a_destination_the_config_forms_the_states_result() {
    let result = |config: Value| {
        let more = json!({ "ResultWriter": { "WriterConfig": config } });
        run(map(output("[$states.input, 0]"), more), json!([1, 2])).output()
    };
    let flatten = json!({ "OutputType": "JSON", "Transformation": "FLATTEN" });
    assert_eq!(result(flatten), json!([1, 0, 2, 0]));
    assert_eq!(
        result(json!({ "OutputType": "JSON", "Transformation": "COMPACT" })),
        json!([[1, 0], [2, 0]])
    );
    assert_eq!(
        result(json!({ "OutputType": "JSON", "Transformation": "NONE" }))[1]["Output"],
        "[2,0]"
    );
}

#[test]
fn what_failed_and_what_did_not_start_is_written_too() {
    let mut more = writer(json!({}));
    more["MaxConcurrency"] = 1.into();
    let (finished, objects) = written(fails_below_zero(), more, json!([1, -1, 2, 3]));
    assert_eq!(finished.error().0, "States.ExceedToleratedFailureThreshold");
    let folder = folder(&finished);
    let read = |name: &str| -> Value {
        serde_json::from_str(&text(&objects, &format!("{folder}/{name}_0.json"))).unwrap()
    };
    assert_eq!(read("SUCCEEDED")[0]["Input"], "1");
    assert_eq!(read("FAILED")[0]["Error"], "States.QueryEvaluationError");
    assert_eq!(read("FAILED")[0]["RedriveStatus"], "REDRIVABLE");
    assert_eq!(read("PENDING")[1]["Input"], "3");
}

#[test]
fn results_that_cannot_be_written_fail_the_map() {
    let definition = map(output("1"), writer(json!({})));
    let finished = crate::support::run(definition, json!([1]), &json!({}));
    let (name, cause) = finished.error();
    assert_eq!(name, "States.ResultWriterFailed");
    assert!(cause.contains("`--s3 DIR`"), "{cause}");
}

#[test]
fn a_result_that_no_state_can_carry_asks_for_a_writer() {
    let large = json!([0, 1, 2].map(|_| "x".repeat(100_000)));
    let definition = |more: Value| map(output("$states.input"), more);
    let more = json!({ "Items": "{% $map([1..3], function($i) { $pad('', 100000, 'x') }) %}" });
    let finished = run(definition(more.clone()), json!({}));
    assert_eq!(finished.error().0, "States.DataLimitExceeded");
    let mut exported = writer(json!({}));
    exported["Items"] = more["Items"].clone();
    let (finished, objects) = written(output("$states.input"), exported, json!({}));
    let results = text(&objects, &format!("{}/SUCCEEDED_0.json", folder(&finished)));
    assert!(results.len() > large.to_string().len());
}
