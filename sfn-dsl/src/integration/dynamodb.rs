//! Amazon DynamoDB: one item at a time.

pub use super::generated::dynamodb::*;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError, code::Code, data::IntoExpr, expr::Expr};

integration! {
    /// Reads an item.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::dynamodb::{self, AttributeValue}, testing::Answers};
    /// use serde_json::json;
    ///
    /// let answers = Answers::new()
    ///     .on_json(dynamodb::get_item, |_| Ok(json!({ "Item": { "status": { "S": "paid" } } })));
    /// let get = dynamodb::get_item("${Orders}").key("orderId", AttributeValue::S("o1".to_owned()));
    /// let item = answers.run(get).result.unwrap().item.unwrap();
    /// assert_eq!(item["status"], AttributeValue::S("paid".to_owned()));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
    ///  "Arguments": {"TableName": "${Orders}", "Key": {"orderId": {"S": "{% $orderId %}"}}}}
    /// ```
    ///
    /// # Permissions
    /// `dynamodb:GetItem` on the table.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>
    fn get_item -> GetItem;
    resource "arn:aws:states:::dynamodb:getItem";
    required table_name: &str => "TableName";
    texts {
        /// The attributes to read, all of them without it.
        projection_expression => "ProjectionExpression";
    }
    values {
        /// Reads what was written last, at twice the price.
        consistent_read: bool => "ConsistentRead";
    }
    entries {
        /// An attribute of the primary key. A table has one or two; all are required.
        key: AttributeValue => "Key";
        /// The attribute that a `#name` in an expression stands for.
        expression_attribute_name: String => "ExpressionAttributeNames";
    }
    output GetItemOutput;
    error DynamoDbError;
}

integration! {
    /// Writes an item, in place of the one with the same key.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::dynamodb::{self, AttributeValue, DynamoDbError}, testing::{Answers, RunError}};
    ///
    /// let put = dynamodb::put_item("${Orders}")
    ///     .item("orderId", AttributeValue::S("o1".to_owned()))
    ///     .item("total", AttributeValue::N("99.5".to_owned()))
    ///     .condition_expression("attribute_not_exists(orderId)");
    /// let answers = Answers::new().fail(dynamodb::put_item, &DynamoDbError::ConditionalCheckFailed);
    /// let result = answers.run(put).result;
    /// assert_eq!(result, Err(RunError::Returned(DynamoDbError::ConditionalCheckFailed)));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
    ///  "Arguments": {"TableName": "${Orders}", "Item": {"orderId": {"S": "{% $orderId %}"}, "total": {"N": "{% $string($total) %}"}}}}
    /// ```
    ///
    /// # Permissions
    /// `dynamodb:PutItem` on the table.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>
    fn put_item -> PutItem;
    resource "arn:aws:states:::dynamodb:putItem";
    required table_name: &str => "TableName";
    texts {
        /// Only where this condition holds; else the call fails with `ConditionalCheckFailed`.
        condition_expression => "ConditionExpression";
        /// Which attributes come back: `NONE` or `ALL_OLD`.
        return_values => "ReturnValues";
    }
    entries {
        /// An attribute of the item. Those of the primary key are required.
        item: AttributeValue => "Item";
        /// The attribute that a `#name` in an expression stands for.
        expression_attribute_name: String => "ExpressionAttributeNames";
        /// The value that a `:name` in an expression stands for.
        expression_attribute_value: AttributeValue => "ExpressionAttributeValues";
    }
    output WriteItemOutput;
    error DynamoDbError;
}

integration! {
    /// Changes attributes of an item, or creates it.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::dynamodb::{self, AttributeValue}, testing::Answers};
    /// use serde_json::json;
    ///
    /// let update = dynamodb::update_item("${Orders}")
    ///     .key("orderId", AttributeValue::S("o1".to_owned()))
    ///     .update_expression("SET #status = :status")
    ///     .expression_attribute_name("#status", "status")
    ///     .expression_attribute_value(":status", AttributeValue::S("paid".to_owned()));
    /// let run = Answers::new().on_json(dynamodb::update_item, |_| Ok(json!({}))).run(update);
    /// assert_eq!(run.calls[0].payload["ExpressionAttributeValues"], json!({ ":status": { "S": "paid" } }));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:updateItem",
    ///  "Arguments": {"TableName": "${Orders}", "Key": {"orderId": {"S": "{% $orderId %}"}},
    ///   "UpdateExpression": "SET #s = :s", "ExpressionAttributeNames": {"#s": "status"},
    ///   "ExpressionAttributeValues": {":s": {"S": "paid"}}}}
    /// ```
    ///
    /// # Permissions
    /// `dynamodb:UpdateItem` on the table.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>
    fn update_item -> UpdateItem;
    resource "arn:aws:states:::dynamodb:updateItem";
    required table_name: &str => "TableName";
    texts {
        /// What changes: `SET #status = :status`.
        update_expression => "UpdateExpression";
        /// Only where this condition holds; else the call fails with `ConditionalCheckFailed`.
        condition_expression => "ConditionExpression";
        /// Which attributes come back: `NONE`, `ALL_OLD`, `UPDATED_OLD`, `ALL_NEW` or `UPDATED_NEW`.
        return_values => "ReturnValues";
    }
    entries {
        /// An attribute of the primary key. A table has one or two; all are required.
        key: AttributeValue => "Key";
        /// The attribute that a `#name` in an expression stands for.
        expression_attribute_name: String => "ExpressionAttributeNames";
        /// The value that a `:name` in an expression stands for.
        expression_attribute_value: AttributeValue => "ExpressionAttributeValues";
    }
    output WriteItemOutput;
    error DynamoDbError;
}

