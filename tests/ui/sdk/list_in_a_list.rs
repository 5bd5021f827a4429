//! JSONata would flatten the inner list.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(rdsdata::batch_execute_statement { ResourceArn: text, SecretArn: text, Sql: text, ParameterSets: [texts] }).await?;
    Ok(())
}

fn main() {}
