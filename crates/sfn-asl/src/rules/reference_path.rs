//! Some paths must lead to one node.

use super::{Context, Findings, declare_rule, path, path_fields};
use crate::ComparisonOperator;

declare_rule! {
    /// ## What it checks
    /// `ResultPath`, `ItemsPath`, `Variable` and the other fields that take a reference path hold one: names and
    /// indexes, and none of `@ , : ? *`, `..` or a call.
    /// ## Why it matters
    /// AWS refuses other paths there.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "SecondsPath": "$.waits[*]", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "SecondsPath": "$.waits[0]", "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html>
    pub(crate) static REFERENCE_PATH = {
        code: "SFN037", name: "reference-path", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for field in path_fields::references(node) {
            let Some(fault) = path::reference_fault(field.path) else { continue };
            let text = format!("`{}` is no reference path, which `{}` takes: {}", field.path, field.name, fault.message);
            let aws = match (field.path.starts_with('$'), is_of_rule(field.name)) {
                (true, _) => "Value is not a Reference Path",
                (false, true) => "Value is not a Reference Path: Reference path didn't start with '$'",
                (false, false) => "Value must be a valid JSONPath.",
            };
            found
                .report(field.location(), text)
                .help("write the path of one node, such as `$.order.items[0]`")
                .aws(aws);
        }
    }
}

/// Whether the field is one of a Choice rule.
fn is_of_rule(name: &str) -> bool {
    name == "Variable" || ComparisonOperator::from_name(name).is_some()
}
