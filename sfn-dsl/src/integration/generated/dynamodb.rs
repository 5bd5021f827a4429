//! Amazon `DynamoDB`.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>

use serde_json::Value;

use crate::integration::dynamodb::{DeleteItem, GetItem, PutItem, UpdateItem};

parameters! {
    DeleteItem;
    members {
        /// `ConditionalOperator`: `AND`, `OR`.
        conditional_operator: ConditionalOperator => "ConditionalOperator";
        /// `ReturnConsumedCapacity`: `INDEXES`, `TOTAL`, `NONE`.
        return_consumed_capacity: ReturnConsumedCapacity => "ReturnConsumedCapacity";
        /// `ReturnItemCollectionMetrics`: `SIZE`, `NONE`.
        return_item_collection_metrics: ReturnItemCollectionMetrics => "ReturnItemCollectionMetrics";
        /// `ReturnValuesOnConditionCheckFailure`: `ALL_OLD`, `NONE`.
        return_values_on_condition_check_failure: ReturnValuesOnConditionCheckFailure => "ReturnValuesOnConditionCheckFailure";
    }
    maps {
        /// An entry of `Expected`: a map, each value any JSON.
        expected: Value => "Expected";
    }
}

parameters! {
    GetItem;
    members {
        /// `AttributesToGet`: a list, each element a text, at least 1 elements.
        attributes_to_get: Vec<String> => "AttributesToGet";
        /// `ReturnConsumedCapacity`: `INDEXES`, `TOTAL`, `NONE`.
        return_consumed_capacity: ReturnConsumedCapacity => "ReturnConsumedCapacity";
    }
}

parameters! {
    PutItem;
    members {
        /// `ReturnConsumedCapacity`: `INDEXES`, `TOTAL`, `NONE`.
        return_consumed_capacity: ReturnConsumedCapacity => "ReturnConsumedCapacity";
        /// `ReturnItemCollectionMetrics`: `SIZE`, `NONE`.
        return_item_collection_metrics: ReturnItemCollectionMetrics => "ReturnItemCollectionMetrics";
        /// `ConditionalOperator`: `AND`, `OR`.
        conditional_operator: ConditionalOperator => "ConditionalOperator";
        /// `ReturnValuesOnConditionCheckFailure`: `ALL_OLD`, `NONE`.
        return_values_on_condition_check_failure: ReturnValuesOnConditionCheckFailure => "ReturnValuesOnConditionCheckFailure";
    }
    maps {
        /// An entry of `Expected`: a map, each value any JSON.
        expected: Value => "Expected";
    }
}

parameters! {
    UpdateItem;
    members {
        /// `ConditionalOperator`: `AND`, `OR`.
        conditional_operator: ConditionalOperator => "ConditionalOperator";
        /// `ReturnConsumedCapacity`: `INDEXES`, `TOTAL`, `NONE`.
        return_consumed_capacity: ReturnConsumedCapacity => "ReturnConsumedCapacity";
        /// `ReturnItemCollectionMetrics`: `SIZE`, `NONE`.
        return_item_collection_metrics: ReturnItemCollectionMetrics => "ReturnItemCollectionMetrics";
        /// `ReturnValuesOnConditionCheckFailure`: `ALL_OLD`, `NONE`.
        return_values_on_condition_check_failure: ReturnValuesOnConditionCheckFailure => "ReturnValuesOnConditionCheckFailure";
    }
    maps {
        /// An entry of `AttributeUpdates`: a map, each value any JSON.
        attribute_updates: Value => "AttributeUpdates";
        /// An entry of `Expected`: a map, each value any JSON.
        expected: Value => "Expected";
    }
}

choices! {
    /// A value that AWS knows.
    ConditionalOperator {
        And = "AND",
        Or = "OR",
    }
}

choices! {
    /// A value that AWS knows.
    ReturnConsumedCapacity {
        Indexes = "INDEXES",
        Total = "TOTAL",
        None = "NONE",
    }
}

choices! {
    /// A value that AWS knows.
    ReturnItemCollectionMetrics {
        Size = "SIZE",
        None = "NONE",
    }
}

choices! {
    /// A value that AWS knows.
    ReturnValuesOnConditionCheckFailure {
        AllOld = "ALL_OLD",
        None = "NONE",
    }
}
