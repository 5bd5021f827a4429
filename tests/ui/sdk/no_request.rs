//! The operation alone is no call.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(organizations::list_accounts).await?;
    Ok(())
}

fn main() {}
