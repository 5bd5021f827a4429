//! A service that goes on with the file of another.

use std::{path::PathBuf, time::Duration};

use serde_json::{Value, json};
use sfn_local::endpoint::{BindError, Endpoint, Service, ServiceConfig, StateFileError, TimeMode};

use crate::support::{ROLE, Tokens, code, config, create, described, machine, next_token, start};

/// A file that no test had before.
fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.state"));
    if path.exists() {
        std::fs::remove_file(&path).unwrap();
    }
    path
}

/// Processes one after the other that have the same file. What a process has is gone with its runtime.
struct Processes {
    file: PathBuf,
}

impl Processes {
    /// Lets a process live as long as `life`, and ends it in the middle of what it does.
    fn one<T>(&self, life: impl AsyncFnOnce(&Service, &Tokens) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (config, tokens) = config(TimeMode::Real);
            let config = ServiceConfig { state: Some(self.file.clone()), ..config };
            let service = Service::open(config).unwrap();
            life(&service, &tokens).await
        })
    }
}

async fn history(service: &Service, execution: &str) -> Vec<Value> {
    let input = json!({ "executionArn": execution, "maxResults": 1000 });
    let history = service.call("GetExecutionHistory", input).await.unwrap();
    history["events"].as_array().unwrap().clone()
}

fn callback(next: Value) -> Value {
    let mut state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Arguments": { "QueueUrl": "https://q", "MessageBody": "{% $states.context.Task.Token %}" }
    });
    state.as_object_mut().unwrap().extend(next.as_object().unwrap().clone());
    state
}

#[test]
fn all_that_was_made_is_there_again() {
    let processes = Processes { file: file("made") };
    let definition = machine(json!({ "A": { "Type": "Pass", "End": true } }));
    let listings = async |service: &Service, arn: &str| {
        let mut all = Vec::new();
        for (operation, input) in [
            ("DescribeStateMachine", json!({ "stateMachineArn": arn })),
            ("DescribeStateMachine", json!({ "stateMachineArn": format!("{arn}:1") })),
            ("ListStateMachineVersions", json!({ "stateMachineArn": arn })),
            ("ListStateMachineAliases", json!({ "stateMachineArn": arn })),
            ("DescribeStateMachineAlias", json!({ "stateMachineAliasArn": format!("{arn}:live") })),
            ("ListTagsForResource", json!({ "resourceArn": arn })),
            ("ListActivities", json!({})),
            ("ListExecutions", json!({ "stateMachineArn": arn })),
        ] {
            all.push(service.call(operation, input).await.unwrap());
        }
        all
    };
    let (arn, before) = processes.one(async |service, _| {
        let input = json!({
            "name": "m", "definition": definition, "roleArn": ROLE, "publish": true,
            "tags": [{ "key": "b", "value": "1" }, { "key": "a", "value": "2" }]
        });
        let made = service.call("CreateStateMachine", input).await.unwrap();
        let arn = made["stateMachineArn"].as_str().unwrap().to_owned();
        let changed = machine(json!({ "A": { "Type": "Succeed" } }));
        let input = json!({ "stateMachineArn": arn, "definition": changed, "publish": true });
        service.call("UpdateStateMachine", input).await.unwrap();
        let route = |version: u8, weight: u8| {
            json!({ "stateMachineVersionArn": format!("{arn}:{version}"), "weight": weight })
        };
        let input = json!({ "name": "live", "routingConfiguration": [route(1, 90), route(2, 10)] });
        service.call("CreateStateMachineAlias", input).await.unwrap();
        service.call("CreateActivity", json!({ "name": "review" })).await.unwrap();
        service.call("CreateActivity", json!({ "name": "gone" })).await.unwrap();
        let activities = service.call("ListActivities", json!({})).await.unwrap();
        let gone = json!({ "activityArn": activities["activities"][0]["activityArn"] });
        service.call("DeleteActivity", gone).await.unwrap();
        let execution = start(service, &format!("{arn}:live"), &json!({ "n": 1 })).await;
        described(service, &execution, "SUCCEEDED").await;
        (arn.clone(), listings(service, &arn).await)
    });
    processes.one(async |service, _| {
        assert_eq!(listings(service, &arn).await, before);
        // The same creation is still the same, and another one is not.
        let again = json!({
            "name": "m", "definition": machine(json!({ "A": { "Type": "Succeed" } })), "roleArn": ROLE,
            "publish": true
        });
        let again = service.call("CreateStateMachine", again).await.unwrap();
        assert_eq!(again["stateMachineArn"], arn);
        let published = json!({ "stateMachineArn": arn });
        let published = service.call("PublishStateMachineVersion", published).await.unwrap();
        assert_eq!(published["stateMachineVersionArn"], format!("{arn}:2"));
        service.call("DeleteStateMachine", json!({ "stateMachineArn": arn })).await.unwrap();
    });
    processes.one(async |service, _| {
        let gone = service.call("DescribeStateMachine", json!({ "stateMachineArn": arn })).await;
        assert_eq!(code(gone), "StateMachineDoesNotExist");
    });
}

