//! Semaphore: at most five executions at a time do the work; the others wait, and whoever is done lets the next one in.

use sfn_dsl::{
    integration::dynamodb::{self, AttributeValue, DynamoDbError},
    prelude::*,
};

/// The table of semaphores, whose key is `name`. Its name is given at deployment.
const SEMAPHORES: &str = "${SemaphoresTable}";

/// How many may work at a time.
const LIMIT: &str = "5";

/// A piece of work on something that few may use at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// The work's number: it holds the semaphore under this name.
    pub work_id: String,
    /// What is used.
    pub resource: String,
}

/// Why the work was not done.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum SemaphoreError {
    /// The work failed; the semaphore was released.
    Work(#[from] WorkError),
    /// The table did not do its work.
    Table(#[from] DynamoDbError),
}

/// How the work fails.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum WorkError {
    /// The resource cannot do it.
    Impossible {
        /// Why.
        reason: String,
    },
    /// Whatever else went wrong.
    #[sfn(other)]
    Other {
        /// The error's name.
        name: String,
        /// What it says.
        cause: String,
    },
}

/// Does the work.
#[task(lambda = "${DoWorkFunction}")]
pub async fn do_work(work_id: String, resource: String) -> Result<String, WorkError> {
    if resource == "broken" {
        return Err(WorkError::Impossible { reason: "it is broken".to_owned() });
    }
    Ok(format!("{work_id} done with {resource}"))
}

/// Does the work while holding the semaphore. The holders are a set, so acquiring and releasing twice does no harm.
#[workflow(name = "semaphore")]
pub async fn semaphore(work: Work) -> Result<String, SemaphoreError> {
    loop {
        let acquired = dynamodb::update_item(SEMAPHORES)
            .key("name", AttributeValue::S(work.resource.clone()))
            .update_expression("ADD holders :me")
            .condition_expression(
                "attribute_not_exists(holders) OR contains(holders, :id) OR size(holders) < :limit",
            )
            .expression_attribute_value(":me", AttributeValue::TextSet(vec![work.work_id.clone()]))
            .expression_attribute_value(":id", AttributeValue::S(work.work_id.clone()))
            .expression_attribute_value(":limit", AttributeValue::N(LIMIT.to_owned()))
            .named("Acquire")
            .await;
        match acquired {
            Err(DynamoDbError::ConditionalCheckFailed) => {
                sfn::sleep(sfn::seconds(10)).await;
                continue;
            }
            other => other?,
        };
        break;
    }
    let result = match do_work(work.work_id.clone(), work.resource.clone()).await {
        Ok(result) => result,
        Err(failure) => {
            dynamodb::update_item(SEMAPHORES)
                .key("name", AttributeValue::S(work.resource))
                .update_expression("DELETE holders :me")
                .expression_attribute_value(":me", AttributeValue::TextSet(vec![work.work_id]))
                .retry(Retry::on(["States.ALL"]).max_attempts(10))
                .named("ReleaseAfterFailure")
                .await?;
            return Err(failure.into());
        }
    };
    dynamodb::update_item(SEMAPHORES)
        .key("name", AttributeValue::S(work.resource))
        .update_expression("DELETE holders :me")
        .expression_attribute_value(":me", AttributeValue::TextSet(vec![work.work_id]))
        .retry(Retry::on(["States.ALL"]).max_attempts(10))
        .named("Release")
        .await?;
    Ok(result)
}
