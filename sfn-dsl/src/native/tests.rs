//! Tasks and workflows written out by hand, as the macros write them, and run.

use std::{cell::Cell, rc::Rc, sync::Arc, task::Poll, time::Duration};

use serde_json::{Value, json};
use sfn_local::{Handler, TaskFailure};

use super::{
    Answer, Argument, Environment, TaskCall, TaskFuture, WorkflowFuture, lambda_failure, run,
};
use crate::{
    error::{ErrorKind, ErrorType, ErrorVariant},
    retry::Retry,
    sfn,
    task::{Integration, RequestResponse, Task},
};

#[derive(Debug, PartialEq)]
pub(crate) enum ChargeError {
    Declined { code: String },
    TimedOut,
}

impl ErrorType for ChargeError {
    const __VARIANTS: &'static [ErrorVariant] = &[
        ErrorVariant { rust_name: "Declined", kind: ErrorKind::Named("Declined") },
        ErrorVariant { rust_name: "TimedOut", kind: ErrorKind::Timeout },
    ];

    fn __to_failure(&self) -> TaskFailure {
        match self {
            Self::Declined { code } => {
                TaskFailure::new("Declined", json!({ "code": code }).to_string())
            }
            Self::TimedOut => TaskFailure::new("States.Timeout", ""),
        }
    }

    fn __from_failure(failure: &TaskFailure) -> Option<Self> {
        match &*failure.error {
            "Declined" => {
                let fields: Value = serde_json::from_str(&failure.cause).ok()?;
                Some(Self::Declined { code: fields["code"].as_str()?.to_owned() })
            }
            "States.Timeout" => Some(Self::TimedOut),
            _ => None,
        }
    }
}

pub(crate) fn no_integration() -> Integration {
    Integration {
        resource: "arn:aws:states:::lambda:invoke".to_owned(),
        arguments: Rc::new(crate::code::Code::Array),
        token: None,
        result: Some("Payload"),
        caught: |code| code,
        nested: false,
        permission: None,
    }
}

macro_rules! task {
    ($name:ident -> $output:ty, $handler:expr) => {
        #[expect(non_camel_case_types, reason = "named as the function, as `#[task]` does")]
        pub(crate) enum $name {}

        impl Task for $name {
            type Output = $output;
            type Error = ChargeError;
            type Pattern = RequestResponse;
            const NAME: &'static str = stringify!($name);

            fn integration() -> Integration {
                no_integration()
            }

            fn handler() -> Option<Handler> {
                $handler
            }

            fn lambda_function() -> Option<&'static str> {
                Some(concat!("${", stringify!($name), "}"))
            }
        }
    };
}

task!(charge -> String, Some(Arc::new(|payload: Value| Box::pin(async move {
    match payload["amount"].as_u64() {
        Some(amount) if amount > 100 => {
            Err(lambda_failure(&ChargeError::Declined { code: format!("over by {}", amount - 100) }))
        }
        _ => Ok(json!(format!("paid {}", payload["order_id"].as_str().unwrap_or_default()))),
    }
}))));
task!(bodiless -> String, None);
task!(slow -> u32, Some(Arc::new(|_| Box::pin(async {
    sfn::sleep(sfn::hours(2)).await;
    Ok(json!(2))
}))));
task!(parent_of_charge -> String, None);

pub(crate) fn charge(order_id: &str, amount: u64) -> TaskFuture<charge> {
    TaskFuture::__call(vec![
        Argument::member("order_id", order_id),
        Argument::member("amount", amount),
    ])
}

pub(crate) fn bodiless() -> TaskFuture<bodiless> {
    TaskFuture::__call(vec![])
}

fn slow() -> TaskFuture<slow> {
    TaskFuture::__call(vec![])
}

fn failing(error: &'static str, times: u32) -> impl Fn(&TaskCall) -> Option<Answer> {
    let left = Cell::new(times);
    move |_| {
        left.get().checked_sub(1).map(|rest| {
            left.set(rest);
            Err(TaskFailure::new(error, "by the mock")).into()
        })
    }
}

