//! What has to be given is no option.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(maybe: Option<String>) -> Result<(), ServiceError> {
    sdk!(s3::list_objects_v2 { Bucket: maybe }).await?;
    Ok(())
}

fn main() {}
