//! Evaluates expressions and compares them with Rust values.

use serde::Serialize;
use serde_json::{Value, json};
use sfn_dsl::{
    __private::{Code, print, to_template},
    Data, Expr,
};
use sfn_query::jsonata::{Expression, Settings, Variables};

/// `$input`, the value that the evaluation is given.
pub(crate) fn input<T: Data>() -> Expr<T> {
    Expr::__new(Code::Local("input".into()))
}

/// The JSONata text.
pub(crate) fn text<T>(expression: &Expr<T>) -> String {
    print(expression.__code(), &|_| unreachable!("no variables here"))
}

/// Evaluates an expression with `$input`.
pub(crate) fn evaluate<T>(expression: &Expr<T>, input: &impl Serialize) -> Value {
    let variables = Variables::from_iter([("input", json!(input))]);
    let text = text(expression);
    let compiled = Expression::compile(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let value = compiled
        .evaluate(&variables, &Settings::default())
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .unwrap_or_else(|| panic!("{text}: nothing"));
    let template = template(&to_template(expression.__code(), &|_| unreachable!()), &variables);
    assert!(same(&value, &template), "{text}: {value} as an expression, {template} as a template");
    value
}

/// The value of a payload template.
fn template(template_value: &Value, variables: &Variables) -> Value {
    match template_value {
        Value::String(text) => {
            match text.strip_prefix("{% ").and_then(|text| text.strip_suffix(" %}")) {
                Some(expression) => Expression::compile(expression)
                    .unwrap_or_else(|error| panic!("{expression}: {error}"))
                    .evaluate(variables, &Settings::default())
                    .unwrap_or_else(|error| panic!("{expression}: {error}"))
                    .unwrap_or_else(|| panic!("{expression}: nothing in a template")),
                None => text.clone().into(),
            }
        }
        Value::Array(elements) => {
            elements.iter().map(|element| template(element, variables)).collect()
        }
        Value::Object(members) => Value::Object(
            members.iter().map(|(key, value)| (key.clone(), template(value, variables))).collect(),
        ),
        value => value.clone(),
    }
}

/// Equality of JSON, where numbers are compared as floats.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        (left, right) => left == right,
    }
}

/// Asserts that the expression over `input` is what Rust computed.
#[track_caller]
pub(crate) fn check<I: Serialize, T: Serialize>(input: &I, expression: &Expr<T>, native: &T) {
    let native = serde_json::to_value(native).unwrap();
    let value = evaluate(expression, input);
    assert!(
        same(&value, &native),
        "{} of {}\n is {value}\n natively {native}",
        text(expression),
        serde_json::to_string(input).unwrap()
    );
}

/// Asserts the text of an expression.
#[track_caller]
pub(crate) fn prints<T>(expression: &Expr<T>, expected: &str) {
    assert_eq!(text(expression), expected);
}
