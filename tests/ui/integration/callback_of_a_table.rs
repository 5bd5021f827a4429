//! DynamoDB calls nobody back.

use sfn_dsl::{
    integration::dynamodb::{self, AttributeValue},
    prelude::*,
};

#[derive(Debug, TaskError)]
pub enum Rejected {
    No,
}

#[workflow(name = "read")]
pub async fn read(id: String) -> Result<bool, Rejected> {
    dynamodb::get_item("${Orders}")
        .key("id", AttributeValue::S(id))
        .wait_for_task_token::<bool, Rejected>()
        .await
}

fn main() {}
