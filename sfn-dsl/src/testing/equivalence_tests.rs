//! Workflows as functions and as documents, some of which are made to differ.

use std::cell::RefCell;

use serde_json::{Value, json};
use sfn_local::{Definition, Handler, LambdaHandler};

use super::{Answers, check_equivalence};
use crate::{
    native::{
        Argument, TaskFuture, WorkflowFuture,
        tests::{ChargeError, bodiless, charge, no_integration},
    },
    retry::Retry,
    sfn,
    task::{Integration, RunAJob, Task},
};

fn definition(name: &str, machine: &Value) -> Definition {
    let machine = sfn_asl::read::value(machine).machine.unwrap();
    let mut definition = Definition::new(name, sfn_asl::WorkflowType::Standard, machine);
    if let Some(handler) = charge::handler() {
        definition.handlers.push(LambdaHandler { function: "${charge}".to_owned(), handler });
    }
    definition
}

/// A Task state that charges `order_id`, an expression.
fn charge_state(order_id: &str) -> Value {
    json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {
            "FunctionName": "${charge}",
            "Payload": { "order_id": order_id, "amount": "{% $states.context.Execution.Input.amount %}" }
        },
        "Output": "{% $states.result.Payload %}",
        "End": true
    })
}

macro_rules! workflow {
    ($name:ident -> $output:ty, $machine:expr) => {
        #[expect(non_camel_case_types, reason = "named as the function, as `#[workflow]` does")]
        enum $name {}

        impl Task for $name {
            type Output = $output;
            type Error = ChargeError;
            type Pattern = RunAJob;
            const NAME: &'static str = stringify!($name);

            fn integration() -> Integration {
                no_integration()
            }

            fn handler() -> Option<Handler> {
                None
            }

            fn lambda_function() -> Option<&'static str> {
                None
            }

            fn definition() -> Option<fn() -> Definition> {
                Some(|| {
                    let mut definition = definition(stringify!($name), &$machine);
                    definition.children.push(|| one::definition().unwrap()());
                    definition
                })
            }
        }
    };
}

workflow!(one -> String, json!({
    "QueryLanguage": "JSONata", "StartAt": "Charge", "States": { "Charge": charge_state("o1") }
}));

fn one(amount: u64) -> WorkflowFuture<one> {
    WorkflowFuture::__new(vec![Argument::member("amount", amount)], move || charge("o1", amount))
}

workflow!(several -> Vec<String>, json!({
    "QueryLanguage": "JSONata", "StartAt": "Wait", "States": {
        "Wait": { "Type": "Wait", "Seconds": 5, "Next": "Map" },
        "Map": {
            "Type": "Map", "Items": "{% ['a', 'b', 'c', 'd', 'e'] %}", "MaxConcurrency": 2,
            "ItemSelector": "{% $states.context.Map.Item.Value %}",
            "ItemProcessor": { "StartAt": "Charge", "States": { "Charge": charge_state("{% $states.input %}") } },
            "End": true
        }
    }
}));

fn several(amount: u64) -> WorkflowFuture<several> {
    WorkflowFuture::__new(vec![Argument::member("amount", amount)], move || async move {
        sfn::sleep(sfn::seconds(5)).await;
        let items = ["a", "b", "c", "d", "e"].to_vec();
        sfn::map(items, 2, async |item| charge(item, amount).await).await
    })
}

workflow!(parent -> String, json!({
    "QueryLanguage": "JSONata", "StartAt": "One", "States": { "One": {
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Arguments": { "StateMachineArn": "arn:aws:states:::stateMachine:one", "Input": "{% $states.input %}" },
        "Output": "{% $states.result.Output %}", "End": true
    } }
}));

fn parent(amount: u64) -> WorkflowFuture<parent> {
    WorkflowFuture::__new(vec![Argument::member("amount", amount)], move || one(amount))
}

workflow!(other_name -> String, json!({
    "QueryLanguage": "JSONata", "StartAt": "Charge", "States": { "Charge": charge_state("o2") }
}));

fn other_name(amount: u64) -> WorkflowFuture<other_name> {
    WorkflowFuture::__new(vec![Argument::member("amount", amount)], move || charge("o1", amount))
}

workflow!(unanswered -> String, {
    let mut state = charge_state("o1");
    state["Arguments"] = json!({ "FunctionName": "${bodiless}", "Payload": {} });
    json!({ "QueryLanguage": "JSONata", "StartAt": "Bodiless", "States": { "Bodiless": state } })
});

fn unanswered() -> WorkflowFuture<unanswered> {
    WorkflowFuture::__new(vec![], bodiless)
}

thread_local! {
    /// What the next `retried` is tried again after, and its time limit.
    static RETRIERS: RefCell<(Vec<Retry>, u32)> = const { RefCell::new((Vec::new(), 60)) };
}

workflow!(retried -> String, {
    let (retriers, timeout) = RETRIERS.with_borrow(Clone::clone);
    let retriers: Vec<Value> = retriers.into_iter().map(|retry| written(&retry.into())).collect();
    let mut state = charge_state("o1");
    state["TimeoutSeconds"] = timeout.into();
    state["Output"] = "{% $now() %}".into();
    if !retriers.is_empty() {
        state["Retry"] = retriers.into();
    }
    json!({ "QueryLanguage": "JSONata", "StartAt": "Charge", "States": { "Charge": state } })
});

