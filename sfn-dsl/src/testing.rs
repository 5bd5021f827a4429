//! Testing workflows: answers for tasks, and the proof that the function and its definition do the same.
//!
//! [`Answers`] stand in for the tasks. They serve a native run of the workflow function and an interpreted run of
//! its definition alike, so that [`assert_equivalent`] can compare the two: what they give, how they fail, and after
//! how much virtual time.
//!
//! `#[workflow]` writes two tests beside each workflow: that its definition breaks no rule, and that the function does
//! what the definition does on 24 inputs, with outcomes of every call that are made up from the types. They run no body
//! of a task.
//!
//! # Example
//! ```
//! use sfn_dsl::{prelude::*, testing::{Answers, RunError, assert_equivalent}};
//!
//! #[derive(Debug, PartialEq, TaskError)]
//! pub enum PaymentError { Declined { code: String } }
//!
//! #[task(lambda = "${ChargePayment}")]
//! pub async fn charge_payment(order_id: String, amount: f64) -> Result<String, PaymentError>;
//!
//! #[workflow(name = "pay-later")]
//! pub async fn pay_later(order_id: String, amount: f64) -> Result<String, PaymentError> {
//!     sfn::sleep(sfn::days(30)).await;
//!     let payment = charge_payment(order_id, amount).retry(Retry::transient()).await?;
//!     Ok(format!("paid: {payment}"))
//! }
//!
//! let paid = Answers::new().succeed(charge_payment, &"p1".to_owned());
//! let run = paid.run(pay_later("o1".to_owned(), 9.5));
//! assert_eq!(run.result, Ok("paid: p1".to_owned()));
//! assert_eq!(run.elapsed, sfn::days(30));
//!
//! let declined = || PaymentError::Declined { code: "51".to_owned() };
//! let refused = Answers::new().fail(charge_payment, &declined());
//! let run = refused.run(pay_later("o1".to_owned(), 9.5));
//! assert_eq!(run.result, Err(RunError::Returned(declined())));
//!
//! for answers in [&paid, &refused, &paid.clone().fail_first(2, charge_payment, "Lambda.ServiceException")] {
//!     assert_equivalent(|| pay_later("o1".to_owned(), 9.5), answers);
//! }
//! ```

mod answers;
mod canonical;
mod definition_run;
mod equivalence;
#[cfg(test)]
mod equivalence_tests;
mod generated;
mod interpreted;
pub(crate) mod made_up;
mod mock;
mod native_run;
mod sampler;
mod session;

pub use answers::{Answers, Call};
pub use definition_run::DefinitionRun;
pub use equivalence::{Difference, assert_equivalent, check_equivalence};
#[doc(hidden)]
pub use generated::{CannotCompare, Compare, Generated};
pub use interpreted::NotRunnable;
pub use mock::Mock;
pub use native_run::{NativeRun, RunError};
#[cfg(debug_assertions)]
pub(crate) use sampler::Sampler;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sfn_local::TaskFailure;

    use super::{Answers, RunError};
    use crate::native::tests::{ChargeError, bodiless, charge};

    #[test]
    fn an_answer_sees_the_payload_and_how_often_it_came() {
        let answers = Answers::new().on_json(charge, |call| {
            Ok(format!("{} {}", call.payload["order_id"], call.earlier).into())
        });
        let run = answers.run(async {
            let first = charge("a", 1).await?;
            let other = charge("b", 1).await?;
            Ok::<_, ChargeError>([first, other, charge("a", 1).await?])
        });
        assert_eq!(run.result.unwrap(), ["\"a\" 0", "\"b\" 0", "\"a\" 1"]);
        assert_eq!(run.calls.len(), 3);
    }

    #[test]
    fn a_typed_error_comes_back_typed() {
        let declined = || ChargeError::Declined { code: "51".to_owned() };
        let run = Answers::new().fail(charge, &declined()).run(charge("a", 1));
        assert_eq!(run.result, Err(RunError::Returned(declined())));
        let run = Answers::new().fail(charge, &ChargeError::TimedOut).run(charge("a", 1));
        assert_eq!(run.result, Err(RunError::Returned(ChargeError::TimedOut)));
    }

    #[test]
    fn the_first_calls_can_fail_before_the_rest_is_answered() {
        use crate::Retry;
        let throttled = "Lambda.TooManyRequestsException";
        let answers = Answers::new().fail_first(2, charge, throttled);
        let run = answers.run(charge("a", 1).retry(Retry::transient()));
        assert_eq!(run.result, Ok("paid a".to_owned()));
        assert_eq!((run.elapsed, run.payloads(charge).len()), (Duration::from_secs(3), 3));
        let run = answers.run(charge("a", 1));
        assert_eq!(run.result, Err(RunError::Ended(TaskFailure::new(throttled, ""))));
    }

    #[test]
    fn a_later_answer_replaces_an_earlier_one() {
        let answers = Answers::new()
            .succeed(bodiless, &"one".to_owned())
            .succeed(bodiless, &"two".to_owned())
            .taking(Duration::from_secs(5));
        let run = answers.run(bodiless());
        assert_eq!((run.result, run.elapsed.as_secs()), (Ok("two".to_owned()), 5));
    }

    #[test]
    fn time_and_chance_repeat() {
        let values = || async { Ok::<_, ()>((crate::sfn::now(), crate::sfn::uuid())) };
        let (first, second) = (Answers::new().run(values()), Answers::new().run(values()));
        assert_eq!(first.result, second.result);
        assert_eq!(first.result.unwrap().0, "2026-01-01T00:00:00.000Z");
    }
}
