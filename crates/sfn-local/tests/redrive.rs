//! Redrive, wherever an execution was stopped.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_local::{
    Clock, ExecutionHandle, NotRedrivable, Run, Status, TaskFailure, TaskRequest, VirtualClock,
    block_on,
};
use support::compile;

/// A task that takes two seconds.
fn slow(request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
    async move {
        request.control.sleep(Duration::from_secs(2)).await;
        Ok(request.arguments.value().clone())
    }
    .boxed()
}

fn definition() -> Value {
    let task = |arguments: &str, end: Value| {
        let mut state = json!({
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": arguments
        });
        state.as_object_mut().unwrap().extend(end.as_object().unwrap().clone());
        state
    };
    let wait = |next: &str| json!({ "Type": "Wait", "Seconds": 1, "Next": next });
    let end = json!({ "End": true });
    let iteration = json!({ "StartAt": "Pause", "States": {
        "Pause": wait("One"),
        "One": task("{% $states.input * $factor %}", end.clone())
    } });
    json!({ "StartAt": "Set", "States": {
        "Set": { "Type": "Pass", "Assign": { "factor": 10 }, "Next": "Both" },
        "Both": { "Type": "Parallel", "Next": "Rest", "Branches": [
            { "StartAt": "First", "States": {
                "First": task("first", json!({ "Next": "Second" })), "Second": task("second", end)
            } },
            { "StartAt": "Each", "States": { "Each": {
                "Type": "Map", "Items": [1, 2, 3], "MaxConcurrency": 2,
                "ItemProcessor": iteration, "End": true
            } } }
        ] },
        "Rest": wait("Done"),
        "Done": { "Type": "Succeed", "Output": "{% { 'both': $states.input, 'factor': $factor } %}" }
    } })
}

fn run(clock: &VirtualClock) -> Run {
    Run::new(Arc::new(compile(definition()).unwrap()), json!({}), Arc::new(slow))
        .clock(Arc::new(clock.clone()))
}

fn count(handle: &ExecutionHandle, name: &str) -> usize {
    handle.history().iter().filter(|event| event["type"] == name).count()
}

#[test]
fn a_redrive_gives_the_same_end_from_every_instant_and_repeats_no_task_that_succeeded() {
    let whole = block_on(run(&VirtualClock::default()).run());
    let expected = whole.outcome.output().unwrap();
    assert_eq!(expected, &json!({ "both": ["second", [10, 20, 30]], "factor": 10 }));
    let seconds = whole.handle.started_at().until(whole.handle.stopped_at().unwrap()).as_secs();
    assert_eq!(seconds, 7);
    let mut cx = Context::from_waker(Waker::noop());
    for second in 0..seconds {
        let clock = VirtualClock::default();
        let horizon = |seconds| clock.clone().until(clock.now() + Duration::from_secs(seconds));
        horizon(second);
        let (handle, work) = run(&clock).start();
        let mut work = pin!(work);
        while handle.status() == Status::Running {
            // Tasks hear of the clock one after another.
            let before = handle.event_count();
            assert!(work.as_mut().poll(&mut cx).is_pending());
            if handle.event_count() == before {
                break;
            }
        }
        assert_eq!(handle.check_redrive(), Err(NotRedrivable::NotEligible));
        handle.stop(None, None);
        assert!(matches!(work.as_mut().poll(&mut cx), Poll::Ready(_)));
        assert_eq!(handle.status(), Status::Aborted);
        let succeeded = count(&handle, "TaskSucceeded");
        let scheduled = count(&handle, "TaskScheduled");

        horizon(100);
        let outcome = block_on(handle.redrive().unwrap());
        assert_eq!(outcome.output(), Some(expected), "stopped after {second} s");
        assert_eq!(count(&handle, "ExecutionRedriven"), 1);
        assert_eq!(count(&handle, "TaskSucceeded"), 5, "stopped after {second} s");
        assert_eq!(count(&handle, "TaskScheduled"), 5 + scheduled - succeeded);
        for name in ["Pass", "Parallel", "Map", "Wait", "Task"] {
            let (entered, exited) = (format!("{name}StateEntered"), format!("{name}StateExited"));
            assert_eq!(
                count(&handle, &entered),
                count(&handle, &exited),
                "{name} after {second} s"
            );
        }
        let events = handle.events(0, usize::MAX);
        for (event, id) in events.iter().zip(1..) {
            assert!(event.id == id && event.previous < id, "{event:?}");
        }
        assert!(handle.redrive().is_err());
    }
}
