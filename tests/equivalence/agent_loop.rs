//! Agent loop.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::{
    integration::bedrock::{self, BedrockError},
    testing::{Answers, check_equivalence},
};
use sfn_examples::agent_loop::{
    Answer, ContentBlock, Order, Question, Reply, Request, StopReason, ToolCall, ToolError,
    agent_loop, find_order, refund,
};

fn tools() -> impl Strategy<Value = ToolCall> {
    prop_oneof![
        "[x0-9]{1,3}".prop_map(|order_id| ToolCall::FindOrder { order_id }),
        ("[0-9]{1,3}", 0..200_u32).prop_map(|(order_id, euros)| ToolCall::Refund {
            order_id,
            amount: f64::from(euros) / 2.0,
        }),
    ]
}

fn blocks() -> impl Strategy<Value = ContentBlock> {
    prop_oneof![
        "\\PC{0,6}".prop_map(|text| ContentBlock::Text { text }),
        ("[a-z]{1,4}", tools()).prop_map(|(id, tool)| ContentBlock::ToolUse { id, tool }),
    ]
}

fn replies() -> impl Strategy<Value = Result<Reply, BedrockError>> {
    let stop_reason = prop_oneof![
        4 => Just(StopReason::ToolUse),
        1 => Just(StopReason::EndTurn),
        1 => Just(StopReason::MaxTokens),
    ];
    prop_oneof![
        20 => (vec(blocks(), 0..4), stop_reason)
            .prop_map(|(content, stop_reason)| Ok(Reply { content, stop_reason })),
        1 => prop_oneof![Just(BedrockError::ModelError), Just(BedrockError::Throttling)]
            .prop_map(Err),
    ]
}

prop_compose! {
    fn answers()(
        replies in vec(replies(), 1..8),
        orders in prop_oneof![3 => Just(true), 1 => Just(false)],
        throttled in 0..6_u32,
    ) -> Answers {
        Answers::new()
            .on(bedrock::invoke_model::<Request, Reply>, move |call| {
                let said = call.payload["Body"]["messages"].as_array().map_or(0, Vec::len);
                replies[(said / 2) % replies.len()].clone()
            })
            .fail_first(throttled, bedrock::invoke_model::<Request, Reply>, "Bedrock.ThrottlingException")
            .on(find_order, move |call| match orders {
                true => Ok(Order {
                    order_id: call.payload["order_id"].as_str().unwrap().to_owned(),
                    total: 12.25,
                    status: "\"lost\"".to_owned(),
                }),
                false => Err(ToolError::NoSuchOrder),
            })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(text in "\\PC{0,12}", answers in answers()) {
        let question = || Question { text: text.clone() };
        if let Err(difference) = check_equivalence(|| agent_loop(question()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

/// The second question holds the first one, what the model said, and what its tools said.
#[test]
fn the_history_grows() {
    let wanted = ToolCall::Refund { order_id: "17".to_owned(), amount: 60.0 };
    let answers = Answers::new().on(bedrock::invoke_model::<Request, Reply>, move |call| {
        let first = call.payload["Body"]["messages"].as_array().unwrap().len() == 1;
        let tool = ContentBlock::ToolUse { id: "t1".to_owned(), tool: wanted.clone() };
        let text = ContentBlock::Text { text: "I cannot do that.".to_owned() };
        Ok(match first {
            true => Reply { content: vec![tool], stop_reason: StopReason::ToolUse },
            false => Reply { content: vec![text], stop_reason: StopReason::EndTurn },
        })
    });
    let run = answers.run(agent_loop(Question { text: "Pay me!".to_owned() }));
    assert_eq!(run.result, Ok(Answer { text: "I cannot do that.".to_owned(), turns: 2 }));
    assert_eq!(run.payloads(refund).len(), 1);
    let asked = run.payloads(bedrock::invoke_model::<Request, Reply>);
    assert_eq!(
        asked[1]["Body"]["messages"],
        serde_json::json!([
            { "role": "user", "content": [{ "type": "text", "text": "Pay me!" }] },
            { "role": "assistant", "content": [
                { "type": "tool_use", "id": "t1", "name": "refund", "input": { "order_id": "17", "amount": 60.0 } }
            ] },
            { "role": "user", "content": [
                { "type": "tool_result", "tool_use_id": "t1", "content": "that is more than was paid", "is_error": true }
            ] }
        ])
    );
}
