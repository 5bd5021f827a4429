//! The groups have access under other names.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "assign-group")]
pub async fn assign_group(account_id: String, group_id: String) -> Result<(), ServiceError> {
    sdk!(ssoadmin::create_account_assignment {
        InstanceArn: "${IdentityCenterInstance}",
        TargetType: "ACCOUNT",
        TargetId: account_id,
        PermissionSetArn: "${PowerUserPermissionSet}",
        PrincipalType: "GROUP",
        PrincipalId: group_id,
    })
    .await?;
    Ok(())
}

fn main() {}
