//! A misspelt operation.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(textract::detect_documnt_text { Document: {} }).await?;
    Ok(())
}

fn main() {}
