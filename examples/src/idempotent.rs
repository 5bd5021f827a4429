//! Idempotent workflow: the same order is charged once, however often it comes; a repetition gets the first result.

use sfn_dsl::{
    integration::dynamodb::{self, AttributeValue, DynamoDbError},
    prelude::*,
    sfn::Algorithm,
};

/// The table of claims, whose key is `claim`. Its name is given at deployment.
const CLAIMS: &str = "${ClaimsTable}";

/// A charge that may be asked for more than once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    /// The order's number.
    pub order_id: String,
    /// Who pays.
    pub customer_id: String,
    /// How much, in the currency's smallest unit.
    pub amount: u32,
    /// Differs from one delivery of the request to the next, so that it is no part of the claim.
    pub request_id: String,
}

/// What was charged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct ChargeReceipt {
    /// The payment's number.
    pub payment_id: String,
    /// Whether it was charged before this request.
    pub repeated: bool,
}

/// Why there is no receipt.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ChargeError {
    /// The same charge is being made at this moment.
    InProgress,
    /// The bank said no. The claim is given up, so that the charge can be asked for again.
    Declined {
        /// The bank's code.
        code: String,
    },
    /// The table did not do its work.
    Table(#[from] DynamoDbError),
}

/// Why the money was not taken.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum BankError {
    /// The bank said no.
    Declined {
        /// The bank's code.
        code: String,
    },
}

/// Takes the money.
#[task(lambda = "${ChargeOnceFunction}")]
pub async fn charge_once(customer_id: String, amount: u32) -> Result<String, BankError> {
    if amount > 1_000_000 {
        return Err(BankError::Declined { code: "limit_exceeded".to_owned() });
    }
    Ok(format!("pay-{customer_id}-{amount}"))
}

/// Charges an order, at most once. Where the outcome is not known, as after a timeout, the claim stays.
#[workflow(name = "idempotent")]
pub async fn idempotent(charge: Charge) -> Result<ChargeReceipt, ChargeError> {
    let claim = sfn::hash(
        sfn::to_json(&(charge.order_id.clone(), charge.customer_id.clone(), charge.amount)),
        Algorithm::Sha256,
    );
    let claimed = dynamodb::put_item(CLAIMS)
        .item("claim", AttributeValue::S(claim.clone()))
        .item("requestId", AttributeValue::S(charge.request_id.clone()))
        .condition_expression("attribute_not_exists(claim)")
        .named("Claim")
        .await;
    match claimed {
        Err(DynamoDbError::ConditionalCheckFailed) => {
            let stored = dynamodb::get_item(CLAIMS)
                .key("claim", AttributeValue::S(claim))
                .consistent_read(true)
                .named("ReadResult")
                .await?;
            let payment = stored.item.and_then(|item| item.get("paymentId").cloned());
            return match payment {
                Some(AttributeValue::S(payment_id)) => {
                    Ok(ChargeReceipt { payment_id, repeated: true })
                }
                _ => Err(ChargeError::InProgress),
            };
        }
        other => other?,
    };
    let payment_id = match charge_once(charge.customer_id, charge.amount).await {
        Ok(payment_id) => payment_id,
        Err(BankError::Declined { code }) => {
            dynamodb::delete_item(CLAIMS)
                .key("claim", AttributeValue::S(claim))
                .named("GiveUpClaim")
                .await?;
            return Err(ChargeError::Declined { code });
        }
    };
    dynamodb::update_item(CLAIMS)
        .key("claim", AttributeValue::S(claim))
        .update_expression("SET paymentId = :payment")
        .expression_attribute_value(":payment", AttributeValue::S(payment_id.clone()))
        .named("StoreResult")
        .await?;
    Ok(ChargeReceipt { payment_id, repeated: false })
}
