//! A list where an object is wanted.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), SdkError> {
    sdk!(dynamodb::transact_get_items { TransactItems: [texts] }).await?;
    Ok(())
}

fn main() {}
