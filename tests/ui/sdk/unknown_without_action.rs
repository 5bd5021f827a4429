//! Nobody knows the permissions of an unknown operation.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(unknown "rockets:launch", { Name: text }).await?;
    Ok(())
}

fn main() {}