#[test]
fn executions_of_a_machine_that_was_deleted_do_not_come_back() {
    let processes = Processes { file: file("deleted") };
    let pass = machine(json!({ "A": { "Type": "Pass", "Output": "{% $uuid() %}", "End": true } }));
    let (gone, kept, before) = processes.one(async |service, _| {
        let gone = create(service, "gone", &pass, "STANDARD").await;
        let kept = create(service, "kept", &pass, "STANDARD").await;
        let mut executions = Vec::new();
        for arn in [&gone, &kept, &gone] {
            let execution = start(service, arn, &json!({})).await;
            described(service, &execution, "SUCCEEDED").await;
            executions.push(execution);
        }
        service.call("DeleteStateMachine", json!({ "stateMachineArn": gone })).await.unwrap();
        (gone, executions[1].clone(), described(service, &executions[1], "SUCCEEDED").await)
    });
    for _ in 0..2 {
        processes.one(async |service, _| {
            assert_eq!(described(service, &kept, "SUCCEEDED").await, before);
            create(service, "gone", &pass, "STANDARD").await;
            let list = json!({ "stateMachineArn": gone });
            let listed = service.call("ListExecutions", list.clone()).await.unwrap();
            assert_eq!(listed["executions"], json!([]));
            let again = start(service, &gone, &json!({})).await;
            described(service, &again, "SUCCEEDED").await;
            service.call("DeleteStateMachine", list).await.unwrap();
        });
    }
}

#[test]
fn a_token_and_a_wait_outlive_the_process_that_gave_them() {
    let processes = Processes { file: file("tokens") };
    let definition = machine(json!({
        "A": callback(json!({ "Next": "B", "HeartbeatSeconds": 60 })),
        "B": { "Type": "Wait", "Seconds": 1, "Next": "C" },
        "C": { "Type": "Pass", "Output": "{% $uuid() %}", "End": true }
    }));
    let (arn, execution, token) = processes.one(async |service, tokens| {
        let arn = create(service, "m", &definition, "STANDARD").await;
        let input = json!({ "stateMachineArn": arn, "name": "x", "input": "{}" });
        let started = service.call("StartExecution", input).await.unwrap();
        let execution = started["executionArn"].as_str().unwrap().to_owned();
        (arn, execution, next_token(tokens).await)
    });
    let before = processes.one(async |service, tokens| {
        // The same start again is the same execution; the message was sent, and is not sent again.
        let input = json!({ "stateMachineArn": arn, "name": "x", "input": "{}" });
        let again = service.call("StartExecution", input).await.unwrap();
        assert_eq!(again["executionArn"], execution.as_str());
        service.call("SendTaskHeartbeat", json!({ "taskToken": token })).await.unwrap();
        let input = json!({ "taskToken": token, "output": "0.1" });
        service.call("SendTaskSuccess", input).await.unwrap();
        assert!(tokens.lock().unwrap().is_empty(), "the call is made once");
        history(service, &execution).await
    });
    let after = processes.one(async |service, _| {
        let again = json!({ "taskToken": token, "output": "2" });
        assert_eq!(code(service.call("SendTaskSuccess", again).await), "TaskTimedOut");
        assert!(history(service, &execution).await.starts_with(&before));
        tokio::time::sleep(Duration::from_millis(1100)).await;
        described(service, &execution, "SUCCEEDED").await;
        history(service, &execution).await
    });
    assert!(before.iter().any(|event| event["type"] == "WaitStateEntered"), "{before:#?}");
    let entered = before.last().unwrap()["timestamp"].as_f64().unwrap();
    let exited = after.iter().find(|event| event["type"] == "WaitStateExited").unwrap();
    let waited = exited["timestamp"].as_f64().unwrap() - entered;
    assert!((1.0..1.9).contains(&waited), "the wait ended when it would have: {waited}");
    processes.one(async |service, _| assert_eq!(history(service, &execution).await, after));
}

