//! Opening a service is cheap enough for a proc macro in a debug build, and most resources are exact.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

use std::time::{Duration, Instant};

use sfn_catalog::{OptimizedService, Part, Statement, optimized, sdk};

/// The fastest of several runs.
fn fastest<T>(run: impl Fn() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..20).map(time).min().unwrap()
}

#[test]
fn opening_a_service_is_cheap() {
    let text = include_str!("../data/optimized/sagemaker.json");
    let largest = fastest(|| serde_json::from_str::<OptimizedService>(text).unwrap());
    let operation = fastest(|| sdk::operation("ec2", "runInstances").unwrap());
    let known = fastest(|| optimized::operation("sqs", "sendMessage").unwrap());
    println!(
        "largest optimized service {largest:?}, an SDK operation {operation:?}, an opened one {known:?}"
    );
    for time in [largest, operation, known] {
        assert!(time < Duration::from_millis(10), "{time:?}");
    }
}

#[test]
fn most_resources_are_exact() {
    let (mut exact, mut all) = (0, 0);
    for service in sdk::services() {
        for name in sdk::operations(service) {
            let Some(statement) = sdk::operation(service, name).unwrap().iam.into_iter().next()
            else {
                continue;
            };
            all += 1;
            exact += usize::from(is_exact(&statement));
        }
    }
    println!("{exact} of {all} operations have exact resources");
    assert!(exact * 100 >= all * 80, "{exact} of {all}");
}

/// Whether no type is named by a wildcard; `*` alone is right for actions without resource types.
fn is_exact(statement: &Statement) -> bool {
    let open = |part: &Part| matches!(part, Part::Text(text) if text.contains('*') && text != "*");
    statement.resources.iter().all(|template| !template.parts.iter().any(open))
}
