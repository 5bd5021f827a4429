//! Names of errors: which a call can fail with, and which a catcher takes.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    error::{ErrorType, ErrorVariant},
    ir::{Block, Statement, Try, Work},
    sfn::MapRunError,
};

/// Stands for every error.
const ALL: &str = "States.ALL";

/// Whether every error is among them.
pub(super) fn is_all(names: &[String]) -> bool {
    names.iter().any(|name| name == ALL)
}

/// The names for `ErrorEquals`.
pub(super) fn names(variants: &[ErrorVariant]) -> Vec<String> {
    variants.iter().flat_map(ErrorVariant::names).map(str::to_owned).collect()
}

pub(super) fn takes(names: &[String], name: &str) -> bool {
    is_all(names) || names.iter().any(|taken| taken == name)
}

/// The errors that the names take.
pub(super) fn common(errors: &[String], names: &[String]) -> Vec<String> {
    let (wide, narrow) = if is_all(errors) { (errors, names) } else { (names, errors) };
    let mut common: Vec<String> = Vec::new();
    for name in narrow.iter().filter(|name| takes(wide, name)) {
        if !common.contains(name) {
            common.push(name.clone());
        }
    }
    common
}

/// The errors that the names do not take.
pub(super) fn without(errors: Vec<String>, names: &[String]) -> Vec<String> {
    let mut left = errors;
    left.retain(|name| !takes(names, name));
    left
}

/// Whether the error has one of the names.
pub(super) fn has_name(error: &Code, names: &[String]) -> Code {
    let name = error.field("Error");
    match names {
        [only] => Code::binary(BinaryOperator::Equal, name, Code::text(only)),
        several => {
            let several = Code::Array(several.iter().map(Code::text).collect());
            Code::binary(BinaryOperator::In, name, several)
        }
    }
}

/// The names of the errors with which the work can fail.
pub(super) fn errors_of(work: &Work) -> Vec<String> {
    match work {
        Work::Task { errors, .. } => names(errors()),
        Work::Parallel { branches } | Work::Race { branches } => {
            branches.iter().flat_map(errors_of_block).collect()
        }
        // What its children fail with is not seen.
        Work::DistributedMap(_) => names(MapRunError::__variants()),
        Work::Map { body, .. } | Work::Try(Try { body, .. }) => errors_of_block(body),
    }
}

fn errors_of_block(block: &Block) -> Vec<String> {
    block.iter().flat_map(errors_of_statement).collect()
}

fn errors_of_statement(statement: &Statement) -> Vec<String> {
    match statement {
        Statement::Action(action) => {
            let arms = action.catches.iter();
            let mut errors = arms
                .clone()
                .fold(errors_of(&action.work), |errors, arm| without(errors, &arm.errors));
            errors.extend(errors_of_block(&action.ok));
            errors.extend(arms.flat_map(|arm| errors_of_block(&arm.body)));
            errors
        }
        Statement::Choice(choice) => {
            choice.arms.iter().flat_map(|arm| errors_of_block(&arm.body)).collect()
        }
        Statement::Loop { body, .. } => errors_of_block(body),
        Statement::Fail { error, .. } => match error.field("Error") {
            Code::Literal(Value::String(name)) => vec![name],
            _ => vec![ALL.to_owned()],
        },
        Statement::Let { .. }
        | Statement::Wait { .. }
        | Statement::Break(_)
        | Statement::Continue(_)
        | Statement::Return { .. } => Vec::new(),
    }
}
