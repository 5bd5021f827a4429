//! Nobody to publish to.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(sns::publish { Message: text }).await?;
    Ok(())
}

fn main() {}
