//! A misspelt value of an enum.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(organizations::create_account { Email: text, AccountName: text, IamUserAccessToBilling: "DENIED" }).await?;
    Ok(())
}

fn main() {}