/// A retrier as the writer puts it into a definition.
fn written(retrier: &sfn_asl::Retrier) -> Value {
    let task = sfn_asl::TaskState { retry: Some(vec![retrier.clone()]), ..Default::default() };
    let state = sfn_asl::State {
        comment: None,
        query_language: None,
        input_path: None,
        output_path: None,
        assign: None,
        output: None,
        kind: sfn_asl::StateKind::Task(task),
    };
    sfn_asl::write::state_to_value(&state)["Retry"][0].clone()
}

fn retried() -> WorkflowFuture<retried> {
    WorkflowFuture::__new(vec![Argument::member("amount", 1)], || async {
        let (retriers, timeout) = RETRIERS.with_borrow(Clone::clone);
        let call = charge("o1", 1).timeout_seconds(timeout);
        retriers.into_iter().fold(call, TaskFuture::retry).await?;
        Ok(sfn::now())
    })
}

#[test]
fn retries_are_made_at_the_same_moments() {
    let errors = ["Lambda.ServiceException", "States.Timeout", "States.DataLimitExceeded", "A"];
    let retriers = [
        vec![],
        vec![Retry::transient()],
        vec![Retry::on_all().max_attempts(1)],
        vec![Retry::on(["States.TaskFailed"]).backoff_rate(1.5).max_attempts(6)],
        vec![Retry::on(["A"]).max_attempts(0), Retry::on_all()],
        vec![Retry::on(["A", "States.DataLimitExceeded"]).interval_seconds(7).max_delay_seconds(9)],
        vec![Retry::on_timeout().max_attempts(2), Retry::on_all().interval_seconds(100)],
    ];
    for retriers in retriers {
        for error in errors {
            for times in 0..6 {
                RETRIERS.set((retriers.clone(), 60));
                let answers = Answers::new().fail_first(times, charge, error);
                check_equivalence(retried, &answers)
                    .unwrap_or_else(|difference| panic!("{retriers:?} {error}: {difference}"));
            }
        }
    }
}

#[test]
fn a_time_limit_is_reached_at_the_same_moment() {
    for limit in [1, 5, 6, 60] {
        let answers = Answers::new().succeed(charge, &"late".to_owned());
        let answers = answers.taking(std::time::Duration::from_millis(5_500));
        RETRIERS.set((vec![Retry::on_timeout().max_attempts(2)], limit));
        check_equivalence(retried, &answers).unwrap();
    }
}

#[test]
fn bodies_give_the_same_values_and_errors() {
    for amount in [1, 500] {
        check_equivalence(|| one(amount), &Answers::new()).unwrap();
        check_equivalence(|| several(amount), &Answers::new()).unwrap();
    }
}

#[test]
fn answers_give_the_same_values_and_errors() {
    let declined = |code: &str| ChargeError::Declined { code: code.to_owned() };
    for failing in [&["c"][..], &["e", "b"], &["d", "c", "a"], &[]] {
        let failing: Vec<String> = failing.iter().map(ToString::to_string).collect();
        let answers = Answers::new().on(charge, move |call| {
            let order_id = call.payload["order_id"].as_str().unwrap_or_default();
            if failing.iter().any(|failing| failing == order_id) {
                return Err(declined(order_id));
            }
            Ok(format!("{order_id} {}", call.earlier))
        });
        check_equivalence(|| several(1), &answers).unwrap();
    }
    for failure in ["Unheard.Of", "Lambda.ServiceException", "States.Timeout"] {
        let answers = Answers::new().fail_first(9, charge, failure);
        check_equivalence(|| one(1), &answers).unwrap();
        check_equivalence(|| parent(1), &answers).unwrap();
    }
}

#[test]
fn a_called_workflow_gives_the_same_values_and_errors() {
    check_equivalence(|| parent(1), &Answers::new()).unwrap();
    check_equivalence(|| parent(500), &Answers::new()).unwrap();
}

#[test]
fn a_call_that_nobody_answers_is_named() {
    let difference = check_equivalence(unanswered, &Answers::new()).unwrap_err();
    let named = "cannot be run: the task `bodiless` (${bodiless}) has no body and no mock; give it a body or an answer";
    assert!(difference.function.starts_with(named), "{difference}");
    let answers = Answers::new().succeed(bodiless, &"x".to_owned());
    check_equivalence(unanswered, &answers).unwrap();
}

#[test]
fn a_difference_is_shown_from_both_sides() {
    let difference = check_equivalence(|| other_name(1), &Answers::new()).unwrap_err();
    assert_eq!(
        difference.to_string(),
        "the workflow and its definition differ\n       input: {\"amount\":1}\n    \
         function: gave \"paid o1\" after 793ms, having called ${charge} \
         {\"amount\":1,\"order_id\":\"o1\"} once\n  definition: gave \"paid o2\" after 479ms, having called ${charge} {\"amount\":1,\"order_id\":\"o2\"} once"
    );
}
