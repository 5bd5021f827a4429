//! A method that HTTP does not have.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(apigateway::invoke { ApiEndpoint: text, Method: "FETCH" }).await?;
    Ok(())
}

fn main() {}
