//! What a comparison is made with.

use super::{Context, Findings, declare_rule, parts};
use crate::Location;

declare_rule! {
    /// ## What it checks
    /// The operand has the type of its operator: a string for `String…`, a number for `Numeric…`, a boolean for
    /// `Boolean…` and `Is…`, a string for `Timestamp…` and for every `…Path`.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Variable": "$.count", "NumericEquals": "3", "Next": "B" }],
    ///       "Default": "B"
    ///     },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Variable": "$.count", "NumericEquals": 3, "Next": "B" }],
    ///       "Default": "B"
    ///     },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html>
    pub(crate) static CHOICE_OPERAND_TYPE = {
        code: "SFN058", name: "choice-operand-type", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (place, rule) in parts::choice_rules(node) {
            if let Some(test) = &rule.test {
                parts::for_each_comparison(&place, test, &mut |place, comparison| check_operand(found, place, comparison));
            }
        }
    }
}

fn check_operand(found: &mut Findings<'_>, place: &Location, comparison: parts::Comparison<'_>) {
    let parts::Comparison { operator, operand, .. } = comparison;
    let name = operator.as_str();
    let (wanted, fits) = if name.ends_with("Path") || name.starts_with("String") || name.starts_with("Timestamp") {
        ("a string", operand.is_string())
    } else if name.starts_with("Numeric") {
        ("a number", operand.is_number())
    } else {
        ("a boolean", operand.is_boolean())
    };
    let is_placeholder = operand.as_str().is_some_and(|text| text.contains("${"));
    if !fits && !is_placeholder {
        found
            .report(place.field(name), format!("`{name}` compares with {wanted}, but this is `{operand}`"))
            .help(format!("write {wanted}"));
    }
}
