//! The functions on arrays. `None` is an argument that AWS does not take.

use serde_json::Value;

use super::numbers::truncated;

/// The most elements of `States.ArrayRange`.
const MAX_RANGE: i64 = 1_000;

pub(super) fn contains(array: &Value, wanted: &Value) -> Option<Value> {
    Some(array.as_array()?.contains(wanted).into())
}

/// The element at the whole part of `index`. AWS has `null` for any element of an empty array.
pub(super) fn get_item(array: &Value, index: &Value) -> Option<Value> {
    let (elements, index) = (array.as_array()?, usize::try_from(truncated(index)?).ok()?);
    if elements.is_empty() { Some(Value::Null) } else { elements.get(index).cloned() }
}

pub(super) fn length(array: &Value) -> Option<Value> {
    Some(array.as_array()?.len().into())
}

pub(super) fn partition(array: &Value, size: &Value) -> Option<Value> {
    let size = usize::try_from(truncated(size)?).ok().filter(|size| *size > 0)?;
    let chunks = array.as_array()?.chunks(size);
    Some(chunks.map(|chunk| Value::from(chunk.to_vec())).collect())
}

pub(super) fn range(first: &Value, last: &Value, step: &Value) -> Option<Value> {
    let (first, last, step) = (truncated(first)?, truncated(last)?, truncated(step)?);
    let steps = last.checked_sub(first)?.checked_div(step)?;
    // Towards the end there are these steps and the start; away from it there is nothing.
    let is_empty = if step > 0 { first > last } else { first < last };
    let length = if is_empty { 0 } else { steps.checked_add(1)? };
    if length > MAX_RANGE {
        return None;
    }
    Some((0..length).map(|at| Value::from(first + at * step)).collect())
}

/// Each element once, where it first stood.
pub(super) fn unique(array: &Value) -> Option<Value> {
    let mut unique: Vec<Value> = Vec::new();
    for element in array.as_array()? {
        if !unique.contains(element) {
            unique.push(element.clone());
        }
    }
    Some(unique.into())
}
