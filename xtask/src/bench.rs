//! `cargo xtask bench-local`: how fast the interpreter runs, in process.

use std::{process::ExitCode, sync::Arc, time::Instant};

use clap::Args;
use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_asl::WorkflowType;
use sfn_local::{Program, Run, Status, TaskFailure, TaskRequest, block_on, objects::MemoryObjects};

/// Options of the benchmark.
#[derive(Args)]
pub(crate) struct Options {
    /// How often each machine is run.
    #[arg(long, default_value_t = 20)]
    runs: u32,
    /// Only machines whose name contains this text.
    #[arg(long, default_value = "")]
    machine: String,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let machines = [
        ("chain of 10 Pass", 11, chain(10), json!({ "i": 0 })),
        ("chain of 1,000 Pass", 1_001, chain(1_000), json!({ "i": 0 })),
        ("JSONata Choice/Pass loop, 1,000 times", 2_002, counting_loop(1_000), json!({})),
        (
            "JSONata loop over 1,000 records, $items[$i]",
            2_002,
            record_loop(),
            json!({ "items": (0..1_000).map(record).collect::<Vec<_>>() }),
        ),
        (
            "JSONPath Choice/Pass loop, 1,000 times",
            2_002,
            jsonpath_loop(1_000),
            json!({ "more": { "kept": [1, 2, 3] } }),
        ),
        (
            "JSONPath loop whose counter is data",
            2_002,
            result_path_loop(1_000),
            json!({ "i": 0, "more": { "kept": [1, 2, 3] } }),
        ),
        (
            "JSONPath Map, 1,000 items of 3 Pass",
            3_001,
            jsonpath_map(),
            json!({ "items": (0..1_000).collect::<Vec<_>>() }),
        ),
        (
            "JSONata Map, 1,000 items of 3 Pass",
            3_001,
            map(),
            json!({ "items": (0..1_000).collect::<Vec<_>>() }),
        ),
        ("distributed Map, 100,000 CSV rows", 200_001, distributed_map(json!({})), json!({})),
        (
            "distributed Map, the same in batches of 100",
            2_001,
            distributed_map(json!({ "ItemBatcher": { "MaxItemsPerBatch": 100 } })),
            json!({}),
        ),
    ];
    let selected = machines.into_iter().filter(|(name, ..)| name.contains(&options.machine));
    for (name, transitions, definition, input) in selected {
        match measure(&definition, &input, options.runs) {
            Ok(seconds) => report(name, transitions, seconds),
            Err(problem) => {
                eprintln!("error: {name}: {problem}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
fn report(name: &str, transitions: u32, seconds: f64) {
    let rate = f64::from(transitions) / seconds;
    println!("{name:<40} {:>10.1} µs  {rate:>12.0} transitions/s", seconds * 1e6);
}

/// The shortest run, in seconds.
fn measure(definition: &Value, input: &Value, runs: u32) -> Result<f64, String> {
    let machine =
        sfn_asl::read::value(definition).machine.ok_or("the definition cannot be read")?;
    let program = Program::compile("bench", WorkflowType::Standard, &machine)
        .map_err(|found| format!("{found:?}"))?;
    let program = Arc::new(program);
    let tasks: Arc<dyn sfn_local::TaskRunner> = Arc::new(no_tasks);
    let objects = Arc::new(MemoryObjects::new().with("bench", "rows.csv", rows(100_000)));
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let run = Run::new(Arc::clone(&program), input.clone(), Arc::clone(&tasks))
            .objects(objects.clone());
        let start = Instant::now();
        let finished = block_on(run.run());
        best = best.min(start.elapsed().as_secs_f64());
        if finished.outcome.status() != Status::Succeeded {
            return Err(format!("{:?}", finished.outcome));
        }
    }
    Ok(best)
}

fn no_tasks(request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
    async move { Err(TaskFailure::new("NoTasks", request.state.to_string())) }.boxed()
}

fn chain(length: usize) -> Value {
    let states: serde_json::Map<_, _> = (0..length)
        .map(|at| {
            let end = if at + 1 == length {
                json!({ "Type": "Pass", "End": true })
            } else {
                json!({ "Type": "Pass", "Next": format!("S{}", at + 1) })
            };
            (format!("S{at}"), end)
        })
        .collect();
    json!({ "QueryLanguage": "JSONata", "StartAt": "S0", "States": states })
}

fn counting_loop(times: u32) -> Value {
    json!({
        "QueryLanguage": "JSONata",
        "StartAt": "Start",
        "States": {
            "Start": { "Type": "Pass", "Assign": { "i": 0 }, "Next": "More" },
            "More": { "Type": "Choice", "Choices": [{ "Condition": format!("{{% $i < {times} %}}"), "Next": "Count" }], "Default": "Done" },
            "Count": { "Type": "Pass", "Assign": { "i": "{% $i + 1 %}" }, "Next": "More" },
            "Done": { "Type": "Succeed" }
        }
    })
}

/// The counter is a variable.
fn jsonpath_loop(times: u32) -> Value {
    json!({
        "StartAt": "Start",
        "States": {
            "Start": { "Type": "Pass", "Assign": { "i": 0 }, "Next": "More" },
            "More": { "Type": "Choice", "Choices": [{ "Variable": "$i", "NumericLessThan": times, "Next": "Count" }], "Default": "Done" },
            "Count": { "Type": "Pass", "Assign": { "i.$": "States.MathAdd($i, 1)" }, "Next": "More" },
            "Done": { "Type": "Succeed" }
        }
    })
}

/// The counter goes from state to state.
fn result_path_loop(times: u32) -> Value {
    json!({
        "StartAt": "More",
        "States": {
            "More": { "Type": "Choice", "Choices": [{ "Variable": "$.i", "NumericLessThan": times, "Next": "Count" }], "Default": "Done" },
            "Count": { "Type": "Pass", "Parameters": { "i.$": "States.MathAdd($.i, 1)", "more.$": "$.more" }, "Next": "More" },
            "Done": { "Type": "Succeed" }
        }
    })
}

fn record(at: u32) -> Value {
    json!({ "id": at, "sku": format!("sku-{at}"), "tags": ["a", "b"], "price": { "amount": 12.5, "currency": "EUR" } })
}

/// As a `for` loop of Rust is written in ASL.
fn record_loop() -> Value {
    json!({
        "QueryLanguage": "JSONata",
        "StartAt": "Start",
        "States": {
            "Start": { "Type": "Pass", "Assign": { "i": 0, "sum": 0, "items": "{% $states.input.items %}" }, "Next": "More" },
            "More": { "Type": "Choice", "Choices": [{ "Condition": "{% $i < $count($items) %}", "Next": "Add" }], "Default": "Done" },
            "Add": { "Type": "Pass", "Assign": { "i": "{% $i + 1 %}", "sum": "{% $sum + $items[$i].price.amount %}" }, "Next": "More" },
            "Done": { "Type": "Succeed" }
        }
    })
}

fn map() -> Value {
    json!({
        "QueryLanguage": "JSONata",
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "Items": "{% $states.input.items %}",
                "ItemProcessor": {
                    "StartAt": "A",
                    "States": {
                        "A": { "Type": "Pass", "Output": { "n": "{% $states.input + 1 %}" }, "Next": "B" },
                        "B": { "Type": "Pass", "Output": { "n": "{% $states.input.n * 2 %}" }, "Next": "C" },
                        "C": { "Type": "Pass", "Output": "{% $states.input.n %}", "End": true }
                    }
                },
                "End": true
            }
        }
    })
}

fn jsonpath_map() -> Value {
    json!({
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ItemProcessor": {
                    "StartAt": "A",
                    "States": {
                        "A": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($, 1)" }, "Next": "B" },
                        "B": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($.n, $.n)" }, "Next": "C" },
                        "C": { "Type": "Pass", "OutputPath": "$.n", "End": true }
                    }
                },
                "End": true
            }
        }
    })
}

fn rows(count: u32) -> String {
    let rows = (0..count).map(|at| format!("{at},sku-{at},{}\n", at % 100));
    std::iter::once("id,sku,quantity\n".to_owned()).chain(rows).collect()
}

/// A Standard child of two states for each row or batch; the results go to files.
fn distributed_map(more: Value) -> Value {
    let mut map = json!({
        "Type": "Map",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Arguments": { "Bucket": "bench", "Key": "rows.csv" },
            "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
        },
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "A",
            "States": {
                "A": { "Type": "Pass", "Output": { "rows": "{% $count($states.input) %}" }, "Next": "B" },
                "B": { "Type": "Pass", "Output": "{% $states.input.rows + 1 %}", "End": true }
            }
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject", "Arguments": { "Bucket": "bench", "Prefix": "out" }
        },
        "End": true
    });
    if let (Some(map), Value::Object(more)) = (map.as_object_mut(), more) {
        map.extend(more);
    }
    json!({ "QueryLanguage": "JSONata", "StartAt": "Each", "States": { "Each": map } })
}
