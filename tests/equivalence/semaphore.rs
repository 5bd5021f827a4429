//! Semaphore.

use proptest::prelude::*;
use serde_json::json;
use sfn_dsl::{
    TaskFailure,
    integration::dynamodb,
    testing::{Answers, check_equivalence},
};
use sfn_examples::semaphore::{Work, WorkError, do_work, semaphore};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,8}", "\\PC{0,6}", Just("\"x\" \\ {% no %}".to_owned())]
}

fn works() -> impl Strategy<Value = Work> {
    (text(), prop_oneof![3 => text(), 1 => Just("broken".to_owned())])
        .prop_map(|(work_id, resource)| Work { work_id, resource })
}

/// A table that has no room at first, or that does not work; releases that need some attempts, or never succeed.
fn table() -> impl Strategy<Value = Answers> {
    let broken =
        prop_oneof![9 => Just(None), 1 => Just(Some("DynamoDB.ResourceNotFoundException"))];
    (0..8_u32, broken, 0..13_u32).prop_map(|(full, broken, unreleased)| {
        Answers::new().on_json(dynamodb::update_item, move |call| {
            let acquires = call.payload["UpdateExpression"].as_str().unwrap().starts_with("ADD");
            let error = match broken {
                _ if acquires && call.earlier < full => {
                    Some("DynamoDB.ConditionalCheckFailedException")
                }
                Some(error) if acquires => Some(error),
                _ if !acquires && call.earlier < unreleased => {
                    Some("DynamoDB.ProvisionedThroughputExceededException")
                }
                _ => None,
            };
            error.map_or(Ok(json!({})), |error| Err(TaskFailure::new(error, "no")))
        })
    })
}

fn results() -> impl Strategy<Value = Result<String, WorkError>> {
    prop_oneof![
        text().prop_map(Ok),
        text().prop_map(|reason| Err(WorkError::Impossible { reason })),
        (prop_oneof![Just("States.Timeout".to_owned()), "[A-Z][a-z]{3,8}"], text())
            .prop_map(|(name, cause)| Err(WorkError::Other { name, cause })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(work in works(), table in table(), result in results()) {
        let answers = table.on(do_work, move |_| result.clone());
        if let Err(difference) = check_equivalence(|| semaphore(work.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(work in works(), table in table()) {
        if let Err(difference) = check_equivalence(|| semaphore(work.clone()), &table) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    /// Whatever becomes of the work, the last call is the release.
    #[test]
    fn released_on_every_path(work in works(), result in results()) {
        let answers = Answers::new()
            .on_json(dynamodb::update_item, |_| Ok(json!({})))
            .on(do_work, move |_| result.clone());
        let run = answers.run(semaphore(work));
        let last = run.calls.last().unwrap();
        prop_assert_eq!(&last.payload["UpdateExpression"], "DELETE holders :me");
    }
}
