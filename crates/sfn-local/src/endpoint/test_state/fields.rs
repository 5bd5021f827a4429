//! Whether a mocked result is one that the service could give, by what the catalogue knows of its API.

use std::slice;

use serde::Deserialize;
use serde_json::Value;
use sfn_catalog::{
    optimized,
    resource::Resource,
    sdk::{self, Kind, Shape},
};

use super::super::error::ApiError;

/// How much of a mocked result is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum FieldValidationMode {
    /// What is there, and whether all is there that must be.
    #[default]
    Strict,
    /// What is there.
    Present,
    None,
}

/// Checks what the call of `resource` is said to have answered.
pub(super) fn check(
    resource: &str,
    result: &Value,
    mode: FieldValidationMode,
) -> Result<(), ApiError> {
    match output(resource) {
        Some(shape) if mode != FieldValidationMode::None => {
            fits(shape, "", result, mode).map_err(|fault| {
                ApiError::validation(format!("Mock result schema validation error: {fault}"))
            })
        }
        _ => Ok(()),
    }
}

/// What answers as its endpoint likes: AWS checks no mock of these (Developer Guide, "Testing state machines with `TestState`").
const UNCHECKED: &[(&str, &str)] =
    &[("apigateway", "invoke"), ("eks", "call"), ("eks", "runJob"), ("http", "invoke")];

/// The shape of what a call answers, where it is known.
fn output(resource: &str) -> Option<Shape> {
    match Resource::parse(resource) {
        Resource::Optimized { service, operation, .. }
            if UNCHECKED.contains(&(service, operation)) =>
        {
            None
        }
        Resource::Optimized { service, operation, pattern } => {
            optimized::operation(service, operation)?.output(pattern)
        }
        Resource::Sdk { service, operation, .. } => {
            sdk::operation(service, operation).map(sdk::Operation::output)
        }
        _ => None,
    }
}

fn fits(shape: Shape, field: &str, value: &Value, mode: FieldValidationMode) -> Result<(), String> {
    let wanted = match (shape.kind(), value) {
        (_, Value::Null)
        | (Kind::Document, _)
        | (Kind::Blob | Kind::Timestamp, Value::String(_))
        | (Kind::Boolean, Value::Bool(_)) => return Ok(()),
        (Kind::Integer | Kind::Long | Kind::Float | Kind::Double, Value::Number(number)) => {
            let number = number.as_f64();
            let is_beyond = |bound: Option<f64>, fault: fn(&f64, &f64) -> bool| {
                number.zip(bound).is_some_and(|(number, bound)| fault(&number, &bound))
            };
            return match shape.range() {
                (least, _) if is_beyond(least, f64::lt) => {
                    Err(format!("Field '{field}' is less than the minimum value"))
                }
                (_, greatest) if is_beyond(greatest, f64::gt) => {
                    Err(format!("Field '{field}' exceeds the maximum value"))
                }
                _ => Ok(()),
            };
        }
        (Kind::String, Value::String(text)) => {
            let mut values = shape.enum_values().peekable();
            return if values.peek().is_none() || values.any(|known| known == text) {
                Ok(())
            } else {
                Err(format!("Field '{field}' is not an expected value"))
            };
        }
        (Kind::Structure, Value::Object(members)) => {
            // What the API does not know is let through.
            return shape.members().try_for_each(|member| match members.get(member.name) {
                Some(value) => fits(member.shape, member.name, value, mode),
                None if member.required && mode == FieldValidationMode::Strict => {
                    Err(format!("Required field '{}' is missing", member.name))
                }
                None => Ok(()),
            });
        }
        (Kind::List, Value::Array(items)) => return all_fit(shape.element(), field, items, mode),
        (Kind::Map, Value::Object(members)) => {
            return members.iter().try_for_each(|(key, value)| {
                all_fit(shape.value(), key, slice::from_ref(value), mode)
            });
        }
        (Kind::String | Kind::Blob | Kind::Timestamp, _) => "a string",
        (Kind::Integer | Kind::Long | Kind::Float | Kind::Double, _) => "a number",
        (Kind::Boolean, _) => "a boolean",
        (Kind::Structure | Kind::Map, _) => "an object",
        (Kind::List, _) => "an array",
    };
    Err(match field {
        "" => format!("The result must be {wanted}"),
        field => format!("Field '{field}' must be {wanted}"),
    })
}

fn all_fit(
    shape: Option<Shape>,
    field: &str,
    values: &[Value],
    mode: FieldValidationMode,
) -> Result<(), String> {
    let Some(shape) = shape else { return Ok(()) };
    values.iter().try_for_each(|value| fits(shape, field, value, mode))
}
