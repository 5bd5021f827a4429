//! `$states.errorOutput` is read where an error was caught.

use super::{Context, Findings, declare_rule, expressions::Place};

declare_rule! {
    /// ## What it checks
    /// `$states.errorOutput` is read only in `Output` and `Assign` of a catcher.
    /// ## Why it matters
    /// Nothing else has an error, so AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Parallel", "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Fail" } } }],
    ///       "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "C" }], "End": true },
    ///     "C": { "Type": "Pass", "Output": "{% $states.errorOutput.Error %}", "End": true }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Parallel", "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Fail" } } }],
    ///       "Catch": [{ "ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Error %}", "Next": "C" }],
    ///       "End": true },
    ///     "C": { "Type": "Pass", "End": true }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>, "Reserved variable: $states".
    pub(crate) static STATES_ERROROUTPUT_SCOPE = {
        code: "SFN025", name: "states-erroroutput-scope", severity: Error, aws_code: Some("UNSUPPORTED_JSONATA_EXPRESSION"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for (_, expression) in context.expressions() {
        let mut members = expression.reads.states_members();
        if expression.place != Place::Catch && members.any(|member| member == "errorOutput") {
            let message = "`$states.errorOutput` has no value here: only `Output` and `Assign` of a catcher have an error";
            found
                .report(expression.location.clone(), message)
                .help("hand it on with `Output` or `Assign` of the catcher")
                .aws("Field '$states.errorOutput' does not exist.");
        }
    }
}
