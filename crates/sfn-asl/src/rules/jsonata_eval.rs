//! There is no `$eval` in Step Functions.

use super::{Context, Findings, declare_rule};

declare_rule! {
    /// ## What it checks
    /// No expression names JSONata's function `$eval`.
    /// ## Why it matters
    /// AWS takes the definition, and the state fails when it runs: `States.QueryEvaluationError`, T1006.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $eval($states.input.list) %}", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $parse($states.input.list) %}", "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>: all functions of JSONata but `$eval`.
    pub(crate) static JSONATA_EVAL = {
        code: "SFN022", name: "jsonata-eval", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for (_, expression) in context.expressions().filter(|(_, expression)| expression.reads.calls_eval()) {
        found
            .report(expression.location.clone(), "Step Functions has no `$eval`")
            .help("`$parse` makes a value of a JSON text; other expressions can only stand in the definition");
    }
}
