//! An object where a list is wanted.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(ec2::create_tags { Resources: [text], Tags: { Key: text, Value: text } }).await?;
    Ok(())
}

fn main() {}
