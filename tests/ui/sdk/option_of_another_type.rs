//! The value of an option has to fit, too.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(bucket: String, maybe: Option<u32>) -> Result<(), ServiceError> {
    sdk!(s3::list_objects_v2 { Bucket: bucket, ContinuationToken: maybe }).await?;
    Ok(())
}

fn main() {}
