//! A misspelt member deeper down.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), SdkError> {
    sdk!(textract::detect_document_text { Document: { S3Object: { Bukcet: text } } }).await?;
    Ok(())
}

fn main() {}
