//! Step Functions does not offer every operation.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(sts::assume_role { RoleArn: text, RoleSessionName: "x" }).await?;
    Ok(())
}

fn main() {}
