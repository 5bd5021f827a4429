//! Typed calls of AWS services inside `#[workflow]`: one source, the same outcome natively and interpreted.

#![allow(missing_docs, reason = "a test")]

use serde_json::json;
use sfn_dsl::{
    integration::{
        dynamodb::{self, AttributeValue, DynamoDbError},
        events::{self, EventBridgeError, PutEventsEntry},
        s3::{self, PutObjectOutput, S3Error},
        sns::{self, PublishOutput, SnsError},
        stepfunctions::{self, StepFunctionsError},
        textract::{self, TextractError},
    },
    prelude::*,
    testing::{Answers, assert_equivalent},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    pub document_id: String,
    pub key: String,
    pub pages: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Decision {
    pub approved: bool,
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Rejected {
    Rejected {
        reason: String,
    },
    #[sfn(timeout)]
    TimedOut,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum DocumentError {
    Locked,
    Rejected { reason: String },
    Late,
    Sns(#[from] SnsError),
    Dynamo(#[from] DynamoDbError),
    S3(#[from] S3Error),
    Events(#[from] EventBridgeError),
    StepFunctions(#[from] StepFunctionsError),
    Textract(#[from] TextractError),
}

#[workflow(name = "documents")]
pub async fn documents(document: Document) -> Result<String, DocumentError> {
    let text = textract::detect_document_text("${Documents}", &document.key).await?;
    match dynamodb::put_item("${Locks}")
        .item("id", AttributeValue::S(document.document_id.clone()))
        .item("kind", AttributeValue::S("lock".to_owned()))
        .condition_expression("attribute_not_exists(id)")
        .await
    {
        Ok(_) => {}
        Err(DynamoDbError::ConditionalCheckFailed) => return Err(DocumentError::Locked),
        Err(other) => return Err(other.into()),
    }
    let decision = match sns::publish("${Approvals}", &document.document_id)
        .subject("Please approve")
        .wait_for_task_token::<Decision, Rejected>()
        .timeout_seconds(259_200)
        .await
    {
        Ok(decision) => decision,
        Err(Rejected::Rejected { reason }) => return Err(DocumentError::Rejected { reason }),
        Err(Rejected::TimedOut) => return Err(DocumentError::Late),
    };
    dynamodb::update_item("${Documents}")
        .key("id", AttributeValue::S(document.document_id.clone()))
        .update_expression("SET #s = :s")
        .expression_attribute_name("#s", "status")
        .expression_attribute_value(":s", AttributeValue::Bool(decision.approved))
        .await?;
    s3::put_object("${Bucket}", &document.key, &sfn::to_json(&decision)).await?;
    events::put_events(vec![PutEventsEntry {
        source: "documents".to_owned(),
        detail_type: "Decided".to_owned(),
        detail: sfn::to_json(&decision),
        event_bus_name: None,
    }])
    .await?;
    let run = stepfunctions::start_execution("${Archive}", &sfn::to_json(&document))
        .run_job::<String>()
        .await?;
    let sent = sns::publish("${Topic}", &run).subject("Done").await?;
    Ok(format!("{} {} {}", sent.message_id, text.blocks.len(), run))
}

fn document() -> Document {
    Document { document_id: "d1".to_owned(), key: "in/d1.png".to_owned(), pages: 2 }
}

fn answers() -> Answers {
    let ask = sns::publish::wait_for_task_token::<Decision, Rejected>;
    Answers::new()
        .on_json(textract::detect_document_text, |_| {
            Ok(json!({ "Blocks": [{ "BlockType": "PAGE" }, { "BlockType": "LINE", "Text": "x" }] }))
        })
        .on_json(dynamodb::put_item, |_| Ok(json!({})))
        .succeed(ask, &Decision { approved: true, by: Some("me".to_owned()) })
        .on_json(dynamodb::update_item, |_| Ok(json!({})))
        .succeed(s3::put_object, &PutObjectOutput { e_tag: "1".to_owned(), version_id: None })
        .on_json(events::put_events, |_| {
            Ok(json!({ "Entries": [{ "EventId": "e" }], "FailedEntryCount": 0 }))
        })
        .on(stepfunctions::start_execution::run_job::<String>, |call| {
            Ok(format!("archived {}", call.payload["Input"]))
        })
        .succeed(
            sns::publish,
            &PublishOutput { message_id: "m1".to_owned(), sequence_number: None },
        )
}

#[test]
fn the_whole_way() {
    assert_equivalent(|| documents(document()), &answers());
    let run = answers().run(documents(document()));
    assert!(run.result.unwrap().starts_with("m1 2 archived"));
    assert_eq!(run.calls.len(), 8);
}

#[test]
fn every_error_on_the_way() {
    let run = || documents(document());
    let ask = sns::publish::wait_for_task_token::<Decision, Rejected>;
    let rejected = Rejected::Rejected { reason: "late".to_owned() };
    assert_equivalent(
        run,
        &answers().fail(dynamodb::put_item, &DynamoDbError::ConditionalCheckFailed),
    );
    assert_equivalent(run, &answers().fail(dynamodb::put_item, &DynamoDbError::ResourceNotFound));
    assert_equivalent(run, &answers().fail(ask, &rejected));
    assert_equivalent(run, &answers().fail(ask, &Rejected::TimedOut));
    assert_equivalent(
        run,
        &answers().fail(textract::detect_document_text, &TextractError::BadDocument),
    );
    assert_equivalent(run, &answers().fail(s3::put_object, &S3Error::NoSuchBucket));
    assert_equivalent(run, &answers().fail(events::put_events, &EventBridgeError::FailedEntry));
    assert_equivalent(run, &answers().fail_first(1, sns::publish, "Unheard.Of"));
}