#[test]
fn a_body_answers_with_a_value_or_a_typed_error() {
    assert_eq!(run(charge("o1", 5)), Ok(Ok("paid o1".to_owned())));
    let declined = ChargeError::Declined { code: "over by 20".to_owned() };
    assert_eq!(run(charge("o1", 120)), Ok(Err(declined)));
}

#[test]
fn without_a_run_a_task_is_answered_all_the_same() {
    let slept = async {
        sfn::sleep(sfn::days(2)).await;
        charge("o1", 5).await
    };
    assert_eq!(super::block_on(slept), Ok("paid o1".to_owned()));
}

#[test]
fn a_task_without_body_and_mock_ends_the_run_and_is_named() {
    let failure = run(bodiless().retry(Retry::on_all())).unwrap_err();
    assert_eq!(failure.error, "States.Runtime");
    assert_eq!(
        failure.cause,
        "the task `bodiless` (${bodiless}) has no body and no mock; give it a body or an answer"
    );
}

#[test]
fn a_mock_is_asked_before_the_body_and_sees_the_payload() {
    let environment = Environment::new().answered_by(|call: &TaskCall| {
        assert_eq!(call.payload, json!({ "order_id": "o1", "amount": 500 }));
        Some(Ok(json!("free")).into())
    });
    assert_eq!(environment.run(charge("o1", 500)), Ok(Ok("free".to_owned())));
}

#[test]
fn an_answer_of_another_type_ends_the_run() {
    let environment = Environment::new().answered_by(|_: &TaskCall| Some(Ok(json!(7)).into()));
    let failure = environment.run(charge("o1", 5)).unwrap_err();
    assert_eq!(failure.error, "States.Runtime");
    assert!(failure.cause.contains("`charge`") && failure.cause.contains("String"), "{failure}");
}

#[test]
fn retries_wait_in_virtual_time_and_give_up() {
    let environment = Rc::new(Environment::new().answered_by(failing("Throttled", 2)));
    let retry = Retry::on(["Throttled"]).interval_seconds(10).max_attempts(2);
    let outcome = super::block_on(Rc::clone(&environment).running(charge("o1", 5).retry(retry)));
    assert_eq!(outcome, Ok(Ok("paid o1".to_owned())));
    assert_eq!((environment.elapsed().as_secs(), environment.calls().len()), (30, 3));

    let environment = Environment::new().answered_by(failing("Throttled", 3));
    let failure = environment.run(charge("o1", 5).retry(retry)).unwrap_err();
    assert_eq!(failure, TaskFailure::new("Throttled", "by the mock"));
}

#[test]
fn a_failure_without_a_variant_ends_the_run_and_nothing_follows() {
    let reached = Rc::new(Cell::new(false));
    let seen = Rc::clone(&reached);
    let environment = Rc::new(Environment::new().answered_by(failing("Unheard.Of", 1)));
    let outcome = super::block_on(Rc::clone(&environment).running(async move {
        let _ = charge("o1", 5).await;
        seen.set(true);
    }));
    assert_eq!(outcome, Err(TaskFailure::new("Unheard.Of", "by the mock")));
    assert!(!reached.get());
}

#[test]
fn a_body_that_sleeps_in_virtual_time_can_be_too_slow() {
    assert_eq!(run(slow()), Ok(Ok(2)));
    assert_eq!(
        run(slow().timeout_seconds(7_200)),
        Ok(Ok(2)),
        "rings at the same moment, asked first"
    );
    assert_eq!(run(slow().timeout_seconds(7_199)), Ok(Err(ChargeError::TimedOut)));
    assert_eq!(
        run(slow().timeout_seconds(9_000).heartbeat_seconds(60)),
        Ok(Err(ChargeError::TimedOut))
    );
}

