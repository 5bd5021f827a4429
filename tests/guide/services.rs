//! # Services of AWS

use sfn_dsl::{
    integration::{
        dynamodb::{self, AttributeValue, DynamoDbError},
        ecs,
        service::ServiceError,
        sqs,
    },
    prelude::*,
};

use crate::shared::{Order, ShopError};

/// The optimized integrations are functions, each with the errors of its service. Beside the prelude this section uses
/// `sfn_dsl::integration::{dynamodb::{self, AttributeValue, DynamoDbError}, ecs, service::ServiceError, sqs}`.
#[workflow]
pub async fn written(order: Order) -> Result<bool, ShopError> {
    let written = dynamodb::put_item("${Orders}")
        .item("id", AttributeValue::S(order.id))
        .condition_expression("attribute_not_exists(id)")
        .await;
    match written {
        Ok(_) => Ok(true),
        Err(DynamoDbError::ConditionalCheckFailed) => Ok(false),
        Err(_) => Err(ShopError::Empty),
    }
}

/// `.run_job()` waits for the end of a job, and `.wait_for_task_token::<T, E>()` for somebody who calls back with the token: with a
/// `T`, or with an `E`. Only services that have the pattern have the method, and only in a Standard workflow.
#[workflow]
pub async fn shipped(order: Order) -> Result<bool, ShopError> {
    let packed = ecs::run_task("${Pack}")
        .cluster("${Warehouse}")
        .launch_type(ecs::LaunchType::Fargate)
        .run_job()
        .timeout_seconds(600)
        .await;
    if packed.is_err() {
        return Err(ShopError::Empty);
    }
    let fetched = sqs::send_message("${Carriers}", &order.id)
        .wait_for_task_token::<bool, ShopError>()
        .await?;
    Ok(fetched)
}

/// `optimized!` calls the same operations and `sdk!` every other one, under AWS's names; what they are given, and what is read of what they
/// give, is checked against a catalogue.
#[workflow]
pub async fn translated(text: String) -> Result<String, ServiceError> {
    let translation = sdk!(translate::translate_text {
        Text: text,
        SourceLanguageCode: "auto",
        TargetLanguageCode: "en",
    })
    .await?;
    Ok(translation.translated_text)
}

/// `.sync` waits for the end of a job, and `.wait_for_task_token` for somebody who calls back with the token.
#[workflow]
pub async fn printed(file: String) -> Result<bool, ServiceError> {
    let job = optimized!(batch::submit_job.sync {
        JobName: "print",
        JobQueue: "${Printers}",
        JobDefinition: "${Print}",
        Parameters: { "file": file },
    })
    .await?;
    let fetched = optimized!(sqs::send_message.wait_for_task_token -> Result<bool, _> {
        QueueUrl: "${Clerks}",
        MessageBody: { "job": job.job_id, "token": TaskToken },
    })
    .named("Fetch")
    .await?;
    Ok(fetched)
}