integration! {
    /// Deletes an item.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::dynamodb::{self, AttributeValue}, testing::Answers};
    /// use serde_json::json;
    ///
    /// let delete = dynamodb::delete_item("${Orders}")
    ///     .key("orderId", AttributeValue::S("o1".to_owned()))
    ///     .return_values("ALL_OLD");
    /// let run = Answers::new().on_json(dynamodb::delete_item, |_| Ok(json!({}))).run(delete);
    /// assert_eq!(run.result.unwrap().attributes, None);
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:deleteItem",
    ///  "Arguments": {"TableName": "${Orders}", "Key": {"orderId": {"S": "{% $orderId %}"}}}}
    /// ```
    ///
    /// # Permissions
    /// `dynamodb:DeleteItem` on the table.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>
    fn delete_item -> DeleteItem;
    resource "arn:aws:states:::dynamodb:deleteItem";
    required table_name: &str => "TableName";
    texts {
        /// Only where this condition holds; else the call fails with `ConditionalCheckFailed`.
        condition_expression => "ConditionExpression";
        /// Which attributes come back: `NONE` or `ALL_OLD`.
        return_values => "ReturnValues";
    }
    entries {
        /// An attribute of the primary key. A table has one or two; all are required.
        key: AttributeValue => "Key";
        /// The attribute that a `#name` in an expression stands for.
        expression_attribute_name: String => "ExpressionAttributeNames";
        /// The value that a `:name` in an expression stands for.
        expression_attribute_value: AttributeValue => "ExpressionAttributeValues";
    }
    output WriteItemOutput;
    error DynamoDbError;
}

/// A value of an attribute, in the form of DynamoDB's API: `{"S": "text"}`.
///
/// Inside `L` and `M` Step Functions names booleans and nulls `Bool` and `Nul`; both forms are read.
///
/// # Source
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum AttributeValue {
    /// A text.
    S(String),
    /// A number, as text.
    N(String),
    /// Bytes in Base64.
    B(String),
    /// A boolean.
    #[serde(rename = "BOOL", alias = "Bool")]
    Bool(bool),
    /// Nothing: always `true`.
    #[serde(rename = "NULL", alias = "Nul")]
    Null(bool),
    /// A set of texts.
    #[serde(rename = "SS", alias = "Ss")]
    TextSet(Vec<String>),
    /// A set of numbers, as texts.
    #[serde(rename = "NS", alias = "Ns")]
    NumberSet(Vec<String>),
    /// A list.
    L(Vec<AttributeValue>),
    /// A map.
    M(BTreeMap<String, AttributeValue>),
}

impl IntoExpr<Self> for AttributeValue {
    fn into_expr(self) -> Expr<Self> {
        Expr::__new(Code::Literal(serde_json::json!(self)))
    }
}

/// What reading an item gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct GetItemOutput {
    /// The item; `None` where there is none with this key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<BTreeMap<String, AttributeValue>>,
}

/// What writing an item gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct WriteItemOutput {
    /// What `return_values` asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<String, AttributeValue>>,
}

/// How DynamoDB fails.
///
/// # Source
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>, under the prefix `DynamoDB.` of the
/// optimized integration, which recordings show. (Through `aws-sdk:dynamodb` the prefix is `DynamoDb.`.)
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum DynamoDbError {
    /// The condition does not hold.
    #[sfn(name = "DynamoDB.ConditionalCheckFailedException")]
    ConditionalCheckFailed,
    /// There is no such table.
    #[sfn(name = "DynamoDB.ResourceNotFoundException")]
    ResourceNotFound,
    /// More than the table's capacity.
    #[sfn(name = "DynamoDB.ProvisionedThroughputExceededException")]
    ProvisionedThroughputExceeded,
    /// Too many requests for the account.
    #[sfn(name = "DynamoDB.RequestLimitExceededException")]
    RequestLimitExceeded,
    /// A transaction writes the same item.
    #[sfn(name = "DynamoDB.TransactionConflictException")]
    TransactionConflict,
    /// A problem inside DynamoDB.
    #[sfn(name = "DynamoDB.InternalServerErrorException")]
    InternalServerError,
    /// What DynamoDB refuses without a name of its own, such as an expression that is wrong.
    #[sfn(name = "DynamoDB.AmazonDynamoDBException")]
    Refused,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
