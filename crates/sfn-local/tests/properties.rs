//! Whatever the definition, the input and the answers are: no panic, a well-formed history, and the
//! same again on the second run.
#![cfg(test)]

use std::sync::{Arc, Mutex};

use futures_util::{FutureExt, future::BoxFuture};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sfn_asl::WorkflowType;
use sfn_local::{
    Clock, ExecutionHandle, Journal, LocalTasks, MapRunStatus, MockFile, Program, Run,
    SeededRandomness, Status, Timestamp, VirtualClock, block_on, objects::MemoryObjects,
};

const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

fn expression() -> impl Strategy<Value = String> {
    let texts = [
        "$states.input",
        "$states.input.x",
        "$states.context",
        "$states.context.Map.Item.Value",
        "$v",
        "$v + 1",
        "$exists($v) ? $v : 0",
        "[1..3]",
        "$states.result",
        "$states.errorOutput.Error",
        "$count($states.input)",
        "$random()",
        "$uuid()",
        "$now()",
        "1/0",
        "true",
        "$states.input.x > 1",
        "'text'",
        "{'k': $v}",
        "null",
        "$states.context.State.RetryCount",
        "function($x){$x}",
        "$eval('1')",
        "-1",
        "1e300",
        "[]",
        "$sum('x')",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| format!("{{% {text} %}}"))
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        expression().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,3}", inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn next() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(json!({ "End": true })),
        3 => prop::sample::select(NAMES.to_vec()).prop_map(|name| json!({ "Next": name })),
    ]
}

fn recovery() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "E",
        "States.ALL",
        "States.TaskFailed",
        "States.Timeout",
        "States.QueryEvaluationError",
    ]);
    (names.clone(), 0_u8..3, 0_u8..5, prop::option::of((names, prop::sample::select(NAMES.to_vec()), value()))).prop_map(
        |(retried, attempts, interval, catch)| {
            let mut fields = json!({ "Retry": [{ "ErrorEquals": [retried], "MaxAttempts": attempts, "IntervalSeconds": interval.max(1), "JitterStrategy": "FULL" }] });
            if let Some((caught, next, output)) = catch {
                fields["Catch"] = json!([{ "ErrorEquals": [caught], "Next": next, "Output": output, "Assign": { "v": "{% $states.errorOutput %}" } }]);
            }
            fields
        },
    )
}

fn merged(parts: &[&Value]) -> Value {
    let members = parts.iter().filter_map(|part| part.as_object()).flatten();
    members.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>().into()
}

/// A scope whose states are called `A` to `E`, with `prefix` before, since names are unique.
fn scope(depth: u32) -> BoxedStrategy<Value> {
    prop::collection::vec(state(depth), NAMES.len())
        .prop_map(|states| {
            let states: Map<_, _> =
                NAMES.iter().map(|name| (*name).to_owned()).zip(states).collect();
            json!({ "StartAt": "A", "States": states })
        })
        .boxed()
}

fn state(depth: u32) -> BoxedStrategy<Value> {
    let pass = (value(), value(), next()).prop_map(|(output, assigned, next)| {
        merged(&[&json!({ "Type": "Pass", "Output": output, "Assign": { "v": assigned } }), &next])
    });
    let wait = (
        prop_oneof![expression().prop_map(Value::from), (0..100_000_u32).prop_map(Value::from)],
        next(),
    )
        .prop_map(|(seconds, next)| {
            merged(&[&json!({ "Type": "Wait", "Seconds": seconds }), &next])
        });
    let choice = (
        expression(),
        prop::sample::select(NAMES.to_vec()),
        prop::option::of(prop::sample::select(NAMES.to_vec())),
    )
        .prop_map(|(condition, next, default)| {
            let mut state =
                json!({ "Type": "Choice", "Choices": [{ "Condition": condition, "Next": next }] });
            if let Some(default) = default {
                state["Default"] = default.into();
            }
            state
        });
    let end = prop_oneof![
        value().prop_map(|output| json!({ "Type": "Succeed", "Output": output })),
        expression().prop_map(|cause| json!({ "Type": "Fail", "Error": "E", "Cause": cause })),
    ];
    let patterns = [
        "lambda:invoke",
        "lambda:invoke.waitForTaskToken",
        "sqs:sendMessage",
        "states:startExecution.sync:2",
    ];
    let task = (prop::sample::select(patterns.to_vec()), value(), value(), prop::option::of(1_u32..100), recovery(), next()).prop_map(
        |(api, arguments, output, timeout, recovery, next)| {
            let mut state = json!({ "Type": "Task", "Resource": format!("arn:aws:states:::{api}"), "Arguments": arguments, "Output": output, "HeartbeatSeconds": 50 });
            if let Some(seconds) = timeout {
                state["TimeoutSeconds"] = seconds.into();
            }
            merged(&[&state, &recovery, &next])
        },
    );
    if depth == 0 {
        return prop_oneof![3 => pass, 1 => wait, 2 => choice, 1 => end, 3 => task].boxed();
    }
    let parallel = (prop::collection::vec(scope(depth - 1), 1..3), recovery(), next()).prop_map(
        |(branches, recovery, next)| {
            merged(&[&json!({ "Type": "Parallel", "Branches": branches }), &recovery, &next])
        },
    );
    let map = (scope(depth - 1), value(), prop_oneof![(0..4_u8).prop_map(Value::from), expression().prop_map(Value::from)], recovery(), next())
        .prop_map(|(processor, items, limit, recovery, next)| {
            let items = if items.is_array() { items } else { "{% $states.input %}".into() };
            merged(&[&json!({ "Type": "Map", "Items": items, "MaxConcurrency": limit, "ItemProcessor": processor }), &recovery, &next])
        });
    let map = (map, distribution()).prop_map(move |(mut map, distribution)| {
        // Children of children would only make it slow: each has a history of its own to fill.
        if let Some((config, fields)) = distribution.filter(|_| depth == 1) {
            map["ItemProcessor"]["ProcessorConfig"] = config;
            map = merged(&[&map, &fields]);
        }
        map
    });
    prop_oneof![3 => pass, 1 => wait, 2 => choice, 1 => end, 3 => task, 2 => parallel, 2 => map]
        .boxed()
}

