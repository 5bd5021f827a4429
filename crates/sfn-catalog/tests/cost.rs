//! Opening a service is cheap enough for a proc macro in a debug build.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

use std::time::{Duration, Instant};

use sfn_catalog::{Shape, optimized, optimized::OptimizedService, sdk};

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
    let optimized = fastest(|| serde_json::from_str::<OptimizedService>(text).unwrap());
    let operation = fastest(|| sdk::operation("ec2", "runInstances").unwrap());
    let instance = sdk::operation("ec2", "runInstances").unwrap();
    let shapes = fastest(|| count(instance.input(), 3));
    let known = fastest(|| optimized::operation("sqs", "sendMessage").unwrap());
    println!(
        "largest optimized service {optimized:?}, an opened one {known:?}, \
         the largest SDK service and an operation in it {operation:?}, {} members {shapes:?}",
        count(instance.input(), 3)
    );
    assert!(optimized < Duration::from_millis(10), "{optimized:?}");
    for time in [operation, shapes, known] {
        assert!(time < Duration::from_millis(1), "{time:?}");
    }
}

/// The members of a structure, so deep.
fn count(shape: Shape, depth: usize) -> usize {
    let below = |shape: Shape| if depth == 0 { 0 } else { count(shape, depth - 1) };
    shape.members().map(|member| 1 + below(member.shape)).sum()
}
