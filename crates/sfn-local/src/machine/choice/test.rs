//! What the rules of a JSONPath Choice test.

use std::cmp::Ordering;

use serde_json::Value;
use sfn_query::jsonpath::{Documents, Path};

use crate::{
    errors::StateError,
    machine::{Machine, context::Extra, frame::Frame, paths::runtime_error},
    program::{Property, Scalar, StateProgram, TestProgram, ValueType, scalar},
    time,
};

/// A path that leads nowhere.
struct Missing<'a>(&'a Path);

impl Machine {
    /// Whether the test is true of the state's input.
    pub(super) fn test(
        &self,
        frame: &Frame,
        state: &StateProgram,
        test: &TestProgram,
    ) -> Result<bool, StateError> {
        let extra = Extra::default();
        holds(test, &self.environment(frame, state, &extra)).map_err(|Missing(path)| {
            let message = format!(
                "Invalid path '{}': The choice state's condition path references an invalid value.",
                path.text()
            );
            runtime_error(frame, state, &message)
        })
    }
}

fn holds<'a>(test: &'a TestProgram, documents: &dyn Documents) -> Result<bool, Missing<'a>> {
    match test {
        TestProgram::And(tests) => {
            for test in tests {
                if !holds(test, documents)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        TestProgram::Or(tests) => {
            for test in tests {
                if holds(test, documents)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        TestProgram::Not(test) => holds(test, documents).map(|holds| !holds),
        TestProgram::Variable(path, Property::IsPresent(wanted)) => {
            Ok(path.select(documents).is_ok() == *wanted)
        }
        TestProgram::Variable(path, property) => {
            let value = path.select(documents).map_err(|_| Missing(path))?;
            has(&value, property, documents)
        }
    }
}

/// Whether the value has the property. What cannot be compared is not equal, less or greater.
fn has<'a>(
    value: &Value,
    property: &'a Property,
    documents: &dyn Documents,
) -> Result<bool, Missing<'a>> {
    Ok(match property {
        // Told from the path alone.
        Property::IsPresent(wanted) => *wanted,
        Property::Is(value_type, wanted) => is(value, *value_type) == *wanted,
        Property::Matches(pattern) => value.as_str().is_some_and(|text| pattern.is_match(text)),
        Property::Compares(relation, other) => {
            compare(value, other).is_some_and(|ordering| relation.holds(ordering))
        }
        Property::ComparesWith(relation, scalar_type, path) => {
            let other = path.select(documents).map_err(|_| Missing(path))?;
            scalar(*scalar_type, &other)
                .and_then(|other| compare(value, &other))
                .is_some_and(|ordering| relation.holds(ordering))
        }
    })
}

fn is(value: &Value, value_type: ValueType) -> bool {
    match value_type {
        ValueType::Null => value.is_null(),
        ValueType::Numeric => value.is_number(),
        ValueType::String => value.is_string(),
        ValueType::Boolean => value.is_boolean(),
        ValueType::Timestamp => value.as_str().is_some_and(|text| time::parse(text).is_some()),
    }
}

/// How the value stands to another of the same type. Texts are ordered as in Java, by UTF-16 units.
fn compare(value: &Value, other: &Scalar) -> Option<Ordering> {
    match (value, other) {
        (Value::String(text), Scalar::String(other)) => {
            Some(text.encode_utf16().cmp(other.encode_utf16()))
        }
        (Value::Number(number), Scalar::Numeric(other)) => number.as_f64()?.partial_cmp(other),
        (Value::Bool(value), Scalar::Boolean(other)) => Some(value.cmp(other)),
        (Value::String(text), Scalar::Timestamp(other)) => Some(time::parse(text)?.cmp(other)),
        _ => None,
    }
}
