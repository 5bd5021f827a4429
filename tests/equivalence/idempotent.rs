//! Idempotent workflow.

use proptest::prelude::*;
use serde_json::{Value, json};
use sfn_dsl::{
    TaskFailure,
    integration::dynamodb,
    testing::{Answers, Call, check_equivalence},
};
use sfn_examples::idempotent::{BankError, Charge, charge_once, idempotent};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,8}", "\\PC{0,6}", Just("\"|\" \\ {% no %}".to_owned())]
}

fn charges() -> impl Strategy<Value = Charge> {
    (text(), text(), 0..2_000_000_u32, text()).prop_map(
        |(order_id, customer_id, amount, request_id)| Charge {
            order_id,
            customer_id,
            amount,
            request_id,
        },
    )
}

/// What the table holds under the claim: nothing, an item without a result, with one, or with one of another type.
fn items() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({})),
        Just(json!({ "Item": { "claim": { "S": "x" } } })),
        text()
            .prop_map(|id| json!({ "Item": { "claim": { "S": "x" }, "paymentId": { "S": id } } })),
        Just(json!({ "Item": { "paymentId": { "NULL": true } } })),
    ]
}

fn failures() -> impl Strategy<Value = Option<&'static str>> {
    let throttled = "DynamoDB.ProvisionedThroughputExceededException";
    prop_oneof![8 => Just(None), 1 => Just(Some(throttled)), 1 => Just(Some("States.Timeout"))]
}

prop_compose! {
    fn answers()(
        claim in prop_oneof![
            2 => failures(),
            1 => Just(Some("DynamoDB.ConditionalCheckFailedException")),
        ],
        item in items(),
        payment in prop_oneof![
            3 => text().prop_map(Ok),
            1 => text().prop_map(|code| Err(BankError::Declined { code })),
        ],
        unread in failures(),
        undeleted in failures(),
        unstored in failures(),
    ) -> Answers {
        let failing = |error: Option<&'static str>, result: Value| {
            move |_: Call<'_>| match error {
                Some(error) => Err(TaskFailure::new(error, "the table says no")),
                None => Ok(result.clone()),
            }
        };
        Answers::new()
            .on_json(dynamodb::put_item, failing(claim, json!({})))
            .on_json(dynamodb::get_item, failing(unread, item))
            .on_json(dynamodb::delete_item, failing(undeleted, json!({})))
            .on_json(dynamodb::update_item, failing(unstored, json!({})))
            .on(charge_once, move |_| payment.clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(charge in charges(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| idempotent(charge.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

fn claim_of(charge: Charge) -> Value {
    let answers = Answers::new()
        .on_json(dynamodb::put_item, |_| Ok(json!({})))
        .on_json(dynamodb::update_item, |_| Ok(json!({})));
    let run = answers.run(idempotent(charge));
    run.payloads(dynamodb::put_item)[0]["Item"]["claim"].clone()
}

/// The claim depends on what is charged, and not on the request that asks for it.
#[test]
fn the_claim_is_that_of_the_selected_input() {
    let charge = Charge {
        order_id: "o-1".to_owned(),
        customer_id: "c-1".to_owned(),
        amount: 5,
        request_id: "r-1".to_owned(),
    };
    let again = Charge { request_id: "r-2".to_owned(), ..charge.clone() };
    let other = Charge { amount: 6, ..charge.clone() };
    assert_eq!(claim_of(charge.clone()), claim_of(again));
    assert_ne!(claim_of(charge), claim_of(other));
}
