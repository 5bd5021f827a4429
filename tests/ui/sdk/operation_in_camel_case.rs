//! An operation is written as Rust writes functions.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(textract::detectDocumentText { Document: {} }).await?;
    Ok(())
}

fn main() {}