#[test]
fn a_missed_heartbeat_is_retried_under_its_own_name() {
    let environment = Rc::new(Environment::new());
    let call =
        slow().heartbeat_seconds(60).retry(Retry::on(["States.HeartbeatTimeout"]).max_attempts(1));
    let outcome = super::block_on(Rc::clone(&environment).running(call));
    assert_eq!(outcome, Ok(Err(ChargeError::TimedOut)));
    assert_eq!((environment.calls().len(), environment.elapsed().as_secs()), (2, 121));
}

#[test]
fn time_stands_still_while_a_body_waits_for_the_world() {
    task!(threaded -> u64, Some(Arc::new(|_| Box::pin(async {
        let state = Arc::new(std::sync::Mutex::new((false, None::<std::task::Waker>)));
        let theirs = Arc::clone(&state);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            let mut state = theirs.lock().unwrap();
            state.0 = true;
            if let Some(waker) = state.1.take() { waker.wake() }
        });
        std::future::poll_fn(move |context| {
            let mut state = state.lock().unwrap();
            state.1 = Some(context.waker().clone());
            if state.0 { Poll::Ready(()) } else { Poll::Pending }
        }).await;
        Ok(json!(1))
    }))));
    let environment = Rc::new(Environment::new());
    let call = TaskFuture::<threaded>::__call(vec![]).timeout_seconds(1);
    assert_eq!(super::block_on(Rc::clone(&environment).running(call)), Ok(Ok(1)));
    assert_eq!(environment.elapsed(), Duration::ZERO);
}

fn workflow(amount: u64) -> WorkflowFuture<parent_of_charge> {
    WorkflowFuture::__new(vec![Argument::member("amount", amount)], move || async move {
        charge("o1", amount).await
    })
}

#[test]
fn a_workflow_runs_inline_and_its_errors_are_values() {
    assert_eq!(run(workflow(1)), Ok(Ok("paid o1".to_owned())));
    assert!(matches!(run(workflow(200)), Ok(Err(ChargeError::Declined { .. }))));
    let outer = WorkflowFuture::<parent_of_charge>::__new(vec![], || async { workflow(200).await });
    assert!(matches!(run(outer), Ok(Err(ChargeError::Declined { .. }))));
}

#[test]
fn what_ends_a_called_workflow_reaches_its_caller_as_task_failed() {
    let inner = Environment::new().answered_by(failing("Unheard.Of", 1)).run(workflow(1));
    assert_eq!(inner, Err(TaskFailure::new("Unheard.Of", "by the mock")), "at the top: as it is");

    let outer =
        || WorkflowFuture::<parent_of_charge>::__new(vec![], || async { workflow(1).await });
    let failure =
        Environment::new().answered_by(failing("Unheard.Of", 1)).run(outer()).unwrap_err();
    assert_eq!(failure.error, "States.TaskFailed");
    assert_eq!(super::decoded_failure(&failure), TaskFailure::new("Unheard.Of", "by the mock"));
}

#[test]
fn a_called_workflow_is_run_again_by_a_retrier() {
    let outer = WorkflowFuture::<parent_of_charge>::__new(vec![], || async {
        workflow(1).retry(Retry::on(["States.TaskFailed"])).await
    });
    let environment = Environment::new().answered_by(failing("Unheard.Of", 2));
    assert_eq!(environment.run(outer), Ok(Ok("paid o1".to_owned())));
}

#[test]
fn a_task_token_is_new_for_each_attempt_and_part_of_the_payload() {
    let environment = Rc::new(Environment::new().answered_by(failing("Again", 1)));
    let call = TaskFuture::<charge>::__call(vec![
        Argument::member("order_id", "o1"),
        Argument::task_token("token"),
    ]);
    let outcome =
        super::block_on(Rc::clone(&environment).running(call.retry(Retry::on(["Again"]))));
    assert_eq!(outcome, Ok(Ok("paid o1".to_owned())));
    let tokens: Vec<_> =
        environment.calls().into_iter().map(|call| call.payload["token"].clone()).collect();
    assert_eq!(tokens, ["task-token-1", "task-token-2"]);
}
