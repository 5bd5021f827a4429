//! A value that an enum does not have.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(ssoadmin::create_account_assignment { InstanceArn: text, TargetId: text, TargetType: "AWS_ACCOUNT", PermissionSetArn: text, PrincipalType: "ROBOT", PrincipalId: text }).await?;
    Ok(())
}

fn main() {}
