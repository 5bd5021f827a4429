//! A list whose elements are no texts.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, numbers: Vec<u32>) -> Result<(), ServiceError> {
    sdk!(ec2::create_tags { Resources: numbers, Tags: [{ Key: text }] }).await?;
    Ok(())
}

fn main() {}
