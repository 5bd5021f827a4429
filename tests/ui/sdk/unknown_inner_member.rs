//! A misspelt member deeper down.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(textract::detect_document_text { Document: { S3Object: { Bukcet: text } } }).await?;
    Ok(())
}

fn main() {}
