//! Paths can be parsed.

use super::{Context, Findings, declare_rule, path, path_fields};

declare_rule! {
    /// ## What it checks
    /// `InputPath` and `OutputPath` are paths: they begin with `$` and can be parsed, or are `null`.
    /// ## Why it matters
    /// They select data; intrinsic functions and constants belong in `Parameters` and `Result`.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "InputPath": "order.items", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "InputPath": "$.order.items", "End": true } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#filters>
    pub(crate) static PATH_SYNTAX = {
        code: "SFN084", name: "path-syntax", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for field in path_fields::paths(node) {
            let Some(fault) = path::path_fault(field.path) else { continue };
            let text = format!("`{}` is no path: {}", field.path, fault.message);
            let report = found.report(field.location(), text).aws("Value must be a valid JSONPath.");
            if !field.path.starts_with('$') {
                report.help("begin with `$`, the state's input");
            }
        }
    }
}