#[test]
fn a_worker_that_took_a_task_has_it_and_one_that_nobody_took_is_offered_again() {
    let processes = Processes { file: file("activities") };
    let activity = "arn:aws:states:us-east-1:000000000000:activity:review";
    let task = json!({ "Type": "Task", "Resource": activity, "End": true });
    let definition = machine(json!({ "A": task }));
    let take = async |service: &Service| {
        let input = json!({ "activityArn": activity, "workerName": "w" });
        let taken = service.call("GetActivityTask", input).await.unwrap();
        taken["taskToken"].as_str().unwrap().to_owned()
    };
    let (first, taken) = processes.one(async |service, _| {
        service.call("CreateActivity", json!({ "name": "review" })).await.unwrap();
        let arn = create(service, "m", &definition, "STANDARD").await;
        let first = start(service, &arn, &json!({ "n": 1 })).await;
        let taken = take(service).await;
        start(service, &arn, &json!({ "n": 2 })).await;
        (first, taken)
    });
    processes.one(async |service, _| {
        let other = take(service).await;
        assert_ne!(other, taken);
        let input = json!({ "taskToken": taken, "output": "\"done\"" });
        service.call("SendTaskSuccess", input).await.unwrap();
        let ended = described(service, &first, "SUCCEEDED").await;
        assert_eq!(ended["output"], "\"done\"");
    });
}

