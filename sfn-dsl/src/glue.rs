//! What the code that the macros generate calls, besides the builder and the operators.

use std::rc::Rc;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sfn_local::{Definition, InputCheck};

use crate::{
    builder::ScopeOf,
    code::{BinaryOperator, Code, Root},
    data::{Data, Fields},
    expr::Expr,
    surface::vectors::IntoExprIter,
    task::Integration,
};

/// The untyped expression.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn code<T>(value: Expr<T>) -> Code {
    value.__code().clone()
}

/// A parameter of a workflow: a member of the input, or the whole input where it is the only one and an object.
pub fn parameter<T: Data>(input: &Code, key: &str, whole: bool) -> Expr<T> {
    if whole { Expr::__new(input.clone()) } else { crate::expr::field(input, key) }
}

/// How a parameter is read: [`parameter`].
pub type Read<T> = fn(&Code, &str, bool) -> Expr<T>;

/// Fails to compile where `T` cannot flow between states.
pub const fn assert_data<T: Data>() {}

/// Says that the scope fails with `E`.
pub const fn fails_with<T, E>(_scope: &ScopeOf<T, E>) {}

/// `T { fields, ..base }`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn update<T: Fields>(base: Expr<T>, fields: Vec<(&'static str, Code)>) -> Expr<T> {
    Expr::__new(T::__update(base.__code().clone(), fields))
}

/// `T::default()` as a constant.
pub fn default_value<T: Data + Default + Serialize>() -> Expr<T> {
    Expr::__new(Code::Literal(serde_json::to_value(T::default()).unwrap_or_default()))
}

/// Arguments under the names of the parameters, or the only one itself.
fn payload(names: &[&str], whole: bool, arguments: Vec<Code>) -> Code {
    match arguments.into_iter().next_if_single(whole) {
        Ok(only) => only,
        Err(arguments) => {
            Code::Object(names.iter().map(|name| Rc::from(*name)).zip(arguments).collect())
        }
    }
}

/// Takes the only element, where that is wanted.
trait NextIfSingle: Iterator + Sized {
    fn next_if_single(self, wanted: bool) -> Result<Self::Item, Vec<Self::Item>> {
        let mut items: Vec<_> = self.collect();
        match (wanted && items.len() == 1, items.pop()) {
            (true, Some(only)) => Ok(only),
            (_, Some(last)) => {
                items.push(last);
                Err(items)
            }
            (_, None) => Err(items),
        }
    }
}

impl<I: Iterator> NextIfSingle for I {}

/// The parameters that the state adds to the payload, under these names.
#[derive(Debug)]
pub struct Injected {
    /// The task token.
    pub token: Option<&'static str>,
    /// How often the state was tried before.
    pub retry_count: Option<&'static str>,
}

/// How a Lambda function is called: `lambda:invoke`, with the payload by parameter names.
///
/// With a task token the state waits until somebody calls back with it, and gives what the callback brings.
///
/// Source: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>
pub fn lambda(
    function: &'static str,
    names: &'static [&'static str],
    whole: bool,
    injected: &Injected,
) -> Integration {
    let Injected { token, retry_count } = *injected;
    let resource = "arn:aws:states:::lambda:invoke";
    Integration {
        resource: if token.is_some() {
            format!("{resource}.waitForTaskToken")
        } else {
            resource.to_owned()
        },
        arguments: Rc::new(move |arguments| {
            let mut payload = payload(names, whole, arguments);
            if let Code::Object(members) = &mut payload {
                let context = Code::Root(Root::Context);
                let token = token.map(|key| (key, context.field("Task").field("Token")));
                let retries =
                    retry_count.map(|key| (key, context.field("State").field("RetryCount")));
                let injected = token.into_iter().chain(retries);
                members.extend(injected.map(|(key, value)| (key.into(), value)));
            }
            Code::Object(vec![
                ("FunctionName".into(), Code::text(function)),
                ("Payload".into(), payload),
            ])
        }),
        token: None,
        result: if token.is_some() { None } else { Some("Payload") },
        caught: if token.is_some() { std::convert::identity } else { lambda_error },
        nested: false,
        permission: None,
    }
}

/// What a Lambda function's error says: its fields stand in `errorMessage`.
#[expect(clippy::needless_pass_by_value, reason = "`Integration` holds functions of this form")]
fn lambda_error(caught: Code) -> Code {
    let cause = Code::call("parse", [caught.field("Cause")]).field("errorMessage");
    Code::Object(vec![("Error".into(), caught.field("Error")), ("Cause".into(), cause)])
}

/// How a workflow of this crate is started and waited for: `states:startExecution.sync:2`.
///
/// Source: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
pub fn start_execution(
    machine: &'static str,
    names: &'static [&'static str],
    whole: bool,
) -> Integration {
    let arn = format!(
        "arn:${{AWS::Partition}}:states:${{AWS::Region}}:${{AWS::AccountId}}:stateMachine:{machine}"
    );
    Integration {
        resource: "arn:aws:states:::states:startExecution.sync:2".to_owned(),
        arguments: Rc::new(move |arguments| {
            let input = payload(names, whole, arguments);
            Code::Object(vec![
                ("StateMachineArn".into(), Code::text(arn.clone())),
                ("Input".into(), input),
            ])
        }),
        token: None,
        result: Some("Output"),
        caught: std::convert::identity,
        nested: true,
        permission: None,
    }
}

/// The next argument of a step.
pub fn argument<T>(arguments: &mut impl Iterator<Item = Code>) -> Expr<T> {
    Expr::__new(arguments.next().unwrap_or_default())
}

