//! There is no such service.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(textrac::detect_document_text { Document: {} }).await?;
    Ok(())
}

fn main() {}