#[test]
fn a_nested_execution_is_waited_for_and_not_started_twice() {
    let processes = Processes { file: file("nested") };
    let child = machine(json!({ "A": callback(json!({ "End": true })) }));
    let child_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:child";
    let parent = machine(json!({ "A": {
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Arguments": { "StateMachineArn": child_arn, "Name": "one", "Input": {} },
        "Output": "{% $states.result.Output %}",
        "End": true
    } }));
    let (execution, token) = processes.one(async |service, tokens| {
        create(service, "child", &child, "STANDARD").await;
        let arn = create(service, "parent", &parent, "STANDARD").await;
        (start(service, &arn, &json!({})).await, next_token(tokens).await)
    });
    processes.one(async |service, _| {
        let input = json!({ "taskToken": token, "output": "7" });
        service.call("SendTaskSuccess", input).await.unwrap();
        assert_eq!(described(service, &execution, "SUCCEEDED").await["output"], "7");
        let children = json!({ "stateMachineArn": child_arn });
        let children = service.call("ListExecutions", children).await.unwrap();
        assert_eq!(children["executions"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn the_children_of_a_map_run_go_on_and_its_limits_are_those_that_were_set() {
    let processes = Processes { file: file("map-run") };
    let definition = machine(json!({ "A": {
        "Type": "Map",
        "Label": "items",
        "MaxConcurrency": 2,
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "B",
            "States": { "B": callback(json!({ "End": true })) }
        },
        "End": true
    } }));
    let answer = async |service: &Service, tokens: &Tokens, output: &str| {
        let input = json!({ "taskToken": next_token(tokens).await, "output": output });
        service.call("SendTaskSuccess", input).await.unwrap();
    };
    let map_run = async |service: &Service, execution: &str| {
        let runs = json!({ "executionArn": execution });
        let runs = service.call("ListMapRuns", runs).await.unwrap();
        let arn = json!({ "mapRunArn": runs["mapRuns"][0]["mapRunArn"] });
        service.call("DescribeMapRun", arn).await.unwrap()
    };
    let (execution, open, before) = processes.one(async |service, tokens| {
        let arn = create(service, "m", &definition, "STANDARD").await;
        let execution = start(service, &arn, &json!([1, 2, 3])).await;
        // One of two: the other one stays open, and the next one starts.
        answer(service, tokens, "20").await;
        let open = [next_token(tokens).await, next_token(tokens).await];
        let run = map_run(service, &execution).await;
        let limits = json!({ "mapRunArn": run["mapRunArn"], "maxConcurrency": 9 });
        service.call("UpdateMapRun", limits).await.unwrap();
        let run = map_run(service, &execution).await;
        (execution, open, run)
    });
    assert_eq!(before["executionCounts"]["succeeded"], 1);
    let ended = processes.one(async |service, _| {
        assert_eq!(map_run(service, &execution).await, before);
        for token in open {
            let input = json!({ "taskToken": token, "output": "30" });
            service.call("SendTaskSuccess", input).await.unwrap();
        }
        let ended = described(service, &execution, "SUCCEEDED").await;
        // Which of the first two was answered is chance.
        let outputs = ["[20,30,30]", "[30,20,30]"].map(Value::from);
        assert!(outputs.contains(&ended["output"]), "{ended}");
        (ended, map_run(service, &execution).await, history(service, &execution).await)
    });
    processes.one(async |service, _| {
        let again = described(service, &execution, "SUCCEEDED").await;
        let again = (again, map_run(service, &execution).await, history(service, &execution).await);
        assert_eq!(again, ended);
    });
}

#[test]
fn what_failed_is_redriven_by_another_process_and_what_was_stopped_stays_stopped() {
    let processes = Processes { file: file("redrive") };
    let definition = machine(json!({
        "A": callback(json!({ "Next": "B" })),
        "B": { "Type": "Wait", "Seconds": 100, "End": true }
    }));
    let fail = async |service: &Service, tokens: &Tokens| {
        let input = json!({ "taskToken": next_token(tokens).await, "error": "E" });
        service.call("SendTaskFailure", input).await.unwrap();
    };
    let execution = processes.one(async |service, tokens| {
        let arn = create(service, "m", &definition, "STANDARD").await;
        let execution = start(service, &arn, &json!({})).await;
        fail(service, tokens).await;
        described(service, &execution, "FAILED").await;
        execution
    });
    let redrive = json!({ "executionArn": execution, "clientToken": "t" });
    let date = processes.one(async |service, tokens| {
        let redriven = service.call("RedriveExecution", redrive.clone()).await.unwrap();
        next_token(tokens).await;
        redriven
    });
    processes.one(async |service, _| {
        let running = described(service, &execution, "RUNNING").await;
        assert_eq!(
            (&running["redriveCount"], &running["redriveDate"]),
            (&json!(1), &date["redriveDate"])
        );
        let again = service.call("RedriveExecution", redrive.clone()).await.unwrap();
        assert_eq!(again, date, "the same token is the same redrive");
        let stop = json!({ "executionArn": execution, "error": "Stop", "cause": "c" });
        service.call("StopExecution", stop).await.unwrap();
    });
    processes.one(async |service, _| {
        let stopped = described(service, &execution, "ABORTED").await;
        assert_eq!((&stopped["error"], &stopped["cause"]), (&json!("Stop"), &json!("c")));
    });
}

#[test]
fn a_map_run_that_is_redriven_goes_on_in_another_process() {
    let processes = Processes { file: file("redriven-map-run") };
    let definition = machine(json!({ "A": {
        "Type": "Map",
        "Label": "items",
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "B",
            "States": { "B": callback(json!({ "End": true })) }
        },
        "ToleratedFailureCount": 1,
        "End": true
    } }));
    let fail = async |service: &Service, token: &str| {
        let input = json!({ "taskToken": token, "error": "E" });
        service.call("SendTaskFailure", input).await.unwrap();
    };
    let succeed = async |service: &Service, token: &str| {
        let input = json!({ "taskToken": token, "output": "1" });
        service.call("SendTaskSuccess", input).await.unwrap();
    };
    let all = async |service: &Service, execution: &str| {
        let runs = json!({ "executionArn": execution });
        let runs = service.call("ListMapRuns", runs).await.unwrap();
        let run = json!({ "mapRunArn": runs["mapRuns"][0]["mapRunArn"] });
        let described = service.call("DescribeMapRun", run.clone()).await.unwrap();
        let children = service.call("ListExecutions", run).await.unwrap();
        let mut all = vec![described];
        for child in children["executions"].as_array().unwrap() {
            all.extend(history(service, child["executionArn"].as_str().unwrap()).await);
            all.push(child.clone());
        }
        all.extend(history(service, execution).await);
        all
    };
    let (execution, failed) = processes.one(async |service, tokens| {
        let arn = create(service, "m", &definition, "STANDARD").await;
        let execution = start(service, &arn, &json!([1, 2, 3])).await;
        succeed(service, &next_token(tokens).await).await;
        fail(service, &next_token(tokens).await).await;
        fail(service, &next_token(tokens).await).await;
        described(service, &execution, "FAILED").await;
        (execution.clone(), all(service, &execution).await)
    });
    let (open, under_way) = processes.one(async |service, tokens| {
        assert_eq!(all(service, &execution).await, failed);
        let redrive = json!({ "executionArn": execution });
        service.call("RedriveExecution", redrive).await.unwrap();
        succeed(service, &next_token(tokens).await).await;
        (next_token(tokens).await, all(service, &execution).await)
    });
    let ended = processes.one(async |service, _| {
        assert_eq!(all(service, &execution).await, under_way);
        succeed(service, &open).await;
        assert_eq!(described(service, &execution, "SUCCEEDED").await["output"], "[1,1,1]");
        all(service, &execution).await
    });
    assert_eq!(ended[0]["executionCounts"]["succeeded"], 3, "{}", ended[0]);
    processes.one(async |service, _| assert_eq!(all(service, &execution).await, ended));
}

#[test]
fn a_damaged_file_is_told_or_read_as_it_was() {
    let processes = Processes { file: file("damaged") };
    let definition = machine(json!({ "A": { "Type": "Pass", "End": true } }));
    processes.one(async |service, _| {
        let arn = create(service, "m", &definition, "STANDARD").await;
        for n in 0..40 {
            start(service, &arn, &json!({ "n": n })).await;
        }
    });
    let whole = std::fs::read(&processes.file).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let open = |bytes: &[u8]| {
        std::fs::write(&processes.file, bytes).unwrap();
        let (config, _) = config(TimeMode::Real);
        let config = ServiceConfig { state: Some(processes.file.clone()), ..config };
        runtime.block_on(async { Service::open(config).map(drop) })
    };
    let mut told = 0;
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        if let Err(error) = open(&bytes) {
            told += 1;
            assert!(!error.to_string().is_empty());
        }
        let cut = open(&whole[..at]);
        assert!(cut.is_err() || at == 0, "{at} of {} bytes", whole.len());
    }
    assert!(told > 0, "some byte counts");
    open(&whole).unwrap();
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_refused_and_left_as_it_is() {
    let open = async |path: &PathBuf, region: &str| {
        let (config, _) = config(TimeMode::Real);
        let state = Some(path.clone());
        let config = ServiceConfig { state, region: region.to_owned(), ..config };
        match Endpoint::bind("127.0.0.1:0".parse().unwrap(), config).await {
            Err(BindError::StateFile { source, .. }) => Err(source),
            other => Ok(other.unwrap()),
        }
    };
    let path = file("refused");
    let first = open(&path, "us-east-1").await.unwrap();
    assert!(matches!(open(&path, "us-east-1").await, Err(StateFileError::InUse)));
    drop(first);
    let other = open(&path, "eu-west-1").await.unwrap_err().to_string();
    assert_eq!(
        other,
        "its ARNs begin with `arn:aws:states:us-east-1:000000000000:`, and would have to begin with `arn:aws:states:eu-west-1:000000000000:`"
    );
    for (bytes, what) in [(b"{}".to_vec(), "short"), (vec![7; 100_000], "long")] {
        let path = file(&format!("refused-{what}"));
        std::fs::write(&path, &bytes).unwrap();
        let error = open(&path, "us-east-1").await.unwrap_err();
        assert!(matches!(error, StateFileError::NotOne), "{what}: {error:?}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
    let folder = open(&PathBuf::from(env!("CARGO_TARGET_TMPDIR")), "us-east-1").await;
    assert!(matches!(folder, Err(StateFileError::Io(_))), "{folder:?}");
    let (config, _) = config(TimeMode::Virtual);
    let config = ServiceConfig { state: Some(file("virtual")), ..config };
    assert!(matches!(Service::open(config), Err(StateFileError::VirtualTime)));
}
