//! The groups have access under other names.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "assign-group")]
pub async fn assign_group(account_id: String, group_id: String) -> Result<(), SdkError> {
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
