//! A list where an object is wanted.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(dynamodb::transact_get_items { TransactItems: [texts] }).await?;
    Ok(())
}

fn main() {}
