//! The name of a service on the command line is another one.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(logs::create_log_group { LogGroupName: text }).await?;
    Ok(())
}

fn main() {}
