//! A Fail says its error and cause in one way each.

use super::{Context, Findings, declare_rule};
use crate::{FailState, StateKind, graph::StateNode};

/// The intrinsic functions that give a string, which is what `ErrorPath` and `CausePath` need.
const STRING_FUNCTIONS: &[&str] = &[
    "States.Format",
    "States.JsonToString",
    "States.ArrayGetItem",
    "States.Base64Encode",
    "States.Base64Decode",
    "States.Hash",
    "States.UUID",
];

declare_rule! {
    /// ## What it checks
    /// A Fail has not both `Error` and `ErrorPath`, nor both `Cause` and `CausePath`. The paths are paths, or calls of
    /// an intrinsic function that gives a string.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Fail", "Error": "Declined", "ErrorPath": "$.error" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Fail", "Error": "Declined", "CausePath": "$.cause" } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html>
    pub(crate) static FAIL_EXCLUSIVE = {
        code: "SFN064", name: "fail-exclusive", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        if let StateKind::Fail(fail) = &node.state.kind {
            check_fail(found, node, fail);
        }
    }
}

fn check_fail(found: &mut Findings<'_>, node: &StateNode<'_>, fail: &FailState) {
    let pairs = [
        ("Error", &fail.error, "ErrorPath", &fail.error_path),
        ("Cause", &fail.cause, "CausePath", &fail.cause_path),
    ];
    for (name, constant, path_name, path) in pairs {
        let Some(path) = path else { continue };
        if constant.is_some() {
            found
                .report(node.location.clone(), format!("a Fail has both `{name}` and `{path_name}`"))
                .help("keep one of the two")
                .aws(format!("There should only be one of the following fields: [{name}, {path_name}]"));
        }
        if !gives_string(path) {
            let functions: Vec<_> = STRING_FUNCTIONS.iter().map(|function| format!("`{function}`")).collect();
            found
                .report(node.location.field(path_name), format!("`{path}` is neither a path nor a function that gives a string"))
                .help(format!("write a path such as `$.error`, or call one of {}", functions.join(", ")));
        }
    }
}

/// A path, or the call of a function that gives a string.
pub(super) fn gives_string(path: &str) -> bool {
    path.starts_with('$')
        || path.split_once('(').is_some_and(|(function, _)| STRING_FUNCTIONS.contains(&function))
}
