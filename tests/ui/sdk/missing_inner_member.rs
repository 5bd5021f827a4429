//! A required member deeper down.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), SdkError> {
    sdk!(ec2::create_tags { Resources: [text], Tags: [{ Key: text }] }).await?;
    sdk!(organizations::create_account { Email: text, AccountName: text, Tags: [{ Key: text }] }).await?;
    Ok(())
}

fn main() {}
