//! `derive(TaskError)`: names, payloads, and the same as expressions.

use serde_json::json;
use sfn_dsl::{
    __private::{Code, code, num, text},
    ErrorType, Expr, TaskError, TaskFailure,
};

use crate::support::{check, evaluate, prints, same};

#[derive(Debug, PartialEq, TaskError)]
enum PaymentError {
    Declined {
        code: String,
        #[serde(rename = "amountDue")]
        amount: f64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hint: Option<String>,
    },
    #[sfn(name = "Lambda.TooManyRequestsException")]
    Throttled,
    Blocked(String),
    Pair(u32, String),
    #[sfn(timeout)]
    TimedOut,
}

#[derive(Debug, PartialEq, TaskError)]
enum OrderError {
    Invalid,
    Payment(#[from] PaymentError),
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

fn declined() -> PaymentError {
    PaymentError::Declined { code: "51".into(), amount: 12.0, hint: None }
}

fn samples() -> Vec<PaymentError> {
    vec![
        declined(),
        PaymentError::Declined { code: "x\"'".into(), amount: 0.5, hint: Some("h".into()) },
        PaymentError::Throttled,
        PaymentError::Blocked("b".into()),
        PaymentError::Pair(7, "p".into()),
        PaymentError::TimedOut,
    ]
}

#[test]
fn errors_survive_the_way_through_a_failure() {
    for error in samples() {
        assert_eq!(PaymentError::__from_failure(&error.__to_failure()), Some(error));
    }
    assert_eq!(
        declined().__to_failure(),
        TaskFailure::new("Declined", r#"{"code":"51","amountDue":12}"#)
    );
    assert_eq!(
        PaymentError::Throttled.__to_failure(),
        TaskFailure::new("Lambda.TooManyRequestsException", "")
    );
    let heartbeat = TaskFailure::new("States.HeartbeatTimeout", "");
    assert_eq!(PaymentError::__from_failure(&heartbeat), Some(PaymentError::TimedOut));
    assert_eq!(PaymentError::__from_failure(&TaskFailure::new("Unknown", "")), None);
}

#[test]
fn other_takes_what_has_no_variant() {
    let unknown = TaskFailure::new("Unknown", "text");
    let other = OrderError::Other { name: "Unknown".into(), cause: "text".into() };
    assert_eq!(other.__to_failure(), unknown);
    assert_eq!(OrderError::__from_failure(&unknown), Some(other));
    let inner = OrderError::from(declined());
    assert_eq!(inner.__to_failure(), declined().__to_failure());
    assert_eq!(OrderError::__from_failure(&inner.__to_failure()), Some(inner));
}

#[test]
fn errors_are_displayed_by_name_and_cause() {
    assert_eq!(OrderError::Invalid.to_string(), "Invalid");
    assert_eq!(
        OrderError::Payment(declined()).to_string(),
        r#"Declined: {"code":"51","amountDue":12}"#
    );
    let _: &dyn std::error::Error = &OrderError::Invalid;
}

/// The error of `$input`, as a catcher has it.
fn caught<E: ErrorType>() -> Expr<E> {
    Expr::__new(Code::Local("input".into()))
}

fn failure(error: &impl ErrorType) -> serde_json::Value {
    let TaskFailure { error, cause } = error.__to_failure();
    json!({ "Error": error, "Cause": cause })
}

#[test]
fn expressions_tell_variants_apart_as_rust_does() {
    let e = caught::<OrderError>();
    let inner = OrderError::__sfn_bind_Payment(&e).0;
    let check_all = |error: OrderError| {
        let value = failure(&error);
        check(&value, &OrderError::__sfn_is_Invalid(&e), &matches!(error, OrderError::Invalid));
        check(&value, &OrderError::__sfn_is_Payment(&e), &matches!(error, OrderError::Payment(_)));
        check(&value, &OrderError::__sfn_is_Other(&e), &matches!(error, OrderError::Other { .. }));
        if let OrderError::Payment(payment) = &error {
            check(
                &value,
                &PaymentError::__sfn_is_Throttled(&inner),
                &matches!(payment, PaymentError::Throttled),
            );
        }
    };
    for error in samples() {
        check_all(OrderError::Payment(error));
    }
    check_all(OrderError::Invalid);
    check_all(OrderError::Other { name: "X".into(), cause: String::new() });
}

#[test]
fn fields_come_out_of_the_cause_also_through_lambda() {
    let e = caught::<PaymentError>();
    let fields = PaymentError::__sfn_bind_Declined(&e);
    for cause in [
        declined().__to_failure().cause,
        json!({ "errorType": "Declined", "errorMessage": declined().__to_failure().cause })
            .to_string(),
    ] {
        let value = json!({ "Error": "Declined", "Cause": cause });
        check(&value, &fields.code, &"51".to_owned());
        check(&value, &fields.amount, &12.0);
        check(&value, &fields.hint, &None);
    }
    let blocked = failure(&PaymentError::Blocked("b".into()));
    check(&blocked, &PaymentError::__sfn_bind_Blocked(&e).0, &"b".to_owned());
    let pair = failure(&PaymentError::Pair(7, "p".into()));
    check(&pair, &PaymentError::__sfn_bind_Pair(&e).1, &"p".to_owned());
    let other = failure(&OrderError::Other { name: "X".into(), cause: "c".into() });
    let names = OrderError::__sfn_bind_Other(&caught());
    check(&other, &names.name, &"X".to_owned());
    check(&other, &names.cause, &"c".to_owned());
}

#[test]
fn an_error_expression_is_the_failure_that_rust_makes() {
    let fields =
        vec![("code", code(text("51"))), ("amount", code(num(12.0))), ("hint", Code::null())];
    let declined_expression = PaymentError::__sfn_new_Declined(fields);
    prints(
        &declined_expression,
        "{'Error': 'Declined', 'Cause': $string({'code': '51', 'amountDue': 12})}",
    );
    assert!(same(&evaluate(&declined_expression, &()), &failure(&declined())));
    // Taken apart again, it needs no evaluation.
    prints(&PaymentError::__sfn_bind_Declined(&declined_expression).code, "'51'");
    prints(&PaymentError::__sfn_is_Declined(&declined_expression), "true");
    prints(
        &PaymentError::__sfn_new_Throttled(vec![]),
        "{'Error': 'Lambda.TooManyRequestsException'}",
    );
    let wrapped = OrderError::__sfn_new_Payment(vec![("0", declined_expression.__code().clone())]);
    assert!(same(&evaluate(&wrapped, &()), &failure(&declined())));
    assert_eq!(OrderError::__sfn_names_Payment().len(), 6);
}

/// thiserror writes `Display`, `Error` and `From`; the derive leaves them to it.
#[derive(Debug, PartialEq, thiserror::Error, TaskError)]
enum WithThiserror {
    #[error("no such order: {id}")]
    Missing { id: String },
    #[error(transparent)]
    Payment(#[from] PaymentError),
}

/// Somebody else writes `Display`.
#[derive(Debug, TaskError)]
#[sfn(no_display)]
enum WithoutDisplay {
    Gone,
}

impl std::fmt::Display for WithoutDisplay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it is gone")
    }
}

#[test]
fn the_text_of_an_error_can_come_from_elsewhere() {
    let missing = WithThiserror::Missing { id: "7".into() };
    assert_eq!(missing.to_string(), "no such order: 7");
    assert_eq!(missing.__to_failure(), TaskFailure::new("Missing", r#"{"id":"7"}"#));
    assert_eq!(WithThiserror::from(declined()).__to_failure().error, "Declined");
    assert_eq!(WithoutDisplay::Gone.to_string(), "it is gone");
}
