//! `ItemBatcher`: items put together as the input of one child execution.

use serde_json::{Map, Value};

use crate::payload::{MAX_PAYLOAD_BYTES, json_bytes};

/// How large a batch may be; at least one of the two is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchLimits {
    /// `MaxItemsPerBatch`
    pub max_items: Option<u64>,
    /// `MaxInputBytesPerBatch`: of the whole input of the child, at most 262,144.
    pub max_input_bytes: Option<u64>,
}

/// The inputs of the children: `{ "BatchInput": …, "Items": […] }` for as many items as fit, each with the number of its
/// items. An item that is too large for any batch makes one of its own, whose execution then fails.
pub fn batches(
    items: Vec<Value>,
    limits: BatchLimits,
    batch_input: Option<&Value>,
) -> Vec<(Value, usize)> {
    let max_items =
        limits.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let max_bytes = limits.max_input_bytes.and_then(|most| usize::try_from(most).ok());
    let max_bytes = max_bytes.unwrap_or(MAX_PAYLOAD_BYTES).min(MAX_PAYLOAD_BYTES);
    let empty = json_bytes(&input(Vec::new(), batch_input));
    let mut found = Vec::new();
    let (mut batch, mut bytes) = (Vec::new(), empty);
    for item in items {
        // The comma before it counts, too.
        let more = json_bytes(&item) + usize::from(!batch.is_empty());
        if !batch.is_empty() && (batch.len() >= max_items.max(1) || bytes + more > max_bytes) {
            found.push(std::mem::take(&mut batch));
            bytes = empty;
        }
        bytes += more;
        batch.push(item);
    }
    if !batch.is_empty() {
        found.push(batch);
    }
    let sized = |batch: Vec<Value>| {
        let count = batch.len();
        (input(batch, batch_input), count)
    };
    found.into_iter().map(sized).collect()
}

fn input(items: Vec<Value>, batch_input: Option<&Value>) -> Value {
    let mut input = Map::new();
    if let Some(batch_input) = batch_input {
        input.insert("BatchInput".to_owned(), batch_input.clone());
    }
    input.insert("Items".to_owned(), Value::Array(items));
    Value::Object(input)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sizes(items: &Value, limits: BatchLimits) -> Vec<usize> {
        let items = items.as_array().unwrap().clone();
        batches(items, limits, None).into_iter().map(|(_, size)| size).collect()
    }

    #[test]
    fn a_batch_has_as_many_items_as_it_may() {
        let limits = BatchLimits { max_items: Some(2), max_input_bytes: None };
        let found = batches(vec![json!(1), json!(2), json!(3)], limits, Some(&json!({ "f": "x" })));
        assert_eq!(
            found,
            [
                (json!({ "BatchInput": { "f": "x" }, "Items": [1, 2] }), 2),
                (json!({ "BatchInput": { "f": "x" }, "Items": [3] }), 1),
            ]
        );
        assert_eq!(sizes(&json!([]), limits), [] as [usize; 0]);
        let none = BatchLimits { max_items: Some(0), max_input_bytes: None };
        assert_eq!(sizes(&json!([1, 2]), none), [1, 1]);
    }

    #[test]
    fn a_batch_is_as_large_as_it_may_be() {
        // {"Items":[1,2,3]} is 17 bytes.
        let bytes = |most| BatchLimits { max_items: None, max_input_bytes: Some(most) };
        assert_eq!(sizes(&json!([1, 2, 3]), bytes(17)), [3]);
        assert_eq!(sizes(&json!([1, 2, 3]), bytes(16)), [2, 1]);
        assert_eq!(sizes(&json!([1, 2, 3]), bytes(1)), [1, 1, 1]);
        let both = BatchLimits { max_items: Some(2), max_input_bytes: Some(17) };
        assert_eq!(sizes(&json!([1, 2, 3]), both), [2, 1]);
    }

    #[test]
    fn no_batch_is_larger_than_an_input_may_be() {
        let item = "x".repeat(100_000);
        let limits = BatchLimits { max_items: Some(10), max_input_bytes: None };
        assert_eq!(sizes(&json!([item, item, item]), limits), [2, 1]);
    }
}
