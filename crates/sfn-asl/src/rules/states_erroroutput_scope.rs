//! `$states.errorOutput` is read where an error was caught.

use super::{
    Context, Findings, declare_rule,
    expressions::Place,
    states_members,
};

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
        code: "SFN025", name: "states-erroroutput-scope", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let may_matter = |text: &str| text.contains("errorOutput");
    states_members::for_each(context, may_matter, &mut |_, place, expression, location| {
        let reads = || expression.reads().states_members().any(|member| member == "errorOutput");
        if place != Place::Catch && reads() {
            let message = "`$states.errorOutput` has no value here: only `Output` and `Assign` of a catcher have an error";
            found.report(location(), message).help("hand it on with `Output` or `Assign` of the catcher");
        }
    });
}
