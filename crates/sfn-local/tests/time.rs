//! Waits, timeouts, heartbeats, callbacks: on a virtual clock, and at the pace that is set.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use std::{sync::Arc, thread, time::Duration};

use serde_json::{Value, json};
use sfn_local::{
    Clock, LocalTasks, MockFile, Outcome, RealClock, Run, Status, TimeScale, Timestamp,
    VirtualClock, block_on,
};
use support::{compile, lambda, run, single};

#[test]
fn three_days_take_no_time() {
    let began = std::time::Instant::now();
    let definition = json!({ "StartAt": "W", "States": {
        "W": { "Type": "Wait", "Seconds": "{% 3 * 24 * 60 * 60 %}", "Next": "S" },
        "S": { "Type": "Pass", "Output": "{% $toMillis($states.context.State.EnteredTime) - $toMillis($states.context.Execution.StartTime) %}", "End": true }
    } });
    let finished = run(definition, json!({}), &json!({}));
    assert_eq!(finished.output(), 259_200_000);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn waits_until_an_instant_or_not_at_all() {
    let wait = |timestamp: &str| {
        let finished = run(
            single(json!({ "Type": "Wait", "Timestamp": timestamp, "End": true })),
            json!(1),
            &json!({}),
        );
        let millis = finished.handle.stopped_at().unwrap().as_millis()
            - finished.handle.started_at().as_millis();
        finished.outcome.output().map(|_| millis)
    };
    assert_eq!(wait("2025-01-01T00:01:00Z"), Some(60_000));
    assert_eq!(wait("2025-01-01T01:00:00+01:00"), Some(0));
    assert_eq!(wait("2000-01-01T00:00:00Z"), Some(0));
    assert_eq!(wait("2100-01-01T00:00:00Z"), None);
}

#[test]
fn a_task_that_does_not_answer_times_out() {
    let mocks = json!({ "states": { "S": { "timeout": true } } });
    let finished = run(single(lambda(json!({ "TimeoutSeconds": "{% 7.9 %}" }))), json!({}), &mocks);
    assert_eq!(finished.error(), ("States.Timeout".into(), String::new()));
    assert_eq!(finished.events().last().unwrap(), "6<5 ExecutionFailed");
    assert!(
        finished.events().contains(&"5<4 TaskTimedOut +7s".to_owned()),
        "{:?}",
        finished.events()
    );
}

#[test]
fn a_task_without_a_timeout_ends_with_the_execution() {
    let mocks = json!({ "states": { "S": { "timeout": true } } });
    let mut definition = single(lambda(json!({})));
    definition["TimeoutSeconds"] = 600.into();
    let finished = run(definition, json!({}), &mocks);
    assert!(matches!(finished.outcome, Outcome::TimedOut(_)));
    assert_eq!(finished.events().last().unwrap(), "5<0 ExecutionTimedOut +600s");
    let finished = run(single(lambda(json!({}))), json!({}), &mocks);
    assert_eq!(
        finished.events().last().unwrap(),
        "5<0 ExecutionTimedOut +31536000s",
        "AWS's limit of a year"
    );
}

fn callback(more: Value) -> Value {
    let mut state = lambda(json!({
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Arguments": { "FunctionName": "f", "Payload": { "token": "{% $states.context.Task.Token %}" } },
        "Output": null
    }));
    for (key, value) in more.as_object().unwrap() {
        state[key] = value.clone();
    }
    state
}

#[test]
fn a_callback_comes_after_days() {
    let mocks = json!({ "states": { "S": { "token": { "success": { "approved": true } }, "after_seconds": 172_800 } } });
    let finished = run(single(callback(json!({ "TimeoutSeconds": 259_200 }))), json!({}), &mocks);
    assert_eq!(finished.output(), json!({ "approved": true }));
    let expected = [
        "1<0 ExecutionStarted",
        "2<0 TaskStateEntered",
        "3<2 TaskScheduled",
        "4<3 TaskStarted",
        "5<4 TaskSubmitted",
        "6<5 TaskSucceeded +172800s",
        "7<6 TaskStateExited",
        "8<7 ExecutionSucceeded",
    ];
    assert_eq!(finished.events(), expected);
}

#[test]
fn a_callback_that_fails_or_never_comes() {
    let mocks = json!({ "states": { "S": { "token": { "failure": { "error": "Rejected", "cause": "no" } } } } });
    assert_eq!(
        run(single(callback(json!({}))), json!({}), &mocks).error(),
        ("Rejected".into(), "no".into())
    );
    let mocks = json!({ "states": { "S": { "token": "wait" } } });
    let finished = run(
        single(callback(json!({ "HeartbeatSeconds": 30, "TimeoutSeconds": 600 }))),
        json!({}),
        &mocks,
    );
    assert_eq!(finished.error().0, "States.Timeout");
    assert!(
        finished.events().contains(&"6<5 TaskTimedOut +30s".to_owned()),
        "{:?}",
        finished.events()
    );
}

#[test]
fn a_missed_heartbeat_is_caught_under_its_own_name() {
    let definition = json!({ "StartAt": "S", "States": {
        "S": callback(json!({ "HeartbeatSeconds": 30, "Catch": [{ "ErrorEquals": ["States.HeartbeatTimeout"], "Next": "C" }] })),
        "C": { "Type": "Succeed" }
    } });
    let finished = run(definition, json!({}), &json!({ "states": { "S": { "token": "wait" } } }));
    assert_eq!(finished.output(), json!({ "Error": "States.Timeout", "Cause": "" }));
}

#[test]
fn somebody_outside_answers_with_the_token() {
    let clock = VirtualClock::default();
    let hold = clock.hold();
    let tasks = LocalTasks::new()
        .mocks(MockFile::from_value(&json!({ "states": { "S": { "token": "wait" } } })).unwrap());
    let program = Arc::new(compile(single(callback(json!({ "TimeoutSeconds": 60 })))).unwrap());
    let (handle, work) =
        Run::new(program, json!({}), Arc::new(tasks)).clock(Arc::new(clock)).start();
    let outside = {
        let handle = handle.clone();
        thread::spawn(move || {
            let token = loop {
                if let Some(token) = handle.open_tokens().pop() {
                    break token;
                }
                thread::yield_now();
            };
            assert!(handle.heartbeat(&token).is_ok());
            assert!(handle.complete(&token, Ok(json!("from outside"))).is_ok());
            assert!(
                handle.complete(&token, Ok(json!("again"))).is_err(),
                "a token is good for one answer"
            );
            assert!(handle.heartbeat(&token).is_err());
            assert!(handle.heartbeat("wrong").is_err());
        })
    };
    let outcome = block_on(work);
    outside.join().unwrap();
    drop(hold);
    assert_eq!(outcome.output(), Some(&json!("from outside")));
}

#[test]
fn an_execution_can_be_stopped() {
    let program =
        Arc::new(compile(single(json!({ "Type": "Wait", "Seconds": 60, "End": true }))).unwrap());
    let clock = RealClock::new(|_| Box::pin(std::future::pending()));
    let (handle, work) =
        Run::new(program, json!({}), Arc::new(LocalTasks::new())).clock(Arc::new(clock)).start();
    let stopper = handle.clone();
    let thread = thread::spawn(move || {
        while stopper.event_count() < 2 {
            thread::yield_now();
        }
        assert_eq!(stopper.status(), Status::Running);
        stopper.stop(Some("Enough".into()), None);
    });
    let outcome = block_on(work);
    thread.join().unwrap();
    assert_eq!(outcome.status(), Status::Aborted);
    let last = handle.history().pop().unwrap();
    assert_eq!(last["type"], "ExecutionAborted");
    assert_eq!(last["executionAbortedEventDetails"], json!({ "error": "Enough" }));
}

#[test]
fn real_time_passes_at_the_pace_that_is_set() {
    let program =
        Arc::new(compile(single(json!({ "Type": "Wait", "Seconds": 600, "End": true }))).unwrap());
    let clock = RealClock::new(blocking_sleep).scaled(TimeScale::new(60_000.0).unwrap());
    let before = clock.now();
    let run =
        Run::new(program, json!({}), Arc::new(LocalTasks::new())).clock(Arc::new(clock.clone()));
    assert_eq!(block_on(run.run()).outcome.status(), Status::Succeeded);
    assert!(before.until(clock.now()) >= Duration::from_mins(10));
}

fn blocking_sleep(duration: Duration) -> sfn_local::clock::Sleep {
    Box::pin(async move { thread::sleep(duration) })
}

/// The same history on a clock that runs sixty times as fast as the world as on a virtual one, from the same start.
#[test]
fn a_scaled_clock_starts_where_it_is_told_and_gives_the_history_of_a_virtual_one() {
    let definition = json!({ "StartAt": "Until", "States": {
        "Until": { "Type": "Wait", "Timestamp": "2030-01-01T00:00:06Z", "Next": "Slow" },
        "Slow": {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 3,
            "Arguments": {}, "Catch": [{ "ErrorEquals": ["States.Timeout"], "Next": "Done" }],
            "End": true
        },
        "Done": { "Type": "Pass", "Output": "{% $states.context.Execution.StartTime %}", "End": true }
    } });
    let program = Arc::new(compile(definition).unwrap());
    let mocks = r#"{ "states": { "Slow": { "timeout": true } } }"#;
    let tasks = Arc::new(LocalTasks::new().mocks(MockFile::parse(mocks).unwrap()));
    let start = Timestamp::parse("2030-01-01T00:00:00Z").unwrap();
    let run = |clock: Arc<dyn Clock>| {
        block_on(Run::new(program.clone(), json!({}), tasks.clone()).clock(clock).run())
    };
    let kinds = |finished: &sfn_local::Finished| -> Vec<(Value, Value)> {
        let event = |event: &Value| (event["type"].clone(), event["previousEventId"].clone());
        finished.handle.history().iter().map(event).collect()
    };
    let real = RealClock::new(blocking_sleep).scaled("60".parse().unwrap()).starting_at(start);
    let began = std::time::Instant::now();
    let scaled = run(Arc::new(real));
    let took = began.elapsed();
    let virtual_ = run(Arc::new(VirtualClock::new(start)));
    assert_eq!(kinds(&scaled), kinds(&virtual_));
    assert_eq!(virtual_.outcome.output(), Some(&json!("2030-01-01T00:00:00.000Z")));
    // Nine seconds take 150 milliseconds; the upper bound leaves room for a slow machine.
    assert!((Duration::from_millis(150)..Duration::from_secs(8)).contains(&took), "{took:?}");
    let late = start.until(scaled.handle.started_at());
    assert!(late < Duration::from_mins(10), "{late:?}");
    assert!(start.until(scaled.handle.stopped_at().unwrap()) >= Duration::from_secs(9));
}

#[test]
fn a_time_scale_is_a_number_above_zero() {
    for wrong in ["0", "-1", "NaN", "inf", "fast", ""] {
        let message = format!("a time scale is a number above 0, not `{wrong}`");
        assert_eq!(wrong.parse::<TimeScale>().unwrap_err().to_string(), message);
    }
    assert_eq!("0.5".parse::<TimeScale>().unwrap().to_string(), "0.5");
}
