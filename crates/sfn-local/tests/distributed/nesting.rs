//! A distributed Map inside other scopes.

use std::sync::Arc;

use serde_json::json;
use sfn_asl::WorkflowType;
use sfn_local::{
    Definition, LocalTasks, MapRunStatus, Run, Status, block_on, objects::MemoryObjects,
};

use crate::{
    map, map_state, output, run, run_mocked,
    support::{compile, lambda, single},
};

#[test]
fn it_runs_in_a_branch_and_in_an_iteration() {
    let distributed = map_state(output("$states.input + 1"), json!({}));
    let branch = json!({ "StartAt": "M", "States": { "M": distributed } });
    let parallel = single(json!({ "Type": "Parallel", "Branches": [branch], "End": true }));
    assert_eq!(run(parallel, json!([1, 2])).output(), json!([[2, 3]]));
    let inline = single(json!({ "Type": "Map", "ItemProcessor": branch, "End": true }));
    let finished = run(inline, json!([[1], [2, 3]]));
    assert_eq!(finished.output(), json!([[2], [3, 4]]));
    assert_eq!(finished.handle.map_runs().len(), 2);
}

#[test]
fn it_runs_in_a_child_of_another() {
    let mut inner = map_state(output("$states.context.StateMachine.Name"), json!({}));
    inner["Label"] = "inner".into();
    let finished = run(map(inner, json!({})), json!([[1, 2], []]));
    assert_eq!(finished.output(), json!([["machine/inner", "machine/inner"], []]));
    let outer = finished.handle.map_runs().pop().unwrap();
    let inner = outer.executions()[0].map_runs().pop().unwrap();
    assert!(inner.arn().contains(":mapRun:machine/inner:"), "{}", inner.arn());
    let grandchild = &inner.executions()[1];
    let found = finished.handle.child_execution(&grandchild.context().execution_arn);
    assert_eq!(found.unwrap().handle.context(), grandchild.context());
}

#[test]
fn a_map_without_a_label_gets_one_of_its_name() {
    let mut definition = map(output("$states.context.StateMachine.Name"), json!({}));
    definition["States"]["S"].as_object_mut().unwrap().remove("Label");
    assert_eq!(run(definition.clone(), json!([1])).output(), json!(["machine/S"]));
    let mut inner = definition["States"]["S"].clone();
    inner["ItemProcessor"]["StartAt"] = "J".into();
    inner["ItemProcessor"]["States"] = json!({ "J": output("$states.context.StateMachine.Name") });
    definition["States"]["S"]["ItemProcessor"] = json!({
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "S", "States": { "S": inner }
    });
    assert_eq!(run(definition, json!([[1]])).output(), json!([["machine/S-2"]]));
}

#[test]
fn a_failing_branch_takes_the_run_and_its_children_along() {
    let branches = json!([
        { "StartAt": "M", "States": { "M": map_state(lambda(json!({})), json!({})) } },
        { "StartAt": "F", "States": { "F": lambda(json!({})) } }
    ]);
    let mocks = json!({ "states": {
        "I": { "return": 1, "after_seconds": 60 },
        "F": { "throw": { "error": "Bad" }, "after_seconds": 10 }
    } });
    let parallel = single(json!({ "Type": "Parallel", "Branches": branches, "End": true }));
    let finished = run_mocked(parallel, json!([1]), mocks);
    assert_eq!(finished.error().0, "Bad");
    let run = finished.handle.map_runs().pop().unwrap();
    assert_eq!(run.status(), MapRunStatus::Aborted);
    assert_eq!(run.executions()[0].status(), Status::Aborted);
    let events = finished.events();
    assert_eq!(events[11..13], ["12<6 MapRunAborted", "13<12 MapStateAborted"]);
}

#[test]
fn an_execution_that_times_out_aborts_its_runs() {
    let mut definition = map(json!({ "Type": "Wait", "Seconds": 600, "End": true }), json!({}));
    definition["TimeoutSeconds"] = 60.into();
    let finished = run(definition, json!([1, 2]));
    assert_eq!(finished.handle.status(), Status::TimedOut);
    let run = finished.handle.map_runs().pop().unwrap();
    assert_eq!((run.status(), run.item_counts().aborted), (MapRunStatus::Aborted, 2));
    assert_eq!(run.stopped_at(), finished.handle.stopped_at());
}

#[test]
fn a_workflow_that_another_starts_reads_the_same_objects() {
    let reader = json!({ "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject",
        "Arguments": { "Bucket": "b", "Key": "k" },
        "ReaderConfig": { "InputType": "JSON" }
    } });
    let mut child = map(output("$states.input + 1"), reader);
    child["QueryLanguage"] = "JSONata".into();
    let machine = sfn_asl::read::value(&child).machine.unwrap();
    let child = Definition::new("child", WorkflowType::Standard, machine);
    let parent = single(json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Arguments": {
            "StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:child", "Input": {}
        },
        "Output": "{% $states.result.Output %}",
        "End": true
    }));
    let tasks = LocalTasks::of([&child]).unwrap();
    let objects = MemoryObjects::new().with("b", "k", "[1, 2]");
    let run = Run::new(Arc::new(compile(parent).unwrap()), json!({}), Arc::new(tasks));
    let finished = block_on(run.objects(Arc::new(objects)).run());
    assert_eq!(finished.outcome.output(), Some(&json!([2, 3])));
}
