//! Input shapes: what the API model says of a parameter, and the check that a request keeps to it.
//!
//! AWS checks in three steps, and so do we: the JSON has the right types (`SerializationException`), every
//! member keeps its constraints (one `ValidationException` that names all violations), and only then the
//! operation looks at what the values mean.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::error::ApiError;

/// What a value must be.
#[derive(Debug)]
pub(super) enum Shape {
    Text(Text),
    Integer { min: i64, max: i64 },
    Float { min: i32, max: i32 },
    Boolean,
    List { of: &'static Shape, min: usize, max: usize },
    Structure { name: &'static str, members: &'static [Member] },
}

/// The constraints on a string.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) min: usize,
    pub(super) max: usize,
    /// Whether its length is that of its UTF-8 encoding.
    pub(super) in_bytes: bool,
    /// Whether a message may show the value.
    pub(super) sensitive: bool,
    /// The values of an enumeration, in the order in which AWS prints them; empty for a free string.
    pub(super) values: &'static [&'static str],
    pub(super) pattern: Option<Pattern>,
}

/// A regular expression, as text for the message and as a function that decides it.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) text: &'static str,
    pub(super) matches: fn(&str) -> bool,
}

/// A member of a structure.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) shape: Shape,
}

/// Checks `input` against `members`, types first.
pub(super) fn check(members: &[Member], input: &Value) -> Result<(), ApiError> {
    let Value::Object(object) = input else {
        return Err(ApiError::serialization("the request is not a JSON object"));
    };
    types(members, object)?;
    let mut found = Vec::new();
    constraints(members, object, "", &mut found);
    match found.len() {
        0 => Ok(()),
        n => {
            let noun = if n == 1 { "error" } else { "errors" };
            Err(ApiError::validation(format!(
                "{n} validation {noun} detected: {}",
                found.join("; ")
            )))
        }
    }
}

/// `value` without members that are `null`, which to AWS are absent.
pub(super) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let members = object.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(
            items.into_iter().filter(|item| !item.is_null()).map(without_nulls).collect(),
        ),
        other => other,
    }
}

/// The members that are there; to AWS `null` is absent.
fn present<'a>(
    members: &'a [Member],
    object: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'a Member, Option<&'a Value>)> {
    members.iter().map(|member| (member, object.get(member.name).filter(|value| !value.is_null())))
}

fn types(members: &[Member], object: &Map<String, Value>) -> Result<(), ApiError> {
    for (member, value) in present(members, object) {
        if let Some(value) = value {
            has_type(&member.shape, value)?;
        }
    }
    Ok(())
}

fn has_type(shape: &Shape, value: &Value) -> Result<(), ApiError> {
    let wanted = match (shape, value) {
        (Shape::Text(_), Value::String(_))
        | (Shape::Boolean, Value::Bool(_))
        | (Shape::Float { .. }, Value::Number(_)) => return Ok(()),
        (Shape::Integer { .. }, Value::Number(number)) if number.as_i64().is_some() => {
            return Ok(());
        }
        (Shape::List { of, .. }, Value::Array(items)) => {
            return items
                .iter()
                .filter(|item| !item.is_null())
                .try_for_each(|item| has_type(of, item));
        }
        (Shape::Structure { members, .. }, Value::Object(object)) => return types(members, object),
        (Shape::Text(_), _) => "a String",
        (Shape::Integer { .. }, _) => "an Integer",
        (Shape::Float { .. }, _) => "a Float",
        (Shape::Boolean, _) => "a Boolean",
        (Shape::List { .. }, _) => "a List",
        (Shape::Structure { .. }, _) => "a Structure",
    };
    Err(ApiError::serialization(format!("{} can not be converted to {wanted}", token(value))))
}

fn token(value: &Value) -> &'static str {
    match value {
        Value::Null => "NULL_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(number) if number.is_f64() => "DECIMAL_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::String(_) => "STRING_VALUE",
        Value::Array(_) => "START_ARRAY",
        Value::Object(_) => "START_OBJECT",
    }
}

