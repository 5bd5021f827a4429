//! Quorum.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use sfn_dsl::{
    TaskFailure,
    integration::dynamodb,
    testing::{Answers, check_equivalence},
};
use sfn_examples::quorum::{
    Ballot, NoticeError, Vote, VoteError, announce_result, ask_for_vote, quorum,
};
use sfn_local::Outcome;

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,8}", "\\PC{0,6}", Just("\"x\" \\ {% no %}".to_owned())]
}

prop_compose! {
    fn ballots()(
        ballot_id in text(),
        motion in text(),
        sides in vec("(ada|absent|strict)", 1..6),
        share in 0..100_usize,
    ) -> Ballot {
        let approvers: Vec<_> =
            sides.iter().enumerate().map(|(index, side)| format!("{side}@{index}")).collect();
        let quorum = 1 + share * approvers.len() / 100;
        Ballot { ballot_id, motion, approvers, quorum }
    }
}

/// What a table says of an approver's side: a number of voters, in both forms that Step Functions has for a set, or nothing.
fn counts() -> impl Strategy<Value = Value> {
    let voters = vec("[a-z]{1,3}", 0..6);
    (prop_oneof![4 => Just("SS"), 1 => Just("Ss"), 1 => Just("S")], voters, 0..9_u8).prop_map(
        |(form, voters, rest)| match rest {
            0 => json!({}),
            1 => json!({ "Attributes": {} }),
            _ if form == "S" => {
                json!({ "Attributes": { "ayes": { "S": "x" }, "noes": { "S": "x" } } })
            }
            _ => json!({ "Attributes": { "ayes": { form: voters }, "noes": { form: voters } } }),
        },
    )
}

prop_compose! {
    /// Votes by the approvers' own bodies or as generated, and a table that counts as it likes, or does not work.
    fn answers()(
        votes in proptest::option::of(vec(prop_oneof![Just(Ok(Vote::Yes)), Just(Ok(Vote::No)), Just(Err(VoteError::TimedOut))], 6)),
        counts in vec(counts(), 6),
        throttled in 0..13_u32,
        announced in prop_oneof![4 => text().prop_map(Ok), 1 => Just(Err(NoticeError::NoReaders))],
    ) -> Answers {
        let answers = Answers::new()
            .on_json(dynamodb::update_item, move |call| {
                if call.earlier < throttled {
                    return Err(TaskFailure::new("DynamoDB.ProvisionedThroughputExceededException", "no"));
                }
                Ok(counts[place(&call.payload["ExpressionAttributeValues"][":voter"]["SS"][0])].clone())
            })
            .on(announce_result, move |_| announced.clone());
        match votes {
            Some(votes) => answers.on(ask_for_vote, move |call| votes[place(&call.payload["approver"])].clone()),
            None => answers,
        }
    }
}

/// The number behind the `@` of an approver.
fn place(approver: &Value) -> usize {
    approver.as_str().unwrap().rsplit('@').next().unwrap().parse().unwrap()
}

/// A table as DynamoDB is: it adds the voter to the set, and gives the set.
fn table() -> Answers {
    let sides: Arc<Mutex<BTreeMap<String, BTreeSet<String>>>> = Arc::default();
    Answers::new().on_json(dynamodb::update_item, move |call| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let side = text(&call.payload["ExpressionAttributeNames"]["#side"]);
        let mut sides = sides.lock().unwrap();
        let voters = sides.entry(side.clone()).or_default();
        voters.insert(text(&call.payload["ExpressionAttributeValues"][":voter"]["SS"][0]));
        Ok(json!({ "Attributes": { side: { "SS": voters.clone() } } }))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(ballot in ballots(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| quorum(ballot.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    /// With a table that counts, the motion is carried where the quorum says yes, natively and in the interpreter.
    #[test]
    fn the_quorum_decides(ballot in ballots()) {
        let ayes = ballot.approvers.iter().filter(|approver| approver.starts_with("ada")).count();
        let carried = ayes >= ballot.quorum;
        let run = table().run(quorum(ballot.clone()));
        prop_assert_eq!(run.payloads(announce_result)[0]["carried"].clone(), json!(carried));
        let outcome = table().run_definition(&quorum::definition(), json!(ballot)).unwrap().outcome;
        match (run.result, outcome) {
            (Ok(announced), Outcome::Succeeded(output)) => {
                prop_assert_eq!(output.value(), &json!(announced));
            }
            (Err(_), outcome) => prop_assert!(ballot.ballot_id.is_empty() && outcome.error().is_some()),
            (result, outcome) => prop_assert!(false, "{result:?} and {outcome:?}"),
        }
    }

    /// Who has not voted when the ballot is decided is not counted.
    #[test]
    fn nobody_is_counted_after_the_decision(mut ballot in ballots()) {
        ballot.approvers.iter_mut().for_each(|approver| *approver = approver.replace("absent", "ada"));
        let run = table().run(quorum(ballot.clone()));
        let mut left = (ballot.quorum, ballot.approvers.len() + 1 - ballot.quorum);
        let decided = ballot.approvers.iter().position(|approver| {
            let side = if approver.starts_with("ada") { &mut left.0 } else { &mut left.1 };
            *side -= 1;
            *side == 0
        });
        prop_assert_eq!(run.payloads(dynamodb::update_item).len(), decided.unwrap() + 1);
    }
}