/// Whether the input of an execution is an `I`.
pub fn check_input<I: DeserializeOwned>(input: &Value) -> Result<(), String> {
    match serde_path_to_error::deserialize::<_, I>(input) {
        Ok(_) => Ok(()),
        Err(error) if error.path().iter().next().is_none() => Err(error.into_inner().to_string()),
        Err(error) => Err(format!("at `{}`: {}", error.path(), error.inner())),
    }
}

/// Whether the input of an execution has a member for each parameter.
///
/// A missing member is what `null` is: none of an `Option`.
pub fn check_members(input: &Value, parameters: &[(&str, InputCheck)]) -> Result<(), String> {
    let Value::Object(members) = input else {
        return Err(format!("the input is an object with the members {}", keys(parameters)));
    };
    for (key, check) in parameters {
        match members.get(*key) {
            Some(value) => check(value).map_err(|problem| at(key, &problem))?,
            None => check(&Value::Null).map_err(|_| format!("missing field `{key}`"))?,
        }
    }
    Ok(())
}

fn keys(parameters: &[(&str, InputCheck)]) -> String {
    let keys: Vec<_> = parameters.iter().map(|(key, _)| format!("`{key}`")).collect();
    keys.join(", ")
}

/// The problem as it is for the member.
fn at(key: &str, problem: &str) -> String {
    match problem.strip_prefix("at `") {
        Some(inside) if inside.starts_with('[') => format!("at `{key}{inside}"),
        Some(inside) => format!("at `{key}.{inside}"),
        None => format!("at `{key}`: {problem}"),
    }
}

/// Called by the test that `#[workflow]` makes.
///
/// # Panics
/// With every finding, where AWS would refuse the definition.
pub fn assert_valid(definition: &Definition) {
    let errors: Vec<String> = sfn_asl::check(&definition.machine, definition.workflow_type, None)
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == sfn_asl::Severity::Error)
        .map(|diagnostic| diagnostic.to_string())
        .collect();
    assert!(
        errors.is_empty(),
        "AWS would refuse the definition of `{}`:\n{}",
        definition.name,
        errors.join("\n")
    );
}

/// What `clear` leaves.
pub trait Cleared: Data {
    /// The empty value.
    fn cleared() -> Code;
}

impl<T: Data> Cleared for Vec<T> {
    fn cleared() -> Code {
        Code::Literal(Value::Array(Vec::new()))
    }
}

impl Cleared for String {
    fn cleared() -> Code {
        Code::text("")
    }
}

/// `place.clear()`
pub fn cleared<T: Cleared>(_place: &Expr<T>) -> Expr<T> {
    Expr::__new(T::cleared())
}

/// What `take` leaves.
pub fn taken<T: Data>(_place: &Expr<Option<T>>) -> Expr<Option<T>> {
    crate::surface::none()
}

/// `place.pop()`
pub fn without_last<T: Data>(place: &Expr<Vec<T>>) -> Expr<Vec<T>> {
    place.without_last()
}

/// The elements that a loop or a Map goes over.
pub fn items<T: Data>(items: impl IntoExprIter<T>) -> Expr<Vec<T>> {
    items.into_expr_iter().collect()
}

/// `sfn::now()`
pub fn staged_now() -> Expr<String> {
    Expr::__new(Code::call("now", []))
}

/// `sfn::context()`
pub fn staged_context() -> Expr<crate::sfn::Context> {
    Expr::__new(Code::Root(Root::Context))
}

/// `sfn::uuid()`
pub fn staged_uuid() -> Expr<String> {
    Expr::__new(Code::call("uuid", []))
}

/// `sfn::random()`
pub fn staged_random() -> Expr<f64> {
    Expr::__new(Code::call("random", []))
}

/// `sfn::hash(text, algorithm)`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn staged_hash(text: Expr<String>, algorithm: crate::sfn::Algorithm) -> Expr<String> {
    Expr::__new(Code::call("hash", [text.__code().clone(), Code::text(algorithm.name())]))
}

/// `sfn::base64(text)`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn staged_base64(text: Expr<String>) -> Expr<String> {
    Expr::__new(Code::call("base64encode", [text.__code().clone()]))
}

/// `sfn::to_json(value)`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn staged_to_json<T: Data>(value: Expr<T>) -> Expr<String> {
    let value = value.__code().clone();
    if T::__IS_OBJECT {
        return Expr::__new(Code::call("string", [value]));
    }
    Expr::__new(crate::surface::json_text::json_text(crate::data::element::<T>(value)))
}

/// Seconds of a computed duration.
pub(crate) fn seconds(count: Code, factor: u32) -> Code {
    if factor == 1 {
        count
    } else {
        Code::binary(BinaryOperator::Multiply, count, Code::Literal(factor.into()))
    }
}

/// `T`, where `CHECK` has a value; else a type of which rustc knows that its error is told already.
///
/// A `#[workflow]`'s `CHECK` is a size that rustc can only compute where the function itself compiles. With a mistake in
/// the function, everything in its twin has no type, and what is built on that is not reported: one mistake, one error.
#[doc(hidden)]
pub type Checked<T, const CHECK: usize> = <Check<CHECK> as Open<T>>::Type;

/// See [`Checked`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Check<const CHECK: usize>;

/// See [`Checked`].
#[doc(hidden)]
pub trait Open<T> {
    /// `T` itself.
    type Type;
}

impl<T, const CHECK: usize> Open<T> for Check<CHECK> {
    type Type = T;
}
