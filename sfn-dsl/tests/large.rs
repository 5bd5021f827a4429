//! Large workflows: what the lowering costs grows with their size, not with its square.

use std::time::{Duration, Instant};

use sfn_dsl::prelude::*;

#[derive(Debug, Clone, TaskError)]
enum Failure {
    Bad,
    Worse,
}

/// A task of the test.
#[task(lambda = "step")]
async fn step(number: u32) -> Result<u32, Failure>;

/// A workflow of about `states` states: calls one after the other, each third result decides something, and every
/// result is read at the end.
fn branchy(states: u32) -> Duration {
    let start = Instant::now();
    let workflow = Workflow::<u32, u32>::new("large", |w, input| {
        let mut last = input;
        let mut all = Vec::new();
        for number in 0..states / 3 {
            let called = w.call(step, (last.clone(),)).retry(Retry::on(["Bad"]).max_attempts(2));
            let result = w.let_("result", called);
            all.push(result.clone());
            w.if_else(
                result.gt(number),
                |w| {
                    let _ = w.call(step, (number,));
                },
                |w| w.when(result.gt(7), |w| w.fail(Failure::Bad)),
            );
            last = result;
        }
        w.done(array(all).iter().sum::<u32>());
    });
    let text = sfn_asl::write::to_string(&workflow.definition().machine);
    let time = start.elapsed();
    assert!(text.len() > states as usize * 50);
    time
}

#[test]
fn five_thousand_states() {
    // The best of some: other work beside it takes time too.
    let best = |states| (0..4).map(|_| branchy(states)).min().unwrap_or_default();
    let (small, large) = (best(1_000), best(5_000));
    eprintln!("1,000 states: {small:?}; 5,000 states: {large:?}");
    assert!(
        large < small * 15 + Duration::from_millis(50),
        "{small:?} for 1,000 states, {large:?} for 5,000"
    );
    if !cfg!(debug_assertions) {
        assert!(large < Duration::from_millis(250), "{large:?}");
    }
}
