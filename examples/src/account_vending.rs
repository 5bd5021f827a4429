//! Account vending: an AWS account, its baseline and its groups, each made by a service that says later how it went.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

/// The instance of IAM Identity Center.
const IDENTITY_CENTER: &str = "${IdentityCenterInstance}";

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct AccountRequest {
    /// The account's name.
    pub name: String,
    /// The address of its root user.
    pub email: String,
    /// Who pays for it.
    pub cost_centre: String,
    /// The groups that may work in it.
    pub group_ids: Vec<String>,
}

/// An account that is ready.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The account's number.
    pub account_id: String,
    /// What the baseline is known as.
    pub baseline_id: String,
}

/// Why there is no account, or none that is ready.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum VendingError {
    /// The account was not created.
    NotCreated {
        /// Why: `EMAIL_ALREADY_EXISTS` and the like.
        reason: String,
    },
    /// The baseline failed.
    NoBaseline {
        /// The account's number.
        account_id: String,
    },
    /// A group has no access.
    NoAccess {
        /// The group.
        group_id: String,
        /// Why.
        reason: String,
    },
    /// A service refused a call.
    Refused(#[from] ServiceError),
}

/// Creates an account, provisions its baseline, and gives groups access to it.
#[workflow(name = "account-vending", timeout_seconds = 14_400)]
pub async fn account_vending(request: AccountRequest) -> Result<Account, VendingError> {
    /// Organizations creates one account at a time.
    let created = sdk!(organizations::create_account {
        AccountName: request.name,
        Email: request.email,
        IamUserAccessToBilling: "DENY",
        Tags: [{ Key: "cost-centre", Value: request.cost_centre }],
    })
    .retry(
        Retry::on(["Organizations.ConcurrentModificationException"])
            .interval_seconds(60)
            .max_attempts(10)
            .backoff_rate(1.0),
    )
    .await?;
    let mut account = created.create_account_status;
    loop {
        match account.as_ref().and_then(|account| account.state.as_deref()) {
            Some("SUCCEEDED") => break,
            Some("FAILED") => {
                let reason = account.and_then(|account| account.failure_reason);
                return Err(VendingError::NotCreated { reason: reason.unwrap_or_default() });
            }
            _ => {}
        }
        sfn::sleep(sfn::seconds(20)).await;
        let described = sdk!(organizations::describe_create_account_status {
            CreateAccountRequestId: account.and_then(|account| account.id).unwrap_or_default(),
        })
        .await?;
        account = described.create_account_status;
    }
    let account_id = account.and_then(|account| account.account_id).unwrap_or_default();

    let provisioned = sdk!(servicecatalog::provision_product {
        ProductId: "${BaselineProduct}",
        ProvisioningArtifactName: "stable",
        ProvisionedProductName: format!("baseline-{account_id}"),
        ProvisioningParameters: [{ Key: "AccountId", Value: account_id }],
    })
    .named("ProvisionBaseline")
    .await?;
    let mut baseline = provisioned.record_detail;
    loop {
        match baseline.as_ref().and_then(|baseline| baseline.status.as_deref()) {
            Some("SUCCEEDED") => break,
            Some("FAILED") => return Err(VendingError::NoBaseline { account_id }),
            _ => {}
        }
        sfn::sleep(sfn::minutes(1)).await;
        let described = sdk!(servicecatalog::describe_record {
            Id: baseline.and_then(|baseline| baseline.record_id).unwrap_or_default(),
        })
        .await?;
        baseline = described.record_detail;
    }
    let baseline_id = baseline.and_then(|baseline| baseline.provisioned_product_id);

    /// Identity Center takes ten at a time.
    #[sfn(name = "AssignGroups")]
    sfn::map(request.group_ids.clone(), 10, async |group_id| -> Result<(), VendingError> {
        let assigned = sdk!(ssoadmin::create_account_assignment {
            InstanceArn: IDENTITY_CENTER,
            TargetType: "AWS_ACCOUNT",
            TargetId: account_id,
            PermissionSetArn: "${PowerUserPermissionSet}",
            PrincipalType: "GROUP",
            PrincipalId: group_id,
        })
        .named("AssignGroup")
        .retry(Retry::on(["SsoAdmin.ConflictException"]).interval_seconds(5).max_attempts(6))
        .await?;
        let mut assignment = assigned.account_assignment_creation_status;
        loop {
            match assignment.as_ref().and_then(|assignment| assignment.status.as_deref()) {
                Some("SUCCEEDED") => break,
                Some("FAILED") => {
                    let reason = assignment.and_then(|assignment| assignment.failure_reason);
                    let reason = reason.unwrap_or_default();
                    return Err(VendingError::NoAccess { group_id, reason });
                }
                _ => {}
            }
            sfn::sleep(sfn::seconds(5)).await;
            let request_id = assignment.and_then(|assignment| assignment.request_id);
            let described = sdk!(ssoadmin::describe_account_assignment_creation_status {
                InstanceArn: IDENTITY_CENTER,
                AccountAssignmentCreationRequestId: request_id.unwrap_or_default(),
            })
            .named("DescribeAssignment")
            .await?;
            assignment = described.account_assignment_creation_status;
        }
        Ok(())
    })
    .await?;
    Ok(Account { account_id, baseline_id: baseline_id.unwrap_or_default() })
}