/// What makes a Map distributed, in some cases: its `ProcessorConfig` and more fields.
fn distribution() -> impl Strategy<Value = Option<(Value, Value)>> {
    let number =
        || prop_oneof![(0..4_u8).prop_map(Value::from), expression().prop_map(Value::from)];
    let config = any::<bool>().prop_map(|express| {
        let kind = if express { "EXPRESS" } else { "STANDARD" };
        json!({ "Mode": "DISTRIBUTED", "ExecutionType": kind })
    });
    let selector = value().prop_map(|selector| json!({ "ItemSelector": selector }));
    let batcher = (number(), value()).prop_map(|(most, input)| {
        json!({ "ItemBatcher": { "MaxItemsPerBatch": most, "BatchInput": { "b": input } } })
    });
    let tolerance = (number(), number()).prop_map(|(count, percentage)| {
        json!({ "ToleratedFailureCount": count, "ToleratedFailurePercentage": percentage })
    });
    let writer = value().prop_map(|bucket| {
        json!({ "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Arguments": { "Bucket": bucket, "Prefix": "p" },
            "WriterConfig": { "OutputType": "JSONL", "Transformation": "FLATTEN" }
        } })
    });
    let fields = prop_oneof![Just(json!({})), selector, batcher, tolerance, writer];
    prop::option::of((config, fields))
}

fn answer() -> impl Strategy<Value = Value> {
    prop_oneof![
        value().prop_map(|value| json!({ "return": value })),
        value().prop_map(|value| json!({ "result": value, "after_seconds": 20 })),
        Just(json!({ "throw": { "error": "E", "cause": "c" }, "after_seconds": 1 })),
        Just(json!({ "throw": { "error": "States.Timeout" } })),
        Just(json!({ "timeout": true })),
        Just(json!({ "token": "wait" })),
        value().prop_map(|value| json!({ "token": { "success": value }, "after_seconds": 60 })),
    ]
}

/// An answer that is the same, and comes at the same time, however often it is asked for.
fn steady_answer() -> impl Strategy<Value = Value> {
    answer().prop_map(|mut answer| {
        answer.as_object_mut().unwrap().remove("after_seconds");
        answer
    })
}

fn run(program: &Arc<Program>, input: &Value, mocks: &Value, clock: VirtualClock) -> Run {
    let tasks = LocalTasks::new().mocks(MockFile::from_value(mocks).unwrap());
    Run::new(Arc::clone(program), input.clone(), Arc::new(tasks))
        .clock(Arc::new(clock))
        .randomness(Box::new(SeededRandomness::new(7)))
        .objects(Arc::new(MemoryObjects::new()))
}

/// How it ended, and the events of all that ran.
fn told(handle: &ExecutionHandle) -> (Status, Vec<Value>) {
    let mut events = handle.history();
    assert!(is_well_formed(&events), "{:#?}", events.last());
    for run in handle.map_runs() {
        assert_ne!(run.status(), MapRunStatus::Running);
        assert_eq!(run.execution_counts().running, 0);
        for child in run.executions() {
            let history = child.history();
            assert!(is_well_formed(&history), "{:#?}", history.last());
            events.extend(history);
        }
    }
    (handle.status(), events)
}

fn history(program: &Arc<Program>, input: &Value, mocks: &Value) -> (Status, Vec<Value>) {
    let finished = block_on(run(program, input, mocks, VirtualClock::default()).run());
    told(&finished.handle)
}

/// A journal in memory.
#[derive(Default)]
struct Kept(Mutex<Vec<String>>);

impl Journal for Kept {
    fn append(&self, entry: String) {
        self.0.lock().unwrap().push(entry);
    }

    fn lasts(&self) -> BoxFuture<'static, ()> {
        std::future::ready(()).boxed()
    }
}

