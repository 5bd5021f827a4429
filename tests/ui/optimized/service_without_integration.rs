//! A service that has only its SDK.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(textract::detect_document_text { Document: {} }).await?;
    Ok(())
}

fn main() {}
