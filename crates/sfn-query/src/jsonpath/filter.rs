//! Whether a filter holds for a value.

use std::{borrow::Cow, cmp::Ordering};

use serde_json::Value;

use super::{
    PathError,
    ast::{Filter, Operand, Operator, Segment},
    evaluate::{Scope, follow},
};

pub(super) fn is_true<'a>(
    filter: &'a Filter,
    current: &'a Value,
    scope: &Scope<'a>,
) -> Result<bool, PathError> {
    match filter {
        Filter::Or(filters) => {
            for filter in filters {
                if is_true(filter, current, scope)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Filter::And(filters) => {
            for filter in filters {
                if !is_true(filter, current, scope)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Filter::Not(filter) => is_true(filter, current, scope).map(|is_true| !is_true),
        Filter::Exists(operand) => Ok(value(operand, current, scope)?.is_some()),
        Filter::Compare(left, Operator::Matches, right) => matches(left, right, current, scope),
        Filter::Compare(left, operator, right) => {
            let left = value(left, current, scope)?;
            let right = value(right, current, scope)?;
            Ok(compare(left.as_deref(), *operator, right.as_deref()))
        }
    }
}

/// The value of an operand; `None` where its path leads nowhere.
fn value<'a>(
    operand: &'a Operand,
    current: &'a Value,
    scope: &Scope<'a>,
) -> Result<Option<Cow<'a, Value>>, PathError> {
    match operand {
        Operand::Value(value) => Ok(Some(Cow::Borrowed(value))),
        Operand::Pattern(_) => Ok(None),
        Operand::Path { document: from_document, segments } => {
            path_value(segments, if *from_document { scope.document } else { current }, scope)
        }
    }
}

fn path_value<'a>(
    segments: &[Segment],
    start: &'a Value,
    scope: &Scope<'a>,
) -> Result<Option<Cow<'a, Value>>, PathError> {
    let found = follow(segments, start, scope)?;
    if segments.iter().all(Segment::is_definite) {
        return Ok(found.into_iter().next().map(Cow::Borrowed));
    }
    Ok(Some(Cow::Owned(Value::Array(found.into_iter().cloned().collect()))))
}

fn matches<'a>(
    left: &'a Operand,
    right: &'a Operand,
    current: &'a Value,
    scope: &Scope<'a>,
) -> Result<bool, PathError> {
    let ((operand, Operand::Pattern(pattern)) | (Operand::Pattern(pattern), operand)) =
        (left, right)
    else {
        return Ok(false);
    };
    Ok(match value(operand, current, scope)?.as_deref() {
        Some(Value::String(text)) => pattern.is_match(text),
        Some(number @ Value::Number(_)) => pattern.is_match(&number.to_string()),
        _ => false,
    })
}

fn compare(left: Option<&Value>, operator: Operator, right: Option<&Value>) -> bool {
    match operator {
        Operator::Equal => are_equal(left, right),
        Operator::NotEqual => !are_equal(left, right),
        Operator::Less => order(left, right).is_some_and(Ordering::is_lt),
        Operator::LessOrEqual => order(left, right).is_some_and(Ordering::is_le),
        Operator::Greater => order(left, right).is_some_and(Ordering::is_gt),
        Operator::GreaterOrEqual => order(left, right).is_some_and(Ordering::is_ge),
        Operator::In => is_in(left, right),
        Operator::NotIn => !is_in(left, right),
        Operator::Contains => match (left, right) {
            (Some(Value::String(text)), Some(Value::String(part))) => text.contains(part.as_str()),
            (left, right) => is_in(right, left),
        },
        Operator::Size => size(left).is_some_and(|size| are_equal(Some(&size.into()), right)),
        Operator::Empty => match (size(left), right) {
            (Some(size), Some(Value::Bool(wanted))) => (size == 0) == *wanted,
            _ => false,
        },
        Operator::SubsetOf => lists(left, right)
            .is_some_and(|(items, list)| items.iter().all(|item| contains(list, item))),
        Operator::AnyOf => lists(left, right)
            .is_some_and(|(items, list)| items.iter().any(|item| contains(list, item))),
        Operator::NoneOf => lists(left, right)
            .is_some_and(|(items, list)| !items.iter().any(|item| contains(list, item))),
        // Handled before, since its right side is no value.
        Operator::Matches => false,
    }
}

/// What leads nowhere equals nothing. A text that holds a number equals that number.
fn are_equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => a.as_f64() == b.as_f64(),
        (Some(Value::Number(number)), Some(Value::String(text)))
        | (Some(Value::String(text)), Some(Value::Number(number))) => {
            text.parse::<f64>().is_ok_and(|parsed| Some(parsed) == number.as_f64())
        }
        (Some(left), Some(right)) => left == right,
        _ => false,
    }
}

fn order(left: Option<&Value>, right: Option<&Value>) -> Option<Ordering> {
    match (left?, right?) {
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => Some(a.encode_utf16().cmp(b.encode_utf16())),
        _ => None,
    }
}

fn is_in(item: Option<&Value>, list: Option<&Value>) -> bool {
    match (item, list) {
        (Some(item), Some(Value::Array(list))) => contains(list, item),
        _ => false,
    }
}

fn contains(list: &[Value], item: &Value) -> bool {
    list.iter().any(|element| are_equal(Some(item), Some(element)))
}

fn lists<'a>(
    left: Option<&'a Value>,
    right: Option<&'a Value>,
) -> Option<(&'a [Value], &'a [Value])> {
    Some((left?.as_array()?, right?.as_array()?))
}

fn size(value: Option<&Value>) -> Option<usize> {
    match value? {
        Value::Array(elements) => Some(elements.len()),
        Value::Object(members) => Some(members.len()),
        Value::String(text) => Some(text.encode_utf16().count()),
        _ => None,
    }
}