fn constraints(
    members: &[Member],
    object: &Map<String, Value>,
    prefix: &str,
    found: &mut Vec<String>,
) {
    for (member, value) in present(members, object) {
        let path = format!("{prefix}{}", member.name);
        match value {
            None if member.required => {
                found.push(format!(
                    "Value at '{path}' failed to satisfy constraint: Member must not be null"
                ));
            }
            None => {}
            Some(value) => satisfies(&member.shape, value, &path, found),
        }
    }
}

fn satisfies(shape: &Shape, value: &Value, path: &str, found: &mut Vec<String>) {
    match (shape, value) {
        (Shape::Text(text), Value::String(given)) => text.violations(given, path, found),
        (Shape::Integer { min, max }, Value::Number(number)) => {
            let number = number.as_i64().unwrap_or(i64::MAX);
            if let Some(fault) = range(number, *min, *max) {
                found.push(violation(Some(&number.to_string()), path, &fault));
            }
        }
        (Shape::Float { min, max }, Value::Number(number)) => {
            let given = number.as_f64().unwrap_or(f64::MAX);
            if let Some(fault) = range(given, f64::from(*min), f64::from(*max)) {
                found.push(violation(Some(&number.to_string()), path, &fault));
            }
        }
        (Shape::List { of, min, max }, Value::Array(items)) => {
            if let Some(fault) = length(items.len(), *min, *max) {
                found.push(violation(Some(&java_text(shape, value)), path, &fault));
            }
            for (item, number) in items.iter().zip(1..) {
                if !item.is_null() {
                    satisfies(of, item, &format!("{path}.{number}.member"), found);
                }
            }
        }
        (Shape::Structure { members, .. }, Value::Object(object)) => {
            constraints(members, object, &format!("{path}."), found);
        }
        _ => {}
    }
}

impl Text {
    fn violations(&self, given: &str, path: &str, found: &mut Vec<String>) {
        let shown = (!self.sensitive).then_some(given);
        if !self.values.is_empty() {
            if !self.values.contains(&given) {
                let fault = format!("satisfy enum value set: [{}]", self.values.join(", "));
                found.push(violation(shown, path, &fault));
            }
            return;
        }
        let given_length = if self.in_bytes { given.len() } else { given.chars().count() };
        if let Some(fault) = length(given_length, self.min, self.max) {
            found.push(violation(shown, path, &fault));
        }
        if let Some(pattern) = &self.pattern
            && !(pattern.matches)(given)
        {
            found.push(violation(
                shown,
                path,
                &format!("satisfy regular expression pattern: {}", pattern.text),
            ));
        }
    }
}

fn range<N: Copy + PartialOrd + std::fmt::Display>(given: N, min: N, max: N) -> Option<String> {
    if given < min {
        Some(format!("have value greater than or equal to {min}"))
    } else if given > max {
        Some(format!("have value less than or equal to {max}"))
    } else {
        None
    }
}

fn length(given: usize, min: usize, max: usize) -> Option<String> {
    if given < min {
        Some(format!("have length greater than or equal to {min}"))
    } else if given > max {
        Some(format!("have length less than or equal to {max}"))
    } else {
        None
    }
}

fn violation(shown: Option<&str>, path: &str, fault: &str) -> String {
    let value = shown.map_or_else(String::new, |text| format!(" '{text}'"));
    format!("Value{value} at '{path}' failed to satisfy constraint: Member must {fault}")
}

/// A value as Java prints it: `[Item(arn=…, weight=50)]`.
fn java_text(shape: &Shape, value: &Value) -> String {
    match (shape, value) {
        (_, Value::String(text)) => text.clone(),
        (Shape::List { of, .. }, Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| java_text(of, item)).collect();
            format!("[{}]", items.join(", "))
        }
        (Shape::Structure { name, members }, Value::Object(object)) => {
            let mut text = format!("{name}(");
            for (index, (member, value)) in present(members, object).enumerate() {
                let separator = if index == 0 { "" } else { ", " };
                let value = value
                    .map_or_else(|| "null".to_owned(), |value| java_text(&member.shape, value));
                // Writing to a string cannot fail.
                let _ = write!(text, "{separator}{}={value}", member.name);
            }
            text + ")"
        }
        (_, other) => other.to_string(),
    }
}
