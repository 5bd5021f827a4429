//! Every Choice rule tests exactly one thing.

use super::{Context, Findings, declare_rule, parts};
use crate::{DataTest, Location};

declare_rule! {
    /// ## What it checks
    /// A rule has either `Condition`, or one operator: a comparison with its `Variable`, or one of `And`, `Or`, `Not`.
    /// The arrays of `And` and `Or` are not empty.
    /// ## Why it matters
    /// AWS refuses rules that test nothing or several things.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Variable": "$.n", "NumericGreaterThan": 1, "NumericLessThan": 5, "Next": "B" }],
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
    ///       "Choices": [
    ///         {
    ///           "And": [
    ///             { "Variable": "$.n", "NumericGreaterThan": 1 },
    ///             { "Variable": "$.n", "NumericLessThan": 5 }
    ///           ],
    ///           "Next": "B"
    ///         }
    ///       ],
    ///       "Default": "B"
    ///     },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#choice-state>
    pub(crate) static CHOICE_ONE_OPERATOR = {
        code: "SFN057", name: "choice-one-operator", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (location, rule) in parts::choice_rules(node) {
            match (&rule.condition, &rule.test) {
                (None, None) if !context.is_reported(&location) => {
                    found.report(location.clone(), "a rule has no operator").help(
                        "add `Condition` (JSONata), or `Variable` and one comparison operator, or `And`, `Or` or `Not`",
                    );
                }
                (Some(_), Some(_)) => {
                    found
                        .report(location.clone(), "a rule has both `Condition` and an operator of JSONPath")
                        .help("keep the one of the state's language");
                }
                _ => {}
            }
            if let Some(test) = &rule.test {
                check_test(context, found, &location, test);
            }
        }
    }
}

/// Looks for empty arrays.
fn check_test(context: &Context<'_>, found: &mut Findings<'_>, location: &Location, test: &DataTest) {
    let (name, rules) = match test {
        DataTest::And(rules) => ("And", rules),
        DataTest::Or(rules) => ("Or", rules),
        DataTest::Not(rule) => return check_test(context, found, &location.field("Not"), &rule.test),
        DataTest::Compare { .. } => return,
    };
    let place = location.field(name);
    let is_reported = context.is_reported(location) || context.is_reported(&place);
    if rules.is_empty() && !is_reported {
        found.report(place.clone(), format!("`{name}` is empty")).help("add rules to it").aws("Value cannot be empty");
    }
    for (index, rule) in rules.iter().enumerate() {
        check_test(context, found, &place.index(index), &rule.test);
    }
}