impl Kept {
    fn entries(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// The instant of an entry.
    fn instant(entry: &str) -> Timestamp {
        let entry: Value = serde_json::from_str(entry).unwrap();
        let at =
            ["turn", "child", "again"].into_iter().find_map(|kind| entry[1][kind]["at"].as_i64());
        Timestamp::from_millis(at.unwrap_or_default())
    }
}

/// The most restarts of one execution that are tried, and the most events of one that is restarted: many a random
/// definition goes round until its history is full.
const MOST_CUTS: usize = 24;
const MOST_EVENTS: usize = 400;

/// What comes out where another process goes on after each entry of the journal, with what the journal has then.
fn restarted(program: &Arc<Program>, input: &Value, mocks: &Value) -> Vec<(Status, Vec<Value>)> {
    let start = VirtualClock::default().now();
    let kept = Arc::new(Kept::default());
    let journal = Arc::clone(&kept);
    let whole = run(program, input, mocks, VirtualClock::default()).journal(journal);
    let mut ends = vec![told(&block_on(whole.run()).handle)];
    if ends.iter().any(|(_, events)| events.len() > MOST_EVENTS) {
        return ends;
    }
    let entries = kept.entries();
    for cut in (0..=entries.len()).step_by(entries.len() / MOST_CUTS + 1) {
        let entries = || entries.iter().take(cut).map(String::as_str);
        let now = entries().map(Kept::instant).fold(start, std::cmp::max);
        let again = run(program, input, mocks, VirtualClock::new(now));
        let again = again.journal(Arc::new(Kept::default()));
        let (handle, work) = again.resume(start, entries()).unwrap();
        if let Some(work) = work {
            block_on(work);
        }
        ends.push(told(&handle));
    }
    ends
}

#[test]
fn a_child_that_another_process_started_goes_before_the_next_one() {
    let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "M", "States": { "M": {
        "Type": "Map", "Items": [1, 2], "End": true,
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "T",
            "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {}, "End": true } }
        }
    } } });
    let machine = sfn_asl::read::value(&definition).machine.unwrap();
    let program = Arc::new(Program::compile("p", WorkflowType::Standard, &machine).unwrap());
    // The first child's failure is one too many, so the second never starts.
    let mocks = json!({ "states": { "T": { "throw": { "error": "E" } } } });
    let ends = restarted(&program, &json!({}), &mocks);
    assert!(ends.len() > 3 && ends.iter().all(|end| end == &ends[0]), "{ends:#?}");
}

fn is_well_formed(events: &[Value]) -> bool {
    let ids = events.iter().zip(1_u64..).all(|(event, id)| {
        event["id"] == id && event["previousEventId"].as_u64().is_some_and(|previous| previous < id)
    });
    let ends = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"];
    let is_end = |event: &Value| ends.contains(&event["type"].as_str().unwrap());
    let times = events
        .windows(2)
        .all(|pair| pair[0]["timestamp"].as_f64() <= pair[1]["timestamp"].as_f64());
    ids && times
        && events.iter().filter(|event| is_end(event)).count() == 1
        && events.last().is_some_and(is_end)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_run_ends_well_formed_and_can_be_repeated(
        definition in scope(2),
        input in value(),
        answers in prop::collection::vec(prop::collection::vec(answer(), 1..4), NAMES.len()),
    ) {
        let mut definition = definition;
        definition["QueryLanguage"] = "JSONata".into();
        definition["TimeoutSeconds"] = 200_000.into();
        let states: Map<_, _> = NAMES.iter().map(|name| (*name).to_owned()).zip(answers.into_iter().map(Value::from)).collect();
        let mocks = json!({ "states": states });
        let machine = sfn_asl::read::value(&definition).machine.unwrap();
        if let Ok(program) = Program::compile("p", WorkflowType::Standard, &machine) {
            let program = Arc::new(program);
            let first = history(&program, &input, &mocks);
            prop_assert_ne!(first.0, Status::Running);
            prop_assert!(first == history(&program, &input, &mocks), "the second run differs");
        }
    }

    #[test]
    fn a_restart_at_any_point_gives_the_same_end(
        definition in scope(2),
        input in value(),
        answers in prop::collection::vec(steady_answer(), NAMES.len()),
    ) {
        let mut definition = definition;
        definition["QueryLanguage"] = "JSONata".into();
        definition["TimeoutSeconds"] = 200_000.into();
        let states: Map<_, _> = NAMES.iter().map(|name| (*name).to_owned()).zip(answers).collect();
        let mocks = json!({ "states": states });
        let machine = sfn_asl::read::value(&definition).machine.unwrap();
        if let Ok(program) = Program::compile("p", WorkflowType::Standard, &machine) {
            let ends = restarted(&Arc::new(program), &input, &mocks);
            for (cut, end) in ends.iter().enumerate() {
                prop_assert!(end == &ends[0], "the end after restart {} differs", cut);
            }
        }
    }

    #[test]
    fn any_definition_compiles_or_is_refused(definition in value()) {
        let mut definition = definition;
        if let Some(members) = definition.as_object_mut() {
            members.insert("QueryLanguage".into(), "JSONata".into());
        }
        if let Some(machine) = sfn_asl::read::value(&definition).machine {
            let _ = Program::compile("p", WorkflowType::Standard, &machine);
        }
    }
}
