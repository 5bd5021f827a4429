//! An action has its service before it.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(unknown "rockets:launch", action = "Launch", resource = "*", { Name: text }).await?;
    Ok(())
}

fn main() {}
